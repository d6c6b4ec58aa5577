using System.Globalization;
using Platform.Ui.Localization;

namespace Platform.Ui.Charts;

/// <summary>A chart's numbers in words of one culture.</summary>
internal sealed class ChartWords(CultureInfo culture)
{
    private readonly string noData = UiText.Catalogue.Get("chart.no_data", culture);

    /// <summary>Why a number is kept back.</summary>
    public string Withheld { get; } = UiText.Catalogue.Get("chart.suppressed", culture);

    /// <summary>What stands beside a mark and in the table.</summary>
    public string Value(ChartPoint point) =>
        point.Suppressed ? ChartFigure.WithheldMark : point.Shown is { } value ? value.ToString("#,0.##", culture) : noData;

    /// <summary>The whole label and what is known of its number, for a pointer that rests on the mark.</summary>
    public string Full(ChartPoint point) =>
        $"{point.Label} – " + (point.Suppressed ? $"{ChartFigure.WithheldMark} {Withheld}" : Value(point));
}
