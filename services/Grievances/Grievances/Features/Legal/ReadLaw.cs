using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Grievances.Help;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;

namespace Grievances.Features.Legal;

/// <summary>Where a case went outside the organisation.</summary>
/// <param name="Body">Id of the body in the directory; null where a court or an authority ordered it.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Web">Its website, or null.</param>
/// <param name="At">When.</param>
/// <param name="ByRole">Role of whoever handed it over.</param>
/// <param name="Reason">Why.</param>
public sealed record HandedOver(string? Body, string? Name, string? Web, DateTimeOffset At, string ByRole, string Reason);

/// <summary>What the person reads about the law of their case.</summary>
/// <param name="Parallel">Whether a court or an authority deals with the same matter too. It is no reason to stop here, and nobody has to drop theirs.</param>
/// <param name="OnHold">Whether everything is kept for a court or an authority.</param>
/// <param name="HandedOver">Where it went, the newest first.</param>
public sealed record LawOfCase(bool Parallel, bool OnHold, IReadOnlyList<HandedOver> HandedOver);

/// <summary>Tells the person what about their case is with others. What handlers note about the law is theirs.</summary>
public sealed class ReadLaw(GrievancesDb db, HolderOfSession holders)
{
    /// <summary>For a mailbox.</summary>
    public async Task<Outcome<LawOfCase>> Run(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } gone ? gone : await Of(found.Value!, cancellation);
    }

    /// <summary>Of a case that a holder has opened.</summary>
    public async Task<LawOfCase> Of(HeldCase held, CancellationToken cancellation)
    {
        var (kase, _, sealer) = held;
        var gone = await db.LegalNotes.AsNoTracking().Where(n => n.CaseId == kase.Id && n.Kind == LegalNoteKind.HandOver).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(50).ToListAsync(cancellation);
        return new LawOfCase(kase.ParallelProceedings, kase.LegalHold, [.. gone.Select(n =>
        {
            var body = n.Body is null ? null : HelpDirectory.Current.Body(n.Body);
            return new HandedOver(n.Body, body?.Name ?? n.Body, body?.Web, n.At, n.WriterRole, sealer.Open("legal_note", n.Id, "text", n.Text));
        })]);
    }

    /// <summary>GET /api/grievances/v1/mailbox/legal.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/mailbox/legal", async (ReadLaw read, HttpContext http) =>
            (await read.Run(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(law => TypedResults.Ok(law)))
        .WithName("Grievances_ReadOwnLaw").WithSummary("Proceedings beside one's own case, and where it was handed over").Produces<LawOfCase>().ProducesProblem(401).ProducesProblem(403)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
}
