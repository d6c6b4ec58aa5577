using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Guests.Tests.Pages;

/// <summary>A page of a service as guests see it.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromGuest(VisitHost.Purpose), Work(Work.Own)]
public sealed class VisitModel(Invitations<VisitDb> invitations, UnitOfWork<VisitDb> unit) : GuestPage
{
    public Guid Subject { get; private set; }
    public string Key { get; private set; } = "";

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        var found = await unit.Read(() => invitations.Find(Session, cancellation), cancellation);
        if (found.Refusal is { } refusal)
            return Refuse(refusal);
        (Subject, Key) = (found.Value!.Subject, Convert.ToHexString(Session.GuestKey().Bytes));
        return Page();
    }

    public IActionResult OnPost() => Content("said");
}
