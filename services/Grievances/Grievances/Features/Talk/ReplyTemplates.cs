using System.Globalization;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Ui.Localization;

namespace Grievances.Features.Talk;

/// <summary>A template as it is to be.</summary>
/// <param name="Kind">message, question, admissible, inadmissible, outcome, apology, meeting or appeal.</param>
/// <param name="Language">BCP 47 tag of its language.</param>
/// <param name="Title">What handlers choose it by, at most 300 characters.</param>
/// <param name="Text">At most 20,000 characters; {reference}, {organisation} and {date} are filled in, nothing else.</param>
public sealed record TemplateRequest(TemplateKind Kind, string Language, string Title, string Text);

/// <summary>A template.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Title">What it is chosen by.</param>
/// <param name="Text">The text, with its placeholders.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="Version">Version to send back as If-Match.</param>
public sealed record TemplateView(Guid Id, string Kind, string Language, string Title, string Text, DateTimeOffset ChangedAt, long Version);

/// <summary>How many starting templates were added.</summary>
/// <param name="Added">How many; those there were stay as they are.</param>
public sealed record TakenTemplates(int Added);

/// <summary>Words an organisation uses again, by kind and language. They ask nobody to give up a right, and hold nothing of a case but three placeholders.</summary>
public sealed class ReplyTemplates(GrievancesDb db, Actor actor, TimeProvider clock)
{
    /// <summary>Most templates of an organisation.</summary>
    public const int Most = 500;

    /// <summary>What is filled in.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["{reference}", "{organisation}", "{date}"];

    /// <summary>Those of a language and a kind, or all, by kind, language and title.</summary>
    public async Task<IReadOnlyList<TemplateView>> List(string? language, TemplateKind? kind, CancellationToken cancellation)
    {
        var templates = db.Templates.AsNoTracking().Where(t => (language == null || t.Language == language) && (kind == null || t.Kind == kind));
        var rows = await templates.OrderBy(t => t.Kind).ThenBy(t => t.Language).ThenBy(t => t.Id).Take(Most).ToListAsync(cancellation);
        return [.. rows.OrderBy(t => t.Kind).ThenBy(t => t.Language, StringComparer.Ordinal).ThenBy(t => t.Title, StringComparer.OrdinalIgnoreCase).Select(Of)];
    }

    /// <summary>Those that serve a case: of its language first, then in English.</summary>
    public async Task<IReadOnlyList<TemplateView>> For(string language, CancellationToken cancellation)
    {
        var primary = RemedyText.Primary(language);
        return [.. (await List(null, null, cancellation)).Where(t => RemedyText.Primary(t.Language) == primary || RemedyText.Primary(t.Language) == "en").OrderByDescending(t => RemedyText.Primary(t.Language) == primary)];
    }

    /// <summary>Adds one within the current unit of work.</summary>
    public async Task<Outcome<TemplateView>> Add(TemplateRequest request, CancellationToken cancellation)
    {
        if (Unfit(request) is { } unfit)
            return unfit;
        if (await db.Templates.CountAsync(cancellation) >= Most)
            return Refusal.Conflict("grievances.too_many_templates");
        var template = New(request);
        db.Add(template);
        Record("grievances.template_added", template);
        await db.SaveChangesAsync(CancellationToken.None);
        return Of(template);
    }

    /// <summary>Changes one within the current unit of work, where nobody has changed it since.</summary>
    public async Task<Outcome<TemplateView>> Change(Guid id, TemplateRequest request, long version, CancellationToken cancellation)
    {
        if (Unfit(request) is { } unfit)
            return unfit;
        if (await db.Templates.FirstOrDefaultAsync(t => t.Id == id, cancellation) is not { } template)
            return Refusal.NotFound("grievances.template_unknown");
        if (template.Version != version)
            return new Refusal(StatusCodes.Status412PreconditionFailed, "platform.precondition");
        (template.Kind, template.Language, template.Title, template.Text, template.ChangedAt, template.Version) =
            (request.Kind, request.Language, request.Title.Trim(), Lines(request.Text), clock.GetUtcNow(), version + 1);
        Record("grievances.template_changed", template);
        await db.SaveChangesAsync(CancellationToken.None);
        return Of(template);
    }

    /// <summary>Deletes one within the current unit of work.</summary>
    public async Task<Outcome<Done>> Delete(Guid id, CancellationToken cancellation)
    {
        if (await db.Templates.FirstOrDefaultAsync(t => t.Id == id, cancellation) is not { } template)
            return Refusal.NotFound("grievances.template_unknown");
        db.Remove(template);
        Record("grievances.template_deleted", template);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>Takes over, within the current unit of work, the product's starting templates that the organisation has not got by their title.</summary>
    public async Task<Outcome<TakenTemplates>> TakeOver(CancellationToken cancellation)
    {
        var known = (await db.Templates.AsNoTracking().Select(t => new { t.Kind, t.Language, t.Title }).ToListAsync(cancellation)).Select(t => (t.Kind, t.Language, t.Title)).ToHashSet();
        var missing = StartingTemplates.All.Where(t => !known.Contains((t.Kind, t.Language, t.Title))).ToList();
        if (known.Count + missing.Count > Most)
            return Refusal.Conflict("grievances.too_many_templates");
        foreach (var template in missing)
            db.Add(New(template));
        if (missing.Count > 0)
            db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "grievances.templates_taken_over", "templates", "settings");
        await db.SaveChangesAsync(CancellationToken.None);
        return new TakenTemplates(missing.Count);
    }

    /// <summary>A template's text with the facts of a case in it.</summary>
    public static string Fill(TemplateView template, string reference, string organisation, DateTimeOffset now) => template.Text
        .Replace("{reference}", reference, StringComparison.Ordinal)
        .Replace("{date}", UiDates.Long(now, CultureInfo.GetCultureInfo(template.Language)), StringComparison.Ordinal)
        // Last, so that nothing in a name is taken for a placeholder.
        .Replace("{organisation}", organisation, StringComparison.Ordinal);

    /// <summary>A template's words beside what was typed already: nothing of that is lost.</summary>
    public static string Beside(string? typed, string words) => FileRules.IsBlank(typed) ? words : $"{typed.TrimEnd()}\n\n{words}";

    private ReplyTemplate New(TemplateRequest request) => new()
    {
        TenantId = db.Tenant.Required, Id = Guid.CreateVersion7(), Kind = request.Kind, Language = request.Language, Title = request.Title.Trim(), Text = Lines(request.Text), ChangedAt = clock.GetUtcNow(), Version = 1,
    };

    private static Refusal? Unfit(TemplateRequest request) =>
        !FileRules.IsLanguage(request.Language) ? Refusal.Field("platform.invalid", "/language", "grievances.language_unknown")
        : FileRules.IsBlank(request.Title) ? Refusal.Field("platform.invalid", "/title", "grievances.name_missing")
        : FileRules.Characters(request.Title.Trim()) > FileRules.MostSummary ? Refusal.Field("platform.invalid", "/title", "platform.too_long")
        : TextForPerson.Unfit(request.Text, "/text", "grievances.message_missing", FileRules.MostText) is { } unfit ? unfit
        : HasUnknown(request.Text) ? Refusal.Field("platform.invalid", "/text", "grievances.placeholder_unknown")
        : null;

    // Whatever is left in braces would be sent to somebody as it stands.
    private static bool HasUnknown(string text) => Placeholders.Aggregate(text, (left, known) => left.Replace(known, "", StringComparison.Ordinal)).AsSpan().ContainsAny('{', '}');

    private static string Lines(string text) => text.ReplaceLineEndings("\n").Trim();

    private void Record(string action, ReplyTemplate template) => db.Record(clock.GetUtcNow(), actor.Id, actor.Role, action, $"template:{template.Id}", Codes.Of(template.Kind));

    private static TemplateView Of(ReplyTemplate template) => new(template.Id, Codes.Of(template.Kind), template.Language, template.Title, template.Text, template.ChangedAt, template.Version);
}
