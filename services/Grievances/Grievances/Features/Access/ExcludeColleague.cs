using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Appeals;
using Grievances.Features.Intake;
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

/// <summary>Why somebody can't be impartial in a case.</summary>
/// <param name="Reason">At most 4,000 characters; sealed with the case.</param>
public sealed record RecuseRequest(string Reason);

/// <summary>A colleague who can't be impartial in a case.</summary>
/// <param name="AccountId">The colleague.</param>
/// <param name="Reason">At most 4,000 characters; sealed with the case.</param>
public sealed record ExcludeRequest(Guid AccountId, string Reason);

/// <summary>
/// A handler who can't be impartial says so and has no way into the case from then on; or somebody says it of a colleague. Only
/// somebody else takes it back.
/// </summary>
public sealed class ExcludeColleague(GrievancesDb db, CaseDoor doors, CaseKeys keys, Reviewers reviewers, Actor actor, TimeProvider clock)
{
    /// <summary>Action of the audit line of somebody who stepped back; it stays when they are let in again.</summary>
    public const string Recused = "grievances.recused";

    /// <summary>Action of the audit line of somebody who was kept out by another.</summary>
    public const string Excluded = "grievances.colleague_excluded";

    /// <summary>The signed-in handler steps back, within the current unit of work.</summary>
    public async Task<Outcome<Done>> Recuse(Guid id, RecuseRequest request, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        return found.Refusal is { } refusal ? refusal : await Exclude(found.Value!, doors.Account, request.Reason, AssignmentEnd.Recused, cancellation);
    }

    /// <summary>Keeps a colleague out, within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, ExcludeRequest request, CancellationToken cancellation)
    {
        if (await doors.Visible(db.Grievances).FirstOrDefaultAsync(g => g.Id == id, cancellation) is not { } kase)
            return Refusal.NotFound("grievances.case_unknown");
        // Whoever an appeal is about keeps nobody out who may decide it.
        if (await reviewers.KeptFrom(kase, doors.Account, cancellation))
            return Refusal.Conflict("grievances.reviewer_named_by_others");
        return await Exclude(kase, request.AccountId, request.Reason, AssignmentEnd.HandedOver, cancellation);
    }

    /// <summary>Lets a colleague in again, within the current unit of work; nobody does it for themselves.</summary>
    public async Task<Outcome<Done>> Readmit(Guid id, Guid account, CancellationToken cancellation)
    {
        if (account == doors.Account)
            return Refusal.Conflict("grievances.not_yourself");
        if (!await doors.Visible(db.Grievances).AnyAsync(g => g.Id == id, cancellation) || await db.Exclusions.Where(x => x.CaseId == id && x.AccountId == account).ExecuteDeleteAsync(cancellation) == 0)
            return Refusal.NotFound("grievances.exclusion_unknown");
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "grievances.colleague_readmitted", $"case:{id}", $"account:{account}");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    private async Task<Outcome<Done>> Exclude(Grievance kase, Guid account, string reason, AssignmentEnd why, CancellationToken cancellation)
    {
        if (FileRules.IsBlank(reason))
            return Refusal.Field("platform.invalid", "/reason", "grievances.impartial_reason_missing");
        if (FileRules.Characters(reason) > FileRules.MostNote)
            return Refusal.Field("platform.invalid", "/reason", "platform.too_long");
        if (await db.Exclusions.AnyAsync(x => x.CaseId == kase.Id && x.AccountId == account, cancellation))
            return Refusal.Conflict("grievances.colleague_excluded");
        // Nothing is read: the key is there to seal the reason with.
        if (await keys.OpenForGroup(kase.Id, kase.HandledBy, cancellation) is not { } key)
            return Refusal.NotFound("grievances.case_unknown");
        var now = clock.GetUtcNow();
        db.Add(new CaseExclusion
        {
            TenantId = kase.TenantId, CaseId = kase.Id, AccountId = account, By = actor.Id, At = now,
            Reason = new CaseSealer(kase.TenantId, kase.Id, key).Seal("exclusion", account, "reason", reason.Trim()),
        });
        var active = await db.Assignments.Where(a => a.CaseId == kase.Id && a.EndedAt == null).ToListAsync(cancellation);
        foreach (var theirs in active.Where(a => a.AccountId == account))
            (theirs.EndedAt, theirs.Ended) = (now, why);
        kase.AssigneeId = active.FirstOrDefault(a => a.EndedAt is null && a.Duty == AssignedDuty.Handler)?.AccountId;
        kase.Version++;
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, why is AssignmentEnd.Recused ? Recused : Excluded, $"case:{kase.Id}", $"account:{account}");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/recusal; POST and DELETE /cases/{id}/exclusions.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/recusal", async (Guid id, JsonBody<RecuseRequest> body, ExcludeColleague exclude, HttpContext http) =>
                (await exclude.Recuse(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_Recuse").WithSummary("Say that one can't be impartial in a case; nothing of it can be opened any more")
            .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPost("/cases/{id:guid}/exclusions", async (Guid id, JsonBody<ExcludeRequest> body, ExcludeColleague exclude, HttpContext http) =>
                (await exclude.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_ExcludeColleague").WithSummary("Keep a colleague out of a case who can't be impartial in it")
            .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesAssign).Writes();
        api.MapDelete("/cases/{id:guid}/exclusions/{account:guid}", async (Guid id, Guid account, ExcludeColleague exclude, HttpContext http) =>
                (await exclude.Readmit(id, account, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_ReadmitColleague").WithSummary("Let a colleague in again; never oneself").Produces(204).ProducesProblem(404).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesAssign).Writes();
    }
}
