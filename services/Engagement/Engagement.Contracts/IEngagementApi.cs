using Platform.Contracts;
using Refit;

namespace Engagement.Contracts;

/// <summary>What other services ask the engagement service, on behalf of a signed-in user.</summary>
public interface IEngagementApi
{
    /// <summary>Follow-ups of the tenant, the earliest due first.</summary>
    /// <param name="state">open (the default), done or dropped.</param>
    /// <param name="kind">Only those of one kind.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">Cursor of the page before.</param>
    [Get("/api/engagement/v1/follow-ups")]
    Task<IApiResponse<Page<FollowUpSummary>>> ListFollowUps(string? state = null, string? kind = null, int? limit = null, string? cursor = null);

    /// <summary>What happened to many, what has been quiet the longest first.</summary>
    /// <param name="open">Open ones (the default) or those that were closed.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">Cursor of the page before.</param>
    [Get("/api/engagement/v1/patterns")]
    Task<IApiResponse<Page<PatternSummary>>> ListPatterns(bool? open = null, int? limit = null, string? cursor = null);
}

/// <summary>A pattern in a list: codes and a rounded number, no word of what it is.</summary>
/// <param name="Id">Id of the pattern.</param>
/// <param name="SystemId">AI system, or null for none or several.</param>
/// <param name="Right">Code of the taxonomy that most of its reports name, where ten or more do; null otherwise.</param>
/// <param name="Reports">How many, from ten on and rounded down to tens; null below that.</param>
/// <param name="State">looking_into_it, confirmed, being_fixed, fixed or not_confirmed; null where nothing was said yet.</param>
/// <param name="Open">Whether further reports attach to it.</param>
/// <param name="OpenedAt">Since when it is known.</param>
/// <param name="SaidAt">When something was last said about it, or null.</param>
/// <param name="Waits">Whether its community waits for word: nothing was said for 30 days, and it is neither fixed, found not to be so, nor closed.</param>
public sealed record PatternSummary(
    Guid Id, Guid? SystemId, [Coarse] string? Right, int? Reports, [Coarse] string? State, bool Open, DateTimeOffset OpenedAt, DateTimeOffset? SaidAt, bool Waits);

/// <summary>A follow-up in a list. It says what is owed and when; nothing of what the person wrote.</summary>
/// <param name="Id">Id of the follow-up.</param>
/// <param name="CaseId">Case it belongs to.</param>
/// <param name="Reference">What staff and the person call the case, 10 characters; null where no event has told it yet.</param>
/// <param name="Kind">acknowledge_due, answer_due, findings_due or outcome_feedback.</param>
/// <param name="DueAt">Until when.</param>
/// <param name="State">open, done or dropped.</param>
/// <param name="DoneBy">Role of whoever marked it done by hand, else null.</param>
/// <param name="DoneAt">When it was settled, or null.</param>
public sealed record FollowUpSummary(
    Guid Id, Guid CaseId, [Coarse] string? Reference, [Coarse] string Kind, DateTimeOffset DueAt, [Coarse] string State, [Coarse] string? DoneBy,
    DateTimeOffset? DoneAt);
