using Grievances.Data;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Whoever filed says four things about the person it happened to, if they wish, so that it can be counted who is harmed and who is heard; each is not said unless they choose.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxAboutModel(SayAbout about, UnitOfWork<GrievancesDb> unit) : MailboxPage
{
    /// <summary>What is kept.</summary>
    public AboutView? View { get; private set; }

    /// <summary>Whether it was saved a moment ago.</summary>
    public bool Saved { get; private set; }

    /// <summary>Whether it was taken back a moment ago.</summary>
    public bool TakenBack { get; private set; }

    public Task<IActionResult> OnGet(string? done, CancellationToken cancellation)
    {
        (Saved, TakenBack) = (done == "saved", done == "back");
        return Shown(cancellation);
    }

    /// <summary>Shows the page in another language with what was chosen so far.</summary>
    public async Task<IActionResult> OnPostLanguage(CancellationToken cancellation)
    {
        ModelState.Clear();
        return Session is null ? OnToTheFront() : await Shown(cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var answers = new AboutAnswers(Given("age"), Given("gender"), Given("disability") is { } hard ? hard == "true" : null, Given("region"));
        var outcome = await unit.Repeat(() => about.Run(session, answers, cancellation), done => !done.Refused, cancellation);
        return outcome.Refused ? await Again(outcome.Refusal, cancellation) : SeeOther(Front + (answers == new AboutAnswers() ? "/about?done=back" : "/about?done=saved"));
    }

    public async Task<IActionResult> OnPostTakeBack(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var outcome = await unit.Repeat(() => about.TakeBack(session, cancellation), done => !done.Refused, cancellation);
        return outcome.Refused ? await Again(outcome.Refusal, cancellation) : SeeOther(Front + "/about?done=back");
    }

    /// <summary>What was chosen or is kept of a question, as its option; empty where nothing is said.</summary>
    public string Chosen(string question) => Request.HasFormContentType ? Request.Form[question].ToString()
        : question switch { "age" => View!.Age, "gender" => View!.Gender, "region" => View!.Region, _ => View!.Disability is { } hard ? hard ? "true" : "false" : null } ?? "";

    private string? Given(string question) => Request.Form[question].ToString() is { Length: > 0 } given ? given : null;

    private async Task<IActionResult> Again(Refusal? refusal, CancellationToken cancellation)
    {
        if (refusal is { Status: StatusCodes.Status401Unauthorized })
            return OnToTheFront();
        Show(refusal!, refusal!.Errors?.Keys.FirstOrDefault()?.TrimStart('/') ?? "");
        return await Shown(cancellation);
    }

    // Whoever is not asked here is led to the front.
    private async Task<IActionResult> Shown(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(() => about.Read(session, cancellation), cancellation);
        if (found.Refused)
            return SeeOther(Front);
        View = found.Value;
        return Page();
    }
}
