namespace Grievances.Domain;

/// <summary>States of a case (Contracts page of the design; UN Guiding Principle 31 c: known stages).</summary>
public enum CaseState
{
    Received,
    Acknowledged,
    Admissible,
    Inadmissible,
    Assessed,
    InDialogue,
    RemedyProposed,
    Accepted,
    Refused,
    Implementing,
    Verified,
    Closed,
    Appealed,
    Referred,
}

/// <summary>What a closed case came to.</summary>
public enum CaseOutcome
{
    Substantiated,
    Partly,
    Unsubstantiated,
    Inadmissible,
    Withdrawn,
}

/// <summary>Who was harmed, as the person filing says.</summary>
public enum AffectedPerson
{
    Self,
    Other,
    Group,
    Child,

    /// <summary>People who share a trait or a situation and can't all be named.</summary>
    Class,

    /// <summary>Whoever files does not know, or would rather not say.</summary>
    Unknown,
}

/// <summary>In what capacity somebody files (Directive (EU) 2024/1760, art. 14(2): affected people, representatives, unions, organisations).</summary>
public enum FilingCapacity
{
    /// <summary>On one's own behalf.</summary>
    Person,

    /// <summary>For somebody, with a mandate: a relative, a guardian, a lawyer, an organisation.</summary>
    Representative,

    /// <summary>For a group, whose members have receipts of their own.</summary>
    Group,

    /// <summary>A union or a workers' representative.</summary>
    Union,
}

/// <summary>Where a grievance came in.</summary>
public enum FilingChannel
{
    Portal,
    Machine,

    /// <summary>A hotline or an organisation, on somebody's behalf.</summary>
    Operator,

    /// <summary>Out of an AI product.</summary>
    Product,

    /// <summary>The channel of people who label data or moderate content.</summary>
    Worker,

    /// <summary>Another organisation referred it, with the person's consent; the person's mailbox is there.</summary>
    Referral,

    /// <summary>Taken over from another register.</summary>
    Import,
}

/// <summary>What gives a representative the right to speak for somebody.</summary>
public enum MandateKind
{
    Written,
    Oral,
    Parent,
    Guardian,
    Statute,
    NoneYet,
}

/// <summary>What a person may allow, one by one; nothing is allowed unless said.</summary>
public enum ConsentPurpose
{
    /// <summary>To be contacted outside the mailbox.</summary>
    ContactOutside,

    /// <summary>To pass the case to the supplier of the AI system.</summary>
    ShareWithSupplier,

    /// <summary>To pass the case to an authority.</summary>
    ShareWithAuthority,

    /// <summary>To join the case with others like it.</summary>
    JoinSimilar,

    /// <summary>To tell of it in public without anything that points at the person.</summary>
    PublishAnonymised,
}

/// <summary>Severity band, set by a handler at triage.</summary>
public enum CaseBand
{
    Low,
    Moderate,
    High,
    Critical,
}

/// <summary>Kinds of remedy a person can ask for. An apology comes first.</summary>
public enum RemedyKind
{
    Apology,
    Correction,
    Explanation,
    Restitution,
    Compensation,
    Rehabilitation,
    NonRepetition,
    Other,
}

/// <summary>Why a grievance is not taken up. That it is anonymous, late, small or before a court as well is no reason.</summary>
public enum InadmissibleReason
{
    /// <summary>It is not about an AI system, nor about what comes of one.</summary>
    NotAboutAi,

    /// <summary>Another organisation is responsible; the person is told whom, and can have it passed on.</summary>
    OtherOrganisation,

    /// <summary>It says of no harm nor of a risk of one, also after asking.</summary>
    NoHarmDescribed,

    /// <summary>The same was decided before, and nothing is new.</summary>
    DecidedBefore,

    /// <summary>A handler takes it for no grievance: it is marked as spam.</summary>
    NoGrievance,
}
