using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
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

/// <summary>Why somebody needs to know how a person can be reached.</summary>
/// <param name="Reason">20 to 4,000 characters; the custodian and the person read it.</param>
/// <param name="Hours">For how long, 1 to 72.</param>
public sealed record IdentityAsk(string Reason, int Hours = 24);

/// <summary>A request that was stored.</summary>
/// <param name="Id">Its id.</param>
public sealed record AskedIdentity(Guid Id);

/// <summary>
/// Asks the custodian to let one look at how a person can be reached, and looks. The custodian is somebody else; what they grant is for the
/// one who asked and ends by itself; the person is told of each step and can say no at any time.
/// </summary>
public sealed class IdentityRequests(GrievancesDb db, CaseDoor doors, CaseKeys keys, Pings pings, HolderOfSession holders, Actor actor, TimeProvider clock)
{
    /// <summary>Clock that ends a grant.</summary>
    public const string Clock = "identity-grant";

    /// <summary>Action of the audit log by which the person sees who looked.</summary>
    public const string Seen = "grievances.identity_seen";

    /// <summary>Asks within the current unit of work.</summary>
    public async Task<Outcome<AskedIdentity>> Ask(Guid id, IdentityAsk request, CancellationToken cancellation)
    {
        if (MotivatedReason.Unfit(request.Reason, "grievances.motive_missing") is { } unfit)
            return unfit;
        if (request.Hours is < 1 or > 72)
            return Refusal.Field("platform.invalid", "/hours", "grievances.hours_out_of_range");
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        if (found.Value!.Identity is null || await keys.OpenForGroup(id, CaseKeys.Custodian, cancellation) is not { } identity)
            return Refusal.Conflict("grievances.no_identity");
        var account = doors.Account;
        if (await db.IdentityRequests.AnyAsync(r => r.CaseId == id && r.RequestedBy == account && r.DecidedAt == null, cancellation))
            return Refusal.Conflict("grievances.identity_asked_before");
        var door = await doors.Open(found.Value, "asking for the identity", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        var (now, asked) = (clock.GetUtcNow(), Guid.CreateVersion7());
        db.Add(new IdentityRequest
        {
            TenantId = kase.TenantId, Id = asked, CaseId = id, RequestedBy = account, RequesterRole = actor.Role, Hours = request.Hours, RequestedAt = now, Version = 1,
            Reason = sealer.Seal("identity_request", asked, "reason", request.Reason.Trim()),
            ReasonForCustodian = (sealer with { Key = identity }).Seal("identity_request", asked, "custodian", request.Reason.Trim()),
        });
        db.Record(now, actor.Id, actor.Role, "grievances.identity_asked", $"case:{id}", $"request:{asked}");
        await db.SaveChangesAsync(CancellationToken.None);
        await pings.Tell(id, id, now, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new AskedIdentity(asked);
    }

    /// <summary>Shows how the person can be reached to the one who was let look, within the current unit of work, and records it.</summary>
    public async Task<Outcome<Contact>> Look(Guid id, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var (account, now) = (doors.Account, clock.GetUtcNow());
        var granted = await db.IdentityRequests.Where(r => r.CaseId == id && r.RequestedBy == account && r.Granted && r.ValidUntil > now).OrderByDescending(r => r.ValidUntil).FirstOrDefaultAsync(cancellation);
        if (granted is null || await keys.OpenByGrant(id, granted.Id, doors.Handlers, cancellation) is not { } key)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.identity_not_granted");
        var kase = found.Value!;
        if (Identities.Open(new CaseSealer(kase.TenantId, id, key), kase.Identity) is not { } contact)
            return Refusal.Conflict("grievances.no_identity");
        granted.FirstLookAt ??= now;
        granted.Version++;
        db.Record(now, actor.Id, actor.Role, Seen, $"case:{id}", $"request:{granted.Id}");
        await db.SaveChangesAsync(CancellationToken.None);
        return contact;
    }

    /// <summary>The person says no to a request or ends a grant, within the current unit of work.</summary>
    public async Task<Outcome<Done>> Refuse(MailboxSession session, Guid request, CancellationToken cancellation)
    {
        var held = await holders.Find(session, cancellation);
        if (held.Refusal is { } gone)
            return gone;
        if (held.Value!.Holder.Id != session.CaseId)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed");
        var now = clock.GetUtcNow();
        if (await db.IdentityRequests.FirstOrDefaultAsync(r => r.CaseId == session.CaseId && r.Id == request, cancellation) is not { } asked)
            return Refusal.NotFound("grievances.identity_request_unknown");
        if (asked.StateAt(now) is "waiting" or "granted")
            asked.End(IdentityRequest.Person, now);
        await keys.EndGrant(session.CaseId, request, cancellation);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(held.Value.Holder.Role), "grievances.identity_refused", $"case:{session.CaseId}", $"request:{request}");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>Ends a grant whose time is over, within the current unit of work.</summary>
    public async Task End(Guid request, CancellationToken cancellation)
    {
        if (await db.IdentityRequests.AsNoTracking().Where(r => r.Id == request).Select(r => (Guid?)r.CaseId).FirstOrDefaultAsync(cancellation) is { } kase)
            await keys.EndGrant(kase, request, cancellation);
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/identity-requests, GET /cases/{id}/identity, POST /mailbox/readers/requests/{id}/refusal.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/identity-requests", async (Guid id, JsonBody<IdentityAsk> body, IdentityRequests requests, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"identity:{id:N}", key, body.Raw, () => requests.Ask(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(asked => TypedResults.Created($"/api/grievances/v1/cases/{id}/identity", asked));
            })
            .Idempotent().WithName("Grievances_AskIdentity").WithSummary("Ask the custodian how an anonymous person can be reached; the person is told")
            .Produces<AskedIdentity>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapGet("/cases/{id:guid}/identity", async (Guid id, IdentityRequests requests, HttpContext http) =>
                (await requests.Look(id, http.RequestAborted)).ToResult(contact => TypedResults.Ok(contact)))
            .WithName("Grievances_ReadIdentity").WithSummary("How the person can be reached, for the one who was let look and while they may; recorded, and shown to the person")
            .Produces<Contact>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPost("/mailbox/readers/requests/{id:guid}/refusal", async (Guid id, IdentityRequests requests, HttpContext http) =>
                (await requests.Refuse(http.Features.GetRequiredMailbox(), id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_RefuseIdentity").WithSummary("Say no to somebody who asked how one can be reached, or end what was granted")
            .Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).Writes();
    }
}
