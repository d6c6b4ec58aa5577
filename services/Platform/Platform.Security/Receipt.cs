using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Security;

/// <summary>
/// The affected person's key: 20 digits, 19 random and a check digit by ISO 7064 MOD 11,10. Digits can be said on a phone and
/// written in any script. It is stored nowhere.
/// </summary>
public readonly record struct Receipt
{
    private const int Length = 20;
    private readonly string digits;

    private Receipt(string digits) => this.digits = digits;

    /// <summary>The digits in groups of four, as they are shown.</summary>
    public string Grouped => string.Join(' ', digits.Chunk(4).Select(four => new string(four)));

    /// <summary>The bare digits.</summary>
    public string Digits => digits;

    /// <summary>The bytes that look-up and key derivation start from.</summary>
    public byte[] Bytes => Encoding.ASCII.GetBytes(digits);

    /// <summary>Draws a new receipt.</summary>
    public static Receipt New()
    {
        var text = new StringBuilder(Length);
        for (var i = 0; i < Length - 1; i++)
            text.Append((char)('0' + RandomNumberGenerator.GetInt32(10)));
        return new Receipt(text.Append(CheckDigit(text.ToString())).ToString());
    }

    /// <summary>Reads what a person typed: digits of any script, spaces, hyphens and invisible direction marks.</summary>
    /// <returns>Whether it can be a receipt at all; a wrong check digit is told at once, without a look-up.</returns>
    public static ReceiptReading Read(string? typed, out Receipt receipt)
    {
        receipt = default;
        var text = new StringBuilder(Length);
        foreach (var rune in (typed ?? "").EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.DecimalDigitNumber)
                text.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else if (category is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format or UnicodeCategory.Control))
                return ReceiptReading.Malformed;
            if (text.Length > Length)
                return ReceiptReading.Malformed;
        }
        if (text.Length != Length)
            return ReceiptReading.Malformed;
        var digits = text.ToString();
        if (CheckDigit(digits[..^1]) != digits[^1])
            return ReceiptReading.Mistyped;
        receipt = new Receipt(digits);
        return ReceiptReading.Readable;
    }

    /// <summary>Never shows the digits: a receipt in a log would be a key in a log.</summary>
    public override string ToString() => "receipt";

    private static char CheckDigit(string digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            var sum = (product + (digit - '0')) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (char)('0' + (11 - product) % 10);
    }
}

/// <summary>What a typed receipt turned out to be.</summary>
public enum ReceiptReading
{
    /// <summary>Twenty digits whose check digit fits.</summary>
    Readable,

    /// <summary>Not twenty digits.</summary>
    Malformed,

    /// <summary>Twenty digits, one of them wrong.</summary>
    Mistyped,
}
