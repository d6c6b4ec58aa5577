using Identity.Data;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>Asks before a deactivated account is let in again.</summary>
[Authorize(Policy = Permissions.IdentityAdminister), Work(Work.Own)]
public sealed class ReactivateModel(IdentityDb db, GetAccount get, ReactivateAccount reactivate) : AdministrationPage(db)
{
    public AccountRow Account { get; private set; } = null!;

    public Task<IActionResult> OnGet(Guid id) => Show(id);

    public async Task<IActionResult> OnPost(Guid id)
    {
        var outcome = await reactivate.Run(id, HttpContext.RequestAborted);
        if (!outcome.Refused)
            return Redirect($"/console/administration?reactivated={id}");
        this.Tell(outcome.Refusal!);
        return await Show(id);
    }

    private async Task<IActionResult> Show(Guid id)
    {
        var found = await get.Run(id, HttpContext.RequestAborted);
        if (found.Refusal is { } refusal)
            return new RefusedResult(refusal);
        Account = found.Value!;
        await ShowTenant();
        return Page();
    }
}
