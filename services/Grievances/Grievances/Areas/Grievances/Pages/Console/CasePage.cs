using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>What stands above every page of a case.</summary>
/// <param name="Row">What the queue shows of it.</param>
/// <param name="Summary">What was filed, in one line.</param>
/// <param name="Unsafe">What must not happen, in the person's words, or null.</param>
/// <param name="Here">Which of the case's pages is shown: its last part in the address, empty for the first.</param>
public sealed record CaseHead(CaseRow Row, string Summary, string? Unsafe, string Here);

/// <summary>What a page of a case needs beside its own use cases.</summary>
public sealed class CasePageTools(GrievancesDb db, UnitOfWork<GrievancesDb> unit, CaseDoor doors, Idempotency<GrievancesDb> idempotency, TimeProvider clock)
{
    internal GrievancesDb Db => db;
    internal UnitOfWork<GrievancesDb> Unit => unit;
    internal CaseDoor Doors => doors;
    internal Idempotency<GrievancesDb> Idempotency => idempotency;
    internal TimeProvider Clock => clock;
}

/// <summary>
/// A page of one case. Showing it is an opening, which is recorded and which the person sees; so a page reads all it shows in the one
/// unit of work in which it opens the case.
/// </summary>
public abstract class CasePage(CasePageTools tools, string here) : PageModel
{
    /// <summary>What the page was given.</summary>
    protected CasePageTools Tools => tools;

    public CaseHead Head { get; private set; } = null!;
    public string? TenantName { get; private set; }

    /// <summary>What was done just before, in words.</summary>
    public string? Notice { get; private set; }

    /// <summary>Key of the form, so that a second press does nothing twice.</summary>
    [BindProperty] public string? Key { get; set; }

    public DateTimeOffset Now => tools.Clock.GetUtcNow();

    /// <summary>A code in words.</summary>
    public string Word(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' ');

    /// <summary>Reads what the page shows from the opened case, within its unit of work; a refusal shows nothing.</summary>
    protected abstract Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation);

    /// <summary>What a code that stands in the address after something was done says.</summary>
    protected virtual string? Done(string code) => null;

    public Task<IActionResult> OnGet(Guid id, string? done, CancellationToken cancellation)
    {
        Notice = done is null ? null : Done(done);
        return Show(id, cancellation);
    }

    /// <summary>Opens the case and shows the page.</summary>
    protected async Task<IActionResult> Show(Guid id, CancellationToken cancellation)
    {
        ModelState.Remove(nameof(Key));
        Key = Guid.NewGuid().ToString();
        var opened = await tools.Unit.Repeat<Outcome<Done>>(async () =>
        {
            var door = await tools.Doors.Open(id, here.Length == 0 ? "handling" : here, cancellation);
            if (door.Refusal is { } shut)
                return shut;
            var (kase, sealer) = door.Value!;
            Head = new CaseHead(CaseRow.Of(kase), sealer.Open("grievance", id, "summary", kase.Summary), sealer.OpenIfAny("grievance", id, "unsafe", kase.Unsafe), here);
            TenantName = await tools.Db.Set<KnownTenant>().Where(t => t.Id == tools.Db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
            return await Read(door.Value!, cancellation) is { } refusal ? refusal : new Done();
        }, outcome => !outcome.Refused, cancellation);
        return opened.Refusal is { } gone ? new RefusedResult(gone) : Page();
    }

    /// <summary>Does something once, however often the form is sent, and leads back to the page; where it is refused, says why beside the field.</summary>
    /// <param name="id">Case.</param>
    /// <param name="what">Code of what is done, which <see cref="Done"/> puts in words.</param>
    /// <param name="body">What the form holds: another content under the same key is refused.</param>
    /// <param name="work">What is done, within one unit of work.</param>
    /// <param name="field">Field that a refusal is shown at.</param>
    /// <param name="cancellation">Ends reading, never writing.</param>
    protected Task<IActionResult> Do<T>(Guid id, string what, object body, Func<Task<Outcome<T>>> work, string field, CancellationToken cancellation) => Do(id, what, body, work, _ => field, cancellation);

    /// <inheritdoc cref="Do{T}(Guid, string, object, Func{Task{Outcome{T}}}, string, CancellationToken)" />
    protected async Task<IActionResult> Do<T>(Guid id, string what, object body, Func<Task<Outcome<T>>> work, Func<string, string> field, CancellationToken cancellation)
    {
        var outcome = await tools.Idempotency.Once($"page:{what}:{id:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(body), work, cancellation);
        return await After(id, outcome, what, field, cancellation);
    }

    /// <summary>Leads back to the page after something was done; where it is refused, says why beside the field.</summary>
    protected Task<IActionResult> After<T>(Guid id, Outcome<T> outcome, string what, string field, CancellationToken cancellation) => After(id, outcome, what, _ => field, cancellation);

    /// <summary>The same of a form with several fields: all that is wrong is said at once, each beside the field that a pointer into the request leads to.</summary>
    protected async Task<IActionResult> After<T>(Guid id, Outcome<T> outcome, string what, Func<string, string> field, CancellationToken cancellation)
    {
        if (outcome.Refusal is not { } refusal)
            return Redirect($"/console/grievances/{id}{(here.Length == 0 ? "" : "/" + here)}?done={what}");
        foreach (var fault in (refusal.Errors ?? new Dictionary<string, string[]> { [""] = [refusal.Code] }).GroupBy(error => field(error.Key), error => error.Value[0]))
            ModelState.AddModelError(fault.Key, FieldErrors.Words(fault.First(), Request, fault.Key));
        Response.StatusCode = refusal.Status;
        return await Show(id, cancellation);
    }
}
