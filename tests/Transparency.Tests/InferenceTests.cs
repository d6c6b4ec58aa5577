using CsCheck;
using Transparency.Domain;

namespace Transparency.Tests;

/// <summary>Readers who compute: nobody may narrow a kept-back number down to fewer than five values within one release.</summary>
public class InferenceTests
{
    private const int Fewest = 5;

    // Totals end where a published one does: 22 is the last that is published as 20.
    [Fact]
    public void Who_knows_the_rule_and_tries_every_table_finds_no_cell() =>
        Attack(from total in Range(0, 62) from a in Range(0, total) from b in Range(0, total - a) select Release.Of(total, new Part([a, b, total - a - b])));

    [Fact]
    public void Nor_where_two_tables_share_the_total() => Attack(
        from total in Range(0, 22) from a in Range(0, total) from b in Range(0, total - a) from c in Range(0, total) from d in Range(0, total - c)
        select Release.Of(total, new Part([a, b, total - a - b]), new Part([c, d, total - c - d])));

    [Fact]
    public void Nor_where_a_case_may_stand_in_several_cells()
    {
        Attack(
            from total in Range(0, 32) from a in Range(0, total) from b in Range(0, total) from c in Range(Math.Max(0, total - a - b), total)
            select Release.Of(total, new Part([a, b, c], Overlapping: true)));
        Attack(
            from total in Range(0, 12) from a in Range(0, total) from b in Range(0, total) from c in Range(Math.Max(0, total - a - b), total)
            from d in Range(0, total) from e in Range(0, total - d)
            select Release.Of(total, new Part([a, b, c], Overlapping: true), new Part([d, e, total - d - e])));
    }

    [Fact]
    public void Any_release_leaves_five_values_for_each_kept_back_number()
    {
        var cells = Gen.Frequency((3, Gen.Int[0, 12]), (1, Gen.Int[0, 40]));
        Gen.Select(cells.Array[3, 5], Gen.Int[3, 5], Gen.Int[0, 1000]).Sample(
            (first, parts, seed) =>
            {
                var total = first.Sum();
                var release = Release.Of(total, new Part(first), new Part(Split(total, parts, seed)), new Part(Cover(total, parts, seed), Overlapping: true));
                return Range(0, release.Parts.Count - 1).All(part => LeavesEnough(release, part));
            }, iter: 3000);
    }

    // What is published against all raw counts that are published like it.
    private static void Attack(IEnumerable<Release> all)
    {
        foreach (var alike in all.GroupBy(r => r.Published))
        {
            var raw = alike.ToList();
            for (var part = 0; part < raw[0].Shown.Count; part++)
                for (var cell = 0; cell < raw[0].Shown[part].Length; cell++)
                    if (raw[0].Shown[part][cell] is null)
                    {
                        var values = raw.Select(r => r.Parts[part].Cells[cell]).Distinct().ToList();
                        Assert.True(values.Count >= Fewest, $"{alike.Key}: cell {part}.{cell} is one of {string.Join(", ", values.Order())}");
                    }
        }
    }

    // By sets of reachable sums instead of bounds: every raw count that is published as the figure is tried in every cell.
    private static bool LeavesEnough(Release release, int part)
    {
        if (release.IsWithheld(part))
            return true;
        var others = Enumerable.Range(0, release.Parts.Count).Where(p => p != part && !release.IsWithheld(p)).Select(p => Totals(release, p, -1, 0)).ToList();
        var totals = Range(0, 400).Where(t => DisclosureControl.Protect(t).Value == release.Total && others.TrueForAll(o => o.Contains(t))).ToHashSet();
        return Range(0, release.Parts[part].Cells.Count - 1).Where(cell => release.Shown[part][cell] is null)
            .All(cell => Range(0, 9).Count(value => Preimage(release, null).Contains(value) && Totals(release, part, cell, value).Overlaps(totals)) >= Fewest);
    }

    // Totals that a table allows, one of its cells given.
    private static HashSet<int> Totals(Release release, int part, int given, int value)
    {
        var (sums, most) = (new HashSet<int> { 0 }, 0);
        for (var cell = 0; cell < release.Parts[part].Cells.Count; cell++)
        {
            int[] values = cell == given ? [value] : Preimage(release, release.Shown[part][cell]);
            sums = [.. sums.SelectMany(sum => values.Select(v => sum + v))];
            most = Math.Max(most, values.Min());
        }
        return release.Parts[part].Overlapping ? [.. Range(most, sums.Max())] : sums;
    }

    private static int[] Preimage(Release release, long? shown) => shown switch
    {
        null => release.Total is 0 or >= 30 ? [.. Range(1, 9)] : [.. Range(0, 9)],
        0 => [0],
        { } value => [.. Range(10, (int)value + 2).Where(raw => DisclosureControl.Protect(raw).Value == value)],
    };

    private static int[] Split(int total, int parts, int seed)
    {
        var random = new Random(seed);
        var cuts = Enumerable.Range(0, parts - 1).Select(_ => random.Next(3) == 0 ? random.Next(total + 1) : total).Append(0).Append(total).Order().ToList();
        return [.. cuts.Zip(cuts.Skip(1)).Select(pair => pair.Second - pair.First)];
    }

    private static int[] Cover(int total, int parts, int seed)
    {
        var random = new Random(seed + 1);
        return [.. Split(total, parts, seed).Select(cell => Math.Min(total, cell + (random.Next(4) == 0 ? random.Next(12) : 0)))];
    }

    private static IEnumerable<int> Range(int first, int last) => Enumerable.Range(first, Math.Max(0, last - first + 1));

    private sealed record Part(IReadOnlyList<int> Cells, bool Overlapping = false);

    private sealed record Release(IReadOnlyList<Part> Parts, long? Total, IReadOnlyList<long?[]> Shown, string Published)
    {
        public bool IsWithheld(int part) => Array.TrueForAll(Shown[part], cell => cell is null);

        public static Release Of(int total, params Part[] parts)
        {
            var published = DisclosureControl.Protect(total, [.. parts.Select(p =>
            {
                string[] grid = [.. Range(0, p.Cells.Count - 1).Select(cell => ((char)('a' + cell)).ToString())];
                return new Breakdown(grid, grid.Zip(p.Cells).ToDictionary(pair => pair.First, pair => (long)pair.Second), p.Overlapping);
            })]);
            var shown = published.Tables.Select(t => t.Values.Select(f => f.Value).ToArray()).ToList();
            return new Release(parts, published.Total.Value, shown, $"{Say(published.Total.Value)}: {string.Join(" | ", shown.Select(t => string.Join(" ", t.Select(Say))))}");

            static string Say(long? value) => value is null ? "c" : $"{value}";
        }
    }
}
