using Identity.Data;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>Asks before a password is replaced. The answer to the post shows the new one itself: a redirect would have to keep it somewhere.</summary>
[Authorize(Policy = Permissions.IdentityAdminister), Work(Work.Own)]
public sealed class ResetModel(IdentityDb db, GetAccount get, ResetPassword reset) : AdministrationPage(db)
{
    public AccountRow Account { get; private set; } = null!;

    /// <summary>The new initial password, after the post.</summary>
    public string? Told { get; private set; }

    public Task<IActionResult> OnGet(Guid id) => Show(id);

    public async Task<IActionResult> OnPost(Guid id)
    {
        var outcome = await reset.Run(id, HttpContext.RequestAborted);
        if (outcome.Refusal is { } refusal)
            this.Again(refusal);
        else
            Told = outcome.Value!.InitialPassword;
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
