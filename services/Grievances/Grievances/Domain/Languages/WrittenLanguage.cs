using System.Text;

namespace Grievances.Domain.Languages;

/// <summary>
/// Whether a text is written in another language than its tag says. Whoever complained has to be able to read what was decided and why (UN Guiding
/// Principle 31 b and its commentary), and a tag alone doesn't show that they can.
/// </summary>
/// <remarks>
/// <para>Method: first the script, then the small words (articles, pronouns, prepositions) that every text of some length has and that another
/// language doesn't. It says yes only where that is plain: nine tenths of the letters are of another script, or words of another language stand in it and
/// hardly one of its own. Names, quotes, short texts and tags of languages without a list here are never called another language.</para>
/// <para>Limits: closely related languages without a list (Catalan, Bulgarian) pass or count as their neighbour; a text in two languages passes.</para>
/// </remarks>
public static class WrittenLanguage
{
    /// <summary>Fewer letters say nothing. A Chinese or Japanese character counts three.</summary>
    public const int FewestLetters = 40;

    private const int FewestWords = 5;
    private const int FewestSmallWords = 3;
    private const int LettersOfCharacter = 3;

    private enum Script
    {
        Latin,
        Cyrillic,
        Arabic,
        Han,
        Kana,
    }

    private static readonly Lazy<Dictionary<string, (Script Script, HashSet<string> Small)>> Languages = new(() => new()
    {
        ["ar"] = (Script.Arabic, Set(SmallWords.Arabic)), ["fa"] = (Script.Arabic, Set(SmallWords.Persian)), ["ur"] = (Script.Arabic, Set(SmallWords.Urdu)),
        ["de"] = (Script.Latin, Set(SmallWords.German)), ["en"] = (Script.Latin, Set(SmallWords.English)), ["es"] = (Script.Latin, Set(SmallWords.Spanish)),
        ["fr"] = (Script.Latin, Set(SmallWords.French)), ["it"] = (Script.Latin, Set(SmallWords.Italian)), ["nl"] = (Script.Latin, Set(SmallWords.Dutch)),
        ["pt"] = (Script.Latin, Set(SmallWords.Portuguese)),
        ["ru"] = (Script.Cyrillic, Set(SmallWords.Russian)), ["uk"] = (Script.Cyrillic, Set(SmallWords.Ukrainian)),
        ["ja"] = (Script.Kana, []), ["zh"] = (Script.Han, []),
    });

    /// <summary>Whether the text is plainly not in the language of the tag.</summary>
    public static bool IsAnother(string? text, string tag)
    {
        var primary = tag.Split('-')[0].ToLowerInvariant();
        if (string.IsNullOrWhiteSpace(text) || !Languages.Value.TryGetValue(primary, out var own))
            return false;
        var (words, scripts) = Read(text);
        var letters = scripts.Sum();
        if (letters < FewestLetters)
            return false;
        // Japanese writes with both; without kana it is Chinese, or too little to tell.
        var (kana, han) = (scripts[(int)Script.Kana], scripts[(int)Script.Han]);
        var mine = own.Script is Script.Kana ? kana + han : scripts[(int)own.Script];
        if (own.Script is Script.Han && 8 * kana > letters)
            return true;
        if (10 * mine <= letters)
            return words.Count >= FewestWords || 10 * (kana + han) >= 9 * letters;
        return own.Small.Count > 0 && 10 * mine >= 9 * letters
            && Languages.Value.Any(other => other.Key != primary && other.Value.Script == own.Script && Outweighs(words, other.Value.Small, own.Small));
    }

    /// <summary>Small words of the one alone against small words of the other alone.</summary>
    private static bool Outweighs(List<string> words, HashSet<string> other, HashSet<string> own)
    {
        var theirs = words.Count(word => other.Contains(word) && !own.Contains(word));
        var ours = words.Count(word => own.Contains(word) && !other.Contains(word));
        return theirs >= FewestSmallWords && theirs >= 5 * ours && 8 * theirs >= words.Count;
    }

    private static (List<string> Words, int[] Letters) Read(string text)
    {
        var (words, letters, word) = (new List<string>(), new int[5], new StringBuilder());
        // What is no character at all can't be normalised.
        foreach (var rune in string.Concat(text.EnumerateRunes().Where(rune => (rune.Value & 0xFFFE) != 0xFFFE)).Normalize().EnumerateRunes())
        {
            if (ScriptOf(rune) is not { } script || !Rune.IsLetter(rune))
            {
                // Vowel signs, soft hyphens and the like are within the word.
                if (Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Format))
                    Close();
                continue;
            }

            letters[(int)script] += script is Script.Han or Script.Kana ? LettersOfCharacter : 1;
            if (script is Script.Han or Script.Kana)
                Close();
            else
                word.Append(Rune.ToLowerInvariant(rune));
        }

        Close();
        return (words, letters);

        void Close()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    private static Script? ScriptOf(Rune rune) => rune.Value switch
    {
        < 0x250 or (>= 0x1e00 and <= 0x1eff) => Script.Latin,
        >= 0x400 and <= 0x52f => Script.Cyrillic,
        (>= 0x600 and <= 0x6ff) or (>= 0x750 and <= 0x77f) or (>= 0xfb50 and <= 0xfdff) or (>= 0xfe70 and <= 0xfeff) => Script.Arabic,
        (>= 0x3400 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3134f) => Script.Han,
        >= 0x3040 and <= 0x30ff => Script.Kana,
        _ => null,
    };

    private static HashSet<string> Set(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
