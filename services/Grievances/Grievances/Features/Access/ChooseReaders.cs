using System.Text.Json.Serialization;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Access;

/// <summary>Roles that must not see a case.</summary>
/// <param name="Roles">case-handler (then the ombuds alone reads it), ombuds, human-rights-lead, identity-custodian; empty where all may.</param>
public sealed record ReadersRequest(IReadOnlyList<string> Roles);

/// <summary>Who may see a case, as its person reads it.</summary>
/// <param name="HandledBy">team or ombuds: the one group that has a key to it.</param>
/// <param name="Excluded">Roles the person would not have see it.</param>
/// <param name="Mine">Whether the reader may change that.</param>
/// <param name="Requests">Who asked to know how the person can be reached, newest first.</param>
/// <param name="Partners">Organisations that have a part of it with the person's yes; what is chosen holds there too.</param>
public sealed record ReadersView(string HandledBy, IReadOnlyList<string> Excluded, bool Mine, IReadOnlyList<IdentityRequestOfPerson> Requests, IReadOnlyList<string> Partners)
{
    /// <summary>Who reads along as a mediator from outside, by role or organisation; null where nobody's link opens the case now.</summary>
    public string? Mediator { get; init; }

    /// <summary>Whether others than the group that handles it read of it.</summary>
    [JsonIgnore] public bool Shared => Partners.Count > 0 || Mediator is not null;
}

/// <summary>Somebody asked to know how the person can be reached.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Role">Role of the one who asked.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
/// <param name="State">waiting, granted, refused, ended or over.</param>
/// <param name="Until">Until when they may look, or null.</param>
/// <param name="SeenAt">When they first looked, or null.</param>
public sealed record IdentityRequestOfPerson(Guid Id, string Role, string Reason, DateTimeOffset At, string State, DateTimeOffset? Until, DateTimeOffset? SeenAt)
{
    /// <summary>Each time they looked, oldest first, as the person is told.</summary>
    public IReadOnlyList<DateTimeOffset> Looks { get; init; } = [];

    /// <summary>Who refused it or ended the grant: person or custodian; null where neither happened.</summary>
    public string? By { get; init; }

    /// <summary>Key of the words for where it is.</summary>
    [JsonIgnore] public string Word => By is null ? $"readers.state.{State}" : $"readers.state.{State}_{By}";
}

/// <summary>
/// The one who filed says which roles must not see the case, at any time. What they say holds by the keys: a role that must not see
/// it has none.
/// </summary>
public sealed class ChooseReaders(GrievancesDb db, HolderOfSession holders, CaseKeys keys, PartKeys parts, MoveToGroup groups, TimeProvider clock)
{
    private const int MostLooks = 200;

    /// <summary>Who may see it.</summary>
    public async Task<Outcome<ReadersView>> Read(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } refusal ? refusal : await Of(found.Value!, cancellation);
    }

    /// <summary>Of a case that a holder has opened.</summary>
    public async Task<ReadersView> Of(HeldCase held, CancellationToken cancellation)
    {
        var (kase, holder, sealer) = held;
        var filed = holder.Id == kase.Id;
        var (now, requests) = (clock.GetUtcNow(), filed ? await db.IdentityRequests.AsNoTracking().Where(r => r.CaseId == kase.Id).OrderByDescending(r => r.RequestedAt).Take(50).ToListAsync(cancellation) : []);
        var (subject, looked) = ($"case:{kase.Id}", requests.Any(r => r.FirstLookAt is not null));
        var looks = looked ? await db.Set<AuditLine>().AsNoTracking().Where(l => l.Subject == subject && l.Action == IdentityRequests.Seen).OrderBy(l => l.At).Select(l => new { l.Purpose, l.At }).Take(MostLooks).ToListAsync(cancellation) : [];
        return new ReadersView(kase.HandledBy, kase.ExcludedRoles.Length == 0 ? [] : kase.ExcludedRoles.Split(','), filed,
            [.. requests.Select(r => new IdentityRequestOfPerson(r.Id, r.RequesterRole, sealer.Open("identity_request", r.Id, "reason", r.Reason), r.RequestedAt, r.StateAt(now), r.Granted ? r.ValidUntil : null, r.FirstLookAt) { By = r.NoBy, Looks = [.. looks.Where(l => l.Purpose == $"request:{r.Id}").Select(l => l.At)] })],
            await db.Shares.AsNoTracking().Where(s => s.CaseId == kase.Id && s.Given && (s.State == ShareState.Offered || s.State == ShareState.Accepted)).OrderBy(s => s.ProposedAt).Select(s => s.OtherName).ToListAsync(cancellation))
        {
            Mediator = await Mediations.Live(db, now).FirstOrDefaultAsync(m => m.CaseId == kase.Id, cancellation) is { } mediation ? sealer.Open("mediation", mediation.Id, "who", mediation.Who) : null,
        };
    }

    /// <summary>Chooses within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(MailboxSession session, ReadersRequest request, CancellationToken cancellation)
    {
        if (Excluding.Fault(request.Roles) is { } fault)
            return Refusal.Field("platform.invalid", "/roles", fault);
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var (kase, holder, sealer) = found.Value!;
        if (holder.Id != kase.Id)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed");
        var chosen = Excluding.Sorted(request.Roles);
        if (string.Join(',', chosen) is var joined && joined == kase.ExcludedRoles)
            return new Done();
        var now = clock.GetUtcNow();
        if (!session.IsInPart)
            await InParts(sealer, kase.ExcludedRoles, chosen, now, cancellation);
        await groups.Keep(kase, joined, sealer.Key, cancellation);
        await Custodian(session, kase, chosen.Contains("identity-custodian"), cancellation);
        // Whoever handles a part of it is told too: there the same roles must not see it.
        foreach (var share in await db.Shares.AsNoTracking().Where(s => s.CaseId == kase.Id && s.Given && (s.State == ShareState.Offered || s.State == ShareState.Accepted)).ToListAsync(cancellation))
            db.Send(share.Id, share.OtherTenantId, ParcelContent.Open, null, now);
        kase.Touch(now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), "grievances.readers_chosen", $"case:{kase.Id}", joined.Length == 0 ? "all" : joined);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    // Who must not see the first does not see a part either. A part for which the person chose otherwise keeps that, and is kept from no fewer.
    private async Task InParts(CaseSealer first, string before, IReadOnlyList<string> chosen, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var open in await parts.Open(first, cancellation))
        {
            var roles = string.Join(',', open.Part.ExcludedRoles == before ? chosen : Excluding.Sorted([.. chosen.Union(open.Part.ExcludedRoles.Split(',', StringSplitOptions.RemoveEmptyEntries))]));
            if (roles == open.Part.ExcludedRoles)
                continue;
            await groups.Keep(open.Part, roles, open.Sealer.Key, cancellation);
            open.Part.Touch(now);
            db.Publish(new CaseChanged(open.Part.Snapshot()), now);
        }
    }

    private async Task Custodian(MailboxSession session, Grievance kase, bool excluded, CancellationToken cancellation)
    {
        var has = await db.Wraps.AnyAsync(w => w.CaseId == kase.Id && w.Holder == CaseKeys.Custodian, cancellation);
        if (excluded && has)
        {
            await keys.TakeFromGroup(kase.Id, CaseKeys.Custodian, cancellation);
            await db.Wraps.Where(w => w.CaseId == kase.Id && w.Holder.StartsWith("grant-")).ExecuteDeleteAsync(cancellation);
        }
        else if (!excluded && !has && await keys.IdentityForFiler(kase.Id, session.ReceiptKey, cancellation) is { } key)
            await keys.WrapForGroup(kase.Id, CaseKeys.Custodian, key, cancellation);
    }

    /// <summary>GET and PUT /api/grievances/v1/mailbox/readers.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/mailbox/readers", async (ChooseReaders readers, HttpContext http) =>
                (await readers.Read(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(view => TypedResults.Ok(view)))
            .WithName("Grievances_ReadReaders").WithSummary("Who may see one's own case, and who asked how one can be reached").Produces<ReadersView>().ProducesProblem(401)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
        api.MapPut("/mailbox/readers", async (JsonBody<ReadersRequest> body, ChooseReaders readers, HttpContext http) =>
                (await readers.Run(http.Features.GetRequiredMailbox(), body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_ChooseReaders").WithSummary("Say which roles must not see one's own case").Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).Writes();
    }
}
