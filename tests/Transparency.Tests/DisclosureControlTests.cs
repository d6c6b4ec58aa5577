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
    public void A_cell_nobody_counted_is_zero_and_the_grid_stays_the_same()
    {
        var table = DisclosureControl.Protect(["a", "b", "c"], new Dictionary<string, long> { ["b"] = 12, ["outside"] = 40 });
        Assert.Equal(["a", "b", "c"], table.Keys);
        Assert.Equal((0, 10, 0), (table["a"].Value, table["b"].Value, table["c"].Value));
    }

    [Fact]
    public void A_total_comes_from_the_raw_count_and_not_from_its_parts()
    {
        long[] cells = [12, 12, 12];
        Assert.Equal(30, cells.Sum(c => DisclosureControl.Protect(c).Value));
        Assert.Equal(35, DisclosureControl.Protect(cells.Sum()).Value);
    }

    [Fact]
    public void Subtracting_what_is_shown_from_the_total_hardly_ever_gives_a_kept_back_cell()
    {
        var random = new Random(4711);
        int suppressed = 0, foundFromPublished = 0, foundFromExactTotals = 0;
        for (var table = 0; table < 20_000; table++)
        {
            var cells = Enumerable.Range(0, random.Next(3, 7)).Select(_ => (long)(random.Next(3) == 0 ? random.Next(0, 10) : random.Next(10, 60))).ToArray();
            var hidden = cells.Count(c => c is >= 1 and <= 9);
            suppressed += hidden;
            // What the published table leaves possible: the first of the hidden cells, given all others at their bounds.
            var shown = cells.Select(DisclosureControl.Protect).ToArray();
            var total = DisclosureControl.Protect(cells.Sum());
            foundFromPublished += Found(shown, Bounds(total));
            if (hidden == 1)
                foundFromExactTotals++;
        }
        Assert.True(suppressed > 10_000, "The tables hold too little to attack.");
        Assert.True(foundFromPublished <= suppressed / 50, $"{foundFromPublished} of {suppressed} were found");
        // With exact totals and exact neighbours every lone hidden cell falls: the rounding is what protects.
        Assert.True(foundFromExactTotals > suppressed / 4, "The attack is too weak to say anything.");
    }

    private static int Found(Figure[] cells, (long Low, long High) total)
    {
        var bounds = cells.Select(Bounds).ToArray();
        var found = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].Value is not null)
                continue;
            var low = Math.Max(1, total.Low - bounds.Where((_, j) => j != i).Sum(b => b.High));
            var high = Math.Min(9, total.High - bounds.Where((_, j) => j != i).Sum(b => b.Low));
            Assert.True(low <= high);
            if (low == high)
                found++;
        }
        return found;
    }

    private static (long Low, long High) Bounds(Figure figure) => figure.Value switch
    {
        null => (1, 9),
        0 => (0, 0),
        { } value => (Math.Max(DisclosureControl.Threshold, value - 2), value + 2),
    };
}
