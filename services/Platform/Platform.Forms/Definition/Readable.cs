using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Platform.Forms;

/// <summary>What counts as readable text, and how long it is.</summary>
internal static class Readable
{
    /// <summary>Whether there is nothing to read: blanks, marks of direction, characters without width.</summary>
    public static bool IsBlank([NotNullWhen(false)] string? text) => text is null || text.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    /// <summary>Length as people count: a sign outside the basic plane is one, and so is the line break that forms send as two.</summary>
    public static int Characters(string text) => text.EnumerateRunes().Count(rune => rune.Value != '\r');

    /// <summary>Whether it holds U+0000 or half a character, which can't be stored.</summary>
    public static bool IsUnfit(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\0' || char.IsLowSurrogate(text[at]))
                return true;
            if (char.IsHighSurrogate(text[at]) && (++at == text.Length || !char.IsLowSurrogate(text[at])))
                return true;
        }
        return false;
    }

    /// <summary>Digits of any script as 0 to 9, without marks of direction and outer blanks.</summary>
    public static string WesternDigits(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
                continue;
            if (Rune.IsDigit(rune))
                written.Append((int)Rune.GetNumericValue(rune));
            else
                written.Append(rune.ToString());
        }
        return written.ToString().Trim();
    }

    /// <summary>The string a reader stands on; half a surrogate pair is a fault of the JSON, not of the program.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("Half a character.");
        }
    }
}
