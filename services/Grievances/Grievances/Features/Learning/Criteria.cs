using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Cases;

namespace Grievances.Features.Learning;

/// <summary>A figure of the mechanism about itself.</summary>
/// <param name="Code">What it counts.</param>
/// <param name="Unit">count, percent, days (a median) or score (a mean from 1 to 5).</param>
/// <param name="Value">The figure; null where nothing can be said, or too few people are in it.</param>
/// <param name="Of">How many it is of, or was made from; null where that is too few people.</param>
/// <param name="FewerThanFive">Whether it is kept back since fewer than five people would be told apart.</param>
public sealed record MechanismFigure(string Code, string Unit, decimal? Value, int? Of, bool FewerThanFive = false);

/// <summary>One of the eight criteria and what the mechanism can say of itself.</summary>
/// <param name="Code">legitimate, accessible, predictable, equitable, transparent, rights_compatible, learning or dialogue.</param>
/// <param name="Figures">The figures.</param>
/// <param name="NotKnown">Codes of what it can't know, and does not pretend to.</param>
public sealed record Criterion(string Code, IReadOnlyList<MechanismFigure> Figures, IReadOnlyList<string> NotKnown);

/// <summary>
/// The eight criteria by which a grievance mechanism is effective (UN Guiding Principle 31), each with what this one can count of itself. Fewer
/// than five people are never a number; what is only about the organisation's own days is.
/// </summary>
public static class Criteria
{
    /// <summary>Fewer people than these are no number.</summary>
    public const int Few = 5;

    /// <summary>All eight, in the order of the principle.</summary>
    public static IReadOnlyList<Criterion> Of(MechanismFacts facts) =>
    [
        new("legitimate", [.. Legitimate(facts)], []),
        new("accessible", [.. Accessible(facts)], ["anonymous", "abandoned"]),
        new("predictable", [.. Predictable(facts)], []),
        new("equitable", [.. Equitable(facts)], []),
        new("transparent", [.. Transparent(facts)], facts.SeesEverything ? [] : ["openings"]),
        new("rights_compatible", [.. RightsCompatible(facts)], ["waivers"]),
        new("learning", [.. Learning(facts)], []),
        new("dialogue", [.. Dialogue(facts)], []),
    ];

    /// <summary>Median of the days, to a tenth; null of none.</summary>
    public static decimal? Median(IEnumerable<TimeSpan> times)
    {
        var days = times.Select(t => t.TotalDays).Order().ToList();
        return days.Count == 0 ? null : Math.Round((decimal)((days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2), 1);
    }

    private static IEnumerable<MechanismFigure> Legitimate(MechanismFacts f)
    {
        yield return Share("assigned_by_another", f.Beside.Assigned, f.Filed.Count);
        yield return People("stepped_back", f.Logged.Count(l => l.Action == ExcludeColleague.Recused));
        yield return People("kept_out", f.Logged.Count(l => l.Action == ExcludeColleague.Excluded));
        yield return People("appeals", f.Appeals.Count(a => f.Within(a.FiledAt)));
        var decided = f.Appeals.Where(a => a.Decision is not null && f.Within(a.DecidedAt)).ToList();
        yield return Share("appeals_right", decided.Count(a => a.Decision is AppealDecision.Upheld or AppealDecision.Partly), decided.Count);
    }

    private static IEnumerable<MechanismFigure> Accessible(MechanismFacts f)
    {
        yield return People("received", f.Filed.Count);
        yield return new("channels", "count", f.Filed.Select(c => c.Channel).Distinct().Count(), null);
        yield return new("languages", "count", f.Filed.Select(c => c.Language.Split('-')[0].ToLowerInvariant()).Distinct().Count(), null);
        yield return Share("on_behalf", f.Filed.Count(c => c.Capacity is not FilingCapacity.Person || c.Channel is FilingChannel.Operator), f.Filed.Count);
    }

    // What was in time and what was missed are two halves of the same: what was done in the time, and whose day passed in it.
    private static IEnumerable<MechanismFigure> Predictable(MechanismFacts f)
    {
        var (acknowledgements, findings, appeals) = (Settled(f, f.Cases.Select(c => c.Acknowledgement)), Settled(f, f.Cases.Select(c => c.Findings)), Settled(f, f.Appeals.Select(a => a.Answer)));
        yield return Days("acknowledged_in_time", acknowledgements.InTime, acknowledgements.All);
        yield return Days("findings_in_time", findings.InTime, findings.All);
        // How many appealed is a number of people.
        yield return TooFew(appeals.All) ? new("appeals_in_time", "percent", null, null, true) : Days("appeals_in_time", appeals.InTime, appeals.All);
        yield return new("missed_acknowledgements", "count", acknowledgements.Missed, acknowledgements.All);
        yield return new("missed_findings", "count", findings.Missed, findings.All);
        yield return new("missed_appeals", "count", appeals.Missed, TooFew(appeals.All) ? null : appeals.All);
        yield return new("missed_retaliation", "count", f.Cases.SelectMany(c => c.RetaliationMissed(f.Now)).Count(day => f.Within(day)), null);
        var promised = Settled(f, f.Measures.SelectMany(of => of).Select(m => m.Promised).OfType<Owed>());
        yield return Days("measures_in_time", promised.InTime, promised.All);
        yield return new("missed_measures", "count", promised.Missed, promised.All);
        yield return MedianOf("days_to_acknowledge", f.Cases.Where(c => IsOurs(c) && f.Within(c.AcknowledgedAt)).Select(c => c.AcknowledgedAt!.Value - c.FiledAt));
        yield return MedianOf("days_to_close", f.Closed.Where(IsOurs).Select(c => c.ClosedAt!.Value - c.FiledAt));
    }

    private static (int InTime, int Missed, int All) Settled(MechanismFacts f, IEnumerable<Owed> owed)
    {
        var settled = owed.Where(o => f.Within(o.Settled(f.Now))).ToList();
        var missed = settled.Count(o => o.Missed(f.Now) is not null);
        return (settled.Count - missed, missed, settled.Count);
    }

    // What came from another register lay there before: its days say nothing of this mechanism.
    private static bool IsOurs(CaseFacts c) => c.Channel is not FilingChannel.Import;

    private static IEnumerable<MechanismFigure> Equitable(MechanismFacts f)
    {
        var decided = f.Filed.Select(c => (Case: c, TakenUp: Funnel.TakenUp(f, c))).Where(c => c.TakenUp is not null).ToList();
        yield return Share("taken_up", decided.Count(c => c.TakenUp is true), decided.Count);
        foreach (var reason in Enum.GetValues<InadmissibleReason>())
            yield return People("not_taken_up_" + Codes.Of(reason), decided.Count(c => c.TakenUp is false && c.Case.InadmissibleFor == reason));
        var findings = f.Cases.Where(c => f.Within(c.Findings.Settled(f.Now))).ToList();
        yield return Days("took_longer", findings.Count(c => c.Extended), findings.Count);
        yield return Share("accompanied", f.Beside.Accompanied, f.Filed.Count);
    }

    private static IEnumerable<MechanismFigure> Transparent(MechanismFacts f)
    {
        if (f.SeesEverything)
            yield return new("openings_shown", "count", f.Beside.Openings, null);
        yield return People("answers_waiting", f.Cases.Count(c => c.State is not CaseState.Closed && c.AwaitsAnswer));
        var read = f.Logged.Where(l => l.Action == LetterReceipt.Read).ToLookup(l => l.CaseId);
        // Whose case was referred here reads the letter in the mailbox of the organisation that referred it.
        var letters = f.Closed.Where(c => c is { HasMailbox: true, Channel: not FilingChannel.Referral }).ToList();
        yield return Share("letters_read", letters.Count(c => read[c.Id].Any(l => l.At >= c.ClosedAt)), letters.Count);
    }

    private static IEnumerable<MechanismFigure> RightsCompatible(MechanismFacts f)
    {
        var right = f.Closed.Where(c => c.Outcome is CaseOutcome.Substantiated or CaseOutcome.Partly).ToList();
        yield return People("found_right", right.Count);
        yield return Share("remedy_accepted", right.Count(c => c.AcceptedByPerson), right.Count);
        yield return Share("remedy_recorded", right.Count(c => c.AcceptedAsRecorded), right.Count);
        yield return Share("remedy_confirmed", right.Count(c => c.ConfirmedByPerson), right.Count);
        yield return People("remedy_not_owed", f.Closed.Count(c => c.Remedy is RemedyState.NotOwed));
        yield return People("handed_over", f.Beside.HandedOver);
    }

    private static IEnumerable<MechanismFigure> Learning(MechanismFacts f)
    {
        yield return new("lessons", "count", f.Beside.Lessons, null);
        yield return new("changes", "count", f.Beside.Changes, f.Beside.Lessons);
        yield return Share("root_cause", f.Beside.RootCauses, f.Closed.Count(c => c.Outcome is CaseOutcome.Substantiated or CaseOutcome.Partly));
        yield return People("recurrences", f.Beside.Recurrences);
    }

    private static IEnumerable<MechanismFigure> Dialogue(MechanismFacts f)
    {
        yield return People("meetings_held", f.Beside.Meetings);
        yield return People("minutes_agreed", f.Beside.Minutes);
        yield return People("mediations", f.Beside.Mediations);
        yield return People("counter_proposals", f.Offers.SelectMany(o => o).Count(o => o is { State: OfferState.Countered, Recorded: false } && f.Within(o.AnsweredAt)));
        yield return People("surveys", f.Surveys.Count);
        foreach (var (code, of) in new (string, Func<SurveyFacts, int?>)[] { ("satisfied", s => s.Satisfied), ("heard", s => s.Heard), ("fair", s => s.Fair), ("safe", s => s.Safe), ("as_promised", s => s.Remedied) })
            yield return Mean("survey_" + code, [.. f.Surveys.Select(of).OfType<int>()]);
    }

    private static bool TooFew(int people) => people is > 0 and < Few;

    /// <summary>A number of people, or that it is fewer than five.</summary>
    public static MechanismFigure People(string code, int people) => TooFew(people) ? new(code, "count", null, null, true) : new(code, "count", people, null);

    // A share tells the number on both sides.
    private static MechanismFigure Share(string code, int part, int of) => TooFew(of) || TooFew(part) || TooFew(of - part) ? new(code, "percent", null, TooFew(of) ? null : of, true) : Days(code, part, of);

    // A share of the organisation's own days: nobody hides behind few people who waited too long.
    private static MechanismFigure Days(string code, int part, int of) => new(code, "percent", of == 0 ? null : Percent(part, of), of);

    // A hundred is all of them, and nothing is none.
    private static decimal Percent(int part, int of) => part == 0 || part == of ? 100m * part / of : Math.Clamp(Math.Round(100m * part / of), 1, 99);

    private static MechanismFigure MedianOf(string code, IEnumerable<TimeSpan> times)
    {
        var all = times.ToList();
        return new(code, "days", Median(all), all.Count);
    }

    private static MechanismFigure Mean(string code, IReadOnlyList<int> scores) =>
        scores.Count == 0 ? new(code, "score", null, 0) : TooFew(scores.Count) ? new(code, "score", null, null, true) : new(code, "score", Math.Round((decimal)scores.Average(), 1), scores.Count);
}
