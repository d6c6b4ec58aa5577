using System.Buffers;
using System.Text;

namespace Grievances.Domain.Languages;

/// <summary>
/// Whether a text is written in another language than its tag says. Whoever complained has to be able to read what was decided and why (UN Guiding
/// Principle 31 b and its commentary), and a tag alone doesn't show that they can.
/// </summary>
/// <remarks>
/// <para>Method: first the script. Where hardly a letter is of one the language is written in, it is another language, however short the text, from four letters on;
/// names and quotes in another script within it are fine, and addresses and code aren't read. Then, within a script, letters the language doesn't have, and the small words
/// (articles, pronouns, prepositions) that every text of some length has and another language doesn't: words of another language stand in it and hardly one of
/// its own, or it is long and has none of them.</para>
/// <para>Limits: names alone in the right script, two or three words without a small one, closely related languages without a list (Catalan) and a text in
/// two languages pass. A tag of a language without a list, or with a short one, is never called wrong.</para>
/// </remarks>
public static class WrittenLanguage
{
    /// <summary>Fewer letters say nothing. A Chinese or Japanese character counts three.</summary>
    public const int FewestLetters = 4;

    /// <summary>Letters from which on other small words beside a few of its own tell: shorter, there may be none of its own.</summary>
    private const int FewestOfText = 40;

    private const int FewestWords = 3;
    private const int FewestSmallWords = 3;
    private const int FewestOfShort = 2;
    private const int LettersOfCharacter = 3;

    /// <summary>Different words that begin in lower case, so no names, in which every language with a list has a small one.</summary>
    private const int FewestWithoutOwn = 9;

    private enum Script
    {
        Latin,
        Cyrillic,
        Arabic,
        Han,
        Kana,
        Other,
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

    // Lists too short to say of a text in one of these that it isn't: a tag of theirs is never called wrong.
    private static readonly Lazy<Dictionary<string, (Script Script, HashSet<string> Small)>> Beside = new(() => new()
    {
        ["bg"] = (Script.Cyrillic, Set(SmallWords.Bulgarian)), ["sw"] = (Script.Latin, Set(SmallWords.Swahili)), ["tr"] = (Script.Latin, Set(SmallWords.Turkish)),
    });

    private static readonly SearchValues<char> Code = SearchValues.Create("@<>={}\\_|");

    // Letters that stand in nearly every line of its neighbours and in none of its own.
    private static readonly Dictionary<string, SearchValues<char>> Foreign = new()
    {
        ["ar"] = SearchValues.Create("پچژگٹڈڑںے"), ["ru"] = SearchValues.Create("іїєґўјљњћђџәғқңөұүһ"), ["uk"] = SearchValues.Create("ыэъёўјљњћђџәғқңөұүһ"),
    };

    /// <summary>Whether the text is plainly not in the language of the tag.</summary>
    public static bool IsAnother(string? text, string tag)
    {
        var parts = tag.Split('-');
        var primary = parts[0].ToLowerInvariant();
        if (string.IsNullOrWhiteSpace(text) || !Languages.Value.TryGetValue(primary, out var own))
            return false;
        // Arabic or Russian in Latin letters, where the tag says so.
        if (own.Script is not Script.Latin && parts.Contains("Latn", StringComparer.OrdinalIgnoreCase))
            return false;
        var (words, lowercase, scripts) = Read(text);
        var letters = scripts.Sum();
        if (letters < FewestLetters)
            return false;
        // Japanese writes with both; without kana it is Chinese, or too little to tell.
        var (kana, han) = (scripts[(int)Script.Kana], scripts[(int)Script.Han]);
        var mine = own.Script is Script.Kana ? kana + han : scripts[(int)own.Script];
        if (own.Script is Script.Han && 8 * kana > letters)
            return true;
        if (10 * mine <= letters)
            return true;
        if (own.Small.Count == 0 || 10 * mine < 9 * letters)
            return false;
        if (Foreign.TryGetValue(primary, out var foreign) && words.Count(word => word.AsSpan().ContainsAny(foreign)) is > 1 and var strange && 4 * strange >= words.Count)
            return true;
        return Languages.Value.Concat(Beside.Value).Any(other => other.Key != primary && other.Value.Script == own.Script && Outweighs(words, letters, other.Value.Small, own.Small))
            || (own.Script is Script.Latin && lowercase.Count >= FewestWithoutOwn && !words.Exists(word => own.Small.Contains(word)));
    }

    /// <summary>Small words of the one alone against small words of the other alone.</summary>
    private static bool Outweighs(List<string> words, int letters, HashSet<string> other, HashSet<string> own)
    {
        var theirs = words.Where(word => other.Contains(word) && !own.Contains(word)).ToList();
        var ours = words.Count(word => own.Contains(word) && !other.Contains(word));
        return (letters >= FewestOfText && theirs.Count >= FewestSmallWords && theirs.Count >= 5 * ours && 8 * theirs.Count >= words.Count)
            || (ours == 0 && words.Count >= FewestWords && theirs.Distinct().Count() >= FewestOfShort && 3 * theirs.Count >= words.Count);
    }

    private static (List<string> Words, HashSet<string> Lowercase, int[] Letters) Read(string text)
    {
        var (words, lowercase, letters, word) = (new List<string>(), new HashSet<string>(), new int[6], new StringBuilder());
        // What is no character at all can't be normalised.
        foreach (var rune in string.Concat(WithoutCode(text).EnumerateRunes().Where(rune => (rune.Value & 0xFFFE) != 0xFFFE)).Normalize().EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
            {
                // Vowel signs, soft hyphens and the like are within the word.
                if (Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Format))
                    Close();
                continue;
            }

            var script = ScriptOf(rune);
            letters[(int)script] += script is Script.Han or Script.Kana ? LettersOfCharacter : 1;
            if (script is Script.Han or Script.Kana)
                Close();
            else
                word.Append(rune);
        }

        Close();
        return (words, lowercase, letters);

        void Close()
        {
            if (word.Length == 0)
                return;
            var written = word.ToString();
            if (Rune.IsLower(Rune.GetRuneAt(written, 0)))
                lowercase.Add(written);
            words.Add(written.ToLowerInvariant());
            word.Clear();
        }
    }

    private static Script ScriptOf(Rune rune) => rune.Value switch
    {
        < 0x250 or (>= 0x1e00 and <= 0x1eff) => Script.Latin,
        >= 0x400 and <= 0x52f => Script.Cyrillic,
        (>= 0x600 and <= 0x6ff) or (>= 0x750 and <= 0x77f) or (>= 0xfb50 and <= 0xfdff) or (>= 0xfe70 and <= 0xfeff) => Script.Arabic,
        (>= 0x3400 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3134f) => Script.Han,
        >= 0x3040 and <= 0x30ff => Script.Kana,
        _ => Script.Other,
    };

    // Web and mail addresses, and what is code, are in no language.
    private static string WithoutCode(string text) => string.Join(' ', text.Split((char[]?)null).Where(part => !part.AsSpan().ContainsAny(Code) && !part.Contains("://", StringComparison.Ordinal)));

    private static HashSet<string> Set(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
