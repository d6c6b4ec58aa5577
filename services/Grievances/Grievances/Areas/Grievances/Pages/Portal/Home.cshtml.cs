using Grievances.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>An organisation's portal: what one can do, what happens then, who can read it.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromPath<GrievancesDb>]
public sealed class HomeModel : PageModel
{
    public KnownTenant Tenant => HttpContext.KnownTenant();
}
