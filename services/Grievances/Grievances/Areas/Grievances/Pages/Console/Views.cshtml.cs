using System.Text.Json;
using Grievances.Data;
using Grievances.Features.Cases;
using Grievances.Features.Queue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Keeps a filter of the queue, and changes or deletes those one kept.</summary>
[Authorize(Policy = Permissions.GrievancesRead), Work(Work.Own)]
public sealed class ViewsModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, SavedViews views, Idempotency<GrievancesDb> idempotency) : PageModel
{
    private const string Address = "/console/grievances/views";

    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Query { get; set; }
    [BindProperty] public bool Shared { get; set; }
    [BindProperty] public string? Key { get; set; }

    public IReadOnlyList<ViewOfQueue> Items { get; private set; } = [];
    public string? TenantName { get; private set; }
    public string? Notice { get; private set; }

    public string Heading => Items.Count switch { 0 => "No view is saved", 1 => "One view is saved", var count => $"{count} views are saved" };

    /// <summary>A saved filter in words.</summary>
    public static string Words(string query)
    {
        var filter = Filter(query).Value ?? new CaseFilter();
        string[] parts = [.. CaseFilter.Names.Where(name => filter[name].Count > 0).Select(name => name == "waiting" ? QueueWords.Label(name) : $"{QueueWords.Label(name)}: {string.Join(", ", filter[name].Select(value => QueueWords.Value(name, value)))}")];
        return parts.Length == 0 ? "Everything" : string.Join("; ", parts);
    }

    public async Task<IActionResult> OnGet(string? query, string? done, CancellationToken cancellation)
    {
        Query = Filter(query).Value?.Address;
        Notice = done switch { "changed" => "The view is changed.", "deleted" => "The view is deleted.", _ => null };
        return await Show(cancellation);
    }

    public async Task<IActionResult> OnPostSave(CancellationToken cancellation)
    {
        var request = new ViewRequest(Name ?? "", Query ?? "", Shared);
        var outcome = await idempotency.Once("views.form", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => views.Save(request, cancellation), cancellation);
        return outcome.Refusal is { } refusal ? await Refused(refusal, cancellation) : Redirect($"{QueueWords.Queue}?{outcome.Value!.Query}{(outcome.Value.Query.Length > 0 ? "&" : "")}done=saved");
    }

    public async Task<IActionResult> OnPostChange(Guid id, CancellationToken cancellation)
    {
        var outcome = await unit.Run(true, () => views.Change(id, new ViewChange(Name ?? "", Shared), cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? await Refused(refusal, cancellation) : Redirect($"{Address}?done=changed");
    }

    public async Task<IActionResult> OnPostDelete(Guid id, CancellationToken cancellation)
    {
        var outcome = await unit.Run(true, () => views.Delete(id, cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? await Refused(refusal, cancellation) : Redirect($"{Address}?done=deleted");
    }

    private static Outcome<CaseFilter> Filter(string? query) => CaseFilter.Read(QueryHelpers.ParseQuery(query).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToArray())));

    private async Task<IActionResult> Refused(Refusal refusal, CancellationToken cancellation)
    {
        var text = ProblemTexts.OnPage(refusal.Errors?.Values.First()[0] ?? refusal.Code);
        ModelState.AddModelError(nameof(Name), $"{text.Title} {text.Mend}".Trim());
        Response.StatusCode = refusal.Status;
        return await Show(cancellation);
    }

    private async Task<IActionResult> Show(CancellationToken cancellation)
    {
        // A key that was spent on another content would be refused for ever.
        ModelState.Remove(nameof(Key));
        Key = Guid.NewGuid().ToString();
        (Items, TenantName) = await unit.Read(async () => (await views.List(cancellation),
            await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation)), cancellation);
        return Page();
    }
}
