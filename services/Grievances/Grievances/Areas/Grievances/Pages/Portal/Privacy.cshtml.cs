using Grievances.Data;
using Grievances.Features.Clocks;
using Grievances.Features.Routing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Who can read what somebody writes, how long it is kept, and what the person can do about it, in plain words.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromPath<GrievancesDb>]
public sealed class PrivacyModel(CaseClocks clocks, IConfiguration configuration) : PageModel
{
    public KnownTenant Tenant => HttpContext.KnownTenant();
    public bool IsDesk => NeutralDesk.Is(configuration, Tenant);
    public int RetentionMonths { get; private set; }

    public async Task OnGet(CancellationToken cancellation) => RetentionMonths = (await clocks.Policy(cancellation)).RetentionMonths;
}
