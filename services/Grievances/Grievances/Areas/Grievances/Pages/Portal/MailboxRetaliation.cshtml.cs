using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Somebody is being punished for having complained: they say so, and a clock of its own starts.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxRetaliationModel(WriteAsPerson write, UnitOfWork<GrievancesDb> unit, Idempotency<GrievancesDb> idempotency, TimeProvider clock) : MailboxPage
{
    [BindProperty] public string? Text { get; set; }

    /// <summary>What this reader reported before, and what became of it.</summary>
    public ReportsOfRetaliation Reports { get; private set; } = new([], "", null, null, null, null);

    /// <summary>Whether a report arrived a moment ago.</summary>
    public bool Sent { get; private set; }

    /// <summary>Whether somebody let the day pass by which they had to act.</summary>
    public bool IsMissed => Reports.ActBy is { } by && (Reports.SettledAt ?? clock.GetUtcNow()) > by;

    public Task<IActionResult> OnGet(bool sent, CancellationToken cancellation)
    {
        Sent = sent;
        return Shown(cancellation);
    }

    /// <summary>Shows the page in another language with what was typed so far.</summary>
    public async Task<IActionResult> OnPostLanguage(CancellationToken cancellation)
    {
        ModelState.Clear();
        return Session is null ? OnToTheFront() : await Shown(cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var outcome = await idempotency.Once($"retaliation:{session.Holder:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(Text),
            () => write.Run(session, Text, MessageKind.Retaliation, cancellation), cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/retaliation?sent=true");
        if (refusal.Status == StatusCodes.Status401Unauthorized)
            return OnToTheFront();
        Show(refusal, nameof(Text));
        return await Shown(cancellation);
    }

    private async Task<IActionResult> Shown(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(() => write.Reports(session, cancellation), cancellation);
        if (found.Refused)
            return SeeOther(Front);
        (Reports, Sent) = (found.Value!, Sent && found.Value!.Days.Count > 0);
        NewKey();
        return Page();
    }
}
