using System.Globalization;
using static Platform.Ui.Charts.SvgText;

namespace Platform.Ui.Charts;

/// <summary>
/// Draws level bars. Lengths are percentages and heights pixels, so the picture fits any width while its text keeps its
/// size: a scaled drawing would be unreadable on a narrow phone.
/// </summary>
internal static class BarChartDrawing
{
    private const int RowHeight = 56;
    private const int BarHeight = 22;
    private const decimal LongestBar = 84;

    public static void Draw(SvgText svg, BarChart chart, bool rightToLeft, Func<decimal, string> write, string noData)
    {
        var start = rightToLeft ? "100%" : "0";
        for (var row = 0; row < chart.Points.Count; row++)
        {
            var point = chart.Points[row];
            var top = row * RowHeight;
            svg.Text("text", point.Label, ("x", start), ("y", Number(top + 14)), ("text-anchor", "start"));
            if (point.Suppressed)
            {
                DrawWithheld(svg, chart, top + 22, rightToLeft);
            }
            else
            {
                DrawBar(svg, chart, point, top + 22, rightToLeft, point.Shown is { } value ? write(value) : noData);
            }

            svg.Empty("line", ("class", "axis"), ("x1", start), ("x2", start), ("y1", Number(top + 20)), ("y2", Number(top + 24 + BarHeight)));
        }
    }

    public static int Height(BarChart chart) => chart.Points.Count * RowHeight;

    private static void DrawBar(SvgText svg, Chart chart, ChartPoint point, int top, bool rightToLeft, string words)
    {
        var length = (point.Shown ?? 0) / chart.Highest * LongestBar;
        if (length > 0)
        {
            svg.Empty(
                "rect",
                ("x", Percent(rightToLeft ? 100 - length : 0)),
                ("y", Number(top)),
                ("width", Percent(length)),
                ("height", Number(BarHeight)),
                ("fill", ChartPatterns.Fill(chart, point.Tone)));
        }

        Words(svg, words, Percent(rightToLeft ? 100 - length : length), top, rightToLeft);
    }

    private static void DrawWithheld(SvgText svg, Chart chart, int top, bool rightToLeft)
    {
        svg.Empty(
            "rect",
            ("class", "gap"),
            ("x", Percent(rightToLeft ? 100 - LongestBar : 0)),
            ("y", Number(top)),
            ("width", Percent(LongestBar)),
            ("height", Number(BarHeight)),
            ("fill", ChartPatterns.HatchFill(chart)));
        Words(svg, ChartFigure.WithheldMark, Percent(rightToLeft ? 100 - LongestBar : LongestBar), top, rightToLeft);
    }

    private static void Words(SvgText svg, string words, string end, int top, bool rightToLeft) =>
        svg.Text(
            "text",
            words,
            ("class", "value"),
            ("x", end),
            ("dx", rightToLeft ? "-7" : "7"),
            ("y", Number(top + 16)),
            ("text-anchor", "start"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
