namespace Platform.Ui.Charts;

/// <summary>The fills of a chart as SVG patterns, coloured by the stylesheet's classes.</summary>
internal static class ChartPatterns
{
    public static string Fill(Chart chart, ChartTone tone) => $"url(#{Id(chart, Name(tone))})";

    public static void Define(SvgText svg, Chart chart)
    {
        svg.Open("defs");
        foreach (var tone in chart.Points.Where(point => point.Shown is not null || chart is StackedBarChart).Select(point => point.Tone).Distinct())
        {
            Open(svg, Id(chart, Name(tone)));
            svg.Empty("rect", ("class", "tone-" + Name(tone)), ("width", "8"), ("height", "8"));
            Draw(svg, tone);
            svg.Close("pattern");
        }

        svg.Close("defs");
    }

    private static void Draw(SvgText svg, ChartTone tone)
    {
        switch (tone)
        {
            case ChartTone.Low:
                svg.Empty("circle", ("class", "dot"), ("cx", "4"), ("cy", "4"), ("r", "1.2"));
                break;
            case ChartTone.Moderate:
                svg.Empty("path", ("class", "stroke"), ("d", "M-2 2l4-4M0 8l8-8M6 10l4-4"));
                break;
            case ChartTone.High:
                svg.Empty("path", ("class", "stroke"), ("d", "M4 0v8M0 4h8"));
                break;
            case ChartTone.Unrated:
                svg.Empty("path", ("class", "stroke"), ("d", "M0 4h8"));
                break;
            case ChartTone.Accent:
            case ChartTone.Critical:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(tone), tone, "A tone without a pattern would be told by colour alone.");
        }
    }

    private static void Open(SvgText svg, string id) =>
        svg.Open("pattern", ("id", id), ("patternUnits", "userSpaceOnUse"), ("width", "8"), ("height", "8"));

    private static string Id(Chart chart, string name) => $"{chart.Id}-{name}";

    private static string Name(ChartTone tone) => tone.ToString().ToLowerInvariant();
}
