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
using Platform.Clocks;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Legal;

/// <summary>Something about the law of a case.</summary>
/// <param name="Kind">note, proceeding or hold. A hand-over is noted when it is made.</param>
/// <param name="Text">What, at most 4,000 characters; of a hold for whom and why.</param>
/// <param name="Body">Id of a body in the directory, or null.</param>
/// <param name="ReviewOn">When it is looked at again; needed of a hold, so that none lasts by being forgotten.</param>
public sealed record LegalNoteRequest(LegalNoteKind Kind, string Text, string? Body = null, DateOnly? ReviewOn = null);

/// <summary>Something about the law of a case, as a handler reads it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">note, proceeding, hold, hand_over or named.</param>
/// <param name="Body">Id of a body in the directory, or null.</param>
/// <param name="BodyName">Its name, or null.</param>
/// <param name="Text">What was noted.</param>
/// <param name="WriterRole">Role of whoever noted it.</param>
/// <param name="At">When.</param>
/// <param name="ReviewOn">When it is looked at again, or null.</param>
/// <param name="EndedAt">When it ended, or null.</param>
public sealed record LegalNoteView(Guid Id, string Kind, string? Body, string? BodyName, string Text, string WriterRole, DateTimeOffset At, DateOnly? ReviewOn, DateTimeOffset? EndedAt)
{
    /// <summary>Whether a proceeding or a hold goes on.</summary>
    public bool Runs => Kind is "proceeding" or "hold" && EndedAt is null;
}

/// <summary>A note that was written.</summary>
/// <param name="Id">Its id.</param>
public sealed record WrittenLegalNote(Guid Id);

/// <summary>
/// Notes about the law of a case. That a court or an authority deals with the same matter is no reason to stop, and nobody is asked to drop
/// theirs (UN Guiding Principle 29 and its commentary): the person is told so. A hold keeps the case from being erased until somebody ends it.
/// </summary>
public sealed class LegalNotes(GrievancesDb db, CaseDoor doors, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Clock of the days on which a hold or a proceeding is looked at again.</summary>
    public const string Clock = "legal";

    /// <summary>Notes of a case, opened within the current, writing, unit of work; the newest first.</summary>
    public async Task<Outcome<IReadOnlyList<LegalNoteView>>> List(Guid id, CancellationToken cancellation)
    {
        var door = await doors.Open(id, "legal", cancellation);
        return door.Refusal is { } shut ? shut : new Outcome<IReadOnlyList<LegalNoteView>>(await Of(door.Value!.Sealer, cancellation), null);
    }

    /// <summary>Notes of an opened case.</summary>
    public async Task<IReadOnlyList<LegalNoteView>> Of(CaseSealer sealer, CancellationToken cancellation) =>
        [.. (await db.LegalNotes.AsNoTracking().Where(n => n.CaseId == sealer.CaseId).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(200).ToListAsync(cancellation)).Select(n => View(n, sealer))];

    /// <summary>Writes one within the current unit of work.</summary>
    public async Task<Outcome<WrittenLegalNote>> Write(Guid id, LegalNoteRequest request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (Unfit(request, DateOnly.FromDateTime(now.UtcDateTime)) is { } unfit)
            return unfit;
        var door = await doors.Open(id, "legal", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        var note = new LegalNote
        {
            TenantId = kase.TenantId, Id = Guid.CreateVersion7(), CaseId = id, Kind = request.Kind, Body = request.Body, WriterRole = actor.Role, At = now, ReviewOn = request.ReviewOn,
        };
        note.Text = sealer.Seal("legal_note", note.Id, "text", request.Text.Trim());
        db.Add(note);
        kase.LegalHold |= request.Kind is LegalNoteKind.Hold;
        if (request.Kind is LegalNoteKind.Proceeding)
        {
            // The first of them is told; of a further one the person's page says so.
            if (!kase.ParallelProceedings)
                db.Add(CaseMessage.OfStaff(sealer, actor.Role, LegalText.In("law.parallel_message", kase.Language), now));
            kase.ParallelProceedings = true;
            await pings.Tell(id, null, now, cancellation);
        }
        kase.Touch(now);
        db.Publish(new LegalNoted(kase.Snapshot(), note.Id, Codes.Of(note.Kind)), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.legal_noted", $"case:{id}", Codes.Of(note.Kind));
        if (note.ReviewOn is { } day)
            db.DueDates(now).Begin(id, Clock, [new DueStep($"review-{note.Id:N}", new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero))]);
        await db.SaveChangesAsync(CancellationToken.None);
        await clocks.Moved(kase, cancellation);
        return new WrittenLegalNote(note.Id);
    }

    /// <summary>Ends a proceeding or a hold within the current unit of work. What else goes on still counts.</summary>
    public async Task<Outcome<Done>> End(Guid id, Guid noteId, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var (kase, now) = (found.Value!, clock.GetUtcNow());
        var running = await db.LegalNotes.Where(n => n.CaseId == id && (n.Id == noteId || (n.EndedAt == null && (n.Kind == LegalNoteKind.Hold || n.Kind == LegalNoteKind.Proceeding)))).ToListAsync(cancellation);
        if (running.Find(n => n.Id == noteId) is not { } note)
            return Refusal.NotFound("grievances.legal_note_unknown");
        if (note.Kind is not (LegalNoteKind.Hold or LegalNoteKind.Proceeding))
            return Refusal.Conflict("grievances.legal_note_has_no_end");
        if (note.EndedAt is not null)
            return Refusal.Conflict("grievances.legal_note_ended");
        note.EndedAt = now;
        bool Others(LegalNoteKind kind) => running.Exists(n => n.Kind == kind && n.EndedAt is null);
        if (note.Kind is LegalNoteKind.Proceeding)
            kase.ParallelProceedings = Others(LegalNoteKind.Proceeding);
        else
            kase.LegalHold = Others(LegalNoteKind.Hold) || await MarkedByHand(id, cancellation);
        kase.Touch(now);
        db.Publish(new LegalEnded(kase.Snapshot(), note.Id, Codes.Of(note.Kind)), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.legal_ended", $"case:{id}", Codes.Of(note.Kind));
        await db.SaveChangesAsync(CancellationToken.None);
        // Retention counts anew from the end of a hold.
        await clocks.Moved(kase, cancellation);
        return new Done();
    }

    /// <summary>A stored note, opened.</summary>
    public static LegalNoteView View(LegalNote note, CaseSealer sealer) => new(note.Id, Codes.Of(note.Kind), note.Body, note.Body is { } body ? HelpDirectory.Current.Body(body)?.Name ?? body : null,
        sealer.Open("legal_note", note.Id, "text", note.Text), note.WriterRole, note.At, note.ReviewOn, note.EndedAt);

    // Earlier versions let somebody mark the case by hand. Where the last word about that mark was yes, no note takes it away; who takes it off says so.
    private async Task<bool> MarkedByHand(Guid id, CancellationToken cancellation)
    {
        var subject = $"case:{id}";
        var last = await db.Set<AuditLine>().AsNoTracking().Where(l => l.Subject == subject && l.Action == "grievances.marked" && l.Purpose.Contains("legal_hold"))
            .OrderByDescending(l => l.At).ThenByDescending(l => l.Id).Select(l => l.Purpose).FirstOrDefaultAsync(cancellation);
        return last?.Split(' ').Contains("legal_hold") == true;
    }

    private static Refusal? Unfit(LegalNoteRequest request, DateOnly today) =>
        request.Kind is LegalNoteKind.HandOver ? Refusal.Field("platform.invalid", "/kind", "grievances.hand_over_is_made")
        : request.Kind is LegalNoteKind.Named ? Refusal.Field("platform.invalid", "/kind", "grievances.naming_is_told")
        : FileRules.IsBlank(request.Text) ? Refusal.Field("platform.invalid", "/text", "grievances.legal_text_missing")
        : FileRules.Characters(request.Text) > FileRules.MostNote ? Refusal.Field("platform.invalid", "/text", "platform.too_long")
        : request.Body is { } body && HelpDirectory.Current.Body(body) is null ? Refusal.Field("platform.invalid", "/body", "grievances.body_unknown")
        : request is { Kind: LegalNoteKind.Hold, ReviewOn: null } ? Refusal.Field("platform.invalid", "/reviewOn", "grievances.review_day_missing")
        : request.ReviewOn is { } day && (day <= today || day > today.AddYears(2)) ? Refusal.Field("platform.invalid", "/reviewOn", "grievances.review_day_wrong")
        : null;

    /// <summary>GET and POST /api/grievances/v1/cases/{id}/legal, POST /cases/{id}/legal/{note}/end.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{id:guid}/legal", async (Guid id, LegalNotes notes, HttpContext http) => (await notes.List(id, http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListLegal").WithSummary("Proceedings beside a case, holds, hand-overs and notes about its law; recorded as an opening").Produces<IReadOnlyList<LegalNoteView>>()
            .ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPost("/cases/{id:guid}/legal", async (Guid id, JsonBody<LegalNoteRequest> body, LegalNotes notes, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"legal:{id:N}", key, body.Raw, () => notes.Write(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(note => TypedResults.Created($"/api/grievances/v1/cases/{id}/legal", note));
            })
            .Idempotent().WithName("Grievances_NoteLegal").WithSummary("Note a proceeding beside a case, a hold, or anything about its law")
            .Produces<WrittenLegalNote>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapPost("/cases/{id:guid}/legal/{note:guid}/end", async (Guid id, Guid note, LegalNotes notes, HttpContext http) =>
                (await notes.End(id, note, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_EndLegal").WithSummary("End a proceeding or a hold").Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
