using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Appeals;
using Grievances.Features.Cases;
using Grievances.Features.Queue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Asks before something is done with many cases, names none of them, and then says what was done and what was refused, and why.</summary>
[Authorize(Policy = Permissions.GrievancesRead), Work(Work.Own)]
public sealed class BulkModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, CaseDoor doors, BulkWork bulk, RelateCases relate, Colleagues colleagues) : PageModel
{
    [BindProperty] public List<Guid> Ids { get; set; } = [];
    [BindProperty] public BulkAction Action { get; set; }
    [BindProperty] public string? PatternId { get; set; }
    [BindProperty] public string? AccountId { get; set; }
    [BindProperty] public string? Other { get; set; }
    [BindProperty] public RelationKind Kind { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? Key { get; set; }

    /// <summary>The filter of the queue it came from.</summary>
    [BindProperty] public string? Back { get; set; }

    public string? TenantName { get; private set; }
    public string Heading { get; private set; } = "";
    public BulkResult? Result { get; private set; }
    public IReadOnlyDictionary<Guid, string> References { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyList<SelectListItem> Patterns { get; private set; } = [];
    /// <summary>Whom cases can be given to: those of the reader's own group; null where the identity service can't be asked.</summary>
    public IReadOnlyList<SelectListItem>? Choices { get; private set; }

    /// <summary>Whether whoever is signed in handles cases, and does not give them out alone.</summary>
    public bool MayOpen => User.HasClaim("permission", Permissions.GrievancesHandle);

    public IReadOnlyList<SelectListItem> Kinds { get; } = [new("Belongs together", nameof(RelationKind.Related)), new("Happened again", nameof(RelationKind.Recurrence))];

    /// <summary>What takes it back for those that were done, or null.</summary>
    public BulkAction? Undo => Result?.Done > 0 ? QueueWords.Undo(Action) : null;

    public string BackTo => QueueWords.Link(CaseFilter.Read(QueryHelpers.ParseQuery(Back).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToArray()))).Value ?? new CaseFilter());

    public IActionResult OnGet() => Redirect(QueueWords.Queue);

    public async Task<IActionResult> OnPost(CancellationToken cancellation) =>
        bulk.Forbidden(Action) is { } forbidden ? new RefusedResult(forbidden) : await Confirm(Ids.Count == 0 ? "grievances.bulk_empty" : null, cancellation);

    public async Task<IActionResult> OnPostDo(CancellationToken cancellation)
    {
        if (bulk.Forbidden(Action) is { } forbidden)
            return new RefusedResult(forbidden);
        if (!ModelState.IsValid)
            return await Confirm("grievances.filter_value_unknown", cancellation);
        Guid? other = null;
        if (Action is BulkAction.Relate or BulkAction.Unrelate)
        {
            other = await Case(cancellation);
            if (other is null)
                return await Confirm("grievances.case_unknown", cancellation);
        }
        var request = new BulkRequest(Ids, Action, Guid.TryParse(AccountId, out var account) ? account : null, Guid.TryParse(PatternId, out var pattern) ? pattern : null, other, Kind, Reason);
        var outcome = await bulk.Run(request, Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), cancellation);
        if (outcome.Refusal is { } refusal)
            return await Confirm(refusal.Errors?.Values.First()[0] ?? refusal.Code, cancellation);
        Result = outcome.Value!;
        References = await bulk.References(doors, Ids, cancellation);
        Heading = Result.Refused == 0 ? $"Done with {Cases(Result.Done)}" : Result.Done == 0 ? $"Nothing was done: {Cases(Result.Refused)} refused" : $"Done with {Cases(Result.Done)}, {Result.Refused} refused";
        return await Show(cancellation);
    }

    /// <summary>Why a case was refused, in words.</summary>
    public static string Why(string code)
    {
        var text = ProblemTexts.OnPage(code);
        return $"{text.Title} {text.Mend}".Trim();
    }

    private async Task<IActionResult> Confirm(string? fault, CancellationToken cancellation)
    {
        Heading = $"{QueueWords.Bulk(Action)}: {Cases(Ids.Count)}";
        if (fault is not null)
        {
            ModelState.AddModelError(Action switch { BulkAction.Attach => nameof(PatternId), BulkAction.Assign => nameof(AccountId), BulkAction.Spam => nameof(Reason), BulkAction.Relate or BulkAction.Unrelate => nameof(Other), _ => "" }, Why(fault));
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        return await Show(cancellation);
    }

    private async Task<IActionResult> Show(CancellationToken cancellation)
    {
        // A key that was spent on another content would be refused for ever.
        ModelState.Remove(nameof(Key));
        Key = Guid.NewGuid().ToString();
        // Another service is not waited for within a transaction.
        if (Action == BulkAction.Assign && Result is null)
            Choices = (await colleagues.Of(AssignReviewer.RoleOf(doors.Handlers), cancellation))?.Where(c => c.Id != doors.Account).Select(c => new SelectListItem(c.Name, c.Id.ToString())).ToList();
        (TenantName, Patterns) = await unit.Read(async () => (
            await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation),
            Action == BulkAction.Attach ? await db.Patterns.AsNoTracking().Where(p => p.Open).OrderByDescending(p => p.OpenedAt).Take(100).Select(p => new SelectListItem(p.Title, p.Id.ToString())).ToListAsync(cancellation) : []), cancellation);
        return Page();
    }

    // By its reference, as somebody has it before them; or by its id, where it comes from this page.
    private async Task<Guid?> Case(CancellationToken cancellation) => Guid.TryParse(Other, out var id) ? id : await unit.Read(() => relate.ByReference(Other, cancellation), cancellation);

    private static string Cases(int count) => count == 1 ? "one case" : $"{count} cases";
}
