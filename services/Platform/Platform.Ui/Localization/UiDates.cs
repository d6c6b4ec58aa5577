using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Platform.Ui.Localization;

/// <summary>Dates as people write them: 23 November 2026.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "Long is the length of the written date, not the number type.")]
public static class UiDates
{
    /// <summary>A day, written out: 23 November 2026.</summary>
    public static string Long(DateTimeOffset instant, CultureInfo? culture = null) =>
        Write(instant, culture, language => DayPattern(language, instant.Day));

    /// <summary>A day, written out.</summary>
    public static string Long(DateOnly day, CultureInfo? culture = null) =>
        Long(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), culture);

    /// <summary>A day with the time and its zone: 23 November 2026, 14:05 UTC.</summary>
    public static string LongWithTime(DateTimeOffset instant, CultureInfo? culture = null)
    {
        var zone = instant.Offset == TimeSpan.Zero ? "UTC" : instant.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
        var comma = Language(culture) == "ar" ? "، " : ", ";
        return Long(instant, culture) + comma + instant.ToString("HH:mm", CultureInfo.InvariantCulture) + " " + zone;
    }

    /// <summary>A month: November 2026.</summary>
    public static string Month(DateTimeOffset instant, CultureInfo? culture = null) =>
        Write(instant, culture, language => language switch
        {
            "es" => "MMMM 'de' yyyy",
            "zh" => "yyyy年M月",
            _ => "MMMM yyyy",
        });

    /// <summary>The machine-readable form for a <c>datetime</c> attribute.</summary>
    public static string Machine(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string DayPattern(string language, int day) => language switch
    {
        "es" => "d 'de' MMMM 'de' yyyy",
        "fr" when day == 1 => "d'er' MMMM yyyy",
        "zh" => "yyyy年M月d日",
        _ => "d MMMM yyyy",
    };

    private static string Write(DateTimeOffset instant, CultureInfo? culture, Func<string, string> pattern)
    {
        // The neutral portal culture keeps every reader on the Gregorian calendar, which receipts and rules use.
        var language = PortalLanguages.Of(culture ?? CultureInfo.CurrentUICulture);
        return instant.ToString(pattern(language.Code), language.Culture);
    }

    private static string Language(CultureInfo? culture) => PortalLanguages.Of(culture ?? CultureInfo.CurrentUICulture).Code;
}
