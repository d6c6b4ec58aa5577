namespace Platform.Ui.Charts;

/// <summary>How a bar is filled: a colour and, so that colour is never alone, a pattern of its own.</summary>
public enum ChartTone
{
    /// <summary>Plain accent, where all bars mean the same.</summary>
    Accent,

    /// <summary>Low: dots on slate.</summary>
    Low,

    /// <summary>Moderate: slanted lines on ochre.</summary>
    Moderate,

    /// <summary>High: a grid on rust.</summary>
    High,

    /// <summary>Critical: solid crimson.</summary>
    Critical,

    /// <summary>Not rated: level lines on grey.</summary>
    Unrated,
}

/// <summary>One number of a chart.</summary>
/// <param name="Label">What it counts; for a column, the period.</param>
/// <param name="Value">The number, or null when it is suppressed or unknown.</param>
/// <param name="Tone">Its fill.</param>
/// <param name="Suppressed">True when the number exists but is too small to be shown.</param>
public sealed record ChartPoint(string Label, decimal? Value, ChartTone Tone = ChartTone.Accent, bool Suppressed = false)
{
    /// <summary>A number that is kept back; it is drawn as a broken line without length and marked [c], never as zero.</summary>
    public static ChartPoint Withheld(string label) => new(label, null, ChartTone.Accent, true);

    /// <summary>The number that may be drawn; a suppressed one has none, whatever was given.</summary>
    public decimal? Shown => Suppressed ? null : Value;
}

/// <summary>A figure's content: what it says, its numbers and the words above the table's columns.</summary>
/// <param name="Id">Unique on the page; starts with a letter.</param>
/// <param name="Title">What the figure shows.</param>
/// <param name="Description">What a reader who cannot see it should know.</param>
/// <param name="LabelHeading">The table's first heading.</param>
/// <param name="ValueHeading">The table's second heading, with the unit.</param>
/// <param name="Points">The numbers in order.</param>
public abstract record Chart(
    string Id,
    string Title,
    string Description,
    string LabelHeading,
    string ValueHeading,
    IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Where the numbers come from or how they are counted.</summary>
    public string? Note { get; init; }

    /// <summary>The largest number drawn, at least one so that a chart of zeros has a scale.</summary>
    internal virtual decimal Highest => Math.Max(1, Points.Max(point => point.Shown) ?? 1);
}

/// <summary>A whole and its parts in order; what is kept back of them has no length.</summary>
/// <param name="Label">What the whole is.</param>
/// <param name="Parts">Its parts; the same in every stack, each with a tone of its own.</param>
/// <param name="Whole">What the parts make together, where that may be shown although some of them may not; the rest is drawn as an outline. Null where it is not known.</param>
public sealed record ChartStack(string Label, IReadOnlyList<ChartPoint> Parts, decimal? Whole = null)
{
    /// <summary>How much is drawn: the parts that are shown, and the whole where it is known.</summary>
    internal decimal Drawn => Math.Max(Parts.Sum(part => part.Shown ?? 0), Parts.Any(part => part.Suppressed) ? Whole ?? 0 : 0);
}

/// <summary>Level bars made of parts that lie one behind the other, with a key of the parts above them.</summary>
public sealed record StackedBarChart(
    string Id,
    string Title,
    string Description,
    string LabelHeading,
    string ValueHeading,
    IReadOnlyList<ChartStack> Stacks) : Chart(Id, Title, Description, LabelHeading, ValueHeading, [.. Stacks.SelectMany(stack => stack.Parts.Select(part => part with { Label = $"{stack.Label}: {part.Label}" }))])
{
    internal override decimal Highest => Math.Max(1, Stacks.Max(stack => (decimal?)stack.Drawn) ?? 1);
}

/// <summary>Level bars that compare kinds.</summary>
public sealed record BarChart(
    string Id,
    string Title,
    string Description,
    string LabelHeading,
    string ValueHeading,
    IReadOnlyList<ChartPoint> Points) : Chart(Id, Title, Description, LabelHeading, ValueHeading, Points);

/// <summary>Upright columns along time; time runs with the reader's script.</summary>
public sealed record ColumnChart(
    string Id,
    string Title,
    string Description,
    string LabelHeading,
    string ValueHeading,
    IReadOnlyList<ChartPoint> Points) : Chart(Id, Title, Description, LabelHeading, ValueHeading, Points);
