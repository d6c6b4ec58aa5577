using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>An organisation's portal: what one can do, what happens then and by when here, who can read it.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromPath<GrievancesDb>]
public sealed class HomeModel(CaseClocks clocks) : PageModel
{
    public KnownTenant Tenant => HttpContext.KnownTenant();

    /// <summary>The clocks a grievance filed now is under: the platform's, or stricter.</summary>
    public ClockPolicy Policy { get; private set; } = new();

    public async Task OnGet(CancellationToken cancellation) => Policy = await clocks.Policy(cancellation);
}
