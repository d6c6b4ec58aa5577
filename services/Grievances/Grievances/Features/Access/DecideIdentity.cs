using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Clocks;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Access;

/// <summary>A request as the custodian reads it; nothing of the case.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reference">Reference of the case.</param>
/// <param name="Role">Role of the one who asks.</param>
/// <param name="Reason">Why.</param>
/// <param name="Hours">For how long.</param>
/// <param name="At">When.</param>
/// <param name="State">waiting, granted, refused, ended or over.</param>
/// <param name="Until">Until when they may look, or null.</param>
/// <param name="SeenAt">When they first looked, or null.</param>
/// <param name="By">Who refused it or ended the grant: person or custodian; null where neither happened.</param>
public sealed record IdentityRequestRow(Guid Id, string Reference, string Role, string? Reason, int Hours, DateTimeOffset At, string State, DateTimeOffset? Until, DateTimeOffset? SeenAt, string? By);

/// <summary>A custodian's decision.</summary>
/// <param name="Grant">Whether the one who asked may look.</param>
public sealed record IdentityDecision(bool Grant);

/// <summary>The custodian lists requests and decides them; they see no case, and never their own request.</summary>
public sealed class DecideIdentity(GrievancesDb db, CaseKeys keys, Pings pings, Actor actor, TimeProvider clock)
{
    private sealed record Key(DateTimeOffset At, Guid Id, bool Decided);

    /// <summary>Requests that wait for the custodian, whoever that is.</summary>
    internal static IQueryable<IdentityRequest> Waiting(GrievancesDb db) => Shown(db).AsNoTracking().Where(r => r.DecidedAt == null);

    // Of a case from which the person keeps custodians none learns anything, not even that somebody asked; no grant runs there either, since its key went with theirs.
    private static IQueryable<IdentityRequest> Shown(GrievancesDb db) => db.IdentityRequests.Where(r => db.Grievances.Any(g => g.Id == r.CaseId && !("," + g.ExcludedRoles + ",").Contains(",identity-custodian,")));

    /// <summary>A page of requests: those that wait first, and then the newest.</summary>
    public async Task<Outcome<Page<IdentityRequestRow>>> List(bool waiting, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (before, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        if ((before.Refusal ?? most.Refusal) is { } refusal)
            return refusal;
        var requests = Shown(db).AsNoTracking().Where(r => !waiting || r.DecidedAt == null);
        if (before.Value is { } key)
            requests = requests.Where(r => (!key.Decided && r.DecidedAt != null)
                || (key.Decided == (r.DecidedAt != null) && (r.RequestedAt < key.At || (r.RequestedAt == key.At && r.Id < key.Id))));
        var rows = await requests.OrderBy(r => r.DecidedAt != null).ThenByDescending(r => r.RequestedAt).ThenByDescending(r => r.Id).Take(most.Value + 1)
            .Join(db.Grievances, r => r.CaseId, g => g.Id, (r, g) => new { Request = r, g.Reference })
            .OrderBy(x => x.Request.DecidedAt != null).ThenByDescending(x => x.Request.RequestedAt).ThenByDescending(x => x.Request.Id).ToListAsync(cancellation);
        var opened = await keys.ForGroup([.. rows.Select(x => x.Request.CaseId).Distinct()], CaseKeys.Custodian, cancellation);
        var now = clock.GetUtcNow();
        var page = Cursor.Page(rows, most.Value, x => new Key(x.Request.RequestedAt, x.Request.Id, x.Request.DecidedAt is not null));
        return new Page<IdentityRequestRow>([.. page.Items.Select(x => new IdentityRequestRow(x.Request.Id, x.Reference, x.Request.RequesterRole,
            opened.GetValueOrDefault(x.Request.CaseId) is { } custody ? new CaseSealer(x.Request.TenantId, x.Request.CaseId, custody).Open("identity_request", x.Request.Id, "custodian", x.Request.ReasonForCustodian) : null,
            x.Request.Hours, x.Request.RequestedAt, x.Request.StateAt(now), x.Request.Granted ? x.Request.ValidUntil : null, x.Request.FirstLookAt, x.Request.NoBy))], page.Next);
    }

    /// <summary>Decides within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, bool grant, CancellationToken cancellation)
    {
        if (await Shown(db).FirstOrDefaultAsync(r => r.Id == id, cancellation) is not { } asked)
            return Refusal.NotFound("grievances.identity_request_unknown");
        if (asked.DecidedAt is not null)
            return Refusal.Conflict("grievances.identity_decided");
        if (asked.RequestedBy.ToString() == actor.Id)
            return Refusal.Conflict("grievances.not_yourself");
        var now = clock.GetUtcNow();
        (asked.Granted, asked.DecidedAt, asked.DecidedBy, asked.EndedBy, asked.Version) = (grant, now, Guid.TryParse(actor.Id, out var account) ? account : null, grant ? null : IdentityRequest.Custodian, asked.Version + 1);
        if (grant)
        {
            // The person may have kept custodians out since.
            if (await keys.OpenForGroup(asked.CaseId, CaseKeys.Custodian, cancellation) is null)
                return Refusal.Conflict("grievances.no_identity");
            asked.ValidUntil = now.AddHours(asked.Hours);
            await keys.Grant(asked.CaseId, id, asked.RequesterRole == "ombuds" ? CaseKeys.Ombuds : CaseKeys.Team, cancellation);
            await db.DueDates(now).Plan(id, IdentityRequests.Clock, [new DueStep(IdentityRequests.Clock, asked.ValidUntil.Value)], cancellation);
        }
        db.Record(now, actor.Id, actor.Role, grant ? "grievances.identity_granted" : "grievances.identity_denied", $"case:{asked.CaseId}", $"request:{id}");
        await db.SaveChangesAsync(CancellationToken.None);
        await pings.Tell(asked.CaseId, asked.CaseId, now, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>Ends before its time what was granted, within the current unit of work: nobody looks by it any more, and the person is told.</summary>
    public async Task<Outcome<Done>> End(Guid id, CancellationToken cancellation)
    {
        if (await Shown(db).FirstOrDefaultAsync(r => r.Id == id, cancellation) is not { } asked)
            return Refusal.NotFound("grievances.identity_request_unknown");
        var now = clock.GetUtcNow();
        if (asked.StateAt(now) != "granted")
            return Refusal.Conflict("grievances.identity_not_running");
        if (asked.RequestedBy.ToString() == actor.Id)
            return Refusal.Conflict("grievances.not_yourself");
        asked.End(IdentityRequest.Custodian, now);
        await keys.EndGrant(asked.CaseId, id, cancellation);
        db.Record(now, actor.Id, actor.Role, "grievances.identity_ended", $"case:{asked.CaseId}", $"request:{id}");
        await db.SaveChangesAsync(CancellationToken.None);
        await pings.Tell(asked.CaseId, asked.CaseId, now, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>GET /api/grievances/v1/identity-requests, POST /identity-requests/{id}/decision and /identity-requests/{id}/end.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity-requests", async (DecideIdentity decide, HttpContext http, bool waiting = false, string? cursor = null, int? limit = null) =>
                (await decide.List(waiting, cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName("Grievances_ListIdentityRequests").WithSummary("Who asks how anonymous people can be reached, and why; for the custodian")
            .Produces<Page<IdentityRequestRow>>().ProducesProblem(400).RequirePermission(Permissions.GrievancesCustody);
        api.MapPost("/identity-requests/{id:guid}/decision", async (Guid id, JsonBody<IdentityDecision> body, DecideIdentity decide, HttpContext http) =>
                (await decide.Run(id, body.Value.Grant, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_DecideIdentity").WithSummary("Let the one who asked look, for the time they asked for, or not; the person is told")
            .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesCustody).Writes();
        api.MapPost("/identity-requests/{id:guid}/end", async (Guid id, DecideIdentity decide, HttpContext http) =>
                (await decide.End(id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_EndIdentity").WithSummary("End before its time what was granted; the person is told")
            .Produces(204).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesCustody).Writes();
    }
}
