using Platform.Ui.Localization;
using Transparency.Domain;

namespace Transparency.Tests;

public class RuleTests
{
    [Fact]
    public void A_month_is_counted_by_utc()
    {
        var lateInLima = new DateTimeOffset(2026, 10, 31, 22, 0, 0, TimeSpan.FromHours(-5));
        Assert.Equal(new Month(202611), Month.Of(lateInLima));
        Assert.True(new Month(202610).IsClosed(lateInLima));
        Assert.False(new Month(202611).IsClosed(lateInLima));
        Assert.Equal(new Month(202612), Month.LastClosed(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(["2026-11", "2026-12", "2027-01"], Month.Range(new Month(202611), new Month(202701)).Select(m => m.ToString()));
    }

    [Theory]
    [InlineData("2026-1")]
    [InlineData("2026-13")]
    [InlineData("10-2026")]
    [InlineData("2026-10-01")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_month_is_not_read_as_one(string? text) => Assert.False(Month.TryParse(text, out _));

    [Fact]
    public void Codes_of_one_heading_count_once()
    {
        Assert.Equal(["HARM", "X-JUST"], Grid.HeadingsOf(["HARM-01", "HARM-04", "X-JUST"]));
        Assert.Equal([Grid.NoHeading], Grid.HeadingsOf([]));
    }

    [Fact]
    public void Staff_are_told_no_number_below_three_and_most_of_them_rounded_ones()
    {
        Assert.Equal(new StaffCount(null, 3), StaffCount.Of(0, exact: true));
        Assert.Equal(new StaffCount(null, 3), StaffCount.Of(2, exact: true));
        Assert.Equal(new StaffCount(3, null), StaffCount.Of(3, exact: true));
        Assert.Equal(new StaffCount(null, 3), StaffCount.Of(2, exact: false));
        Assert.Equal([5L, 5L, 10L, 10L], new long[] { 3, 7, 8, 12 }.Select(n => StaffCount.Of(n, exact: false).Count!.Value));
    }

    [Fact]
    public void A_month_is_settled_an_hour_after_its_end()
    {
        var end = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(end.AddHours(1), new Month(202610).SettledAt);
        Assert.Equal(new Month(202609), Month.LastSettled(end.AddMinutes(59)));
        Assert.Equal(new Month(202610), Month.LastSettled(end.AddHours(1)));
    }

    [Fact]
    public void A_months_disclosure_has_one_id_for_ever_and_another_for_another_tenant()
    {
        var tenant = Guid.CreateVersion7();
        Assert.Equal(MonthlyFigures.DisclosureOf(tenant, new Month(202610)), MonthlyFigures.DisclosureOf(tenant, new Month(202610)));
        Assert.NotEqual(MonthlyFigures.DisclosureOf(tenant, new Month(202610)), MonthlyFigures.DisclosureOf(tenant, new Month(202609)));
        Assert.NotEqual(MonthlyFigures.DisclosureOf(tenant, new Month(202610)), MonthlyFigures.DisclosureOf(Guid.CreateVersion7(), new Month(202610)));
        Assert.Equal(8, MonthlyFigures.DisclosureOf(tenant, new Month(202610)).Version);
    }

    [Fact]
    public void French_words_fit_every_month_and_say_what_the_portal_says()
    {
        var french = PortalLanguages.Find("fr")!.Culture;
        foreach (var key in Words.Catalogue.Keys("fr"))
        {
            var text = Words.Catalogue.Get(key, french);
            // août, avril and octobre would need d’.
            Assert.DoesNotMatch(@"(?<!auprès )\b(de|que|le mois de) \{", text);
            Assert.DoesNotContain("plainte", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Every_language_has_every_word_and_every_cell_has_one()
    {
        var english = Words.Catalogue.Keys("en");
        foreach (var language in PortalLanguages.All)
            Assert.Equal(english.Order(), Words.Catalogue.Keys(language.Code).Order());
        Assert.All(Grid.Headings, h => Assert.Contains("right." + h, english));
        Assert.All(Grid.Outcomes, o => Assert.Contains("outcome." + o, english));
        Assert.All(Grid.Acknowledgement, a => Assert.Contains("acknowledged." + a, english));
        Assert.All(Grid.Findings, f => Assert.Contains("findings." + f, english));
        Assert.All(Grid.Affected, a => Assert.Contains("affected." + a, english));
    }
}
