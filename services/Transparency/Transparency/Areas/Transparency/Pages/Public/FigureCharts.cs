using Platform.Ui.Charts;
using Platform.Ui.Localization;
using Transparency.Domain;

namespace Transparency.Areas.Transparency.Pages.Public;

/// <summary>Protected figures as charts in the reader's language.</summary>
public static class FigureCharts
{
    public static BarChart Acknowledged(IReadOnlyDictionary<string, Figure> figures, string through) => Bars("acknowledged", Grid.Acknowledgement, figures, through);

    public static BarChart Findings(IReadOnlyDictionary<string, Figure> figures, string through) => Bars("findings", Grid.Findings, figures, through);

    public static BarChart Outcomes(IReadOnlyDictionary<string, Figure> figures, string through) => Bars("outcome", Grid.Outcomes, figures, through);

    public static BarChart Rights(IReadOnlyDictionary<string, Figure> figures, string through) =>
        Bars("right", Grid.Headings.Where(h => figures[h].Value != 0), figures, through) with { Note = figures.Values.Any(f => f.Value == 0) ? Words.Get("right.note") : null };

    /// <summary>A figure that is kept back is hatched, never drawn as zero.</summary>
    public static ChartPoint Point(string label, Figure figure) =>
        figure.Value is { } value ? new ChartPoint(label, value) : ChartPoint.Withheld(label);

    private static BarChart Bars(string name, IEnumerable<string> cells, IReadOnlyDictionary<string, Figure> figures, string through) => new(
        "by-" + name, Words.Get(name + ".title"), Words.Format(name + ".description", through), Words.Get(name + ".heading"), Words.Get("count.heading"),
        [.. cells.Select(cell => Point(Words.Get($"{name}.{cell}"), figures[cell]))]);
}

/// <summary>The title of a release in the reader's language; the feed's own is English.</summary>
public static class ReleaseTitle
{
    public static string Of(string monthText) =>
        Month.TryParse(monthText, out var month) ? Words.Format("changes.entry", UiDates.Month(month.Start)) : monthText;
}
