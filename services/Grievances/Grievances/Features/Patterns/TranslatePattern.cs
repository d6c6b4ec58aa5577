using Grievances.Data;
using Grievances.Domain;
using Grievances.Domain.Languages;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Ui.Localization;

namespace Grievances.Features.Patterns;

/// <summary>A pattern in another language.</summary>
/// <param name="Title">At most 300 characters; names nobody.</param>
/// <param name="Description">At most 4,000 characters; names nobody.</param>
public sealed record PatternInLanguage(string Title, string Description);

/// <summary>What was said about a pattern, in another language.</summary>
/// <param name="Text">At most 4,000 characters; names nobody.</param>
public sealed record ProgressInLanguage(string Text);

/// <summary>
/// Says a pattern, or how far it is, in another language of the portal: whoever met the same reads it in theirs. What was written first stays as it is;
/// written anew, a translation takes the place of the one before.
/// </summary>
public sealed class TranslatePattern(GrievancesDb db, Actor actor, TimeProvider clock)
{
    /// <summary>Says the pattern itself within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, string language, PatternInLanguage request, CancellationToken cancellation)
    {
        if ((TextForPerson.Unfit(request.Title, "/title", "grievances.title_missing", FileRules.MostSummary) ?? TextForPerson.Unfit(request.Description, "/description", "grievances.description_missing", FileRules.MostNote)) is { } unfit)
            return unfit;
        return await Keep(id, id, language, request.Title.Trim(), request.Description.Trim(), cancellation);
    }

    /// <summary>Says within the current unit of work what was said about it.</summary>
    public async Task<Outcome<Done>> Run(Guid id, Guid said, string language, ProgressInLanguage request, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(request.Text, "/text", "grievances.update_missing", FileRules.MostNote) is { } unfit)
            return unfit;
        return await db.Set<PatternUpdate>().AnyAsync(u => u.Id == said && u.PatternId == id, cancellation) ? await Keep(id, said, language, null, request.Text.Trim(), cancellation) : Refusal.NotFound("grievances.progress_unknown");
    }

    /// <summary>The language words are plainly not written in, though somebody says so.</summary>
    internal static Refusal? InAnother(string language, string words) =>
        WrittenLanguage.IsAnother(words, language) ? Refusal.Field("platform.invalid", "/language", "grievances.words_in_other_language") : null;

    private async Task<Outcome<Done>> Keep(Guid pattern, Guid of, string language, string? title, string text, CancellationToken cancellation)
    {
        if (PortalLanguages.Find(language) is not { } into || into.Code != language)
            return Refusal.Field("platform.invalid", "/language", "grievances.portal_language_unknown");
        if (InAnother(language, $"{title}\n{text}") is { } another)
            return another;
        // Of two who translate it at once the second waits here, and finds what the first wrote.
        if (await db.Patterns.Where(p => p.Id == pattern).ExecuteUpdateAsync(p => p.SetProperty(x => x.Version, x => x.Version), cancellation) == 0)
            return Refusal.NotFound("grievances.pattern_unknown");
        if (await db.Patterns.AsNoTracking().Where(p => p.Id == pattern).Select(p => p.Language).FirstOrDefaultAsync(cancellation) is { } own && PortalLanguages.Find(own) == into)
            return Refusal.Conflict("grievances.written_in_it");
        if (await db.PatternTranslations.FirstOrDefaultAsync(t => t.Of == of && t.Language == language, cancellation) is { } before)
            (before.Title, before.Text) = (title, text);
        else
            db.Add(new PatternTranslation { TenantId = db.Tenant.Required, PatternId = pattern, Of = of, Language = language, Title = title, Text = text });
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "grievances.pattern_translated", $"pattern:{pattern}", language);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>PUT /api/grievances/v1/patterns/{id}/translations/{language} and /patterns/{id}/progress/{said}/translations/{language}.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/patterns/{id:guid}/translations/{language}", async (Guid id, string language, JsonBody<PatternInLanguage> body, TranslatePattern translate, HttpContext http) =>
                (await translate.Run(id, language, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_TranslatePattern").WithSummary("Say a pattern in another of the six languages of the portal").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPut("/patterns/{id:guid}/progress/{said:guid}/translations/{language}", async (Guid id, Guid said, string language, JsonBody<ProgressInLanguage> body, TranslatePattern translate, HttpContext http) =>
                (await translate.Run(id, said, language, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_TranslateProgress").WithSummary("Say in another of the six languages how far it is").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
