using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Somebody is being punished for having complained: they say so, and a clock of its own starts.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxRetaliationModel(WriteAsPerson write, Idempotency<GrievancesDb> idempotency) : MailboxPage
{
    [BindProperty] public string? Text { get; set; }

    protected override bool KeepsText => !string.IsNullOrWhiteSpace(Text);

    public IActionResult OnGet()
    {
        if (Session is null)
            return SeeOther(Front);
        NewKey();
        return Page();
    }

    /// <summary>Shows the page in another language with what was typed so far.</summary>
    public void OnPostLanguage()
    {
        ModelState.Clear();
        NewKey();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var outcome = await idempotency.Once($"retaliation:{session.Holder:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(Text),
            () => write.Run(session, Text, MessageKind.Retaliation, cancellation), cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "?sent=true");
        Show(refusal, nameof(Text));
        NewKey();
        return Page();
    }
}
