using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>What the person allows, purpose by purpose, with a button to change each, and where to be told of news.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxConsentsModel(DecideConsents consents, ChoosePing ping, UnitOfWork<GrievancesDb> unit) : MailboxPage
{
    [BindProperty] public string? Purpose { get; set; }
    [BindProperty] public bool Allowed { get; set; }

    /// <summary>Where to tell of news; never shown again.</summary>
    [BindProperty] public string? Address { get; set; }

    public PingView Ping { get; private set; } = new(false, false);
    public IReadOnlyList<ConsentView> Consents { get; private set; } = [];

    public Task<IActionResult> OnGet(CancellationToken cancellation) => Show(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        foreach (var purpose in Enum.GetValues<ConsentPurpose>().Where(p => Codes.Of(p) == Purpose))
            await unit.Repeat(() => consents.Run(session, new ConsentRequest(purpose, Allowed), cancellation), outcome => !outcome.Refused, cancellation);
        return SeeOther(Front + "/consents");
    }

    public async Task<IActionResult> OnPostPing(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var request = new PingRequest(Address ?? "", PortalLanguages.Current.Code);
        var outcome = await unit.Repeat(() => ping.Use(session, request, cancellation), done => !done.Refused, cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/consents#ping");
        Show(refusal, nameof(Address));
        Response.StatusCode = refusal.Status;
        return await Show(cancellation);
    }

    public async Task<IActionResult> OnPostNoPing(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        await unit.Repeat(() => ping.Stop(session, cancellation), done => !done.Refused, cancellation);
        return SeeOther(Front + "/consents#ping");
    }

    private async Task<IActionResult> Show(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var (list, asked) = await unit.Read(async () => (await consents.List(session, cancellation), await ping.Read(session, cancellation)), cancellation);
        if (list.Refused || asked.Refused)
            return SeeOther(Front);
        (Consents, Ping) = (list.Value!, asked.Value!);
        return Page();
    }
}
