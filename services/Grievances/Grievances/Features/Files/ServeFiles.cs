using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Files;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Files;

/// <summary>Files to attach to one's own case.</summary>
/// <param name="Files">
/// Uploaded before, at most 20. Of what could not be cleaned handlers get the file itself, also where the original is not allowed:
/// the upload's answer said so, and the answer here says it again in <c>originalAllowed</c>.
/// </param>
public sealed record AttachFilesRequest(IReadOnlyList<Intake.UploadedFile> Files);

/// <summary>
/// Gives files of a case to whoever may have them: to a holder the original they sent, to a handler the cleaned copy, and the
/// original only where the person allowed it or no copy could be made. Always as something to save, never to show.
/// </summary>
public sealed class ServeFiles(
    GrievancesDb db, UnitOfWork<GrievancesDb> unit, HolderOfSession holders, CaseFiles files, CaseDoor doors, CaseClocks clocks, LateScan scan, IBlobStore blobs, Actor actor, TimeProvider clock)
{
    /// <summary>Files of a mailbox session.</summary>
    public async Task<Outcome<IReadOnlyList<CaseFileView>>> List(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } refusal ? refusal : new Outcome<IReadOnlyList<CaseFileView>>(await files.List(found.Value!.Sealer, session.Holder, cancellation), null);
    }

    /// <summary>Attaches further files within the current unit of work.</summary>
    public async Task<Outcome<IReadOnlyList<CaseFileView>>> Attach(MailboxSession session, AttachFilesRequest request, CancellationToken cancellation)
    {
        if (request.Files.Count is 0 or > Intake.FileRules.MostFiles)
            return Refusal.Field("platform.invalid", "/files", request.Files.Count == 0 ? "platform.field_missing" : "grievances.too_many_files");
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var (kase, holder, sealer) = found.Value!;
        var now = clock.GetUtcNow();
        var attached = await files.Attach(request.Files, sealer, new FileSource(holder.Id), now, cancellation);
        if (attached.Refusal is { } unfit)
            return unfit;
        kase.Wrote(person: true, now);
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Outcome<IReadOnlyList<CaseFileView>>(await files.List(sealer, holder.Id, cancellation), null);
    }

    /// <summary>
    /// A file for a holder, in units of work of its own: theirs as they sent it, others' as handlers get them, and scanned before where
    /// that was not done yet.
    /// </summary>
    public async Task<Outcome<AttachmentResult>> ForHolder(MailboxSession session, Guid id, CancellationToken cancellation)
    {
        var opened = await unit.Read(() => OpenedBy(session, id, cancellation), cancellation);
        if (opened.Refusal is { } refusal)
            return refusal;
        var (file, sealer, role) = opened.Value;
        var others = file.HolderId != session.Holder;
        if (others && await scan.Finds(sealer, file, (Guid.Empty.ToString(), Codes.Of(role)), cancellation))
            return Refusal.Conflict("grievances.file_infected");
        return Attachment(sealer, file, others && file.CleanManifest is not null);
    }

    private async Task<Outcome<(CaseFile File, CaseSealer Sealer, HolderRole Role)>> OpenedBy(MailboxSession session, Guid id, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var file = await files.Shown(session.CaseId, session.Holder).AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, cancellation);
        return file is null ? Refusal.NotFound("grievances.file_unknown") : (file, found.Value!.Sealer, found.Value.Holder.Role);
    }

    /// <summary>
    /// A file for a handler, in units of work of its own: it is recorded, and the person sees it. One that was not scanned yet is
    /// scanned first; where that finds something the handler is told instead, and may ask again, knowing it.
    /// </summary>
    public async Task<Outcome<AttachmentResult>> ForHandler(Guid caseId, Guid id, bool original, CancellationToken cancellation)
    {
        var opened = await unit.Run(true, () => Opened(caseId, id, original, cancellation), outcome => !outcome.Refused, cancellation);
        if (opened.Refusal is { } refusal)
            return refusal;
        var (file, sealer) = opened.Value;
        if (await scan.Finds(sealer, file, (actor.Id, actor.Role), cancellation))
            return Refusal.Conflict("grievances.file_infected");
        return Attachment(sealer, file, !original && file.CleanManifest is not null);
    }

    private async Task<Outcome<(CaseFile File, CaseSealer Sealer)>> Opened(Guid caseId, Guid id, bool original, CancellationToken cancellation)
    {
        var found = await doors.Find(caseId, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var file = await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.CaseId == caseId && f.Id == id, cancellation);
        if (file is null)
            return Refusal.NotFound("grievances.file_unknown");
        if (file.Quarantined)
            return Refusal.Conflict("grievances.file_quarantined");
        if (original && !file.OriginalAllowed)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.original_not_allowed");
        var door = await doors.Open(found.Value!, original ? "original of a file" : "file", cancellation);
        return door.Refusal is { } shut ? shut : (file, door.Value!.Sealer);
    }

    /// <summary>Sets a file apart, or takes it back, within the current unit of work. Nobody opens it meanwhile.</summary>
    public async Task<Outcome<Done>> Quarantine(Guid caseId, Guid id, bool apart, CancellationToken cancellation)
    {
        if ((await doors.Find(caseId, cancellation)).Refusal is { } unknown)
            return unknown;
        if (await db.Files.Where(f => f.CaseId == caseId && f.Id == id).ExecuteUpdateAsync(f => f.SetProperty(x => x.Quarantined, apart), cancellation) == 0)
            return Refusal.NotFound("grievances.file_unknown");
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, apart ? "grievances.file_quarantined" : "grievances.file_released", $"case:{caseId}", $"file:{id}");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    private AttachmentResult Attachment(CaseSealer sealer, CaseFile file, bool cleaned)
    {
        var (key, manifest) = CaseFiles.Open(sealer, file, cleaned);
        var place = new SealedFile(file.TenantId, file.Id, cleaned ? SealedFile.Cleaned : SealedFile.Original);
        return new AttachmentResult(new SealedFileStream(blobs, place, key, manifest), sealer.Open("file", file.Id, "name", file.Name));
    }

    /// <summary>Endpoints under /mailbox/files and /cases/{id}/files.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        const string token = "The sealed mailbox token is the key";
        api.MapGet("/mailbox/files", async (ServeFiles serve, HttpContext http) =>
                (await serve.List(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListFiles").WithSummary("Files of one's own case, with what was found in one's own").Produces<IReadOnlyList<CaseFileView>>().ProducesProblem(401).ProducesProblem(403)
            .Anonymous(token).WithMetadata(new TenantFromMailboxAttribute());
        api.MapPost("/mailbox/files", async (JsonBody<AttachFilesRequest> body, ServeFiles serve, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var session = http.Features.GetRequiredMailbox();
                var outcome = await idempotency.Once($"files:{session.Holder:N}", key, body.Raw, () => serve.Attach(session, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(list => TypedResults.Created("/api/grievances/v1/mailbox/files", list));
            })
            .Idempotent().WithName("Grievances_AttachFiles").WithSummary("Attach uploaded files to one's own case").Produces<IReadOnlyList<CaseFileView>>(201).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409)
            .Anonymous(token).WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
        api.MapGet("/mailbox/files/{id:guid}", async (Guid id, ServeFiles serve, HttpContext http) =>
                (await serve.ForHolder(http.Features.GetRequiredMailbox(), id, http.RequestAborted)).ToResult(file => file))
            .WithName("Grievances_ReadFile").WithSummary("A file of one's own case, to save").Produces(200, contentType: "application/octet-stream").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .Anonymous(token).WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
        api.MapGet("/cases/{id:guid}/files/{file:guid}", async (Guid id, Guid file, ServeFiles serve, HttpContext http, bool original = false) =>
                (await serve.ForHandler(id, file, original, http.RequestAborted)).ToResult(found => found))
            .WithName("Grievances_ReadCaseFile").WithSummary("A file of a case, to save: the cleaned copy, or the original where the person allows it")
            .Produces(200, contentType: "application/octet-stream").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapPost("/cases/{id:guid}/files/{file:guid}/quarantine", async (Guid id, Guid file, JsonBody<QuarantineRequest> body, ServeFiles serve, HttpContext http) =>
                (await serve.Quarantine(id, file, body.Value.Apart, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_QuarantineFile").WithSummary("Set a file apart, or take it back").Produces(204).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}

/// <summary>Whether a file is set apart.</summary>
/// <param name="Apart">True to set it apart.</param>
public sealed record QuarantineRequest(bool Apart);
