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

    /// <summary>How the person can be reached, as they name it here.</summary>
    [BindProperty] public string? ContactKind { get; set; }

    /// <inheritdoc cref="ContactKind" />
    [BindProperty] public string? ContactValue { get; set; }

    /// <summary>What was named so far, and whether the reader is the one who can.</summary>
    public NamedContact Contact { get; private set; } = new(false, null);

    /// <summary>Whether a new address for messages was stored a moment ago.</summary>
    public bool PingSet { get; private set; }

    public PingView Ping { get; private set; } = new(false, false);
    public IReadOnlyList<ConsentView> Consents { get; private set; } = [];

    public Task<IActionResult> OnGet(string? ping, CancellationToken cancellation)
    {
        PingSet = ping == "set";
        return Show(cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        if (Allowed && Purpose == Codes.Of(ConsentPurpose.ContactOutside) && (await unit.Read(() => consents.Contact(session, cancellation), cancellation)).Value is { Contact: null })
        {
            ModelState.AddModelError(nameof(ContactValue), PortalText.Words["contact.error"]);
            return await Show(cancellation);
        }
        foreach (var purpose in Enum.GetValues<ConsentPurpose>().Where(p => Codes.Of(p) == Purpose))
            await unit.Repeat(() => consents.Run(session, new ConsentRequest(purpose, Allowed), cancellation), outcome => !outcome.Refused, cancellation);
        return SeeOther(Front + "/consents");
    }

    /// <summary>Names a contact, or another one.</summary>
    public async Task<IActionResult> OnPostContact(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var named = new Features.Intake.Contact(ContactKind ?? "", ContactValue ?? "");
        var outcome = await unit.Repeat(() => consents.Name(session, named, cancellation), done => !done.Refused, cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/consents#contact");
        Show(refusal, refusal.Errors?.ContainsKey("/kind") == true ? nameof(ContactKind) : nameof(ContactValue));
        Response.StatusCode = refusal.Status;
        return await Show(cancellation);
    }

    public async Task<IActionResult> OnPostNoContact(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        await unit.Repeat(() => consents.Name(session, null, cancellation), done => !done.Refused, cancellation);
        return SeeOther(Front + "/consents#contact");
    }

    public async Task<IActionResult> OnPostPing(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var request = new PingRequest(Address ?? "", PortalLanguages.Current.Code);
        var outcome = await unit.Repeat(() => ping.Use(session, request, cancellation), done => !done.Refused, cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/consents?ping=set#ping");
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
        var (list, asked, named) = await unit.Read(async () => (await consents.List(session, cancellation), InPart ? new PingView(false, false) : await ping.Read(session, cancellation), await consents.Contact(session, cancellation)), cancellation);
        if (list.Refused || asked.Refused || named.Refused)
            return SeeOther(Front);
        (Consents, Ping, Contact) = (list.Value!, asked.Value!, named.Value!);
        PingSet &= Ping.Wanted;
        return Page();
    }
}
