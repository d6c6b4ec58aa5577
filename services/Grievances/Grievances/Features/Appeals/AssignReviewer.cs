using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
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

namespace Grievances.Features.Appeals;

/// <summary>Who decides an appeal.</summary>
/// <param name="AccountId">A colleague who decided, handled and wrote nothing in the case before; never oneself.</param>
/// <param name="Handlers">Their group: team or ombuds.</param>
/// <param name="Before">Who was named before, as whoever names them saw it: empty where nobody was. Where somebody else is by now, it is refused; null where it is not asked.</param>
/// <param name="Reason">Why somebody else decides it than who was named before, 20 to 4,000 characters; needed where somebody was. Sealed with the case.</param>
public sealed record ReviewerRequest(Guid AccountId, string Handlers, Guid? Before = null, string? Reason = null);

/// <summary>
/// Names who decides an appeal. Where that is somebody of the other group, the case is opened to that group's reviewer; a case that is for the ombuds
/// alone never to the team.
/// </summary>
public sealed class AssignReviewer(GrievancesDb db, CaseDoor doors, CaseKeys keys, Reviewers reviewers, UnitOfWork<GrievancesDb> unit, Colleagues colleagues, Actor actor, TimeProvider clock)
{
    /// <summary>Assigns in a unit of work of its own; the identity service is asked before whether the colleague holds the role.</summary>
    public async Task<Outcome<Done>> Run(Guid id, Guid appeal, ReviewerRequest request, CancellationToken cancellation)
    {
        if (request.Handlers is not (CaseKeys.Team or CaseKeys.Ombuds))
            return Refusal.Field("platform.invalid", "/handlers", "grievances.group_unknown");
        if (request.AccountId == doors.Account)
            return Refusal.Conflict("grievances.not_yourself");
        if (await colleagues.Staff(cancellation) is not { } staff)
            return new Refusal(StatusCodes.Status503ServiceUnavailable, "grievances.identity_unreachable", RetryAfterSeconds: 5);
        return staff.Of(request.Handlers).All(c => c.Id != request.AccountId) ? Refusal.Field("platform.invalid", "/accountId", "grievances.colleague_unknown")
            : await unit.Repeat(() => Assign(id, appeal, request, staff, cancellation), outcome => !outcome.Refused, cancellation);
    }

    /// <summary>Role of a group's handlers.</summary>
    public static string RoleOf(string handlers) => handlers == CaseKeys.Ombuds ? RoleIds.Ombuds : RoleIds.CaseHandler;

    private async Task<Outcome<Done>> Assign(Guid id, Guid appealId, ReviewerRequest request, Staffing staff, CancellationToken cancellation)
    {
        // Whoever names a reviewer need not be able to open the case.
        if (await doors.Visible(db.Grievances).FirstOrDefaultAsync(g => g.Id == id, cancellation) is not { } kase)
            return Refusal.NotFound("grievances.case_unknown");
        var appeal = await db.Appeals.FirstOrDefaultAsync(a => a.CaseId == id && a.Id == appealId, cancellation);
        if (appeal is null)
            return Refusal.NotFound("grievances.appeal_unknown");
        if (appeal.Decision is not null)
            return Refusal.Conflict("grievances.appeal_decided");
        // Sent twice, they are named once.
        if (appeal.ReviewerId == request.AccountId && appeal.ReviewerRole == RoleOf(request.Handlers))
            return new Done();
        // Two have the page before them: the second does not put aside whom the first named, without having seen it.
        if (request.Before is { } before && before != (appeal.ReviewerId ?? Guid.Empty))
            return Refusal.Conflict("grievances.reviewer_named_meanwhile");
        // Who was named may have been about to decide: nobody chooses another in silence.
        if (appeal.ReviewerId is not null && MotivatedReason.Unfit(request.Reason, "grievances.reviewer_reason_missing") is { } unfit)
            return unfit;
        // Whoever it is about does not choose who looks at it, as long as anybody else can.
        if (!(await WhoNames.Of(kase, doors.Account, staff, reviewers, cancellation)).MayName)
            return Refusal.Conflict("grievances.reviewer_named_by_others");
        var role = RoleOf(request.Handlers);
        if (kase.Excludes(role) || (kase.HandledBy == CaseKeys.Ombuds && request.Handlers != CaseKeys.Ombuds))
            return Refusal.Conflict("grievances.role_excluded");
        if (await db.Exclusions.AnyAsync(x => x.CaseId == id && x.AccountId == request.AccountId, cancellation))
            return Refusal.Conflict("grievances.colleague_excluded");
        if (await reviewers.InIt(id, request.AccountId).AnyAsync(cancellation))
            return Refusal.Conflict("grievances.reviewer_was_in_it");
        if (await keys.OpenForGroup(id, kase.HandledBy, cancellation) is not { } key)
            return Refusal.NotFound("grievances.case_unknown");
        if (kase.HandledBy != request.Handlers && await keys.OpenForGroup(id, request.Handlers, cancellation) is null)
            await keys.WrapForGroup(id, request.Handlers, key, cancellation);
        var now = clock.GetUtcNow();
        await EndBefore(appeal, new CaseSealer(kase.TenantId, id, key), request.Reason, now, cancellation);
        db.Add(new CaseAssignment { TenantId = kase.TenantId, Id = Guid.CreateVersion7(), CaseId = id, AccountId = request.AccountId, Duty = AssignedDuty.AppealReviewer, AssignedBy = actor.Id, AssignedAt = now });
        (appeal.ReviewerId, appeal.ReviewerRole, appeal.Version) = (request.AccountId, role, appeal.Version + 1);
        kase.Version++;
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.reviewer_assigned", $"case:{id}", $"account:{request.AccountId}");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    // Whoever was named, also where they have left meanwhile: why it is somebody else stands with their part in the record.
    private async Task EndBefore(CaseAppeal appeal, CaseSealer sealer, string? reason, DateTimeOffset now, CancellationToken cancellation)
    {
        var named = await db.Assignments.Where(a => a.CaseId == appeal.CaseId && a.Duty == AssignedDuty.AppealReviewer && (a.EndedAt == null || (a.AccountId == appeal.ReviewerId && a.AssignedAt >= appeal.FiledAt))).ToListAsync(cancellation);
        foreach (var earlier in named)
        {
            if (earlier.EndedAt is null)
                (earlier.EndedAt, earlier.Ended) = (now, AssignmentEnd.HandedOver);
            if (earlier.AccountId == appeal.ReviewerId)
                earlier.Reason ??= sealer.Seal("assignment", earlier.Id, "reason", reason!.Trim());
        }
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/appeals/{appeal}/reviewer.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/appeals/{appeal:guid}/reviewer",
            async (Guid id, Guid appeal, JsonBody<ReviewerRequest> body, AssignReviewer assign, HttpContext http) =>
                (await assign.Run(id, appeal, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_AssignReviewer").WithSummary("Name who decides an appeal: somebody who decided nothing in the case before")
        .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503).RequirePermission(Permissions.GrievancesAssign).OwnWork();
}
