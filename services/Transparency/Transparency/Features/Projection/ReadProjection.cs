using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Transparency.Data;
using Transparency.Domain;

namespace Transparency.Features.Projection;

/// <summary>The counts of the tenant as they are now, for its own staff.</summary>
public sealed class ReadProjection(TransparencyDb db)
{
    public async Task<ProjectionView> Run(CancellationToken cancellation)
    {
        // One pass over the cases: states, bands and outcomes are few, so their combinations are.
        var groups = await db.Cases.GroupBy(f => new { f.State, f.Band, f.Outcome })
            .Select(g => new { g.Key.State, g.Key.Band, g.Key.Outcome, Count = g.LongCount() }).ToListAsync(cancellation);
        var rights = await db.Rights.GroupBy(r => r.Heading)
            .Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var filed = await db.Cases.GroupBy(f => f.FiledMonth)
            .Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => new Month(g.Key).ToString(), g => g.Count, cancellation);
        return new ProjectionView(
            groups.Sum(g => g.Count),
            Rows(Sum(groups, g => g.State, g => g.Count)),
            Rows(Sum(groups, g => g.Outcome, g => g.Count)),
            Rows(Sum(groups, g => g.Band ?? "unrated", g => g.Count)),
            Rows(rights),
            [.. filed.OrderByDescending(m => m.Key, StringComparer.Ordinal).Select(m => Row(m.Key, m.Value))]);
    }

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/projection", async (ReadProjection read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(cancellation)))
            .RequirePermission(Permissions.TransparencyRead)
            .WithName("Transparency_ReadProjection")
            .Produces<ProjectionView>();

    private static Dictionary<string, long> Sum<T>(IEnumerable<T> groups, Func<T, string?> key, Func<T, long> count) =>
        groups.Where(g => key(g) is not null).GroupBy(g => key(g)!).ToDictionary(g => g.Key, g => g.Sum(count));

    // Rows run by code where their number is not told, or the order would tell it.
    private static IReadOnlyList<CountRow> Rows(Dictionary<string, long> counts) =>
        [.. counts.Select(c => Row(c.Key, c.Value)).OrderByDescending(r => r.Count ?? 0).ThenBy(r => r.Code, StringComparer.Ordinal)];

    private static CountRow Row(string code, long count)
    {
        var shown = StaffCount.Of(count);
        return new CountRow(code, shown.Count, shown.FewerThan);
    }
}

/// <summary>The live counts.</summary>
/// <param name="Total">All cases.</param>
/// <param name="ByState">By state of the case.</param>
/// <param name="ByOutcome">Closed cases by outcome.</param>
/// <param name="ByBand">By band, unrated before triage.</param>
/// <param name="ByRight">By heading of right; a case may stand under several.</param>
/// <param name="Months">By month of filing, newest first.</param>
public sealed record ProjectionView(
    long Total, IReadOnlyList<CountRow> ByState, IReadOnlyList<CountRow> ByOutcome, IReadOnlyList<CountRow> ByBand, IReadOnlyList<CountRow> ByRight,
    IReadOnlyList<CountRow> Months);

/// <summary>One count.</summary>
/// <param name="Code">What is counted.</param>
/// <param name="Count">The number, or null where it is below three.</param>
/// <param name="FewerThan">Three where the number is below three, else null.</param>
public sealed record CountRow([Coarse] string Code, long? Count, int? FewerThan);
