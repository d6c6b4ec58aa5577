using System.Globalization;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Remedy;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>
/// Ends a case on a page of its own, so that no other form takes the letter away: it is written here, read as the person will read it, and
/// only then sent.
/// </summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseCloseModel(CasePageTools tools, CloseCase close, ReplyTemplates templates) : CasePage(tools, "close")
{
    [BindProperty] public CaseOutcome? Outcome { get; set; }
    [BindProperty] public LetterForm Letter { get; set; } = new();

    /// <summary>Template whose words are put into a part of the letter.</summary>
    [BindProperty] public Guid? Template { get; set; }

    /// <summary>That part.</summary>
    [BindProperty] public string? Into { get; set; }

    /// <summary>Version of the case that whoever decides had before them.</summary>
    [BindProperty] public long? Seen { get; set; }

    /// <summary>The letter as it would be sent; null while it is written.</summary>
    public LetterView? Preview { get; private set; }

    /// <summary>Whether it is refused since somebody changed the case meanwhile.</summary>
    public bool Changed { get; private set; }

    public bool HasMailbox { get; private set; }
    public IReadOnlyList<ClosingStep> Missing { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Templates { get; private set; } = [];

    private bool looksAtIt;

    /// <summary>A language's English name, with its tag.</summary>
    public static string LanguageName(string tag) => $"{CultureInfo.GetCultureInfo(tag).EnglishName} ({tag})";

    /// <summary>Words of the mailbox in the language of the letter, as the person reads them.</summary>
    public string InTheirs(string key) => PortalText.Words.Get(key, Culture);

    /// <summary>What the mailbox says below each letter of how to appeal, whatever the letter says of it.</summary>
    public string BelowIt => string.Join(' ', new[] { "letter.appeal_ours", "appeal.until", "appeal.who", "appeal.elsewhere" }.Select(key => RemedyText.In(key, Head.Row.Language)));

    /// <summary>Whether a form was sent: what was typed is shown though there is nothing to send it with any more.</summary>
    public bool WasSent => HttpMethods.IsPost(Request.Method);

    /// <summary>Whether the letter runs from right to left.</summary>
    public bool RightToLeft => Culture.TextInfo.IsRightToLeft;

    private CultureInfo Culture => CultureInfo.GetCultureInfo(Head.Row.Language);

    public IEnumerable<SelectListItem> OutcomeItems =>
        [new("Choose", ""), .. Enum.GetValues<CaseOutcome>().Where(o => o is not CaseOutcome.Withdrawn).Select(o => new SelectListItem(o.ToString(), o.ToString()))];

    public static IEnumerable<SelectListItem> PartItems =>
        [.. new[] { nameof(LetterForm.WhatWentWrong), nameof(LetterForm.WhoWasResponsible), nameof(LetterForm.HowItIsFixed), nameof(LetterForm.HowToAppeal) }.Select(part => new SelectListItem(LetterForm.Label(part), part))];

    /// <summary>The fields of the letter, for the form that sends what was looked at.</summary>
    public IEnumerable<(string Name, string? Value)> Fields =>
    [
        (nameof(Outcome), Outcome?.ToString()), (nameof(Seen), Seen?.ToString(CultureInfo.InvariantCulture)), ("Letter.Language", Letter.Language), ("Letter.WhatWentWrong", Letter.WhatWentWrong),
        ("Letter.WhoWasResponsible", Letter.WhoWasResponsible), ("Letter.HowItIsFixed", Letter.HowItIsFixed), ("Letter.HowToAppeal", Letter.HowToAppeal),
    ];

    /// <summary>Shows the letter as the person will read it. Nothing is sent.</summary>
    public Task<IActionResult> OnPostPreview(Guid id, CancellationToken cancellation) => Try(id, send: false, cancellation);

    public Task<IActionResult> OnPostClose(Guid id, CancellationToken cancellation) => Try(id, send: true, cancellation);

    /// <summary>Back to the letter, with all of it.</summary>
    public Task<IActionResult> OnPostWrite(Guid id, CancellationToken cancellation) => Show(id, cancellation);

    /// <summary>Puts a template's words beside what stands in a part.</summary>
    public Task<IActionResult> OnPostInsert(Guid id, CancellationToken cancellation) => Show(id, cancellation);

    // What stands in the way is found by closing and keeping nothing of it, so that nobody reads a letter over that can't be sent.
    private async Task<IActionResult> Try(Guid id, bool send, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
            return await Show(id, cancellation);
        if (Outcome is not { } outcome)
        {
            ModelState.AddModelError(nameof(Outcome), "Choose an outcome.");
            return await Show(id, cancellation);
        }
        var done = await Tools.Unit.Repeat(() => close.Run(id, new CloseRequest(outcome, Letter.ToRequest(), Seen), cancellation), o => send && !o.Refused, cancellation);
        if (done.Refusal is { } refusal)
        {
            Letter.Explain(refusal, ModelState);
            (Changed, Response.StatusCode) = (refusal.Code == "grievances.changed_meanwhile", refusal.Status);
            return await Show(id, cancellation);
        }
        if (send)
            return Redirect($"/console/grievances/{id}?done=closed");
        looksAtIt = true;
        return await Show(id, cancellation);
    }

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        var kase = door.Case;
        ModelState.Remove(nameof(Seen));
        // What was refused for another reason is sent again from the same page: whoever sends it has still seen nothing newer.
        Seen = Changed ? kase.Version : Seen ?? kase.Version;
        (HasMailbox, Missing) = (kase.HasMailbox, ClosingWords.Missing(Head.Row, kase.ImpactId));
        Letter.Prefill(kase.Language, kase.Channel);
        if (looksAtIt)
        {
            Preview = LetterView.Of(Letter.ToRequest().ToStored(kase.Channel));
            return null;
        }
        var known = (await templates.For(kase.Language, cancellation)).Where(t => t.Kind == "outcome").ToList();
        Templates = [.. known.Select(t => new SelectListItem($"{t.Title} ({t.Language})", t.Id.ToString()))];
        if (Inserts && known.FirstOrDefault(t => t.Id == Template) is { } chosen)
        {
            var part = PartItems.Any(item => item.Value == Into) ? Into! : nameof(LetterForm.WhatWentWrong);
            Letter.Insert(part, ReplyTemplates.Fill(chosen, kase.Reference, TenantName ?? "", Now));
            ModelState.Remove($"{nameof(Letter)}.{part}");
        }
        return null;
    }

    private bool Inserts => Request.Query["handler"] == "Insert";
}
