using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Erasure;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Files;

/// <summary>Files to keep with a case.</summary>
/// <param name="Files">Uploaded before, 1 to 20.</param>
public sealed record KeepFilesRequest(IReadOnlyList<UploadedFile> Files);

/// <summary>
/// Files that handlers keep with a case among themselves: a log that shows who was the cause, minutes of a test. The person does not see
/// them, and they go to no other organisation and to no body outside. What the person is to see goes with a message, by
/// <see cref="Cases.AnswerPerson"/>. Either can be taken back, unless it shows that a measure was carried out.
/// </summary>
public sealed class KeepFiles(GrievancesDb db, CaseDoor doors, CaseFiles files, EraseCase erase, Actor actor, TimeProvider clock)
{
    /// <summary>Action of the audit log.</summary>
    internal const string Added = "grievances.file_added";

    /// <summary>Keeps files within the current unit of work.</summary>
    public async Task<Outcome<IReadOnlyList<CaseFileView>>> Run(Guid id, KeepFilesRequest request, CancellationToken cancellation)
    {
        if (request.Files.Count is 0 or > FileRules.MostFiles)
            return Refusal.Field("platform.invalid", "/files", request.Files.Count == 0 ? "platform.field_missing" : "grievances.too_many_files");
        var door = await doors.Open(id, "files", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var ((kase, sealer), now) = (door.Value!, clock.GetUtcNow());
        var kept = await files.Attach(request.Files, sealer, new FileSource(null, actor.Role, Internal: true), now, cancellation);
        if (kept.Refusal is { } unfit)
            return unfit;
        foreach (var file in request.Files)
            db.Record(now, actor.Id, actor.Role, Added, $"case:{id}", $"file:{file.Id}");
        await Touch(kase, now);
        return new Outcome<IReadOnlyList<CaseFileView>>(await files.List(sealer, null, cancellation), null);
    }

    /// <summary>Takes a file of the staff back within the current unit of work; its bytes go when the sweep comes by.</summary>
    public async Task<Outcome<Done>> TakeBack(Guid id, Guid fileId, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var (kase, now) = (found.Value!, clock.GetUtcNow());
        if (await db.Files.Where(f => f.CaseId == id && f.Id == fileId).Select(f => new { f.StaffRole, Shows = db.Measures.Any(m => m.CaseId == id && m.EvidenceFileId == fileId) }).FirstOrDefaultAsync(cancellation) is not { } file)
            return Refusal.NotFound("grievances.file_unknown");
        if (file.StaffRole is null)
            return Refusal.Conflict("grievances.file_not_of_staff");
        if (file.Shows)
            return Refusal.Conflict("grievances.file_is_evidence");
        if (kase.LegalHold)
            return Refusal.Conflict("grievances.file_on_hold");
        await erase.File(id, fileId, now, cancellation);
        db.Record(now, actor.Id, actor.Role, "grievances.file_taken_back", $"case:{id}", $"file:{fileId}");
        await Touch(kase, now);
        return new Done();
    }

    private async Task Touch(Grievance kase, DateTimeOffset now)
    {
        kase.Touch(now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/files and DELETE /cases/{id}/files/{file}.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/files", async (Guid id, JsonBody<KeepFilesRequest> body, KeepFiles keep, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"keep-files:{id:N}", key, body.Raw, () => keep.Run(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(list => TypedResults.Created($"/api/grievances/v1/cases/{id}/files", list));
            })
            .Idempotent().WithName("Grievances_KeepFiles").WithSummary("Keep uploaded files with a case, among those who handle it")
            .Produces<IReadOnlyList<CaseFileView>>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapDelete("/cases/{id:guid}/files/{file:guid}", async (Guid id, Guid file, KeepFiles keep, HttpContext http) =>
                (await keep.TakeBack(id, file, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_TakeBackFile").WithSummary("Take back a file that staff added")
            .Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
