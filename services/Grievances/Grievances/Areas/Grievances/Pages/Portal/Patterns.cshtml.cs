using Grievances.Data;
using Grievances.Features.Patterns;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>What happened to many, and a way to say that it happened to oneself too.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromPath<GrievancesDb>]
public sealed class PatternsModel(Features.Patterns.Patterns patterns) : PageModel
{
    public KnownTenant Tenant => HttpContext.KnownTenant();
    public IReadOnlyList<PatternView> Patterns { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation) => Patterns = await patterns.ForReader(cancellation);
}
