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
