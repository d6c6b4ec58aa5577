using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
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

/// <summary>What a case is to be handled with.</summary>
/// <param name="Into">The case that leads.</param>
public sealed record MergeRequest(Guid Into);

/// <summary>
/// Handles a case together with another, as the same matter. Its people keep their own mailbox, receipt, deadlines and letter, and nothing
/// they said goes to the others; an answer or a closing of the one that leads is offered for the rest, never given by itself.
/// </summary>
public sealed class MergeCases(GrievancesDb db, CaseDoor doors, Actor actor, TimeProvider clock)
{
    /// <summary>Merges within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, MergeRequest request, CancellationToken cancellation)
    {
        var found = await RelateCases.Pair(doors, id, request.Into, "/into", cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var (kase, lead) = found.Value;
        if (!kase.IsOpen || !lead.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        if (kase.MergedIntoId is not null)
            return Refusal.Conflict("grievances.already_merged");
        // A part and what it comes from stand together already, and each is told apart from the other.
        if (kase.SplitFromId == lead.Id || lead.SplitFromId == kase.Id)
            return Refusal.Conflict("grievances.part_not_merged");
        // One leads: of a chain nobody could say where the answer is.
        if (lead.MergedIntoId is not null || await db.Relations.AnyAsync(r => r.CaseId == id && r.Kind == RelationKind.Merged, cancellation))
            return Refusal.Conflict("grievances.merge_chain");
        kase.MergedIntoId = lead.Id;
        RelateCases.Write(db, kase, lead.Id, RelationKind.Merged, actor.Id, clock.GetUtcNow());
        await Tell(kase, "grievances.case_merged");
        return new Done();
    }

    /// <summary>Lets a case go its own way again, within the current unit of work.</summary>
    public async Task<Outcome<Done>> Undo(Guid id, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (found.Value!.MergedIntoId is not { } lead)
            return Refusal.Conflict("grievances.not_merged");
        found.Value.MergedIntoId = null;
        await RelateCases.Erase(db, id, lead, RelationKind.Merged, cancellation);
        await Tell(found.Value, "grievances.case_unmerged");
        return new Done();
    }

    /// <summary>Open cases that are handled with one, oldest first, as far as whoever is signed in may see them: an answer or a closing is offered for them too.</summary>
    public async Task<IReadOnlyList<RelatedCase>> MergedWith(Guid id, CancellationToken cancellation) => (await db.Relations.AsNoTracking().Where(r => r.CaseId == id && r.Kind == RelationKind.Merged)
            .Join(doors.Visible(db.Grievances.AsNoTracking()).Where(g => g.MergedIntoId == id && g.State != CaseState.Closed), r => r.OtherId, g => g.Id, (r, g) => new { g.Id, g.Reference, g.State, r.At })
            .OrderBy(g => g.At).ThenBy(g => g.Id).ToListAsync(cancellation))
        .ConvertAll(g => new RelatedCase(g.Id, g.Reference, Codes.Of(g.State), Codes.Of(RelationKind.Merged), g.At));

    // Whoever handles things together says nothing to the person by it: retention does not count from it.
    private async Task Tell(Grievance kase, string action)
    {
        var now = clock.GetUtcNow();
        kase.Version++;
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, action, $"case:{kase.Id}", "handling");
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>POST and DELETE /api/grievances/v1/cases/{id}/merge.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/merge", async (Guid id, JsonBody<MergeRequest> body, MergeCases merge, HttpContext http) => (await merge.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_MergeCase").WithSummary("Handle a case together with another").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapDelete("/cases/{id:guid}/merge", async (Guid id, MergeCases merge, HttpContext http) => (await merge.Undo(id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_UnmergeCase").WithSummary("Let a case go its own way again").Produces(204).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
