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
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Takes one file of an unfinished grievance, streamed and sealed as it comes, and shows what was found in it.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromPath<GrievancesDb>, Work(Work.Own), StreamedForm, RequestSizeLimit(StagedFiles.MostInForm + 1024 * 1024)]
public sealed class FileUploadModel(UnitOfWork<GrievancesDb> unit, Drafts drafts, StagedFiles staged) : PageModel
{
    public KnownTenant Tenant => HttpContext.KnownTenant();
    public string? Draft { get; private set; }
    public StagedView? Added { get; private set; }

    public IActionResult OnGet() => Redirect(HttpContext.KeepLanguage($"/portal/{Tenant.Slug}/file"));

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
        Draft = fields.GetValueOrDefault("Draft");
        if (taken is null)
            ModelState.AddModelError("File", PortalText.Words["files.error.none"]);
        else if (taken.Value.Refusal is { } unfit)
            ModelState.AddModelError("File", PortalText.Words.Find("error.code." + (unfit.Errors?.Values.First()[0] ?? unfit.Code)) ?? PortalText.Words["error.again"]);
        else
        {
            Added = taken.Value.Value.View;
            await Keep(draft!, new DraftFile(Added.Id, taken.Value.Value.Token, false), cancellation);
        }
        return Page();
    }

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
