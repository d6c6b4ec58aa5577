using Grievances.Data;
using Grievances.Features.Drafts;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>
/// What a form on a product's own page posts: the first page of a filing, with the part of the conversation the person chose. Nothing
/// is stored, so that it may come from any site; it is a form and no address, so that no history and no log keeps the words.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromPath<GrievancesDb>]
public sealed class TellModel : PageModel
{
    [BindProperty] public string? Excerpt { get; set; }
    [BindProperty] public string? System { get; set; }
    [BindProperty] public string? SystemChoice { get; set; }
    [BindProperty] public string? Pattern { get; set; }

    public KnownTenant Tenant => HttpContext.KnownTenant();
    public FilingStart Start { get; private set; } = null!;

    public IActionResult OnGet() => Redirect($"/portal/{Tenant.Slug}/file");

    /// <summary>The same in another language: the page's own form says it again.</summary>
    public void OnPostLanguage() => OnPost();

    public void OnPost()
    {
        OpenDrafts.Probe(HttpContext);
        var tooLong = FileRules.Characters(Excerpt ?? "") > FileRules.MostText;
        Start = new FilingStart(Tenant, System ?? SystemChoice, Pattern, tooLong || FileRules.IsBlank(Excerpt) ? null : Excerpt!.Trim(), tooLong);
    }
}

/// <summary>The first page of a filing: help first, then the ways to tell it.</summary>
/// <param name="Tenant">Who it is filed with.</param>
/// <param name="System">Id of the AI system that was chosen already.</param>
/// <param name="Pattern">Id of the pattern the person says happened to them too.</param>
/// <param name="Excerpt">What a product passes on because the person chose it.</param>
/// <param name="ExcerptTooLong">Whether it was more than can be taken.</param>
public sealed record FilingStart(KnownTenant Tenant, string? System, string? Pattern, string? Excerpt, bool ExcerptTooLong = false)
{
    /// <summary>Name of the field a draft's code is typed into; what was typed is never shown.</summary>
    public string? Code => null;
}
