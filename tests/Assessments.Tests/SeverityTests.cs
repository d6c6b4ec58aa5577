using Assessments.Domain;

namespace Assessments.Tests;

public class SeverityTests
{
    private static readonly int[] Steps = [1, 2, 3, 4, 5];

    [Theory]
    [InlineData("death of one person", 5, 1, 5, Band.Critical)]
    [InlineData("one demeaning output", 2, 1, 2, Band.Low)]
    [InlineData("the same in a mass-market model", 2, 5, 3, Band.High)]
    [InlineData("a wrong text mended next day", 1, 3, 1, Band.Low)]
    [InlineData("a nuisance for everybody", 1, 5, 1, Band.Low)]
    [InlineData("abuse material of children", 5, 3, 5, Band.Critical)]
    [InlineData("data of a hundred million, hard to undo", 3, 5, 4, Band.High)]
    [InlineData("bad captions in one language", 2, 2, 2, Band.Low)]
    [InlineData("lasting trauma of labellers", 4, 3, 4, Band.High)]
    [InlineData("the middle", 3, 3, 3, Band.Moderate)]
    [InlineData("one step above the middle", 4, 3, 3, Band.High)]
    [InlineData("the cube of four", 4, 4, 4, Band.Critical)]
    [InlineData("small, permanent, very many", 2, 5, 5, Band.High)]
    [InlineData("a deepfake before an election", 4, 5, 4, Band.Critical)]
    public void A_known_harm_gets_its_band(string harm, int scale, int scope, int irremediability, Band band)
    {
        Assert.NotEmpty(harm);
        var severity = Severity.Of(scale, scope, irremediability);
        Assert.Equal((band, false, scale * scope * irremediability), (severity.Band, severity.Provisional, severity.Product));
    }

    [Fact]
    public void What_is_unknown_counts_as_grave_as_the_gravest_known_and_is_marked()
    {
        Assert.Equal(new Severity(Band.Critical, true, 64, 4), Severity.Of(4, null, 4));
        Assert.Equal(new Severity(Band.Moderate, true, 9, 3), Severity.Of(1, null, null) with { });
        Assert.Equal(new Severity(Band.Unrated, false, 0, 0), Severity.Of(null, null, null));
    }

    [Fact]
    public void The_125_ratings_fall_into_bands_as_published()
    {
        var counts = All().GroupBy(c => Of(c)).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal((28, 35, 44, 18), (counts[Band.Low], counts[Band.Moderate], counts[Band.High], counts[Band.Critical]));
    }

    [Fact]
    public void A_graver_dimension_never_lowers_the_band()
    {
        var compared = 0;
        foreach (var (g, s, r) in All())
            foreach (var graver in new[] { (g + 1, s, r), (g, s + 1, r), (g, s, r + 1) }.Where(c => c is ( <= 5, <= 5, <= 5)))
            {
                Assert.True(Of(graver) >= Of((g, s, r)), $"{(g, s, r)} is {Of((g, s, r))}, {graver} is {Of(graver)}");
                compared++;
            }
        Assert.Equal(300, compared);
    }

    [Fact]
    public void Learning_a_dimension_is_never_worse_than_the_worst_it_could_have_been()
    {
        foreach (var (g, s, _) in All())
            Assert.True(Severity.Of(g, s, null).Band <= Severity.Of(g, s, 5).Band);
    }

    private static Band Of((int G, int S, int R) c) => Severity.Of(c.G, c.S, c.R).Band;

    private static IEnumerable<(int, int, int)> All() => from g in Steps from s in Steps from r in Steps select (g, s, r);
}
