using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Mail;
using Platform.Messaging;

namespace Grievances.Features.Patterns;

/// <summary>How far it is, as anybody reads it.</summary>
/// <param name="State">looking_into_it, confirmed, being_fixed, fixed or not_confirmed.</param>
/// <param name="Text">In the organisation's words.</param>
/// <param name="At">When it was said.</param>
/// <param name="Id">Its id.</param>
/// <param name="Language">BCP 47 tag of the words, or null where nobody knows it.</param>
public sealed record PatternProgress(string State, string Text, DateTimeOffset At, Guid Id, string? Language = null)
{
    /// <summary>What anybody reads of it.</summary>
    public static PatternProgress? Of(PatternState? state, string? text, DateTimeOffset? at, Guid? id, string? language) =>
        state is { } known && text is not null && at is { } said && id is { } of ? new(Codes.Of(known), text, said, of, language) : null;
}

/// <summary>What is to be said about a pattern.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Text">At most 4,000 characters, in the language of the pattern; names nobody.</param>
public sealed record ProgressRequest(PatternState State, string Text);

/// <summary>
/// Says how far the organisation is with what happened to many: on the portal, and to each whose report is attached, who is pinged where
/// they asked for it. A pattern that is closed says why.
/// </summary>
public sealed class PatternNews(GrievancesDb db, PingAddresses addresses, MailQueue mail, Actor actor, TimeProvider clock)
{
    /// <summary>Says it within the current unit of work.</summary>
    public Task<Outcome<PatternProgress>> Run(Guid id, ProgressRequest request, CancellationToken cancellation) => Say(id, request, closes: false, cancellation);

    /// <summary>Closes a pattern to further reports and says why, within the current unit of work; one that somebody closed before stays as it was closed.</summary>
    public Task<Outcome<PatternProgress>> Close(Guid id, ProgressRequest request, CancellationToken cancellation) => Say(id, request, closes: true, cancellation);

    /// <summary>What was said about patterns, the newest first. Its columns are asked for one by one: SQLite joins no row to each of a list.</summary>
    internal static IQueryable<PatternUpdate> Newest(GrievancesDb db) => db.Set<PatternUpdate>().OrderByDescending(u => u.At).ThenByDescending(u => u.Id);

    private async Task<Outcome<PatternProgress>> Say(Guid id, ProgressRequest request, bool closes, CancellationToken cancellation)
    {
        if (await db.Patterns.Where(p => p.Id == id).Select(p => new { p.Open, p.Language }).FirstOrDefaultAsync(cancellation) is not { } pattern)
            return Refusal.NotFound("grievances.pattern_unknown");
        if (!pattern.Open)
            return Refusal.Conflict("grievances.pattern_closed");
        if (TextForPerson.Unfit(request.Text, "/text", "grievances.update_missing", FileRules.MostNote) is { } unfit)
            return unfit;
        if (pattern.Language is { } language && TranslatePattern.InAnother(language, request.Text) is not null)
            return Refusal.Field("platform.invalid", "/text", "grievances.progress_in_other_language");
        // Of two who close it at once the second finds it closed, and so does whoever says something then.
        if (await db.Patterns.Where(p => p.Id == id && p.Open).ExecuteUpdateAsync(p => p.SetProperty(x => x.Open, !closes).SetProperty(x => x.Version, x => x.Version + 1), cancellation) == 0)
            return Refusal.Conflict("grievances.pattern_closed");
        var now = clock.GetUtcNow();
        var update = new PatternUpdate { TenantId = db.Tenant.Required, Id = Guid.CreateVersion7(), PatternId = id, State = request.State, Text = request.Text.Trim(), At = now };
        db.Add(update);
        db.Record(now, actor.Id, actor.Role, closes ? "grievances.pattern_closed" : "grievances.pattern_progress", $"pattern:{id}", Codes.Of(request.State));
        var told = await Patterns.Snapshot(db, id, now, cancellation);
        db.Publish(new PatternChanged(told with { State = Codes.Of(update.State), SaidAt = now }), now);
        await db.SaveChangesAsync(CancellationToken.None);
        await Ping(id, now, cancellation);
        return PatternProgress.Of(update.State, update.Text, update.At, update.Id, pattern.Language)!;
    }

    // Those who filed, since the pattern is shown to them alone; in one order of addresses, since each is locked until the end of the unit of work.
    private async Task Ping(Guid pattern, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!mail.IsOpen)
            return;
        // Of a part they are told where they are told of the case it comes from.
        var cases = db.Grievances.Where(g => g.PatternId == pattern && !g.Spam).Select(g => g.SplitFromId ?? g.Id);
        var wanted = await db.PingAddresses.AsNoTracking().Where(p => p.HolderId == p.CaseId && cases.Contains(p.CaseId)).ToListAsync(cancellation);
        foreach (var (address, language) in wanted.Select(p => (Address: addresses.Open(p), p.Language)).DistinctBy(p => p.Address, StringComparer.OrdinalIgnoreCase).OrderBy(p => p.Address, StringComparer.OrdinalIgnoreCase))
            await mail.Enqueue(db, MailText.SomethingNew, language, address, now, cancellation);
    }

    /// <summary>POST /api/grievances/v1/patterns/{id}/progress and /patterns/{id}/closure.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/patterns/{id:guid}/progress", async (Guid id, JsonBody<ProgressRequest> body, PatternNews news, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"progress:{id:N}", key, body.Raw, () => news.Run(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(said => TypedResults.Created("/api/grievances/v1/patterns", said));
            })
            .Idempotent().WithName("Grievances_SayPatternProgress").WithSummary("Say how far it is with what happened to many; anybody reads it").Produces<PatternProgress>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapPost("/patterns/{id:guid}/closure", async (Guid id, JsonBody<ProgressRequest> body, PatternNews news, HttpContext http) =>
                (await news.Close(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_ClosePattern").WithSummary("Close a pattern to further reports, and say why").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
