using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Mail;

namespace Grievances.Features.Mailbox;

/// <summary>How it stands with messages by e-mail.</summary>
/// <param name="Wanted">Whether an address is kept; it is shown to nobody, not even to whoever gave it.</param>
/// <param name="Sent">Whether this platform sends e-mail at all.</param>
public sealed record PingView(bool Wanted, bool Sent);

/// <summary>Where to send.</summary>
/// <param name="Address">An e-mail address; the message says only that there is something new.</param>
/// <param name="Language">BCP 47 tag of the message's language; null is the one of the case.</param>
public sealed record PingRequest(string Address, string? Language = null);

/// <summary>A holder wants to be told by e-mail that there is something new, elsewhere than before, or no more.</summary>
public sealed class ChoosePing(GrievancesDb db, HolderOfSession holders, Pings pings, PingAddresses addresses, MailQueue mail, TimeProvider clock)
{
    /// <summary>How it stands.</summary>
    public async Task<Outcome<PingView>> Read(MailboxSession session, CancellationToken cancellation)
    {
        if ((await holders.OfWhole(session, cancellation)).Refusal is { } refusal)
            return refusal;
        return new PingView(await db.PingAddresses.AnyAsync(p => p.CaseId == session.CaseId && p.HolderId == session.Holder, cancellation), mail.IsOpen);
    }

    /// <summary>Sends there from now on, within the current unit of work; what waits for the address before is forgotten with it.</summary>
    public async Task<Outcome<Done>> Use(MailboxSession session, PingRequest request, CancellationToken cancellation)
    {
        var found = await holders.OfWhole(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (FileRules.IsBlank(request.Address) || MailAddress.Read(request.Address) is null)
            return Refusal.Field("platform.invalid", "/address", "grievances.contact_malformed");
        if (request.Language is { } language && !FileRules.IsLanguage(language))
            return Refusal.Field("platform.invalid", "/language", "grievances.language_unknown");
        await pings.Forget(session.CaseId, session.Holder, cancellation);
        db.Add(addresses.Of(session.CaseId, session.Holder, request.Address.Trim(), request.Language ?? found.Value!.Case.Language));
        return await Recorded(session, found.Value!.Holder, "grievances.ping_wanted");
    }

    /// <summary>Sends nothing any more, within the current unit of work; asking twice changes nothing.</summary>
    public async Task<Outcome<Done>> Stop(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.OfWhole(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (!await db.PingAddresses.AnyAsync(p => p.CaseId == session.CaseId && p.HolderId == session.Holder, cancellation))
            return new Done();
        await pings.Forget(session.CaseId, session.Holder, cancellation);
        return await Recorded(session, found.Value!.Holder, "grievances.ping_stopped");
    }

    private async Task<Outcome<Done>> Recorded(MailboxSession session, CaseHolder holder, string action)
    {
        db.Record(clock.GetUtcNow(), Guid.Empty.ToString(), Codes.Of(holder.Role), action, $"case:{session.CaseId}", "ping");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>GET, PUT and DELETE /api/grievances/v1/mailbox/ping.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        const string reason = "The sealed mailbox token is the key";
        api.MapGet("/mailbox/ping", async (ChoosePing ping, HttpContext http) =>
                (await ping.Read(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(view => TypedResults.Ok(view)))
            .WithName("Grievances_ReadPing").WithSummary("Whether one is told by e-mail that there is something new").Produces<PingView>().ProducesProblem(401).ProducesProblem(403)
            .Anonymous(reason).WithMetadata(new TenantFromMailboxAttribute());
        api.MapPut("/mailbox/ping", async (JsonBody<PingRequest> body, ChoosePing ping, HttpContext http) =>
                (await ping.Use(http.Features.GetRequiredMailbox(), body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_ChoosePing").WithSummary("Be told at an address from now on").Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403)
            .Anonymous(reason).WithMetadata(new TenantFromMailboxAttribute()).Writes();
        api.MapDelete("/mailbox/ping", async (ChoosePing ping, HttpContext http) =>
                (await ping.Stop(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_StopPing").WithSummary("Be told no more").Produces(204).ProducesProblem(401).ProducesProblem(403)
            .Anonymous(reason).WithMetadata(new TenantFromMailboxAttribute()).Writes();
    }
}
