using System.Text;

namespace Grievances.Features.Mailbox;

/// <summary>Texts of people on pages that have to stay small: how much room one takes there, and how it is cut between words.</summary>
public static class LongText
{
    // A word or address longer than this is cut within.
    private const int LongestWord = 200;

    /// <summary>Bytes a text takes on a page.</summary>
    public static int Weight(string text) => text.EnumerateRunes().Sum(Weight);

    /// <summary>The text in parts of at most so many bytes, as a page holds them; the whole as one where it fits.</summary>
    public static IReadOnlyList<string> Parts(string text, int most)
    {
        var parts = new List<string>();
        var start = 0;
        while (start < text.Length || parts.Count == 0)
        {
            var end = EndOf(text, start, most);
            parts.Add(text[start..end]);
            start = end;
        }
        return parts;
    }

    private static int EndOf(string text, int start, int most)
    {
        var (end, weight, gap) = (start, 0, -1);
        foreach (var rune in text.AsSpan(start).EnumerateRunes())
        {
            if (end > start && weight + Weight(rune) > most)
                return gap > start && end - gap < LongestWord ? gap : end;
            (end, weight) = (end + rune.Utf16SequenceLength, weight + Weight(rune));
            if (Rune.IsWhiteSpace(rune))
                gap = end;
        }
        return text.Length;
    }

    // As the page's encoder writes it.
    private static int Weight(Rune rune) => rune.Value switch
    {
        '<' or '>' => 4,
        '&' => 5,
        '"' or '\'' or '+' or '`' => 6,
        > 0xFFFF => 9,
        _ => rune.Utf8SequenceLength,
    };
}
