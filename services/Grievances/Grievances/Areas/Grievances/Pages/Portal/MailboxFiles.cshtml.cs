using Grievances.Data;
using Grievances.Features.Files;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Files of a case: what was sent, and one more. A form is streamed and sealed as it comes; what was found is shown at once.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own), StreamedForm, RequestSizeLimit(StagedFiles.MostInForm + 1024 * 1024)]
public sealed class MailboxFilesModel(ServeFiles serve, StagedFiles staged, UnitOfWork<GrievancesDb> unit) : MailboxPage
{
    public IReadOnlyList<CaseFileView> Files { get; private set; } = [];
    public StagedView? Added { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation) => Session is null ? SeeOther(Front) : await Shown(cancellation);

    public async Task<IActionResult> OnGetDownload(Guid id, CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(() => serve.ForHolder(session, id, cancellation), cancellation);
        return found.Value is { } file ? file : NotFound();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var (_, taken) = await StreamedForm.Read<(StagedView View, string Token)>(Request, (_, name, body) => staged.Whole(name, body, cancellation), cancellation);
        if (taken is null)
            ModelState.AddModelError("File", PortalText.Words["files.error.none"]);
        else if (taken.Value.Refusal is { } unfit)
            Show(unfit, "File");
        else
        {
            var (view, token) = taken.Value.Value;
            var attached = await unit.Run(true, () => serve.Attach(session, new AttachRequest([new UploadedFile(view.Id, token)]), cancellation), outcome => !outcome.Refused, cancellation);
            if (attached.Refusal is { } refusal)
                Show(refusal, "File");
            else
                Added = view;
        }
        return await Shown(cancellation);
    }

    private async Task<IActionResult> Shown(CancellationToken cancellation)
    {
        var list = await unit.Read(() => serve.List(Session!, cancellation), cancellation);
        if (list.Refused)
            return SeeOther(Front);
        Files = list.Value!;
        return Page();
    }
}
