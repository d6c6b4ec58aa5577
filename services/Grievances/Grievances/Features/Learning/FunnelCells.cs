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
    /// <summary>How many there are in all.</summary>
    public const string All = "all";

    /// <summary>How a case can end before its way does.</summary>
    public static readonly IReadOnlyList<string> Ended = ["withdrawn", "not_taken_up", "closed"];

    private static readonly int Last = Funnel.Steps.Count - 1;
    private readonly FigureCells cells;

    /// <summary>Counts.</summary>
    /// <param name="ways">Every case.</param>
    /// <param name="splits">The same cases in groups, for each split.</param>
    /// <param name="cells">The counts of the page, to which these belong.</param>
    public FunnelCells(IReadOnlyCollection<CaseWay> ways, IReadOnlyList<(string By, IReadOnlyList<IReadOnlyCollection<CaseWay>> Rows)> splits, FigureCells cells)
    {
        this.cells = cells;
        Count("", ways, ofGroup: false);
        foreach (var end in new[] { "open", "recorded" })
            cells.Count(end, ways.Count(w => w.End == end));
        cells.Sum("rest", ["open", "recorded", At(Last)]);
        for (var step = 0; step < Last; step++)
        {
            var stands = Stands(step).ToList();
            foreach (var end in stands)
                cells.Count(At(step, end), ways.Count(w => w.Step == step && w.End == end));
            cells.Sum(At(step), [.. stands.Select(end => At(step, end))]);
            cells.Derived($"ended:{step}", [.. stands.Where(Ended.Contains).Select(end => At(step, end))]);
        }
        foreach (var end in Ended.Append("open").Append("recorded"))
            cells.Sum(end, [.. Enumerable.Range(0, Last).Where(step => Stands(step).Contains(end)).Select(step => At(step, end))]);
        var places = ways.ToDictionary(way => way.Case.Id, way => new List<string> { At(way.Step), way.Step == Last ? At(Last) : way.End, way.Step == Last ? At(Last) : At(way.Step, way.End) });
        foreach (var (by, rows) in splits)
        {
            foreach (var (place, row) in rows.Index())
            {
                Count(Row(by, place), row, ofGroup: true);
                foreach (var way in row)
                    places[way.Case.Id].Add(Row(by, place) + All);
            }
            foreach (var column in Enumerable.Range(0, Last + 1).Select(step => At(step)).Concat(Ended).Append("rest").Prepend(All))
                cells.Sum(column, [.. Enumerable.Range(0, rows.Count).Select(place => Row(by, place) + column)]);
        }
        cells.Place(places);
    }

    /// <summary>Begin of the names of the counts of a row.</summary>
    public static string Row(string by, int place) => $"{by}:{place}:";

    /// <summary>How many, or null where it is kept back. What can't be is none.</summary>
    public int? this[string cell] => cells[cell];

    /// <summary>How many came at least to a step, where what is shown tells it.</summary>
    public int? Reached(int step, string row = "") =>
        step == 0 ? this[row + All] : Sum(step, Last + 1, row) ?? (this[row + All] - Sum(0, step, row));

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
        var least = cells.LeastIn(row);
        var (steps, ends) = (ways.CountBy(w => w.Step).ToDictionary(), ways.CountBy(w => w.End).ToDictionary());
        cells.Count(row + All, ways.Count);
        for (var step = 0; step <= Last; step++)
            cells.Count(row + At(step), steps.GetValueOrDefault(step));
        foreach (var end in Ended)
            cells.Count(row + end, ends.GetValueOrDefault(end));
        cells.Count(row + "rest", ways.Count - Ended.Sum(ends.GetValueOrDefault));
        cells.Sum(row + All, [.. Enumerable.Range(0, Last + 1).Select(step => row + At(step))], ofGroup);
        for (var from = 1; from <= Last; from++)
            cells.Derived($"{row}from:{from}", [.. Enumerable.Range(from, Last + 1 - from).Select(step => row + At(step))]);
        // A few people at several steps are as few, where rows and totals together tell how many left between two steps.
        for (var from = 0; from < Last; from++)
            for (var to = from + 1; to <= Last; to++)
                if ((ways.Count >= least || (steps.ContainsKey(from) && steps.ContainsKey(to))) && Enumerable.Range(from, to - from + 1).ToList() is var between && between.Sum(steps.GetValueOrDefault) is var few && few > 0 && few < least)
                {
                    cells.Count($"{row}{from}-{to}", few);
                    cells.Sum($"{row}{from}-{to}", [.. between.Select(step => row + At(step))]);
                }
        cells.Sum(row + All, [.. Ended.Append("rest").Select(end => row + end)], ofGroup);
    }
}
