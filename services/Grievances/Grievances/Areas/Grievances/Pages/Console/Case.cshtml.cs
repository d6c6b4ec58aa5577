using System.Text.Json;
using Assessments.Contracts;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Files;
using Grievances.Features.Forms;
using Grievances.Features.Mailbox;
using Grievances.Features.Patterns;
using Grievances.Features.Queue;
using Grievances.Features.Routing;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Logging;
using Platform.Contracts;
using Platform.Forms;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>One case, opened: a GET that writes the line the person will see.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseModel(
    GrievancesDb db, UnitOfWork<GrievancesDb> unit, OpenCase open, AcknowledgeCase acknowledge, AnswerPerson answer, TriageCase triage, DecideAdmissibility admissibility,
    ExtendFindings extend, MarkCase mark, ServeFiles files, KeepFiles keep, RouteCase route, AttachToPattern attach, CaseRelations relations, FormOfTenant forms, Idempotency<GrievancesDb> idempotency, ReplyTemplates templates, IAssessmentsApi assessments, TimeProvider clock, ILogger<CaseModel> log) : PageModel
{
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? Key { get; set; }
    [BindProperty] public CaseBand? Band { get; set; }
    [BindProperty] public Guid? ImpactId { get; set; }
    [BindProperty] public string? BandReason { get; set; }
    [BindProperty] public string? Admissible { get; set; }
    [BindProperty] public string? AdmissibilityText { get; set; }

    /// <summary>Template whose words are put below the reasons.</summary>
    [BindProperty] public Guid? ReasonTemplate { get; set; }
    [BindProperty] public Guid? OnlyFor { get; set; }
    [BindProperty] public DateOnly? Until { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? Organisation { get; set; }
    [BindProperty] public bool Confirmed { get; set; }
    [BindProperty] public string? Settlement { get; set; }
    [BindProperty] public bool Spam { get; set; }
    [BindProperty] public bool LegalHold { get; set; }
    [BindProperty] public bool AppealHold { get; set; }
    [BindProperty] public string? SpamReason { get; set; }
    [BindProperty] public Guid FileId { get; set; }
    [BindProperty] public bool Apart { get; set; }

    /// <summary>Version of the case that whoever decides had before them.</summary>
    [BindProperty] public long? Seen { get; set; }

    public OpenedCase? Opened { get; private set; }

    /// <summary>What stands beside it: the case it is handled with, an appeal that waits.</summary>
    public CaseBeside Beside { get; private set; } = null!;

    /// <summary>Whether what was to be decided is refused since somebody changed the case meanwhile.</summary>
    public bool Changed { get; private set; }

    /// <summary>What was typed into a form that is not there any more.</summary>
    public IReadOnlyList<(string Label, string Text)> Kept { get; private set; } = [];
    public IReadOnlyList<ImpactSummary> Impacts { get; private set; } = [];
    public bool ImpactsKnown { get; private set; }
    public bool MoreImpacts { get; private set; }

    /// <summary>What was done just before, in words.</summary>
    public string? Notice => doneBefore switch
    {
        "acknowledged" => HasMailbox ? "Acknowledged. The person sees it in their mailbox." : "Acknowledged. " + TellThem,
        "answered" => HasMailbox ? "Sent. The person reads it in their mailbox." : "Kept. " + TellThem,
        "settled" => HasMailbox ? "Sent. Whoever reported retaliation reads it, and its clock has ended." : "Kept, and the clock has ended. " + TellThem,
        "triaged" => "Triage saved.",
        "admissibility" => HasMailbox ? "Decided. The person reads it in their mailbox." : "Decided. " + TellThem,
        "closed" => HasMailbox ? "Closed. The person reads your letter in their mailbox." : "Closed. " + TellThem,
        "extended" => HasMailbox ? "Extended. The person reads why." : "Extended. " + TellThem,
        "marked" => "Marks saved.",
        "detached" => "Taken out of the pattern. The person doesn’t read its progress any more.",
        "apart" => "The file is set apart, or back.",
        "file_back" => "The file is taken back. That it was there stays in the log.",
        _ => null,
    };

    /// <summary>Whether the person has a mailbox; a case that was taken over from another register came without one.</summary>
    public bool HasMailbox => Opened?.Channel != Codes.Of(FilingChannel.Import);

    /// <summary>What to do where there is none.</summary>
    public const string TellThem = "There is no mailbox: tell the person yourself.";

    /// <summary>Whether it can be decided now whether the case is taken up.</summary>
    public bool MayDecide => !IsSpam && Opened!.Case is { AcknowledgedAt: not null, State: "acknowledged" or "admissible" or "inadmissible" or "in_dialogue" };

    /// <summary>Whether it is marked as spam.</summary>
    public bool IsSpam => Opened!.Marks.Contains("spam");

    /// <summary>Links to impacts of other AI systems than stood in the case, the oldest first: the first says what the person had named.</summary>
    public IReadOnlyList<SystemChange> SystemChanges { get; private set; } = [];

    private string? doneBefore;

    /// <summary>Cursor of the page of messages that is shown; null for the newest.</summary>
    public string? Messages { get; private set; }

    /// <summary>Answers to the questionnaire, in English words where the question has some.</summary>
    public IReadOnlyList<(string Question, string Given)> Answers { get; private set; } = [];

    /// <summary>Whom an answer can be for, where somebody wrote to the handlers alone.</summary>
    public IReadOnlyList<SelectListItem> Replies { get; private set; } = [];

    /// <summary>Templates for an answer: those of the case's language first, then the English ones.</summary>
    public IReadOnlyList<SelectListItem> Templates { get; private set; } = [];

    /// <summary>Templates for the reasons why a case is taken up or not, in the same order.</summary>
    public IReadOnlyList<SelectListItem> Reasons { get; private set; } = [];

    /// <summary>What it still needs before it can be closed, beside its letter.</summary>
    public IReadOnlyList<ClosingStep> ToClose => ClosingWords.Missing(Opened!.Case, Opened.ImpactId);

    /// <summary>Whom the neutral desk can pass the case on to; empty for everybody else.</summary>
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>What people allow, and how many of a group.</summary>
    public string Consent(ConsentOfCase consent) => ConsoleWords.Purpose(consent.Purpose) + (consent.Allowed is { } allowed ? $" ({allowed} of {consent.People})" : consent.Extent == "some" ? " (some of them)" : "");

    public string? TenantName => Beside.Organisation;

    public string Person(string affected) => ConsoleWords.Person(affected);

    /// <summary>The language's English name, with its tag for the cases no name is known for.</summary>
    public string Language(string tag) => $"{System.Globalization.CultureInfo.GetCultureInfo(tag).EnglishName} ({tag})";

    public string? ImpactTitle => Impacts.FirstOrDefault(i => i.Id == Opened?.ImpactId)?.Title;

    public IEnumerable<SelectListItem> BandItems => [new("Choose", ""), .. Enum.GetValues<CaseBand>().Select(b => new SelectListItem(b.ToString(), b.ToString()))];

    public IEnumerable<SelectListItem> AdmissibleItems => Opened!.Case.Channel == "referral" ? [new("Choose", ""), new("It is taken up", "yes")] :
    [
        new("Choose", ""), new("It is taken up", "yes"), new("Not taken up: it is not about AI", nameof(InadmissibleReason.NotAboutAi)),
        new("Not taken up: another organisation is responsible", nameof(InadmissibleReason.OtherOrganisation)),
        new("Not taken up: it tells of no harm, nor of a risk, also after asking", nameof(InadmissibleReason.NoHarmDescribed)),
        new("Not taken up: the same was decided before", nameof(InadmissibleReason.DecidedBefore)),
    ];

    public IEnumerable<SelectListItem> OrganisationItems => [new("Choose", ""), .. Organisations];

    public IEnumerable<SelectListItem> ImpactItems =>
        [new("Choose", ""), .. Impacts.GroupBy(i => i.SystemId).OrderBy(system => system.Key != Opened?.SystemId).SelectMany(system =>
        {
            var heading = new SelectListGroup { Name = system.First().SystemName };
            return system.Select(i => new SelectListItem { Text = $"{Word(i.Band)} · {i.Right}: {i.Title}", Value = i.Id.ToString(), Group = heading });
        })];

    public string Word(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' ');

    public Task<IActionResult> OnGet(Guid id, string? done, string? messages, CancellationToken cancellation)
    {
        (Messages, doneBefore) = (messages, done);
        return Show(id, cancellation);
    }

    public async Task<IActionResult> OnPostAcknowledge(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => acknowledge.Run(id, cancellation), cancellation), "acknowledged", "", cancellation);

    public async Task<IActionResult> OnPostAnswer(Guid id, CancellationToken cancellation) => await After(id,
        await idempotency.Once($"answer:{id:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(new { Text, OnlyFor }), () => answer.Run(id, new AnswerRequest(Text ?? "", OnlyFor), cancellation), cancellation),
        "answered", nameof(Text), cancellation);

    public async Task<IActionResult> OnPostSettle(Guid id, CancellationToken cancellation) => await After(id,
        await idempotency.Once($"settle:{id:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(Settlement), () => answer.Settle(id, new SettleRequest(Settlement ?? ""), cancellation), cancellation),
        "settled", nameof(Settlement), cancellation);

    public async Task<IActionResult> OnPostTriage(Guid id, CancellationToken cancellation) => !ModelState.IsValid ? await Show(id, cancellation)
        : await After(id, await triage.Run(id, new TriageRequest(Band, ImpactId, BandReason, Seen), cancellation), "triaged", Band is CaseBand.Critical && string.IsNullOrWhiteSpace(BandReason) ? nameof(BandReason) : nameof(Band), cancellation);

    public async Task<IActionResult> OnPostAdmissibility(Guid id, CancellationToken cancellation)
    {
        var reason = Enum.TryParse<InadmissibleReason>(Admissible, out var known) ? known : (InadmissibleReason?)null;
        if (Admissible != "yes" && reason is null)
        {
            ModelState.AddModelError(nameof(Admissible), "Choose one.");
            return await Show(id, cancellation);
        }
        var request = new AdmissibilityRequest(Admissible == "yes", reason, AdmissibilityText, Seen);
        return await After(id, await Write(() => admissibility.Run(id, request, cancellation), cancellation), "admissibility", nameof(AdmissibilityText), cancellation);
    }

    public async Task<IActionResult> OnGetFile(Guid id, Guid file, bool original, CancellationToken cancellation)
    {
        var found = await files.ForHandler(id, file, original, cancellation);
        return found.Refusal is null ? found.Value! : await After(id, found, "", "", cancellation);
    }

    public async Task<IActionResult> OnPostQuarantine(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => files.Quarantine(id, FileId, Apart, cancellation), cancellation), "apart", "", cancellation);

    public async Task<IActionResult> OnPostFileBack(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => keep.TakeBack(id, FileId, cancellation), cancellation), "file_back", "", cancellation);

    public async Task<IActionResult> OnPostDetach(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => attach.Undo(id, cancellation), cancellation), "detached", "", cancellation);

    public async Task<IActionResult> OnPostMark(Guid id, CancellationToken cancellation)
    {
        var outcome = await Write(() => mark.Run(id, new MarkRequest(Spam, LegalHold, AppealHold, SpamReason), cancellation), cancellation);
        return await After(id, outcome, "marked", outcome.Refusal?.Errors is null ? "" : nameof(SpamReason), cancellation);
    }

    public async Task<IActionResult> OnPostExtend(Guid id, CancellationToken cancellation)
    {
        if (Until is not { } until)
        {
            ModelState.AddModelError(nameof(Until), "Choose a day.");
            return await Show(id, cancellation);
        }
        var request = new ExtendRequest(new DateTimeOffset(until.ToDateTime(new TimeOnly(23, 59)), TimeSpan.Zero), Reason ?? "", Seen);
        return await After(id, await Write(() => extend.Run(id, request, cancellation), cancellation), "extended", nameof(Until), cancellation);
    }

    /// <summary>Puts a template's words below the reasons typed so far. Nothing is decided.</summary>
    public Task<IActionResult> OnPostWords(Guid id, CancellationToken cancellation) => Show(id, cancellation);

    public async Task<IActionResult> OnPostRoute(Guid id, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(Organisation))
        {
            ModelState.AddModelError(nameof(Organisation), "Choose an organisation.");
            return await Show(id, cancellation);
        }
        var outcome = await route.Run(id, new RouteRequest(Organisation, Confirmed), cancellation);
        // The desk has no page of the case any more.
        return outcome.Refused ? await After(id, outcome, "", outcome.Refusal!.Errors?.ContainsKey("/unsafeRead") == true ? nameof(Confirmed) : nameof(Organisation), cancellation) : Redirect("/console/grievances?done=routed");
    }

    private Task<Outcome<Done>> Write(Func<Task<Outcome<Done>>> work, CancellationToken cancellation) => unit.Repeat(work, o => !o.Refused, cancellation);

    private async Task<IActionResult> After<T>(Guid id, Outcome<T> outcome, string done, string field, CancellationToken cancellation)
    {
        if (outcome.Refusal is not { } refusal)
            return Redirect($"/console/grievances/{id}?done={done}");
        var code = refusal.Errors?.Values.First()[0] ?? refusal.Code;
        ModelState.AddModelError(field, FieldErrors.Words(code, Request, field));
        Stale(refusal);
        return await Show(id, cancellation);
    }

    // Two handlers had the same page before them: the second decides on what stands since the first did.
    private void Stale(Refusal refusal)
    {
        if (refusal.Code == "grievances.changed_meanwhile")
            (Changed, Response.StatusCode) = (true, refusal.Status);
    }

    private async Task<IActionResult> Show(Guid id, CancellationToken cancellation)
    {
        ModelState.Remove(nameof(Key));
        Key = Guid.NewGuid().ToString();
        await LoadImpacts();
        var opened = await unit.Repeat(() => open.Run(id, Messages, cancellation), o => !o.Refused, cancellation);
        if (opened.Refusal is { } refusal)
            return new RefusedResult(refusal);
        Opened = opened.Value!;
        ModelState.Remove(nameof(Seen));
        // What was refused for another reason is sent again from the same page: whoever sends it has still seen nothing newer.
        Seen = Changed ? Opened.Version : Seen ?? Opened.Version;
        Kept = Changed ? [.. TypedInVain()] : [];
        (Beside, SystemChanges) = await unit.Read(async () => (await relations.Beside(id, cancellation), await SystemChange.Of(db, Opened, cancellation)), cancellation);
        (Spam, LegalHold, AppealHold) = (Opened!.Marks.Contains("spam"), Opened.Marks.Contains("legal_hold"), Opened.Marks.Contains("appeal_hold"));
        await LoadAnswers(cancellation);
        await LoadTemplates(cancellation);
        Organisations = [.. (await unit.Read(() => route.Organisations(cancellation), cancellation)).Select(t => new SelectListItem(t.Name, t.Slug))];
        Replies = [.. Opened.Messages.Where(m => m.OnlyFor is not null).Select(m => (Id: m.OnlyFor!.Value, m.WriterRole)).DistinctBy(m => m.Id)
            .Select((m, at) => new SelectListItem($"{Word(m.WriterRole)} {at + 1} alone", m.Id.ToString()))];
        if (Replies.Count > 0)
            Replies = [new("Everybody on the person’s side", ""), .. Replies];
        (Band, ImpactId) = (Band ?? (Enum.TryParse<CaseBand>(Opened!.Case.Band, true, out var band) ? band : null), ImpactId ?? Opened!.ImpactId);
        return Page();
    }

    // Its form is gone with what the other one decided.
    private IEnumerable<(string Label, string Text)> TypedInVain()
    {
        var closed = Opened!.Case.State == "closed";
        (string Label, string? Text)[] typed =
        [
            closed || !MayDecide ? ("Why it is taken up or not", AdmissibilityText) : default, closed || Opened.ExtensionReason is not null ? ("Why more time", Reason) : default,
            closed ? ("Why it is critical", BandReason) : default,
        ];
        return typed.Where(t => !string.IsNullOrWhiteSpace(t.Text)).Select(t => (t.Label, t.Text!));
    }

    // Choosing one is a look at the page with the field filled in: nothing needs a script.
    private async Task LoadTemplates(CancellationToken cancellation)
    {
        var known = await unit.Read(() => templates.For(Opened!.Case.Language, cancellation), cancellation);
        Templates = known.Count == 0 ? [] : [new("Choose", ""), .. known.Select(t => new SelectListItem($"{TemplatesModel.Name(t.Kind)}: {t.Title} ({t.Language})", t.Id.ToString()))];
        if (HttpMethods.IsGet(Request.Method) && Guid.TryParse(Request.Query["template"], out var id) && known.FirstOrDefault(t => t.Id == id) is { } chosen)
            Text = ReplyTemplates.Fill(chosen, Opened!.Case.Reference, TenantName ?? "", Now);
        var reasons = known.Where(t => t.Kind is "admissible" or "inadmissible").ToList();
        Reasons = reasons.Count == 0 ? [] : [new("Choose", ""), .. reasons.Select(t => new SelectListItem($"{TemplatesModel.Name(t.Kind)}: {t.Title} ({t.Language})", t.Id.ToString()))];
        if (Request.Query["handler"] == "Words" && reasons.FirstOrDefault(t => t.Id == ReasonTemplate) is { } words)
        {
            AdmissibilityText = ReplyTemplates.Beside(AdmissibilityText, ReplyTemplates.Fill(words, Opened!.Case.Reference, TenantName ?? "", Now));
            ModelState.Remove(nameof(AdmissibilityText));
        }
    }

    private async Task LoadAnswers(CancellationToken cancellation)
    {
        if (Opened?.Answers is not { } given)
            return;
        Answers = await unit.Read(() => forms.Shown(given, "en", cancellation), cancellation);
    }

    private async Task LoadImpacts()
    {
        try
        {
            var answer = await assessments.ListImpacts(limit: 200);
            ImpactsKnown = answer.IsSuccessful;
            Impacts = answer.Content?.Items ?? [];
            MoreImpacts = answer.Content?.Next is not null;
        }
        catch (HttpRequestException fault)
        {
            log.LogWarning("Impacts can't be listed: {Fault}", fault.HttpRequestError);
        }
    }
}
