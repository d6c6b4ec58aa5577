using System.Globalization;
using System.Text.RegularExpressions;

namespace Grievances.Help;

/// <summary>
/// Opening hours without words: <c>always</c>, or lines such as <c>1-5 09:00-20:00</c> and <c>6 10:00-14:00</c>, where 1 is
/// Monday and 7 Sunday; <c>7-4</c> runs from Sunday to Thursday, and hours may run past midnight.
/// </summary>
public static partial class OpeningHours
{
    private const string Always = "always";

    /// <summary>Whether a line can be read.</summary>
    public static bool IsSound(string hours) => hours == Always || Line().IsMatch(hours);

    /// <summary>Whether the line is open day and night.</summary>
    public static bool IsAlways(IReadOnlyList<string>? hours) => hours is [Always];

    /// <summary>A line in a reader's words: Mon–Fri 09:00–20:00.</summary>
    public static string Write(string hours, CultureInfo culture)
    {
        var line = Line().Match(hours);
        var (first, last) = (Day(line.Groups["first"].Value, culture), line.Groups["last"].Success ? Day(line.Groups["last"].Value, culture) : null);
        return $"{(last is null ? first : $"{first}–{last}")} {line.Groups["from"].Value}–{line.Groups["to"].Value}";
    }

    private static string Day(string number, CultureInfo culture) =>
        culture.DateTimeFormat.GetAbbreviatedDayName((DayOfWeek)(int.Parse(number, CultureInfo.InvariantCulture) % 7));

    [GeneratedRegex(@"^(?<first>[1-7])(?:-(?<last>[1-7]))? (?<from>(?:[01]\d|2[0-3]):[0-5]\d)-(?<to>(?:[01]\d|2[0-4]):[0-5]\d)$")]
    private static partial Regex Line();
}
