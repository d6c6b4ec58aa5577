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
}

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
