using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Transparency.Data;

namespace Transparency.Features.Feeds;

/// <summary>
/// The releases of a tenant in order, for machines. The cursor points after the last item given, never expires and is given on
/// the last page too: a reader keeps it and asks again tomorrow.
/// </summary>
public sealed class ReadFeed(TransparencyDb db, FeedAddresses addresses)
{
    public async Task<IResult> Run(HttpContext http, string? cursor, int? limit, CancellationToken cancellation)
    {
        var size = Cursor.Limit(limit);
        var place = Cursor.Read<FeedPlace>(cursor);
        if ((size.Refusal ?? place.Refusal) is { } refusal)
            return new Problem(refusal);
        var after = place.Value?.After ?? 0;
        var rows = await db.Releases.AsNoTracking().Where(r => r.Sequence > after).OrderBy(r => r.Sequence).Take(size.Value + 1).ToListAsync(cancellation);
        var more = rows.Count > size.Value;
        if (more)
            rows.RemoveAt(size.Value);

        var tenant = http.KnownTenant();
        var next = Cursor.Of(new FeedPlace(rows.Count > 0 ? rows[^1].Sequence : after));
        var content = FeedJson.Page(tenant, rows, next, more, addresses);
        return FeedAnswer.Of(http, content, "application/json", modified: null,
            $"<{addresses.Releases(tenant.Slug)}?cursor={next}&limit={size.Value}>; rel=\"next\"");
    }

    public static void Map(RouteGroupBuilder feeds) =>
        feeds.MapMethods("/{tenant}/releases", Feed.Methods, (HttpContext http, ReadFeed read, string? cursor, int? limit, CancellationToken cancellation) =>
                read.Run(http, cursor, limit, cancellation))
            .WithName("Transparency_ReadFeed").WithSummary("Releases of a tenant as JSON, the oldest first: a reader goes on from the last cursor")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    // The name stays as it is: readers keep these cursors for ever.
    private sealed record FeedPlace(long After);
}
