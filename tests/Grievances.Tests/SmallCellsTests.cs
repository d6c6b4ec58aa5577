using Grievances.Features.Learning;

namespace Grievances.Tests;

/// <summary>What is kept back can't be worked out from what is shown.</summary>
public sealed class SmallCellsTests
{
    [Fact]
    public void WhatIsKeptBack_IsNotWhatTheOthersLeave_NorAFewPeopleInSeveralCells()
    {
        // 50 less 30 and 17 are three.
        Assert.Equal(["few", "less"], Kept(new() { ["all"] = 50, ["more"] = 30, ["less"] = 17, ["few"] = 3 }, new CellSum("all", ["more", "less", "few"])));
        // Two and three are five people, told from the others in two cells as well as in one.
        Assert.Equal(["a", "b", "c"], Kept(new() { ["all"] = 55, ["a"] = 2, ["b"] = 3, ["c"] = 20, ["d"] = 30 }, new CellSum("all", ["a", "b", "c", "d"])));
        // Of twelve people of one kind none came further: that tells of all twelve. Of everybody it tells of nobody.
        Assert.Equal(["stayed", "went"], Kept(new() { ["group"] = 12, ["stayed"] = 12, ["went"] = 0 }, new CellSum("group", ["stayed", "went"], OfGroup: true)));
        Assert.Empty(Kept(new() { ["group"] = 12, ["stayed"] = 12, ["went"] = 0 }, new CellSum("group", ["stayed", "went"])));
        Assert.Empty(Kept(new() { ["all"] = 0, ["a"] = 0, ["b"] = 0 }, new CellSum("all", ["a", "b"], OfGroup: true)));
    }

    [Fact]
    public void SeveralSumsTogether_TellNothingEither()
    {
        // Rows and columns have two kept back each, or none; but the left two and the right two are bound together by one cell, which all sums together tell.
        int[][] table = [[4, 4, 40, 40], [4, 4, 15, 40], [40, 40, 4, 4], [40, 40, 4, 4]];
        var counts = new Dictionary<string, int> { ["all"] = table.Sum(row => row.Sum()) };
        List<CellSum> sums = [];
        for (var at = 0; at < 4; at++)
        {
            var place = at;
            counts[$"r{at}"] = table[at].Sum();
            counts[$"c{at}"] = table.Sum(row => row[place]);
            for (var column = 0; column < 4; column++)
                counts[$"{at}{column}"] = table[at][column];
            sums.Add(new($"r{at}", [.. Enumerable.Range(0, 4).Select(column => $"{place}{column}")]));
            sums.Add(new($"c{at}", [.. Enumerable.Range(0, 4).Select(row => $"{row}{place}")]));
        }
        counts["12"] = 9;
        (counts["r1"], counts["c2"], counts["all"]) = (counts["r1"] - 6, counts["c2"] - 6, counts["all"] - 6);
        var kept = SmallCells.KeptBack(counts, sums);
        Assert.Contains("12", kept);
        // Beside it another goes, in a line of each block.
        Assert.True(kept.Count > 9);
    }

    [Fact]
    public void StepsOfManyGroups_ShowNoNumberBelowTheLeast_NorADifferenceThatIs()
    {
        var dice = new Random(4);
        for (var round = 0; round < 40; round++)
        {
            var facts = FunnelFacts.Of([.. Enumerable.Range(0, dice.Next(5, 400)).Select(_ => FunnelFacts.Case(dice.Next(0, 7), dice.Next(0, 8), new[] { "en", "fr", "ti", "ar" }[(int)(Math.Pow(dice.NextDouble(), 3) * 4)]))]);
            var view = Funnel.Of(facts);
            int?[] all = [.. view.Steps.Select(s => s.Cases)];
            Tells(all);
            foreach (var rows in view.Splits.Select(split => split.Rows.Select(row => row.Cases.ToArray()).ToList()))
            {
                // Whoever has the total and all rows but one has that one.
                for (var step = 0; step < all.Length; step++)
                    if (all[step] is { } total && rows.Count(row => row[step] is null) == 1)
                        rows.Single(row => row[step] is null)[step] = total - rows.Sum(row => row[step] ?? 0);
                foreach (var row in rows)
                    Tells(row);
            }
        }

        static void Tells(int?[] steps)
        {
            var known = steps.OfType<int>().ToList();
            Assert.All(known.Skip(1), count => Assert.True(count is 0 or >= SmallCells.Least, string.Join(' ', steps)));
            Assert.All(known.Zip(known.Skip(1)), pair => Assert.True(pair.First - pair.Second is 0 or >= SmallCells.Least, string.Join(' ', steps)));
        }
    }

    private static IEnumerable<string> Kept(Dictionary<string, int> counts, params CellSum[] sums) => SmallCells.KeptBack(counts, sums).Order(StringComparer.Ordinal);
}
