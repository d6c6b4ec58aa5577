using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;

namespace Identity.Features.Access;

/// <summary>Whose access has ended, and when, in Unix milliseconds.</summary>
public sealed record EndedSubject(string Subject, long At);

/// <summary>What has ended since a moment.</summary>
/// <param name="Items">Ids and times, and nothing else.</param>
/// <param name="Next">What to ask with the next time.</param>
/// <param name="More">Whether there is more to ask for at once.</param>
public sealed record EndedAccessPage(IReadOnlyList<EndedSubject> Items, long Next, bool More);

/// <summary>
/// Tells the gateway whose access has ended. It lies outside of what the gateway passes on, so nobody reaches it from outside;
/// who reaches it from within learns ids that mean nothing to them.
/// </summary>
public sealed class EndedSince(IdentityDb db, TimeProvider clock)
{
    private const int Most = 1000;

    // A change is written with its time a moment before it is committed: what is asked next begins before what was seen last.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    public async Task<EndedAccessPage> Run(long since, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var oldest = now - EndedAccess.KeptFor;
        var from = since > oldest.ToUnixTimeMilliseconds() && since <= now.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(since) : oldest;
        var found = await db.EndedAccess.AsNoTracking().Where(e => e.EndedAt >= from).OrderBy(e => e.EndedAt).Take(Most + 1)
            .Select(e => new { e.Subject, e.EndedAt }).ToListAsync(cancellation);
        var more = found.Count > Most;
        return new EndedAccessPage([.. found.Select(e => new EndedSubject(e.Subject, e.EndedAt.ToUnixTimeMilliseconds()))],
            (more ? found[^1].EndedAt : now - Overlap).ToUnixTimeMilliseconds(), more);
    }

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/internal/identity/v1/ended-access", async (EndedSince ended, CancellationToken cancellation, long since = 0) => TypedResults.Ok(await ended.Run(since, cancellation)))
            .Anonymous("The gateway asks, which has no account; the answer is ids and times, and no route from outside leads here")
            .WithMetadata(new WithoutTenantAttribute()).WithName("Identity_EndedSince").ExcludeFromDescription();
}
