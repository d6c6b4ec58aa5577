using Grievances.Data;
using Grievances.Features.Files;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>
/// Files of a case: what was sent, and one more. A form is streamed and sealed as it comes; then what was found is shown, and
/// nothing is sent until the person says so. Meanwhile the form carries the file's id and token.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own), StreamedForm, RequestSizeLimit(StagedFiles.MostInForm + 1024 * 1024)]
public sealed class MailboxFilesModel(ServeFiles serve, StagedFiles staged, UnitOfWork<GrievancesDb> unit, Idempotency<GrievancesDb> idempotency) : MailboxPage
{
    public IReadOnlyList<CaseFileView> Files { get; private set; } = [];

    /// <summary>A file that waits for the person's word.</summary>
    public UploadedFile? Waiting { get; private set; }

    /// <summary>What was found in it; null where the mailbox was closed meanwhile.</summary>
    public StagedView? Found { get; private set; }

    public bool Sent { get; private set; }

    /// <summary>The mailbox the file is for; also while none is open.</summary>
    public string Whose => Mine is { Length: > 0 } mine ? mine : BoundTo ?? "";

    /// <summary>A change of language has an address of its own: it says in the form which mailbox it belongs to.</summary>
    protected override bool IsBound(string? handler) => handler != "Language" && base.IsBound(handler);

    public async Task<IActionResult> OnGet(bool sent, CancellationToken cancellation)
    {
        Sent = sent;
        return Session is null ? SeeOther(Front) : await Shown(cancellation);
    }

    public async Task<IActionResult> OnGetDownload(Guid id, CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(() => serve.ForHolder(session, id, cancellation), cancellation);
        return found.Value is { } file ? file : NotFound();
    }

    /// <summary>Takes a file in, and shows what was found in it.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is null)
            return SeeOther(Front);
        var (_, taken) = await StreamedForm.Read<(StagedView View, string Token)>(Request, (_, name, body) => staged.Whole(name, body, cancellation), cancellation);
        if (taken is null)
            ModelState.AddModelError("File", PortalText.Words["files.error.none"]);
        else if (taken.Value.Refusal is { } unfit)
            Show(unfit, "File");
        else
            (Found, Waiting) = (taken.Value.Value.View, new UploadedFile(taken.Value.Value.View.Id, taken.Value.Value.Token));
        return Found is null ? await Shown(cancellation) : Page();
    }

    /// <summary>Does what the person decides: send it, let handlers see the original or not, remove it.</summary>
    public async Task<IActionResult> OnPostDecide(CancellationToken cancellation)
    {
        var (file, go) = await Decided(cancellation);
        if (file is null)
            return SeeOther(Session is null ? Front : Front + "/files");
        // Nothing is lost with a session: the file waits, and this page can be sent again from an open mailbox.
        if (Session is not { } session)
            return Waits(file);
        switch (go)
        {
            case "send":
                // A second click finds the first one's answer.
                var sent = await idempotency.Once($"files-page:{session.Holder:N}", file.Token, file.Id.ToByteArray(), () => serve.Attach(session, new AttachRequest([file]), cancellation), cancellation);
                if (sent.Refusal is not { } refusal)
                    return SeeOther(Front + "/files?sent=true");
                Show(refusal, "File");
                return await Shown(cancellation);
            case "drop":
                var found = await unit.Read(() => staged.Find(file.Id, file.Token, cancellation), cancellation);
                if (!found.Refused)
                    await staged.Delete(found.Value.File);
                return SeeOther(Front + "/files");
            case "original":
                return await Ask(file with { Original = !file.Original }, cancellation);
            default:
                return await Ask(file, cancellation);
        }
    }

    /// <summary>Shows what was found in another language.</summary>
    public async Task<IActionResult> OnPostLanguage(CancellationToken cancellation)
    {
        var (file, _) = await Decided(cancellation);
        if (!IsFromHere)
            return SeeOther(Front + "?elsewhere=true");
        return file is null ? SeeOther(Session is null ? Front : Front + "/files") : Session is null ? Waits(file) : await Ask(file, cancellation);
    }

    private async Task<(UploadedFile? File, string? Go)> Decided(CancellationToken cancellation)
    {
        // A file of this form would be nobody's: it is not read.
        var (fields, _) = await StreamedForm.Read<Done>(Request, (_, _, _) => Task.FromResult<Outcome<Done>>(new Done()), cancellation);
        BoundTo ??= fields.GetValueOrDefault("BoundTo");
        return Guid.TryParse(fields.GetValueOrDefault("Id"), out var id) && fields.GetValueOrDefault("Token") is { Length: > 0 and <= 100 } token
            ? (new UploadedFile(id, token, fields.GetValueOrDefault("Original") == "true"), fields.GetValueOrDefault("Go")) : (null, null);
    }

    private async Task<IActionResult> Ask(UploadedFile file, CancellationToken cancellation)
    {
        var found = await unit.Read(() => staged.Find(file.Id, file.Token, cancellation), cancellation);
        if (found.Refusal is { } refusal)
        {
            Show(refusal, "File");
            return await Shown(cancellation);
        }
        (Found, Waiting) = (StagedView.Of(found.Value.File, found.Value.State), file);
        return Page();
    }

    private PageResult Waits(UploadedFile file)
    {
        Waiting = file;
        return Page();
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
