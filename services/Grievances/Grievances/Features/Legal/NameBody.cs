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
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Legal;

/// <summary>Somebody outside whom the person can turn to: a body of the directory, or an organisation by its name and address.</summary>
/// <param name="Body">Id of a body in the directory; null of an organisation that is not in it.</param>
/// <param name="Name">Name of such an organisation, at most 300 characters.</param>
/// <param name="Address">Where it is reached, at most 1,000 characters.</param>
public sealed record NameBodyRequest(string? Body = null, string? Name = null, string? Address = null);

/// <summary>
/// Names to the person whom else they can turn to. It needs no consent, since nothing of the case leaves: the person alone reads it, with where the
/// address is from, and decides whether they go there. Whoever is not responsible points at whoever is before they say no.
/// </summary>
public sealed class NameBody(GrievancesDb db, CaseDoor doors, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Action of the audit log by which the person is told.</summary>
    public const string Named = "grievances.body_named";

    private const int MostAddress = 1_000;

    /// <summary>Names one within the current unit of work. The same body named again is named once.</summary>
    public async Task<Outcome<WrittenLegalNote>> Run(Guid id, NameBodyRequest request, CancellationToken cancellation)
    {
        var body = request.Body is null ? null : HelpDirectory.Current.Body(request.Body);
        if (Unfit(request, body) is { } unfit)
            return unfit;
        var door = await doors.Open(id, "legal", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        if (body is not null && await db.LegalNotes.Where(n => n.CaseId == id && n.Kind == LegalNoteKind.Named && n.Body == body.Id).Select(n => (Guid?)n.Id).FirstOrDefaultAsync(cancellation) is { } before)
            return new WrittenLegalNote(before);
        var now = clock.GetUtcNow();
        var note = new LegalNote { TenantId = kase.TenantId, Id = Guid.CreateVersion7(), CaseId = id, Kind = LegalNoteKind.Named, Body = body?.Id, WriterRole = actor.Role, At = now };
        note.Text = sealer.Seal("legal_note", note.Id, "text", body is null ? $"{OneLine(request.Name!)}\n{request.Address!.Trim()}" : $"{body.Name}\n{body.Web}");
        db.Add(note);
        kase.Touch(now);
        await pings.Tell(id, null, now, cancellation);
        db.Publish(new LegalNoted(kase.Snapshot(), note.Id, Codes.Of(note.Kind)), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, Named, $"case:{id}", body?.Id ?? "organisation");
        await db.SaveChangesAsync(CancellationToken.None);
        await clocks.Moved(kase, cancellation);
        return new WrittenLegalNote(note.Id);
    }

    /// <summary>Name and address of what was named, or of a body that a note is about as the directory has it now; null where it is neither.</summary>
    public static (string Name, string Address)? Of(LegalNote note, CaseSealer sealer)
    {
        if (note.Body is { } id && HelpDirectory.Current.Body(id) is { } body)
            return (body.Name, body.Web);
        return note.Kind is LegalNoteKind.Named && sealer.Open("legal_note", note.Id, "text", note.Text).Split('\n', 2) is [var name, var address] ? (name, address) : null;
    }

    private static string OneLine(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Refusal? Unfit(NameBodyRequest request, LegalChannel? body) =>
        request.Body is not null ? body is null ? Refusal.Field("platform.invalid", "/body", "grievances.body_unknown") : null
        : TextForPerson.Unfit(request.Name, "/name", "grievances.body_name_missing", FileRules.MostSummary) ?? TextForPerson.Unfit(request.Address, "/address", "grievances.body_address_missing", MostAddress);

    /// <summary>POST /api/grievances/v1/cases/{id}/legal/named.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/legal/named", async (Guid id, JsonBody<NameBodyRequest> body, NameBody name, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"named:{id:N}", key, body.Raw, () => name.Run(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(note => TypedResults.Created($"/api/grievances/v1/cases/{id}/legal", note));
            })
        .Idempotent().WithName("Grievances_NameBody").WithSummary("Name to the person whom else they can turn to; nothing of the case leaves, and it needs no consent")
        .Produces<WrittenLegalNote>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).OwnWork();
}
