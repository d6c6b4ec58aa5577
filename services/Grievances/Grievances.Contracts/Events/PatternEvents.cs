using Platform.Contracts;

namespace Grievances.Contracts.Events;

/// <summary>
/// What other services may know of a pattern: ids, codes and what anybody may know of its number. Every event carries the whole of it with its
/// version, so that a consumer can apply events in any order and keep the newest. The version counts what is told, never reports.
/// </summary>
/// <param name="PatternId">Id of the pattern.</param>
/// <param name="Version">Counts up with every change that is told.</param>
/// <param name="SystemId">AI system, or null for none or several.</param>
/// <param name="Right">Code of the taxonomy that most of its reports name, where ten or more do; null otherwise, so that nobody is pointed at.</param>
/// <param name="State">looking_into_it, confirmed, being_fixed, fixed or not_confirmed; null where nothing was said yet.</param>
/// <param name="Open">Whether further reports attach to it.</param>
/// <param name="Reports">How many, from ten on and rounded down to tens; null below that.</param>
/// <param name="OpenedAt">Since when it is known.</param>
/// <param name="SaidAt">When something was last said about it, or null.</param>
/// <param name="ChangedAt">When it changed.</param>
public sealed record PatternSnapshot(
    Guid PatternId, long Version, Guid? SystemId, [Coarse] string? Right, [Coarse] string? State, bool Open, int? Reports, DateTimeOffset OpenedAt, DateTimeOffset? SaidAt,
    DateTimeOffset ChangedAt);

/// <summary>A pattern was opened or closed, something was said about it, or the number of its reports that anybody may know is another.</summary>
/// <param name="Pattern">The pattern as it is now.</param>
[WireName("grievances.pattern-changed.v1")]
public sealed record PatternChanged(PatternSnapshot Pattern);
