using Identity.Areas.Identity.Pages.Administration;
using Identity.Data;
using Identity.Features.Accounts;
using Identity.Features.Clients;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Confirmations;

/// <summary>Where a second person confirms who comes close to grievances. It is not part of administration: whoever leads the due diligence opens it too.</summary>
[Authorize(Policy = Permissions.IdentityConfirmHandling), Work(Work.Own)]
public sealed class IndexModel(IdentityDb db, ListToConfirm list, ConfirmHandling confirm, ListClientsToConfirm machines, ConfirmClient confirmMachine) : AdministrationPage(db)
{
    private readonly IdentityDb db = db;

    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public string[] Seen { get; set; } = [];

    public IReadOnlyList<ToConfirm> Waiting { get; private set; } = [];

    /// <summary>Machines that wait.</summary>
    public IReadOnlyList<ClientToConfirm> Machines { get; private set; } = [];

    public string? Next { get; private set; }

    public string? NextMachines { get; private set; }

    public bool IsFirst { get; private set; }

    public bool IsFirstOfMachines { get; private set; }

    /// <summary>Whether the address named a page of the list that there is not.</summary>
    public bool PageUnknown { get; private set; }

    /// <summary>Whose roles, or which machine, have just been confirmed; null where nothing was.</summary>
    public string? Confirmed { get; private set; }

    public async Task<IActionResult> OnGet(string? cursor, string? machinesCursor, Guid? confirmed, string? machine)
    {
        ModelState.Clear();
        if (confirmed is { } id)
            Confirmed = await db.OwnAccounts().Where(a => a.Id == id && a.Active && a.HandlingGivenBy.Count == 0).Select(a => a.DisplayName).FirstOrDefaultAsync(HttpContext.RequestAborted);
        else if (machine is not null)
            Confirmed = await db.OwnClients().Where(c => c.ClientId == machine && EF.Property<List<string>?>(c, ClientRecord.HandlingGivenBy) == null).Select(c => c.DisplayName).FirstOrDefaultAsync(HttpContext.RequestAborted);
        return await Show(cursor, machinesCursor);
    }

    public async Task<IActionResult> OnPost()
    {
        var outcome = await confirm.Run(Id, Seen, HttpContext.RequestAborted);
        if (!outcome.Refused)
            return Redirect($"/console/confirmations?confirmed={Id}");
        this.Tell(outcome.Refusal!);
        return await Show(null, null);
    }

    public async Task<IActionResult> OnPostMachine(string? clientId)
    {
        var outcome = await confirmMachine.Run(clientId ?? "", HttpContext.RequestAborted);
        if (!outcome.Refused)
            return Redirect($"/console/confirmations?machine={Uri.EscapeDataString(clientId!)}");
        ModelState.Clear();
        this.Tell(outcome.Refusal!);
        return await Show(null, null);
    }

    private async Task<IActionResult> Show(string? cursor, string? machinesCursor)
    {
        var page = await list.Run(null, cursor, HttpContext.RequestAborted);
        var clients = await machines.Run(null, machinesCursor, HttpContext.RequestAborted);
        PageUnknown = page.Refused || clients.Refused;
        if (page.Refused)
            (cursor, page) = (null, await list.Run(null, null, HttpContext.RequestAborted));
        if (clients.Refused)
            (machinesCursor, clients) = (null, await machines.Run(null, null, HttpContext.RequestAborted));
        (Waiting, Next, IsFirst) = (page.Value!.Items, page.Value.Next, string.IsNullOrEmpty(cursor));
        (Machines, NextMachines, IsFirstOfMachines) = (clients.Value!.Items, clients.Value.Next, string.IsNullOrEmpty(machinesCursor));
        await ShowTenant();
        return Page();
    }
}
