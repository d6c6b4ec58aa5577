using System.Text.Json;
using Grievances.Data;
using Grievances.Features.Mailbox;
using Grievances.Features.Proof;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>The person's own data: take it along, prove it, take the grievance back, have it erased.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxDataModel(ExportCase export, ReadProof proof, ReadMailbox read, LeaveCase leave, SayAbout about, UnitOfWork<GrievancesDb> unit) : MailboxPage
{
    [BindProperty] public bool Erase { get; set; }
    [BindProperty] public bool Sure { get; set; }

    public MailboxView? View { get; private set; }

    /// <summary>What was said to be counted; null for whoever is not asked.</summary>
    public AboutView? About { get; private set; }

    /// <summary>Whether what is decided here is decided for the whole case.</summary>
    public bool Alone { get; private set; }

    /// <summary>Asked once more before it happens.</summary>
    public bool Asking { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation) => await Shown(cancellation);

    public async Task<IActionResult> OnGetArchive(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var archive = await export.Run(session, cancellation);
        return archive.Value is ActionResult found ? found : SeeOther(Front);
    }

    public async Task<IActionResult> OnGetProof(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(() => proof.Run(session, cancellation), cancellation);
        if (found.Refusal is { } refusal)
        {
            Show(refusal, "");
            return await Shown(cancellation);
        }
        return File(JsonSerializer.SerializeToUtf8Bytes(found.Value, JsonSerializerOptions.Web), "application/json", "proof.json");
    }

    public async Task<IActionResult> OnPostLeave(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        if (!Sure)
        {
            Asking = true;
            return await Shown(cancellation);
        }
        var alone = false;
        var outcome = await unit.Repeat(async () =>
        {
            alone = await leave.IsAlone(session, cancellation);
            return await leave.Run(session, new LeaveRequest(Erase), cancellation);
        }, done => !done.Refused, cancellation);
        if (outcome.Refusal is { } refusal)
        {
            Show(refusal, "");
            return await Shown(cancellation);
        }
        var still = await unit.Read(() => read.Run(session, null, null, cancellation), cancellation);
        if (still.Refusal is not { Status: StatusCodes.Status401Unauthorized })
            return SeeOther(Front);
        Forget(HttpContext);
        return SeeOther(Front + (!Erase ? "?left=true&part=true" : alone ? "?erased=true" : "?erased=true&part=true"));
    }

    private async Task<IActionResult> Shown(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var shown = await unit.Read(() => read.Run(session, null, null, cancellation), cancellation);
        if (shown.Refused)
            return SeeOther(Front);
        View = shown.Value;
        if (View!.AsksAbout is not null)
            About = (await unit.Read(() => about.Read(session, cancellation), cancellation)).Value;
        Alone = await unit.Read(() => leave.IsAlone(session, cancellation), cancellation);
        return Page();
    }
}
