using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>What somebody is assigned to a case for.</summary>
public enum AssignedDuty
{
    /// <summary>Handles it.</summary>
    Handler,

    /// <summary>Decides an appeal, and decided nothing in it before.</summary>
    AppealReviewer,
}

/// <summary>Why an assignment ended.</summary>
public enum AssignmentEnd
{
    /// <summary>Somebody else has it now.</summary>
    HandedOver,

    /// <summary>They said that they are not impartial.</summary>
    Recused,

    /// <summary>They left, or hold the role no longer.</summary>
    Left,

    /// <summary>The person would not have their group see it.</summary>
    Excluded,
}

/// <summary>Who has a case, since when, by whose word. Never deleted: who had it when is part of the record.</summary>
public sealed class CaseAssignment : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public Guid AccountId { get; set; }
    public AssignedDuty Duty { get; set; }

    /// <summary>Who assigned it: never the one it is assigned to.</summary>
    [Coarse] public string AssignedBy { get; set; } = "";

    public DateTimeOffset AssignedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public AssignmentEnd? Ended { get; set; }

    /// <summary>Why somebody else decides an appeal in their place; null where nobody had to say.</summary>
    [Sealed] public byte[]? Reason { get; set; }
}

/// <summary>An account that must not open a case: it recused itself, or somebody reported that it is not impartial.</summary>
public sealed class CaseExclusion : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    public Guid AccountId { get; set; }

    /// <summary>Who excluded it; the account itself where it recused itself.</summary>
    [Coarse] public string By { get; set; } = "";

    [Sealed] public byte[] Reason { get; set; } = [];
    public DateTimeOffset At { get; set; }
}

/// <summary>
/// Somebody asks to know how an anonymous person can be reached. A custodian decides; the person is told of the request, of the
/// decision and of each look (nobody sees more than the one who asked, and only for a time).
/// </summary>
public sealed class IdentityRequest : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public Guid RequestedBy { get; set; }
    [Coarse] public string RequesterRole { get; set; } = "";

    /// <summary>Why, for the person and the handlers.</summary>
    [Sealed] public byte[] Reason { get; set; } = [];

    /// <summary>The same for the custodian, who can't open the case.</summary>
    [Sealed] public byte[] ReasonForCustodian { get; set; } = [];

    public int Hours { get; set; }
    public DateTimeOffset RequestedAt { get; set; }
    public Guid? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public bool Granted { get; set; }

    /// <summary>Until when the one who asked may look.</summary>
    public DateTimeOffset? ValidUntil { get; set; }

    public DateTimeOffset? FirstLookAt { get; set; }

    /// <summary>When a grant was ended before its time, or null.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Who refused it or ended the grant, <see cref="Person"/> or <see cref="Custodian"/>; null while neither did, and where it was before this was kept.</summary>
    [Coarse] public string? EndedBy { get; set; }

    public long Version { get; set; }

    /// <summary>The one who filed.</summary>
    public const string Person = "person";

    /// <summary>Whoever keeps how they can be reached.</summary>
    public const string Custodian = "custodian";

    /// <summary>waiting, granted, refused, ended or over.</summary>
    public string StateAt(DateTimeOffset now) => DecidedAt is null ? "waiting" : EndedAt is not null ? "ended" : !Granted ? "refused" : ValidUntil > now ? "granted" : "over";

    /// <summary>Who refused it or ended the grant; null where neither happened.</summary>
    [Coarse] public string? NoBy => DecidedAt is null || (Granted && EndedAt is null) ? null : EndedBy ?? (DecidedBy is null ? Person : Custodian);

    /// <summary>Says no, or ends what was granted.</summary>
    public void End(string by, DateTimeOffset now)
    {
        if (Granted)
            EndedAt = now;
        (Granted, DecidedAt, ValidUntil, EndedBy, Version) = (false, DecidedAt ?? now, null, by, Version + 1);
    }
}

/// <summary>What was decided in a case by whom: whoever decided something before never reviews it on appeal.</summary>
public sealed class CaseDecision : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public DecisionKind Kind { get; set; }
    public Guid AccountId { get; set; }
    [Coarse] public string Role { get; set; } = "";

    /// <summary>Code of what was decided.</summary>
    [Coarse] public string Decided { get; set; } = "";

    public DateTimeOffset At { get; set; }
}

/// <summary>What can be decided.</summary>
public enum DecisionKind { Admissibility, Band, Attribution, RemedyOffer, Outcome, Appeal }

/// <summary>Who may read a note.</summary>
public enum NoteReaders
{
    /// <summary>Everybody who may open the case.</summary>
    Handlers,

    /// <summary>The writer alone.</summary>
    Mine,
}

/// <summary>A note among handlers. The person does not see it; that there are notes is no secret.</summary>
public sealed class CaseNote : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public Guid WrittenBy { get; set; }
    [Coarse] public string WriterRole { get; set; } = "";
    public NoteReaders Readers { get; set; }
    [Sealed] public byte[] Body { get; set; } = [];
    public DateTimeOffset WrittenAt { get; set; }
}

/// <summary>How two cases belong together.</summary>
public enum RelationKind { Related, Recurrence, Merged, Split }

/// <summary>A relation between two cases. Both rows of a pair are written, so that either case finds it.</summary>
public sealed class CaseRelation : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    public Guid OtherId { get; set; }
    public RelationKind Kind { get; set; }
    [Coarse] public string By { get; set; } = "";
    public DateTimeOffset At { get; set; }
}

/// <summary>A filter of the queue that somebody keeps, or shares with those who see the queue.</summary>
public sealed class SavedView : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid OwnerId { get; set; }
    [Coarse] public string Name { get; set; } = "";

    /// <summary>The filter as it stands in the address.</summary>
    [Coarse] public string Query { get; set; } = "";

    public bool Shared { get; set; }
    public DateTimeOffset SavedAt { get; set; }
}
