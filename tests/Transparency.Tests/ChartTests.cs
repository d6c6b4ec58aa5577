using System.Globalization;
using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Platform.Ui.Charts;
using Platform.Ui.Localization;

namespace Transparency.Tests;

/// <summary>What a chart draws: nothing outside its frame, and nothing that makes a kept-back number look like a large one.</summary>
public class ChartTests
{
    private const string LongName = "Protection contre les atteintes physiques et psychiques";

    [Theory]
    [InlineData("fr", "0%")]
    [InlineData("ar", "100%")]
    public void The_outer_months_stand_inside_the_drawing(string language, string first)
    {
        var ticks = Draw(Months(language), language).QuerySelectorAll("text.tick");
        Assert.Equal(("start", first), (ticks[0].GetAttribute("text-anchor"), ticks[0].GetAttribute("x")));
        Assert.All(ticks.Skip(1), tick => Assert.InRange(Along(tick, language), 18, 82));
        // Two phone widths of months at most: the others have room on wide screens only.
        Assert.InRange(ticks.Count(tick => !tick.ClassList.Contains("minor")), 2, 3);
    }

    [Fact]
    public void The_last_label_ends_at_the_far_edge_and_a_long_one_is_shortened_with_its_whole_name_at_hand()
    {
        var chart = new ColumnChart("c", "T", "D", "L", "V", [new("un", 1), new(LongName, 2)]);
        var drawn = Draw(chart, "fr");
        var last = drawn.QuerySelectorAll("text.tick")[^1];
        Assert.Equal(("end", "100%"), (last.GetAttribute("text-anchor"), last.GetAttribute("x")));
        Assert.StartsWith("Protection contre", last.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("…", last.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{LongName} – 2", last.ParentElement!.QuerySelector("title")!.TextContent);
        Assert.Equal(LongName, drawn.QuerySelectorAll("tbody th")[^1].TextContent);
    }

    [Fact]
    public void A_long_name_of_a_bar_has_the_lines_it_needs_on_a_phone()
    {
        var drawn = Draw(new BarChart("b", "T", "D", "L", "V", [new(LongName, 2), new("Vie", 1), new(string.Join(' ', Enumerable.Repeat(LongName, 9)), 1)]), "fr");
        Assert.Equal(["bar-label lines-2", "bar-label lines-1", "bar-label lines-3"], drawn.QuerySelectorAll("svg .bar-label").Select(label => label.ClassName!));
        Assert.Equal(LongName, drawn.QuerySelector("svg .bar-label")!.TextContent);
        var rows = drawn.QuerySelectorAll("svg g rect").Select(bar => int.Parse(bar.GetAttribute("y")!, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal([39, 95, 185], rows);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public void Parts_of_a_bar_lie_one_behind_the_other_and_a_kept_back_part_has_no_length(string language)
    {
        ChartStack Stack(string label, int yes, int? no) => new(label, [new("Yes", yes), no is { } known ? new("No", known, ChartTone.High) : ChartPoint.Withheld("No") with { Tone = ChartTone.High }]);
        var drawn = Draw(new StackedBarChart("s", "T", "D", "L", "V", [Stack("Apology", 50, 40), Stack("Money", 30, null)]), language);
        var parts = drawn.QuerySelectorAll("svg rect.part");
        Assert.Equal(3, parts.Length);
        decimal At(int part, string of) => decimal.Parse(parts[part].GetAttribute(of)!.TrimEnd('%'), CultureInfo.InvariantCulture);
        var (first, second) = language == "ar" ? (At(0, "x") + At(0, "width"), At(1, "x") + At(1, "width")) : (At(0, "x"), At(1, "x"));
        Assert.Equal(language == "ar" ? 100 : 0, first, 1);
        Assert.Equal(language == "ar" ? At(0, "x") : At(0, "width"), second, 1);
        Assert.Equal(["Yes", "No"], drawn.QuerySelectorAll("svg text.key").Select(key => key.TextContent));
        if (language == "en")
            Assert.Equal(["50 · 40", "30 · [c]"], drawn.QuerySelectorAll("svg text.value").Select(value => value.TextContent));
        Assert.Single(drawn.QuerySelectorAll("svg .gap"));
        Assert.Equal(["Apology: Yes", "Apology: No", "Money: Yes", "Money: No"], drawn.QuerySelectorAll("tbody th").Select(head => head.TextContent));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public void A_whole_that_is_known_is_outlined_where_its_parts_are_kept_back(string language)
    {
        ChartPoint Hidden(string label) => ChartPoint.Withheld(label) with { Tone = ChartTone.High };
        var drawn = Draw(new StackedBarChart("s", "T", "D", "L", "V", [new("Received", [Hidden("Yes"), Hidden("No")], 100), new("Confirmed", [new("Yes", 50), new("No", 0, ChartTone.High)], 50)]), language);
        var outline = Assert.Single(drawn.QuerySelectorAll("svg rect.axis"));
        decimal Width(AngleSharp.Dom.IElement bar) => decimal.Parse(bar.GetAttribute("width")!.TrimEnd('%'), CultureInfo.InvariantCulture);
        Assert.Equal(2m, Width(outline) / Width(Assert.Single(drawn.QuerySelectorAll("svg rect.part"))), 1);
        Assert.Empty(drawn.QuerySelectorAll("svg .gap"));
    }

    [Theory]
    [InlineData("en", "0")]
    [InlineData("ar", "100%")]
    public void A_kept_back_bar_has_no_length(string language, string start)
    {
        var drawn = Draw(new BarChart("b", "T", "D", "L", "V", [new("Health", 45), ChartPoint.Withheld("Privacy")]), language);
        Assert.Single(drawn.QuerySelectorAll("svg g rect"));
        var gap = drawn.QuerySelector("svg .gap")!;
        Assert.Equal((start, start), (gap.GetAttribute("x1"), gap.GetAttribute("x2")));
        AssertWords(drawn, gap, "Privacy", language);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public void A_kept_back_column_has_no_height(string language)
    {
        var drawn = Draw(new ColumnChart("c", "T", "D", "L", "V", [new("May", 45), ChartPoint.Withheld("June")]), language);
        Assert.Single(drawn.QuerySelectorAll("rect.column"));
        var gap = drawn.QuerySelector("svg .gap")!;
        Assert.Equal(gap.GetAttribute("y1"), gap.GetAttribute("y2"));
        Assert.Equal(drawn.QuerySelector("svg .axis")!.GetAttribute("y1"), gap.GetAttribute("y1"));
        AssertWords(drawn, gap, "June", language);
    }

    [Fact]
    public void A_kept_back_column_keeps_its_mark_where_other_values_make_way()
    {
        var points = Enumerable.Range(0, 12).Select(i => i == 3 ? ChartPoint.Withheld("m") : new ChartPoint("m", 1000 + 100 * i)).ToArray();
        var values = Draw(new ColumnChart("c", "T", "D", "L", "V", points), "en").QuerySelectorAll("text.value");
        Assert.Equal("value", Assert.Single(values, value => value.TextContent == ChartFigure.WithheldMark).ClassName);
        // The next column is taller: on a phone a number of five signs would lie on it. The last one has none beside it.
        Assert.Contains("minor", Assert.Single(values, value => value.TextContent == "1,500").ClassList);
        Assert.DoesNotContain("minor", Assert.Single(values, value => value.TextContent == "2,100").ClassList);
    }

    private static void AssertWords(IElement drawn, IElement gap, string label, string language)
    {
        var why = UiText.Catalogue.Get("chart.suppressed", PortalLanguages.Find(language)!.Culture);
        Assert.Equal(ChartFigure.WithheldMark, gap.ParentElement!.QuerySelector("text.value")!.TextContent);
        Assert.Equal($"{label} – [c] {why}", gap.ParentElement.QuerySelector("title")!.TextContent);
        Assert.Equal($"D [c] {why} ({label}).", drawn.QuerySelector("svg desc")!.TextContent);
        Assert.Equal(why, drawn.QuerySelector("tbody abbr")!.GetAttribute("title"));
    }

    private static double Along(IElement tick, string language)
    {
        var x = double.Parse(tick.GetAttribute("x")!.TrimEnd('%'), CultureInfo.InvariantCulture);
        Assert.Equal("middle", tick.GetAttribute("text-anchor"));
        return PortalLanguages.Find(language)!.IsRightToLeft ? 100 - x : x;
    }

    private static ColumnChart Months(string language)
    {
        var start = new DateTimeOffset(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var culture = PortalLanguages.Find(language)!.Culture;
        return new ColumnChart("c", "T", "D", "L", "V", [.. Enumerable.Range(0, 12).Select(i => new ChartPoint(UiDates.Month(start.AddMonths(i), culture), 10 * i))]);
    }

    private static IElement Draw(Chart chart, string language)
    {
        using var text = new StringWriter();
        ChartFigure.Render(chart, PortalLanguages.Find(language)!.Culture).WriteTo(text, HtmlEncoder.Default);
        return new HtmlParser().ParseDocument(text.ToString()).QuerySelector("figure")!;
    }
}
