using Identity.Data;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>Asks before an account is deactivated.</summary>
[Authorize(Policy = Permissions.IdentityAdminister), Work(Work.Own)]
public sealed class DeactivateModel(IdentityDb db, GetAccount get, DeactivateAccount deactivate) : AdministrationPage(db)
{
    public AccountRow Account { get; private set; } = null!;

    public Task<IActionResult> OnGet(Guid id) => Show(id);

    public async Task<IActionResult> OnPost(Guid id)
    {
        var outcome = await deactivate.Run(id, HttpContext.RequestAborted);
        if (!outcome.Refused)
            return Redirect($"/console/administration?deactivated={id}");
        this.Tell(outcome.Refusal!);
        return await Show(id);
    }

    private async Task<IActionResult> Show(Guid id)
    {
        if ((await get.Run(id, HttpContext.RequestAborted)).Value is not { } account)
            return NotFound();
        Account = account;
        await ShowTenant();
        return Page();
    }
}
