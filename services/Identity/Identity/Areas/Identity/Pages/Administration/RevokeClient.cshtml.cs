using Identity.Data;
using Identity.Features.Clients;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>Asks before a machine is locked out for good.</summary>
[Authorize(Policy = Permissions.IdentityAdminister), Work(Work.Own)]
public sealed class RevokeClientModel(IdentityDb db, RevokeClient revoke) : AdministrationPage(db)
{
    private readonly IdentityDb db = db;

    public string ClientId { get; private set; } = "";

    public string? Name { get; private set; }

    public Task<IActionResult> OnGet(string clientId) => Show(clientId);

    public async Task<IActionResult> OnPost(string clientId)
    {
        var outcome = await revoke.Run(clientId, HttpContext.RequestAborted);
        if (!outcome.Refused)
            return Redirect($"/console/administration?revoked={Uri.EscapeDataString(clientId)}#machines");
        this.Tell(outcome.Refusal!);
        return await Show(clientId);
    }

    private async Task<IActionResult> Show(string clientId)
    {
        Name = await db.OwnClients().Where(c => c.ClientId == clientId).Select(c => c.DisplayName ?? c.ClientId).FirstOrDefaultAsync(HttpContext.RequestAborted);
        if (Name is null)
            return new RefusedResult(Refusal.NotFound("identity.client_unknown"));
        ClientId = clientId;
        await ShowTenant();
        return Page();
    }
}
