using Identity.Data;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>One account: what the person is in the organisation, and the ways on to password and standing.</summary>
[Authorize(Policy = Permissions.IdentityAdminister), Work(Work.Own)]
public sealed class EditModel(IdentityDb db, GetAccount get, ChangeRoles change, SecondPeople people, Actor actor) : AdministrationPage(db)
{
    [BindProperty]
    public string[] Roles { get; set; } = [];

    [BindProperty]
    public string? ReportingLine { get; set; }

    [BindProperty]
    public string? RevenueFor { get; set; }

    public AccountRow Account { get; private set; } = null!;

    /// <summary>Who can be a second person.</summary>
    public Confirmers Confirmers { get; private set; } = null!;

    public bool IsOwn => Account.Id.ToString() == actor.Id;

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await Show(id) is { } refused)
            return refused;
        (Roles, ReportingLine, RevenueFor) = ([.. Account.Roles], Account.ReportingLine, string.Join('\n', Account.RevenueFor));
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id)
    {
        if (await Show(id) is { } refused)
            return refused;
        var systems = this.SystemsIn(RevenueFor, nameof(RevenueFor));
        if (Roles.Length == 0)
            ModelState.AddModelError(nameof(Roles), "Choose at least one role.");
        if (!ModelState.IsValid)
            return Page();
        var outcome = await change.Run(id, new Assignment(Roles, Blank.ToNull(ReportingLine), systems), HttpContext.RequestAborted);
        return outcome.Refusal is { } refusal ? this.Again(refusal) : Redirect($"/console/administration?changed={id}");
    }

    private async Task<IActionResult?> Show(Guid id)
    {
        var found = await get.Run(id, HttpContext.RequestAborted);
        if (found.Refusal is { } refusal)
            return new RefusedResult(refusal);
        Account = found.Value!;
        Confirmers = await people.Find(HttpContext.RequestAborted);
        await ShowTenant();
        return null;
    }
}
