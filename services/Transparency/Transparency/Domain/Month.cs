using System.Globalization;

namespace Transparency.Domain;

/// <summary>A calendar month in UTC: the one grain of time in which figures are counted and published.</summary>
/// <param name="Number">Year and month as digits, 202610.</param>
public readonly record struct Month(int Number)
{
    /// <summary>How long the events of a month's last minutes may take to arrive before its figures are published.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public static Month Of(DateTimeOffset instant) => new(instant.UtcDateTime.Year * 100 + instant.UtcDateTime.Month);

    /// <summary>The newest month that has ended.</summary>
    public static Month LastClosed(DateTimeOffset now) => Of(now).Plus(-1);

    /// <summary>The newest month that can be published.</summary>
    public static Month LastSettled(DateTimeOffset now) => LastClosed(now - Grace);

    public static bool TryParse(string? text, out Month month)
    {
        var read = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        month = read ? new Month(day.Year * 100 + day.Month) : default;
        return read;
    }

    public DateTimeOffset Start => new(Number / 100, Number % 100, 1, 0, 0, 0, TimeSpan.Zero);

    public bool IsClosed(DateTimeOffset now) => Number < Of(now).Number;

    /// <summary>From when on it can be published.</summary>
    public DateTimeOffset SettledAt => Plus(1).Start + Grace;

    public Month Plus(int months) => Of(Start.AddMonths(months));

    /// <summary>From the first to the last, both included.</summary>
    public static IEnumerable<Month> Range(Month first, Month last)
    {
        for (var month = first; month.Number <= last.Number; month = month.Plus(1))
            yield return month;
    }

    public override string ToString() => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
