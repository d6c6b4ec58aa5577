using Assessments.Domain;

namespace Assessments.Tests;

public class OrderTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly SaliencePlace Middle = new(Band.Moderate, false, false, false, 3, 3, 27, Day);

    [Fact]
    public void Each_part_of_the_order_outweighs_everything_below_it()
    {
        // Every row is better in one part than the row below it, and worse in all the parts that follow.
        SaliencePlace[] rows =
        [
            new(Band.Critical, false, false, false, 1, 1, 1, Day.AddYears(10)),
            new(Band.High, true, false, false, 1, 1, 1, Day.AddYears(10)),
            new(Band.High, false, true, false, 1, 1, 1, Day.AddYears(10)),
            new(Band.High, false, false, true, 1, 1, 1, Day.AddYears(10)),
            new(Band.High, false, false, false, 5, 1, 1, Day.AddYears(10)),
            new(Band.High, false, false, false, 4, 5, 1, Day.AddYears(10)),
            new(Band.High, false, false, false, 4, 4, 125, Day.AddYears(10)),
            new(Band.High, false, false, false, 4, 4, 124, Day),
            new(Band.High, false, false, false, 4, 4, 124, Day.AddSeconds(1)),
            new(Band.Moderate, true, true, true, 5, 5, 125, Day),
            new(Band.Low, true, true, true, 5, 5, 125, Day),
            new(Band.Unrated, true, true, true, 5, 5, 125, Day),
        ];
        var ranks = rows.Select(SalienceOrder.Rank).ToList();
        Assert.Equal(ranks.OrderDescending(), ranks);
        Assert.Equal(ranks.Count, ranks.Distinct().Count());
        Assert.All(ranks, rank => Assert.True(rank >= 0));
    }

    [Fact]
    public void An_unknown_likelihood_counts_as_certain_and_so_does_what_has_happened()
    {
        Assert.Equal(5, SalienceOrder.Of(3, 3, 3, null, false, false, false, Day).Likelihood);
        Assert.Equal(5, SalienceOrder.Of(3, 3, 3, 1, true, false, false, Day).Likelihood);
        Assert.Equal(Middle, SalienceOrder.Of(3, 3, 3, 3, false, false, false, Day));
    }

    [Fact]
    public void Likelihood_never_lifts_an_impact_over_a_graver_band()
    {
        var rare = SalienceOrder.Rank(SalienceOrder.Of(5, 1, 5, 1, false, false, false, Day));
        var certain = SalienceOrder.Rank(SalienceOrder.Of(4, 3, 4, 5, true, true, true, Day));
        Assert.True(rare > certain);
    }
}
