namespace Engagement.Domain;

/// <summary>
/// What is owed to the person of a case, computed from everything known of it. A pure function of the facts: the order in
/// which they arrived can't matter.
/// </summary>
public static class Obligations
{
    private const int AnswerDays = 7;
    private const int FindingsMonths = 3;
    private const int FeedbackDays = 90;

    public static IReadOnlyList<Obligation> Of(CaseFacts facts)
    {
        var owed = new List<Obligation> { Acknowledgement(facts) };
        if (facts.AcknowledgedAt is { } acknowledged)
            owed.Add(Settled(new Obligation(FollowUpKind.FindingsDue, 0, acknowledged.AddMonths(FindingsMonths)), facts.ClosedAt));
        if (facts.ClosedAt is { } closed)
            owed.Add(new Obligation(FollowUpKind.OutcomeFeedback, 0, closed.AddDays(FeedbackDays)));
        owed.AddRange(Answers(facts));
        return owed;
    }

    private static Obligation Acknowledgement(CaseFacts facts)
    {
        var owed = new Obligation(FollowUpKind.AcknowledgeDue, 0, facts.AcknowledgeBy);
        return facts.AcknowledgedAt is null && facts.ClosedAt is { } closed
            ? owed with { State = FollowUpState.Dropped, SettledAt = closed }
            : Settled(owed, facts.AcknowledgedAt);
    }

    // The person may write three times before anybody answers: one answer is owed, from the first time on.
    private static IEnumerable<Obligation> Answers(CaseFacts facts)
    {
        Obligation? waiting = null;
        DateTimeOffset since = default;
        foreach (var writing in facts.Writings.OrderBy(w => w.Version))
        {
            if (writing.ByPerson && waiting is null)
            {
                since = writing.At;
                waiting = new Obligation(FollowUpKind.AnswerDue, writing.Version, writing.At.AddDays(AnswerDays));
            }
            else if (!writing.ByPerson && waiting is not null)
            {
                yield return Settled(waiting, writing.At);
                waiting = null;
            }
        }
        if (waiting is null)
            yield break;
        // A mailbox stays open after the case is closed: what is written there later is owed an answer like anything else.
        yield return facts.ClosedAt is { } closed && since <= closed
            ? waiting with { State = FollowUpState.Dropped, SettledAt = closed } : waiting;
    }

    private static Obligation Settled(Obligation owed, DateTimeOffset? at) =>
        at is null ? owed : owed with { State = FollowUpState.Done, SettledAt = at };
}

/// <summary>What is known of a case.</summary>
/// <param name="AcknowledgeBy">Until when it has to be acknowledged.</param>
/// <param name="AcknowledgedAt">When it was, or null.</param>
/// <param name="ClosedAt">When it was closed, or null.</param>
/// <param name="Writings">Who wrote when, in any order.</param>
public sealed record CaseFacts(DateTimeOffset AcknowledgeBy, DateTimeOffset? AcknowledgedAt, DateTimeOffset? ClosedAt, IReadOnlyCollection<Writing> Writings);

/// <summary>That somebody wrote.</summary>
public sealed record Writing(long Version, DateTimeOffset At, bool ByPerson);

/// <summary>Something owed.</summary>
/// <param name="Kind">What.</param>
/// <param name="Source">Version of the case that gave rise to it, or 0.</param>
/// <param name="DueAt">Until when.</param>
public sealed record Obligation(string Kind, long Source, DateTimeOffset DueAt)
{
    public string State { get; init; } = FollowUpState.Open;
    public DateTimeOffset? SettledAt { get; init; }
}
