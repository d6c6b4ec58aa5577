using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Transparency.Data;
using Transparency.Domain;

namespace Transparency.Features.Projection;

/// <summary>
/// The counts of the tenant as they are now, of what figures count, for its own staff. Who leads or publishes works with exact numbers; others get
/// rounded ones, the total too, or a number that is kept back would follow by subtraction.
/// </summary>
public sealed class ReadProjection(TransparencyDb db, Actor actor, TimeProvider clock)
{
    private const int MonthsBefore = 12;

    public async Task<ProjectionView> Run(CancellationToken cancellation)
    {
        // One pass over the cases: states, bands and outcomes are few, so their combinations are.
        var cases = db.Counted;
        var groups = await cases.GroupBy(f => new { f.State, f.Band, f.Outcome })
            .Select(g => new { g.Key.State, g.Key.Band, g.Key.Outcome, Count = g.LongCount() }).ToListAsync(cancellation);
        var rights = await db.Rights.Where(r => cases.Any(f => f.CaseId == r.CaseId)).GroupBy(r => r.Heading)
            .Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var current = Month.Of(clock.GetUtcNow());
        var first = current.Plus(-MonthsBefore);
        var filed = await cases.Where(f => f.FiledMonth >= first.Number).GroupBy(f => f.FiledMonth)
            .Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => new Month(g.Key).ToString(), g => g.Count, cancellation);

        var exact = actor.May(Permissions.TransparencyPublish) || actor.May(Permissions.AssessmentsLead);
        var total = groups.Sum(g => g.Count);
        // Every row of the grid is there whatever was filed: one that comes with its first case tells of that case.
        IReadOnlyList<CountRow> Rows(IEnumerable<string> grid, Dictionary<string, long> counts) => [.. grid.Select(code => Row(code, counts.GetValueOrDefault(code), exact))];
        return new ProjectionView(
            exact ? total : StaffCount.Rounded(total),
            exact,
            Rows(Grid.States, Sum(groups, g => g.State, g => g.Count)),
            Rows(Grid.Outcomes, Sum(groups, g => g.Outcome, g => g.Count)),
            Rows(Grid.Bands, Sum(groups, g => g.Band ?? Grid.Unrated, g => g.Count)),
            Rows(Grid.Headings, rights),
            Rows(Month.Range(first, current).Reverse().Select(m => m.ToString()), filed));
    }

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/projection", async (ReadProjection read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(cancellation)))
            .RequirePermission(Permissions.TransparencyRead)
            .WithName("Transparency_ReadProjection")
            .Produces<ProjectionView>();

    private static Dictionary<string, long> Sum<T>(IEnumerable<T> groups, Func<T, string?> key, Func<T, long> count) =>
        groups.Where(g => key(g) is not null).GroupBy(g => key(g)!).ToDictionary(g => g.Key, g => g.Sum(count));

    private static CountRow Row(string code, long count, bool exact)
    {
        var shown = StaffCount.Of(count, exact);
        return new CountRow(code, shown.Count, shown.FewerThan);
    }
}

/// <summary>The live counts, each table on a fixed grid.</summary>
/// <param name="Total">All cases; rounded to five unless exact.</param>
/// <param name="Exact">Whether the numbers are exact, or rounded to five.</param>
/// <param name="ByState">By state of the case.</param>
/// <param name="ByOutcome">Closed cases by outcome.</param>
/// <param name="ByBand">By band, unrated before triage.</param>
/// <param name="ByRight">By heading of right; a case may stand under several.</param>
/// <param name="Months">By month of filing: this month and the twelve before it, newest first.</param>
public sealed record ProjectionView(
    long Total, bool Exact, IReadOnlyList<CountRow> ByState, IReadOnlyList<CountRow> ByOutcome, IReadOnlyList<CountRow> ByBand, IReadOnlyList<CountRow> ByRight,
    IReadOnlyList<CountRow> Months);

/// <summary>One count.</summary>
/// <param name="Code">What is counted.</param>
/// <param name="Count">The number, or null where it is below three.</param>
/// <param name="FewerThan">Three where the number is below three, else null.</param>
public sealed record CountRow([Coarse] string Code, long? Count, int? FewerThan);
