using System.Globalization;
using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>An organisation's templates: whoever sees the queue reads them, whoever configures the mechanism changes them.</summary>
[Authorize(Policy = Permissions.GrievancesRead), Work(Work.Own)]
public sealed class TemplatesModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, ReplyTemplates templates, Idempotency<GrievancesDb> idempotency) : PageModel
{
    private const string Address = "/console/grievances/templates";

    [BindProperty] public TemplateKind Kind { get; set; }
    [BindProperty] public string? Language { get; set; }
    [BindProperty] public string? Title { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public long Version { get; set; }
    [BindProperty] public string? Key { get; set; }

    public IReadOnlyList<TemplateView> Items { get; private set; } = [];
    public string? TenantName { get; private set; }
    public string? Notice { get; private set; }

    /// <summary>The template that is being changed; null where a new one is written.</summary>
    public TemplateView? Changing { get; private set; }

    public bool MayChange => User.HasClaim("permission", Permissions.GrievancesConfigure);

    public string Heading => Items.Count switch { 0 => "No templates yet", 1 => "One template", var count => $"{count} templates" };

    public IEnumerable<SelectListItem> Kinds => [.. Enum.GetValues<TemplateKind>().Select(k => new SelectListItem(Name(Codes.Of(k)), k.ToString()))];

    /// <summary>A kind in words.</summary>
    public static string Name(string kind) => kind switch
    {
        "question" => "Question",
        "admissible" => "Taken up",
        "inadmissible" => "Not taken up",
        "outcome" => "Outcome",
        "apology" => "Apology",
        "meeting" => "Meeting",
        "appeal" => "Appeal",
        _ => "Message",
    };

    /// <summary>A language in English.</summary>
    public static string LanguageName(string tag) => CultureInfo.GetCultureInfo(tag).EnglishName;

    public async Task<IActionResult> OnGet(Guid? id, string? done, int? added, CancellationToken cancellation)
    {
        Notice = done switch
        {
            "added" => "The template is added.",
            "changed" => "The template is changed.",
            "deleted" => "The template is deleted.",
            "taken" => added > 0 ? $"{added} starting templates are added. Those you had stay as they are." : "You had all of them already.",
            _ => null,
        };
        var page = await Show(id, cancellation);
        if (Changing is { } template)
            (Kind, Language, Title, Text, Version) = (Enum.GetValues<TemplateKind>().First(k => Codes.Of(k) == template.Kind), template.Language, template.Title, template.Text, template.Version);
        return page;
    }

    public async Task<IActionResult> OnPostAdd(CancellationToken cancellation)
    {
        if (!MayChange)
            return Forbid();
        var outcome = await idempotency.Once("templates.form", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(Asked), () => templates.Add(Asked, cancellation), cancellation);
        return outcome.Refusal is { } refusal ? await Refused(null, refusal, cancellation) : Redirect($"{Address}?done=added");
    }

    public async Task<IActionResult> OnPostChange(Guid id, CancellationToken cancellation)
    {
        if (!MayChange)
            return Forbid();
        var outcome = await unit.Repeat(() => templates.Change(id, Asked, Version, cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? await Refused(id, refusal, cancellation) : Redirect($"{Address}?done=changed");
    }

    public async Task<IActionResult> OnPostDelete(Guid id, CancellationToken cancellation)
    {
        if (!MayChange)
            return Forbid();
        var outcome = await unit.Repeat(() => templates.Delete(id, cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? await Refused(null, refusal, cancellation) : Redirect($"{Address}?done=deleted");
    }

    public async Task<IActionResult> OnPostStarting(CancellationToken cancellation)
    {
        if (!MayChange)
            return Forbid();
        var outcome = await unit.Repeat(() => templates.TakeOver(cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? await Refused(null, refusal, cancellation) : Redirect($"{Address}?done=taken&added={outcome.Value!.Added}");
    }

    private TemplateRequest Asked => new(Kind, Language ?? "", Title ?? "", Text ?? "");

    private async Task<IActionResult> Refused(Guid? id, Refusal refusal, CancellationToken cancellation)
    {
        ModelState.AddModelError(refusal.Errors?.Keys.First() switch { "/language" => nameof(Language), "/title" => nameof(Title), _ => nameof(Text) }, FieldErrors.Words(refusal.Errors?.Values.First()[0] ?? refusal.Code, Text));
        Response.StatusCode = refusal.Status;
        return await Show(id, cancellation);
    }

    private async Task<IActionResult> Show(Guid? id, CancellationToken cancellation)
    {
        ModelState.Remove(nameof(Key));
        Key = Guid.NewGuid().ToString();
        (Items, TenantName) = await unit.Read(async () => (await templates.List(null, null, cancellation),
            await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation)), cancellation);
        Changing = Items.FirstOrDefault(t => t.Id == id);
        return Page();
    }
}
