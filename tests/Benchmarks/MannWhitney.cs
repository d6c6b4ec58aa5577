namespace Benchmarks;

/// <summary>
/// The Mann-Whitney U test: how likely it is that two samples differ this much in rank when they come from one distribution.
/// Normal approximation with correction for ties, for samples of hundreds and more.
/// </summary>
public static class MannWhitney
{
    /// <summary>Two-sided p.</summary>
    public static double P(IReadOnlyCollection<double> first, IReadOnlyCollection<double> second)
    {
        double m = first.Count, n = second.Count, all = m + n, rank = 0, ranksOfFirst = 0, ties = 0;
        foreach (var group in first.Select(v => (Value: v, First: 1)).Concat(second.Select(v => (Value: v, First: 0))).GroupBy(v => v.Value).OrderBy(g => g.Key))
        {
            double size = group.Count();
            ranksOfFirst += group.Sum(v => v.First) * (rank + (size + 1) / 2);
            ties += size * size * size - size;
            rank += size;
        }
        var u = ranksOfFirst - m * (m + 1) / 2;
        var deviation = Math.Sqrt(m * n / 12 * (all + 1 - ties / (all * (all - 1))));
        return deviation == 0 ? 1 : Erfc(Math.Max(0, Math.Abs(u - m * n / 2) - 0.5) / deviation / Math.Sqrt(2));
    }

    // Abramowitz and Stegun 7.1.26; off by at most 1.5e-7.
    private static double Erfc(double x)
    {
        var t = 1 / (1 + 0.3275911 * x);
        return t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.Exp(-x * x);
    }
}
