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

namespace Grievances.Features.Access;

/// <summary>
/// Moves a case between the two groups: what turns out to be about the team goes to the ombuds, who can give back what is not. From then
/// on the group before has no key to it. Where the person would not have the team read it, nobody but they can let it.
/// </summary>
public sealed class MoveToGroup(GrievancesDb db, CaseDoor doors, CaseKeys keys, Actor actor, TimeProvider clock)
{
    /// <summary>A handler moves a case to the other group, within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var kase = found.Value!;
        var into = kase.HandledBy == CaseKeys.Team ? CaseKeys.Ombuds : CaseKeys.Team;
        if (kase.Excludes(into == CaseKeys.Team ? "case-handler" : "ombuds"))
            return Refusal.Conflict("grievances.role_excluded");
        if (await keys.OpenForGroup(id, kase.HandledBy, cancellation) is not { } key)
            return Refusal.NotFound("grievances.case_unknown");
        await Move(kase, into, key, AssignmentEnd.HandedOver, cancellation);
        var now = clock.GetUtcNow();
        kase.Touch(now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.moved", $"case:{id}", into);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>Gives a case to a group, within the current unit of work: a key for the one, none for the other, and nobody has it yet.</summary>
    public async Task Move(Grievance kase, string into, byte[] key, AssignmentEnd why, CancellationToken cancellation)
    {
        if (kase.HandledBy == into)
            return;
        await keys.TakeFromGroup(kase.Id, CaseKeys.Team, cancellation);
        await keys.TakeFromGroup(kase.Id, CaseKeys.Ombuds, cancellation);
        await keys.WrapForGroup(kase.Id, into, key, cancellation);
        var now = clock.GetUtcNow();
        foreach (var active in await db.Assignments.Where(a => a.CaseId == kase.Id && a.EndedAt == null).ToListAsync(cancellation))
            (active.EndedAt, active.Ended) = (now, why);
        (kase.HandledBy, kase.AssigneeId) = (into, null);
    }

    /// <summary>
    /// Keeps a case from roles as its person chose, within the current unit of work: the group that must not see it loses its key, and whom they let see it
    /// again has it again.
    /// </summary>
    public async Task Keep(Grievance kase, string roles, byte[] key, CancellationToken cancellation)
    {
        var kept = kase.Excludes("case-handler");
        kase.ExcludedRoles = roles;
        await Move(kase, kase.Excludes("case-handler") ? CaseKeys.Ombuds : kase.Excludes("ombuds") || kept ? CaseKeys.Team : kase.HandledBy, key, AssignmentEnd.Excluded, cancellation);
        // An appeal's reviewer may have had a key beside the team.
        if (kase.Excludes("ombuds"))
            await keys.TakeFromGroup(kase.Id, CaseKeys.Ombuds, cancellation);
        if (kase.Excludes("human-rights-lead"))
        {
            await keys.TakeFromGroup(kase.Id, CaseKeys.Lead, cancellation);
            kase.BandReason = null;
        }
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/other-group.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/other-group",
            async (Guid id, MoveToGroup move, HttpContext http) => (await move.Run(id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_MoveToGroup").WithSummary("Move a case from the team to the ombuds, or back")
        .Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
