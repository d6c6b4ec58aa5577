using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Help;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Files;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;
using Platform.Security;
using Platform.Tenancy;

namespace Grievances.Features.Legal;

/// <summary>What is handed over, and to whom.</summary>
/// <param name="Body">Id of a body in the directory: what the one who filed lets go there. <c>none</c> where a court or an authority ordered it: everything a handler may see.</param>
/// <param name="Reason">Why, at most 4,000 characters; needed with <c>none</c>. The person reads it.</param>
public sealed record HandOverRequest(string Body, string? Reason = null);

/// <summary>
/// Hands a case over to a body outside, as an archive that can be read and checked without us. To a body of the directory it goes by the
/// consent of the one who filed, and holds what is theirs; what members of a group said stays. Notes among handlers never leave, and
/// how the person can be reached only while they allow it. It is recorded before its first byte, and the person sees it.
/// </summary>
public sealed class HandOver(GrievancesDb db, UnitOfWork<GrievancesDb> unit, CaseDoor doors, CaseClocks clocks, Pings pings, GatherCase gather, IBlobStore blobs, Secrets secrets, Actor actor, TimeProvider clock)
{
    /// <summary>Stands in the place of a body where a court or an authority ordered it.</summary>
    public const string None = "none";

    /// <summary>Action of the audit log by which the person is told.</summary>
    public const string Handed = "grievances.handed_over";

    /// <summary>The archive, or a refusal before its first byte; in units of work of its own.</summary>
    public async Task<Outcome<HandOverArchive>> Run(Guid id, HandOverRequest request, CancellationToken cancellation)
    {
        var body = request.Body == None ? null : HelpDirectory.Current.Body(request.Body);
        if (Unfit(request, body) is { } unfit)
            return unfit;
        if (secrets.Named(Secrets.ProofPrefix) is not [.., var key])
            return new Refusal(StatusCodes.Status503ServiceUnavailable, "grievances.proof_unavailable");
        var opened = await unit.Run(true, () => Record(id, request, body, cancellation), outcome => !outcome.Refused, cancellation);
        if (opened.Refusal is { } refusal)
            return refusal;
        var (door, reason) = opened.Value;
        var gathered = await gather.Run(door, body, reason, cancellation);
        return new HandOverArchive(gathered.Case, gathered.Files, blobs, secrets, key);
    }

    private async Task<Outcome<(OpenDoor Door, string Reason)>> Record(Guid id, HandOverRequest request, LegalChannel? body, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        // Of a group it is the one who filed who lets go what they filed; members decide about their own, and it stays.
        if (body is not null && !await db.Consents.AnyAsync(c => c.CaseId == id && c.HolderId == id && c.Purpose == ConsentPurpose.ShareWithAuthority && c.WithdrawnAt == null, cancellation))
            return Refusal.Conflict("grievances.consent_missing");
        var door = await doors.Open(found.Value!, "handover", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        var now = clock.GetUtcNow();
        var reason = FileRules.IsBlank(request.Reason) ? LegalText.In("law.by_consent", kase.Language) : request.Reason.Trim();
        var note = new LegalNote { TenantId = kase.TenantId, Id = Guid.CreateVersion7(), CaseId = id, Kind = LegalNoteKind.HandOver, Body = body?.Id, WriterRole = actor.Role, At = now };
        note.Text = sealer.Seal("legal_note", note.Id, "text", reason);
        db.Add(note);
        kase.Touch(now);
        await pings.Tell(id, null, now, cancellation);
        db.Publish(new CaseHandedOver(kase.Snapshot(), body?.Id), now);
        db.Record(now, actor.Id, actor.Role, Handed, $"case:{id}", body?.Id ?? None);
        await db.SaveChangesAsync(CancellationToken.None);
        await clocks.Moved(kase, cancellation);
        return (door.Value!, reason);
    }

    private static Refusal? Unfit(HandOverRequest request, LegalChannel? body) =>
        body is null && request.Body != None ? Refusal.Field("platform.invalid", "/body", "grievances.body_unknown")
        : body is null && FileRules.IsBlank(request.Reason) ? Refusal.Field("platform.invalid", "/reason", "grievances.reason_missing")
        : request.Reason is { } reason && FileRules.Characters(reason) > FileRules.MostNote ? Refusal.Field("platform.invalid", "/reason", "platform.too_long")
        // A list of bodies takes nothing.
        : body is { Can: [ChannelPower.List] } ? Refusal.Field("platform.invalid", "/body", "grievances.body_lists_others")
        : null;

    /// <summary>POST /api/grievances/v1/cases/{id}/handover: a reason is nothing for an address.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/handover", async (Guid id, JsonBody<HandOverRequest> body, HandOver handOver, HttpContext http) =>
            (await handOver.Run(id, body.Value, http.RequestAborted)).ToResult(archive => archive))
        .WithName("Grievances_HandOver").WithSummary("A case for a body outside, as a signed archive; recorded, and shown to the person")
        .Produces(200, contentType: "application/zip").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503)
        .RequirePermission(Permissions.GrievancesHandle).OwnWork();
}
