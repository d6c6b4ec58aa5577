using System.Text;
using Platform.Hosting.Http;

namespace Grievances.Features.Talk;

/// <summary>
/// A text in which passages are marked with ⟦ and ⟧, or as they are typed with [[ and ]], to be hidden from others. Each passage becomes a bar of one length, whatever it held: nothing
/// can be told from how long it is. Marks within marks hide the whole; a mark that is never closed hides nothing and is refused.
/// </summary>
/// <param name="Plain">The text without marks.</param>
/// <param name="Masked">The text with bars.</param>
/// <param name="Hidden">How many passages were hidden.</param>
public sealed record MaskedText(string Plain, string Masked, int Hidden)
{
    /// <summary>What was hidden, in order.</summary>
    private IReadOnlyList<string> Passages { get; init; } = [];

    /// <summary>Begins a passage.</summary>
    public const char Open = '⟦';

    /// <summary>Ends one.</summary>
    public const char Close = '⟧';

    /// <summary>What stands in place of a passage.</summary>
    public const string Bar = "█████";

    /// <summary>Reads a marked text.</summary>
    public static Outcome<MaskedText> Read(string marked)
    {
        var (text, plain, masked) = (Lines(marked), new StringBuilder(), new StringBuilder());
        var (depth, held, passages) = (0, new StringBuilder(), new List<string>());
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at];
            if (sign is not (Open or Close))
            {
                plain.Append(sign);
                if (depth == 0)
                    masked.Append(sign);
                else
                    held.Append(sign);
                continue;
            }
            // Half a character can't be hidden: what is left of it would be no text.
            if (at > 0 && char.IsHighSurrogate(text[at - 1]))
                return Refusal.Conflict(Unbalanced);
            depth += sign is Open ? 1 : -1;
            if (depth < 0)
                return Refusal.Conflict(Unbalanced);
            if (depth > 0 || held.Length == 0)
                continue;
            masked.Append(Bar);
            passages.Add(held.ToString());
            held.Clear();
        }
        return depth == 0 ? new MaskedText(plain.ToString(), masked.ToString(), passages.Count) { Passages = passages } : Refusal.Conflict(Unbalanced);
    }

    /// <summary>The marked copy of an original, where nothing but marks was added. Marks that somebody wrote themselves hide nothing of the comparison.</summary>
    public static Outcome<MaskedText> Of(string original, string marked)
    {
        var read = Read(Typed(original, marked));
        return read.Refused || read.Value!.Plain == Lines(original).Replace(Open.ToString(), "", StringComparison.Ordinal).Replace(Close.ToString(), "", StringComparison.Ordinal) ? read : Refusal.Conflict(Changed);
    }

    /// <summary>
    /// What is hidden in one of several marked texts and can still be read in one of them, as it was hidden; each once. It is a help to whoever masks,
    /// and no promise: a name can be written in another way.
    /// </summary>
    public static IReadOnlyList<string> StillRead(IEnumerable<string> marked)
    {
        var texts = marked.Select(text => Read(text.Replace("[[", Open.ToString(), StringComparison.Ordinal).Replace("]]", Close.ToString(), StringComparison.Ordinal)).Value).OfType<MaskedText>().ToList();
        return [.. texts.SelectMany(text => text.Passages).Select(passage => passage.Trim()).Where(passage => passage.Length > 1).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(passage => texts.Exists(text => Stands(text.Masked, passage)))];
    }

    // As a word of its own, where its script has such: Ana is not in Canada.
    private static bool Stands(string text, string passage)
    {
        for (var at = text.IndexOf(passage, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(passage, at + 1, StringComparison.OrdinalIgnoreCase))
            if (!(at > 0 && Joined(text[at - 1], passage[0])) && !(at + passage.Length < text.Length && Joined(passage[^1], text[at + passage.Length])))
                return true;
        return false;
    }

    private static bool Joined(char before, char after) => IsOfWord(before) && IsOfWord(after);

    private static bool IsOfWord(char sign) => char.IsUpper(sign) || char.IsLower(sign) || char.IsDigit(sign);

    // Few keyboards have the signs: two brackets stand for them, but where the original has two itself.
    private static string Typed(string original, string marked) => original.Contains("[[", StringComparison.Ordinal) || original.Contains("]]", StringComparison.Ordinal) ? marked
        : marked.Replace("[[", Open.ToString(), StringComparison.Ordinal).Replace("]]", Close.ToString(), StringComparison.Ordinal);

    internal const string Unbalanced = "grievances.redaction_marks";

    internal const string Changed = "grievances.redaction_changed_text";

    // A form sends every line's end as two characters.
    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
