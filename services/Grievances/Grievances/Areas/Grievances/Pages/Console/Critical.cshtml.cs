using Grievances.Data;
using Grievances.Features.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Cases a handler called critical, with the reasons, for the human-rights lead alone; reading them is recorded.</summary>
[Authorize(Policy = Permissions.AssessmentsLead), Work(Work.Own)]
public sealed class CriticalModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, LeadReasons reasons) : PageModel
{
    public IReadOnlyList<CriticalCase> Cases { get; private set; } = [];
    public string? Next { get; private set; }
    public string? First { get; private set; }
    public string? TenantName { get; private set; }

    public string Heading => Cases.Count switch { 0 => "No case is called critical", 1 => "One case is called critical", _ => "Cases called critical" };

    public string Word(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' ');

    public async Task<IActionResult> OnGet(string? cursor, CancellationToken cancellation)
    {
        var page = await unit.Repeat(() => reasons.Run(cursor, null, cancellation), o => !o.Refused, cancellation);
        if (page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        Cases = page.Value!.Items;
        (Next, First) = (page.Value.Next is { } next ? $"/console/grievances/critical?cursor={next}" : null, cursor is null ? null : "/console/grievances/critical");
        TenantName = await unit.Read(() => db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation), cancellation);
        return Page();
    }
}
