using System.Globalization;

namespace Platform.Forms;

/// <summary>A day, or as much of it as somebody knows.</summary>
/// <param name="Year">1000 to 9999.</param>
/// <param name="Month">1 to 12, or null.</param>
/// <param name="Day">1 to 31, or null; never without a month.</param>
public readonly record struct FormDate(int Year, int? Month, int? Day)
{
    /// <summary>Reads YYYY, YYYY-MM or YYYY-MM-DD, a day that there is.</summary>
    public static bool TryRead(string? text, out FormDate date)
    {
        date = default;
        var parts = text?.Split('-') ?? [];
        if (parts.Length is 0 or > 3 || !Part(parts[0], 4, 1000, 9999, out var year))
            return false;
        int month = 0, day = 0;
        if (parts.Length > 1 && !Part(parts[1], 2, 1, 12, out month))
            return false;
        if (parts.Length > 2 && !Part(parts[2], 2, 1, DateTime.DaysInMonth(year, month), out day))
            return false;
        date = new FormDate(year, parts.Length > 1 ? month : null, parts.Length > 2 ? day : null);
        return true;
    }

    /// <summary>The stored form, as short as what is known.</summary>
    public override string ToString() => (Month, Day) switch
    {
        (null, _) => Year.ToString("0000", CultureInfo.InvariantCulture),
        ({ } month, null) => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{month:00}"),
        ({ } month, { } day) => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{month:00}-{day:00}"),
    };

    private static bool Part(string text, int length, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text.Length == length && number >= least && number <= most;
}
