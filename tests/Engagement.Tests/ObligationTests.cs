using Engagement.Domain;

namespace Engagement.Tests;

public class ObligationTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly CaseFacts Filed = new(Day.AddDays(7), null, null, [], []);

    [Fact]
    public void Who_files_is_owed_an_acknowledgement_and_the_findings_even_if_nobody_ever_acknowledges() =>
        Assert.Equal(
            [new Obligation(FollowUpKind.AcknowledgeDue, 0, Day.AddDays(7)), new Obligation(FollowUpKind.FindingsDue, 0, Day.AddDays(7).AddMonths(3))],
            Obligations.Of(Filed));

    [Fact]
    public void An_acknowledgement_settles_it_and_starts_three_months_for_the_findings()
    {
        var owed = Obligations.Of(Filed with { AcknowledgedAt = Day.AddDays(2) });
        Assert.Equal((FollowUpState.Done, Day.AddDays(2)), (owed[0].State, owed[0].SettledAt));
        Assert.Equal(new Obligation(FollowUpKind.FindingsDue, 0, Day.AddDays(2).AddMonths(3)), owed[1]);
    }

    [Fact]
    public void Who_writes_three_times_waits_since_the_first()
    {
        var owed = Answers(Filed with { Writings = [Person(4, 9), Person(2, 5), Person(3, 6)] });
        Assert.Equal(new Obligation(FollowUpKind.AnswerDue, 2, Day.AddDays(5 + 7)), Assert.Single(owed));
    }

    [Fact]
    public void An_answer_settles_what_came_before_it_only()
    {
        var owed = Answers(Filed with { Writings = [Person(2, 5), Handler(3, 6), Person(4, 8)] });
        Assert.Equal([FollowUpState.Done, FollowUpState.Open], owed.Select(o => o.State));
        Assert.Equal(Day.AddDays(6), owed[0].SettledAt);
    }

    [Fact]
    public void Who_hears_from_a_handler_unasked_is_owed_nothing_for_it() => Assert.Empty(Answers(Filed with { Writings = [Handler(2, 1)] }));

    [Fact]
    public void A_closed_case_settles_all_and_asks_how_it_went_after_ninety_days()
    {
        var closed = Day.AddDays(30);
        var owed = Obligations.Of(Filed with { AcknowledgedAt = Day.AddDays(2), Closed = new(4, closed), Writings = [Person(3, 20)] }).ToDictionary(o => o.Kind);
        Assert.Equal(FollowUpState.Done, owed[FollowUpKind.FindingsDue].State);
        Assert.Equal(FollowUpState.Dropped, owed[FollowUpKind.AnswerDue].State);
        Assert.Equal(new Obligation(FollowUpKind.OutcomeFeedback, 0, closed.AddDays(90)), owed[FollowUpKind.OutcomeFeedback]);
    }

    [Fact]
    public void The_letter_that_closes_a_case_is_its_first_reply_where_there_was_none()
    {
        var owed = Obligations.Of(Filed with { Closed = new(2, Day.AddDays(3)) });
        Assert.Equal((FollowUpKind.AcknowledgeDue, FollowUpState.Done, Day.AddDays(3)), (owed[0].Kind, owed[0].State, owed[0].SettledAt));
        Assert.Equal((FollowUpKind.FindingsDue, FollowUpState.Done, Day.AddDays(3)), (owed[1].Kind, owed[1].State, owed[1].SettledAt));
    }

    [Fact]
    public void Who_writes_after_the_end_is_owed_an_answer_all_the_same() =>
        Assert.Equal(FollowUpState.Open, Assert.Single(Answers(Filed with { Closed = new(5, Day.AddDays(30)), Writings = [Person(6, 40)] })).State);

    [Fact]
    public void Who_writes_after_the_end_is_owed_an_answer_also_where_the_one_before_it_never_came()
    {
        var owed = Answers(Filed with { Closed = new(3, Day.AddDays(30)), Writings = [Person(2, 20), Person(4, 40), Person(5, 41)] });
        Assert.Equal([(2, FollowUpState.Dropped), (4, FollowUpState.Open)], owed.Select(o => ((int)o.Source, o.State)));
        Assert.Equal(Day.AddDays(30), owed[0].SettledAt);
    }

    [Fact]
    public void The_place_of_the_closing_is_its_version_whatever_two_clocks_say()
    {
        var owed = Answers(Filed with { Closed = new(3, Day.AddDays(30)), Writings = [Person(2, 31), Person(4, 29)] });
        Assert.Equal([(2, FollowUpState.Dropped), (4, FollowUpState.Open)], owed.Select(o => ((int)o.Source, o.State)));
    }

    [Fact]
    public void An_answer_by_hand_settles_what_was_known_then_and_nothing_later()
    {
        var owed = Answers(Filed with { Writings = [Person(2, 5), Person(3, 6), Person(5, 9)], ByHand = [new(4, Day.AddDays(8))] });
        Assert.Equal([(2, FollowUpState.Done), (5, FollowUpState.Open)], owed.Select(o => ((int)o.Source, o.State)));
        Assert.Equal(Day.AddDays(8), owed[0].SettledAt);
    }

    private static List<Obligation> Answers(CaseFacts facts) => [.. Obligations.Of(facts).Where(o => o.Kind == FollowUpKind.AnswerDue)];

    private static Writing Person(long version, int day) => new(version, Day.AddDays(day), true);

    private static Writing Handler(long version, int day) => new(version, Day.AddDays(day), false);
}
