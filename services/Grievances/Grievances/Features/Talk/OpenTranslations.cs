using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.Talk;

/// <summary>A translation somebody waits for. It says nothing of what is in the case.</summary>
/// <param name="CaseId">Case.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="From">Language of the original.</param>
/// <param name="To">Language it is wanted in.</param>
/// <param name="Since">Since when.</param>
/// <param name="Machine">Whether a machine's text is there that nobody has read yet.</param>
public sealed record OpenTranslation(Guid CaseId, string Reference, string From, string To, DateTimeOffset Since, bool Machine);

/// <summary>Translations that wait for somebody, over all cases whoever is signed in may see.</summary>
public sealed class OpenTranslations(GrievancesDb db, CaseDoor doors)
{
    private sealed record Key(DateTimeOffset At, Guid Id);

    /// <summary>A page, the oldest first.</summary>
    public async Task<Outcome<Page<OpenTranslation>>> List(string? cursor, int? limit, CancellationToken cancellation)
    {
        var (after, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        if ((after.Refusal ?? most.Refusal) is { } refusal)
            return refusal;
        var open = db.Translations.AsNoTracking().Where(t => t.DoneAt == null || t.Machine).Join(doors.Visible(db.Grievances.AsNoTracking()), t => t.CaseId, g => g.Id, (t, g) => new { Of = t, g.Reference });
        if (after.Value is { } key)
            open = open.Where(o => o.Of.RequestedAt > key.At || (o.Of.RequestedAt == key.At && o.Of.Id > key.Id));
        var rows = await open.OrderBy(o => o.Of.RequestedAt).ThenBy(o => o.Of.Id).Take(most.Value + 1)
            .Select(o => new { o.Of.Id, o.Of.CaseId, o.Reference, o.Of.From, o.Of.To, o.Of.RequestedAt, o.Of.Machine }).ToListAsync(cancellation);
        var page = Cursor.Page(rows, most.Value, o => new Key(o.RequestedAt, o.Id));
        return new Page<OpenTranslation>([.. page.Items.Select(o => new OpenTranslation(o.CaseId, o.Reference, o.From, o.To, o.RequestedAt, o.Machine))], page.Next);
    }

    /// <summary>GET /api/grievances/v1/translations; GET and POST /cases/{id}/translations, PUT /cases/{id}/translations/{translation} and POST …/confirmation; GET /mailbox/translations.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/translations", async (OpenTranslations open, HttpContext http, string? cursor = null, int? limit = null) => (await open.List(cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName("Grievances_ListOpenTranslations").WithSummary("Translations that wait for somebody, oldest first").Produces<Page<OpenTranslation>>().ProducesProblem(400).RequirePermission(Permissions.GrievancesHandle);
        api.MapGet("/cases/{id:guid}/translations", async (Guid id, Translations translations, HttpContext http) => (await translations.Of(id, http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListTranslations").WithSummary("Translations of a case beside their originals; an opening").Produces<IReadOnlyList<TranslationView>>().ProducesProblem(403).ProducesProblem(404)
            .RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPost("/cases/{id:guid}/translations", async (Guid id, JsonBody<TranslationAsk> body, Translations translations, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"translation:{id:N}", key, body.Raw, () => translations.Ask(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(asked => TypedResults.Created($"/api/grievances/v1/cases/{id}/translations", asked));
            })
            .Idempotent().WithName("Grievances_AskTranslation").WithSummary("Ask for a translation").Produces<AskedTranslation>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapPut("/cases/{id:guid}/translations/{translation:guid}", async (Guid id, Guid translation, JsonBody<TranslationFill> body, Translations translations, HttpContext http) =>
                (await translations.Fill(id, translation, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_FillTranslation").WithSummary("Fill a translation in; the original stays").Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPost("/cases/{id:guid}/translations/{translation:guid}/confirmation", async (Guid id, Guid translation, Translations translations, HttpContext http) =>
                (await translations.Confirm(id, translation, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_ConfirmTranslation").WithSummary("Say that one has read what a machine made").Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapGet("/mailbox/translations", async (Translations translations, HttpContext http) => (await translations.For(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListOwnTranslations").WithSummary("What was written to one, as it was translated, beside the original").Produces<IReadOnlyList<TranslationView>>().ProducesProblem(401)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
    }
}
