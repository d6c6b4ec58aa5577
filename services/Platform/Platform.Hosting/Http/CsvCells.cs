namespace Platform.Hosting.Http;

/// <summary>
/// Lines of a table for spreadsheets. A cell that a spreadsheet would take for a formula is given an apostrophe, so that it stays the text
/// it is: whoever opens the file runs nothing that somebody else wrote.
/// </summary>
public static class CsvCells
{
    // Spreadsheets read the full-width signs of Chinese and Japanese keyboards as they read the narrow ones.
    private const string Begins = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create(",\"\r\n\t;");

    /// <summary>One line, with the line end of RFC 4180.</summary>
    public static string Line(params IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>One cell.</summary>
    public static string Cell(string? text)
    {
        var inert = string.IsNullOrEmpty(text) ? "" : Begins.Contains(text[0]) ? "'" + text : text;
        return inert.AsSpan().ContainsAny(Quoted) ? $"\"{inert.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : inert;
    }
}
