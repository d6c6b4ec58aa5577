using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Appeals;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>The person disagrees: somebody decides who decided nothing in the case before. They read who, when, and why.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxAppealModel(FileAppeal appeals, UnitOfWork<GrievancesDb> unit, Idempotency<GrievancesDb> idempotency, TimeProvider clock) : MailboxPage
{
    // As much of a text as keeps the page under 50 kB with its styles, beside the newest appeals alone.
    private const int MostOfText = 3_000;
    private const int MostOfPart = 24_000;

    /// <summary>Appeals that are shown; each decision can be appealed once, so that there are few.</summary>
    public const int Newest = 3;

    /// <summary>inadmissible, outcome or remedy.</summary>
    [BindProperty] public string? Against { get; set; }

    [BindProperty] public string? Text { get; set; }

    public AppealsView View { get; private set; } = new([], [], false);

    /// <summary>Whether an appeal arrived a moment ago.</summary>
    public bool Sent { get; private set; }

    /// <summary>A text that was asked for whole; null on the page itself.</summary>
    public WholeText? Whole { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task<IActionResult> OnGet(bool sent, string? text, int at, CancellationToken cancellation)
    {
        Sent = sent;
        var shown = await Shown(cancellation);
        if (text is null || shown is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult)
            return shown;
        var found = View.Appeals.Take(Newest).Index().SelectMany(a => Texts(a.Index, a.Item)).FirstOrDefault(t => t.Key == text);
        if (found.Text is null)
            return SeeOther(Front + "/appeal");
        Whole = WholeText.Of(text, found.Heading, null, found.Text, MostOfPart, at);
        return shown;
    }

    /// <summary>Shows the page in another language with what was chosen and typed so far.</summary>
    public async Task<IActionResult> OnPostLanguage(CancellationToken cancellation)
    {
        ModelState.Clear();
        return Session is null ? OnToTheFront() : await Shown(cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        if (Enum.GetValues<AppealAgainst>().Where(a => Codes.Of(a) == Against).Select(a => (AppealAgainst?)a).FirstOrDefault() is not { } against)
        {
            ModelState.AddModelError(nameof(Against), RemedyText.Words["error.against_missing"]);
            return await Shown(cancellation);
        }
        var request = new AppealRequest(against, Text ?? "");
        var outcome = await idempotency.Once($"appeals:{session.Holder:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => appeals.Run(session, request, cancellation), cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/appeal?sent=true");
        if (refusal.Status == StatusCodes.Status401Unauthorized)
            return OnToTheFront();
        ModelState.AddModelError(refusal.Errors is null ? nameof(Against) : nameof(Text), RemedyText.Error(refusal));
        return await Shown(cancellation);
    }

    /// <summary>A text, or its beginning where it is long.</summary>
    public static ShownText Cut(string key, string text) => ShownText.Of(key, text, MostOfText / Newest);

    private static IEnumerable<(string Key, string Heading, string? Text)> Texts(int number, AppealView appeal) =>
    [
        ($"text-{number}", RemedyText.Words["appeal.you_wrote"], appeal.Text),
        ($"letter-{number}", RemedyText.Words["appeal.why_decided"], appeal.Letter),
        ($"former-{number}", RemedyText.Words["letter.former"], appeal.FormerLetter?.ToString()),
    ];

    private async Task<IActionResult> Shown(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(() => appeals.Read(session, cancellation), cancellation);
        if (found.Refused)
            return SeeOther(Front);
        View = found.Value!;
        // With one thing to choose it is chosen.
        Against ??= View.Possible.Count == 1 ? View.Possible[0] : null;
        NewKey();
        return Page();
    }
}
