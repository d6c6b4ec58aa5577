using Grievances.Domain;

namespace Grievances.Features.Learning;

/// <summary>A step of the way of a case. A count is null where it is kept back.</summary>
/// <param name="Code">received, acknowledged, admissible, assessed, accepted, carried_out or confirmed.</param>
/// <param name="Cases">How many came at least this far.</param>
/// <param name="Open">Of those that came no further, still open.</param>
/// <param name="Ended">Of those that came no further, at an end: the next three together.</param>
/// <param name="Withdrawn">Taken back by the person.</param>
/// <param name="NotTakenUp">Not taken up.</param>
/// <param name="Closed">Closed without a remedy that the person confirmed.</param>
/// <param name="MedianDays">Median days from the filing to it; null of few.</param>
/// <param name="Of">How many that is made from; null where it would tell what is kept back.</param>
public sealed record FunnelStep(string Code, int? Cases, int? Open, int? Ended, int? Withdrawn, int? NotTakenUp, int? Closed, decimal? MedianDays, int? Of);

/// <summary>How all that came no further than some step stand. A count is null where it is kept back.</summary>
/// <param name="Code">open, withdrawn, not_taken_up, closed, or recorded: a remedy that was accepted as staff wrote it down, for somebody without a mailbox.</param>
/// <param name="Cases">How many.</param>
public sealed record FunnelEnd(string Code, int? Cases);

/// <summary>How many came how far, split by one thing that came with the filing, or that people chose to say of themselves.</summary>
/// <param name="By">channel, language, affected or capacity; age, gender, disability or region of those who said it.</param>
/// <param name="Rows">A row for each value; not_said is the last where people were asked.</param>
/// <param name="Said">How many of those who said it are counted, where people were asked; null where it is kept back.</param>
public sealed record FunnelSplit(string By, IReadOnlyList<FunnelRow> Rows, int? Said = null);

/// <summary>How many of those with one value came how far. A count is null where it is kept back.</summary>
/// <param name="Value">The value.</param>
/// <param name="Cases">For each step in order.</param>
/// <param name="MedianDays">For each step in order the median days from the filing; null of few.</param>
/// <param name="Withdrawn">Taken back by the person.</param>
/// <param name="NotTakenUp">Not taken up.</param>
/// <param name="Closed">Closed without a remedy that the person confirmed.</param>
public sealed record FunnelRow(string Value, IReadOnlyList<int?> Cases, IReadOnlyList<decimal?> MedianDays, int? Withdrawn, int? NotTakenUp, int? Closed);

/// <summary>How far cases come, how those stand that came no further, and who is heard.</summary>
/// <param name="Steps">The steps in order.</param>
/// <param name="Ends">How those stand that came no further than some step.</param>
/// <param name="Splits">The steps split four ways.</param>
public sealed record FunnelView(IReadOnlyList<FunnelStep> Steps, IReadOnlyList<FunnelEnd> Ends, IReadOnlyList<FunnelSplit> Splits);

/// <summary>
/// How far cases come, where people drop out, and who is heard (figures 11 and 13 of the domain page), split by what came with the filing. What people
/// may say of themselves afterwards is counted by <see cref="AskedSplits"/>: nobody who is afraid is asked for more than their case needs.
/// </summary>
public static class Funnel
{
    /// <summary>Place of the step at which a case was looked into.</summary>
    internal const int Assessed = 3;

    private const int Accepted = 4;
    private const int CarriedOut = 5;
    private const int Confirmed = 6;

    /// <summary>The steps of the way, in order.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["received", "acknowledged", "admissible", "assessed", "accepted", "carried_out", "confirmed"];

    /// <summary>Counts the way of every case that was filed in the time. Small counts are kept back, also where the counts beside them would tell them.</summary>
    /// <returns>What is shown of it, once everything on the page is counted.</returns>
    internal static Func<FunnelView> Count(MechanismFacts facts, FigureCells figures)
    {
        var ways = facts.Filed.Select(c => Way(facts, c)).ToList();
        var splits = new (string By, Func<CaseFacts, string> Value)[]
        {
            ("channel", c => Codes.Of(c.Channel)), ("language", c => c.Language.Split('-')[0].ToLowerInvariant()), ("affected", c => Codes.Of(c.Affected)), ("capacity", c => Codes.Of(c.Capacity)),
        }.Select(split => (split.By, Rows: ways.GroupBy(w => split.Value(w.Case)).OrderByDescending(row => row.Count()).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => (Value: row.Key, Ways: row.ToList())).ToList())).ToList();
        var cells = new FunnelCells(ways, [.. splits.Select(split => (split.By, (IReadOnlyList<IReadOnlyCollection<CaseWay>>)[.. split.Rows.Select(row => row.Ways)]))], figures);
        return () => new FunnelView(
            [.. Steps.Select((code, step) => Step(facts, ways, cells, code, step))],
            [.. FunnelCells.Ended.Prepend("open").Append("recorded").Select(end => new FunnelEnd(end, cells[end]))],
            [.. splits.Select(split => new FunnelSplit(split.By, LeftOfSteps.KeptBack([.. split.Rows.Select((row, place) => Row(facts, row.Value, row.Ways, cells, FunnelCells.Row(split.By, place)))], [.. Steps.Select((_, step) => cells.Reached(step))], facts.Least)))]);
    }

    /// <summary>Where a case is on its way.</summary>
    internal static CaseWay Way(MechanismFacts facts, CaseFacts c) => new(c, Reached(facts, c), End(facts, c));

    private static FunnelStep Step(MechanismFacts facts, List<CaseWay> ways, FunnelCells cells, string code, int step)
    {
        var (reached, days) = (cells.Reached(step), Days(facts, ways, step));
        var enough = days.Count >= facts.Least;
        return new FunnelStep(code, reached, Standing("open"), cells.EndedAt(step), Standing("withdrawn"), Standing("not_taken_up"), Standing("closed"),
            enough ? Criteria.Median(days) : null, enough && reached == days.Count ? days.Count : null);

        int? Standing(string end) => cells.Standing(step, end);
    }

    /// <summary>A row of a split.</summary>
    internal static FunnelRow Row(MechanismFacts facts, string value, List<CaseWay> ways, FunnelCells cells, string row)
    {
        List<int?> reached = [.. Steps.Select((_, step) => cells.Reached(step, row))];
        return new FunnelRow(value, reached, [.. reached.Select((shown, step) => shown is not null && Days(facts, ways, step) is var days && days.Count >= facts.Least ? Criteria.Median(days) : null)],
            cells[row + "withdrawn"], cells[row + "not_taken_up"], cells[row + "closed"]);
    }

    // What came from another register lay there before: its days say nothing of this mechanism.
    private static List<TimeSpan> Days(MechanismFacts facts, List<CaseWay> ways, int step) =>
        step == 0 ? [] : [.. ways.Where(w => w.Step >= step && w.Case.HasMailbox).Select(w => At(facts, w.Case, step) - w.Case.FiledAt).OfType<TimeSpan>()];

    /// <summary>Whether a case was taken up: somebody said so, or it came further. Null where nobody has decided. The one answer of the figures and of the steps.</summary>
    public static bool? TakenUp(MechanismFacts facts, CaseFacts c) => IsNotTakenUp(c) ? false : Reached(facts, c) >= 2 ? true : null;

    private static bool IsNotTakenUp(CaseFacts c) => c.InadmissibleFor is not null || c.Outcome is CaseOutcome.Inadmissible;

    private static string End(MechanismFacts facts, CaseFacts c) =>
        IsNotTakenUp(c) ? c.Outcome is CaseOutcome.Withdrawn ? "withdrawn" : "not_taken_up"
        : c.ConfirmedByPerson ? "confirmed"
        : c.AcceptedAsRecorded ? "recorded"
        : c.Outcome is CaseOutcome.Withdrawn ? "withdrawn"
        : c.State is CaseState.Closed && !(c.AcceptedByPerson && facts.Measures[c.Id].Any(m => m.State is MeasureState.Planned or MeasureState.Disputed)) ? "closed" : "open";

    // Whoever came further passed what lies before; what was not taken up goes no further than its confirmation.
    private static int Reached(MechanismFacts facts, CaseFacts c) =>
        IsNotTakenUp(c) ? c.AcknowledgedAt is null ? 0 : 1
        : c.ConfirmedByPerson ? Confirmed
        : c is { HasMailbox: true, Remedy: RemedyState.Done } ? CarriedOut
        : c.AcceptedByPerson ? Accepted
        : c.AcceptedAsRecorded || c.Outcome is CaseOutcome.Substantiated or CaseOutcome.Partly or CaseOutcome.Unsubstantiated || facts.Decisions[c.Id].Any(d => d.Kind is DecisionKind.Attribution) ? Assessed
        : facts.Decisions[c.Id].Any(d => d is { Kind: DecisionKind.Admissibility, Decided: "admissible" }) ? 2
        : c.AcknowledgedAt is not null ? 1 : 0;

    /// <summary>When a case came to a step, where that is known.</summary>
    internal static DateTimeOffset? At(MechanismFacts facts, CaseFacts c, int step) => step switch
    {
        1 => c.AcknowledgedAt,
        2 => First(facts.Decisions[c.Id].Where(d => d is { Kind: DecisionKind.Admissibility, Decided: "admissible" })),
        Assessed => First(facts.Decisions[c.Id].Where(d => d.Kind is DecisionKind.Attribution or DecisionKind.Outcome)),
        Accepted => facts.Offers[c.Id].Where(o => o.State is OfferState.Accepted).Min(o => o.AnsweredAt),
        CarriedOut => facts.Measures[c.Id].Max(m => m.DoneAt),
        _ => facts.Measures[c.Id].Max(m => m.AnsweredAt),
    };

    private static DateTimeOffset? First(IEnumerable<DecisionFacts> decisions) => decisions.Min(d => (DateTimeOffset?)d.At);
}
