using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Transparency.Data;

namespace Transparency.Features.Feeds;

/// <summary>The same releases for feed readers, newest first, as RFC 4287 Atom.</summary>
public sealed class ReadAtom(TransparencyDb db, FeedAddresses addresses)
{
    public async Task<IResult> Run(HttpContext http, string? cursor, int? limit, CancellationToken cancellation)
    {
        var size = Cursor.Limit(limit);
        var place = Cursor.Read<AtomPlace>(cursor);
        if ((size.Refusal ?? place.Refusal) is { } refusal)
            return new Problem(refusal);
        var before = place.Value?.AtomBefore ?? long.MaxValue;
        var rows = await db.Releases.AsNoTracking().Where(r => r.Sequence < before).OrderByDescending(r => r.Sequence).Take(size.Value + 1).ToListAsync(cancellation);
        var page = Cursor.Page(rows, size.Value, r => new AtomPlace(r.Sequence));

        var tenant = http.KnownTenant();
        var here = addresses.Atom(tenant.Slug);
        var self = cursor is null ? here : $"{here}?cursor={Uri.EscapeDataString(cursor)}&limit={size.Value}";
        var older = page.Next is null ? null : $"{here}?cursor={page.Next}&limit={size.Value}";
        return FeedAnswer.Of(http, AtomDocument.Write(tenant, page.Items, self, older, addresses), AtomDocument.ContentType, modified: null);
    }

    public static void Map(RouteGroupBuilder feeds) =>
        feeds.MapMethods("/{tenant}/atom.xml", Feed.Methods, (HttpContext http, ReadAtom read, string? cursor, int? limit, CancellationToken cancellation) =>
                read.Run(http, cursor, limit, cancellation))
            .WithName("Transparency_ReadAtom").WithSummary("Releases of a tenant as Atom, the newest first")
            .Produces(StatusCodes.Status200OK, contentType: AtomDocument.MediaType)
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    // Each list names its key differently: a cursor of another one is then no cursor here.
    private sealed record AtomPlace(long AtomBefore);
}
