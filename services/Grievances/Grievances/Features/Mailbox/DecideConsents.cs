using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;

namespace Grievances.Features.Mailbox;

/// <summary>What a holder allows.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Allowed">Whether it is allowed now.</param>
/// <param name="Since">When that was said; null where nothing ever was.</param>
public sealed record ConsentView(string Purpose, bool Allowed, DateTimeOffset? Since);

/// <summary>A decision about one purpose.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Allowed">Whether it is allowed from now on.</param>
public sealed record ConsentRequest(ConsentPurpose Purpose, bool Allowed);

/// <summary>A holder allows something, or takes it back, one purpose at a time. Taking back works from now on and is as easy as giving.</summary>
public sealed class DecideConsents(GrievancesDb db, HolderOfSession holders, Pings pings, TimeProvider clock)
{
    /// <summary>What a holder allows, every purpose in order; nothing for those who don't decide here.</summary>
    public async Task<Outcome<IReadOnlyList<ConsentView>>> List(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (!Decides(found.Value!.Holder))
            return new Outcome<IReadOnlyList<ConsentView>>([], null);
        var given = await db.Consents.AsNoTracking().Where(c => c.CaseId == session.CaseId && c.HolderId == session.Holder).ToDictionaryAsync(c => c.Purpose, cancellation);
        return new Outcome<IReadOnlyList<ConsentView>>([.. Enum.GetValues<ConsentPurpose>().Select(purpose => given.TryGetValue(purpose, out var consent)
            ? new ConsentView(Codes.Of(purpose), consent.WithdrawnAt is null, consent.WithdrawnAt ?? consent.GivenAt)
            : new ConsentView(Codes.Of(purpose), false, null))], null);
    }

    /// <summary>Decides within the current unit of work; deciding the same twice changes nothing.</summary>
    public async Task<Outcome<Done>> Run(MailboxSession session, ConsentRequest request, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (!Decides(found.Value!.Holder))
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.consent_not_yours");
        // Whoever does not want to be reached outside the mailbox gets no e-mail either, also where they never allowed more than that.
        if (request is { Purpose: ConsentPurpose.ContactOutside, Allowed: false })
            await pings.Forget(session.CaseId, session.Holder, cancellation);
        var now = clock.GetUtcNow();
        var consent = await db.Consents.FirstOrDefaultAsync(c => c.CaseId == session.CaseId && c.HolderId == session.Holder && c.Purpose == request.Purpose, cancellation);
        if (request.Allowed == (consent is { WithdrawnAt: null }))
            return new Done();
        if (consent is null)
            db.Add(new CaseConsent { TenantId = session.Tenant, CaseId = session.CaseId, HolderId = session.Holder, Purpose = request.Purpose, GivenAt = now });
        else if (request.Allowed)
            (consent.GivenAt, consent.WithdrawnAt) = (now, null);
        else
            consent.WithdrawnAt = now;
        db.Record(now, Guid.Empty.ToString(), Codes.Of(found.Value!.Holder.Role), request.Allowed ? "grievances.consent_given" : "grievances.consent_withdrawn", $"case:{session.CaseId}", Codes.Of(request.Purpose));
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    // Whoever was let in to help reads and writes, and decides nothing for the person.
    private static bool Decides(CaseHolder holder) => holder.Id == holder.CaseId || holder.Role is HolderRole.Member;

    /// <summary>GET and PUT /api/grievances/v1/mailbox/consents.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/mailbox/consents", async (DecideConsents consents, HttpContext http) =>
                (await consents.List(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListConsents").WithSummary("What one has allowed in one's own case").Produces<IReadOnlyList<ConsentView>>().ProducesProblem(401).ProducesProblem(403)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
        api.MapPut("/mailbox/consents", async (JsonBody<ConsentRequest> body, DecideConsents consents, HttpContext http) =>
                (await consents.Run(http.Features.GetRequiredMailbox(), body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_DecideConsent").WithSummary("Allow something, or take it back").Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).Writes();
    }
}
