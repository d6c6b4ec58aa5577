using Grievances.Data;
using Grievances.Features.Files;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>
/// Files of a case: what was sent, and one more. A form is streamed and sealed as it comes; then what was found is shown, and
/// nothing is sent until the person says so. Meanwhile the form carries the file's id and token, and so does a sealed cookie: what waits
/// is shown whenever the person comes back. Every answer to a form leads on to an address, so that going back sends nothing again.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own), StreamedForm, RequestSizeLimit(StagedFiles.MostInForm + 1024 * 1024)]
public sealed class MailboxFilesModel(ServeFiles serve, StagedFiles staged, WaitingFiles waiting, UnitOfWork<GrievancesDb> unit, Idempotency<GrievancesDb> idempotency) : MailboxPage
{
    public IReadOnlyList<CaseFileView> Files { get; private set; } = [];

    /// <summary>Every file that waits, and what was found in each.</summary>
    public IReadOnlyList<WaitingFile> Waiting { get; private set; } = [];

    /// <summary>The file that this page asks about; null where it shows them all.</summary>
    public WaitingFile? Asked { get; private set; }

    public bool Sent { get; private set; }

    /// <summary>The mailbox the file is for; also while none is open.</summary>
    public string Whose => Mine is { Length: > 0 } mine ? mine : BoundTo ?? "";

    // Nothing is typed here, and a form with a file is read as it comes.
    protected override bool KeepsText => false;

    /// <summary>A change of language has an address of its own: it says in the form which mailbox it belongs to.</summary>
    protected override bool IsBound(string? handler) => handler != "Language" && base.IsBound(handler);

    /// <summary>What was sent and what waits; with a file, what was found in that one; with a code, why nothing was taken or sent.</summary>
    public async Task<IActionResult> OnGet(bool sent, Guid? file, string? unfit, CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        Sent = sent;
        if (unfit is not null)
            ModelState.AddModelError("File", unfit == "none" ? PortalText.Words["files.error.none"] : PortalText.Words.Find("error.code." + unfit) ?? PortalText.Words["error.again"]);
        var list = await unit.Read(() => serve.List(session, cancellation), cancellation);
        if (list.Refused)
            return SeeOther(Front);
        Files = list.Value!;
        await FindWaiting(cancellation);
        Asked = Waiting.FirstOrDefault(w => w.File.Id == file);
        return Page();
    }

    public async Task<IActionResult> OnGetDownload(Guid id, CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await serve.ForHolder(session, id, cancellation);
        return found.Value is { } file ? file : found.Refusal is { Code: "grievances.file_infected" } warning ? Unfit(warning.Code) : NotFound();
    }

    /// <summary>Takes a file in; the page it leads to shows what was found.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is null)
            return SeeOther(Front);
        var before = waiting.Read(HttpContext, Mine);
        var (_, taken) = await StreamedForm.Read<(StagedView View, string Token)>(Request, async (_, name, body) =>
            before.Count >= FileRules.MostFiles ? Refusal.Field("platform.invalid", "/file", "grievances.too_many_files") : await staged.Whole(name, body, cancellation), cancellation);
        if (taken is null)
            return Unfit("none");
        if (taken.Value.Refusal is { } refusal)
            return Unfit(refusal.Errors?.Values.First()[0] ?? refusal.Code);
        var (view, token) = taken.Value.Value;
        return Ask(new UploadedFile(view.Id, token));
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
        if (go == "send")
        {
            // A second click finds the first one's answer.
            var sent = await idempotency.Once($"files-page:{session.Holder:N}", file.Token, file.Id.ToByteArray(), () => serve.Attach(session, new AttachFilesRequest([file]), cancellation), cancellation);
            if (sent.Refusal is { } refusal)
                return Unfit(refusal.Errors?.Values.First()[0] ?? refusal.Code);
            Forget(file);
            return SeeOther(Front + "/files?sent=true");
        }
        var found = await unit.Read(() => staged.Find(file.Id, file.Token, cancellation), cancellation);
        if (go == "drop")
        {
            if (!found.Refused)
                await staged.Delete(found.Value.File);
            Forget(file);
            return SeeOther(Front + "/files");
        }
        return found.Refusal is { } gone ? Unfit(gone.Code) : Ask(go == "original" ? file with { Original = !file.Original } : file);
    }

    /// <summary>Shows what was found in another language.</summary>
    public async Task<IActionResult> OnPostLanguage(CancellationToken cancellation)
    {
        var (file, _) = await Decided(cancellation);
        if (!IsFromHere)
            return SeeOther(Front + "?elsewhere=true");
        return file is null ? SeeOther(Session is null ? Front : Front + "/files") : Session is null ? Waits(file) : Ask(file);
    }

    private async Task<(UploadedFile? File, string? Go)> Decided(CancellationToken cancellation)
    {
        // A file of this form would be nobody's: it is not read.
        var (fields, _) = await StreamedForm.Read<Done>(Request, (_, _, _) => Task.FromResult<Outcome<Done>>(new Done()), cancellation);
        BoundTo ??= fields.GetValueOrDefault("BoundTo");
        return Guid.TryParse(fields.GetValueOrDefault("Id"), out var id) && fields.GetValueOrDefault("Token") is { Length: > 0 and <= 100 } token
            ? (new UploadedFile(id, token, fields.GetValueOrDefault("Original") == "true"), fields.GetValueOrDefault("Go")) : (null, null);
    }

    private StatusCodeResult Ask(UploadedFile file)
    {
        var list = waiting.Read(HttpContext, Mine);
        waiting.Keep(HttpContext, Mine, list.Any(f => f.Id == file.Id) ? [.. list.Select(f => f.Id == file.Id ? file : f)] : [.. list, file]);
        return SeeOther($"{Front}/files?file={file.Id}");
    }

    private StatusCodeResult Unfit(string code) => SeeOther(Front + "/files" + QueryString.Create("unfit", code));

    private void Forget(UploadedFile file) => waiting.Keep(HttpContext, Mine, [.. waiting.Read(HttpContext, Mine).Where(f => f.Id != file.Id)]);

    private PageResult Waits(UploadedFile file)
    {
        Asked = new WaitingFile(file, null, Whose);
        return Page();
    }

    // What is no longer kept, or was sent from another tab, waits no more.
    private async Task FindWaiting(CancellationToken cancellation)
    {
        var list = waiting.Read(HttpContext, Mine);
        var found = new List<WaitingFile>();
        foreach (var file in list)
            if (await unit.Read(() => staged.Find(file.Id, file.Token, cancellation), cancellation) is { Refused: false } there)
                found.Add(new WaitingFile(file, StagedView.Of(there.Value.File, there.Value.State), Mine));
        if (found.Count < list.Count)
            waiting.Keep(HttpContext, Mine, [.. found.Select(w => w.File)]);
        Waiting = found;
    }
}

/// <summary>A file that waits for the person's word.</summary>
/// <param name="File">The file.</param>
/// <param name="Found">What was found in it; null where the mailbox was closed meanwhile.</param>
/// <param name="Whose">The mailbox it is for, as forms say it.</param>
/// <param name="Foremost">Whether sending it is the first thing to do on the page.</param>
public sealed record WaitingFile(UploadedFile File, StagedView? Found, string Whose, bool Foremost = true);
