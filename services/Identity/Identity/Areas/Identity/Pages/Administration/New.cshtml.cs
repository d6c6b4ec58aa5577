using System.ComponentModel.DataAnnotations;
using Identity.Data;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>Adds a colleague. The answer to the post shows the password itself: a redirect would have to keep it somewhere.</summary>
[Authorize(Policy = Permissions.IdentityAdminister), Work(Work.Own)]
public sealed class NewModel(IdentityDb db, CreateAccount create, SecondPeople people, Actor actor) : AdministrationPage(db)
{
    [BindProperty, Required(ErrorMessage = "Enter the person's name.")]
    public string DisplayName { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Enter a user name.")]
    public string UserName { get; set; } = "";

    [BindProperty]
    public string[] Roles { get; set; } = [];

    [BindProperty]
    public string? ReportingLine { get; set; }

    [BindProperty]
    public string? RevenueFor { get; set; }

    public CreatedAccount? Created { get; private set; }

    /// <summary>Who can be the second person, where a role of the new account waits for one.</summary>
    public string? SecondPerson { get; private set; }

    public async Task OnGet()
    {
        ModelState.Clear();
        await ShowTenant();
    }

    public async Task<IActionResult> OnPost()
    {
        await ShowTenant();
        var systems = this.SystemsIn(RevenueFor, nameof(RevenueFor));
        // An absent list has no name in the form for the framework to hang an error on.
        if (Roles.Length == 0)
            ModelState.AddModelError(nameof(Roles), "Choose at least one role.");
        if (!ModelState.IsValid)
            return Page();
        var outcome = await create.Run(new NewAccount(UserName.Trim(), DisplayName, Roles, Blank.ToNull(ReportingLine), systems), HttpContext.RequestAborted);
        if (outcome.Refusal is { } refusal)
            return this.Again(refusal);
        Created = outcome.Value!;
        if (Domain.Roles.Wait(Roles, unconfirmed: true))
            SecondPerson = RoleWords.SecondPerson(await people.Find(HttpContext.RequestAborted), Created.Id, [actor.Id]);
        return Page();
    }
}
