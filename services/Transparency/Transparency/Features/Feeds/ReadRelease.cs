using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Transparency.Data;

namespace Transparency.Features.Feeds;

/// <summary>One release at an address that stays.</summary>
public sealed class ReadRelease(TransparencyDb db, FeedAddresses addresses)
{
    public async Task<Outcome<Release>> Run(Guid id, CancellationToken cancellation) =>
        await db.Releases.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellation) is { } release
            ? release : Refusal.NotFound("transparency.release_unknown");

    public static void Map(RouteGroupBuilder feeds) =>
        feeds.MapMethods("/{tenant}/releases/{id:guid}", Feed.Methods, async (HttpContext http, Guid id, ReadRelease read, CancellationToken cancellation) =>
                (await read.Run(id, cancellation)).ToResult(release => read.Answer(http, release)))
            .WithName("Transparency_ReadRelease").WithSummary("One release")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private IResult Answer(HttpContext http, Release release)
    {
        var tenant = http.KnownTenant();
        return FeedAnswer.Of(http, FeedJson.One(tenant, release, addresses), "application/json", release.PublishedAt,
            $"<{addresses.ReleasePage(tenant.Slug, release.Id)}>; rel=\"alternate\"; type=\"text/html\"",
            $"<{addresses.Releases(tenant.Slug)}>; rel=\"collection\"");
    }
}
