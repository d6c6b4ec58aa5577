using Grievances.Domain;

namespace Grievances.Features.Learning;

/// <summary>Where a case is on its way: the last step it came to, and how it stands there.</summary>
/// <param name="Case">The case.</param>
/// <param name="Step">Place of the last step.</param>
/// <param name="End">open, withdrawn, not_taken_up, closed, recorded or confirmed.</param>
internal sealed record CaseWay(CaseFacts Case, int Step, string End);

/// <summary>
/// Every count of the way of cases and of its splits, and what adds up to what, so that none of them tells one that is kept back: a step is those before
/// it less whoever came no further, and all rows of a split are all cases.
/// </summary>
internal sealed class FunnelCells
{
    /// <summary>How a case can end before its way does.</summary>
    public static readonly IReadOnlyList<string> Ended = ["withdrawn", "not_taken_up", "closed"];

    private static readonly int Last = Funnel.Steps.Count - 1;
    private readonly Dictionary<string, int> counts = [];
    private readonly List<CellSum> sums = [];
    private readonly IReadOnlySet<string> kept;
    private readonly Func<string, int> leastOf;

    /// <summary>Counts.</summary>
    /// <param name="ways">Every case.</param>
    /// <param name="splits">The same cases in groups, for each split.</param>
    /// <param name="leastOf">Smallest count that is shown in a cell; 0 where everybody knows it.</param>
    public FunnelCells(IReadOnlyCollection<CaseWay> ways, IEnumerable<(string By, IReadOnlyList<IReadOnlyCollection<CaseWay>> Rows)> splits, Func<string, int>? leastOf = null)
    {
        this.leastOf = leastOf ?? (_ => SmallCells.Least);
        Count("", ways, ofGroup: false);
        foreach (var end in new[] { "open", "recorded" })
            counts[end] = ways.Count(w => w.End == end);
        sums.Add(new("rest", ["open", "recorded", At(Last)]));
        for (var step = 0; step < Last; step++)
        {
            var stands = Stands(step).ToList();
            foreach (var end in stands)
                counts[At(step, end)] = ways.Count(w => w.Step == step && w.End == end);
            sums.Add(new(At(step), [.. stands.Select(end => At(step, end))]));
        }
        foreach (var end in Ended.Append("open").Append("recorded"))
            sums.Add(new(end, [.. Enumerable.Range(0, Last).Where(step => Stands(step).Contains(end)).Select(step => At(step, end))]));
        foreach (var (by, rows) in splits)
        {
            foreach (var (place, row) in rows.Index())
                Count(Row(by, place), row, ofGroup: true);
            foreach (var column in Enumerable.Range(0, Last + 1).Select(step => At(step)).Concat(Ended).Append("rest").Prepend("all"))
                sums.Add(new(column, [.. Enumerable.Range(0, rows.Count).Select(place => Row(by, place) + column)]));
        }
        // Where all are few, how they stand tells of each of them.
        kept = ways.Count is > 0 and < SmallCells.Least ? counts.Keys.ToHashSet() : SmallCells.KeptBack(counts, sums, this.leastOf);
    }

    /// <summary>Begin of the names of the counts of a row.</summary>
    public static string Row(string by, int place) => $"{by}:{place}:";

    /// <summary>How many, or null where it is kept back. What can't be is none.</summary>
    public int? this[string cell] => kept.Contains(cell) ? null : counts.GetValueOrDefault(cell);

    /// <summary>How many came at least to a step, where what is shown tells it.</summary>
    public int? Reached(int step, string row = "") =>
        step == 0 ? this[row + "all"] : Sum(step, Last + 1, row) ?? (this[row + "all"] - Sum(0, step, row));

    /// <summary>How many stand at a step in one way.</summary>
    public int? Standing(int step, string end) => this[At(step, end)];

    /// <summary>How many ended at a step, in whichever way, where what is shown tells it.</summary>
    public int? EndedAt(int step) => step == Last ? 0 : Ended.Select(end => Standing(step, end)).Aggregate((int?)0, (sum, cell) => sum + cell) ?? (this[At(step)] - Standing(step, "open") - Standing(step, "recorded"));

    private int? Sum(int from, int until, string row) => Enumerable.Range(from, until - from).Aggregate((int?)0, (sum, step) => sum + this[row + At(step)]);

    // What is not taken up goes no further than its confirmation, and what staff write down is said of a remedy.
    private static IEnumerable<string> Stands(int step) => Ended.Where(end => end != "not_taken_up" || step <= 1).Append("open").Concat(step == Funnel.Assessed ? ["recorded"] : []);

    private static string At(int step) => $"at:{step}";

    private static string At(int step, string end) => $"at:{step}:{end}";

    private void Count(string row, IReadOnlyCollection<CaseWay> ways, bool ofGroup)
    {
        var least = leastOf(row);
        var (steps, ends) = (ways.CountBy(w => w.Step).ToDictionary(), ways.CountBy(w => w.End).ToDictionary());
        counts[row + "all"] = ways.Count;
        for (var step = 0; step <= Last; step++)
            counts[row + At(step)] = steps.GetValueOrDefault(step);
        foreach (var end in Ended)
            counts[row + end] = ends.GetValueOrDefault(end);
        counts[row + "rest"] = ways.Count - Ended.Sum(ends.GetValueOrDefault);
        sums.Add(new(row + "all", [.. Enumerable.Range(0, Last + 1).Select(step => row + At(step))], ofGroup));
        // A few people at several steps are as few, where rows and totals together tell how many left between two steps.
        for (var from = 0; from < Last; from++)
            for (var to = from + 1; to <= Last; to++)
                if ((ways.Count >= least || (steps.ContainsKey(from) && steps.ContainsKey(to))) && Enumerable.Range(from, to - from + 1).Select(step => row + At(step)).ToList() is var between && between.Sum(cell => counts[cell]) is > 0 and var few && few < least)
                {
                    counts[$"{row}{from}-{to}"] = few;
                    sums.Add(new($"{row}{from}-{to}", between));
                }
        sums.Add(new(row + "all", [.. Ended.Append("rest").Select(end => row + end)], ofGroup));
    }
}
