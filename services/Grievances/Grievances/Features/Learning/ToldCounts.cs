namespace Grievances.Features.Learning;

/// <summary>What several sums tell together of counts that are not shown: solved for these, a row with one of them alone has its number.</summary>
internal sealed class ToldCounts
{
    private readonly List<string> names;
    private readonly Dictionary<string, int> place;
    private readonly List<(double[] Row, int Lead)> solved = [];

    /// <summary>Solves.</summary>
    /// <param name="hidden">Counts that are not shown; all others are.</param>
    /// <param name="sums">What adds up to what.</param>
    public ToldCounts(IEnumerable<string> hidden, IEnumerable<CellSum> sums)
    {
        names = [.. hidden];
        place = names.Index().ToDictionary(cell => cell.Item, cell => cell.Index);
        foreach (var sum in sums)
            if (Reduced(RowOf(sum)) is { } told)
                Add(told);
    }

    /// <summary>Counts that are not shown and told all the same.</summary>
    public IEnumerable<string> Told => solved.Where(of => of.Row.Count(IsThere) == 1).Select(of => names[of.Lead]);

    /// <summary>Takes one more sum in, unless with it one that is to be kept back is told.</summary>
    public bool Takes(CellSum sum, IReadOnlySet<string> secret) => Takes(RowOf(sum), secret);

    /// <summary>Shows one more of the counts, unless with it one that is to be kept back is told.</summary>
    public bool Shows(string cell, IReadOnlySet<string> secret) => Takes(RowOf(new CellSum("", [cell])), secret);

    private bool Takes(double[] row, IReadOnlySet<string> secret)
    {
        if (Reduced(row) is not { } told)
            return true;
        if (Tells(told.Row, told.Lead) || solved.Any(of => IsThere(of.Row[told.Lead]) && Tells(Less(of.Row, told), of.Lead)))
            return false;
        Add(told);
        return true;

        bool Tells(double[] of, int lead) => secret.Contains(names[lead]) && of.Count(IsThere) == 1;
    }

    private double[] RowOf(CellSum sum)
    {
        var row = new double[names.Count];
        foreach (var part in sum.Parts.Where(place.ContainsKey))
            row[place[part]] += 1;
        if (place.TryGetValue(sum.Total, out var total))
            row[total] -= 1;
        return row;
    }

    // Null where it is told already.
    private (double[] Row, int Lead)? Reduced(double[] row)
    {
        foreach (var known in solved.Where(known => IsThere(row[known.Lead])))
            row = Less(row, known);
        return Array.FindIndex(row, IsThere) is var lead && lead < 0 ? null : ([.. row.Select(share => share / row[lead])], lead);
    }

    private void Add((double[] Row, int Lead) told)
    {
        for (var at = 0; at < solved.Count; at++)
            if (IsThere(solved[at].Row[told.Lead]))
                solved[at] = (Less(solved[at].Row, told), solved[at].Lead);
        solved.Add(told);
    }

    private static double[] Less(double[] row, (double[] Row, int Lead) of)
    {
        var less = new double[row.Length];
        for (var at = 0; at < row.Length; at++)
            less[at] = row[at] - row[of.Lead] * of.Row[at];
        return less;
    }

    private static bool IsThere(double share) => Math.Abs(share) > 1e-6;
}
