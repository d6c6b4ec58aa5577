using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;

namespace Grievances.Features.Mailbox;

/// <summary>
/// Opens the mailbox of a part that was split from a case, with the receipt of the case: a remedy is answered, an appeal filed and a survey
/// filled in there as in any case. It lasts no longer than the session it comes from.
/// </summary>
public sealed class EnterPart(GrievancesDb db, HolderOfSession holders, PartKeys parts, MailboxTokens tokens)
{
    /// <summary>Enters within the current unit of work.</summary>
    public async Task<Outcome<OpenedMailbox>> Run(MailboxSession session, Guid partId, CancellationToken cancellation)
    {
        var found = await holders.Find(session.First, cancellation);
        if (found.Refusal is { } over)
            return over;
        var (_, holder, sealer) = found.Value!;
        if (await parts.One(sealer, partId, cancellation) is not { } part)
            return Refusal.NotFound("grievances.part_unknown");
        var inPart = session.First.Of(partId);
        // Whoever came to the case after the part was split from it has no place there yet.
        if (!await db.Holders.AnyAsync(h => h.CaseId == partId && h.Id == inPart.Holder, cancellation))
        {
            db.Add(PeopleOfPart.Place(sealer, part.Sealer, holder));
            await db.SaveChangesAsync(CancellationToken.None);
        }
        return new OpenedMailbox(tokens.Issue(inPart), inPart.ExpiresAt);
    }

    /// <summary>POST /api/grievances/v1/mailbox/parts/{id}/session.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/mailbox/parts/{id:guid}/session",
            async (Guid id, EnterPart enter, HttpContext http) =>
                (await enter.Run(http.Features.GetRequiredMailbox(), id, http.RequestAborted)).ToResult(opened => TypedResults.Ok(opened)))
        .WithName("Grievances_EnterPart").WithSummary("A token for a part that was split from one's own case")
        .Produces<OpenedMailbox>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).Writes();
}
