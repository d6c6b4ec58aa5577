using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Erasure;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Routing;

/// <summary>Where a case of the neutral desk belongs.</summary>
/// <param name="Organisation">Slug of the organisation that is responsible.</param>
/// <param name="UnsafeRead">Whether what must not happen, in the person's words, was read and passing the case on brings none of it about; needed where there are such words.</param>
public sealed record RouteRequest(string Organisation, bool UnsafeRead = false);

/// <summary>
/// The neutral desk passes a case on to whom it belongs. Everything is sealed anew for that organisation, the person keeps their
/// receipt and sees who opened the case before and when it was passed on to whom; the clocks go on, a confirmed case stays
/// confirmed, and the desk keeps nothing it could open. Whoever files with the desk is told of just this; no other tenant can do it.
/// </summary>
public sealed class RouteCase(
    GrievancesDb db, UnitOfWork<GrievancesDb> unit, CaseDoor doors, CaseKeys keys, EraseCase erase, CaseThread thread, Actor actor, IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>Routes in units of work of its own: first into the organisation, then away from the desk. Done again after a crash, it goes on.</summary>
    public async Task<Outcome<Done>> Run(Guid id, RouteRequest request, CancellationToken cancellation)
    {
        var desk = await unit.Read(() => db.Set<KnownTenant>().AsNoTracking().FirstAsync(t => t.Id == db.TenantId, cancellation), cancellation);
        if (!NeutralDesk.Is(configuration, desk))
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.not_the_desk");
        var target = await unit.Read(() => db.Set<KnownTenant>().AsNoTracking().FirstOrDefaultAsync(t => t.Slug == request.Organisation && t.Active, cancellation), cancellation);
        if (target is null || target.Id == desk.Id)
            return Refusal.Field("platform.invalid", "/organisation", "grievances.organisation_unknown");
        var opened = await unit.Run(true, () => Open(id, request, desk.Name, cancellation), outcome => !outcome.Refused, cancellation);
        if (opened.Refusal is { } refusal)
            return refusal;
        await using (var scope = scopes.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(target.Id);
            await scope.ServiceProvider.GetRequiredService<ReceiveCase>().Run(opened.Value!, cancellation);
        }
        await unit.Write(async () =>
        {
            if (await db.Grievances.FirstOrDefaultAsync(g => g.Id == id, CancellationToken.None) is not { } kase)
                return;
            db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "grievances.case_routed", $"case:{id}", target.Slug);
            await erase.Begin(kase, ErasureCause.Routed, actor.Role, CancellationToken.None);
        }, CancellationToken.None);
        return new Done();
    }

    /// <summary>Whom cases can be passed on to, by name, within the current unit of work; nobody where the current tenant is not the desk.</summary>
    public async Task<IReadOnlyList<KnownTenant>> Organisations(CancellationToken cancellation)
    {
        if (NeutralDesk.Slug(configuration) is not { } desk)
            return [];
        var active = db.Set<KnownTenant>().AsNoTracking();
        return await active.AnyAsync(t => t.Id == db.TenantId && t.Slug == desk, cancellation)
            ? await active.Where(t => t.Active && t.Slug != desk).OrderBy(t => t.Name).ThenBy(t => t.Slug).ToListAsync(cancellation) : [];
    }

    private async Task<Outcome<RoutedCase>> Open(Guid id, RouteRequest request, string desk, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        // Whom it was decided by has answered for it: the person would lose the letter and the outcome.
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.closed_not_routed");
        // What was referred to us is not ours to pass on, and what others have of a case by the person's leave would stay with them when it goes.
        if (kase.Channel is FilingChannel.Referral)
            return Refusal.Conflict("grievances.referred_to_us");
        if (await db.Shares.AnyAsync(s => s.CaseId == id && s.Given && (s.State == ShareState.AwaitingConsent || s.State == ShareState.Offered || s.State == ShareState.Accepted), cancellation))
            return Refusal.Conflict("grievances.shared_not_routed");
        // A part opens with the receipt of the case it comes from, which would stay here.
        if (kase.SplitFromId is not null)
            return Refusal.Conflict("grievances.part_of_another");
        // Its parts open with its receipt alone, and would stay here without it.
        if (await db.PartsOf(id).AnyAsync(cancellation))
            return Refusal.Conflict("grievances.parts_not_routed");
        if (kase.Unsafe is not null && !request.UnsafeRead)
            return Refusal.Field("platform.invalid", "/unsafeRead", "grievances.unsafe_unread");
        var door = await doors.Open(kase, "routing", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        db.Entry(kase).State = EntityState.Detached;
        // The audit lines stay with the desk; what the person was shown of them goes along.
        return new RoutedCase(kase, door.Value!.Sealer, await keys.OpenForGroup(id, CaseKeys.Custodian, cancellation), desk, (await thread.Openings(kase, null, Cursor.MostLimit, cancellation)).Value!.Items,
            await db.Wraps.AsNoTracking().Where(w => w.CaseId == id && !CaseKeys.Wrapping.Contains(w.Holder) && !w.Holder.StartsWith("grant-")).ToListAsync(cancellation),
            await db.Receipts.AsNoTracking().Where(r => r.CaseId == id).ToListAsync(cancellation),
            await db.Holders.AsNoTracking().Where(h => h.CaseId == id).ToListAsync(cancellation),
            await db.Consents.AsNoTracking().Where(c => c.CaseId == id).ToListAsync(cancellation),
            await db.Messages.AsNoTracking().Where(m => m.CaseId == id).ToListAsync(cancellation),
            await db.Files.AsNoTracking().Where(f => f.CaseId == id && !f.Internal).ToListAsync(cancellation),
            await db.PingAddresses.AsNoTracking().Where(p => p.CaseId == id).ToListAsync(cancellation));
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/route",
            async (Guid id, JsonBody<RouteRequest> body, RouteCase route, HttpContext http) => (await route.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_RouteCase").WithSummary("The neutral desk passes a case on to whom it belongs")
        .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
}

/// <summary>A case on its way from the desk, opened, with the desk's name and who opened it there; the identity goes along unopened, with its key.</summary>
public sealed record RoutedCase(
    Grievance Case, CaseSealer Sealer, byte[]? IdentityKey, string Desk, IReadOnlyList<CaseOpening> Openings, IReadOnlyList<CaseWrap> Wraps, IReadOnlyList<ReceiptLookup> Receipts, IReadOnlyList<CaseHolder> Holders, IReadOnlyList<CaseConsent> Consents,
    IReadOnlyList<CaseMessage> Messages, IReadOnlyList<CaseFile> Files, IReadOnlyList<PingAddress> Pings);
