using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Meetings with the organisation: the person asks for one, chooses a time, and agrees to what was written down afterwards, or not.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxMeetingsModel(Meetings meetings, MeetingSides sides, ArrangeMeeting arrange, KeepMinutes minutes, UnitOfWork<GrievancesDb> unit, Idempotency<GrievancesDb> idempotency, TimeProvider clock) : MailboxPage
{
    // So that a page stays under 50 kB with its styles, however much was written down.
    private const int MostShown = 10;
    private const int MostOfTexts = 7_000;
    private const int LeastOfText = 200;
    private const int MostOfPart = 24_000;

    [BindProperty] public MeetingForm Meeting { get; set; } = new();

    /// <summary>Meeting that is answered, or for which other times are named.</summary>
    [BindProperty] public Guid Id { get; set; }

    [BindProperty] public DateTimeOffset? Time { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public bool Agreed { get; set; }

    public MeetingsOfMailbox View { get; private set; } = new([], false);
    public bool Sent { get; private set; }
    public WholeText? Whole { get; private set; }

    public IEnumerable<MeetingView> Shown => View.Items.Take(MostShown);

    /// <summary>Meeting for which other times are named; null where a new one is asked for.</summary>
    public MeetingView? Changed => View.Items.FirstOrDefault(m => m.Id == Id && m.State is "proposed" or "agreed");

    public DateTimeOffset Now => clock.GetUtcNow();

    public IEnumerable<SelectListItem> Ways => MeetingRules.Ways.Select(way => new SelectListItem(PortalText.Words["meet.way." + way], way));

    public IEnumerable<SelectListItem> Needed => MeetingRules.Needs.Select(need => new SelectListItem(PortalText.Words["meet.need." + need], need));

    /// <summary>Name of a field of one meeting, since there may be several on the page.</summary>
    public static string FieldOf(string name, Guid meeting) => $"{name}-{meeting:N}";

    /// <summary>A text, or its beginning where all together would be too much for a page.</summary>
    public ShownText Cut(string key, string text) => ShownText.Of(key, text, Math.Max(LeastOfText, MostOfTexts / Math.Max(1, Texts().Count())));

    public async Task<IActionResult> OnGet(bool sent, Guid? change, string? text, int at, CancellationToken cancellation)
    {
        (Sent, Id) = (sent, change ?? default);
        var shown = await Display(cancellation);
        if (shown is not PageResult)
            return shown;
        if (Changed is { } changing)
            (Meeting.Way, Meeting.Needs, Meeting.Where) = (changing.Way, [.. changing.Needs], changing.Where);
        if (text is null)
            return shown;
        var found = Texts().FirstOrDefault(t => t.Key == text);
        if (found.Text is null)
            return SeeOther(Front + "/meetings");
        Whole = WholeText.Of(text, found.Heading, null, found.Text, MostOfPart, at);
        return shown;
    }

    /// <summary>Shows the page in another language with what was chosen and typed so far.</summary>
    public async Task<IActionResult> OnPostLanguage(CancellationToken cancellation)
    {
        ModelState.Clear();
        return await Display(cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var request = Meeting.ToRequest();
        var outcome = await idempotency.Once($"meeting:{session.Holder:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => arrange.Ask(() => sides.Person(session, cancellation), true, request, cancellation), cancellation);
        return await After(outcome, MeetingForm.FieldOf(outcome.Refusal?.Errors?.Keys.First()), cancellation);
    }

    public async Task<IActionResult> OnPostTimes(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var outcome = await Write(() => arrange.Propose(() => sides.Person(session, cancellation), true, Id, Meeting.ToRequest(), cancellation), cancellation);
        return await After(outcome, MeetingForm.FieldOf(outcome.Refusal?.Errors?.Keys.First()), cancellation);
    }

    public async Task<IActionResult> OnPostAgree(CancellationToken cancellation) => Session is not { } session ? SeeOther(Front)
        : await After(await Write(() => arrange.Agree(() => sides.Person(session, cancellation), Id, Time ?? default, cancellation), cancellation), "", cancellation);

    public async Task<IActionResult> OnPostCancel(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var words = Typed("Words");
        return await After(await Write(() => arrange.Cancel(() => sides.Person(session, cancellation), true, Id, words, cancellation), cancellation), FieldOf("Words", Id), cancellation);
    }

    public async Task<IActionResult> OnPostMinutes(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var answer = new MinutesAnswer(Version, Agreed, Typed("Remark"));
        return await After(await Write(() => minutes.AnswerAsPerson(session, Id, answer, cancellation), cancellation), FieldOf("Remark", Id), cancellation);
    }

    private Task<Outcome<Done>> Write(Func<Task<Outcome<Done>>> work, CancellationToken cancellation) => unit.Repeat(work, o => !o.Refused, cancellation);

    private async Task<IActionResult> After<T>(Outcome<T> outcome, string field, CancellationToken cancellation)
    {
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/meetings?sent=true");
        if (refusal.Status == StatusCodes.Status401Unauthorized)
            return SeeOther(Front);
        Show(refusal, field);
        Response.StatusCode = refusal.Status;
        return await Display(cancellation);
    }

    private string Typed(string name)
    {
        var typed = Request.Form[FieldOf(name, Id)].ToString();
        ModelState.SetModelValue(FieldOf(name, Id), typed, typed);
        return typed;
    }

    private IEnumerable<(string Key, string Heading, string? Text)> Texts()
    {
        var words = PortalText.Words;
        foreach (var meeting in Shown)
        {
            if (meeting.Words is { } with)
                yield return ($"words-{meeting.Id:N}", words["meet.asked"], with);
            if (meeting.CancelWords is { } why)
                yield return ($"cancel-{meeting.Id:N}", words["meet.state.cancelled"], why);
            if (meeting.Minutes is { } minutesText)
                yield return ($"minutes-{meeting.Id:N}", words["meet.minutes"], minutesText);
            if (meeting.Remark is { } remark)
                yield return ($"remark-{meeting.Id:N}", words["meet.you_said"], remark);
        }
    }

    private async Task<IActionResult> Display(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(() => meetings.Of(session, cancellation), cancellation);
        if (found.Refused)
            return SeeOther(Front);
        View = found.Value!;
        NewKey();
        return Page();
    }
}
