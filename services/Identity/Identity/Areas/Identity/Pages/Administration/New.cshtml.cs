using System.ComponentModel.DataAnnotations;
using Identity.Data;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>Adds a colleague. The answer to the post shows the password itself: a redirect would have to keep it somewhere.</summary>
[Authorize(Policy = Permissions.IdentityAdminister)]
public sealed class NewModel(IdentityDb db, CreateAccount create) : AdministrationPage(db)
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

    public async Task OnGet()
    {
        ModelState.Clear();
        await ShowTenant();
    }

    public async Task OnPost()
    {
        await ShowTenant();
        var systems = Systems();
        // An absent list has no name in the form for the framework to hang an error on.
        if (Roles.Length == 0)
            ModelState.AddModelError(nameof(Roles), "Choose at least one role.");
        if (!ModelState.IsValid)
            return;
        var outcome = await create.Run(new NewAccount(UserName.Trim(), DisplayName, Roles, ReportingLine?.Trim() is { Length: > 0 } line ? line : null, systems));
        if (outcome.Refusal is { } refusal)
            Tell(refusal);
        else
            Created = outcome.Value;
    }

    private List<Guid> Systems()
    {
        var systems = new List<Guid>();
        foreach (var line in (RevenueFor ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Guid.TryParse(line, out var system))
                systems.Add(system);
            else
                ModelState.AddModelError(nameof(RevenueFor), "Enter one system id per line, as the page of the system shows it.");
        }
        return systems;
    }
}
