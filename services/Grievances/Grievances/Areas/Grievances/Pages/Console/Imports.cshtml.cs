using System.Text;
using Grievances.Data;
using Grievances.Features.Imports;
using Grievances.Features.Queue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>What was taken over from other registers, and where a further one is brought.</summary>
[Authorize(Policy = Permissions.GrievancesImport), Work(Work.Own)]
public sealed class ImportsModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, ReadImports imports, BringRegister bring) : PageModel
{
    private const int MostPasted = 30_000;

    [BindProperty] public string? PastedRegister { get; set; }
    [BindProperty] public string? PastedLanguage { get; set; }
    [BindProperty] public string? Pasted { get; set; }

    public IReadOnlyList<ImportView> Items { get; private set; } = [];
    public string? TenantName { get; private set; }
    public string? Notice { get; private set; }
    public string? Next { get; private set; }
    public string? First { get; private set; }

    public string Heading => Items.Count(i => i.State is "running" or ImportView.Waiting) is > 0 and var open ? open == 1 ? "One import is not done" : $"{open} imports are not done"
        : Items.Count == 0 ? "Nothing was taken over from another register yet" : "Imports are done";

    public async Task<IActionResult> OnGet(string? cursor, string? done, CancellationToken cancellation)
    {
        Notice = done == "dropped" ? "What was read is gone. Nothing was taken over." : null;
        return await Show(cursor, cancellation);
    }

    /// <summary>An empty table with the columns as the fields are called.</summary>
    public IActionResult OnGetTemplate() => File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(CsvCells.Line(RegisterFields.All))).ToArray(), "text/csv; charset=utf-8", "cases-to-import.csv");

    public async Task<IActionResult> OnPostPaste(CancellationToken cancellation)
    {
        var outcome = Pasted?.Length > MostPasted ? new Refusal(StatusCodes.Status400BadRequest, "platform.too_long")
            : await unit.Repeat(() => bring.Draft(PastedRegister, PastedLanguage, Pasted ?? "", cancellation), o => !o.Refused, cancellation);
        if (outcome.Refusal is not { } refusal)
            return Redirect($"{ImportWords.Address}/{outcome.Value!.Id}");
        ImportWords.Refuse(ModelState, refusal, nameof(PastedRegister), nameof(PastedLanguage), nameof(Pasted));
        Response.StatusCode = refusal.Status;
        return await Show(null, cancellation);
    }

    private async Task<IActionResult> Show(string? cursor, CancellationToken cancellation)
    {
        var (page, name) = await unit.Read(async () => (await imports.List(cursor, null, cancellation), await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation)), cancellation);
        if (page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        (Items, TenantName) = (page.Value!.Items, name);
        Next = page.Value.Next is { } next ? $"{ImportWords.Address}?cursor={next}" : null;
        First = cursor is null ? null : ImportWords.Address;
        return Page();
    }
}
