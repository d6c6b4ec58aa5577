using Platform.Contracts;

namespace Transparency.Domain;

/// <summary>
/// The rule that stands between a count of people and the public: one to nine are kept back, everything else is rounded to
/// five. A total is rounded from the raw count and never summed from its parts, or the parts would give a kept-back one away.
/// </summary>
public static class DisclosureControl
{
    /// <summary>Name of the rule, carried by each published figure: version, threshold, base of rounding.</summary>
    public const string Rule = "sdc-1/k10/b5";

    /// <summary>Smallest count, beside zero, that is shown.</summary>
    public const long Threshold = 10;

    private const long Base = 5;

    /// <summary>What may be published of a raw count, be it a cell or a total.</summary>
    public static Figure Protect(long count) => count switch
    {
        < 0 => throw new ArgumentOutOfRangeException(nameof(count), "A count of people is never negative."),
        0 => new Figure(0, Figure.Shown, Rule),
        < Threshold => new Figure(null, Figure.Suppressed, Rule),
        _ => new Figure((count + Base / 2) / Base * Base, Figure.Shown, Rule),
    };

    /// <summary>Protects each cell of a fixed grid; a cell nobody counted is zero.</summary>
    public static IReadOnlyDictionary<string, Figure> Protect(IEnumerable<string> grid, IReadOnlyDictionary<string, long> counts) =>
        grid.ToDictionary(cell => cell, cell => Protect(counts.GetValueOrDefault(cell)));
}

/// <summary>A published figure.</summary>
/// <param name="Value">The rounded number, or null where it is kept back.</param>
/// <param name="Status">shown or suppressed.</param>
/// <param name="Rule">The rule that made it.</param>
public sealed record Figure(long? Value, [Public] string Status, [Public] string Rule)
{
    public const string Shown = "shown";
    public const string Suppressed = "suppressed";
}
