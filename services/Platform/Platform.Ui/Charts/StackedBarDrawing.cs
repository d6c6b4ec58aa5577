using static Platform.Ui.Charts.BarChartDrawing;
using static Platform.Ui.Charts.SvgText;

namespace Platform.Ui.Charts;

/// <summary>
/// Draws level bars of parts, as level bars are drawn: lengths are percentages, so that it fits any width. The key stands above, one line for a part,
/// with its colour and its pattern; behind each bar are the numbers of its parts in the order of the key.
/// </summary>
internal static class StackedBarDrawing
{
    private const int KeyHeight = 22;
    private const int KeySize = 14;
    private const int BelowKey = 8;
    private const int ForGap = 6;

    public static void Draw(SvgText svg, StackedBarChart chart, bool rightToLeft, ChartWords words)
    {
        var (start, away) = (rightToLeft ? "100%" : "0", rightToLeft ? -1 : 1);
        foreach (var (line, part) in Key(chart).Index())
        {
            svg.Empty("rect", ("x", start), ("y", Number(line * KeyHeight)), ("width", Number(KeySize)), ("height", Number(KeySize)), ("fill", ChartPatterns.Fill(chart, part.Tone)),
                ("transform", $"translate({Number(rightToLeft ? -KeySize : 0)})"));
            svg.Text("text", part.Label, ("class", "key"), ("x", start), ("dx", Number(away * (KeySize + BesideBar))), ("y", Number(line * KeyHeight + KeySize - 2)), ("text-anchor", "start"));
        }

        var longest = Math.Clamp(100 - 100 * (LabelSpace.Widest(chart.Stacks.Select(stack => Values(stack, words))) + BesideBar) / LabelSpace.Narrow, 40, LongestBar);
        var top = KeySpace(chart);
        foreach (var stack in chart.Stacks)
        {
            var lines = LabelSpace.Lines(stack.Label);
            var bar = top + lines * LineHeight + BelowLabel;
            svg.Open("g");
            svg.Open("foreignObject", ("x", "0"), ("y", Number(top)), ("width", "100%"), ("height", Number(lines * LineHeight)))
                .Open("div", ("class", $"bar-label lines-{Number(lines)}")).Text("span", stack.Label).Close("div").Close("foreignObject");
            decimal end = 0;
            foreach (var part in stack.Parts.Where(part => part.Shown > 0))
            {
                var length = part.Shown!.Value / chart.Highest * longest;
                svg.Open("g").Text("title", words.Full(part with { Label = $"{stack.Label}: {part.Label}" }));
                svg.Empty("rect", ("class", "part"), ("x", Percent(rightToLeft ? 100 - end - length : end)), ("y", Number(bar)), ("width", Percent(length)), ("height", Number(BarHeight)),
                    ("fill", ChartPatterns.Fill(chart, part.Tone)));
                svg.Close("g");
                end += length;
            }

            svg.Empty("line", ("class", "axis"), ("x1", start), ("x2", start), ("y1", Number(bar - 2)), ("y2", Number(bar + BarHeight + 2)));
            var kept = stack.Parts.Any(part => part.Suppressed);
            var rest = stack.Drawn / chart.Highest * longest - end;
            if (kept && rest > 0)
            {
                svg.Empty("rect", ("class", "axis"), ("x", Percent(rightToLeft ? 100 - end - rest : end)), ("y", Number(bar)), ("width", Percent(rest)), ("height", Number(BarHeight)), ("fill", "none"), ("stroke-dasharray", "3 3"));
                end += rest;
            }

            var place = Percent(rightToLeft ? 100 - end : end);
            if (kept && rest <= 0)
            {
                svg.Empty("line", ("class", "gap"), ("x1", place), ("x2", place), ("y1", Number(bar)), ("y2", Number(bar + BarHeight)), ("transform", $"translate({Number(away * 3)})"));
            }

            svg.Text("text", Values(stack, words), ("class", "value"), ("x", place), ("dx", Number(away * (BesideBar + (kept ? ForGap : 0)))), ("y", Number(bar + 16)), ("text-anchor", "start"));
            svg.Close("g");
            top += RowHeight(stack);
        }
    }

    public static int Height(StackedBarChart chart) => KeySpace(chart) + chart.Stacks.Sum(RowHeight);

    private static IEnumerable<ChartPoint> Key(StackedBarChart chart) => chart.Stacks.SelectMany(stack => stack.Parts).DistinctBy(part => part.Label);

    private static int KeySpace(StackedBarChart chart) => Key(chart).Count() * KeyHeight + BelowKey;

    private static int RowHeight(ChartStack stack) => LabelSpace.Lines(stack.Label) * LineHeight + BelowLabel + BarHeight + BelowBar;

    private static string Values(ChartStack stack, ChartWords words) => string.Join(" · ", stack.Parts.Select(words.Value));
}
