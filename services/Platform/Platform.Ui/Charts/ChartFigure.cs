using System.Globalization;
using Microsoft.AspNetCore.Html;
using Platform.Ui.Localization;

namespace Platform.Ui.Charts;

/// <summary>A chart as a figure: the picture, and the same numbers in a table that opens below it.</summary>
public static class ChartFigure
{
    /// <summary>What stands in place of a number that is kept back.</summary>
    public const string WithheldMark = "[c]";

    /// <summary>Draws a chart in the words and the direction of a culture.</summary>
    public static IHtmlContent Render(Chart chart, CultureInfo culture)
    {
        var words = new ChartWords(culture);
        var figure = new SvgText();
        figure.Open("figure", ("class", "figure"));
        figure.Open("figcaption").Text("span", chart.Title, ("class", "figure-title"));
        figure.Text("span", chart.ValueHeading, ("class", "quiet")).Close("figcaption");
        if (chart.Points.Count > 0)
        {
            Picture(figure, chart, PortalLanguages.Of(culture).IsRightToLeft, words);
        }

        if (chart.Points.Any(point => point.Suppressed))
        {
            figure.Text("p", $"{WithheldMark} {words.Withheld}.", ("class", "figure-note"));
        }

        if (chart.Note is not null)
        {
            figure.Text("p", chart.Note, ("class", "figure-note"));
        }

        Table(figure, chart, words, UiText.Catalogue.Get("chart.show_table", culture));
        return new HtmlString(figure.Close("figure").ToString());
    }

    private static void Picture(SvgText figure, Chart chart, bool rightToLeft, ChartWords words)
    {
        var height = chart switch { BarChart bars => BarChartDrawing.Height(bars), StackedBarChart stacks => StackedBarDrawing.Height(stacks), _ => ColumnChartDrawing.Height };
        figure.Open(
            "svg",
            ("class", "chart"),
            ("role", "img"),
            ("width", "100%"),
            ("height", height.ToString(CultureInfo.InvariantCulture)),
            ("direction", rightToLeft ? "rtl" : "ltr"),
            ("aria-labelledby", $"{chart.Id}-title {chart.Id}-desc"));
        figure.Text("title", chart.Title, ("id", chart.Id + "-title"));
        figure.Text("desc", Description(chart, words), ("id", chart.Id + "-desc"));
        ChartPatterns.Define(figure, chart);
        switch (chart)
        {
            case BarChart bar:
                BarChartDrawing.Draw(figure, bar, rightToLeft, words);
                break;
            case StackedBarChart stacked:
                StackedBarDrawing.Draw(figure, stacked, rightToLeft, words);
                break;
            case ColumnChart column:
                ColumnChartDrawing.Draw(figure, column, rightToLeft, words);
                break;
            default:
                throw new NotSupportedException($"There is no drawing for {chart.GetType().Name}.");
        }

        figure.Close("svg");
    }

    // A reader who hears the picture as one image is told what is kept back and why.
    private static string Description(Chart chart, ChartWords words)
    {
        var withheld = chart.Points.Where(point => point.Suppressed).Select(point => point.Label).ToArray();
        return withheld.Length == 0 ? chart.Description : $"{chart.Description} {WithheldMark} {words.Withheld} ({string.Join("; ", withheld)}).";
    }

    private static void Table(SvgText figure, Chart chart, ChartWords words, string summary)
    {
        figure.Open("details").Text("summary", summary);
        figure.Open("div", ("class", "table-region"), ("role", "region"), ("tabindex", "0"), ("aria-label", chart.Title));
        figure.Open("table", ("class", "table")).Text("caption", chart.Title, ("class", "visually-hidden"));
        figure.Open("thead").Open("tr");
        figure.Text("th", chart.LabelHeading, ("scope", "col")).Text("th", chart.ValueHeading, ("scope", "col"), ("class", "number"));
        figure.Close("tr").Close("thead").Open("tbody");
        foreach (var point in chart.Points)
        {
            figure.Open("tr").Text("th", point.Label, ("scope", "row"), ("dir", "auto")).Open("td", ("class", "number"));
            if (point.Suppressed)
            {
                figure.Text("abbr", WithheldMark, ("title", words.Withheld));
            }
            else
            {
                figure.Text("span", words.Value(point));
            }

            figure.Close("td").Close("tr");
        }

        figure.Close("tbody").Close("table").Close("div").Close("details");
    }
}
