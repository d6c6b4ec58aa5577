namespace Transparency.Domain;

/// <summary>
/// What a reader can compute from the tables of one total: for each kept-back cell, the values it can still have given all that
/// is shown. The only thing the tables share is the total, and each constrains it by a sum of intervals, so these bounds are
/// exact.
/// </summary>
internal static class Inference
{
    /// <summary>A kept-back number has to leave so many values possible.</summary>
    public const int FewestValues = 5;

    /// <summary>Tables that must not be published beside the others: a cell of theirs, or the total, is known too well.</summary>
    public static IReadOnlyList<ProtectedTable> Unsafe(Figure total, IReadOnlyList<ProtectedTable> tables)
    {
        var open = tables.Where(t => !t.Withheld).ToList();
        var zeros = DisclosureControl.ShowsZeros(total);
        var sum = open.Aggregate(Of(total, zeros: true), (known, table) => Narrow(known, table, zeros));
        return total.Value is null && sum.Values < FewestValues ? open : [.. open.Where(t => IsKnown(t, sum, zeros))];
    }

    private static Interval Narrow(Interval total, ProtectedTable table, bool zeros)
    {
        var cells = table.Cells.Select(c => Of(c, zeros)).ToList();
        var least = table.Overlapping ? cells.Max(c => c.Low) : cells.Sum(c => c.Low);
        return new Interval(Math.Max(total.Low, least), Math.Min(total.High, cells.Sum(c => c.High)));
    }

    private static bool IsKnown(ProtectedTable table, Interval total, bool zeros)
    {
        var cells = table.Cells.Select(c => Of(c, zeros)).ToList();
        var (low, high) = (cells.Sum(c => c.Low), cells.Sum(c => c.High));
        return table.Cells.Zip(cells).Where(pair => pair.First.Value is null).Select(pair => pair.Second).Any(cell =>
        {
            var least = Math.Max(cell.Low, total.Low - (high - cell.High));
            var most = Math.Min(cell.High, table.Overlapping ? total.High : total.High - (low - cell.Low));
            return new Interval(least, most).Values < FewestValues;
        });
    }

    /// <summary>Raw counts that are published as this figure.</summary>
    private static Interval Of(Figure figure, bool zeros) => figure.Value switch
    {
        null => new Interval(zeros ? 1 : 0, DisclosureControl.Threshold - 1),
        0 => new Interval(0, 0),
        { } value => new Interval(Math.Max(DisclosureControl.Threshold, value - 2), value + 2),
    };

    private readonly record struct Interval(long Low, long High)
    {
        public long Values => High - Low + 1;
    }
}

/// <summary>A table on its way to be published.</summary>
internal sealed record ProtectedTable(IReadOnlyList<string> Grid, IReadOnlyList<Figure> Cells, bool Overlapping, bool Withheld = false);
