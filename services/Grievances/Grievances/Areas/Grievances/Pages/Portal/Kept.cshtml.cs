using Grievances.Data;
using Grievances.Features.Drafts;
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

/// <summary>
/// Asks for the receipt back before it lets go: who lost it has lost the case. The form carries what was shown, so that a wrong
/// digit shows it once more; nothing is stored. Once kept, the way back to it through the draft is gone.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromPath<GrievancesDb>, Work(Work.Own)]
public sealed class KeptModel(Drafts drafts, OpenDrafts open, UnitOfWork<GrievancesDb> unit) : PageModel
{
    [BindProperty] public string? Receipt { get; set; }
    [BindProperty] public string? Reference { get; set; }
    [BindProperty] public long AcknowledgeBy { get; set; }
    [BindProperty] public List<string?> MemberNames { get; set; } = [];
    [BindProperty] public List<string?> MemberReceipts { get; set; } = [];
    [BindProperty] public string? Typed { get; set; }
    [BindProperty] public string? Draft { get; set; }
    [BindProperty] public bool Danger { get; set; }

    public KnownTenant Tenant => HttpContext.KnownTenant();
    public FiledView? Shown { get; private set; }
    public DateTimeOffset Until { get; private set; }

    public IActionResult OnGet() => Redirect(HttpContext.KeepLanguage($"/portal/{Tenant.Slug}"));

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (global::Platform.Security.Receipt.Read(Receipt, out var shown) != ReceiptReading.Readable || AcknowledgeBy is < 0 or > 253_402_300_799_000)
            return Redirect(HttpContext.KeepLanguage($"/portal/{Tenant.Slug}"));
        Until = DateTimeOffset.FromUnixTimeMilliseconds(AcknowledgeBy);
        var reading = global::Platform.Security.Receipt.Read(Typed, out var typed);
        var written = global::Platform.Security.Receipt.Read(Draft, out var code) == ReceiptReading.Readable;
        if (reading == ReceiptReading.Readable && typed.Digits == shown.Digits)
        {
            if (written)
            {
                await unit.Write(() => drafts.Forget(code, cancellation), cancellation);
                open.Forget(HttpContext, code);
            }
            return Page();
        }
        var fault = FiledView.FaultOf(reading);
        // Where the receipt has an address it is shown there, so that the browser's "back" ends at no page that was posted.
        if (written && open.Address(code, "") is var at && open.Code(HttpContext, at) is not null)
        {
            Response.Headers.Location = HttpContext.KeepLanguage($"/portal/{Tenant.Slug}/file?at={at}&as={fault}");
            return StatusCode(StatusCodes.Status303SeeOther);
        }
        ModelState.AddModelError(nameof(Typed), FiledView.Fault(fault)!);
        Shown = new FiledView(Tenant, shown.Digits, Reference ?? "", Until,
            [.. MemberReceipts.Take(FileRules.MostMembers).Select((receipt, at) => new MemberReceipt(at + 1, at < MemberNames.Count ? MemberNames[at] : null, receipt ?? ""))], Draft, Danger);
        return Page();
    }
}
