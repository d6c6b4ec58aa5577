using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Transparency.Data;

namespace Transparency.Features.Releases;

/// <summary>The tenant's releases, newest first.</summary>
public sealed class ListReleases(TransparencyDb db)
{
    public async Task<Outcome<Page<ReleaseSummary>>> Run(int? limit, string? cursor, CancellationToken cancellation)
    {
        var size = Cursor.Limit(limit);
        var place = Cursor.Read<ReleasePlace>(cursor);
        if (size.Refusal is { } badLimit)
            return badLimit;
        if (place.Refusal is { } badCursor)
            return badCursor;
        var before = place.Value?.ReleaseBefore ?? long.MaxValue;
        var rows = await db.Releases.AsNoTracking().Where(r => r.Sequence < before).OrderByDescending(r => r.Sequence).Take(size.Value + 1).ToListAsync(cancellation);
        return Cursor.Page(rows.ConvertAll(ReleaseSummary.Of), size.Value, r => new ReleasePlace(r.Sequence));
    }

    /// <summary>The months whose figures are published, of a span that the caller bounds.</summary>
    public Task<List<int>> PublishedMonths(int from, CancellationToken cancellation) =>
        db.Releases.Where(r => r.Month >= from).Select(r => r.Month).Distinct().ToListAsync(cancellation);

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/releases", async (ListReleases list, int? limit, string? cursor, CancellationToken cancellation) =>
                (await list.Run(limit, cursor, cancellation)).ToResult(page => TypedResults.Ok(page)))
            .RequirePermission(Permissions.TransparencyRead)
            .WithName("Transparency_ListReleases")
            .Produces<Page<ReleaseSummary>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private sealed record ReleasePlace(long ReleaseBefore);
}
