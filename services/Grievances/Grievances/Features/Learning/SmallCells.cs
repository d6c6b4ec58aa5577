namespace Grievances.Features.Learning;

/// <summary>
/// Keeps small counts of people back in a table whose columns have totals: one to nine, and zero where the column holds anybody. Where one cell of a row or of
/// a column alone is kept back it could be worked out, so the smallest of the others goes with it.
/// </summary>
public static class SmallCells
{
    /// <summary>Smallest count that is shown.</summary>
    public const int Least = 10;

    /// <summary>The table as it may be shown; null is kept back.</summary>
    public static int?[][] Protect(IReadOnlyList<int[]> rows)
    {
        if (rows.Count == 0)
            return [];
        var width = rows[0].Length;
        var empty = Enumerable.Range(0, width).Select(column => rows.All(row => row[column] == 0)).ToArray();
        var shown = rows.Select(row => row.Select((count, column) => count >= Least || empty[column] ? count : (int?)null).ToArray()).ToArray();
        while (Rows(shown).Concat(Columns(shown, width)).FirstOrDefault(line => line.Count(cell => shown[cell.Row][cell.Column] is null) == 1 && line.Any(Shown)) is { } told)
        {
            var smallest = told.Where(Shown).MinBy(cell => shown[cell.Row][cell.Column]);
            shown[smallest.Row][smallest.Column] = null;
        }
        return shown;

        // A column without anybody tells nothing of anybody.
        bool Shown((int Row, int Column) cell) => shown[cell.Row][cell.Column] is not null && !empty[cell.Column];
    }

    private static IEnumerable<List<(int Row, int Column)>> Rows(int?[][] table) => Enumerable.Range(0, table.Length).Select(row => Enumerable.Range(0, table[row].Length).Select(column => (row, column)).ToList());

    private static IEnumerable<List<(int Row, int Column)>> Columns(int?[][] table, int width) => Enumerable.Range(0, width).Select(column => Enumerable.Range(0, table.Length).Select(row => (row, column)).ToList());
}
