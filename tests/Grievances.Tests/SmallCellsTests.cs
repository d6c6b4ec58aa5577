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
            var view = MechanismFigures.Of(facts).Way;
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
            Assert.All(known, count => Assert.True(count is 0 or >= SmallCells.Least, string.Join(' ', steps)));
            Assert.All(known.Zip(known.Skip(1)), pair => Assert.True(pair.First - pair.Second is 0 or >= SmallCells.Least, string.Join(' ', steps)));
        }
    }

    [Fact]
    public void TheCriteria_TellNothingThatTheStepsKeepBack()
    {
        // Three who have heard nothing yet: with how many were confirmed, or by how many days are a median, they would be told.
        var few = MechanismFigures.Of(FunnelFacts.Of([.. Cases(3, 0, FunnelFacts.Open), .. Cases(40, 1, FunnelFacts.Open), .. Cases(20, 3, FunnelFacts.Closed)]));
        Assert.Equal((63m, null), (Figure(few, "received").Value, few.Way.Steps[1].Cases));
        Assert.Equal((2m, null), (Figure(few, "days_to_acknowledge").Value, Figure(few, "days_to_acknowledge").Of));
        // Three who were not taken up: those who were stand among the steps, so that nobody learns of how many they are.
        var refused = MechanismFigures.Of(FunnelFacts.Of([.. Cases(30, 0, FunnelFacts.Open), .. Cases(3, 1, FunnelFacts.NotTakenUp), .. Cases(40, 1, FunnelFacts.Open), .. Cases(20, 3, FunnelFacts.Closed), .. Cases(15, 3, FunnelFacts.Open)]));
        Assert.Equal((35, null), (refused.Way.Steps[2].Cases, Figure(refused, "taken_up").Of));
        Assert.All(new[] { "taken_up", "not_taken_up_not_about_ai" }, code => Assert.True(Figure(refused, code).KeptBack));

        var dice = new Random(9);
        const int Recorded = 4;
        // Whoever reads them knows the ways a case can stand, not where none does.
        (int Step, int End)[] stands =
        [
            .. from step in Enumerable.Range(0, 6) from end in new[] { FunnelFacts.Open, FunnelFacts.Withdrawn, FunnelFacts.NotTakenUp, FunnelFacts.Closed } where end != FunnelFacts.NotTakenUp || step < 2 select (step, end),
            (3, Recorded), (6, FunnelFacts.Closed),
        ];
        for (var round = 0; round < 60; round++)
        {
            var least = round % 3 == 0 ? 25 : SmallCells.Least;
            int[] many = [.. stands.Select(at => at is (4, FunnelFacts.Closed) or (3, Recorded) ? 0 : dice.Next(at.End == FunnelFacts.Closed || at.Step < 2 ? 1 : -2, 4) switch { < 1 => 0, 1 => dice.Next(1, 12), _ => dice.Next(10, 80) })];
            var figures = MechanismFigures.Of(FunnelFacts.Of([.. stands.Zip(many).SelectMany(at => Cases(at.Second, at.First.Step, at.First.End))], least));
            var (shown, ofWay, hidden) = (new List<double[]>(), new List<double[]>(), new List<(string What, double[] Of)>());
            void Say(string what, decimal? value, Func<(int Step, int End), bool> of, bool isOfWay = false)
            {
                double[] row = [.. stands.Select(at => of(at) ? 1.0 : 0)];
                var people = row.Zip(many).Sum(at => at.First * at.Second);
                if (value is { } count)
                {
                    (isOfWay ? ofWay : shown).Add(row);
                    Assert.True((double)count == people && (count == 0 || count >= least), what);
                }
                // Where nobody is, nobody is told apart.
                else if (people > 0 && isOfWay)
                    hidden.Add((what, row));
            }
            foreach (var (place, step) in figures.Way.Steps.Index())
            {
                Say($"reached {step.Code}", step.Cases, at => at.Step >= place, isOfWay: true);
                foreach (var (end, value) in new[] { step.Open, step.Withdrawn, step.NotTakenUp, step.Closed }.Index())
                    Say($"{step.Code} {end}", value, at => at.Step == place && at.End == end && at.Step < 6, isOfWay: true);
            }
            foreach (var (end, value) in figures.Way.Ends.Index())
                Say(value.Code, value.Cases, at => at.End == end && at.Step < 6, isOfWay: true);
            bool Closed((int Step, int End) at) => at.End == FunnelFacts.Closed;
            bool TakenUp((int Step, int End) at) => at.Step >= 2;
            Say("received", Figure(figures, "received").Value, _ => true);
            Say("confirmed or due", Figure(figures, "acknowledged_in_time").Of, _ => true);
            Say("confirmed", Figure(figures, "days_to_acknowledge").Of, at => at.Step >= 1);
            Say("decided", Figure(figures, "taken_up").Of, at => TakenUp(at) || at.End == FunnelFacts.NotTakenUp);
            Say("refused", Figure(figures, "not_taken_up_not_about_ai").Value, at => at.End == FunnelFacts.NotTakenUp);
            foreach (var code in new[] { "days_to_close", "letters_read", "findings_in_time" })
                Say(code, Figure(figures, code).Of, Closed);
            Say("found right", Figure(figures, "found_right").Value, at => Closed(at) && at.Step >= 3);
            // A share and what it is of are its number.
            foreach (var (code, of) in new (string, Func<(int Step, int End), bool>)[] { ("taken_up", TakenUp), ("remedy_confirmed", at => at.Step == 6), ("remedy_accepted", at => Closed(at) && at.Step >= 5) })
                if (Figure(figures, code) is { Value: not null, Of: > 0 })
                    shown.Add([.. stands.Select(at => of(at) ? 1.0 : 0)]);
            // How many came to a step is the sum of some that are kept back, and may be told by the steps themselves.
            var (alone, both) = (Rank(ofWay), Rank([.. ofWay, .. shown]));
            Assert.All(hidden.Where(number => Rank([.. ofWay, number.Of]) > alone || !number.What.StartsWith("reached", StringComparison.Ordinal)),
                number => Assert.True(Rank([.. ofWay, .. shown, number.Of]) > both, $"round {round}: {number.What}"));
        }

        static IEnumerable<FunnelFacts.Filing> Cases(int many, int step, int end) => Enumerable.Range(0, many).Select(_ => FunnelFacts.Case(step, end, "en"));
        static MechanismFigure Figure(MechanismFigures figures, string code) => figures.Criteria.SelectMany(c => c.Figures).Single(f => f.Code == code);
    }

    // How many numbers are told independently of each other: where one more adds nothing, the others have told it.
    private static int Rank(IReadOnlyList<double[]> told)
    {
        var (rows, rank) = (told.Select(row => row.ToArray()).ToList(), 0);
        for (var column = 0; column < rows[0].Length && rank < rows.Count; column++)
        {
            if (rows.FindIndex(rank, row => Math.Abs(row[column]) > 1e-9) is var found && found < 0)
                continue;
            (rows[rank], rows[found]) = (rows[found], rows[rank]);
            foreach (var row in rows.Skip(rank + 1))
                for (var (at, times) = (column, row[column] / rows[rank][column]); at < row.Length; at++)
                    row[at] -= times * rows[rank][at];
            rank++;
        }
        return rank;
    }

    private static IEnumerable<string> Kept(Dictionary<string, int> counts, params CellSum[] sums) => SmallCells.KeptBack(counts, sums).Order(StringComparer.Ordinal);
}
