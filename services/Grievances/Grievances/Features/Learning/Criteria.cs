using Grievances.Domain;

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
    private const int Few = 5;

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
        yield return Share("assigned_by_another", f.Beside.Assigned, f.Cases.Count);
        yield return People("stepped_back", f.SteppedBack.Count(back => back));
        yield return People("kept_out", f.SteppedBack.Count(back => !back));
        yield return People("appeals", f.Appeals.Count);
        var decided = f.Appeals.Where(a => a.Decision is not null).ToList();
        yield return Share("appeals_right", decided.Count(a => a.Decision is AppealDecision.Upheld or AppealDecision.Partly), decided.Count);
    }

    private static IEnumerable<MechanismFigure> Accessible(MechanismFacts f)
    {
        yield return People("received", f.Cases.Count);
        yield return new("channels", "count", f.Cases.Select(c => c.Channel).Distinct().Count(), null);
        yield return new("languages", "count", f.Cases.Select(c => c.Language.Split('-')[0].ToLowerInvariant()).Distinct().Count(), null);
        yield return Share("on_behalf", f.Cases.Count(c => c.Capacity is not FilingCapacity.Person || c.Channel is FilingChannel.Operator), f.Cases.Count);
    }

    private static IEnumerable<MechanismFigure> Predictable(MechanismFacts f)
    {
        var due = f.Cases.Where(c => c.AcknowledgedAt is not null || c.AcknowledgeBy < f.Now).ToList();
        yield return Days("acknowledged_in_time", due.Count(c => c.AcknowledgedAt <= c.AcknowledgeBy), due.Count);
        var findings = f.Cases.Where(c => c.Outcome is not CaseOutcome.Withdrawn && (c.ClosedAt is not null || c.FindingsBy < f.Now)).ToList();
        yield return Days("findings_in_time", findings.Count(c => c.FindingsMissedAt is null && c.ClosedAt <= c.FindingsBy), findings.Count);
        yield return new("missed_acknowledgements", "count", f.Cases.Count(c => c.AcknowledgeMissedAt is not null), f.Cases.Count);
        yield return new("missed_findings", "count", f.Cases.Count(c => c.FindingsMissedAt is not null), f.Cases.Count);
        yield return new("missed_retaliation", "count", f.Cases.Count(c => c.RetaliationMissedAt is not null), f.Cases.Count);
        yield return MedianOf("days_to_acknowledge", Here(f).Where(c => c.AcknowledgedAt is not null).Select(c => c.AcknowledgedAt!.Value - c.FiledAt));
        yield return MedianOf("days_to_close", Here(f).Where(c => c is { ClosedAt: not null, Outcome: not CaseOutcome.Withdrawn }).Select(c => c.ClosedAt!.Value - c.FiledAt));
    }

    // What came from another register lay there before: its days say nothing of this mechanism.
    private static IEnumerable<CaseFacts> Here(MechanismFacts f) => f.Cases.Where(c => c.Channel is not FilingChannel.Import);

    private static IEnumerable<MechanismFigure> Equitable(MechanismFacts f)
    {
        var decided = f.Cases.Where(c => c.InadmissibleFor is not null || f.Decisions[c.Id].Any(d => d.Kind is DecisionKind.Admissibility)).ToList();
        yield return Share("taken_up", decided.Count(c => c.InadmissibleFor is null), decided.Count);
        foreach (var reason in Enum.GetValues<InadmissibleReason>())
            yield return People("not_taken_up_" + Codes.Of(reason), f.Cases.Count(c => c.InadmissibleFor == reason));
        yield return Days("took_longer", f.Cases.Count(c => c.Extended), f.Cases.Count);
    }

    private static IEnumerable<MechanismFigure> Transparent(MechanismFacts f)
    {
        if (f.SeesEverything)
            yield return new("openings_shown", "count", f.Beside.Openings, null);
        yield return new("answers_waiting", "count", f.Cases.Count(c => c.AwaitsAnswer && c.State is not CaseState.Closed), f.Cases.Count(c => c.State is not CaseState.Closed));
    }

    private static IEnumerable<MechanismFigure> RightsCompatible(MechanismFacts f)
    {
        var right = f.Cases.Where(c => c.Outcome is CaseOutcome.Substantiated or CaseOutcome.Partly).ToList();
        yield return People("found_right", right.Count);
        yield return Share("remedy_accepted", right.Count(c => c.Remedy is RemedyState.Accepted or RemedyState.Implementing or RemedyState.Done or RemedyState.Verified), right.Count);
        yield return Share("remedy_confirmed", right.Count(c => c.Remedy is RemedyState.Verified), right.Count);
        yield return People("remedy_not_owed", f.Cases.Count(c => c.Remedy is RemedyState.NotOwed));
        yield return People("handed_over", f.Beside.HandedOver);
    }

    private static IEnumerable<MechanismFigure> Learning(MechanismFacts f)
    {
        var closed = f.Cases.Count(c => c is { State: CaseState.Closed, Outcome: not CaseOutcome.Withdrawn });
        yield return new("lessons", "count", f.Beside.Lessons, closed);
        yield return new("changes", "count", f.Beside.Changes, f.Beside.Lessons);
        yield return new("recurrences", "count", f.Beside.Recurrences, f.Cases.Count);
    }

    private static IEnumerable<MechanismFigure> Dialogue(MechanismFacts f)
    {
        yield return People("meetings_held", f.Beside.Meetings);
        yield return People("counter_proposals", f.Offers.SelectMany(o => o).Count(o => o.State is OfferState.Countered));
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
    private static MechanismFigure Days(string code, int part, int of) => new(code, "percent", of == 0 ? null : Math.Round(100m * part / of), of);

    private static MechanismFigure MedianOf(string code, IEnumerable<TimeSpan> times)
    {
        var all = times.ToList();
        return new(code, "days", Median(all), all.Count);
    }

    private static MechanismFigure Mean(string code, IReadOnlyList<int> scores) =>
        scores.Count == 0 ? new(code, "score", null, 0) : TooFew(scores.Count) ? new(code, "score", null, null, true) : new(code, "score", Math.Round((decimal)scores.Average(), 1), scores.Count);
}
