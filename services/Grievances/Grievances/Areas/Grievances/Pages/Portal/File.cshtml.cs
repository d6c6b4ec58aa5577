using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Drafts;
using Grievances.Features.Files;
using Grievances.Features.Forms;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Forms;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>
/// Files a grievance, one thing a page, without a script. What was typed lies in a draft, sealed under a code that the form carries;
/// each page has an address to go back to, whose marks tell nothing to whoever reads a browser's history.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromPath<GrievancesDb>, Work(Work.Own)]
public sealed class FileModel(
    UnitOfWork<GrievancesDb> unit, FileGrievance file, FormOfTenant forms, Drafts drafts, OpenDrafts open, StagedFiles staged, Idempotency<GrievancesDb> idempotency) : PageModel
{
    [BindProperty] public string? Draft { get; set; }
    [BindProperty] public string? Step { get; set; }
    [BindProperty] public string? Way { get; set; }
    [BindProperty] public string? SystemChoice { get; set; }
    [BindProperty] public string? Pattern { get; set; }
    [BindProperty] public string? Excerpt { get; set; }
    [BindProperty] public string? Go { get; set; }
    [BindProperty] public string? Code { get; set; }

    /// <summary>Whether one answer is changed from the summary: after it the way leads back there.</summary>
    [BindProperty] public bool Change { get; set; }

    public KnownTenant Tenant => HttpContext.KnownTenant();
    public FilingView? View { get; private set; }
    public FiledGrievance? Filed { get; private set; }

    /// <summary>Whether an answer said danger, where the receipt is shown.</summary>
    public bool Danger { get; private set; }
    public string? SavedCode { get; private set; }
    public DateTimeOffset? SavedUntil { get; private set; }

    /// <summary>Files added so far, where they are shown.</summary>
    public IReadOnlyList<StagedView> Files { get; private set; } = [];

    /// <summary>Whether the address is one of a draft that is not open in this browser any more.</summary>
    public bool Closed { get; private set; }

    /// <summary>The first page: help first, then the ways to tell it; or the page of a draft that somebody goes back to.</summary>
    public async Task OnGet(string? way, string? system, string? pattern, string? at, [FromQuery(Name = "as")] string? seen, bool change, CancellationToken cancellation)
    {
        (Way, SystemChoice, Pattern, Change) = (way, system, pattern, change);
        if (!Tenant.Active)
            return;
        OpenDrafts.Probe(HttpContext);
        if (at is null)
            return;
        Draft = open.Code(HttpContext, at);
        var draft = Draft is null ? null : (await Opened(cancellation)).Value;
        if (draft is { State.Sent: true })
        {
            await Replay(draft, cancellation);
            if (Filed is not null && FiledView.Fault(seen) is { } fault)
                ModelState.AddModelError(nameof(FiledView.Typed), fault);
        }
        else if (draft is not null)
            await ShowAgain(draft, at, seen, cancellation);
        if (Filed is null && View is null)
            (Closed, Draft) = (ModelState.ErrorCount == 0, null);
        ModelState.Remove(nameof(Draft));
        Response.StatusCode = StatusCodes.Status200OK;
    }

    /// <summary>Shows the same page in another language with everything typed so far; before the first question nothing was.</summary>
    public async Task<IActionResult> OnPostLanguage(CancellationToken cancellation)
    {
        if (!Request.HasFormContentType)
            return StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (Draft is null && Step is null)
            return Page();
        await Turn("stay", cancellation);
        return Seen();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!Request.HasFormContentType)
            return StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (!Tenant.Active)
            return Page();
        await Turn(Go ?? "next", cancellation);
        return Seen();
    }

    // A page with an address can be gone back to and loaded again. Without cookies, and where something is to be said that no address
    // says, the answer is the page itself.
    private IActionResult Seen()
    {
        var shown = View is null ? Filed is not null : ModelState.ErrorCount == 0 || View.Errors.Count > 0 && !ModelState.ContainsKey("");
        if (!shown || !OpenDrafts.Works(HttpContext) || Receipt.Read(Draft, out var code) != ReceiptReading.Readable)
            return Page();
        open.Remember(HttpContext, code, sent: Filed is not null);
        Response.Headers.Location = HttpContext.KeepLanguage($"/portal/{Tenant.Slug}/file?at={open.Address(code, View?.Step ?? "")}"
            + (SavedCode is not null ? "&as=saved" : View?.Errors.Count > 0 ? "&as=checked" : "") + (Change ? "&change=true" : ""));
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task ShowAgain(OpenedDraft draft, string at, string? seen, CancellationToken cancellation)
    {
        var state = draft.State;
        var asked = (await unit.Read(() => forms.Of(state.Path, state.FormNumber, state.PatternId, state.SystemId, cancellation), cancellation)).After(state.Answers);
        var steps = new FilingSteps(state.Path, asked.Definition, state.Answers);
        var step = open.Step(draft.Code, at, steps.All) ?? (steps.Has(state.Step) ? state.Step : steps.First);
        if (step == FilingSteps.Files)
            Files = await Staged(state, cancellation);
        if (seen == "saved")
            (SavedCode, SavedUntil) = (draft.Code.Grouped, draft.ExpiresAt);
        Show(draft, state, asked, step, seen == "checked" && steps.Path.Page(step) is not null ? FilingChecks.Of(asked, step, steps.Path.Kept) : null);
    }

    private async Task Turn(string go, CancellationToken cancellation)
    {
        if (go == "resume" && string.IsNullOrWhiteSpace(Code))
        {
            ModelState.AddModelError(nameof(Code), PortalText.Words["draft.code_missing"]);
            return;
        }
        if (go == "resume")
            Draft = Code;
        var opened = await Opened(cancellation);
        if (opened.Refusal is { } gone)
        {
            if (go == "resume" || Step is null)
            {
                ShowDraftGone(go == "resume" ? nameof(Code) : "", gone);
                return;
            }
            // What was typed on this page is not to be lost with the rest.
            ModelState.AddModelError("", PortalText.Words["draft.gone_kept"]);
        }
        var draft = opened.Value;
        var state = draft?.State ?? New();
        if (go == "resume")
            state = state with { Shown = true };
        if (state.Sent)
        {
            await Replay(draft! with { State = state }, cancellation, go == "resume" ? nameof(Code) : "");
            return;
        }
        var whole = await unit.Read(() => forms.Of(state.Path, state.FormNumber, state.PatternId, state.SystemId, cancellation), cancellation);
        var asked = whole.After(state.Answers);
        var steps = new FilingSteps(state.Path, asked.Definition, state.Answers);
        if (go is "begin" or "resume")
        {
            if (draft is null && OpenDrafts.Works(HttpContext))
                draft = await Stored(null, state with { Step = steps.First, FormNumber = asked.Number }, cancellation);
            else if (draft is { State.Shown: false } && state.Shown)
                draft = await Stored(draft, state, cancellation);
            Files = await Staged(state, cancellation);
            Show(draft, state, asked, steps.Has(state.Step) ? state.Step : steps.First);
            return;
        }
        var step = Step is { } at && steps.Has(at) ? at : steps.First;
        var before = steps;
        if (steps.Path.Page(step) is { } page)
            state = state with { Answers = state.Answers.WithPage(page, FormPosted.Read(Request.Form, page)) };
        if (go == "drop-excerpt")
            state = state with { Excerpt = null };
        state = await WithFiles(state, go, cancellation);
        asked = whole.After(state.Answers);
        steps = new FilingSteps(state.Path, asked.Definition, state.Answers);
        var errors = go is "next" or "send" && steps.Path.Page(step) is not null ? FilingChecks.Of(asked, step, steps.Path.Kept) : new Dictionary<string, FormError>();
        var shown = errors.Count > 0 ? step : Change && go == "next" ? steps.AfterChange(step, before) : Target(go, step, steps);
        // What leads on to other questions is gone through like the first time.
        Change = shown != FilingSteps.Review && (step == FilingSteps.Review && go.StartsWith("to:", StringComparison.Ordinal) || Change && shown == step);
        state = state with { Step = shown, FormNumber = state.FormNumber ?? asked.Number, Shown = state.Shown || go == "save" };
        draft = await Stored(draft, state, cancellation);
        if (draft.State.Sent)
        {
            await Replay(draft, cancellation);
            return;
        }
        if (go == "send" && errors.Count == 0 && await Send(draft, state, asked, steps, cancellation))
            return;
        if (go == "save")
            (SavedCode, SavedUntil) = (draft.Code.Grouped, draft.ExpiresAt);
        if (shown == FilingSteps.Files)
            Files = await Staged(state, cancellation);
        if (go == "send" && steps.FirstFault(asked) is { } unfit)
            Show(draft, state, asked, unfit, FilingChecks.Of(asked, unfit, steps.Path.Kept));
        else
            Show(draft, state, asked, shown, errors);
    }

    private async Task<DraftState> WithFiles(DraftState state, string go, CancellationToken cancellation)
    {
        if (go.Split(':') is not [var what, var id] || !Guid.TryParse(id, out var file) || state.Files.FirstOrDefault(f => f.Id == file) is not { } meant)
            return state;
        if (what == "original")
            return state with { Files = [.. state.Files.Select(f => f.Id == file ? f with { Original = !f.Original } : f)] };
        if (what != "drop")
            return state;
        var found = await unit.Read(() => staged.Find(file, meant.Token, cancellation), cancellation);
        if (!found.Refused)
            await staged.Delete(found.Value.File);
        return state with { Files = [.. state.Files.Where(f => f.Id != file)] };
    }

    private Task<List<StagedView>> Staged(DraftState state, CancellationToken cancellation) => unit.Read(async () =>
    {
        var views = new List<StagedView>();
        foreach (var file in state.Files)
            if (await staged.Find(file.Id, file.Token, cancellation) is { Refused: false } found)
                views.Add(StagedView.Of(found.Value.File, found.Value.State));
        return views;
    }, cancellation);

    private static string Target(string go, string step, FilingSteps steps) => go switch
    {
        "next" => steps.After(step),
        "back" => steps.Before(step) ?? step,
        _ when go.StartsWith("to:", StringComparison.Ordinal) && steps.Has(go[3..]) => go[3..],
        _ => step,
    };

    private async Task<Outcome<OpenedDraft?>> Opened(CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(Draft))
            return new Outcome<OpenedDraft?>(null, null);
        var found = await unit.Read(() => drafts.Open(Draft, cancellation), cancellation);
        return new Outcome<OpenedDraft?>(found.Value, found.Refusal);
    }

    private DraftState New()
    {
        var way = Enum.TryParse<FilingPath>(Way, ignoreCase: true, out var path) && Enum.IsDefined(path) ? path : FilingPath.Full;
        Guid? system = Guid.TryParse(SystemChoice, out var chosen) ? chosen : null;
        return new DraftState(way, system is null ? FormAnswers.None : FormAnswers.None.With("system", system.Value.ToString()), [], null, Guid.TryParse(Pattern, out var pattern) ? pattern : null,
            FileRules.IsBlank(Excerpt) || FileRules.Characters(Excerpt) > FileRules.MostText ? null : Excerpt.Trim(), Guid.NewGuid().ToString(), "", SystemId: system);
    }

    // Two pages of one draft at once: what this page says is put over what the other left.
    private async Task<OpenedDraft> Stored(OpenedDraft? draft, DraftState state, CancellationToken cancellation)
    {
        if (draft is null)
            return (await unit.Run(true, async () => new Outcome<OpenedDraft>(await drafts.Start(state, cancellation), null), _ => true, cancellation)).Value!;
        var stored = await unit.Run(true, () => drafts.Store(draft, state, cancellation), outcome => !outcome.Refused, cancellation);
        if (stored.Value is { } done)
            return done;
        var newer = (await unit.Read(() => drafts.Open(draft.Code.Digits, cancellation), cancellation)).Value ?? throw new InvalidOperationException("The draft is gone.");
        return newer.State.Sent ? newer : await Stored(newer, state with { Files = newer.State.Files }, cancellation);
    }

    private async Task<bool> Send(OpenedDraft draft, DraftState state, Questionnaire asked, FilingSteps steps, CancellationToken cancellation)
    {
        if (steps.FirstFault(asked) is not null)
        {
            ModelState.AddModelError("", PortalText.Words["error.incomplete"]);
            return false;
        }
        var danger = FilingDanger.In(state.Path, steps.Path);
        var request = FiledFromForm.Of(state, steps.Path.Kept, PortalLanguages.Current.Code, asked.Pattern);
        var channel = state.Path is FilingPath.Worker ? FilingChannel.Worker : state.Excerpt is null ? FilingChannel.Portal : FilingChannel.Product;
        var outcome = await idempotency.Once("file", state.Key, draft.Code.Bytes, async () =>
        {
            var filed = await file.Run(request, channel, state.Excerpt, cancellation);
            if (filed.Refused)
                return filed;
            // Of two pages that send at once the second waits here, finds the draft changed and is shown what the first one got.
            var sent = new DraftState(state.Path, FormAnswers.None, [], null, null, null, state.Key, "", Sent: true, state.Shown, open.Way(HttpContext, draft.Code)) { Danger = danger };
            var emptied = await drafts.Store(draft, sent, cancellation);
            return emptied.Refusal is { } changed ? changed : filed;
        }, cancellation);
        if (outcome.Refusal is { Code: "grievances.draft_changed" })
        {
            // Another page of the same draft was quicker: it has sent it, or has changed it and this one sends that.
            var newer = (await unit.Read(() => drafts.Open(draft.Code.Digits, cancellation), cancellation)).Value ?? throw new InvalidOperationException("The draft is gone.");
            if (!newer.State.Sent)
                return await Send(newer, newer.State, asked, new FilingSteps(newer.State.Path, asked.Definition, newer.State.Answers), cancellation);
            await Replay(newer, cancellation);
            return true;
        }
        if (outcome.Refusal is { } refusal)
        {
            foreach (var code in refusal.Errors?.Values.Select(codes => codes[0]).Distinct() ?? [refusal.Code])
                ModelState.AddModelError("", PortalText.Words.Find("error.code." + code) ?? PortalText.Words["error.again"]);
            return false;
        }
        ShowFiled(draft with { State = state with { Danger = danger } }, outcome.Value!);
        return true;
    }

    // What was sent under a code that others may know is shown again in the browser it was sent from alone: the code opens a draft, and is no key to a mailbox.
    private async Task Replay(OpenedDraft draft, CancellationToken cancellation, string field = "")
    {
        if (draft.State.Shown && !open.IsSentHere(HttpContext, draft.Code, draft.State.SentBy))
        {
            ModelState.AddModelError(field, PortalText.Words["draft.sent"]);
            return;
        }
        var kept = await idempotency.Once("file", draft.State.Key, draft.Code.Bytes, () => Task.FromResult<Outcome<FiledGrievance>>(Refusal.NotFound("grievances.draft_unknown")), cancellation);
        if (kept.Value is { } filed)
            ShowFiled(draft, filed);
        else
            ModelState.AddModelError("", PortalText.Words["draft.gone"]);
    }

    private void ShowFiled(OpenedDraft draft, FiledGrievance filed)
    {
        ModelState.Clear();
        (Filed, Danger, Draft) = (filed, draft.State.Danger, draft.Code.Digits);
        Response.StatusCode = StatusCodes.Status201Created;
    }

    private void Show(OpenedDraft? draft, DraftState state, Questionnaire asked, string step, IReadOnlyDictionary<string, FormError>? errors = null)
    {
        var steps = new FilingSteps(state.Path, asked.Definition, state.Answers);
        View = new FilingView(step, state, asked, steps, errors ?? new Dictionary<string, FormError>());
        View.Errors.ShowIn(ModelState);
        ModelState.Remove(nameof(Draft));
        ModelState.Remove(nameof(Step));
        ModelState.Remove(nameof(Change));
        (Draft, Step, Way) = (draft?.Code.Digits, step, Codes.Of(state.Path));
    }

    private void ShowDraftGone(string field, Refusal refusal) => ModelState.AddModelError(field, PortalText.Words[refusal.Code switch
    {
        "grievances.receipt_malformed" => "draft.malformed",
        "grievances.receipt_mistyped" => "draft.mistyped",
        _ => "draft.gone",
    }]);
}

/// <summary>What one step of a filing shows.</summary>
/// <param name="Step">The step.</param>
/// <param name="State">The draft.</param>
/// <param name="Asked">The questionnaire.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Errors">What is wrong with the answers on this page.</param>
public sealed record FilingView(string Step, DraftState State, Questionnaire Asked, FilingSteps Steps, IReadOnlyDictionary<string, FormError> Errors)
{
    /// <summary>The page of questions, or null at a step that is none.</summary>
    public ShownPage? Questions => Steps.Path.Page(Step);

    /// <summary>Whether help is to be shown: the page before said danger, or, where everything is looked at, any page.</summary>
    public bool Danger => Step == FilingSteps.Review ? FilingDanger.In(State.Path, Steps.Path)
        : Steps.Before(Step) is { } before && Steps.Path.Page(before) is { } page && FilingDanger.On(State.Path, page, Steps.Path.Kept);

    /// <summary>The heading of a page as this way asks it: a question that stands alone is its own.</summary>
    public static LocalText Title(ShownPage page) => page.Questions is [var alone] ? alone.Label : page.Page.Title;
}
