using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Forms;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>The front page of a mailbox: where the case stands, what was said, what to do next.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxModel(
    OpenMailbox open, ReadMailbox read, WriteAsPerson write, MailboxTokens tokens, UnitOfWork<GrievancesDb> unit, TenantContext tenant, Idempotency<GrievancesDb> idempotency, FormOfTenant forms, TimeProvider clock)
    : MailboxPage
{
    [BindProperty] public string? Receipt { get; set; }
    [BindProperty] public string? Text { get; set; }

    public MailboxView? View { get; private set; }

    /// <summary>What the one who filed answered beside the fields shown by name.</summary>
    public IReadOnlyList<(string Question, string Answer)> Answers { get; private set; } = [];

    public bool Sent { get; private set; }
    public bool Expired { get; private set; }

    /// <summary>Cursors of the pages of messages and openings that are shown; null for the newest.</summary>
    public string? Messages { get; private set; }

    /// <inheritdoc cref="Messages" />
    public string? Openings { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public string Heading => View?.State switch
    {
        "received" => PortalText.Words["box.title.received"],
        "acknowledged" => PortalText.Words["box.title.acknowledged"],
        "closed" => PortalText.Words["box.title.closed"],
        _ => PortalText.Words["box.title.other"],
    };

    /// <summary>Deadlines in the order they are shown; null stands for the moment in which the case was passed on.</summary>
    public IEnumerable<DeadlineView?> Steps
    {
        get
        {
            var before = View!.PassedOn is { } passed ? View.Deadlines.TakeWhile(d => d.DoneAt <= passed.At).ToList() : [];
            return [.. before, .. View.PassedOn is null ? Array.Empty<DeadlineView?>() : [null], .. View.Deadlines.Skip(before.Count)];
        }
    }

    /// <summary>One visit opens a case several times; the person is told once an hour and role, with the number.</summary>
    public IEnumerable<(string Role, DateTimeOffset First, int Times)> OpeningsByHour => View!.Openings
        .GroupBy(o => (o.Role, Hour: o.At.UtcDateTime.Date.AddHours(o.At.UtcDateTime.Hour)))
        .Select(visit => (visit.Key.Role, visit.Min(o => o.At), visit.Count()));

    /// <summary>Whether the person has just closed it; the page then tells the browser to forget what it showed.</summary>
    public bool Left { get; private set; }

    /// <summary>Whether something was erased a moment ago.</summary>
    public bool Erased { get; private set; }

    /// <summary>Whether that was one person's part of it, and the case goes on.</summary>
    public bool Part { get; private set; }

    /// <summary>Kind of a contact in the person's language; it is kept as "email: value".</summary>
    public string ContactKind(string contact) =>
        Features.Forms.BaseForms.Catalogue.Find("q.contact_kind." + contact.Split(':', 2)[0]) ?? PortalText.Words["box.contact"];

    public string ContactValue(string contact) => contact.Split(':', 2)[^1].Trim();

    public async Task<IActionResult> OnGet(bool sent, bool left, bool erased, bool part, string? messages, string? openings, CancellationToken cancellation)
    {
        (Sent, Left, Erased, Part, Messages, Openings) = (sent, left, erased, part, messages, openings);
        if (left || erased)
            Response.Headers["Clear-Site-Data"] = "\"cache\"";
        if (HttpContext.Features.Get<MailboxSession>() is { MustTakeOver: true })
            return SeeOther(Front + "/receipt");
        Expired = Session is null && Request.Cookies.ContainsKey(TenantFromMailboxAttribute.Cookie);
        await Load(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostOpen(CancellationToken cancellation)
    {
        var outcome = await open.Run(Receipt, false, cancellation);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.Remove(nameof(Receipt));
            ModelState.AddModelError(nameof(Receipt), PortalText.Words[refusal.Code switch
            {
                "grievances.receipt_malformed" => "mailbox.error.malformed",
                "grievances.receipt_mistyped" => "mailbox.error.mistyped",
                "grievances.receipt_unknown" => "mailbox.error.unknown",
                _ => "mailbox.error.busy",
            }]);
            Response.StatusCode = refusal.Status;
            return Page();
        }
        Remember(outcome.Value!.Token);
        if (outcome.Value.MustTakeOver)
            return SeeOther(Front + "/receipt");
        if (string.IsNullOrWhiteSpace(Text))
            return SeeOther(Front);
        // A message outlived its session: it waits in the form, in the mailbox it was meant for or another, until the person sends it.
        var session = tokens.Open(outcome.Value.Token)!;
        if (Session is null)
            tenant.Enter(session.Tenant);
        else if (Session.Tenant != session.Tenant)
            return SeeOther(Front);
        HttpContext.Features.Set(session);
        await Load(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostWrite(CancellationToken cancellation)
    {
        if (Session is not { } session)
        {
            Expired = true;
            return Page();
        }
        var outcome = await idempotency.Once($"messages:{session.Holder:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(Text),
            () => write.Run(session, Text, MessageKind.Ordinary, cancellation), cancellation);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError(nameof(Text), PortalText.Words[refusal.Errors?.Values.Any(codes => codes.Contains("platform.too_long")) == true ? "error.too_long"
                : refusal.Errors is null ? "error.again" : "error.message"]);
            await Load(cancellation);
            return Page();
        }
        return SeeOther(Front + "?sent=true");
    }

    /// <summary>Shows the mailbox in another language with the message typed so far.</summary>
    public async Task OnPostLanguage(CancellationToken cancellation)
    {
        ModelState.Clear();
        await Load(cancellation);
    }

    public IActionResult OnPostLeave()
    {
        Forget();
        return SeeOther(Front + "?left=true");
    }

    private async Task Load(CancellationToken cancellation)
    {
        NewKey();
        if (Session is not { } session)
            return;
        var shown = await unit.Read(() => read.Run(session, Messages, Openings, cancellation), cancellation);
        if (shown.Refusal is { Status: StatusCodes.Status401Unauthorized })
        {
            Forget();
            Expired = true;
            return;
        }
        View = shown.Value ?? (await unit.Read(() => read.Run(session, null, null, cancellation), cancellation)).Value;
        if (View?.Answers is { } given)
            Answers = await unit.Read(() => forms.Shown(given, PortalLanguages.Current.Code, cancellation), cancellation);
    }
}
