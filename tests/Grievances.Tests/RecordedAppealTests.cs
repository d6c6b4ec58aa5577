using System.Net;
using AngleSharp.Html.Dom;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Grievances.Features.Cases;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Whoever stands in another register appeals too: they are told how, it is written down for them, and never decided by the first reviewer.</summary>
public sealed class RecordedAppealTests(GrievancesServer shared)
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task AnAppeal_IsWrittenDown_AndDecidedBySomebodyWhoDecidedNothingBefore()
    {
        await using var identity = await StandInIdentity.Start((AppealTests.First, "case-handler"), (AppealTests.Second, "case-handler"));
        await using var server = await OwnServer.WithClock(Begin, identity: identity);
        var tenant = await server.Tenant();
        var id = await RecordedAnswerTests.Imported(server, tenant);
        using var first = server.Staff(tenant, AppealTests.First, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        var page = $"/console/grievances/{id}/recorded";
        Assert.Null((await first.Page(page)).QuerySelector("form[action*='handler=Appeal']"));
        using (var early = await first.Post($"{Api}/cases/{id}/recorded-appeals", new { against = "outcome", how = "phone", words = "No." }))
            Assert.Equal("grievances.nothing_to_appeal", await early.Problem(HttpStatusCode.Conflict));
        // The letter says how they appeal who have no mailbox, and no word of one.
        var words = (await first.Page($"/console/grievances/{id}/close")).QuerySelector("textarea[name='Letter.HowToAppeal']")!.TextContent;
        Assert.Equal(LetterRequest.AppealWords("en", FilingChannel.Import), words);
        Assert.DoesNotContain("mailbox", words, StringComparison.OrdinalIgnoreCase);
        await server.Close(tenant, first, id);
        server.Clock!.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("It has to write your appeal down.", (await first.Page($"/console/grievances/{id}")).Body!.TextContent, StringComparison.Ordinal);

        using (var bare = await first.Submit(page, Form, ("Against", "Outcome"), ("AppealedBy", ""), ("AppealWords", "They disagree.")))
            Assert.Contains("Choose how they said it.", await bare.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var wordless = await first.Submit(page, Form, ("Against", "Outcome"), ("AppealedBy", "Letter"), ("AppealWords", " ")))
            Assert.Contains("Write down what the person said.", await wordless.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var recorded = await first.Submit(page, Form, ("Against", "Outcome"), ("AppealedBy", "Letter"), ("AppealWords", "CANARY-7 You looked at the wrong day.")))
            Assert.Equal($"{page}?done=appealed", recorded.Headers.Location?.ToString());
        var shown = (await first.Page(page)).QuerySelector("main")!;
        Assert.Contains("Recorded by case handler · by letter", shown.TextContent, StringComparison.Ordinal);
        Assert.Null(shown.QuerySelector("form[action*='handler=Appeal']"));
        Assert.InRange(await server.Statements(first, new HttpRequestMessage(HttpMethod.Get, page)), 1, 8);
        using (var twice = await first.Post($"{Api}/cases/{id}/recorded-appeals", new { against = "outcome", how = "phone", words = "Still no." }))
            Assert.Equal("grievances.appeal_open", await twice.Problem(HttpStatusCode.Conflict));
        Assert.Equal(["case-handler outcome:letter"], await server.Read(tenant, db => db.Set<AuditLine>().Where(l => l.Action == "grievances.appeal_recorded").Select(l => l.Role + " " + l.Purpose).ToListAsync()));
        Assert.Equal("outcome", Assert.Single(await server.Events<AppealFiled>(tenant)).GetProperty("against").GetString());
        Assert.Equal(["reminder-1", "reminder-2", "escalation", "missed"], await server.Read(tenant, db => db.Set<Platform.Clocks.DueDate>().Where(d => d.Kind == "appeal" && d.SettledAt == null).OrderBy(d => d.At).Select(d => d.Step).ToListAsync()));

        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        var appeal = await server.Read(tenant, db => db.Appeals.Select(a => a.Id).SingleAsync());
        using (var same = await lead.Post($"{Api}/cases/{id}/appeals/{appeal}/reviewer", new { accountId = AppealTests.First, handlers = "team" }))
            Assert.Equal("grievances.reviewer_was_in_it", await same.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(lead, $"/cases/{id}/appeals/{appeal}/reviewer", new { accountId = AppealTests.Second, handlers = "team" });
        using var second = server.Staff(tenant, AppealTests.Second, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        Assert.Contains("CANARY-7", (await second.Page($"/console/grievances/{id}/remedy")).Body!.TextContent, StringComparison.Ordinal);
        using (var own = await first.Post($"{Api}/cases/{id}/appeals/{appeal}/decision", new { decision = "dismissed", letter = "No." }))
            Assert.Equal("grievances.not_the_reviewer", await own.Problem(HttpStatusCode.Forbidden));
        await GrievancesServer.Post(second, $"/cases/{id}/appeals/{appeal}/decision", new { decision = "dismissed", letter = "We read it all again." });
        Assert.Contains("Dismissed", (await first.Page(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using (var before = await first.Post($"{Api}/cases/{id}/recorded-appeals", new { against = "outcome", how = "phone", words = "Still no." }))
            Assert.Equal("grievances.appealed_before", await before.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task WhoeverHasAMailbox_AppealsThere()
    {
        var tenant = await shared.Provisioned();
        await shared.File(tenant);
        var id = await shared.CaseOf(tenant);
        using var handler = shared.Handler(tenant);
        await shared.Close(tenant, handler, id);
        using var refused = await handler.Post($"{Api}/cases/{id}/recorded-appeals", new { against = "outcome", how = "phone", words = "No." });
        Assert.Equal("grievances.person_answers_themselves", await refused.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public void TheWordsOnHowToAppeal_AreFitForALetter_InEachLanguage()
    {
        foreach (var language in new[] { "en", "fr", "es", "ru", "zh", "ar" })
            Assert.Null(GrievancesServer.LetterWords[language] is var (what, who, how) ? new LetterRequest(language, what, who, how, LetterRequest.AppealWords(language, FilingChannel.Import)).Unfit(language) : null);
    }

    private static IHtmlFormElement Form(IHtmlDocument page) => (IHtmlFormElement)page.QuerySelector("form[action*='handler=Appeal']")!;
}
