using Engagement.Contracts;
using Engagement.Data;
using Engagement.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Engagement.Features.FollowUps;

/// <summary>What is owed to people, the earliest due first; nothing of a case that is kept from whoever looks.</summary>
public sealed class ListFollowUps(EngagementDb db, SeenFollowUps seen)
{
    public async Task<Outcome<Page<FollowUpSummary>>> Run(string? state, string? kind, int? limit, string? cursor, CancellationToken cancellation)
    {
        state ??= FollowUpState.Open;
        if (!FollowUpState.All.Contains(state))
            return Refusal.Field("platform.invalid", "/state", "engagement.state_unknown");
        if (kind is not null && !FollowUpKind.All.Contains(kind))
            return Refusal.Field("platform.invalid", "/kind", "engagement.kind_unknown");
        var size = Cursor.Limit(limit);
        var place = Cursor.Read<FollowUpPlace>(cursor);
        if ((size.Refusal ?? place.Refusal) is { } refusal)
            return refusal;

        var query = seen.All.AsNoTracking().Where(f => f.State == state);
        if (kind is not null)
            query = query.Where(f => f.Kind == kind);
        if (place.Value is { DueAt: var due, Id: var id })
            query = query.Where(f => f.DueAt > due || (f.DueAt == due && f.Id > id));
        var rows = await query.OrderBy(f => f.DueAt).ThenBy(f => f.Id).Take(size.Value + 1)
            .Select(f => new FollowUpSummary(
                f.Id, f.CaseId, db.Clocks.Where(c => c.CaseId == f.CaseId).Select(c => c.Reference).FirstOrDefault(), f.Kind, f.DueAt, f.State, f.DoneBy, f.DoneAt))
            .ToListAsync(cancellation);
        return Cursor.Page(rows, size.Value, f => new FollowUpPlace(f.DueAt, f.Id));
    }

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/follow-ups", async (ListFollowUps list, string? state, string? kind, int? limit, string? cursor, CancellationToken cancellation) =>
                (await list.Run(state, kind, limit, cursor, cancellation)).ToResult(page => TypedResults.Ok(page)))
            .RequirePermission(Permissions.EngagementRead)
            .WithName("Engagement_ListFollowUps").WithSummary("What is owed to people, the earliest due first")
            .Produces<Page<FollowUpSummary>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private sealed record FollowUpPlace(DateTimeOffset DueAt, Guid Id);
}
