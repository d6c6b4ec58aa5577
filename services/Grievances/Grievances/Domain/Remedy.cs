using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>How far the remedy of a case is.</summary>
public enum RemedyState
{
    /// <summary>Nothing planned yet.</summary>
    None,

    /// <summary>A plan is being written; the person has not seen it.</summary>
    Planned,

    /// <summary>The person has it before them.</summary>
    Offered,
    Accepted,
    Refused,

    /// <summary>The person says what they want instead.</summary>
    Countered,

    /// <summary>Accepted and being carried out.</summary>
    Implementing,

    /// <summary>All is done as the organisation says; the person has not confirmed it yet.</summary>
    Done,

    /// <summary>The person confirmed what was done.</summary>
    Verified,

    /// <summary>None is owed, or none is possible; the person reads why.</summary>
    NotOwed,
}

/// <summary>
/// Kinds of remedy: an apology first, then those of international law (UN Basic Principles on Remedy, A/RES/60/147, 19–23), then what
/// only makes sense where a machine did the harm.
/// </summary>
public enum RemedyMeasure
{
    Apology,
    Restitution,
    Rehabilitation,
    Compensation,
    Satisfaction,
    NonRepetition,

    /// <summary>What the system put out about the person is corrected or deleted.</summary>
    CorrectOutput,

    /// <summary>The person's data are deleted where they were taken.</summary>
    DeleteData,

    /// <summary>The model unlearns them or is trained anew.</summary>
    Retrain,

    /// <summary>A human being decides anew what the machine decided.</summary>
    HumanReview,

    /// <summary>The feature is suspended.</summary>
    SuspendFeature,
}

/// <summary>Where a measure is.</summary>
public enum MeasureState
{
    Planned,

    /// <summary>The organisation says it is done, with evidence.</summary>
    Done,

    /// <summary>The person confirms it.</summary>
    Verified,

    /// <summary>The person says that it is not as promised; the owner has to act.</summary>
    Disputed,

    /// <summary>Taken out of the plan before it was offered, or by agreement; or planned after an offer that the person accepted.</summary>
    Dropped,
}

/// <summary>One measure of a remedy plan: what, by whom, until when, with what evidence, and whether the person confirms it.</summary>
public sealed class RemedyAction : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>Place in the plan; the apology is first.</summary>
    public int Place { get; set; }

    public RemedyMeasure Measure { get; set; }
    public MeasureState State { get; set; }

    /// <summary>What is done; of an apology its text. The person reads it.</summary>
    [Sealed] public byte[] Text { get; set; } = [];

    /// <summary>BCP 47 tag of that text.</summary>
    [Coarse] public string Language { get; set; } = "";

    /// <summary>Of an apology: in which role it is signed.</summary>
    [Coarse] public string? Signatory { get; set; }

    /// <summary>Role that answers for it being done, inside the organisation.</summary>
    [Coarse] public string OwnerRole { get; set; } = "";

    /// <summary>Organisation that carries it out where the remedy is a joint one; null for one's own.</summary>
    public Guid? ByTenant { get; set; }

    public DateOnly? DueOn { get; set; }

    /// <summary>What shows that it was done; the person reads it.</summary>
    [Sealed] public byte[]? Evidence { get; set; }

    /// <summary>File of the case that shows it, or null.</summary>
    public Guid? EvidenceFileId { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>When the person said whether it was done as promised; of one that was never done and is dropped, when they accepted an offer that it is not in.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Drops it since the person accepted an offer that it is not in: what they read is what is owed.</summary>
    public void LeaveOut(DateTimeOffset now) => (State, AnsweredAt) = (MeasureState.Dropped, now);

    /// <summary>What the person says about it.</summary>
    [Sealed] public byte[]? Remark { get; set; }

    public long Version { get; set; }
}

/// <summary>What became of an offer.</summary>
public enum OfferState
{
    Open,
    Accepted,
    Refused,
    Countered,

    /// <summary>A newer offer stands in its place.</summary>
    Replaced,

    /// <summary>The organisation took it back before the person had answered, and said why.</summary>
    TakenBack,
}

/// <summary>A remedy plan as it was put before the person, and what they said. Never changed afterwards but for their answer.</summary>
public sealed class RemedyOffer : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>Counts up with every offer.</summary>
    public int Number { get; set; }

    /// <summary>The measures as they were offered, as JSON, and the words that go with them.</summary>
    [Sealed] public byte[] Offered { get; set; } = [];

    /// <summary>Kinds of the measures as they were offered, comma-separated codes; null in offers from before they were kept.</summary>
    [Coarse] public string? Kinds { get; set; }

    [Coarse] public string OfferedByRole { get; set; } = "";
    public DateTimeOffset OfferedAt { get; set; }
    public OfferState State { get; set; }

    /// <summary>Whether the person took the apology, which they can do or not whatever they say to the rest.</summary>
    public bool? ApologyAccepted { get; set; }

    /// <summary>What the person says, or wants instead.</summary>
    [Sealed] public byte[]? Answer { get; set; }

    /// <summary>Who of the person's side answered.</summary>
    public Guid? HolderId { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }
    public long Version { get; set; }
}

/// <summary>What an appeal is against.</summary>
public enum AppealAgainst { Inadmissible, Outcome, Remedy }

/// <summary>What came of an appeal.</summary>
public enum AppealDecision
{
    /// <summary>The appeal is right: it is decided anew.</summary>
    Upheld,

    /// <summary>Right in part.</summary>
    Partly,

    /// <summary>What was decided stands; the person reads why, and who outside can look at it.</summary>
    Dismissed,
}

/// <summary>An appeal: somebody decides who decided nothing in the case before.</summary>
public sealed class CaseAppeal : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public AppealAgainst Against { get; set; }
    public Guid HolderId { get; set; }
    [Sealed] public byte[] Text { get; set; } = [];
    public DateTimeOffset FiledAt { get; set; }
    public DateTimeOffset DecideBy { get; set; }
    public Guid? ReviewerId { get; set; }
    [Coarse] public string? ReviewerRole { get; set; }
    public AppealDecision? Decision { get; set; }
    [Sealed] public byte[]? Letter { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public long Version { get; set; }
}

/// <summary>When the person is asked how it was.</summary>
public enum SurveyMoment { Closure, NinetyDays }

/// <summary>What the person says about the mechanism and the remedy: numbers from 1 to 5, and words if they wish.</summary>
public sealed class CaseSurvey : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    public Guid HolderId { get; set; }
    public SurveyMoment Moment { get; set; }
    public int? Satisfied { get; set; }
    public int? Heard { get; set; }
    public int? Fair { get; set; }
    public int? Safe { get; set; }

    /// <summary>Whether the remedy came as promised: 1 no, 3 in part, 5 yes.</summary>
    public int? Remedied { get; set; }

    [Sealed] public byte[]? Words { get; set; }
    public DateTimeOffset AnsweredAt { get; set; }
}
