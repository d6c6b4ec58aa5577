using Grievances.Data;
using Grievances.Features.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>The custodian's page: who asks how anonymous people can be reached, and why.</summary>
[Authorize(Policy = Permissions.GrievancesCustody), Work(Work.Own)]
public sealed class IdentitiesModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, DecideIdentity decide) : PageModel
{
    [BindProperty] public Guid Id { get; set; }
    [BindProperty] public bool Grant { get; set; }

    public IReadOnlyList<IdentityRequestRow> Requests { get; private set; } = [];
    public string? Next { get; private set; }
    public string? First { get; private set; }
    public string? TenantName { get; private set; }
    public string? Notice { get; private set; }

    public string Heading => ConsoleWords.Identities(Requests.Count(r => r.State == "waiting"));

    public string Word(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');

    public async Task<IActionResult> OnGet(string? cursor, string? done, CancellationToken cancellation)
    {
        Notice = done switch { "granted" => "Granted. It ends by itself; the person is told.", "denied" => "Not granted. The one who asked and the person are told.", "ended" => "Ended. Nobody looks by it any more; the person is told.", _ => null };
        return await Show(cursor, cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var outcome = await unit.Repeat(() => decide.Run(Id, Grant, cancellation), o => !o.Refused, cancellation);
        return await After(outcome, Grant ? "granted" : "denied", cancellation);
    }

    public async Task<IActionResult> OnPostEnd(CancellationToken cancellation) => await After(await unit.Repeat(() => decide.End(Id, cancellation), o => !o.Refused, cancellation), "ended", cancellation);

    private async Task<IActionResult> After(Outcome<Done> outcome, string done, CancellationToken cancellation)
    {
        if (outcome.Refusal is not { } refusal)
            return Redirect($"/console/grievances/identity?done={done}");
        var text = ProblemTexts.OnPage(refusal.Code);
        ModelState.AddModelError("", $"{text.Title} {text.Mend}".Trim());
        Response.StatusCode = refusal.Status;
        return await Show(null, cancellation);
    }

    private async Task<IActionResult> Show(string? cursor, CancellationToken cancellation)
    {
        var page = await unit.Read(() => decide.List(false, cursor, null, cancellation), cancellation);
        if (page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        Requests = page.Value!.Items;
        (Next, First) = (page.Value.Next is { } next ? $"/console/grievances/identity?cursor={next}" : null, cursor is null ? null : "/console/grievances/identity");
        TenantName = await unit.Read(() => db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation), cancellation);
        return Page();
    }
}
