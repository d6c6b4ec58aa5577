using Platform.Contracts;

namespace Transparency.Domain;

/// <summary>
/// The rule that stands between a count of people and the public: one to nine are kept back, everything else is rounded to
/// five. A total is rounded from the raw count and never summed from its parts. A zero in a table tells something too and is
/// kept back under a total below thirty. A table from which a kept-back cell could be recomputed is kept back whole.
/// </summary>
/// <remarks>
/// It guards what is published together. It does not guard what can be learned by comparing months, or the public page on two
/// days, with one another; the method section of the pages says so.
/// </remarks>
public static class DisclosureControl
{
    /// <summary>Name of the rule, carried by each published figure: version, threshold, base of rounding.</summary>
    public const string Rule = "sdc-1/k10/b5";

    /// <summary>Smallest count, beside zero, that is shown.</summary>
    public const long Threshold = 10;

    /// <summary>Smallest published total under which a zero is shown.</summary>
    public const long ZeroThreshold = 3 * Threshold;

    // Of two cells under a total, one tells the other too well even where both are kept back.
    private const int FewestCells = 3;

    private const long Base = 5;

    /// <summary>What may be published of a raw count that stands for itself, as a total does.</summary>
    public static Figure Protect(long count) => count switch
    {
        < 0 => throw new ArgumentOutOfRangeException(nameof(count), "A count of people is never negative."),
        0 => Shown(0),
        < Threshold => Suppressed,
        _ => Shown((count + Base / 2) / Base * Base),
    };

    /// <summary>Protects a total together with the tables that break it down; each is checked against all of them.</summary>
    public static ProtectedTotal Protect(long total, params IReadOnlyList<Breakdown> breakdowns)
    {
        foreach (var breakdown in breakdowns)
            ArgumentOutOfRangeException.ThrowIfLessThan(breakdown.Grid.Count, FewestCells, nameof(breakdowns));
        var shown = Protect(total);
        var tables = breakdowns.Select(b => new ProtectedTable(b.Grid, [.. b.Grid.Select(cell => Cell(b.Counts.GetValueOrDefault(cell), shown))], b.Overlapping)).ToArray();
        for (var i = 0; i < tables.Length; i++)
        {
            // A count outside the grid would make the check below believe a sum that is none.
            if (!breakdowns[i].Overlapping && breakdowns[i].Grid.Sum(cell => breakdowns[i].Counts.GetValueOrDefault(cell)) != total)
                tables[i] = Withhold(tables[i]);
        }
        while (Inference.Unsafe(shown, tables) is { Count: > 0 } found)
            foreach (var table in found)
                tables[Array.IndexOf(tables, table)] = Withhold(table);
        return new ProtectedTotal(shown, [.. tables.Select(t => t.Grid.Zip(t.Cells).ToDictionary(pair => pair.First, pair => pair.Second))]);
    }

    /// <summary>Whether a published total lets the zeros of its tables be seen.</summary>
    internal static bool ShowsZeros(Figure total) => total.Value is 0 or >= ZeroThreshold;

    private static Figure Suppressed { get; } = new(null, Figure.Suppressed, Rule);

    private static Figure Shown(long value) => new(value, Figure.Shown, Rule);

    private static Figure Cell(long count, Figure total) => count == 0 && !ShowsZeros(total) ? Suppressed : Protect(count);

    private static ProtectedTable Withhold(ProtectedTable table) => table with { Cells = [.. table.Cells.Select(_ => Suppressed)], Withheld = true };
}

/// <summary>Raw counts by cell of a fixed grid, under a total.</summary>
/// <param name="Grid">The cells, three at least; one that nobody counted is zero.</param>
/// <param name="Counts">The raw counts.</param>
/// <param name="Overlapping">Whether a case may stand in several cells, but stands in one at least.</param>
public sealed record Breakdown(IReadOnlyList<string> Grid, IReadOnlyDictionary<string, long> Counts, bool Overlapping = false);

/// <summary>What may be published of a total and its breakdowns, in their order.</summary>
public sealed record ProtectedTotal(Figure Total, IReadOnlyList<IReadOnlyDictionary<string, Figure>> Tables);

/// <summary>A published figure.</summary>
/// <param name="Value">The rounded number, or null where it is kept back.</param>
/// <param name="Status">shown or suppressed.</param>
/// <param name="Rule">The rule that made it.</param>
public sealed record Figure(long? Value, [Public] string Status, [Public] string Rule)
{
    public const string Shown = "shown";
    public const string Suppressed = "suppressed";
}
