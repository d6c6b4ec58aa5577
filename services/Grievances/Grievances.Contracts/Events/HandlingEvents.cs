using Platform.Contracts;

namespace Grievances.Contracts.Events;

/// <summary>It was noted that two cases belong together.</summary>
/// <param name="Case">One of them as it is now.</param>
/// <param name="OtherId">The other; both are the same group's.</param>
/// <param name="Kind">related, or recurrence where it happened again.</param>
[WireName("grievances.cases-related.v1"), Unheard]
public sealed record CasesRelated(CaseSnapshot Case, Guid OtherId, [Coarse] string Kind);

/// <summary>It is noted no more that two cases belong together.</summary>
/// <param name="Case">One of them as it is now.</param>
/// <param name="OtherId">The other.</param>
/// <param name="Kind">related or recurrence.</param>
[WireName("grievances.cases-unrelated.v1"), Unheard]
public sealed record CasesUnrelated(CaseSnapshot Case, Guid OtherId, [Coarse] string Kind);

/// <summary>A note was written that those who handle a case read. Of one that somebody keeps for themselves nobody is told.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="NoteId">Id of the note.</param>
[WireName("grievances.note-added.v1"), Unheard]
public sealed record NoteAdded(CaseSnapshot Case, Guid NoteId);

/// <summary>Somebody asked for a translation.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="TranslationId">Id of the translation.</param>
/// <param name="Part">account, message, letter or minutes.</param>
[WireName("grievances.translation-asked.v1"), Unheard]
public sealed record TranslationAsked(CaseSnapshot Case, Guid TranslationId, [Coarse] string Part);

/// <summary>A translation was filled in, or somebody says that they read what a machine made.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="TranslationId">Id of the translation.</param>
/// <param name="Part">account, message, letter or minutes.</param>
/// <param name="Machine">Whether a machine made it and nobody has read it yet.</param>
[WireName("grievances.translation-made.v1"), Unheard]
public sealed record TranslationMade(CaseSnapshot Case, Guid TranslationId, [Coarse] string Part, bool Machine);
