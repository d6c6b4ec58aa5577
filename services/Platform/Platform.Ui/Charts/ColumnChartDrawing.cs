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

    public static void Draw(SvgText svg, ColumnChart chart, bool rightToLeft, ChartWords words)
    {
        var columns = chart.Points.Count;
        var slot = 100m / columns;
        var heights = chart.Points.Select(point => (point.Shown ?? 0) / chart.Highest * (Floor - Top)).ToArray();
        var texts = chart.Points.Select(point => point is { Suppressed: false, Shown: null } ? NoDataMark : words.Value(point)).ToArray();
        var values = new ColumnValues(texts, heights, Enumerable.Range(0, columns).Where(index => chart.Points[index].Suppressed).ToHashSet());
        var labels = chart.Points.Select(point => LabelSpace.Shorten(point.Label, LabelSpace.Narrow * .6m)).ToArray();
        for (var index = 0; index < columns; index++)
        {
            var point = chart.Points[index];
            var edge = slot * (rightToLeft ? columns - 1 - index : index);
            var left = edge + slot * ColumnPlace.Margin;
            var width = slot * (1 - 2 * ColumnPlace.Margin);
            svg.Open("g").Text("title", words.Full(point));
            if (heights[index] > 0)
            {
                svg.Empty(
                    "rect",
                    ("class", "column"),
                    ("x", Percent(left)),
                    ("y", Pixels(Floor - heights[index])),
                    ("width", Percent(width)),
                    ("height", Pixels(heights[index])),
                    ("fill", ChartPatterns.Fill(chart, point.Tone)));
            }

            if (point.Suppressed)
            {
                svg.Empty("line", ("class", "gap"), ("x1", Percent(left)), ("x2", Percent(left + width)), ("y1", Pixels(Floor)), ("y2", Pixels(Floor)));
            }

            Write(values.Class(index), texts[index], Floor - heights[index] - 7);
            Write(TickClass(index, labels), labels[index], Floor + 19);
            svg.Close("g");

            void Write(string? kind, string text, decimal y)
            {
                if (kind is not null)
                {
                    var place = ColumnPlace.Of(text, index, columns);
                    svg.Text("text", text, ("class", kind), ("x", Percent(100 * (rightToLeft ? 1 - place.Along : place.Along))), ("y", Pixels(y)), ("text-anchor", place.Anchor));
                }
            }
        }

        svg.Empty("line", ("class", "axis"), ("x1", "0"), ("x2", "100%"), ("y1", Pixels(Floor)), ("y2", Pixels(Floor)));
    }

    // At an even distance, as many as don't touch; fewer on a narrow screen. The table holds them all.
    private static string? TickClass(int index, string[] labels)
    {
        var stride = LabelSpace.Stride(labels, LabelSpace.Wide);
        var every = (LabelSpace.Stride(labels, LabelSpace.Narrow) + stride - 1) / stride;
        return index % stride != 0 ? null : index / stride % every == 0 ? "tick" : "tick minor";
    }
}
