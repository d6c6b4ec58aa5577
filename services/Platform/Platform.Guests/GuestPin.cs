using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Guests;

/// <summary>Six digits that the guest is told by another way than the link: on the phone, or face to face.</summary>
public readonly record struct GuestPin
{
    /// <summary>Wrong PINs that an invitation bears: the tenth takes it back. Of a million, whoever has the link alone can try ten.</summary>
    public const int MostWrong = 10;

    private const int Length = 6;
    private readonly string digits;

    private GuestPin(string digits) => this.digits = digits;

    /// <summary>The digits, to be told.</summary>
    public string Digits => digits;

    internal byte[] Bytes => Encoding.ASCII.GetBytes(digits);

    /// <summary>Draws a PIN.</summary>
    public static GuestPin New() => new(RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture));

    /// <summary>Reads what a person typed: digits of any script, with spaces, hyphens and invisible direction marks between them.</summary>
    /// <returns>The PIN, or null where it can be none.</returns>
    public static GuestPin? Read(string? typed)
    {
        var text = new StringBuilder(Length);
        foreach (var rune in (typed ?? "").EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.DecimalDigitNumber)
                text.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else if (category is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format or UnicodeCategory.Control))
                return null;
            if (text.Length > Length)
                return null;
        }
        return text.Length == Length ? new GuestPin(text.ToString()) : null;
    }

    /// <summary>Never shows the digits.</summary>
    public override string ToString() => "pin";
}
