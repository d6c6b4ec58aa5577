using System.Globalization;
using static Platform.Ui.Charts.SvgText;

namespace Platform.Ui.Charts;

/// <summary>
/// Draws level bars. Lengths are percentages and heights pixels, so the picture fits any width while its text keeps its
/// size: a scaled drawing would be unreadable on a narrow phone. Labels are HTML inside the drawing because SVG text
/// doesn't wrap; each has the lines it needs on the narrowest screen.
/// </summary>
internal static class BarChartDrawing
{
    internal const int LineHeight = 17;
    internal const int BarHeight = 22;
    internal const int BelowLabel = 5;
    internal const int BelowBar = 12;
    internal const int BesideBar = 7;
    internal const decimal LongestBar = 84;

    public static void Draw(SvgText svg, BarChart chart, bool rightToLeft, ChartWords words)
    {
        var start = rightToLeft ? "100%" : "0";
        var longest = Longest(chart, words);
        var top = 0;
        foreach (var point in chart.Points)
        {
            var lines = LabelSpace.Lines(point.Label);
            var bar = top + lines * LineHeight + BelowLabel;
            svg.Open("g").Text("title", words.Full(point));
            Label(svg, point.Label, top, lines);
            var length = (point.Shown ?? 0) / chart.Highest * longest;
            if (length > 0)
            {
                svg.Empty(
                    "rect",
                    ("x", Percent(rightToLeft ? 100 - length : 0)),
                    ("y", Number(bar)),
                    ("width", Percent(length)),
                    ("height", Number(BarHeight)),
                    ("fill", ChartPatterns.Fill(chart, point.Tone)));
            }

            svg.Empty("line", ("class", "axis"), ("x1", start), ("x2", start), ("y1", Number(bar - 2)), ("y2", Number(bar + BarHeight + 2)));
            if (point.Suppressed)
            {
                // Moved by half its thickness to stand inside the drawing, beside the axis.
                svg.Empty("line", ("class", "gap"), ("x1", start), ("x2", start), ("y1", Number(bar)), ("y2", Number(bar + BarHeight)), ("transform", $"translate({Number(rightToLeft ? -3 : 3)})"));
            }

            var distance = point.Suppressed ? BesideBar + 5 : BesideBar;
            svg.Text(
                "text",
                words.Value(point),
                ("class", "value"),
                ("x", Percent(rightToLeft ? 100 - length : length)),
                ("dx", Number(rightToLeft ? -distance : distance)),
                ("y", Number(bar + 16)),
                ("text-anchor", "start"));
            svg.Close("g");
            top += RowHeight(point);
        }
    }

    public static int Height(BarChart chart) => chart.Points.Sum(RowHeight);

    private static int RowHeight(ChartPoint point) => LabelSpace.Lines(point.Label) * LineHeight + BelowLabel + BarHeight + BelowBar;

    // The longest bar leaves room for the longest value beside it.
    private static decimal Longest(BarChart chart, ChartWords words) =>
        Math.Clamp(100 - 100 * (LabelSpace.Widest(chart.Points.Where(point => point.Shown > 0).Select(words.Value)) + BesideBar) / LabelSpace.Narrow, 40, LongestBar);

    private static void Label(SvgText svg, string label, int top, int lines) =>
        svg.Open("foreignObject", ("x", "0"), ("y", Number(top)), ("width", "100%"), ("height", Number(lines * LineHeight)))
            .Open("div", ("class", $"bar-label lines-{Number(lines)}"))
            .Text("span", label)
            .Close("div")
            .Close("foreignObject");

    internal static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
