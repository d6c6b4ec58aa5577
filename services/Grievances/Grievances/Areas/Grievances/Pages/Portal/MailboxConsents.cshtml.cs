using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>What the person allows, purpose by purpose, with a button to change each.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxConsentsModel(DecideConsents consents, UnitOfWork<GrievancesDb> unit) : MailboxPage
{
    [BindProperty] public string? Purpose { get; set; }
    [BindProperty] public bool Allowed { get; set; }

    public IReadOnlyList<ConsentView> Consents { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var list = await unit.Read(() => consents.List(session, cancellation), cancellation);
        if (list.Refused)
            return SeeOther(Front);
        Consents = list.Value!;
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        foreach (var purpose in Enum.GetValues<ConsentPurpose>().Where(p => Codes.Of(p) == Purpose))
            await unit.Run(true, () => consents.Run(session, new ConsentRequest(purpose, Allowed), cancellation), outcome => !outcome.Refused, cancellation);
        return SeeOther(Front + "/consents");
    }
}
