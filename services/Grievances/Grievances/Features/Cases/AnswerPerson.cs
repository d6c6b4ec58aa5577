using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Appeals;
using Grievances.Features.Clocks;
using Grievances.Features.Files;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Cases;

/// <summary>An answer.</summary>
/// <param name="Text">At most 20,000 characters.</param>
/// <param name="OnlyFor">A holder of the case it is for alone, for example a member of a group who wrote; everybody on the person's side where null.</param>
/// <param name="Files">Uploaded before, at most 20: everybody on the person's side gets them, without traces of who made them where that can be.</param>
public sealed record AnswerRequest(string Text, Guid? OnlyFor = null, IReadOnlyList<UploadedFile>? Files = null);

/// <summary>What was done about retaliation.</summary>
/// <param name="Text">At most 20,000 characters; whoever reported it reads it.</param>
public sealed record SettleRequest(string Text);

/// <summary>
/// A handler writes to the person; they read it in their mailbox. What was done about retaliation is a step of its own: no other
/// message ends its clock.
/// </summary>
public sealed class AnswerPerson(GrievancesDb db, CaseDoor doors, Reviewers reviewers, CaseFiles files, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Writes within the current unit of work.</summary>
    public async Task<Outcome<WrittenMessage>> Run(Guid id, AnswerRequest request, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(request.Text, "/text", "grievances.message_missing", FileRules.MostText) is { } refusal)
            return refusal;
        if (request.Files?.Count > FileRules.MostFiles)
            return Refusal.Field("platform.invalid", "/files", "grievances.too_many_files");
        // A file is for all of the person's side: what is said to one of them alone goes without.
        if (request is { OnlyFor: not null, Files.Count: > 0 })
            return Refusal.Field("platform.invalid", "/files", "grievances.files_for_all");
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (kase.Channel is FilingChannel.Referral)
            return Refusal.Conflict("grievances.write_to_shared");
        // While an appeal waits, whoever decided what it is about does not talk to the person about it (UN Guiding Principle 31 a).
        if (await reviewers.KeptFrom(kase, doors.Account, cancellation))
            return Refusal.Conflict("grievances.appeal_is_the_reviewers");
        if (request.OnlyFor is { } reader && !await db.Holders.AnyAsync(h => h.CaseId == id && h.Id == reader && h.LeftAt == null, cancellation))
            return Refusal.Field("platform.invalid", "/onlyFor", "grievances.holder_unknown");
        return await Write(kase, [request.OnlyFor], request.Text, request.Files ?? [], "grievances.answered", cancellation);
    }

    /// <summary>Says within the current unit of work what was done about retaliation, to each who reported it and waits for word; the clock ends in time or late.</summary>
    public async Task<Outcome<WrittenMessage>> Settle(Guid id, SettleRequest request, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(request.Text, "/text", "grievances.message_missing", FileRules.MostText) is { } refusal)
            return refusal;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (!kase.RetaliationWaits)
            return Refusal.Conflict("grievances.no_retaliation");
        var readers = await Reporters(id, cancellation);
        kase.SettleRetaliation(clock.GetUtcNow());
        // What is owed next where an appeal waits is its decision.
        if (kase.State is CaseState.Appealed)
            kase.DueAt = await db.Appeals.Where(a => a.CaseId == id && a.Decision == null).Select(a => (DateTimeOffset?)a.DecideBy).FirstOrDefaultAsync(cancellation) ?? kase.DueAt;
        return await Write(kase, readers.Count > 0 ? [.. readers.Select(holder => (Guid?)holder)] : [null], request.Text, [], Settled, cancellation);
    }

    private const string Settled = "grievances.retaliation_settled";

    // Those who are in the case and reported since the last time somebody said what was done; nobody where that can't be known any more.
    private async Task<List<Guid>> Reporters(Guid id, CancellationToken cancellation)
    {
        var subject = $"case:{id}";
        var before = await db.Set<AuditLine>().AsNoTracking().Where(l => l.Subject == subject && l.Action == Settled)
            .OrderByDescending(l => l.At).Select(l => (DateTimeOffset?)l.At).FirstOrDefaultAsync(cancellation);
        var reports = db.Messages.AsNoTracking().Where(m => m.CaseId == id && m.Kind == MessageKind.Retaliation && m.HolderId != null);
        if (before is { } settled)
            reports = reports.Where(m => m.WrittenAt >= settled);
        var holders = await reports.Select(m => m.HolderId!.Value).Distinct().ToListAsync(cancellation);
        return await db.Holders.AsNoTracking().Where(h => h.CaseId == id && h.LeftAt == null && holders.Contains(h.Id))
            .OrderBy(h => h.JoinedAt).ThenBy(h => h.Id).Select(h => h.Id).ToListAsync(cancellation);
    }

    // One message to each; null stands for everybody on the person's side.
    private async Task<Outcome<WrittenMessage>> Write(Grievance kase, IReadOnlyList<Guid?> readers, string text, IReadOnlyList<UploadedFile> with, string action, CancellationToken cancellation)
    {
        var door = await doors.Open(kase, "answering", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var sealer = door.Value!.Sealer;
        var now = clock.GetUtcNow();
        var attached = await files.Attach(with, sealer, new FileSource(null, actor.Role), now, cancellation);
        if (attached.Refusal is { } unfit)
            return unfit;
        var written = new List<WrittenMessage>();
        foreach (var reader in readers)
        {
            var message = CaseMessage.OfStaff(sealer, actor.Role, text, now, reader);
            db.Add(message);
            written.Add(new WrittenMessage(message.Id, now));
        }
        kase.Wrote(person: false, now);
        await clocks.Moved(kase, cancellation);
        foreach (var reader in readers)
            await pings.Tell(kase.Id, reader, now, cancellation);
        db.Publish(new ComplainantAnswered(kase.Snapshot(), now), now);
        db.Record(now, actor.Id, actor.Role, action, $"case:{kase.Id}", "handling");
        foreach (var file in with)
            db.Record(now, actor.Id, actor.Role, KeepFiles.Added, $"case:{kase.Id}", $"file:{file.Id}");
        await db.SaveChangesAsync(CancellationToken.None);
        return written[0];
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/messages and /cases/{id}/retaliation.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/messages", async (Guid id, JsonBody<AnswerRequest> body, AnswerPerson answer, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"answer:{id:N}", key, body.Raw, () => answer.Run(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(written => TypedResults.Created($"/api/grievances/v1/cases/{id}", written));
            })
            .Idempotent().WithName("Grievances_AnswerPerson").WithSummary("Write to the person")
            .Produces<WrittenMessage>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapPost("/cases/{id:guid}/retaliation", async (Guid id, JsonBody<SettleRequest> body, AnswerPerson answer, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"settle:{id:N}", key, body.Raw, () => answer.Settle(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(written => TypedResults.Created($"/api/grievances/v1/cases/{id}", written));
            })
            .Idempotent().WithName("Grievances_SettleRetaliation").WithSummary("Say what was done about retaliation; its clock ends with it")
            .Produces<WrittenMessage>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
    }
}
