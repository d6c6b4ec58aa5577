namespace Engagement.Domain;

/// <summary>
/// What is owed to the person of a case, computed from what is known of it. Pure functions of the facts: the order in which
/// they arrived can't matter.
/// </summary>
public static class Obligations
{
    private const int AnswerDays = 7;
    private const int FindingsMonths = 3;
    private const int FeedbackDays = 90;

    /// <summary>Everything that is owed, from all facts.</summary>
    public static IReadOnlyList<Obligation> Of(CaseFacts facts) =>
        [.. OfCase(facts.AcknowledgeBy, facts.AcknowledgedAt, facts.FindingsBy, facts.Closed), .. Answers(facts.Closed, facts.Writings, facts.ByHand)];

    /// <summary>What is owed once a case, whatever was written in it.</summary>
    public static IEnumerable<Obligation> OfCase(DateTimeOffset acknowledgeBy, DateTimeOffset? acknowledgedAt, DateTimeOffset? findingsBy, Closing? closed)
    {
        // The letter that closes a case tells the person that it arrived, if nobody had said so before.
        yield return Settled(new Obligation(FollowUpKind.AcknowledgeDue, 0, acknowledgeBy), acknowledgedAt ?? closed?.At);
        // The day the person was told, by the tenant's clock and its extension. From before events carried it: three months from the acknowledgement or, where none was sent, from the end of its time (Directive (EU) 2019/1937, 9(1)(f)).
        yield return Settled(new Obligation(FollowUpKind.FindingsDue, 0, findingsBy ?? (acknowledgedAt ?? acknowledgeBy).AddMonths(FindingsMonths)), closed?.At);
        if (closed is not null)
            yield return new Obligation(FollowUpKind.OutcomeFeedback, 0, closed.At.AddDays(FeedbackDays));
    }

    /// <summary>
    /// The answers owed. The person may write three times before anything settles it: one answer is owed, from the first time
    /// on. A letter, an answer by hand and the closing settle what came before them and nothing after: a mailbox stays open.
    /// </summary>
    public static IEnumerable<Obligation> Answers(Closing? closed, IEnumerable<Writing> writings, IEnumerable<HandAnswer> byHand)
    {
        Obligation? waiting = null;
        foreach (var step in Steps(closed, writings, byHand).OrderBy(s => s.Version).ThenBy(s => s.Turn))
        {
            if (step.Settles is null)
                waiting ??= new Obligation(FollowUpKind.AnswerDue, step.Version, step.At.AddDays(AnswerDays));
            else if (waiting is not null)
            {
                yield return waiting with { State = step.Settles, SettledAt = step.At };
                waiting = null;
            }
        }
        if (waiting is not null)
            yield return waiting;
    }

    private static IEnumerable<Step> Steps(Closing? closed, IEnumerable<Writing> writings, IEnumerable<HandAnswer> byHand)
    {
        if (closed is not null)
            yield return new Step(closed.From, Turn.BeforeWriting, closed.At, FollowUpState.Dropped);
        foreach (var writing in writings)
            yield return new Step(writing.Version, Turn.Writing, writing.At, writing.ByPerson ? null : FollowUpState.Done);
        foreach (var answer in byHand)
            yield return new Step(answer.Through, Turn.AfterWriting, answer.At, FollowUpState.Done);
    }

    private static Obligation Settled(Obligation owed, DateTimeOffset? at) =>
        at is null ? owed : owed with { State = FollowUpState.Done, SettledAt = at };

    private enum Turn
    {
        BeforeWriting,
        Writing,
        AfterWriting,
    }

    private sealed record Step(long Version, Turn Turn, DateTimeOffset At, string? Settles);
}

/// <summary>What is known of a case.</summary>
/// <param name="AcknowledgeBy">Until when it has to be acknowledged.</param>
/// <param name="AcknowledgedAt">When it was, or null.</param>
/// <param name="Closed">Its closing, or null.</param>
/// <param name="Writings">Who wrote when, in any order.</param>
/// <param name="ByHand">Answers given outside the system.</param>
/// <param name="FindingsBy">Until when the findings are due, or null where no event told it.</param>
public sealed record CaseFacts(
    DateTimeOffset AcknowledgeBy, DateTimeOffset? AcknowledgedAt, Closing? Closed, IReadOnlyCollection<Writing> Writings, IReadOnlyCollection<HandAnswer> ByHand,
    DateTimeOffset? FindingsBy = null);

/// <summary>That somebody wrote.</summary>
public sealed record Writing(long Version, DateTimeOffset At, bool ByPerson);

/// <summary>That the case was closed.</summary>
/// <param name="From">
/// Lowest version known to be of a closed case. What was written has a version of its own, which is known to be of an open case
/// or of a closed one: so this places the closing among the writings even before its own event came.
/// </param>
/// <param name="At">When.</param>
public sealed record Closing(long From, DateTimeOffset At);

/// <summary>That somebody answered outside the system, by a call or a meeting.</summary>
/// <param name="Through">Version of the case as it was known then: what came later can't have been answered.</param>
/// <param name="At">When.</param>
public sealed record HandAnswer(long Through, DateTimeOffset At);

/// <summary>Something owed.</summary>
/// <param name="Kind">What.</param>
/// <param name="Source">Version of the case that gave rise to it, or 0.</param>
/// <param name="DueAt">Until when.</param>
public sealed record Obligation(string Kind, long Source, DateTimeOffset DueAt)
{
    public string State { get; init; } = FollowUpState.Open;
    public DateTimeOffset? SettledAt { get; init; }
}
