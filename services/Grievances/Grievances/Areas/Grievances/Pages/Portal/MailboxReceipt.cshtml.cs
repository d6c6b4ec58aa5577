using Grievances.Data;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Changes the receipt: whenever the person likes, and before anything else where somebody else has seen it.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox(BeforeTakeOver = true), Work(Work.Own)]
public sealed class MailboxReceiptModel(ChangeReceipt change, Idempotency<GrievancesDb> idempotency) : MailboxPage
{
    [BindProperty] public string? Shown { get; set; }
    [BindProperty] public string? Typed { get; set; }

    public bool TakingOver { get; private set; }
    public string? Grouped { get; private set; }

    private MailboxSession? Any => HttpContext.Features.Get<MailboxSession>();

    // The new receipt is shown until it was typed back, whatever else was opened meanwhile: it can't be found again.
    protected override bool IsBound(string? handler) => handler != "Kept";

    public IActionResult OnGet()
    {
        if (Any is not { IsInPart: false } session)
            return SeeOther(Front);
        TakingOver = session.MustTakeOver;
        NewKey();
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Any is not { } session)
            return SeeOther(Front);
        TakingOver = session.MustTakeOver;
        var outcome = await idempotency.Once($"receipt:{session.Holder:N}", Key ?? "", [], () => change.Run(session, cancellation), cancellation);
        if (outcome.Refusal is { } refusal)
        {
            Show(refusal, "");
            NewKey();
            return Page();
        }
        Remember(outcome.Value!.Token);
        Show(outcome.Value.Receipt);
        return Page();
    }

    /// <summary>Asks for the new receipt back before it lets go.</summary>
    public IActionResult OnPostKept()
    {
        if (Receipt.Read(Shown, out var shown) != ReceiptReading.Readable)
            return SeeOther(Front);
        var reading = Receipt.Read(Typed, out var typed);
        if (reading == ReceiptReading.Readable && typed.Digits == shown.Digits)
            return SeeOther(IsFromHere ? Front : Front + "?elsewhere=true");
        ModelState.AddModelError(nameof(Typed), PortalText.Words[reading switch
        {
            ReceiptReading.Malformed => "mailbox.error.malformed",
            ReceiptReading.Mistyped => "mailbox.error.mistyped",
            _ => "filed.error.other",
        }]);
        Show(shown.Digits);
        return Page();
    }

    private void Show(string digits)
    {
        ModelState.Remove(nameof(Shown));
        Receipt.Read(digits, out var receipt);
        (Shown, Grouped) = (receipt.Digits, receipt.Grouped);
    }
}
