using Grievances.Data;
using Grievances.Features.Clocks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Who can read what somebody writes, how long it is kept, and what the person can do about it, in plain words.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromPath<GrievancesDb>]
public sealed class PrivacyModel(CaseClocks clocks) : PageModel
{
    public KnownTenant Tenant => HttpContext.KnownTenant();
    public int RetentionMonths { get; private set; }

    public async Task OnGet(CancellationToken cancellation) => RetentionMonths = (await clocks.Policy(cancellation)).RetentionMonths;
}
