using Assessments.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Assessments.Features.Systems;

/// <summary>The tenant's AI systems, the newest first.</summary>
public sealed class ListSystems(AssessmentsDb db)
{
    public async Task<Outcome<Page<SystemSummary>>> Run(int? limit, string? cursor, CancellationToken cancellation)
    {
        var (size, place) = (Cursor.Limit(limit), Cursor.Read<Key>(cursor));
        if ((size.Refusal ?? place.Refusal) is { } refusal)
            return refusal;
        var systems = db.Systems.AsNoTracking();
        if (place.Value is { At: var at, Id: var id })
            systems = systems.Where(s => s.CreatedAt < at || (s.CreatedAt == at && s.Id > id));
        var rows = await systems.OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Id).Take(size.Value + 1).ToListAsync(cancellation);
        var page = Cursor.Page(rows, size.Value, s => new Key(s.CreatedAt, s.Id));
        return new Page<SystemSummary>([.. page.Items.Select(SystemSummary.Of)], page.Next);
    }

    public async Task<Outcome<SystemSummary>> One(Guid id, CancellationToken cancellation) =>
        await db.Systems.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancellation) is { } system
            ? SystemSummary.Of(system)
            : Refusal.NotFound("assessments.system_unknown");

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/systems", async (ListSystems list, int? limit, string? cursor, CancellationToken cancellation) =>
                (await list.Run(limit, cursor, cancellation)).ToResult(page => TypedResults.Ok(page)))
            .RequirePermission(Permissions.AssessmentsRead)
            .WithName("Assessments_ListSystems").WithSummary("AI systems, the newest first")
            .Produces<Page<SystemSummary>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/systems/{id:guid}", async (Guid id, ListSystems list, CancellationToken cancellation) =>
                (await list.One(id, cancellation)).ToResult(system => TypedResults.Ok(system)))
            .RequirePermission(Permissions.AssessmentsRead)
            .WithName("Assessments_GetSystem").WithSummary("One AI system")
            .Produces<SystemSummary>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private sealed record Key(DateTimeOffset At, Guid Id);
}
