using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>What the organisation offers and does to put it right: the person answers, and says of each measure whether it came as promised.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxRemedyModel(ReadRemedy read, AnswerRemedy answer, ConfirmMeasure confirm, UnitOfWork<GrievancesDb> unit, Idempotency<GrievancesDb> idempotency) : MailboxPage
{
    // So that a page stays under 50 kB with its styles, however much was promised: bytes of all texts together, and at least of each.
    private const int MostOfTexts = 9_000;
    private const int LeastOfText = 200;
    private const int WordsOfEarlier = 3;
    private const int MostOfPart = 24_000;

    /// <summary>accept, refuse or counter.</summary>
    [BindProperty] public string? Answer { get; set; }

    /// <summary>Number of the offer that was read.</summary>
    [BindProperty] public int Offer { get; set; }

    /// <summary>yes or no to the apology; nothing where they don't say.</summary>
    [BindProperty] public string? Apology { get; set; }

    [BindProperty] public string? Text { get; set; }

    /// <summary>Measure that is answered.</summary>
    [BindProperty] public Guid Measure { get; set; }

    [BindProperty] public bool AsPromised { get; set; }

    public RemedyView View { get; private set; } = new("none", null, [], [], false, false);

    /// <summary>Whether an answer arrived a moment ago.</summary>
    public bool Sent { get; private set; }

    /// <summary>A text that was asked for whole; null on the page itself.</summary>
    public WholeText? Whole { get; private set; }

    public async Task<IActionResult> OnGet(bool sent, string? text, int at, CancellationToken cancellation)
    {
        Sent = sent;
        var shown = await Shown(cancellation);
        if (text is null || shown is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult)
            return shown;
        var found = Texts().FirstOrDefault(t => t.Key == text);
        if (found.Text is null)
            return SeeOther(Front + "/remedy");
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
        if (Enum.GetValues<RemedyAnswer>().Where(a => Codes.Of(a) == Answer).Select(a => (RemedyAnswer?)a).FirstOrDefault() is not { } said)
        {
            ModelState.AddModelError(nameof(Answer), RemedyText.Words["error.answer_missing"]);
            return await Shown(cancellation);
        }
        var request = new RemedyAnswerRequest(Offer, said, Apology switch { "yes" => true, "no" => false, _ => null }, Text);
        var outcome = await idempotency.Once($"remedy:{session.Holder:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => answer.Run(session, request, cancellation), cancellation);
        return await After(outcome, refusal => refusal.Errors is null ? nameof(Answer) : nameof(Text), cancellation);
    }

    public async Task<IActionResult> OnPostConfirm(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var remark = Request.Form[RemarkOf(Measure)].ToString();
        ModelState.SetModelValue(RemarkOf(Measure), remark, remark);
        var request = new ConfirmRequest(AsPromised, FileRules.IsBlank(remark) ? null : remark);
        var outcome = await idempotency.Once($"confirm:{session.Holder:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(new { Measure, request }), () => confirm.Run(session, Measure, request, cancellation), cancellation);
        return await After(outcome, _ => RemarkOf(Measure), cancellation);
    }

    /// <summary>Name of the field in which somebody says something about a measure.</summary>
    public static string RemarkOf(Guid measure) => $"Remark-{measure:N}";

    /// <summary>A text, or its beginning where all together would be too much for a page.</summary>
    public ShownText Cut(string key, string text) => ShownText.Of(key, text, Math.Max(LeastOfText, MostOfTexts / Math.Max(1, Texts().Count())));

    /// <summary>Where a measure stands, in words; of an apology that was made, whether it was taken.</summary>
    public static string StateOf(MeasureView measure) => RemedyText.Words[measure is { Measure: "apology", State: "verified" } ? "remedy.apology_taken"
        : measure is { Measure: "apology", State: "done", AnsweredAt: not null } ? "remedy.apology_not_taken" : "remedy.state." + measure.State];

    /// <summary>Whether somebody is asked whether it came as promised.</summary>
    public bool Asks(MeasureView measure) => View.Counts && measure.State is "done" or "disputed" && !(measure is { Measure: "apology", State: "done", AnsweredAt: not null });

    /// <summary>Offers beside the one that stands, the newest first; what was said to the newest of them stays readable here, to all of them in what is taken along.</summary>
    public IEnumerable<(OfferView Offer, bool WithWords)> Earlier => View.Offers.Where(o => o != View.Standing).Select((offer, at) => (offer, at < WordsOfEarlier));

    /// <summary>Of an earlier offer what is shown whole, by its place: of the newest all that the one that stands unanswered says otherwise, so that anybody sees what became of it, and all of it where something new has to be offered.</summary>
    public IEnumerable<(int Index, MeasureView Measure)> SaidOtherwise(OfferView earlier) =>
        earlier != View.Offers.FirstOrDefault(o => o != View.Standing) || (View.Standing is { State: not "open" }) || (View.Standing is null && !View.Anew) ? []
        : earlier.Measures.Index().Where(old => View.Standing?.Measures.Any(now => now.Measure == old.Item.Measure && now.Text == old.Item.Text) is not true);

    /// <summary>Every text that is shown.</summary>
    private IEnumerable<(string Key, string Heading, string? Text)> Texts()
    {
        var words = RemedyText.Words;
        if (View.NotOwedReason is { } reason)
            yield return ("reason", words["remedy.not_owed"], reason);
        if (View.Standing is { } offer)
        {
            if (offer.Words is { } with)
                yield return ("words", words["remedy.offer"], with);
            if (offer.Answer is { } said)
                yield return ("answer", words["remedy.you_said"], said);
            foreach (var (number, measure) in offer.Measures.Index())
                yield return ($"offer-{number}", RemedyText.Kind(measure.Measure), measure.Text);
        }
        foreach (var (earlier, _) in Earlier.Where(e => e.WithWords))
        {
            if (earlier.Words is { } with)
                yield return ($"earlier-{earlier.Number}", words["remedy.offer"], with);
            foreach (var (number, measure) in SaidOtherwise(earlier))
                yield return ($"earlier-{earlier.Number}-{number}", RemedyText.Kind(measure.Measure), measure.Text);
            if (earlier.Answer is { } said)
                yield return ($"earlier-answer-{earlier.Number}", words["remedy.you_said"], said);
        }
        foreach (var (number, measure) in View.Measures.Index())
        {
            yield return ($"measure-{number}", RemedyText.Kind(measure.Measure), measure.Text);
            if (measure.Evidence is { } evidence)
                yield return ($"evidence-{number}", words["remedy.evidence"], evidence);
            if (measure.Remark is { } remark)
                yield return ($"remark-{number}", words["remedy.you_said"], remark);
        }
    }

    private async Task<IActionResult> After(Outcome<Done> outcome, Func<Refusal, string> field, CancellationToken cancellation)
    {
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/remedy?sent=true");
        if (refusal.Status == StatusCodes.Status401Unauthorized)
            return OnToTheFront();
        // What they chose was meant for another offer: what they wrote stays, and they choose again.
        if (refusal.Code == "grievances.another_offer" && ModelState.Remove(nameof(Answer)))
            Answer = null;
        ModelState.AddModelError(field(refusal), RemedyText.Error(refusal));
        return await Shown(cancellation);
    }

    private async Task<IActionResult> Shown(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(() => read.Run(session, cancellation), cancellation);
        if (found.Refused)
            return SeeOther(Front);
        View = found.Value!;
        NewKey();
        return Page();
    }
}
