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
        var (depth, hidden, held) = (0, 0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at];
            if (sign is not (Open or Close))
            {
                plain.Append(sign);
                if (depth == 0)
                    masked.Append(sign);
                else
                    held++;
                continue;
            }
            // Half a character can't be hidden: what is left of it would be no text.
            if (at > 0 && char.IsHighSurrogate(text[at - 1]))
                return Refusal.Conflict(Unbalanced);
            depth += sign is Open ? 1 : -1;
            if (depth < 0)
                return Refusal.Conflict(Unbalanced);
            if (depth > 0 || held == 0)
                continue;
            masked.Append(Bar);
            (hidden, held) = (hidden + 1, 0);
        }
        return depth == 0 ? new MaskedText(plain.ToString(), masked.ToString(), hidden) : Refusal.Conflict(Unbalanced);
    }

    /// <summary>The marked copy of an original, where nothing but marks was added. Marks that somebody wrote themselves hide nothing of the comparison.</summary>
    public static Outcome<MaskedText> Of(string original, string marked)
    {
        var read = Read(Typed(original, marked));
        return read.Refused || read.Value!.Plain == Lines(original).Replace(Open.ToString(), "", StringComparison.Ordinal).Replace(Close.ToString(), "", StringComparison.Ordinal) ? read : Refusal.Conflict(Changed);
    }

    // Few keyboards have the signs: two brackets stand for them, but where the original has two itself.
    private static string Typed(string original, string marked) => original.Contains("[[", StringComparison.Ordinal) || original.Contains("]]", StringComparison.Ordinal) ? marked
        : marked.Replace("[[", Open.ToString(), StringComparison.Ordinal).Replace("]]", Close.ToString(), StringComparison.Ordinal);

    internal const string Unbalanced = "grievances.redaction_marks";

    internal const string Changed = "grievances.redaction_changed_text";

    // A form sends every line's end as two characters.
    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
