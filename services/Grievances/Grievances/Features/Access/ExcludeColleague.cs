using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Appeals;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
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

/// <summary>Why somebody can't be impartial in a case.</summary>
/// <param name="Reason">At most 4,000 characters; sealed with the case.</param>
public sealed record RecuseRequest(string Reason);

/// <summary>A colleague who can't be impartial in a case.</summary>
/// <param name="AccountId">The colleague.</param>
/// <param name="Reason">At most 4,000 characters; sealed with the case.</param>
public sealed record ExcludeRequest(Guid AccountId, string Reason);

/// <summary>
/// A handler who can't be impartial says so and has no way into the case from then on; or somebody says it of a colleague. Whoever could open
/// the case then keeps nobody out who has it, nor the last colleague beside themselves: that would be choosing one's case. Who stepped back, or
/// was kept out by somebody else, is let in again by whoever handles no such cases: the human-rights lead or, of the team's, the ombuds.
/// It holds in the parts of the case too: whoever can't be impartial in it can't be in them. Nobody steps back from a case that nobody else would know of.
/// </summary>
public sealed class ExcludeColleague(GrievancesDb db, CaseDoor doors, CaseKeys keys, Reviewers reviewers, Colleagues colleagues, MissedDeadlines notices, UnitOfWork<GrievancesDb> unit, Actor actor, TimeProvider clock)
{
    /// <summary>Action of the audit line of somebody who stepped back; it stays when they are let in again.</summary>
    public const string Recused = "grievances.recused";

    /// <summary>Action of the audit line of somebody who was kept out by another.</summary>
    public const string Excluded = "grievances.colleague_excluded";

    /// <summary>The signed-in handler steps back, in a unit of work of its own; the identity service is asked before who would be left.</summary>
    public Task<Outcome<Done>> Recuse(Guid id, RecuseRequest request, CancellationToken cancellation) => StepBack(() => doors.Find(id, cancellation), request.Reason, cancellation);

    /// <summary>Keeps a colleague out, in a unit of work of its own; the identity service is asked before who holds a role.</summary>
    public async Task<Outcome<Done>> Run(Guid id, ExcludeRequest request, CancellationToken cancellation)
    {
        var seen = await unit.Read(() => Seen(id, cancellation), cancellation);
        if (seen.Refusal is { } unseen)
            return unseen;
        var group = seen.Value!.HandledBy;
        if (request.AccountId == doors.Account)
            return await StepBack(() => Seen(id, cancellation), request.Reason, cancellation);
        if (await colleagues.Of(seen.Value.HandlerRole, cancellation) is not { } handlers || await colleagues.Of(RoleIds.HumanRightsLead, cancellation) is not { } leads)
            return new Refusal(StatusCodes.Status503ServiceUnavailable, "grievances.identity_unreachable", RetryAfterSeconds: 5);
        return await unit.Repeat(() => Keep(id, group, request, [.. handlers.Select(c => c.Id)], [.. leads.Select(c => c.Id)], cancellation), o => !o.Refused, cancellation);
    }

    private async Task<Outcome<Done>> StepBack(Func<Task<Outcome<Grievance>>> find, string reason, CancellationToken cancellation)
    {
        var staff = await colleagues.Staff(cancellation);
        return await unit.Repeat(async () => await find() is var found && found.Refusal is { } refusal ? refusal : await Exclude(found.Value!, doors.Account, reason, AssignmentEnd.Recused, staff, cancellation), o => !o.Refused, cancellation);
    }

    private async Task<Outcome<Done>> Keep(Guid id, string group, ExcludeRequest request, HashSet<Guid> handlers, HashSet<Guid> leads, CancellationToken cancellation)
    {
        var seen = await Seen(id, cancellation);
        if (seen.Refusal is { } unseen)
            return unseen;
        var kase = seen.Value!;
        // Its group may have changed since the colleagues were asked after.
        if (kase.HandledBy != group)
            return Refusal.NotFound("grievances.case_unknown");
        var handles = doors.Handles(kase);
        if (handles && await doors.Held(id).ToListAsync(cancellation) is { Count: > 0 } holders)
        {
            if (!holders.Contains(doors.Account))
                return new Refusal(StatusCodes.Status403Forbidden, "grievances.assigned_to_another");
            if (holders.Contains(request.AccountId))
                return new Refusal(StatusCodes.Status403Forbidden, "grievances.kept_out_by_others");
        }
        // Whoever handles keeps none of those out who watch over them.
        if (!handlers.Contains(request.AccountId) && (handles || !leads.Contains(request.AccountId)))
            return Refusal.Field("platform.invalid", "/accountId", "grievances.colleague_unknown");
        var kept = await db.Exclusions.Where(x => x.CaseId == id).Select(x => x.AccountId).ToListAsync(cancellation);
        if (handlers.Contains(request.AccountId) && !handlers.Except(kept).Any(other => other != request.AccountId && (!handles || other != doors.Account)))
            return Refusal.Conflict("grievances.last_who_handles");
        return await Exclude(kase, request.AccountId, request.Reason, AssignmentEnd.HandedOver, null, cancellation);
    }

    /// <summary>Lets a colleague in again, within the current unit of work; nobody does it for themselves.</summary>
    public async Task<Outcome<Done>> Readmit(Guid id, Guid account, CancellationToken cancellation)
    {
        if (account == doors.Account)
            return Refusal.Conflict("grievances.not_yourself");
        if (await doors.Visible(db.Grievances.AsNoTracking()).FirstOrDefaultAsync(g => g.Id == id, cancellation) is not { } kase || await db.Exclusions.AsNoTracking().FirstOrDefaultAsync(x => x.CaseId == id && x.AccountId == account, cancellation) is not { } exclusion)
            return Refusal.NotFound("grievances.exclusion_unknown");
        if (doors.Handles(kase) && exclusion.By != actor.Id)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.kept_out_by_others");
        // With it goes what it brought about in the parts; whoever was kept out of a part alone stays out of that.
        var parts = db.PartsOf(id).Select(part => part.Id);
        var ended = db.Exclusions.Where(x => x.AccountId == account && (x.CaseId == id || (x.At == exclusion.At && x.By == exclusion.By && parts.Contains(x.CaseId))));
        foreach (var opened in await ended.Select(x => x.CaseId).ToListAsync(cancellation))
            db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "grievances.colleague_readmitted", $"case:{opened}", $"account:{account}");
        await ended.ExecuteDeleteAsync(cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    private async Task<Outcome<Grievance>> Seen(Guid id, CancellationToken cancellation)
    {
        if (await doors.Visible(db.Grievances).FirstOrDefaultAsync(g => g.Id == id, cancellation) is not { } kase)
            return Refusal.NotFound("grievances.case_unknown");
        // Whoever an appeal is about keeps nobody out who may decide it.
        return await reviewers.KeptFrom(kase, doors.Account, cancellation) ? Refusal.Conflict("grievances.reviewer_named_by_others") : kase;
    }

    private async Task<Outcome<Done>> Exclude(Grievance kase, Guid account, string reason, AssignmentEnd why, Staffing? staff, CancellationToken cancellation)
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
        List<(Grievance Case, byte[] Key)> shut = [(kase, key)];
        foreach (var part in await db.PartsOf(kase.Id).Where(part => !db.Exclusions.Any(x => x.CaseId == part.Id && x.AccountId == account)).ToListAsync(cancellation))
            // An appeal in a part that is about whoever keeps somebody out is not theirs to keep people out of, nor one that a colleague has; a part that is gone is nobody's.
            if ((why is AssignmentEnd.Recused || (!await reviewers.KeptFrom(part, doors.Account, cancellation) && !(doors.Handles(part) && await doors.Held(part.Id).ContainsAsync(account, cancellation)))) && await keys.OpenForGroup(part.Id, part.HandledBy, cancellation) is { } open)
                shut.Add((part, open));
        if (why is AssignmentEnd.Recused && await Leaves([.. shut.Select(s => s.Case)], account, staff, now, cancellation) is { } stuck)
            return stuck;
        foreach (var (one, open) in shut)
            await Shut(one, open, account, reason, why, now, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    // Where nobody of its group is left, whoever still sees that a case is there hears of it; where nobody does, it is refused. A reviewer of the other group leaves nobody behind.
    private async Task<Refusal?> Leaves(IReadOnlyList<Grievance> cases, Guid account, Staffing? staff, DateTimeOffset now, CancellationToken cancellation)
    {
        var ids = cases.Select(g => g.Id).ToList();
        var kept = (await db.Exclusions.Where(x => ids.Contains(x.CaseId)).Select(x => new { x.CaseId, x.AccountId }).ToListAsync(cancellation)).ToLookup(x => x.CaseId, x => x.AccountId);
        foreach (var kase in cases.Where(doors.Handles))
        {
            var left = WhoIsLeft.Of(kase, account, staff, [.. kept[kase.Id]]);
            if (WhoIsLeft.Stuck(kase, left) is { } stuck)
                return stuck;
            if (left is { Somebody: false, GivesOut: { } role })
                await notices.Tell(kase, WhoIsLeft.Clock, CaseClocks.Reminder, role, now);
        }
        return null;
    }

    private async Task Shut(Grievance kase, byte[] key, Guid account, string reason, AssignmentEnd why, DateTimeOffset now, CancellationToken cancellation)
    {
        db.Add(new CaseExclusion
        {
            TenantId = kase.TenantId, CaseId = kase.Id, AccountId = account, By = actor.Id, At = now,
            Reason = new CaseSealer(kase.TenantId, kase.Id, key).Seal("exclusion", account, "reason", reason.Trim()),
        });
        var active = await db.Assignments.Where(a => a.CaseId == kase.Id && a.EndedAt == null).ToListAsync(cancellation);
        foreach (var theirs in active.Where(a => a.AccountId == account))
            (theirs.EndedAt, theirs.Ended) = (now, why);
        // Whoever was to decide an appeal does not any more: somebody else is to be named, and nobody is told that it is still them.
        if (active.Exists(a => a.AccountId == account && a.Duty is AssignedDuty.AppealReviewer))
            foreach (var appeal in await db.Appeals.Where(a => a.CaseId == kase.Id && a.Decision == null && a.ReviewerId == account).ToListAsync(cancellation))
                (appeal.ReviewerId, appeal.ReviewerRole, appeal.Version) = (null, null, appeal.Version + 1);
        kase.AssigneeId = active.FirstOrDefault(a => a.EndedAt is null && a.Duty == AssignedDuty.Handler)?.AccountId;
        kase.Version++;
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, why is AssignmentEnd.Recused ? Recused : Excluded, $"case:{kase.Id}", $"account:{account}");
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/recusal; POST and DELETE /cases/{id}/exclusions.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/recusal", async (Guid id, JsonBody<RecuseRequest> body, ExcludeColleague exclude, HttpContext http) =>
                (await exclude.Recuse(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_Recuse").WithSummary("Say that one can't be impartial in a case; nothing of it can be opened any more. Refused where nobody else would know of it")
            .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapPost("/cases/{id:guid}/exclusions", async (Guid id, JsonBody<ExcludeRequest> body, ExcludeColleague exclude, HttpContext http) =>
                (await exclude.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_ExcludeColleague").WithSummary("Keep a colleague out of a case who can't be impartial in it; whoever handles such cases keeps out nobody who has it, and not the last one")
            .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503).RequirePermission(Permissions.GrievancesAssign).OwnWork();
        api.MapDelete("/cases/{id:guid}/exclusions/{account:guid}", async (Guid id, Guid account, ExcludeColleague exclude, HttpContext http) =>
                (await exclude.Readmit(id, account, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_ReadmitColleague").WithSummary("Let a colleague in again; never oneself, and whoever handles such cases only whom they kept out").Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesAssign).Writes();
    }
}
