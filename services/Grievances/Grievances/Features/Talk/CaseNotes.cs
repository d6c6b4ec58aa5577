using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Appeals;
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

namespace Grievances.Features.Talk;

/// <summary>A note to write.</summary>
/// <param name="Text">At most 20,000 characters.</param>
/// <param name="Readers">handlers: everybody who may open the case; mine: the writer alone.</param>
public sealed record NoteRequest(string Text, NoteReaders Readers = NoteReaders.Handlers);

/// <summary>A note.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Role">Role of the writer.</param>
/// <param name="Mine">Whether whoever reads it wrote it.</param>
/// <param name="Readers">handlers or mine.</param>
/// <param name="Text">The text.</param>
/// <param name="WrittenAt">When.</param>
public sealed record NoteView(Guid Id, string Role, bool Mine, string Readers, string Text, DateTimeOffset WrittenAt);

/// <summary>
/// Notes among those who may open a case. The person never sees them, and nothing that is taken along or handed over holds them: what counts
/// for the person is said to the person. That somebody opened the case to write one is on the person's list like any opening.
/// </summary>
public sealed class CaseNotes(GrievancesDb db, CaseDoor doors, Reviewers reviewers, Actor actor, TimeProvider clock)
{
    private sealed record Key(DateTimeOffset At, Guid Id);

    /// <summary>Writes one within the current unit of work.</summary>
    public async Task<Outcome<NoteView>> Add(Guid id, NoteRequest request, CancellationToken cancellation)
    {
        if (FileRules.IsBlank(request.Text))
            return Refusal.Field("platform.invalid", "/text", "grievances.note_missing");
        if (FileRules.Characters(request.Text) > FileRules.MostText)
            return Refusal.Field("platform.invalid", "/text", "platform.too_long");
        // A machine has no account: what it kept for itself would be every machine's.
        if (request.Readers is NoteReaders.Mine && doors.Account == Guid.Empty)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.note_needs_account");
        var door = await doors.Open(id, "talk", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        // Whose decision is looked at tells nobody who looks at it what to think of it.
        if (request.Readers is NoteReaders.Handlers && await reviewers.KeptFrom(kase, doors.Account, cancellation))
            return Refusal.Conflict("grievances.appeal_is_the_reviewers");
        var (note, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        var row = new CaseNote
        {
            TenantId = kase.TenantId, Id = note, CaseId = id, WrittenBy = doors.Account, WriterRole = actor.Role, Readers = request.Readers,
            Body = sealer.Seal("note", note, "body", request.Text.Trim()), WrittenAt = now,
        };
        db.Add(row);
        if (row.Readers is NoteReaders.Handlers)
            db.Publish(new NoteAdded(kase.Snapshot(), note), now);
        db.Record(now, actor.Id, actor.Role, "grievances.note_added", $"case:{id}", Codes.Of(request.Readers));
        await db.SaveChangesAsync(CancellationToken.None);
        return View(row, sealer);
    }

    /// <summary>A page, the newest first, within the current, writing, unit of work.</summary>
    public async Task<Outcome<Page<NoteView>>> List(Guid id, string? cursor, int? limit, CancellationToken cancellation)
    {
        var door = await doors.Open(id, "talk", cancellation);
        return door.Refusal is { } shut ? shut : await List(door.Value!, cursor, limit, cancellation);
    }

    /// <summary>A page of a case that is open.</summary>
    public async Task<Outcome<Page<NoteView>>> List(OpenDoor door, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (before, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        if ((before.Refusal ?? most.Refusal) is { } refusal)
            return refusal;
        var account = doors.Account;
        var notes = db.Notes.AsNoTracking().Where(n => n.CaseId == door.Case.Id && (n.Readers == NoteReaders.Handlers || n.WrittenBy == account));
        if (before.Value is { } key)
            notes = notes.Where(n => n.WrittenAt < key.At || (n.WrittenAt == key.At && n.Id < key.Id));
        var rows = await notes.OrderByDescending(n => n.WrittenAt).ThenByDescending(n => n.Id).Take(most.Value + 1).ToListAsync(cancellation);
        var page = Cursor.Page(rows, most.Value, n => new Key(n.WrittenAt, n.Id));
        return new Page<NoteView>([.. page.Items.Select(n => View(n, door.Sealer))], page.Next);
    }

    private NoteView View(CaseNote note, CaseSealer sealer) => new(note.Id, note.WriterRole, doors.Account != Guid.Empty && note.WrittenBy == doors.Account, Codes.Of(note.Readers),
        sealer.Open("note", note.Id, "body", note.Body), note.WrittenAt);

    /// <summary>GET and POST /api/grievances/v1/cases/{id}/notes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{id:guid}/notes", async (Guid id, CaseNotes notes, HttpContext http, string? cursor = null, int? limit = null) =>
                (await notes.List(id, cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName("Grievances_ListNotes").WithSummary("Notes among handlers, newest first; never for the person. Reading them is an opening")
            .Produces<Page<NoteView>>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPost("/cases/{id:guid}/notes", async (Guid id, JsonBody<NoteRequest> body, CaseNotes notes, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"note:{id:N}", key, body.Raw, () => notes.Add(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(note => TypedResults.Created($"/api/grievances/v1/cases/{id}/notes", note));
            })
            .Idempotent().WithName("Grievances_AddNote").WithSummary("Write a note that handlers read and the person does not")
            .Produces<NoteView>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).OwnWork();
    }
}
