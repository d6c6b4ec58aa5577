using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Files;

/// <summary>Times in one form that people read: EXIF writes <c>2026:03:14 09:26:53</c>, PDF <c>D:20260314092653+01'00'</c>, XML <c>2026-03-14T09:26:53Z</c>.</summary>
internal static partial class Dates
{
    /// <summary><c>yyyy-MM-dd HH:mm</c> as far as the time is told, in the zone it was written in; what is no known form stays as it is.</summary>
    public static string Readable(string value)
    {
        var match = Known().Match(value.Trim());
        if (!match.Success)
            return value;
        string Part(int group, string otherwise) => match.Groups[group].Success ? match.Groups[group].Value : otherwise;
        var (year, month, day, hour, minute) = (Part(1, ""), Part(2, "01"), Part(3, "01"), Part(4, "00"), Part(5, "00"));
        if (!DateTime.TryParseExact(year + month + day + hour + minute, "yyyyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return value;
        return !match.Groups[2].Success ? year : !match.Groups[3].Success ? $"{year}-{month}" : !match.Groups[4].Success ? $"{year}-{month}-{day}" : $"{year}-{month}-{day} {hour}:{minute}";
    }

    [GeneratedRegex(@"^(?:D:)?([0-9]{4})(?:[-:]?([0-9]{2})(?:[-:]?([0-9]{2})(?:[T ]?([0-9]{2}):?([0-9]{2})(?::?[0-9]{2}(?:\.[0-9]+)?)?)?)?)?\s?(?:Z|[Zz+-][0-9:']*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Known();
}
