using static Platform.Ui.Charts.SvgText;

namespace Platform.Ui.Charts;

/// <summary>Draws columns along time; the first period stands where the reader's script begins.</summary>
internal static class ColumnChartDrawing
{
    public const int Height = 236;
    // A column is too narrow for words in most languages; the table says "no data".
    private const string NoDataMark = "–";
    private const decimal Top = 24;
    private const decimal Floor = 208;

    public static void Draw(SvgText svg, ColumnChart chart, bool rightToLeft, Func<decimal, string> write)
    {
        var slot = 100m / Math.Max(1, chart.Points.Count);
        var words = chart.Points.Select(point => Words(point, write)).ToArray();
        var valuesCrowd = words.Length * (words.Append("").Max(word => word.Length) + 1) > 48;
        for (var index = 0; index < chart.Points.Count; index++)
        {
            var point = chart.Points[index];
            var place = rightToLeft ? chart.Points.Count - 1 - index : index;
            var middle = Percent(slot * (place + .5m));
            var height = (point.Shown ?? 0) / chart.Highest * (Floor - Top);
            if (point.Suppressed || height > 0)
            {
                DrawColumn(svg, chart, point, slot, place, point.Suppressed ? Floor - Top : height);
            }

            var wordsAt = Floor - (point.Suppressed ? Floor - Top : height) - 7;
            svg.Text("text", words[index], ("class", valuesCrowd && index % 2 == 1 ? "value minor" : "value"), ("x", middle), ("y", Pixels(wordsAt)), ("text-anchor", "middle"));
            if (index % Stride(chart) == 0)
            {
                svg.Text("text", point.Label, ("class", TickClass(index, chart)), ("x", middle), ("y", Pixels(Floor + 19)), ("text-anchor", "middle"));
            }
        }

        svg.Empty("line", ("class", "axis"), ("x1", "0"), ("x2", "100%"), ("y1", Pixels(Floor)), ("y2", Pixels(Floor)));
    }

    private static string Words(ChartPoint point, Func<decimal, string> write) =>
        point.Suppressed ? ChartFigure.WithheldMark : point.Shown is { } value ? write(value) : NoDataMark;

    private static void DrawColumn(SvgText svg, Chart chart, ChartPoint point, decimal slot, int place, decimal height) =>
        svg.Empty(
            "rect",
            ("class", point.Suppressed ? "gap" : "column"),
            ("x", Percent(slot * (place + .16m))),
            ("y", Pixels(Floor - height)),
            ("width", Percent(slot * .68m)),
            ("height", Pixels(height)),
            ("fill", point.Suppressed ? ChartPatterns.HatchFill(chart) : ChartPatterns.Fill(chart, point.Tone)));

    // About as many labels as fit the reading column without touching.
    private static int Stride(Chart chart) =>
        Math.Max(1, (int)Math.Ceiling(chart.Points.Count * (chart.Points.Max(point => point.Label.Length) + 2) / 80m));

    // On a narrow screen every second of the remaining labels goes; the table holds them all.
    private static string TickClass(int index, Chart chart)
    {
        var everySecond = chart.Points.Count * (chart.Points.Max(point => point.Label.Length) + 2) > 40;
        return everySecond && index / Stride(chart) % 2 == 1 ? "tick minor" : "tick";
    }
}
