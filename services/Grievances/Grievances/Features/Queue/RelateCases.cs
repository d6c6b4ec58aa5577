using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Queue;

/// <summary>A relation to make.</summary>
/// <param name="OtherId">The other case.</param>
/// <param name="Kind">related, or recurrence where it happened again.</param>
public sealed record RelateRequest(Guid OtherId, RelationKind Kind = RelationKind.Related);

/// <summary>A case that another belongs together with.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="State">State of the case.</param>
/// <param name="Kind">related, recurrence, merged or split.</param>
/// <param name="At">Since when.</param>
public sealed record RelatedCase(Guid Id, string Reference, string State, string Kind, DateTimeOffset At);

/// <summary>Notes that cases belong together. Neither person learns of the other, and nothing of one case goes into the other.</summary>
public sealed class RelateCases(GrievancesDb db, CaseDoor doors, Actor actor, TimeProvider clock)
{
    /// <summary>Cases that one belongs together with, as far as whoever is signed in may see them.</summary>
    public async Task<Outcome<IReadOnlyList<RelatedCase>>> List(Guid id, CancellationToken cancellation)
    {
        var visible = doors.Visible(db.Grievances.AsNoTracking());
        if (!await visible.AnyAsync(g => g.Id == id, cancellation))
            return Refusal.NotFound("grievances.case_unknown");
        var rows = await db.Relations.AsNoTracking().Where(r => r.CaseId == id).Join(visible, r => r.OtherId, g => g.Id, (r, g) => new { g.Id, g.Reference, g.State, r.Kind, r.At })
            .OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync(cancellation);
        return rows.ConvertAll(r => new RelatedCase(r.Id, r.Reference, Codes.Of(r.State), Codes.Of(r.Kind), r.At));
    }

    /// <summary>Id of the case that somebody names by its reference, as it is read out; null where they see none.</summary>
    public async Task<Guid?> ByReference(string? said, CancellationToken cancellation) => CaseFilter.Spelled(said) is { } reference
        ? await doors.Visible(db.Grievances.AsNoTracking()).Where(g => g.Reference == reference).Select(g => (Guid?)g.Id).FirstOrDefaultAsync(cancellation) : null;

    /// <summary>Relates two cases of one group within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, RelateRequest request, CancellationToken cancellation)
    {
        if (request.Kind is RelationKind.Merged or RelationKind.Split)
            return Refusal.Field("platform.invalid", "/kind", "grievances.relation_kind_unknown");
        var found = await Pair(doors, id, request.OtherId, "/otherId", cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (await db.Relations.AnyAsync(r => r.CaseId == id && r.OtherId == request.OtherId && r.Kind == request.Kind, cancellation))
            return Refusal.Conflict("grievances.already_related");
        var now = clock.GetUtcNow();
        Write(db, found.Value.Case, request.OtherId, request.Kind, actor.Id, now);
        db.Publish(new CasesRelated(found.Value.Case.Snapshot(), request.OtherId, Codes.Of(request.Kind)), now);
        db.Record(now, actor.Id, actor.Role, "grievances.cases_related", $"case:{id}", Codes.Of(request.Kind));
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>Takes a relation back within the current unit of work.</summary>
    public async Task<Outcome<Done>> Undo(Guid id, RelateRequest request, CancellationToken cancellation)
    {
        if (request.Kind is RelationKind.Merged or RelationKind.Split)
            return Refusal.Field("platform.invalid", "/kind", "grievances.relation_kind_unknown");
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (await Erase(db, id, request.OtherId, request.Kind, cancellation) == 0)
            return Refusal.NotFound("grievances.relation_unknown");
        var now = clock.GetUtcNow();
        db.Publish(new CasesUnrelated(found.Value!.Snapshot(), request.OtherId, Codes.Of(request.Kind)), now);
        db.Record(now, actor.Id, actor.Role, "grievances.cases_unrelated", $"case:{id}", Codes.Of(request.Kind));
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>Two cases that whoever is signed in may work on, of one group: that the other group has a case is for nobody else.</summary>
    internal static async Task<Outcome<(Grievance Case, Grievance Other)>> Pair(CaseDoor doors, Guid id, Guid otherId, string field, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (id == otherId)
            return Refusal.Field("platform.invalid", field, "grievances.same_case");
        var other = await doors.Find(otherId, cancellation);
        return other.Refusal is { } unknown ? unknown.Status == StatusCodes.Status404NotFound ? Refusal.Field("platform.invalid", field, unknown.Code) : unknown
            : other.Value!.HandledBy != found.Value!.HandledBy ? Refusal.Conflict("grievances.other_group") : (found.Value, other.Value);
    }

    /// <summary>Both rows of a pair.</summary>
    internal static void Write(GrievancesDb db, Grievance kase, Guid otherId, RelationKind kind, string by, DateTimeOffset now) => db.AddRange(
        new CaseRelation { TenantId = kase.TenantId, CaseId = kase.Id, OtherId = otherId, Kind = kind, By = by, At = now },
        new CaseRelation { TenantId = kase.TenantId, CaseId = otherId, OtherId = kase.Id, Kind = kind, By = by, At = now });

    /// <summary>Takes both rows of a pair away.</summary>
    internal static Task<int> Erase(GrievancesDb db, Guid id, Guid otherId, RelationKind kind, CancellationToken cancellation) =>
        db.Relations.Where(r => r.Kind == kind && ((r.CaseId == id && r.OtherId == otherId) || (r.CaseId == otherId && r.OtherId == id))).ExecuteDeleteAsync(cancellation);

    /// <summary>GET and POST /api/grievances/v1/cases/{id}/relations, DELETE /cases/{id}/relations/{other}.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{id:guid}/relations", async (Guid id, RelateCases relate, HttpContext http) => (await relate.List(id, http.RequestAborted)).ToResult(all => TypedResults.Ok(all)))
            .WithName("Grievances_ListRelations").WithSummary("Cases that belong together with one").Produces<IReadOnlyList<RelatedCase>>().ProducesProblem(404).RequirePermission(Permissions.GrievancesRead);
        api.MapPost("/cases/{id:guid}/relations", async (Guid id, JsonBody<RelateRequest> body, RelateCases relate, HttpContext http) =>
                (await relate.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_RelateCases").WithSummary("Note that two cases belong together").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapDelete("/cases/{id:guid}/relations/{other:guid}", async (Guid id, Guid other, RelateCases relate, HttpContext http, string? kind = null) =>
                (await relate.Undo(id, new RelateRequest(other, kind is null or "related" ? RelationKind.Related : kind == "recurrence" ? RelationKind.Recurrence : RelationKind.Merged), http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_UnrelateCases").WithSummary("Take a relation back").Produces(204).ProducesProblem(400).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
