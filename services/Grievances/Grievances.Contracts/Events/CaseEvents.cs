using Platform.Contracts;

namespace Grievances.Contracts.Events;

/// <summary>
/// What other services may know of a case: ids, codes and bands. Every event carries the whole of it with the case's version,
/// so that a consumer can apply events in any order and keep the newest.
/// </summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Version">Counts up with every change of the case.</param>
/// <param name="State">State of the case, snake_case: received, acknowledged, … closed.</param>
/// <param name="Affected">self, child, other, group, class or unknown.</param>
/// <param name="Rights">Codes of the taxonomy, for example HARM-04; empty where the person did not say.</param>
/// <param name="Band">low, moderate, high, critical, or null before triage.</param>
/// <param name="Outcome">Outcome once closed, or null.</param>
/// <param name="SystemId">AI system, or null while unknown.</param>
/// <param name="ImpactId">Impact of the assessments service the case is linked to, or null.</param>
/// <param name="FiledAt">When it was filed.</param>
/// <param name="AcknowledgeBy">Until when it has to be acknowledged.</param>
/// <param name="AcknowledgedAt">When it was, or null.</param>
/// <param name="ClosedAt">When it was closed, or null.</param>
/// <param name="Reference">What the person quotes: 10 random characters; null in events from before it was told.</param>
/// <param name="People">How many people it was filed for, as a band: one, few (2 to 4), 5_to_9, 10_to_49, 50_and_more; null where unknown.</param>
/// <param name="Channel">portal, machine, operator, product or worker; null in events from before it was told.</param>
/// <param name="Spam">A handler labelled it spam; the label can be taken back.</param>
/// <param name="PatternId">The pattern it belongs to, or null.</param>
/// <param name="Missed">Deadlines that passed without what was due: acknowledge, findings, retaliation, each once; null in events from before it was told.</param>
/// <param name="FindingsBy">Until when the person has to hear what was found, by the tenant's clock and its extension; null in events from before it was told.</param>
/// <param name="KeptFrom">Who must not learn of it: team, where the ombuds alone does, and roles that the person would not have see it; null in events from before it was told.</param>
/// <param name="SplitFrom">The case it is a part of: the same people told both in one grievance. Null of a whole, and in events from before it was told.</param>
public sealed record CaseSnapshot(
    Guid CaseId, long Version, [Coarse] string State, [Coarse] string Affected, [Coarse] IReadOnlyList<string> Rights, [Coarse] string? Band,
    [Coarse] string? Outcome, Guid? SystemId, Guid? ImpactId, DateTimeOffset FiledAt, DateTimeOffset AcknowledgeBy, DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? ClosedAt, [Coarse] string? Reference = null,
    [Coarse] string? People = null, [Coarse] string? Channel = null, bool Spam = false, Guid? PatternId = null, [Coarse] IReadOnlyList<string>? Missed = null,
    DateTimeOffset? FindingsBy = null, [Coarse] IReadOnlyList<string>? KeptFrom = null,
    Guid? SplitFrom = null);

/// <summary>Somebody filed a grievance.</summary>
/// <param name="Case">The case as it is now.</param>
[WireName("grievances.grievance-filed.v1")]
public sealed record GrievanceFiled(CaseSnapshot Case);

/// <summary>A case handler acknowledged a grievance.</summary>
/// <param name="Case">The case as it is now.</param>
[WireName("grievances.grievance-acknowledged.v1")]
public sealed record GrievanceAcknowledged(CaseSnapshot Case);

/// <summary>A handler triaged a case: band, or link to an impact, or both changed.</summary>
/// <param name="Case">The case as it is now.</param>
[WireName("grievances.grievance-triaged.v1")]
public sealed record GrievanceTriaged(CaseSnapshot Case);

/// <summary>The affected person wrote; somebody owes an answer.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="WrittenAt">When.</param>
[WireName("grievances.complainant-wrote.v1")]
public sealed record ComplainantWrote(CaseSnapshot Case, DateTimeOffset WrittenAt);

/// <summary>A handler wrote to the affected person.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="WrittenAt">When.</param>
[WireName("grievances.complainant-answered.v1")]
public sealed record ComplainantAnswered(CaseSnapshot Case, DateTimeOffset WrittenAt);

/// <summary>A case was closed with an outcome.</summary>
/// <param name="Case">The case as it is now.</param>
[WireName("grievances.grievance-closed.v1")]
public sealed record GrievanceClosed(CaseSnapshot Case);

/// <summary>A deadline passed without what was due.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="Clock">acknowledge, findings or retaliation.</param>
/// <param name="DueAt">When it was due.</param>
[WireName("grievances.deadline-missed.v1"), Unheard]
public sealed record DeadlineMissed(CaseSnapshot Case, [Coarse] string Clock, DateTimeOffset DueAt);

/// <summary>The findings are due later than they were; the person was told why.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="FindingsBy">The new day.</param>
[WireName("grievances.findings-extended.v1")]
public sealed record FindingsExtended(CaseSnapshot Case, DateTimeOffset FindingsBy);

/// <summary>Somebody reports being punished for having complained.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="ActBy">Until when the organisation has to act.</param>
[WireName("grievances.retaliation-reported.v1"), Unheard]
public sealed record RetaliationReported(CaseSnapshot Case, DateTimeOffset ActBy);

/// <summary>
/// A case changed in a way that no other event tells: it was given to somebody, handed on or given back, somebody was kept out, its readers, marks or holds
/// changed, it was taken up or not, merged or split, referred, worked on with a partner, mediated, translated, met about, or people left it.
/// </summary>
/// <param name="Case">The case as it is now.</param>
[WireName("grievances.case-changed.v1")]
public sealed record CaseChanged(CaseSnapshot Case);

/// <summary>
/// A case was erased: nothing can open it any more. What happened stays in figures, which are numbers alone; one that was open and whose people
/// took it away comes closed as withdrawn before, and one that the neutral desk passed on as referred. Only where it never was a case of this
/// organisation, of the causes import_taken_back and declined, nothing counts it.
/// </summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Version">Higher than any before.</param>
/// <param name="Cause">retention, person, routed, consent_withdrawn, declined or import_taken_back.</param>
[WireName("grievances.case-erased.v1")]
public sealed record CaseErased(Guid CaseId, long Version, [Coarse] string Cause);
