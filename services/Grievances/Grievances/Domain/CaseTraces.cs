using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>That a case was erased: no content, nothing that opens anything. It stays, so that a restored backup erases it again.</summary>
public sealed class Tombstone : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    public DateOnly ErasedOn { get; set; }
    public ErasureCause Cause { get; set; }
}

/// <summary>Why a case was erased.</summary>
public enum ErasureCause
{
    Retention,
    Person,

    /// <summary>The neutral desk passed it on; it lives with another tenant.</summary>
    Routed,

    /// <summary>Another organisation had referred it, and the person took their consent back.</summary>
    ConsentWithdrawn,

    /// <summary>Another organisation had referred it, and it was not taken.</summary>
    Declined,

    /// <summary>The import that brought it was taken back before anybody worked on it.</summary>
    ImportTakenBack,
}

/// <summary>
/// SHA-256(salt ‖ content) of something filed, by the day. Nothing here leads to a case: the salt is with the person. A later
/// page publishes one root a day over these, padded and shuffled.
/// </summary>
public sealed class FilingCommitment : ITenantOwned
{
    public Guid TenantId { get; set; }
    public byte[] Commitment { get; set; } = [];
    public DateOnly Day { get; set; }
}

/// <summary>Where a holder wants to be told that there is something new. Sealed apart from the case, under a key no handler's door opens.</summary>
public sealed class PingAddress : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    public Guid HolderId { get; set; }
    [Sealed] public byte[] Address { get; set; } = [];
    [Coarse] public string Language { get; set; } = "";
}

/// <summary>Something staff have to see: a clock's reminder, an escalation, a deadline missed, a report of retaliation.</summary>
public sealed class CaseNotice : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>acknowledge, findings, retaliation and others; nobody where nobody of the group that has the case is left.</summary>
    [Coarse] public string Clock { get; set; } = "";

    /// <summary>reminder, escalation, missed.</summary>
    [Coarse] public string Step { get; set; } = "";

    /// <summary>Role it is for.</summary>
    [Coarse] public string Role { get; set; } = "";

    public DateTimeOffset At { get; set; }
    public DateTimeOffset? SeenAt { get; set; }
}

/// <summary>What happened to many in the same way, in the words of the organisation: others can attach their own report to it.</summary>
public sealed class PatternCase : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    [Public] public string Title { get; set; } = "";
    [Public] public string Description { get; set; } = "";

    /// <summary>BCP 47 tag of the language it is written in, and what is said about it; null where nobody ever said.</summary>
    [Coarse] public string? Language { get; set; }

    public Guid? SystemId { get; set; }

    /// <summary>Risk codes, comma-separated: a later report about the same system that names one of them attaches by itself. Null where none does.</summary>
    [Coarse] public string? Takes { get; set; }

    public bool Open { get; set; } = true;
    public int Reports { get; set; }
    public DateTimeOffset OpenedAt { get; set; }
    public long Version { get; set; }
}

/// <summary>How a tenant's mechanism works, where it differs from the platform's rules: stricter, never looser.</summary>
public sealed class MechanismSettings : ITenantOwned
{
    public Guid TenantId { get; set; }

    /// <summary><see cref="ClockPolicy"/> as JSON.</summary>
    [Public] public string Clocks { get; set; } = "";

    /// <summary>Smallest count of people that the figures show; null for the platform's.</summary>
    public int? LeastShown { get; set; }

    public long Version { get; set; }
}
