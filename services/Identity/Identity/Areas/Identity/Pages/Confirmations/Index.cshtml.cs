using Identity.Areas.Identity.Pages.Administration;
using Identity.Data;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Confirmations;

/// <summary>Where a second person confirms who comes close to grievances. It is not part of administration: whoever leads the due diligence opens it too.</summary>
[Authorize(Policy = Permissions.IdentityConfirmHandling), Work(Work.Own)]
public sealed class IndexModel(IdentityDb db, ListToConfirm list, ConfirmHandling confirm) : AdministrationPage(db)
{
    private readonly IdentityDb db = db;

    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public string[] Seen { get; set; } = [];

    public IReadOnlyList<ToConfirm> Waiting { get; private set; } = [];

    public string? Next { get; private set; }

    public bool IsFirst { get; private set; }

    /// <summary>Whether the address named a page of the list that there is not.</summary>
    public bool PageUnknown { get; private set; }

    /// <summary>Whose roles have just been confirmed; null where nobody's were.</summary>
    public string? Confirmed { get; private set; }

    public async Task<IActionResult> OnGet(string? cursor, Guid? confirmed)
    {
        ModelState.Clear();
        if (confirmed is { } id)
            Confirmed = await db.OwnAccounts().Where(a => a.Id == id && a.Active && a.HandlingGivenBy.Count == 0).Select(a => a.DisplayName).FirstOrDefaultAsync(HttpContext.RequestAborted);
        return await Show(cursor);
    }

    public async Task<IActionResult> OnPost()
    {
        var outcome = await confirm.Run(Id, Seen, HttpContext.RequestAborted);
        if (!outcome.Refused)
            return Redirect($"/console/confirmations?confirmed={Id}");
        this.Tell(outcome.Refusal!);
        return await Show(null);
    }

    private async Task<IActionResult> Show(string? cursor)
    {
        var page = await list.Run(null, cursor, HttpContext.RequestAborted);
        PageUnknown = page.Refused;
        if (page.Refused)
            (cursor, page) = (null, await list.Run(null, null, HttpContext.RequestAborted));
        (Waiting, Next, IsFirst) = (page.Value!.Items, page.Value.Next, string.IsNullOrEmpty(cursor));
        await ShowTenant();
        return Page();
    }
}
