namespace Assessments.Domain;

/// <summary>How grave an impact is.</summary>
public enum Band
{
    Unrated,
    Low,
    Moderate,
    High,
    Critical,
}

/// <summary>What the three dimensions come to.</summary>
/// <param name="Band">How grave.</param>
/// <param name="Provisional">Whether a dimension is unknown and was assumed.</param>
/// <param name="Product">Product of the dimensions as used.</param>
/// <param name="Irremediability">Irremediability as used.</param>
public sealed record Severity(Band Band, bool Provisional, int Product, int Irremediability)
{
    /// <summary>
    /// Rates an impact by scale, scope and irremediability, each 1 to 5 or unknown. Never by likelihood, which would hide rare
    /// catastrophes; never by a mean, which would hide what is done to few; and not by the product alone, which would hide a
    /// single death. What is unknown counts as grave as the gravest dimension known, at least in the middle.
    /// </summary>
    public static Severity Of(int? scale, int? scope, int? irremediability)
    {
        if (scale is null && scope is null && irremediability is null)
            return new Severity(Band.Unrated, false, 0, 0);
        var assumed = Math.Max(3, Math.Max(scale ?? 0, Math.Max(scope ?? 0, irremediability ?? 0)));
        var (g, s, r) = (scale ?? assumed, scope ?? assumed, irremediability ?? assumed);
        return new Severity(BandOf(g, s, r), scale is null || scope is null || irremediability is null, g * s * r, r);
    }

    private static Band BandOf(int g, int s, int r)
    {
        if ((g == 5 && r >= 4) || (g >= 3 && new[] { g, s, r }.Count(d => d == 5) >= 2))
            return Band.Critical;
        // The thresholds are the cubes of 2, 3 and 4: a geometric mean.
        var byProduct = (g * s * r) switch { <= 8 => Band.Low, <= 27 => Band.Moderate, < 64 => Band.High, _ => Band.Critical };
        var oneAloneIsSevere = g == 5 || (g >= 2 && (s == 5 || r == 5));
        return oneAloneIsSevere && byProduct < Band.High ? Band.High : byProduct;
    }
}
