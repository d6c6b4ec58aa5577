using System.Globalization;

namespace Platform.Forms;

/// <summary>Numbers as answers: digits of any script, one sign, one decimal point or comma, at most 15 digits.</summary>
public static class FormNumber
{
    private const int MostDigits = 15;

    /// <summary>
    /// Reads a number as people write it. A point or comma before exactly three digits is refused: to one reader 1,000 is a
    /// thousand and to another it is one.
    /// </summary>
    public static bool TryRead(string? text, out decimal number)
    {
        number = 0;
        if (text is null || text.Length > 2 * MostDigits + 10)
            return false;
        var written = Readable.WesternDigits(text).Replace('\u066B', '.').Replace('\u2212', '-');
        var decimals = written.IndexOfAny(['.', ',']);
        if (decimals >= 0 && written.Length - decimals - 1 == 3 && written[..decimals].TrimStart('+', '-') != "0")
            return false;
        return written.Count(char.IsAsciiDigit) is > 0 and <= MostDigits
            && decimal.TryParse(written.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The stored form: western digits and a point.</summary>
    public static string Write(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
