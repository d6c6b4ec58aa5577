using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Identity.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;
using Platform.Tenancy;

namespace Grievances.Features.Access;

/// <summary>Who is to handle a case.</summary>
/// <param name="AccountId">A colleague who holds the role of those who handle it; never oneself.</param>
/// <param name="Also">Whether those who have it keep it too; otherwise it is handed over.</param>
public sealed record AssignRequest(Guid AccountId, bool Also = false);

/// <summary>
/// Gives a case to a colleague, who alone opens it from then on. Nobody takes a case for themselves: whoever may choose their cases
/// may choose what comes of them (Directive (EU) 2024/1760, art. 14(3)).
/// </summary>
public sealed class AssignCase(GrievancesDb db, CaseDoor doors, UnitOfWork<GrievancesDb> unit, Colleagues colleagues, Deciders deciders, Actor actor, TimeProvider clock)
{
    /// <summary>Assigns in a unit of work of its own; the identity service is asked before whether the colleague holds the role.</summary>
    public async Task<Outcome<Done>> Run(Guid id, AssignRequest request, CancellationToken cancellation)
    {
        if (request.AccountId == doors.Account)
            return Refusal.Conflict("grievances.not_yourself");
        var role = await unit.Read(() => doors.Visible(db.Grievances.AsNoTracking()).Where(g => g.Id == id).Select(g => g.HandledBy).FirstOrDefaultAsync(cancellation), cancellation);
        if (role is null)
            return Refusal.NotFound("grievances.case_unknown");
        var holds = await colleagues.Hold(request.AccountId, role == CaseKeys.Ombuds ? RoleIds.Ombuds : RoleIds.CaseHandler, "/accountId", cancellation);
        return holds.Refusal is { } refusal ? refusal : await unit.Repeat(() => Decide(id, role, request, cancellation), outcome => !outcome.Refused, cancellation);
    }

    /// <summary>Takes a case from a colleague within the current unit of work; where nobody has it, everybody of the group may open it.</summary>
    public async Task<Outcome<Done>> Take(Guid id, Guid account, CancellationToken cancellation)
    {
        var found = await Seen(id, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var now = clock.GetUtcNow();
        var active = await Active(id, cancellation);
        if (active.FirstOrDefault(a => a.AccountId == account) is not { } assignment)
            return Refusal.NotFound("grievances.assignment_unknown");
        // Whoever could open it then gives it back themselves or hands it to somebody else, and does not take it from a colleague: that would be choosing one's case.
        if (account != doors.Account && doors.Handles(found.Value!) && active.All(a => a.AccountId != doors.Account))
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.assigned_to_another");
        (assignment.EndedAt, assignment.Ended) = (now, AssignmentEnd.HandedOver);
        found.Value!.AssigneeId = active.FirstOrDefault(a => a != assignment)?.AccountId;
        await Tell(found.Value, "grievances.unassigned", account, now);
        return new Done();
    }

    private async Task<Outcome<Done>> Decide(Guid id, string group, AssignRequest request, CancellationToken cancellation)
    {
        var found = await Seen(id, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var kase = found.Value!;
        // Its group may have changed since the colleague was asked after.
        if (kase.HandledBy != group)
            return Refusal.NotFound("grievances.case_unknown");
        if (await db.Exclusions.AnyAsync(x => x.CaseId == id && x.AccountId == request.AccountId, cancellation))
            return Refusal.Conflict("grievances.colleague_excluded");
        // While somebody looks at what was decided, those it is about choose nobody.
        if (kase.State is CaseState.Appealed && doors.Handles(kase))
            return Refusal.Conflict("grievances.appeal_open");
        // They could decide nothing in it, and who can would lose it.
        if (await deciders.Overruled(id, request.AccountId, cancellation))
            return Refusal.Conflict("grievances.decided_in_it");
        var now = clock.GetUtcNow();
        var active = await Active(id, cancellation);
        // Who does not have it gives it to nobody in a colleague's place.
        if (doors.Handles(kase) && active.Count > 0 && active.All(a => a.AccountId != doors.Account))
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.assigned_to_another");
        // Sent twice, it is given once.
        if (active.Any(a => a.AccountId == request.AccountId) && (request.Also || active.Count == 1))
            return new Done();
        if (!request.Also)
            foreach (var before in active.Where(a => a.AccountId != request.AccountId))
                (before.EndedAt, before.Ended) = (now, AssignmentEnd.HandedOver);
        if (active.All(a => a.AccountId != request.AccountId))
            db.Add(new CaseAssignment { TenantId = kase.TenantId, Id = Guid.CreateVersion7(), CaseId = id, AccountId = request.AccountId, Duty = AssignedDuty.Handler, AssignedBy = actor.Id, AssignedAt = now });
        kase.AssigneeId = request.Also ? kase.AssigneeId ?? request.AccountId : request.AccountId;
        await Tell(kase, "grievances.assigned", request.AccountId, now);
        return new Done();
    }

    // Whoever gives work out need not be able to open it.
    private async Task<Outcome<Grievance>> Seen(Guid id, CancellationToken cancellation) =>
        await doors.Visible(db.Grievances).FirstOrDefaultAsync(g => g.Id == id, cancellation) is { } kase ? kase : Refusal.NotFound("grievances.case_unknown");

    private Task<List<CaseAssignment>> Active(Guid id, CancellationToken cancellation) =>
        db.Assignments.Where(a => a.CaseId == id && a.EndedAt == null && a.Duty == AssignedDuty.Handler).OrderBy(a => a.AssignedAt).ToListAsync(cancellation);

    private async Task Tell(Grievance kase, string action, Guid account, DateTimeOffset now)
    {
        kase.Version++;
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, action, $"case:{kase.Id}", $"account:{account}");
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>POST and DELETE /api/grievances/v1/cases/{id}/assignments.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/assignments", async (Guid id, JsonBody<AssignRequest> body, AssignCase assign, HttpContext http) =>
                (await assign.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_AssignCase").WithSummary("Give a case to a colleague, who alone opens it from then on; one that a colleague has is theirs to hand over")
            .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503).RequirePermission(Permissions.GrievancesAssign).OwnWork();
        api.MapDelete("/cases/{id:guid}/assignments/{account:guid}", async (Guid id, Guid account, AssignCase assign, HttpContext http) =>
                (await assign.Take(id, account, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_UnassignCase").WithSummary("Take a case from a colleague").Produces(204).ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesAssign).Writes();
    }
}
