using System.Globalization;
using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Clocks;
using Grievances.Features.Forms;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>The front page of a mailbox: where the case stands, what was said, what to do next.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxModel(
    OpenMailbox open, ReadMailbox read, EnterPart enter, LetterReceipt receipt, WriteAsPerson write, HolderOfSession holders, Companions companions, MailboxTokens tokens, WaitingFiles waiting, UnitOfWork<GrievancesDb> unit, TenantContext tenant,
    Idempotency<GrievancesDb> idempotency, FormOfTenant forms, TimeProvider clock)
    : MailboxPage
{
    // So that a page stays under 50 kB with its styles, however long people write: bytes of all messages shown, of one, of other texts, of a part of one that is read whole.
    private const int MostOfMessages = 15_000;
    private const int MostOfMessage = 5_000;
    private const int MostOfText = 4_000;
    private const int MostOfNote = 1_000;
    private const int MostOfAnswer = 400;
    private const int MostOfPart = 24_000;

    [BindProperty] public string? Receipt { get; set; }
    [BindProperty] public string? Text { get; set; }

    /// <summary>A part to open.</summary>
    [BindProperty] public Guid Id { get; set; }

    public MailboxView? View { get; private set; }

    /// <summary>What the one who filed answered beside the fields shown by name.</summary>
    public IReadOnlyList<(string Question, string Answer)> Answers { get; private set; } = [];

    /// <summary>A text that was asked for whole; null on the front page itself.</summary>
    public WholeText? Whole { get; private set; }

    /// <summary>How many files were uploaded in this browser and not sent yet.</summary>
    public int FilesWaiting { get; private set; }

    public bool Sent { get; private set; }

    /// <summary>Whether what somebody typed before the mailbox was closed waits in the form to be sent.</summary>
    public bool Waits { get; private set; }

    /// <summary>Whether the one who let this reader in has ended that.</summary>
    public bool Ended { get; private set; }

    public bool Expired { get; private set; }

    /// <summary>Cursors of the pages of messages and openings that are shown; null for the newest.</summary>
    public string? Messages { get; private set; }

    /// <inheritdoc cref="Messages" />
    public string? Openings { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Whether the question how it went comes once more.</summary>
    public bool AsksLater => View is { ClosedAt: { } closed, Outcome: not ("withdrawn" or "inadmissible") } && Now < closed.AddDays(CaseClocks.SurveyDays);

    public string Heading => View?.State switch
    {
        "received" => PortalText.Words["box.title.received"],
        "acknowledged" => PortalText.Words["box.title.acknowledged"],
        "closed" => PortalText.Words["box.title.closed"],
        "inadmissible" => PortalText.Words["box.inadmissible"],
        _ => PortalText.Words["box.title.other"],
    };

    /// <summary>Who reads what is written here, and how long it may be. What a member writes is between them and the handlers alone.</summary>
    public string ReadBy => string.Join(' ', [PortalText.Words[View!.HandledBy == CaseKeys.Ombuds ? "box.write_hint_ombuds" : "box.write_hint"],
        .. View is { MediatorReads: true, Role: not "member" } ? [PortalText.Words[View.Filed ? "box.write_hint_mediator_yours" : "box.write_hint_mediator"]] : Array.Empty<string>(), AtMost(Features.Intake.FileRules.MostText)]);

    /// <summary>Deadlines in the order they are shown; null stands for the moment in which the case was passed on.</summary>
    public IEnumerable<DeadlineView?> Steps
    {
        get
        {
            var before = View!.PassedOn is { } passed ? View.Deadlines.TakeWhile(d => d.DoneAt <= passed.At).ToList() : [];
            return [.. before, .. View.PassedOn is null ? Array.Empty<DeadlineView?>() : [null], .. View.Deadlines.Skip(before.Count)];
        }
    }

    /// <summary>What was said, the oldest first: messages, and what is written to a part that is handled together with another organisation.</summary>
    public IEnumerable<InThread> Thread => InThread.NewestFirst(View!.Messages, View.Shared).AsEnumerable().Reverse();

    /// <summary>One visit opens a case several times; the person is told once an hour and role, of the first and the last time and with the number.</summary>
    public IEnumerable<(string Who, DateTimeOffset First, DateTimeOffset Last, int Times)> OpeningsByHour => OpeningVisit.Of(View!.Openings)
        .Select(visit => (Role(visit.Role) + (visit.Organisation is { } other ? $" ({other})" : ""), visit.First, visit.Last, visit.Times));

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

    /// <summary>A message, or its beginning where it is long.</summary>
    public static ShownText Short(MailboxMessage message) => ShownText.Of(message.Id.ToString(), message.Text, MostOfMessage);

    /// <inheritdoc cref="Short(MailboxMessage)" />
    public static ShownText Short(ThreadLine line) => ShownText.Of(line.Id.ToString(), line.Text ?? "", MostOfMessage);

    /// <summary>Another text of the case, or its beginning: of the letter and the account more than of what was said beside them.</summary>
    public static ShownText Short(string key, string text) =>
        ShownText.Of(key, text, key is "letter" or "account" ? MostOfText : key.StartsWith("letter.", StringComparison.Ordinal) ? MostOfText / 3 : key.StartsWith("answer-", StringComparison.Ordinal) ? MostOfAnswer : MostOfNote);

    /// <summary>Keeps whatever was typed, in whichever form of the mailbox.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (TypedText.Of(Request) is { Count: > 0 } typed && string.Join("\n\n", typed) is var all && all != Text)
        {
            ModelState.Remove(nameof(Text));
            Text = all;
        }
        base.OnPageHandlerExecuting(context);
    }

    /// <summary>The front page; with a message or another text of it, that one whole.</summary>
    public async Task<IActionResult> OnGet(bool sent, bool left, bool erased, bool part, string? messages, string? openings, string? message, int at, CancellationToken cancellation)
    {
        (Sent, Left, Erased, Part, Messages, Openings) = (sent, left, erased, part, messages, openings);
        if (left || erased)
            Response.Headers["Clear-Site-Data"] = "\"cache\"";
        if (HttpContext.Features.Get<MailboxSession>() is { MustTakeOver: true })
            return SeeOther(Front + "/receipt");
        Expired = Session is null && Request.Cookies.ContainsKey(TenantFromMailboxAttribute.Cookie);
        await Load(cancellation);
        if (message is null || View is null)
            return Page();
        Whole = await Found(message, at, cancellation);
        return Whole is null ? SeeOther(Front) : Page();
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
        var session = tokens.Open(outcome.Value.Token)!;
        if (tenant.Id is { } other && other != session.Tenant)
            return SeeOther(Front);
        tenant.Enter(session.Tenant);
        await OpenMailbox.Noted(session, tenant, companions, unit, cancellation);
        if (outcome.Value.MustTakeOver)
            return SeeOther(Front + "/receipt");
        if (string.IsNullOrWhiteSpace(Text))
            return SeeOther(Front);
        // A message outlived its session: it waits in the form, in the mailbox it was meant for or another, until the person sends it.
        HttpContext.Features.Set(session);
        await Load(cancellation);
        Waits = View is not null;
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
        if (outcome.Refusal is { Status: StatusCodes.Status401Unauthorized })
        {
            await Load(cancellation);
            return Page();
        }
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

    /// <summary>Opens the mailbox of a part in place of that of the case.</summary>
    public async Task<IActionResult> OnPostPart(CancellationToken cancellation)
    {
        if (Session is { } session && (await unit.Repeat(() => enter.Run(session, Id, cancellation), done => !done.Refused, cancellation)).Value is { } opened)
            Remember(opened.Token);
        return SeeOther(Front);
    }

    /// <summary>Back from a part to the case it comes from.</summary>
    public IActionResult OnPostBack()
    {
        if (Session is { IsInPart: true } session)
            Remember(tokens.Issue(session.First));
        return SeeOther(Front);
    }

    public IActionResult OnPostLeave()
    {
        Forget(HttpContext);
        return SeeOther(Front + "?left=true");
    }

    private async Task Load(CancellationToken cancellation)
    {
        NewKey();
        if (Session is not { } session)
            return;
        var shown = await unit.Read(() => read.Run(session, Messages, Openings, cancellation, MostOfMessages, MostOfMessage), cancellation);
        if (shown.Refusal is { Status: StatusCodes.Status401Unauthorized })
        {
            Ended = await unit.Read(() => holders.WasEnded(session, cancellation), cancellation);
            ForgetSession();
            Expired = !Ended;
            return;
        }
        View = shown.Value ?? (await unit.Read(() => read.Run(session, null, null, cancellation, MostOfMessages, MostOfMessage), cancellation)).Value;
        if (View is not null)
            await receipt.Note(session, View, cancellation);
        FilesWaiting = waiting.Read(HttpContext, Mine).Count;
        if (View?.Answers is { } given)
            Answers = await unit.Read(() => forms.Shown(given, PortalLanguages.Current.Code, cancellation), cancellation);
    }

    private async Task<WholeText?> Found(string key, int at, CancellationToken cancellation)
    {
        var words = PortalText.Words;
        if (Guid.TryParse(key, out var id))
            return (await unit.Read(() => read.Message(Session!, id, cancellation), cancellation)).Value is { } message
                ? WholeText.Of(key, message.Mine ? words["box.you"] : Role(message.WriterRole), message.WrittenAt, message.Text, MostOfPart, at)
                : (await unit.Read(() => read.Line(Session!, id, cancellation), cancellation)).Value is { Text: { } text } line ? WholeText.Of(key, line.Wrote(View!.Filed), line.At, text, MostOfPart, at) : null;
        var box = View!;
        (string Heading, string? Text) found = key switch
        {
            "account" => (words["box.mine"], box.WhatHappened),
            "letter" => (words["box.letter"], box.ClosingLetter),
            _ when key.StartsWith("letter.", StringComparison.Ordinal) && box.Letter?.Parts().FirstOrDefault(part => part.Heading == key) is { Text: not null } part => (RemedyText.Words[part.Heading], part.Text),
            "extension" => (words["box.extension"], box.ExtensionReason),
            "excerpt" => (words["mailbox.excerpt"], box.Excerpt),
            "system" => (words["file.system_words"], box.SystemDescription),
            "unsafe" => (words["box.unsafe"], box.Unsafe),
            "admissibility" => (words[box.Admissibility is { Admissible: true } ? "box.admissible" : "box.inadmissible"], box.Admissibility?.Text),
            _ when key.StartsWith("answer-", StringComparison.Ordinal) && int.TryParse(key["answer-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Answers.Count => Answers[number],
            _ => ("", null),
        };
        return found.Text is null ? null : WholeText.Of(key, found.Heading, null, found.Text, MostOfPart, at);
    }
}

/// <summary>A text as a page shows it: whole where it is short.</summary>
/// <param name="Key">What an address says to read all of it.</param>
/// <param name="Text">The text or its beginning.</param>
/// <param name="IsCut">Whether there is more.</param>
public sealed record ShownText(string Key, string Text, bool IsCut)
{
    /// <summary>The text, or as much of it as fits into so many bytes.</summary>
    public static ShownText Of(string key, string text, int most) => LongText.Parts(text, most) is { Count: > 1 } parts ? new(key, parts[0].TrimEnd() + " …", true) : new(key, text, false);
}

/// <summary>A text on a page of its own, part by part where even that would be too much for one page.</summary>
/// <param name="Key">What its address says.</param>
/// <param name="Heading">What it is, or who wrote it.</param>
/// <param name="WrittenAt">When, where it is a message.</param>
/// <param name="Text">The part.</param>
/// <param name="Part">Which, from 1.</param>
/// <param name="Parts">Of how many.</param>
public sealed record WholeText(string Key, string Heading, DateTimeOffset? WrittenAt, string Text, int Part, int Parts)
{
    /// <summary>A part of a text, the first where none of that number is there.</summary>
    public static WholeText Of(string key, string heading, DateTimeOffset? writtenAt, string text, int most, int part)
    {
        var parts = LongText.Parts(text, most);
        var shown = part >= 1 && part <= parts.Count ? part : 1;
        return new(key, heading, writtenAt, parts[shown - 1], shown, parts.Count);
    }
}
