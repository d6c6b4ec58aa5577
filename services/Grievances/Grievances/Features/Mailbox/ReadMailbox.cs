using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Mailbox;

/// <summary>A case as its person sees it.</summary>
/// <param name="Organisation">Who answers.</param>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="State">State of the case.</param>
/// <param name="Summary">What was filed, in one line.</param>
/// <param name="WhatHappened">What was filed.</param>
/// <param name="FiledAt">When.</param>
/// <param name="AcknowledgeBy">Until when it has to be acknowledged.</param>
/// <param name="AcknowledgedAt">When it was, or null.</param>
/// <param name="FindingsBy">Three months after the acknowledgement, or null (Directive (EU) 2019/1937, art. 9(1)(f)).</param>
/// <param name="ClosedAt">When it was closed, or null.</param>
/// <param name="Outcome">Outcome code, or null.</param>
/// <param name="ClosingLetter">What the organisation wrote at the end, or null.</param>
/// <param name="Messages">Oldest first, at most the newest 200.</param>
/// <param name="Openings">Who opened the case, by role, newest first, at most 50.</param>
public sealed record MailboxView(
    string Organisation, string Reference, string State, string Summary, string WhatHappened, DateTimeOffset FiledAt, DateTimeOffset AcknowledgeBy,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset? FindingsBy, DateTimeOffset? ClosedAt, string? Outcome, string? ClosingLetter,
    IReadOnlyList<MailboxMessage> Messages, IReadOnlyList<CaseOpening> Openings);

/// <summary>A message in the mailbox.</summary>
/// <param name="Id">Id of the message.</param>
/// <param name="Mine">Whether the person wrote it.</param>
/// <param name="WriterRole">Role of the writer.</param>
/// <param name="Text">The text.</param>
/// <param name="WrittenAt">When.</param>
public sealed record MailboxMessage(Guid Id, bool Mine, string WriterRole, string Text, DateTimeOffset WrittenAt);

/// <summary>Somebody opened the case.</summary>
/// <param name="Role">In which role.</param>
/// <param name="At">When.</param>
public sealed record CaseOpening(string Role, DateTimeOffset At);

/// <summary>Shows the person their case, decrypted with the key from their receipt.</summary>
public sealed class ReadMailbox(GrievancesDb db, CaseKeys keys)
{
    /// <summary>Reads the case of a mailbox session.</summary>
    public async Task<MailboxView> Run(MailboxSession session, CancellationToken cancellation)
    {
        var sealer = new CaseSealer(session.Tenant, session.CaseId, await keys.OpenForPerson(session.CaseId, session.ReceiptKey, cancellation));
        var kase = await db.Grievances.AsNoTracking().SingleAsync(g => g.Id == session.CaseId, cancellation);
        var organisation = await db.Set<KnownTenant>().Where(t => t.Id == session.Tenant).Select(t => t.Name).SingleAsync(cancellation);
        var messages = await db.Messages.AsNoTracking().Where(m => m.CaseId == kase.Id)
            .OrderByDescending(m => m.WrittenAt).ThenByDescending(m => m.Id).Take(200).ToListAsync(cancellation);
        var subject = $"case:{kase.Id}";
        var openings = await db.Set<AuditLine>().Where(l => l.Subject == subject && l.Action == "grievances.case_opened")
            .OrderByDescending(l => l.At).Take(50).Select(l => new CaseOpening(l.Role, l.At)).ToListAsync(cancellation);
        messages.Reverse();
        return new MailboxView(organisation, kase.Reference, Codes.Of(kase.State),
            sealer.Open("grievance", kase.Id, "summary", kase.Summary), sealer.Open("grievance", kase.Id, "what_happened", kase.WhatHappened),
            kase.FiledAt, kase.AcknowledgeBy, kase.AcknowledgedAt, kase.AcknowledgedAt?.AddMonths(3), kase.ClosedAt, Codes.Of(kase.Outcome),
            sealer.OpenIfAny("grievance", kase.Id, "closing_letter", kase.ClosingLetter),
            [.. messages.Select(m => new MailboxMessage(m.Id, m.FromPerson, m.WriterRole, sealer.Open("message", m.Id, "body", m.Body), m.WrittenAt))], openings);
    }

    /// <summary>GET /api/grievances/v1/mailbox.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/mailbox",
            async (ReadMailbox read, HttpContext http) => TypedResults.Ok(await read.Run(http.Features.GetRequiredMailbox(), http.RequestAborted)))
        .WithName("Grievances_ReadMailbox").WithSummary("Read one's own case").Produces<MailboxView>().ProducesProblem(401)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
}

/// <summary>Reads the session that the tenant source found.</summary>
public static class MailboxFeature
{
    /// <summary>The session; the tenant source has refused where there is none.</summary>
    public static MailboxSession GetRequiredMailbox(this Microsoft.AspNetCore.Http.Features.IFeatureCollection features) =>
        features.Get<MailboxSession>() ?? throw new InvalidOperationException("No mailbox session.");
}
