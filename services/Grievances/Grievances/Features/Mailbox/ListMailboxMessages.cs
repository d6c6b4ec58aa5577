using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.Mailbox;

/// <summary>What a person's mailbox holds beyond its first page: every message, and everybody who opened the case.</summary>
public sealed class ListMailboxMessages(CaseThread thread, HolderOfSession holders)
{
    /// <summary>A page of messages, decrypted with the key from the receipt.</summary>
    public async Task<Outcome<Page<MailboxMessage>>> Run(MailboxSession session, string? cursor, int? limit, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        var messages = await thread.Messages(session.CaseId, session.Holder, cursor, limit, cancellation);
        if ((found.Refusal ?? messages.Refusal) is { } refusal)
            return refusal;
        return new Page<MailboxMessage>([.. messages.Value!.Items.Select(m => MailboxMessage.Of(m, session, found.Value!.Sealer))], messages.Value.Next);
    }

    /// <summary>A page of openings, for whoever still holds the case.</summary>
    public async Task<Outcome<Page<CaseOpening>>> Openings(MailboxSession session, string? cursor, int? limit, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } refusal ? refusal : await thread.Openings(found.Value!.Case, cursor, limit, cancellation);
    }

    /// <summary>GET /api/grievances/v1/mailbox/messages and /openings.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/mailbox/messages",
                async (ListMailboxMessages list, HttpContext http, string? cursor = null, int? limit = null) =>
                    (await list.Run(http.Features.GetRequiredMailbox(), cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName("Grievances_ListMailboxMessages").WithSummary("Messages of one's own case, newest first").Produces<Page<MailboxMessage>>().ProducesProblem(400).ProducesProblem(401)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
        api.MapGet("/mailbox/openings",
                async (ListMailboxMessages list, HttpContext http, string? cursor = null, int? limit = null) =>
                    (await list.Openings(http.Features.GetRequiredMailbox(), cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName("Grievances_ListOpenings").WithSummary("Who opened one's own case, newest first").Produces<Page<CaseOpening>>().ProducesProblem(400).ProducesProblem(401)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
    }
}
