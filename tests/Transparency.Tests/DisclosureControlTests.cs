using System.Text.Json;
using Transparency.Domain;

namespace Transparency.Tests;

public class DisclosureControlTests
{
    [Fact]
    public void One_to_nine_are_kept_back_zero_is_shown_and_the_rest_is_the_nearest_five()
    {
        for (long count = 0; count <= 3000; count++)
        {
            var figure = DisclosureControl.Protect(count);
            Assert.Equal(DisclosureControl.Rule, figure.Rule);
            if (count is >= 1 and <= 9)
                Assert.Equal((null, "suppressed"), (figure.Value, figure.Status));
            else
                Assert.True(figure.Status == "shown" && figure.Value % 5 == 0 && Math.Abs(figure.Value!.Value - count) <= 2, $"{count} became {figure.Value}");
        }
        Assert.Equal(0, DisclosureControl.Protect(0).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => DisclosureControl.Protect(-1));
    }

    [Fact]
    public void Machines_read_a_kept_back_figure_in_the_agreed_form() =>
        Assert.Equal("""{"value":null,"status":"suppressed","rule":"sdc-1/k10/b5"}""", JsonSerializer.Serialize(DisclosureControl.Protect(9), JsonSerializerOptions.Web));

    [Fact]
    public void The_grid_stays_the_same_and_a_zero_is_shown_under_a_total_of_thirty_only()
    {
        var many = Table(45, new() { ["a"] = 20, ["b"] = 25 });
        Assert.Equal(["a", "b", "c"], many.Keys);
        Assert.Equal((20, 25, 0), (many["a"].Value, many["b"].Value, many["c"].Value));
        var few = Table(24, new() { ["a"] = 12, ["b"] = 12 });
        Assert.Equal((10, 10, null), (few["a"].Value, few["b"].Value, few["c"].Value));
        Assert.All(Table(0, []).Values, figure => Assert.Equal(0, figure.Value));
    }

    [Fact]
    public void A_table_from_which_a_cell_follows_is_kept_back_whole()
    {
        // Ten to twelve in all, ten to twelve of them in one cell: the two others hold two at most.
        Assert.All(Table(12, new() { ["a"] = 10, ["b"] = 1, ["c"] = 1 }).Values, figure => Assert.Equal("suppressed", figure.Status));
        // A count that the grid does not know would make the sum a lie.
        Assert.All(Table(45, new() { ["a"] = 20, ["b"] = 20, ["else"] = 5 }).Values, figure => Assert.Equal("suppressed", figure.Status));
        Assert.Equal(10, DisclosureControl.Protect(12).Value);
    }

    [Fact]
    public void A_total_comes_from_the_raw_count_and_not_from_its_parts()
    {
        long[] cells = [12, 12, 12];
        Assert.Equal(30, cells.Sum(c => DisclosureControl.Protect(c).Value));
        Assert.Equal(35, DisclosureControl.Protect(cells.Sum()).Value);
    }

    private static IReadOnlyDictionary<string, Figure> Table(long total, Dictionary<string, long> counts) =>
        DisclosureControl.Protect(total, new Breakdown(["a", "b", "c"], counts)).Tables[0];
}
