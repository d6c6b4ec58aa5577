using Grievances.Domain;

namespace Grievances.Features.Learning;

/// <summary>A step of the way of a case.</summary>
/// <param name="Code">received, acknowledged, admissible, assessed, remedied or confirmed; beside the way withdrawn, not_taken_up and recorded: a remedy that was accepted as staff wrote it down.</param>
/// <param name="Cases">How many came at least this far; null where fewer than five.</param>
/// <param name="MedianDays">Median days from the filing to it, or null.</param>
public sealed record FunnelStep(string Code, int? Cases, decimal? MedianDays);

/// <summary>How many came how far, split by one thing that people said of themselves or that came with the filing.</summary>
/// <param name="By">channel, language, affected or capacity.</param>
/// <param name="Rows">A row for each value.</param>
public sealed record FunnelSplit(string By, IReadOnlyList<FunnelRow> Rows);

/// <summary>How many of those with one value came how far.</summary>
/// <param name="Value">The value.</param>
/// <param name="Cases">For each step in order; null where it is kept back.</param>
public sealed record FunnelRow(string Value, IReadOnlyList<int?> Cases);

/// <summary>How far cases come, and where people drop out (figure 11 of the domain page).</summary>
public static class Funnel
{
    /// <summary>The steps of the way, in order.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["received", "acknowledged", "admissible", "assessed", "remedied", "confirmed"];

    /// <summary>The steps, and beside them how many were taken back or not taken up, and in how many staff wrote down that the person accepted.</summary>
    public static IReadOnlyList<FunnelStep> Of(MechanismFacts facts)
    {
        var reached = facts.Filed.Select(c => (Case: c, Reached: Reached(facts, c))).ToList();
        return
        [
            .. Steps.Select((code, step) => new FunnelStep(code, Few(reached.Count(c => c.Reached >= step)), step == 0 ? null : Criteria.Median(reached.Where(c => c.Case.Channel is not FilingChannel.Import).Select(c => At(facts, c.Case, step) - c.Case.FiledAt).OfType<TimeSpan>()))),
            new("withdrawn", Few(facts.Filed.Count(c => c.Outcome is CaseOutcome.Withdrawn)), null),
            new("not_taken_up", Few(facts.Filed.Count(c => TakenUp(facts, c) is false)), null),
            new("recorded", Few(facts.Filed.Count(c => c.AcceptedAsRecorded)), null),
        ];
    }

    /// <summary>The same split four ways, by what was said freely or comes with the filing. Small cells are kept back.</summary>
    public static IReadOnlyList<FunnelSplit> Split(MechanismFacts facts)
    {
        var reached = facts.Filed.Select(c => (Case: c, Reached: Reached(facts, c))).ToList();
        return
        [
            By("channel", c => Codes.Of(c.Channel)), By("language", c => c.Language.Split('-')[0].ToLowerInvariant()), By("affected", c => Codes.Of(c.Affected)), By("capacity", c => Codes.Of(c.Capacity)),
        ];

        FunnelSplit By(string name, Func<CaseFacts, string> value)
        {
            var rows = reached.GroupBy(c => value(c.Case)).OrderByDescending(row => row.Count()).ThenBy(row => row.Key, StringComparer.Ordinal)
                .Select(row => (row.Key, Counts: Steps.Select((_, step) => row.Count(c => c.Reached >= step)).Append(row.Count(c => c.Case.Outcome is CaseOutcome.Withdrawn)).ToArray())).ToList();
            var shown = SmallCells.Protect([.. rows.Select(row => row.Counts)]);
            return new FunnelSplit(name, [.. rows.Select((row, place) => new FunnelRow(row.Key, shown[place]))]);
        }
    }

    /// <summary>Whether a case was taken up: somebody said so, or it came further. Null where nobody has decided. The one answer of the figures and of the steps.</summary>
    public static bool? TakenUp(MechanismFacts facts, CaseFacts c) => c.InadmissibleFor is not null || c.Outcome is CaseOutcome.Inadmissible ? false : Reached(facts, c) >= 2 ? true : null;

    // Whoever came further passed what lies before; what was not taken up goes no further than its confirmation.
    private static int Reached(MechanismFacts facts, CaseFacts c) =>
        c.InadmissibleFor is not null || c.Outcome is CaseOutcome.Inadmissible ? c.AcknowledgedAt is null ? 0 : 1
        : c.ConfirmedByPerson ? 5
        : c.AcceptedByPerson ? 4
        : c.Outcome is CaseOutcome.Substantiated or CaseOutcome.Partly or CaseOutcome.Unsubstantiated || facts.Decisions[c.Id].Any(d => d.Kind is DecisionKind.Attribution) ? 3
        : facts.Decisions[c.Id].Any(d => d is { Kind: DecisionKind.Admissibility, Decided: "admissible" }) ? 2
        : c.AcknowledgedAt is not null ? 1 : 0;

    private static DateTimeOffset? At(MechanismFacts facts, CaseFacts c, int step) => step switch
    {
        1 => c.AcknowledgedAt,
        2 => First(facts.Decisions[c.Id].Where(d => d is { Kind: DecisionKind.Admissibility, Decided: "admissible" })),
        3 => First(facts.Decisions[c.Id].Where(d => d.Kind is DecisionKind.Attribution or DecisionKind.Outcome)),
        4 => facts.Offers[c.Id].Where(o => o.State is OfferState.Accepted).Min(o => o.AnsweredAt),
        5 => c.ConfirmedByPerson ? facts.Measures[c.Id].Max(m => m.AnsweredAt) : null,
        _ => c.FiledAt,
    };

    private static DateTimeOffset? First(IEnumerable<DecisionFacts> decisions) => decisions.Min(d => (DateTimeOffset?)d.At);

    private static int? Few(int people) => Criteria.People("", people) is { Value: { } shown } ? (int)shown : null;
}
