using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Cases;
using Grievances.Features.Remedy;

namespace Grievances.Features.Learning;

/// <summary>A figure of the mechanism about itself.</summary>
/// <param name="Code">What it counts.</param>
/// <param name="Unit">count, percent, days (a median) or score (a mean from 1 to 5).</param>
/// <param name="Value">The figure; null where nothing can be said, or it is kept back.</param>
/// <param name="Of">How many it is of, or was made from; null where that is kept back.</param>
/// <param name="KeptBack">Whether the figure is kept back, since few people would be told apart by it, or by it and another on the page.</param>
public sealed record MechanismFigure(string Code, string Unit, decimal? Value, int? Of, bool KeptBack = false);

/// <summary>One of the eight criteria and what the mechanism can say of itself.</summary>
/// <param name="Code">legitimate, accessible, predictable, equitable, transparent, rights_compatible, learning or dialogue.</param>
/// <param name="Figures">The figures.</param>
/// <param name="NotKnown">Codes of what it can't know, and does not pretend to.</param>
public sealed record Criterion(string Code, IReadOnlyList<MechanismFigure> Figures, IReadOnlyList<string> NotKnown);

/// <summary>
/// The eight criteria by which a grievance mechanism is effective (UN Guiding Principle 31), each with what this one can count of itself. Few people
/// are never a number, nor what tells how many they are; what the organisation missed always is one.
/// </summary>
public static class Criteria
{
    /// <summary>Counts all eight, in the order of the principle. The way of the cases is counted before them.</summary>
    /// <returns>What is shown of each, once everything on the page is counted.</returns>
    internal static IReadOnlyList<Func<Criterion>> Count(MechanismFacts facts, FigureCells cells)
    {
        var count = new CountedFigures(cells);
        return
        [
            Shown("legitimate", Legitimate(facts, count)),
            Shown("accessible", Accessible(facts, count), "anonymous", "abandoned"),
            Shown("predictable", Predictable(facts, count, cells)),
            Shown("equitable", Equitable(facts, count, cells)),
            Shown("transparent", Transparent(facts, count, cells), facts.SeesEverything ? [] : ["openings"]),
            Shown("rights_compatible", RightsCompatible(facts, count, cells), "waivers"),
            Shown("learning", Learning(facts, count)),
            Shown("dialogue", Dialogue(facts, count)),
        ];
    }

    private static Func<Criterion> Shown(string code, IEnumerable<Func<MechanismFigure>> counted, params string[] notKnown)
    {
        var figures = counted.ToList();
        return () => new Criterion(code, [.. figures.Select(figure => figure())], notKnown);
    }

    /// <summary>Median of the days, to a tenth; null of none.</summary>
    public static decimal? Median(IEnumerable<TimeSpan> times)
    {
        var days = times.Select(t => t.TotalDays).Order().ToList();
        return days.Count == 0 ? null : Math.Round((decimal)((days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2), 1);
    }

    private static IEnumerable<Func<MechanismFigure>> Legitimate(MechanismFacts f, CountedFigures count)
    {
        yield return count.Share("assigned_by_another", FunnelCells.All, f.Beside.Assigned);
        yield return count.People("stepped_back", f.Logged.Count(l => l.Action == ExcludeColleague.Recused));
        yield return count.People("kept_out", f.Logged.Count(l => l.Action == ExcludeColleague.Excluded));
        yield return count.People("appeals", f.Appeals.Count(a => f.Within(a.FiledAt)));
        var decided = f.Appeals.Where(a => a.Decision is not null && f.Within(a.DecidedAt)).ToList();
        yield return count.ShareOf("appeals_right", decided.Count(a => a.Decision is AppealDecision.Upheld or AppealDecision.Partly), decided.Count);
    }

    private static IEnumerable<Func<MechanismFigure>> Accessible(MechanismFacts f, CountedFigures count)
    {
        yield return count.Shown("received", FunnelCells.All);
        yield return CountedFigures.Own("channels", f.Filed.Select(c => c.Channel).Distinct().Count());
        yield return CountedFigures.Own("languages", f.Filed.Select(c => c.Language.Split('-')[0].ToLowerInvariant()).Distinct().Count());
        yield return count.Share("on_behalf", FunnelCells.All, Ids(f.Filed), Ids(f.Filed.Where(c => c.Capacity is not FilingCapacity.Person || c.Channel is FilingChannel.Operator)));
    }

    // What was in time and what was missed are two halves of the same: what was done in the time, and whose day passed in it.
    private static IEnumerable<Func<MechanismFigure>> Predictable(MechanismFacts f, CountedFigures count, FigureCells cells)
    {
        var (acknowledgements, findings) = (Settled(f, f.Cases.Select(c => (c.Id, c.Acknowledgement))), Settled(f, f.Cases.Select(c => (c.Id, c.Findings))));
        cells.Cases("acknowledgements", acknowledgements.All);
        cells.Cases("findings", findings.All);
        var (appeals, promised) = (Settled(f, f.Appeals.Select(a => (a.CaseId, a.Answer))), Settled(f, from m in f.Measures.SelectMany(of => of) where m.Promised is not null select (m.CaseId, m.Promised!.Value)));
        cells.Count("appeals_owed", appeals.All.Count);
        cells.Count("measures", promised.All.Count);
        yield return count.Days("acknowledged_in_time", "acknowledgements", acknowledgements.InTime);
        yield return count.Days("findings_in_time", "findings", findings.InTime);
        yield return count.Days("appeals_in_time", "appeals_owed", appeals.InTime);
        yield return count.Missed("missed_acknowledgements", "acknowledgements", acknowledgements.Missed);
        yield return count.Missed("missed_findings", "findings", findings.Missed);
        yield return count.Missed("missed_appeals", "appeals_owed", appeals.Missed);
        yield return CountedFigures.Own("missed_retaliation", f.Cases.SelectMany(c => c.RetaliationMissed(f.Now)).Count(day => f.Within(day)));
        yield return count.Days("measures_in_time", "measures", promised.InTime);
        yield return count.Missed("missed_measures", "measures", promised.Missed);
        yield return count.Median("days_to_acknowledge", [.. f.Cases.Where(c => IsOurs(c) && f.Within(c.AcknowledgedAt)).Select(c => (c.Id, c.AcknowledgedAt!.Value - c.FiledAt))]);
        yield return count.Median("days_to_close", [.. f.Closed.Where(IsOurs).Select(c => (c.Id, c.ClosedAt!.Value - c.FiledAt))]);
    }

    private static (int InTime, int Missed, List<Guid> All) Settled(MechanismFacts f, IEnumerable<(Guid Case, Owed Owed)> owed)
    {
        var settled = owed.Where(o => f.Within(o.Owed.Settled(f.Now))).ToList();
        var missed = settled.Count(o => o.Owed.Missed(f.Now) is not null);
        return (settled.Count - missed, missed, [.. settled.Select(o => o.Case)]);
    }

    // What came from another register lay there before: its days say nothing of this mechanism.
    private static bool IsOurs(CaseFacts c) => c.Channel is not FilingChannel.Import;

    private static List<Guid> Ids(IEnumerable<CaseFacts> cases) => [.. cases.Select(c => c.Id)];

    private static IEnumerable<Func<MechanismFigure>> Equitable(MechanismFacts f, CountedFigures count, FigureCells cells)
    {
        var decided = f.Filed.Select(c => (Case: c, TakenUp: Funnel.TakenUp(f, c))).Where(c => c.TakenUp is not null).ToList();
        var refused = decided.Where(c => c.TakenUp is false).Select(c => c.Case).ToList();
        cells.Cases("decided", decided.Select(c => c.Case.Id));
        yield return count.Share("taken_up", "decided", Ids(decided.Select(c => c.Case)), Ids(decided.Where(c => c.TakenUp is true).Select(c => c.Case)));
        var reasons = Enum.GetValues<InadmissibleReason>().ToDictionary(reason => "not_taken_up_" + Codes.Of(reason), reason => Ids(refused.Where(c => c.InadmissibleFor == reason)));
        foreach (var (code, cases) in reasons)
            yield return count.People(code, cases);
        cells.Whole(FigureCells.Rest("taken_up"), reasons.Keys);
        var findings = f.Cases.Where(c => f.Within(c.Findings.Settled(f.Now))).ToList();
        yield return count.Days("took_longer", "findings", findings.Count(c => c.Extended));
        yield return count.Share("accompanied", FunnelCells.All, f.Beside.Accompanied);
    }

    private static IEnumerable<Func<MechanismFigure>> Transparent(MechanismFacts f, CountedFigures count, FigureCells cells)
    {
        if (f.SeesEverything)
            yield return CountedFigures.Own("openings_shown", f.Beside.Openings);
        yield return count.People("answers_waiting", Ids(f.Cases.Where(c => c.State is not CaseState.Closed && c.AwaitsAnswer)));
        var read = f.Logged.Where(l => l.Action == LetterReceipt.Read).ToLookup(l => l.CaseId);
        // Whose case was referred here reads the letter in the mailbox of the organisation that referred it.
        var letters = f.Closed.Where(c => c is { HasMailbox: true, Channel: not FilingChannel.Referral }).ToList();
        cells.Cases("letters", Ids(letters));
        yield return count.Share("letters_read", "letters", Ids(letters), Ids(letters.Where(c => read[c.Id].Any(l => l.At >= c.ClosedAt))));
    }

    private static IEnumerable<Func<MechanismFigure>> RightsCompatible(MechanismFacts f, CountedFigures count, FigureCells cells)
    {
        const string whole = "found_right";
        var right = f.Closed.Where(c => c.Outcome is CaseOutcome.Substantiated or CaseOutcome.Partly).ToList();
        yield return count.People(whole, Ids(right));
        yield return count.Share("remedy_accepted", whole, Ids(right), Ids(right.Where(c => c.AcceptedByPerson)));
        yield return count.Share("remedy_recorded", whole, Ids(right), Ids(right.Where(c => c.AcceptedAsRecorded)));
        yield return count.Share("remedy_confirmed", whole, Ids(right), Ids(right.Where(c => c.ConfirmedByPerson)));
        cells.Whole("remedy_accepted", ["remedy_confirmed"]);
        cells.Whole(FigureCells.Rest("remedy_accepted"), ["remedy_recorded"]);
        yield return count.People("remedy_not_owed", Ids(f.Closed.Where(c => c.Remedy is RemedyState.NotOwed)));
        yield return count.People("handed_over", f.Beside.HandedOver);
    }

    private static IEnumerable<Func<MechanismFigure>> Learning(MechanismFacts f, CountedFigures count)
    {
        yield return CountedFigures.Own("lessons", f.Beside.Lessons);
        yield return CountedFigures.Own("changes", f.Beside.Changes, f.Beside.Lessons);
        yield return count.Share("root_cause", "found_right", f.Beside.RootCauses);
        yield return count.People("recurrences", f.Beside.Recurrences);
    }

    // Whoever knows who answered last would read their answer in how the mean moves.
    private static List<int> Tens(List<int> scores) => scores.Count < SmallCells.Least ? scores : scores[..SmallCells.FullTens(scores.Count)];

    private static IEnumerable<Func<MechanismFigure>> Dialogue(MechanismFacts f, CountedFigures count)
    {
        yield return count.People("meetings_held", f.Beside.Meetings);
        yield return count.People("minutes_agreed", f.Beside.Minutes);
        yield return count.People("mediations", f.Beside.Mediations);
        // Whoever said what they want instead may have accepted the offer after all: the log still has it.
        var (countered, logged) = (f.Offers.SelectMany(o => o).Where(o => o is { State: OfferState.Countered, Recorded: false } && f.Within(o.AnsweredAt)).CountBy(o => o.CaseId).ToDictionary(),
            f.Logged.Where(l => l.Action == AnswerRemedy.Answered).CountBy(l => l.CaseId).ToDictionary());
        yield return count.People("counter_proposals", countered.Keys.Union(logged.Keys).Sum(id => Math.Max(countered.GetValueOrDefault(id), logged.GetValueOrDefault(id))));
        yield return count.People("surveys", f.Surveys.Count);
        foreach (var (code, of) in new (string, Func<SurveyFacts, int?>)[] { ("satisfied", s => s.Satisfied), ("heard", s => s.Heard), ("fair", s => s.Fair), ("safe", s => s.Safe), ("as_promised", s => s.Remedied) })
            yield return count.Mean("survey_" + code, Tens([.. f.Surveys.OrderBy(s => s.AnsweredAt).Select(of).OfType<int>()]));
    }
}
