using System.Buffers;
using System.Globalization;
using System.Text;

namespace Grievances.Domain.Waivers;

/// <summary>A word as it is compared, where it stands in the text, and what stands before it.</summary>
/// <param name="Sentence">Number of the sentence.</param>
/// <param name="AfterComma">A comma stands before it.</param>
/// <param name="AfterBreak">A colon, a dash, a bracket or an empty line stands before it: what was denied before isn't any more.</param>
/// <param name="Spaced">Its letters were written apart.</param>
internal readonly record struct FoldedWord(string Text, int Start, int End, int Sentence, bool AfterComma, bool AfterBreak, bool Spaced = false);

/// <summary>
/// A text as words to compare: compatibility forms taken apart (NFKD), marks, vowel signs, tatweel and invisible characters left
/// out, lower case, look-alikes as one letter (<see cref="Lookalikes" />). Apostrophes and hyphens part words, a hyphen at the end
/// of a line joins them; each Chinese character is a word, with or without space between;
/// letters written apart are one word. Every word knows its old position.
/// </summary>
internal sealed class FoldedText
{
    /// <summary>Fewer single letters in a row are words or initials.</summary>
    private const int FewestSpaced = 4;

    private const char Tatweel = 'ـ';
    private const char Hamza = 'ء';

    /// <summary>Raised commas that Unicode counts among the letters.</summary>
    private const char ApostropheLetters = '\u02b9';
    private const char LastApostropheLetter = '\u02cf';

    /// <summary>Words before a point that ends no sentence.</summary>
    private static readonly HashSet<string> Abbreviations =
        [..
            "art no nos inc ltd co corp mr mrs ms dr para sec cl sr sra srta num apdo ud uds mme mlle al ст пп гр руб ооо"
                .Split(' ').Select(word => string.Concat(word.Select(Lookalikes.Fold)))];

    private static readonly SearchValues<char> Ends = SearchValues.Create("!?;。؟؛۔｡");
    private static readonly SearchValues<char> Commas = SearchValues.Create(",،、");
    private static readonly SearchValues<char> Breaks = SearchValues.Create(":()[]{}—–―•");

    private readonly StringBuilder word = new();
    private readonly List<FoldedWord> words = [];
    private int start;
    private int end;
    private int sentence;
    private int lineBreaks;
    private bool comma;
    private bool parted;
    private bool hyphen;
    private bool hyphenAtLineEnd;
    private bool point;

    public FoldedText(string text)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.Value == 0xFFFD ? 1 : rune.Utf16SequenceLength;
            Take(rune, at, at + length);
            at += length;
        }

        Close();
        JoinSpaced(text);
    }

    /// <summary>The words in order.</summary>
    public IReadOnlyList<FoldedWord> Words => words;

    private void Take(Rune rune, int from, int to)
    {
        if (rune.Value is >= 'a' and <= 'z')
        {
            Letter((char)rune.Value, from, to);
            return;
        }

        if (Silent(rune) || rune.Value == Hamza || (rune.Value & 0xFFFE) == 0xFFFE)
            return;
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Silent(part))
                continue;
            if (part.IsBmp && Rune.IsLetterOrDigit(part) && part.Value is not (>= ApostropheLetters and <= LastApostropheLetter))
                Letter(Lookalikes.Fold(char.ToLowerInvariant((char)part.Value)), from, to);
            else
                Sign(part.IsBmp ? (char)part.Value : ' ');
        }
    }

    private void Letter(char letter, int from, int to)
    {
        var ends = point && Han(letter);
        if (word.Length > 0 && !hyphenAtLineEnd && (hyphen || point || Han(letter)))
            Close();
        if (ends)
            EndSentence();
        if (word.Length == 0)
        {
            start = from;
            parted |= lineBreaks > 1;
        }

        hyphen = hyphenAtLineEnd = false;
        lineBreaks = 0;
        word.Append(letter);
        end = to;
        if (Han(letter))
            Close();
    }

    private void Sign(char sign)
    {
        if (char.IsWhiteSpace(sign))
        {
            Pause();
            if (sign is not ('\n' or '\u2028' or '\u2029'))
                return;
            lineBreaks++;
            hyphenAtLineEnd = hyphen;
        }
        else if (sign is '-' or '\u2010' or '\u2011')
        {
            if (point)
                Pause();
            hyphen = word.Length > 0;
            parted |= !hyphen;
        }
        else if (sign == '.' && word.Length > 0)
        {
            point = true;
        }
        else
        {
            Pause();
            Close();
            if (sign == '.' || Ends.Contains(sign))
                EndSentence();
            comma |= Commas.Contains(sign);
            parted |= Breaks.Contains(sign);
        }
    }

    /// <summary>Something that is no letter: the word is over unless it goes on behind a hyphen, the sentence where a point stood.</summary>
    private void Pause()
    {
        var ends = point && word.Length > 1 && !Abbreviations.Contains(word.ToString());
        if (!hyphen)
            Close();
        if (ends)
            EndSentence();
    }

    private void EndSentence()
    {
        Close();
        sentence++;
        comma = parted = false;
    }

    private void Close()
    {
        hyphen = hyphenAtLineEnd = point = false;
        if (word.Length == 0)
            return;
        words.Add(new(word.ToString(), start, end, sentence, comma, parted));
        word.Clear();
        comma = parted = false;
    }

    /// <summary>Letters written apart ("w a i v e", "w.a.i.v.e") are one word again: four or more in a row with no more than one sign between.</summary>
    private void JoinSpaced(string text)
    {
        var kept = 0;
        for (var at = 0; at < words.Count;)
        {
            var after = at + 1;
            while (after < words.Count && Spaced(text, words[after - 1], words[after]))
                after++;
            words[kept++] = after - at < FewestSpaced ? words[at]
                : words[at] with { Text = string.Concat(words[at..after].Select(letter => letter.Text)), End = words[after - 1].End, Spaced = true };
            at += after - at < FewestSpaced ? 1 : after - at;
        }

        words.RemoveRange(kept, words.Count - kept);
    }

    private static bool Spaced(string text, FoldedWord one, FoldedWord next)
    {
        if (one.Text.Length > 1 || next.Text.Length > 1 || !Alone(one.Text[0]) || !Alone(next.Text[0]) || one.Sentence != next.Sentence || next.AfterComma)
            return false;
        var signs = 0;
        foreach (var rune in text.AsSpan(one.End, next.Start - one.End).EnumerateRunes())
        {
            if (Silent(rune))
                continue;
            if (signs++ > 0 || !(Rune.IsWhiteSpace(rune) || rune.Value is '.' or '-' or '_' or '*' or '·' or '/'))
                return false;
        }

        return signs > 0;
    }

    private static bool Alone(char letter) => char.IsLetter(letter) && !Han(letter);

    private static bool Silent(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark || rune.Value == Tatweel;

    private static bool Han(char letter) => letter is >= '\u3400' and <= '\u9fff' or >= '\uf900' and <= '\ufaff';
}
