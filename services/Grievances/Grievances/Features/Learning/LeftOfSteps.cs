namespace Grievances.Features.Learning;

/// <summary>
/// Keeps more of a split back where the rows that are shown, taken off all who came to a step, would leave a few people: however many rows and steps these
/// are in, they are few.
/// </summary>
internal static class LeftOfSteps
{
    /// <summary>The rows, with the smallest that is shown at such a step kept back too, and with it the steps beside that hold as many: between them it would be told.</summary>
    /// <param name="rows">Rows of a split.</param>
    /// <param name="all">How many came to each step in all, or null where that is kept back.</param>
    /// <param name="least">Smallest count of people that is shown.</param>
    public static IReadOnlyList<FunnelRow> KeptBack(IReadOnlyList<FunnelRow> rows, IReadOnlyList<int?> all, int least)
    {
        var cases = rows.Select(row => row.Cases.ToArray()).ToList();
        for (var step = 0; step < all.Count; step++)
            if (all[step] is { } total && cases.Exists(row => row[step] is null) && total - cases.Sum(row => row[step] ?? 0) is var left && left > 0 && left < least
                && cases.Where(row => row[step] > 0).MinBy(row => row[step]) is { } smallest)
                Hide(smallest, step);
        return [.. rows.Zip(cases, (row, shown) => row with { Cases = shown, MedianDays = [.. row.MedianDays.Select((days, step) => shown[step] is null ? null : days)] })];
    }

    private static void Hide(int?[] row, int step)
    {
        var people = row[step];
        var (first, last) = (step, step);
        while (first > 0 && row[first - 1] == people)
            first--;
        while (last + 1 < row.Length && row[last + 1] == people)
            last++;
        Array.Fill(row, null, first, last - first + 1);
    }
}
