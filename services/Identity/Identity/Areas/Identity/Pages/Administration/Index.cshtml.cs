using Identity.Data;
using Identity.Features.Accounts;
using Identity.Features.Clients;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.Hosting.Auth;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>The accounts of one's own organisation, and the machines it let in.</summary>
[Authorize(Policy = Permissions.IdentityAdminister)]
public sealed class IndexModel(IdentityDb db, ListAccounts list, ListClients machines, GetAccount get, SecondPeople people, Actor actor) : AdministrationPage(db)
{
    public IReadOnlyList<AccountRow> Accounts { get; private set; } = [];

    public IReadOnlyList<ClientRow> Machines { get; private set; } = [];

    /// <summary>Who can be a second person.</summary>
    public Confirmers Confirmers { get; private set; } = null!;

    public string Heading { get; private set; } = "";

    public string? Next { get; private set; }

    public string? NextMachines { get; private set; }

    public bool IsFirst { get; private set; }

    public bool IsFirstOfMachines { get; private set; }

    /// <summary>Whether the address named a page of a list that there is not.</summary>
    public bool PageUnknown { get; private set; }

    /// <summary>What has just been done, in a sentence; null where nothing was.</summary>
    public string? Done { get; private set; }

    /// <summary>Whether somebody has just been locked out.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether a role of whoever was just changed counts only once a second person has confirmed it.</summary>
    public bool Waits { get; private set; }

    public string Own => actor.Id;

    public async Task<IActionResult> OnGet(string? cursor, string? machinesCursor, Guid? deactivated, Guid? reactivated, Guid? changed, string? revoked)
    {
        var page = await list.Run(null, cursor, HttpContext.RequestAborted);
        var clients = await machines.Run(null, machinesCursor, HttpContext.RequestAborted);
        PageUnknown = page.Refused || clients.Refused;
        if (page.Refused)
            (cursor, page) = (null, await list.Run(null, null, HttpContext.RequestAborted));
        if (clients.Refused)
            (machinesCursor, clients) = (null, await machines.Run(null, null, HttpContext.RequestAborted));
        (Accounts, Next, IsFirst) = (page.Value!.Items, page.Value.Next, string.IsNullOrEmpty(cursor));
        (Machines, NextMachines, IsFirstOfMachines) = (clients.Value!.Items, clients.Value.Next, string.IsNullOrEmpty(machinesCursor));
        Confirmers = await people.Find(HttpContext.RequestAborted);
        var active = await list.CountActive(HttpContext.RequestAborted);
        Heading = active == 1 ? "One person can sign in" : $"{active} people can sign in";
        await Tell(deactivated ?? reactivated ?? changed, deactivated is not null, changed is not null);
        if (Machines.FirstOrDefault(m => m.ClientId == revoked && !m.Active) is { } machine)
            Done = $"{machine.Name} gets no token any more.";
        await ShowTenant();
        return Page();
    }

    private async Task Tell(Guid? id, bool ended, bool changed)
    {
        if (id is null || (await get.Run(id.Value, HttpContext.RequestAborted)).Value is not { } account || account.Active == ended)
            return;
        (Ended, Waits) = (ended, !ended && account.WaitsForSecondPerson);
        Done = ended ? $"{account.DisplayName} can't sign in any more." : changed ? $"The account of {account.DisplayName} is saved." : $"{account.DisplayName} can sign in again.";
    }
}
