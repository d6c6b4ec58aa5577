using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Cases;

/// <summary>An opened case.</summary>
/// <param name="Case">What the queue shows.</param>
/// <param name="Version">Version to send back as If-Match.</param>
/// <param name="Summary">What was filed, in one line.</param>
/// <param name="WhatHappened">What was filed.</param>
/// <param name="SystemName">AI system the person chose, or null.</param>
/// <param name="SystemDescription">The system in the person's words, or null.</param>
/// <param name="Contact">How the person can be reached, or null.</param>
/// <param name="Rights">Risk codes.</param>
/// <param name="Wants">What the person asks for.</param>
/// <param name="SystemId">AI system, or null.</param>
/// <param name="ImpactId">Linked impact, or null.</param>
/// <param name="ClosingLetter">Closing letter, or null.</param>
/// <param name="FindingsBy">Until when the person is told what was found.</param>
/// <param name="ClosedAt">When it was closed, or null.</param>
/// <param name="Messages">A page of messages, the newest unless asked, oldest first.</param>
/// <param name="EarlierMessages">Cursor of the page of messages before, or null.</param>
public sealed record OpenedCase(
    CaseRow Case, long Version, string Summary, string WhatHappened, string? SystemName, string? SystemDescription, string? Contact,
    IReadOnlyList<string> Rights, IReadOnlyList<string> Wants, Guid? SystemId, Guid? ImpactId, string? ClosingLetter, DateTimeOffset FindingsBy, DateTimeOffset? ClosedAt,
    IReadOnlyList<CaseMessageView> Messages, string? EarlierMessages);

/// <summary>A message of a case.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FromPerson">Whether the person wrote it.</param>
/// <param name="WriterRole">Role of the writer.</param>
/// <param name="Text">The text.</param>
/// <param name="WrittenAt">When.</param>
public sealed record CaseMessageView(Guid Id, bool FromPerson, string WriterRole, string Text, DateTimeOffset WrittenAt)
{
    /// <summary>A stored message, opened.</summary>
    public static CaseMessageView Of(CaseMessage m, CaseSealer sealer) => new(m.Id, m.FromPerson, m.WriterRole, sealer.Open("message", m.Id, "body", m.Body), m.WrittenAt);
}

/// <summary>Decrypts a case for a handler. Every opening is a line of the audit log, and the person sees it.</summary>
public sealed class OpenCase(GrievancesDb db, CaseThread thread, CaseKeys keys, Actor actor)
{
    /// <summary>Opens within the current, writing, unit of work, with one page of messages.</summary>
    public async Task<Outcome<OpenedCase>> Run(Guid id, string? messagesBefore, CancellationToken cancellation)
    {
        var kase = await db.Grievances.AsNoTracking().FirstOrDefaultAsync(g => g.Id == id, cancellation);
        if (kase is null)
            return Refusal.NotFound("grievances.case_unknown");
        var messages = await thread.Messages(id, null, messagesBefore, null, cancellation);
        if (messages.Refusal is { } refusal)
            return refusal;
        var sealer = new CaseSealer(kase.TenantId, id, await keys.OpenForHandler(id, actor, "handling", cancellation));
        var system = kase.SystemId is { } systemId ? await db.Systems.Where(s => s.Id == systemId).Select(s => s.Name).FirstOrDefaultAsync(cancellation) : null;
        string? Field(string field, byte[]? text) => sealer.OpenIfAny("grievance", id, field, text);
        return new OpenedCase(CaseRow.Of(kase), kase.Version, Field("summary", kase.Summary)!, Field("what_happened", kase.WhatHappened)!, system,
            Field("system_description", kase.SystemDescription), Field("contact", kase.Contact), Codes.List(kase.Rights), Codes.List(kase.Wants),
            kase.SystemId, kase.ImpactId, Field("closing_letter", kase.ClosingLetter), kase.FindingsBy, kase.ClosedAt,
            [.. messages.Value!.Items.Reverse().Select(m => CaseMessageView.Of(m, sealer))], messages.Value.Next);
    }

    /// <summary>GET /api/grievances/v1/cases/{id}.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/cases/{id:guid}",
            async (Guid id, OpenCase open, HttpContext http) => (await open.Run(id, null, http.RequestAborted)).ToResult(opened =>
            {
                http.Response.Headers.ETag = $"\"{opened.Version}\"";
                return TypedResults.Ok(opened);
            }))
        .WithName("Grievances_OpenCase").WithSummary("Open a case; recorded, and shown to the person")
        .Produces<OpenedCase>().ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
}
