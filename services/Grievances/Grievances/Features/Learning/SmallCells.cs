namespace Grievances.Features.Learning;

/// <summary>A count and the counts that add up to it: whoever knows all but one of them knows that one.</summary>
/// <param name="Total">Name of the whole.</param>
/// <param name="Parts">Names of its parts, in their order.</param>
/// <param name="OfGroup">Whether the whole is a group of people who are told apart by what they are: where it is small, a part without anybody tells of all of them.</param>
public sealed record CellSum(string Total, IReadOnlyList<string> Parts, bool OfGroup = false);

/// <summary>
/// Keeps small counts of people back, and with them as many others as it takes that nobody works them out: from one sum or from several together, and
/// neither exactly nor as a few people that are left over. Tables that share a count are protected together.
/// </summary>
public static class SmallCells
{
    /// <summary>Smallest count of people that is shown, unless an organisation asks for more.</summary>
    public const int Least = 10;

    /// <summary>Smallest count that is shown of children, and of what people say of their health.</summary>
    public const int LeastOfSensitive = 20;

    /// <summary>How many of some people are counted where one more must not be seen to move a number: full tens.</summary>
    public static int FullTens(int people) => people / 10 * 10;

    /// <summary>Names of the counts that are kept back.</summary>
    /// <param name="counts">Every count by its name.</param>
    /// <param name="sums">What adds up to what.</param>
    /// <param name="least">Smallest count that is shown.</param>
    public static IReadOnlySet<string> KeptBack(IReadOnlyDictionary<string, int> counts, IReadOnlyList<CellSum> sums, int least = Least) => KeptBack(counts, sums, _ => least);

    /// <inheritdoc cref="KeptBack(IReadOnlyDictionary{string, int}, IReadOnlyList{CellSum}, int)" />
    /// <param name="counts">Every count by its name.</param>
    /// <param name="sums">What adds up to what.</param>
    /// <param name="leastOf">Smallest count that is shown in the cell of a name; 0 where everybody knows it, so that keeping it back keeps nothing.</param>
    public static IReadOnlySet<string> KeptBack(IReadOnlyDictionary<string, int> counts, IReadOnlyList<CellSum> sums, Func<string, int> leastOf)
    {
        var kept = counts.Where(cell => cell.Value > 0 && cell.Value < leastOf(cell.Key)).Select(cell => cell.Key).ToHashSet();
        // Where nobody is at all, nobody is told apart.
        var empty = sums.Where(sum => counts[sum.Total] == 0).SelectMany(sum => sum.Parts).ToHashSet();
        kept.UnionWith(sums.Where(sum => sum.OfGroup && counts[sum.Total] < 3 * leastOf(sum.Total)).SelectMany(sum => sum.Parts).Where(part => counts[part] == 0 && !empty.Contains(part)));
        while (Next() is { } next)
            kept.Add(next);
        return kept;

        string? Next()
        {
            if (Along(sums.Where(Tells)) is { } more)
                return more;
            var told = new ToldCounts(kept, sums).Told.ToList();
            return told.Count == 0 ? null : Along(told.SelectMany(cell => sums.Where(sum => sum.Total == cell || sum.Parts.Contains(cell)))) ?? Along(sums.Where(sum => sum.Parts.Append(sum.Total).Any(kept.Contains)));
        }

        string? Along(IEnumerable<CellSum> telling) => telling.Select(More).FirstOrDefault(more => more is not null);

        // One alone is what the others leave, and a few people are few however many cells they are in.
        bool Tells(CellSum sum)
        {
            var parts = sum.Parts.Where(kept.Contains).ToList();
            return parts.Count + (kept.Contains(sum.Total) ? 1 : 0) == 1 || (parts.Count > 0 && !kept.Contains(sum.Total) && parts.Sum(part => counts[part]) < parts.Max(leastOf));
        }

        // The nearest that holds anybody goes along: steps beside each other are still told as one. That nobody is somewhere is often known.
        string? More(CellSum sum)
        {
            var gone = Enumerable.Range(0, sum.Parts.Count).Where(at => kept.Contains(sum.Parts[at])).ToList();
            if (!sum.OfGroup && counts[sum.Total] > 0 && leastOf(sum.Total) > 0 && !kept.Contains(sum.Total) && sum.Parts.All(part => counts[part] == 0 || kept.Contains(part)))
                return sum.Total;
            return Enumerable.Range(0, sum.Parts.Count).Except(gone).Where(at => (counts[sum.Parts[at]] > 0 || gone.Count < 2) && leastOf(sum.Parts[at]) > 0)
                .OrderBy(at => counts[sum.Parts[at]] == 0).ThenBy(at => gone.Select(other => Math.Abs(other - at)).DefaultIfEmpty().Min()).ThenBy(at => counts[sum.Parts[at]])
                .Select(at => sum.Parts[at]).FirstOrDefault() ?? (kept.Contains(sum.Total) || leastOf(sum.Total) == 0 ? null : sum.Total);
        }
    }
}
