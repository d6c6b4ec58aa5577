using Grievances.Data;
using Grievances.Features.Mailbox;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>A mediator from outside: the one who filed is asked who and why, says yes or no, and takes a yes back at any time.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxMediationModel(Mediations mediations, UnitOfWork<GrievancesDb> unit) : MailboxPage
{
    // What was proposed long ago would only make the page long.
    private const int MostShown = 5;

    [BindProperty] public Guid Id { get; set; }
    [BindProperty] public bool Agreed { get; set; }

    public MediationsOfMailbox View { get; private set; } = new([], false);
    public bool Sent { get; private set; }

    public IEnumerable<MediationView> Shown => View.Items.Take(MostShown);

    public Task<IActionResult> OnGet(bool sent, CancellationToken cancellation)
    {
        Sent = sent;
        return Display(cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var outcome = await unit.Repeat(() => mediations.Answer(session, Id, Agreed, cancellation), o => !o.Refused, cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/mediation?sent=true");
        Show(refusal, "");
        Response.StatusCode = refusal.Status;
        return await Display(cancellation);
    }

    private async Task<IActionResult> Display(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(() => mediations.Of(session, cancellation), cancellation);
        if (found.Refused)
            return SeeOther(Front);
        View = found.Value!;
        return Page();
    }
}
