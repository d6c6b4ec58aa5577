namespace Platform.Ui.Charts;

/// <summary>
/// Chooses the values that can be written above columns: none may touch another or lie on a taller column beside it.
/// What is kept back comes first, so that its mark is never left without words.
/// </summary>
internal sealed class ColumnValues
{
    private const decimal Gap = 4;
    private const decimal LineHeight = 14;
    private readonly IReadOnlyList<string> texts;
    private readonly IReadOnlyList<decimal> heights;
    private readonly List<int> anywhere = [];
    private readonly List<int> onWideScreens = [];

    /// <param name="texts">The values in the order of their columns.</param>
    /// <param name="heights">The columns' heights in pixels.</param>
    /// <param name="first">Columns whose values are chosen before the others.</param>
    public ColumnValues(IReadOnlyList<string> texts, IReadOnlyList<decimal> heights, IReadOnlySet<int> first)
    {
        this.texts = texts;
        this.heights = heights;
        var order = Enumerable.Range(0, texts.Count).OrderByDescending(first.Contains).ToList();
        foreach (var index in order.Where(index => Fits(index, LabelSpace.Narrow, anywhere)))
        {
            anywhere.Add(index);
        }

        onWideScreens.AddRange(anywhere);
        foreach (var index in order.Except(anywhere).Where(index => Fits(index, LabelSpace.Wide, onWideScreens)))
        {
            onWideScreens.Add(index);
        }
    }

    /// <summary>The class of a value's text, or null where there is no room for it.</summary>
    public string? Class(int index) =>
        anywhere.Contains(index) ? "value" : onWideScreens.Contains(index) ? "value minor" : null;

    private bool Fits(int index, decimal drawing, List<int> written)
    {
        var (start, end) = Span(index, drawing);
        return !written.Exists(other => Touches(Span(other, drawing), Gap) && Math.Abs(heights[other] - heights[index]) < LineHeight)
            && !Enumerable.Range(0, texts.Count).Any(other => heights[other] > heights[index] + Gap && Touches(Body(other, drawing), 0));

        bool Touches((decimal Start, decimal End) other, decimal gap) => start < other.End + gap && other.Start < end + gap;
    }

    private (decimal Start, decimal End) Body(int index, decimal drawing) =>
        ((index + ColumnPlace.Margin) / texts.Count * drawing, (index + 1 - ColumnPlace.Margin) / texts.Count * drawing);

    private (decimal Start, decimal End) Span(int index, decimal drawing)
    {
        var width = LabelSpace.Width(texts[index]);
        var place = ColumnPlace.Of(texts[index], index, texts.Count);
        var start = place.Along * drawing - place.Anchor switch { "start" => 0, "end" => width, _ => width / 2 };
        return (start, start + width);
    }
}
