using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>What somebody was in the chain that led to the harm.</summary>
public enum ResponsibleParty { Developer, Deployer, User, DataSupplier, Other }

/// <summary>How somebody is involved in the harm (UN Guiding Principle 13 and its commentary; 19).</summary>
public enum Involvement
{
    Caused,
    Contributed,
    DirectlyLinked,

    /// <summary>Not involved, as far as is known.</summary>
    None,

    /// <summary>Not known yet; somebody finds out.</summary>
    Unknown,
}

/// <summary>
/// One line of an attribution record: who had which part in the harm, on what evidence, by whose decision. A record is never
/// changed; a newer one stands beside it.
/// </summary>
public sealed class CaseAttribution : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>Number of the record the line belongs to; the highest holds.</summary>
    public int Record { get; set; }

    /// <summary>Place in the record.</summary>
    public int Place { get; set; }

    public ResponsibleParty Party { get; set; }

    /// <summary>Organisation of the platform, where it is one.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>What the party is called.</summary>
    [Sealed] public byte[]? Name { get; set; }

    public Involvement Involvement { get; set; }

    /// <summary>Part in percent where one can be said; all together at most a hundred.</summary>
    public int? Share { get; set; }

    /// <summary>Whether the party says otherwise.</summary>
    public bool Contested { get; set; }

    /// <summary>What it rests on, and what the party says against it.</summary>
    [Sealed] public byte[] Evidence { get; set; } = [];

    public Guid DecidedBy { get; set; }
    [Coarse] public string DecidedByRole { get; set; } = "";
    public DateTimeOffset DecidedAt { get; set; }
}

/// <summary>What a legal note is about.</summary>
public enum LegalNoteKind
{
    /// <summary>Anything about the law of the case.</summary>
    Note,

    /// <summary>A court or an authority deals with the same matter.</summary>
    Proceeding,

    /// <summary>All has to be kept, for whom and until when.</summary>
    Hold,

    /// <summary>Handed over to a body outside, with the person's consent.</summary>
    HandOver,

    /// <summary>Named to the person as somebody to turn to; nothing of the case went anywhere.</summary>
    Named,
}

/// <summary>Something about the law of a case: a proceeding beside it, a hold, a hand-over, a note.</summary>
public sealed class LegalNote : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public LegalNoteKind Kind { get; set; }

    /// <summary>Id of the body in the directory, or null.</summary>
    [Coarse] public string? Body { get; set; }

    [Sealed] public byte[] Text { get; set; } = [];
    [Coarse] public string WriterRole { get; set; } = "";
    public DateTimeOffset At { get; set; }

    /// <summary>When a hold is looked at again, or a proceeding is heard of next.</summary>
    public DateOnly? ReviewOn { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>What led to the harm.</summary>
public enum RootCause
{
    TrainingData,
    ModelBehaviour,
    MissingLanguage,
    MissingSafeguard,
    WrongUse,
    Misuse,
    HumanDecision,
    Supplier,
    Process,
    Unknown,
}

/// <summary>
/// What is learned from a case: it stays when the case is erased, so it names nobody. Sealed for the handlers of the organisation.
/// </summary>
public sealed class CaseLesson : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }

    /// <summary>The case; nothing is found there once it is erased.</summary>
    public Guid CaseId { get; set; }

    public Guid? SystemId { get; set; }
    public Guid? ImpactId { get; set; }
    public RootCause Cause { get; set; }

    /// <summary>Risk codes of the case, comma-separated.</summary>
    [Coarse] public string Rights { get; set; } = "";

    [Sealed] public byte[] Text { get; set; } = [];

    /// <summary>What was changed because of it, or null while nothing was.</summary>
    [Sealed] public byte[]? Changed { get; set; }

    [Coarse] public string WriterRole { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public long Version { get; set; }
}
