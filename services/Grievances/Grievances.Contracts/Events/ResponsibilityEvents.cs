using Platform.Contracts;

namespace Grievances.Contracts.Events;

/// <summary>Somebody recorded who had which part in the harm.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="Record">Number of the record in the case; the highest holds.</param>
/// <param name="OwnPart">
/// The organisation's own part by this record: caused, contributed or directly_linked; contested where it says otherwise; null where the record
/// names none or nobody knows yet, and in events from before it was told.
/// </param>
[WireName("grievances.attribution-recorded.v1")]
public sealed record AttributionRecorded(CaseSnapshot Case, int Record, [Coarse] string? OwnPart = null);

/// <summary>Something about the law of a case was noted: a proceeding beside it, a hold, a note.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="NoteId">Id of the note.</param>
/// <param name="Kind">note, proceeding or hold.</param>
[WireName("grievances.legal-noted.v1"), Unheard]
public sealed record LegalNoted(CaseSnapshot Case, Guid NoteId, [Coarse] string Kind);

/// <summary>A proceeding or a hold ended.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="NoteId">Id of the note.</param>
/// <param name="Kind">proceeding or hold.</param>
[WireName("grievances.legal-ended.v1"), Unheard]
public sealed record LegalEnded(CaseSnapshot Case, Guid NoteId, [Coarse] string Kind);

/// <summary>A case was handed over outside the organisation.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="Body">Id of the body in the directory; null where a court or an authority ordered it.</param>
[WireName("grievances.case-handed-over.v1"), Unheard]
public sealed record CaseHandedOver(CaseSnapshot Case, [Public] string? Body);

/// <summary>Something was learned from a case, or changed because of it.</summary>
/// <param name="LessonId">Id of the lesson.</param>
/// <param name="Version">Version of the lesson.</param>
/// <param name="CaseId">The case.</param>
/// <param name="SystemId">AI system, or null.</param>
/// <param name="ImpactId">Impact, or null.</param>
/// <param name="Cause">Code of what led to the harm.</param>
/// <param name="Changed">Whether something was changed because of it.</param>
[WireName("grievances.lesson-learned.v1"), Unheard]
public sealed record LessonLearned(Guid LessonId, long Version, Guid CaseId, Guid? SystemId, Guid? ImpactId, [Coarse] string Cause, bool Changed);
