using Assessments.Data;
using Assessments.Features.Incidents;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>The library of known incidents: what has gone wrong elsewhere, and which risks it shows.</summary>
[Authorize(Policy = Permissions.AssessmentsRead)]
public sealed class IncidentsModel(AssessmentsDb db, ListIncidents list) : PageModel
{
    private const string Address = "/console/assessments/incidents";

    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public string? Code { get; set; }
    [BindProperty(SupportsGet = true)] public string? Mapped { get; set; }

    public IReadOnlyList<IncidentSummary> Items { get; private set; } = [];
    public int All { get; private set; }
    public int Unmapped { get; private set; }
    public KnownTenant? Organisation { get; private set; }
    public string? NextHref { get; private set; }
    public string? FirstHref { get; private set; }

    public string Heading => All switch { 0 => "No incident is known yet", 1 => "1 known incident", _ => $"{All} known incidents" } + (Unmapped > 0 ? $", {Unmapped} of them unmapped" : "");

    public IEnumerable<SelectListItem> MappedItems =>
        [new("Mapped or not", ""), new("Mapped", "yes", Mapped == "yes"), new("Unmapped", "no", Mapped == "no")];

    public async Task<IActionResult> OnGet(string? cursor, CancellationToken cancellation)
    {
        var unmapped = Mapped switch { "yes" => false, "no" => true, _ => (bool?)null };
        var page = await list.Run(new IncidentFilter(string.IsNullOrEmpty(Code) ? null : Code, unmapped, Q), null, cursor, cancellation);
        if (page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        Items = page.Value!.Items;
        (All, Unmapped) = await list.Count(cancellation);
        NextHref = page.Value.Next is { } next ? QueryHelpers.AddQueryString(Here(), "cursor", next) : null;
        FirstHref = cursor is null ? null : Here();
        Organisation = await db.Set<KnownTenant>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == db.TenantId, cancellation);
        return Page();
    }

    private string Here()
    {
        var filter = new Dictionary<string, string?>();
        foreach (var (name, value) in new[] { ("q", Q), ("code", Code), ("mapped", Mapped) })
            if (!string.IsNullOrEmpty(value))
                filter[name] = value;
        return QueryHelpers.AddQueryString(Address, filter);
    }
}
