using Identity.Data;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.Hosting.Auth;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>The accounts of one's own organisation.</summary>
[Authorize(Policy = Permissions.IdentityAdminister)]
public sealed class IndexModel(IdentityDb db, ListAccounts list, GetAccount get, Actor actor) : AdministrationPage(db)
{
    public IReadOnlyList<AccountRow> Accounts { get; private set; } = [];

    public string Heading { get; private set; } = "";

    public string? Next { get; private set; }

    public bool IsFirst { get; private set; }

    /// <summary>Name of the account that was just deactivated.</summary>
    public string? Deactivated { get; private set; }

    public string Own => actor.Id;

    public async Task<IActionResult> OnGet(string? cursor, Guid? deactivated)
    {
        var page = await list.Run(null, cursor, HttpContext.RequestAborted);
        if (page.Refused)
            return Redirect("/console/administration");
        var active = await list.CountActive(HttpContext.RequestAborted);
        (Accounts, Next, IsFirst) = (page.Value!.Items, page.Value.Next, string.IsNullOrEmpty(cursor));
        Heading = active == 1 ? "One person can sign in" : $"{active} people can sign in";
        if (deactivated is { } id)
            Deactivated = (await get.Run(id, HttpContext.RequestAborted)).Value is { Active: false } gone ? gone.DisplayName : null;
        await ShowTenant();
        return Page();
    }
}
