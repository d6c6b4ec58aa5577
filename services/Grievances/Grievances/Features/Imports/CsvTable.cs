using System.Text;

namespace Grievances.Features.Imports;

/// <summary>
/// Reads a table as spreadsheets write it: RFC 4180 with a comma, a semicolon or a tab, whichever the heading holds most of, lines that end
/// as they like, and line breaks within quotes. Cells stay the text they are.
/// </summary>
internal static class CsvTable
{
    private static readonly char[] Delimiters = [',', ';', '\t'];

    /// <summary>The lines that are not blank, the heading first; null where a quote never ends, or something follows it, or a line has too many cells.</summary>
    /// <param name="text">The table.</param>
    /// <param name="mostLines">Reading ends with so many lines.</param>
    /// <param name="mostCells">Most cells of a line.</param>
    public static List<IReadOnlyList<string>>? Read(string text, int mostLines, int mostCells)
    {
        var delimiter = Delimiter(text);
        var (lines, line, cell) = (new List<IReadOnlyList<string>>(), new List<string>(), new StringBuilder());
        var (quoted, closed) = (false, false);
        for (var i = text.StartsWith('\uFEFF') ? 1 : 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[++i]);
                else
                    (quoted, closed) = (false, true);
            }
            else if (lines.Count >= mostLines)
                return lines;
            else if (line.Count >= mostCells)
                return null;
            else if (c == delimiter)
                EndCell();
            else if (c is '\n' or '\r')
                EndLine();
            else if (closed)
                return null;
            else if (c == '"' && cell.Length == 0)
                quoted = true;
            else
                cell.Append(c);
        }
        if (quoted)
            return null;
        EndLine();
        return lines;

        void EndCell()
        {
            line.Add(cell.ToString());
            cell.Clear();
            closed = false;
        }

        void EndLine()
        {
            EndCell();
            if (line.Any(c => !string.IsNullOrWhiteSpace(c)))
                lines.Add(line.ToArray());
            line.Clear();
        }
    }

    private static char Delimiter(string text)
    {
        var (counts, quoted) = (new int[Delimiters.Length], false);
        foreach (var c in text)
        {
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && c is '\n' or '\r' && counts.Any(count => count > 0))
                break;
            else if (!quoted && Array.IndexOf(Delimiters, c) is >= 0 and var at)
                counts[at]++;
        }
        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }
}
