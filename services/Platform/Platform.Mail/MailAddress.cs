using System.Globalization;
using System.Text;

namespace Platform.Mail;

/// <summary>What counts as an address, and how one is shown.</summary>
public static class MailAddress
{
    private const string Structural = "<>()[]\\,;:\"";

    /// <summary>
    /// One bare address with a domain of at least two labels, any script; no display name, no quoted part, no white space and
    /// nothing invisible, so that it can carry no second header and no second recipient.
    /// </summary>
    /// <returns>The address in NFC with its domain in lower case, or null.</returns>
    public static string? Read(string? typed)
    {
        // The ends may be padded by what people paste, and by that alone: a line break is never padding.
        var address = typed?.Trim(' ') ?? "";
        if (address.Length is < 5 or > 254 || address.EnumerateRunes().Any(IsUnsafe))
            return null;
        address = address.Normalize(NormalizationForm.FormC);
        var parts = address.Split('@');
        if (parts.Length != 2 || Encoding.UTF8.GetByteCount(parts[0]) is 0 or > 64 || HasEmptyLabel(parts[0]) || HasEmptyLabel(parts[1]) || !parts[1].Contains('.', StringComparison.Ordinal))
            return null;
        try
        {
            return new IdnMapping { UseStd3AsciiRules = true }.GetAscii(parts[1]).Length <= 253 ? $"{parts[0]}@{parts[1].ToLowerInvariant()}" : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>An address as staff may see it: <c>a•••@e•••.org</c>.</summary>
    public static string Mask(string address)
    {
        var at = address.LastIndexOf('@');
        var dot = address.LastIndexOf('.');
        if (at < 1 || dot < at + 2)
            return "•••";
        static string First(string part) => part.EnumerateRunes().First().ToString();
        return $"{First(address[..at])}•••@{First(address[(at + 1)..])}•••{address[dot..]}";
    }

    private static bool HasEmptyLabel(string part) => part.Split('.').Any(label => label.Length == 0);

    private static bool IsUnsafe(Rune rune) => (rune.IsAscii && Structural.Contains((char)rune.Value, StringComparison.Ordinal)) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
