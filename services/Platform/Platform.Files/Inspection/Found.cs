using System.Text;

namespace Platform.Files;

/// <summary>Collects findings while a file is read: bounded, printable, each once. Knows the rules that refuse a file.</summary>
internal sealed class Found
{
    private const int MostFindings = 200;
    private const long MostPixels = 150_000_000;

    private static readonly byte[][] ActiveWords = [.. new[] { "<script", "<html", "<!doctype html", "<?php", "%pdf-" }.Select(Encoding.ASCII.GetBytes)];

    private readonly List<Finding> findings = [];

    public IReadOnlyList<Finding> Findings => findings;

    public int? Width { get; private set; }

    public int? Height { get; private set; }

    public int? Pages { get; set; }

    /// <summary>EXIF's 1 to 8; 1 where nothing is said.</summary>
    public int Orientation { get; set; } = 1;

    public void Add(string code, string? value)
    {
        var shown = Printable(value);
        if (code is FindingCodes.Created or FindingCodes.Modified)
            shown = Dates.Readable(shown);
        if (shown.Length == 0 || findings.Count >= MostFindings || findings.Any(f => f.Code == code && f.Value == shown))
            return;
        findings.Add(new Finding(code, shown));
    }

    public void Add(string code, long count)
    {
        if (count > 0)
            Add(code, count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>What a picture claims to be, from its header; nothing is decoded.</summary>
    public void Pixels(long width, long height)
    {
        if (width * (decimal)height > MostPixels)
            throw new FileRefusedException(FileCodes.PixelFlood);
        if (Width is null || width * height > (long)Width * Height!.Value)
            (Width, Height) = ((int)width, (int)height);
    }

    /// <summary>Metadata that a browser or a PDF reader would take for its own format.</summary>
    public static void RefuseActive(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.IndexOfAny((byte)'<', (byte)'%'); at >= 0;)
        {
            foreach (var word in ActiveWords)
                if (bytes.Length - at >= word.Length && Ascii.EqualsIgnoreCase(bytes.Slice(at, word.Length), word))
                    throw new FileRefusedException(FileCodes.Polyglot);
            var next = bytes[(at + 1)..].IndexOfAny((byte)'<', (byte)'%');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    /// <summary>One line without control, direction or private characters, at most 200 long.</summary>
    public static string Printable(string? value)
    {
        if (value is null)
            return "";
        var line = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            if (line.Length >= 198)
                break;
            switch (Rune.GetUnicodeCategory(rune))
            {
                case System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator:
                    line.Append(' ');
                    break;
                case System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned:
                    break;
                default:
                    line.Append(rune.ToString());
                    break;
            }
        }
        return line.ToString().Trim();
    }
}
