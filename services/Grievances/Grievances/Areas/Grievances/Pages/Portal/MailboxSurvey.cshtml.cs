using System.Globalization;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Grievances.Features.Surveys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>The person says how it was: five questions, each may be left out, one time at a time.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxSurveyModel(AnswerSurvey survey, UnitOfWork<GrievancesDb> unit) : MailboxPage
{
    /// <summary>The questions in order.</summary>
    public static IReadOnlyList<string> Questions { get; } = ["satisfied", "heard", "fair", "safe", "remedied"];

    /// <summary>closure or ninety_days.</summary>
    [BindProperty(SupportsGet = true)] public string? Moment { get; set; }

    [BindProperty] public string? Text { get; set; }

    /// <summary>What is asked now, the newest time unless another was asked for; null where nothing is.</summary>
    public SurveyView? Asked { get; private set; }

    /// <summary>Another time that can be answered or changed.</summary>
    public SurveyView? Other { get; private set; }

    /// <summary>Whether an answer arrived a moment ago.</summary>
    public bool Sent { get; private set; }

    public Task<IActionResult> OnGet(bool sent, CancellationToken cancellation)
    {
        Sent = sent;
        return Shown(true, cancellation);
    }

    /// <summary>Shows the page in another language with what was chosen and typed so far.</summary>
    public async Task<IActionResult> OnPostLanguage(CancellationToken cancellation)
    {
        ModelState.Clear();
        return Session is null ? OnToTheFront() : await Shown(false, cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        if (AnswerSurvey.Read(Moment ?? "") is not { } moment)
            return SeeOther(Front + "/survey");
        var answers = new SurveyAnswers(Given("satisfied"), Given("heard"), Given("fair"), Given("safe"), Given("remedied"), Text);
        var outcome = await unit.Repeat(() => survey.Run(session, moment, answers, cancellation), done => !done.Refused, cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther($"{Front}/survey?moment={Moment}&sent=true");
        if (refusal.Status == StatusCodes.Status401Unauthorized)
            return OnToTheFront();
        ModelState.AddModelError(refusal.Errors?.ContainsKey("/words") == true ? nameof(Text) : Questions[0], RemedyText.Error(refusal));
        return await Shown(false, cancellation);
    }

    /// <summary>What was chosen or said to a question, as its option; empty where nothing was.</summary>
    public string Chosen(string question) => Request.HasFormContentType ? Request.Form[question].ToString()
        : Asked?.Answers is { } said && (question switch { "satisfied" => said.Satisfied, "heard" => said.Heard, "fair" => said.Fair, "safe" => said.Safe, _ => said.Remedied }) is { } score ? score.ToString(CultureInfo.InvariantCulture) : "";

    private int? Given(string question) => int.TryParse(Request.Form[question], NumberStyles.None, CultureInfo.InvariantCulture, out var score) ? score : null;

    private async Task<IActionResult> Shown(bool fresh, CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(() => survey.List(session, cancellation), cancellation);
        if (found.Refused)
            return SeeOther(Front);
        Asked = found.Value!.FirstOrDefault(s => s.Moment == Moment) ?? found.Value!.LastOrDefault(s => s.Open) ?? (found.Value! is [.., var last] ? last : null);
        Other = found.Value!.FirstOrDefault(s => s.Open && s != Asked);
        if (fresh)
            Text = Asked?.Answers?.Words;
        return Page();
    }
}
