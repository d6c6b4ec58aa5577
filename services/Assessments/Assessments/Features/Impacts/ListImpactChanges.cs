using Assessments.Data;
using Assessments.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Assessments.Features.Impacts;

/// <summary>What an impact was after a change.</summary>
/// <param name="Version">The impact's version since then.</param>
/// <param name="At">When.</param>
/// <param name="Kind">recorded, rated, reopened or taken_back; for the human-rights lead also why: substantiated_cluster or substantiated_critical.</param>
/// <param name="ByRole">Role of who changed it, or system.</param>
public sealed record ChangeOfImpact(
    long Version, DateTimeOffset At, [Coarse] string Kind, [Coarse] string ByRole, int? Scale, int? Scope, int? Irremediability, int? Likelihood, bool Actual,
    [Coarse] string Band, [Coarse] string Status);

/// <summary>The timeline of an impact, the newest change first.</summary>
public sealed class ListImpactChanges(AssessmentsDb db, Actor actor)
{
    public async Task<Outcome<Page<ChangeOfImpact>>> Run(Guid impact, int? limit, string? cursor, CancellationToken cancellation)
    {
        var (size, place) = (Cursor.Limit(limit), Cursor.Read<Key>(cursor));
        if ((size.Refusal ?? place.Refusal) is { } refusal)
            return refusal;
        var changes = db.ImpactChanges.AsNoTracking().Where(c => c.ImpactId == impact);
        if (place.Value is { Version: var before })
            changes = changes.Where(c => c.Version < before);
        var rows = await changes.OrderByDescending(c => c.Version).Take(size.Value + 1).ToListAsync(cancellation);
        // Every impact has its first change; only behind it, or where there is no impact, is nothing.
        if (rows.Count == 0 && !await db.Impacts.AnyAsync(i => i.Id == impact, cancellation))
            return Refusal.NotFound("assessments.impact_unknown");
        var page = Cursor.Page(rows, size.Value, c => new Key(c.Version));
        return new Page<ChangeOfImpact>([.. page.Items.Select(Show)], page.Next);
    }

    /// <summary>Why grievances re-opened it is for the lead: it may be a single case.</summary>
    private ChangeOfImpact Show(ImpactChange c) => new(
        c.Version, c.At, c.Kind is "recorded" or "rated" or ImpactChange.TakenBack || actor.May(Permissions.AssessmentsLead) ? c.Kind : "reopened", c.ByRole, c.Scale, c.Scope, c.Irremediability,
        c.Likelihood, c.Actual, Codes.Of(c.Band), Codes.Of(c.Status));

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/impacts/{id:guid}/changes", async (Guid id, ListImpactChanges list, int? limit, string? cursor, CancellationToken cancellation) =>
                (await list.Run(id, limit, cursor, cancellation)).ToResult(page => TypedResults.Ok(page)))
            .RequirePermission(Permissions.AssessmentsRead)
            .WithName("Assessments_ListImpactChanges").WithSummary("What an impact was after each change, the newest first")
            .Produces<Page<ChangeOfImpact>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private sealed record Key(long Version);
}
