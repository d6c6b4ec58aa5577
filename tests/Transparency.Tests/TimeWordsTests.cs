using System.Globalization;
using Platform.Ui.Localization;
using Platform.Ui.TagHelpers;

namespace Transparency.Tests;

/// <summary>Days and spans of time as people write and say them.</summary>
public class TimeWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("fr", 1, "1er décembre 2026")]
    [InlineData("fr", 2, "2 décembre 2026")]
    [InlineData("fr", 11, "11 décembre 2026")]
    [InlineData("en", 1, "1 December 2026")]
    [InlineData("es", 1, "1 de diciembre de 2026")]
    [InlineData("zh", 1, "2026年12月1日")]
    public void The_first_of_a_month_is_written_as_its_language_writes_it(string language, int day, string expected)
    {
        var culture = PortalLanguages.Find(language)!.Culture;
        Assert.Equal(expected, UiDates.Long(new DateOnly(2026, 12, day), culture));
        Assert.Equal(expected + ", 14:05 UTC", UiDates.LongWithTime(new DateTimeOffset(2026, 12, day, 14, 5, 0, TimeSpan.Zero), culture));
    }

    [Theory]
    [InlineData("7.00:00:00", "7 days left")]
    [InlineData("6.23:59:00", "7 days left")]
    [InlineData("6.12:00:00", "7 days left")]
    [InlineData("6.11:59:00", "6 days left")]
    [InlineData("1.00:00:00", "1 day left")]
    [InlineData("23:59:00", "24 hours left")]
    [InlineData("02:29:00", "2 hours left")]
    [InlineData("00:01:00", "1 hour left")]
    [InlineData("-00:01:00", "1 hour late")]
    [InlineData("-02:59:00", "2 hours late")]
    [InlineData("-23:59:00", "23 hours late")]
    [InlineData("-1.23:59:00", "1 day late")]
    [InlineData("-2.00:00:00", "2 days late")]
    public void What_is_left_is_rounded_and_a_delay_is_never_said_to_be_longer_than_it_is(string left, string expected)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = PortalLanguages.English.Culture;
        try
        {
            Assert.Equal(expected, ClockTagHelper.Words(Now + TimeSpan.Parse(left, CultureInfo.InvariantCulture), Now));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
