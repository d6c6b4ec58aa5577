using System.Globalization;

namespace Platform.Ui.Charts;

/// <summary>
/// How much room words need. The server can't measure a reader's font, so every width is a generous guess in pixels:
/// a label that is given too much room is a small loss, one that is cut can't be read.
/// </summary>
internal static class LabelSpace
{
    /// <summary>The drawing's width on a screen of 320 pixels.</summary>
    public const decimal Narrow = 272;

    /// <summary>The drawing's width on the narrowest screen that the stylesheet shows minor labels on.</summary>
    public const decimal Wide = 480;

    /// <summary>Lines a label may take; what is longer is shortened and stands in full in the title and the table.</summary>
    public const int MostLines = 3;

    private const decimal Gap = 8;
    private const string Narrowest = " .,:;'’|!()[]-ijlftrI";

    public static decimal Width(string text) => text.Sum(Width);

    /// <summary>The lines a label takes on a narrow screen, broken between words as a browser breaks them.</summary>
    public static int Lines(string label)
    {
        var lines = 1;
        decimal used = 0;
        foreach (var word in label.Split(' '))
        {
            var width = Width(word);
            var joined = used == 0 ? width : used + Width(' ') + width;
            if (joined <= Narrow)
            {
                used = joined;
                continue;
            }

            // A word wider than the drawing is broken inside; CJK text has no spaces at all.
            lines += (used == 0 ? 0 : 1) + (int)(width / Narrow);
            used = width % Narrow;
        }

        return Math.Min(lines, MostLines);
    }

    /// <summary>The text, or as much of its beginning as fits with an ellipsis.</summary>
    public static string Shorten(string text, decimal room)
    {
        if (Width(text) <= room)
        {
            return text;
        }

        decimal used = Width('…');
        var kept = "";
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && (used += Width(elements.GetTextElement())) <= room)
        {
            kept += elements.GetTextElement();
        }

        return kept.TrimEnd() + "…";
    }

    /// <summary>Every how many columns of a drawing one label can stand without touching the next.</summary>
    public static int Stride(IReadOnlyCollection<string> labels, decimal drawing) =>
        Math.Max(1, (int)Math.Ceiling((Widest(labels) + Gap) * labels.Count / drawing));

    public static decimal Widest(IEnumerable<string> texts) => texts.Select(Width).DefaultIfEmpty().Max();

    private static decimal Width(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format ? 0
        : letter >= '\u2e80' ? 13.5m
        : Narrowest.Contains(letter, StringComparison.Ordinal) ? 5
        : letter is 'm' or 'w' or 'M' or 'W' || char.IsUpper(letter) || letter is >= '\u0400' and < '\u0530' ? 9
        : 7.6m;
}
