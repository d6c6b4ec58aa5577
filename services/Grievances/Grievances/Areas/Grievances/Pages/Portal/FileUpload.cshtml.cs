using Grievances.Data;
using Grievances.Features.Drafts;
using Grievances.Features.Files;
using Grievances.Features.Forms;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Takes one file of an unfinished grievance, streamed and sealed as it comes, and shows what was found in it.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromPath<GrievancesDb>, Work(Work.Own), StreamedForm, RequestSizeLimit(StagedFiles.MostInForm + 1024 * 1024)]
public sealed class FileUploadModel(UnitOfWork<GrievancesDb> unit, Drafts drafts, OpenDrafts open, StagedFiles staged) : PageModel
{
    public KnownTenant Tenant => HttpContext.KnownTenant();
    public string? Draft { get; private set; }
    public StagedView? Added { get; private set; }

    /// <summary>Whether files are changed from the summary: the way leads back there.</summary>
    public bool Change { get; private set; }

    /// <summary>What became of a file, at an address to go back to.</summary>
    public async Task<IActionResult> OnGet(string? at, Guid? file, string? unfit, bool change, CancellationToken cancellation)
    {
        Change = change;
        Draft = at is null ? null : open.Code(HttpContext, at);
        var draft = Draft is null ? null : (await unit.Read(() => drafts.Open(Draft, cancellation), cancellation)).Value;
        if (draft?.State.Files.FirstOrDefault(f => f.Id == file) is { } meant && await unit.Read(() => staged.Find(meant.Id, meant.Token, cancellation), cancellation) is { Refused: false } found)
            Added = StagedView.Of(found.Value.File, found.Value.State);
        else if (draft is { State.Sent: false } && unfit is not null)
            ModelState.AddModelError("File", Why(unfit));
        else
            return Redirect(HttpContext.KeepLanguage($"/portal/{Tenant.Slug}/file" + (at is null ? "" : QueryString.Create("at", at))));
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        OpenedDraft? draft = null;
        var (fields, taken) = await StreamedForm.Read<(StagedView View, string Token)>(Request, async (before, name, body) =>
        {
            var opened = await Opened(before, cancellation);
            if (opened.Refusal is { } refusal)
                return refusal;
            draft = opened.Value!;
            return draft.State.Files.Count >= FileRules.MostFiles ? Refusal.Field("platform.invalid", "/file", "grievances.too_many_files") : await staged.Whole(name, body, cancellation);
        }, cancellation);
        (Draft, Change) = (fields.GetValueOrDefault("Draft"), fields.GetValueOrDefault("Change") == "true");
        var unfit = taken is null ? "none" : taken.Value.Refusal is { } refused ? refused.Errors?.Values.First()[0] ?? refused.Code : null;
        if (unfit is not null)
            ModelState.AddModelError("File", Why(unfit));
        else
        {
            Added = taken!.Value.Value.View;
            await Keep(draft!, new DraftFile(Added.Id, taken.Value.Value.Token, false), cancellation);
        }
        if (!OpenDrafts.Works(HttpContext) || Receipt.Read(Draft, out var code) != ReceiptReading.Readable)
            return Page();
        open.Remember(HttpContext, code, sent: false);
        Response.Headers.Location = HttpContext.KeepLanguage($"/portal/{Tenant.Slug}/file/upload?at={open.Address(code, FilingSteps.Files)}" + (Added is null ? $"&unfit={unfit}" : $"&file={Added.Id}") + (Change ? "&change=true" : ""));
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private static string Why(string code) => code == "none" ? PortalText.Words["files.error.none"] : PortalText.Words.Find("error.code." + code) ?? PortalText.Words["error.again"];

    private async Task<Outcome<OpenedDraft>> Opened(Dictionary<string, string> fields, CancellationToken cancellation)
    {
        if (fields.GetValueOrDefault("Draft") is { Length: > 0 } code)
            return await unit.Read(() => drafts.Open(code, cancellation), cancellation);
        var state = new DraftState(FilingPath.Full, Platform.Forms.FormAnswers.None, [], null, null, null, Guid.NewGuid().ToString(), FilingSteps.Files);
        return await unit.Run(true, async () => new Outcome<OpenedDraft>(await drafts.Start(state, cancellation), null), _ => true, cancellation);
    }

    private async Task Keep(OpenedDraft draft, DraftFile file, CancellationToken cancellation)
    {
        Draft = draft.Code.Digits;
        for (var current = draft; ;)
        {
            var stored = await unit.Run(true, () => drafts.Store(current, current.State with { Files = [.. current.State.Files, file] }, cancellation), outcome => !outcome.Refused, cancellation);
            if (!stored.Refused)
                return;
            current = (await unit.Read(() => drafts.Open(draft.Code.Digits, cancellation), cancellation)).Value ?? throw new InvalidOperationException("The draft is gone.");
        }
    }
}
