using Grievances.Data;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Translations that wait for somebody: references and languages, nothing of what is in a case.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class TranslationsModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, OpenTranslations open) : PageModel
{
    public IReadOnlyList<OpenTranslation> Items { get; private set; } = [];
    public string? Next { get; private set; }
    public string? TenantName { get; private set; }

    public string Heading => Items.Count switch { 0 => "No translation waits", 1 => "One translation waits", var count => $"{count}{(Next is null ? "" : " and more")} translations wait" };

    public async Task<IActionResult> OnGet(string? cursor, CancellationToken cancellation)
    {
        var (page, name) = await unit.Read(async () => (await open.List(cursor, null, cancellation),
            await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation)), cancellation);
        if (page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        (Items, Next, TenantName) = (page.Value!.Items, page.Value.Next, name);
        return Page();
    }
}
