using Engagement.Contracts;
using Engagement.Data;
using Engagement.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Engagement.Features.Patterns;

/// <summary>What happened to many, what has been quiet the longest first: so it is seen whose community waits for word.</summary>
public sealed class ListPatterns(EngagementDb db, TimeProvider clock)
{
    public async Task<Outcome<Page<PatternSummary>>> Run(bool? open, int? limit, string? cursor, CancellationToken cancellation)
    {
        var size = Cursor.Limit(limit);
        var place = Cursor.Read<PatternPlace>(cursor);
        if ((size.Refusal ?? place.Refusal) is { } refusal)
            return refusal;

        var (wanted, now) = (open ?? true, clock.GetUtcNow());
        var query = db.Patterns.AsNoTracking().Where(p => p.Open == wanted);
        if (place.Value is { QuietSince: var since, Id: var id })
            query = query.Where(p => p.QuietSince > since || (p.QuietSince == since && p.PatternId > id));
        var rows = await query.OrderBy(p => p.QuietSince).ThenBy(p => p.PatternId).Take(size.Value + 1).ToListAsync(cancellation);
        return Cursor.Page(rows.ConvertAll(p => Summary(p, now)), size.Value, p => new PatternPlace(p.SaidAt ?? p.OpenedAt, p.Id));
    }

    private static PatternSummary Summary(KnownPattern p, DateTimeOffset now) =>
        new(p.PatternId, p.SystemId, p.Right, p.Reports, p.State, p.Open, p.OpenedAt, p.SaidAt, PatternState.Waits(p.Open, p.State, p.QuietSince, now));

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/patterns", async (ListPatterns list, bool? open, int? limit, string? cursor, CancellationToken cancellation) =>
                (await list.Run(open, limit, cursor, cancellation)).ToResult(page => TypedResults.Ok(page)))
            .RequirePermission(Permissions.EngagementRead)
            .WithName("Engagement_ListPatterns").WithSummary("What happened to many, what has been quiet the longest first; with open=false what was closed")
            .Produces<Page<PatternSummary>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private sealed record PatternPlace(DateTimeOffset QuietSince, Guid Id);
}
