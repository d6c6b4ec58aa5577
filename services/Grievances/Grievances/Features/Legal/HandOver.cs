using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
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
/// <param name="Reason">Why, at most 4,000 characters; with <c>none</c> 20 at least. The person reads it.</param>
public sealed record HandOverRequest(string Body, string? Reason = null);

/// <summary>
/// Hands a case over to a body outside, as an archive that can be read and checked without us. To a body of the directory it goes by the
/// consent of the one who filed, and holds what is theirs; what members of a group said stays. Notes among handlers never leave, and
/// how the person can be reached only while they allow it. It is recorded before its first byte, and the person sees it.
/// </summary>
public sealed class HandOver(GrievancesDb db, UnitOfWork<GrievancesDb> unit, CaseDoor doors, CaseClocks clocks, Pings pings, GatherCase gather, IBlobStore blobs, Secrets secrets, Idempotency<GrievancesDb> idempotency, Actor actor, TimeProvider clock)
{
    /// <summary>Stands in the place of a body where a court or an authority ordered it.</summary>
    public const string None = "none";

    /// <summary>Action of the audit log by which the person is told.</summary>
    public const string Handed = "grievances.handed_over";

    private sealed record Recorded(Guid Note, string Reason);

    /// <summary>The archive, or a refusal before its first byte; in units of work of its own.</summary>
    /// <param name="id">Case.</param>
    /// <param name="request">What goes, and to whom.</param>
    /// <param name="key">Key of whoever sends it. Sent twice under one it is one hand-over: the archive comes again, since a browser may have dropped the first, and the person is told once.</param>
    /// <param name="cancellation">Ends reading, never writing.</param>
    public async Task<Outcome<HandOverArchive>> Run(Guid id, HandOverRequest request, string key, CancellationToken cancellation)
    {
        var body = request.Body == None ? null : HelpDirectory.Current.Body(request.Body);
        if (Unfit(request, body) is { } unfit)
            return unfit;
        if (secrets.Named(Secrets.ProofPrefix) is not [.., var proof])
            return new Refusal(StatusCodes.Status503ServiceUnavailable, "grievances.proof_unavailable");
        (Guid Note, OpenDoor Door)? opened = null;
        async Task<Outcome<Recorded>> Work()
        {
            var found = await doors.Find(id, cancellation);
            if (found.Refusal is { } unknown)
                return unknown;
            var outcome = await Record(found.Value!, request, body, cancellation);
            if (outcome.Refusal is { } no)
                return no;
            opened = (outcome.Value.Note, outcome.Value.Door);
            return new Recorded(outcome.Value.Note, outcome.Value.Reason);
        }
        var recorded = await idempotency.Once($"handover:{id:N}:{request.Body}", key, JsonSerializer.SerializeToUtf8Bytes(request), Work, cancellation);
        if (recorded.Refusal is { } refusal)
            return refusal;
        if (opened?.Note != recorded.Value!.Note)
        {
            // The person may have taken their word back since.
            var again = await unit.Repeat(async () => body is null || await Allowed(id, cancellation) ? await doors.Open(id, "handover", cancellation) : Refusal.Conflict("grievances.consent_missing"), outcome => !outcome.Refused, cancellation);
            if (again.Refusal is { } shut)
                return shut;
            opened = (recorded.Value.Note, again.Value!);
        }
        var gathered = await gather.Run(opened.Value.Door, body, recorded.Value.Reason, cancellation);
        return new HandOverArchive(gathered.Case, gathered.Files, blobs, secrets, proof);
    }

    private async Task<Outcome<(Guid Note, OpenDoor Door, string Reason)>> Record(Grievance kase, HandOverRequest request, LegalChannel? body, CancellationToken cancellation)
    {
        var id = kase.Id;
        if (body is not null && !await Allowed(id, cancellation))
            return Refusal.Conflict("grievances.consent_missing");
        var door = await doors.Open(kase, "handover", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var sealer = door.Value!.Sealer;
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
        return (note.Id, door.Value!, reason);
    }

    // Of a group it is the one who filed who lets go what they filed; members decide about their own, and it stays.
    private Task<bool> Allowed(Guid id, CancellationToken cancellation) =>
        db.Consents.AnyAsync(c => c.CaseId == id && c.HolderId == id && c.Purpose == ConsentPurpose.ShareWithAuthority && c.WithdrawnAt == null, cancellation);

    private static Refusal? Unfit(HandOverRequest request, LegalChannel? body) =>
        body is null && request.Body != None ? Refusal.Field("platform.invalid", "/body", "grievances.body_unknown")
        : body is null && MotivatedReason.Unfit(request.Reason, "grievances.motive_missing") is { } unfit ? unfit
        : request.Reason is { } reason && FileRules.Characters(reason) > FileRules.MostNote ? Refusal.Field("platform.invalid", "/reason", "platform.too_long")
        // A list of bodies takes nothing.
        : body is { Can: [ChannelPower.List] } ? Refusal.Field("platform.invalid", "/body", "grievances.body_lists_others")
        : null;

    /// <summary>POST /api/grievances/v1/cases/{id}/handover: a reason is nothing for an address.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/handover", async (Guid id, JsonBody<HandOverRequest> body, HandOver handOver, HttpContext http) =>
            Idempotency<GrievancesDb>.TryRead(http.Request, out var key) ? (await handOver.Run(id, body.Value, key, http.RequestAborted)).ToResult(archive => archive)
                : new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing")))
        .Idempotent().WithName("Grievances_HandOver").WithSummary("A case for a body outside, as a signed archive; recorded, and shown to the person")
        .Produces(200, contentType: "application/zip").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503)
        .RequirePermission(Permissions.GrievancesHandle).OwnWork();
}
