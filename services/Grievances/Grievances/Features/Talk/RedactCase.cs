using System.Text;
using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Talk;

/// <summary>Texts of a case with ⟦ and ⟧ around what is to be hidden. What is left out is not in the copy.</summary>
/// <param name="Summary">The case in one line, or null.</param>
/// <param name="Account">What was filed, or null.</param>
/// <param name="Messages">Messages by their id.</param>
public sealed record RedactionRequest(string? Summary = null, string? Account = null, IReadOnlyDictionary<Guid, string>? Messages = null);

/// <summary>A masked copy, as the list shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hidden">How many passages are hidden.</param>
/// <param name="MadeByRole">Role of whoever made it.</param>
/// <param name="MadeAt">When.</param>
public sealed record RedactionRow(Guid Id, int Hidden, string MadeByRole, DateTimeOffset MadeAt);

/// <summary>A masked copy.</summary>
/// <param name="Summary">The case in one line, or null.</param>
/// <param name="Account">What was filed, or null.</param>
/// <param name="Messages">Messages, oldest first.</param>
public sealed record MaskedCase(string? Summary, string? Account, IReadOnlyList<MaskedMessage> Messages)
{
    /// <summary>The copy of a row.</summary>
    public static MaskedCase Open(CaseRedaction row, CaseSealer sealer) => JsonSerializer.Deserialize<MaskedCase>(sealer.Open("redaction", row.Id, "masked", row.Masked), JsonSerializerOptions.Web)!;

    /// <summary>The copy as one text.</summary>
    public override string ToString() => new StringBuilder().AppendJoin("\n\n", new[] { Summary, Account }.OfType<string>().Concat(Messages.Select(m => $"{m.WriterRole}, {m.WrittenAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n{m.Text}"))).Append('\n').ToString();
}

/// <summary>A message of a masked copy.</summary>
/// <param name="Id">Its id.</param>
/// <param name="WriterRole">Role of the writer.</param>
/// <param name="WrittenAt">When.</param>
/// <param name="Text">What is left of it.</param>
public sealed record MaskedMessage(Guid Id, string WriterRole, DateTimeOffset WrittenAt, string Text);

/// <summary>
/// Makes a copy of a case for showing to others, in which the passages that were marked are bars. Nothing else may differ from the original, which
/// stays sealed as it is; the copy is sealed too.
/// </summary>
public sealed class RedactCase(GrievancesDb db, CaseDoor doors, Actor actor, TimeProvider clock)
{
    private const int Most = 20;
    private const int MostMessages = 200;

    /// <summary>Makes one within the current unit of work.</summary>
    public async Task<Outcome<RedactionRow>> Make(Guid id, RedactionRequest request, CancellationToken cancellation)
    {
        if (request is { Summary: null, Account: null } && request.Messages is null or { Count: 0 })
            return Refusal.Field("platform.invalid", "/account", "grievances.redaction_empty");
        var door = await doors.Open(id, "redact", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        var asked = request.Messages?.Keys.ToList() ?? [];
        // What is between one holder and the handlers alone is shown to nobody else.
        var rows = asked.Count == 0 ? [] : await Shareable(id).Where(m => asked.Contains(m.Id)).OrderBy(m => m.WrittenAt).ThenBy(m => m.Id).Take(MostMessages + 1).ToListAsync(cancellation);
        if (rows.Count < asked.Count || rows.Count > MostMessages)
            return Refusal.Field("platform.invalid", "/messages", "grievances.message_unknown");
        if (await db.Redactions.CountAsync(r => r.CaseId == id, cancellation) >= Most)
            return Refusal.Conflict("grievances.too_many_redactions");
        var errors = new Dictionary<string, string[]>();
        var hidden = 0;
        string? Mask(string pointer, string original, string? marked)
        {
            if (marked is null)
                return null;
            var masked = MaskedText.Of(original, marked);
            if (masked.Refusal is { } refusal)
                errors[pointer] = [refusal.Code];
            hidden += masked.Value?.Hidden ?? 0;
            return masked.Value?.Masked;
        }

        var copy = new MaskedCase(Mask("/summary", sealer.Open("grievance", id, "summary", kase.Summary), request.Summary), Mask("/account", sealer.Open("grievance", id, "what_happened", kase.WhatHappened), request.Account),
            [.. rows.Select(m => new MaskedMessage(m.Id, m.WriterRole, m.WrittenAt, Mask($"/messages/{m.Id}", sealer.Open("message", m.Id, "body", m.Body), request.Messages![m.Id]) ?? ""))]);
        if (errors.Count > 0)
            return new Refusal(StatusCodes.Status400BadRequest, errors.Values.First()[0], errors);
        var (redaction, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        var row = new CaseRedaction
        {
            TenantId = kase.TenantId, Id = redaction, CaseId = id, Masked = sealer.Seal("redaction", redaction, "masked", JsonSerializer.Serialize(copy, JsonSerializerOptions.Web)), Hidden = hidden, MadeByRole = actor.Role, MadeAt = now,
        };
        db.Add(row);
        db.Record(now, actor.Id, actor.Role, "grievances.redacted", $"case:{id}", $"redaction:{redaction}");
        await db.SaveChangesAsync(CancellationToken.None);
        return Of(row);
    }

    /// <summary>The copies of a case, the newest first. They open nothing.</summary>
    public async Task<Outcome<IReadOnlyList<RedactionRow>>> List(Guid id, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        return found.Refusal is { } unknown ? unknown : new Outcome<IReadOnlyList<RedactionRow>>(await Rows(id, cancellation), null);
    }

    /// <summary>The same of a case that is open.</summary>
    public async Task<IReadOnlyList<RedactionRow>> Rows(Guid id, CancellationToken cancellation) =>
        [.. (await db.Redactions.AsNoTracking().Where(r => r.CaseId == id).OrderByDescending(r => r.MadeAt).ThenByDescending(r => r.Id).ToListAsync(cancellation)).Select(Of)];

    /// <summary>One copy, within the current, writing, unit of work.</summary>
    public async Task<Outcome<MaskedCase>> Show(Guid id, Guid redaction, CancellationToken cancellation)
    {
        var door = await doors.Open(id, "redact", cancellation);
        return door.Refusal is { } shut ? shut : await Show(door.Value!, redaction, cancellation) is { } copy ? copy : Refusal.NotFound("grievances.redaction_unknown");
    }

    /// <summary>One copy of a case that somebody has opened; null where it has no such copy.</summary>
    public async Task<MaskedCase?> Show(OpenDoor door, Guid redaction, CancellationToken cancellation) =>
        await db.Redactions.AsNoTracking().FirstOrDefaultAsync(r => r.CaseId == door.Case.Id && r.Id == redaction, cancellation) is { } row ? MaskedCase.Open(row, door.Sealer) : null;

    /// <summary>Messages that can be shown to others at all.</summary>
    public IQueryable<CaseMessage> Shareable(Guid id) => db.Messages.AsNoTracking().Where(m => m.CaseId == id && m.OnlyFor == null);

    private static RedactionRow Of(CaseRedaction row) => new(row.Id, row.Hidden, row.MadeByRole, row.MadeAt);

    /// <summary>The copy as a file.</summary>
    public static IResult AsText(HttpContext http, MaskedCase copy, Guid redaction)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"masked-{redaction:N}.txt\"";
        return TypedResults.Text(copy.ToString(), "text/plain", Encoding.UTF8);
    }

    /// <summary>GET and POST /api/grievances/v1/cases/{id}/redactions, GET /redactions/{redaction} and /redactions/{redaction}/text.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{id:guid}/redactions", async (Guid id, RedactCase redact, HttpContext http) => (await redact.List(id, http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListRedactions").WithSummary("Masked copies of a case").Produces<IReadOnlyList<RedactionRow>>().ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle);
        api.MapPost("/cases/{id:guid}/redactions", async (Guid id, JsonBody<RedactionRequest> body, RedactCase redact, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"redaction:{id:N}", key, body.Raw, () => redact.Make(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(made => TypedResults.Created($"/api/grievances/v1/cases/{id}/redactions/{made.Id}", made));
            })
            .Idempotent().WithName("Grievances_RedactCase").WithSummary("Make a masked copy: ⟦ and ⟧ stand around what is hidden, and nothing else may differ").Produces<RedactionRow>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapGet("/cases/{id:guid}/redactions/{redaction:guid}", async (Guid id, Guid redaction, RedactCase redact, HttpContext http) =>
                (await redact.Show(id, redaction, http.RequestAborted)).ToResult(copy => TypedResults.Ok(copy)))
            .WithName("Grievances_ReadRedaction").WithSummary("A masked copy; an opening").Produces<MaskedCase>().ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapGet("/cases/{id:guid}/redactions/{redaction:guid}/text", async (Guid id, Guid redaction, RedactCase redact, HttpContext http) =>
                (await redact.Show(id, redaction, http.RequestAborted)).ToResult(copy => AsText(http, copy, redaction)))
            .WithName("Grievances_DownloadRedaction").WithSummary("A masked copy as text; an opening").Produces(200, contentType: "text/plain").ProducesProblem(403).ProducesProblem(404)
            .RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
