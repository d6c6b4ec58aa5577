using System.Buffers;
using System.Globalization;
using System.Text;

namespace Grievances.Domain.Waivers;

/// <summary>A word as it is compared, where it stands in the text, and what stands before it.</summary>
/// <param name="Sentence">Number of the sentence.</param>
/// <param name="AfterComma">A comma stands before it.</param>
/// <param name="AfterBreak">A colon, a dash, a bracket or an empty line stands before it: what was denied before isn't any more.</param>
internal readonly record struct FoldedWord(string Text, int Start, int End, int Sentence, bool AfterComma, bool AfterBreak);

/// <summary>
/// A text as words to compare: compatibility forms taken apart (NFKD), marks, vowel signs, tatweel and invisible characters left
/// out, lower case, look-alikes as one letter (<see cref="Lookalikes" />). Apostrophes and hyphens part words, a hyphen at the end
/// of a line joins them; each Chinese character is a word, with or without space between. Every word knows its old position.
/// </summary>
internal sealed class FoldedText
{
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

    private static bool Silent(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark || rune.Value == Tatweel;

    private static bool Han(char letter) => letter is >= '\u3400' and <= '\u9fff' or >= '\uf900' and <= '\ufaff';
}
