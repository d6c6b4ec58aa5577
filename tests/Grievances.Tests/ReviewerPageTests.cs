using System.Net;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The page on which somebody is named who decides an appeal.</summary>
public sealed class ReviewerPageTests
{
    [Fact]
    public async Task WhoeverNamesAReviewerOnAnOldPage_PutsNobodyAsideUnseen()
    {
        await using var stage = await AppealTests.Stage.Set();
        using var handler = (await stage.Closed()).First;
        var appeal = await stage.Appeal("outcome");
        using var lead = stage.Server.Staff(stage.Tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        var page = $"/console/grievances/{stage.Id}/appeals/{appeal}";
        var old = await lead.Page(page);
        async Task<HttpResponseMessage> Name(AngleSharp.Html.Dom.IHtmlDocument shown, Guid account, string reason = "") => await lead.PostAsync(page, new FormUrlEncodedContent(
            shown.QuerySelectorAll("main form input").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!).Append(KeyValuePair.Create("Reviewer", $"team:{account}")).Append(KeyValuePair.Create("Reason", reason))));
        for (var i = 0; i < 2; i++)
            using (var named = await Name(old, AppealTests.Second))
                Assert.Equal($"{page}?done=named", named.Headers.Location?.ToString());
        using (var stale = await Name(old, AppealTests.Third))
        {
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
            Assert.Contains("Somebody else was named meanwhile.", await stale.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var machine = await lead.Post($"{stage.Case}/appeals/{appeal}/reviewer", new { accountId = AppealTests.Third, handlers = "team", before = Guid.Empty }))
            Assert.Equal("grievances.reviewer_named_meanwhile", await machine.Problem(HttpStatusCode.Conflict));
        Assert.Equal((AppealTests.Second, 1), await stage.Server.Read(stage.Tenant, async db => ((await db.Appeals.SingleAsync()).ReviewerId!.Value, await db.Assignments.CountAsync(a => a.Duty == AssignedDuty.AppealReviewer))));
        // Having seen it, they can, and say why.
        var shown = await lead.Page(page);
        Assert.NotNull(shown.QuerySelector("textarea[name=Reason]"));
        using (var silent = await Name(shown, AppealTests.Third))
        {
            Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
            Assert.Contains("Say why somebody else decides it", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var brief = await lead.Post($"{stage.Case}/appeals/{appeal}/reviewer", new { accountId = AppealTests.Third, handlers = "team", reason = "ill" }))
            Assert.Equal("grievances.reason_too_short", (await brief.Json()).GetProperty("errors").GetProperty("/reason")[0].GetProperty("code").GetString());
        using var seen = await Name(shown, AppealTests.Third, "Who was named is ill for a month.");
        Assert.Equal($"{page}?done=named", seen.Headers.Location?.ToString());
        Assert.Equal(AppealTests.Third, await stage.Server.Read(stage.Tenant, db => db.Appeals.Select(a => a.ReviewerId!.Value).SingleAsync()));
        using var reviewer = stage.Staff(AppealTests.Third, "case-handler");
        Assert.Contains("Who was named is ill for a month.", (await reviewer.Page($"/console/grievances/{stage.Id}/people")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverAnAppealIsAbout_ReadsWhoCanChooseInstead_AndTheOneWhoIsNamed_ThatTheyDecide()
    {
        await using var stage = await AppealTests.Stage.Set();
        (await stage.Closed()).First.Dispose();
        var appeal = await stage.Appeal("outcome");
        var page = $"/console/grievances/{stage.Id}/appeals/{appeal}";
        using var first = stage.Staff(AppealTests.First, "case-handler", Permissions.GrievancesAssign);
        var shown = (await first.Page(page)).QuerySelector("main")!;
        Assert.Null(shown.QuerySelector("form"));
        Assert.Contains("Others choose who decides it", shown.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Colleague · ombuds", "Colleague · case handler", "Colleague · case handler"], shown.QuerySelectorAll(".notice li").Select(li => li.TextContent));
        using var second = stage.Staff(AppealTests.Second, "case-handler", Permissions.GrievancesAssign);
        Assert.NotNull((await second.Page(page)).QuerySelector("main form"));
        Assert.Null((await stage.Name(appeal, AppealTests.Second, "team")).Code);
        Assert.NotNull((await second.Page(page)).QuerySelector($"main .notice a[href='/console/grievances/{stage.Id}/remedy#appeal-{appeal:N}']"));
    }

    [Fact]
    public async Task OfTheOmbudsAlone_WhoeverDecided_NamesOnlyWhereNobodyElseCan()
    {
        await using var stage = await AppealTests.Stage.Set(new { language = "en", summary = "The team itself", whatHappened = "They laughed.", affected = "self", exclude = new[] { "case-handler" } });
        using var decided = stage.Staff(AppealTests.Ombuds, "ombuds", Permissions.GrievancesHear, Permissions.GrievancesAssign);
        await stage.Server.Close(stage.Tenant, decided, stage.Id);
        var appeal = await stage.Appeal("outcome");
        Guid other = Guid.CreateVersion7(), third = Guid.CreateVersion7();
        stage.Identity.People.AddRange([(other, "ombuds"), (third, "ombuds")]);
        var page = $"/console/grievances/{stage.Id}/appeals/{appeal}";
        Assert.Equal("grievances.reviewer_named_by_others", (await stage.Name(appeal, other, "ombuds", decided)).Code);
        Assert.Contains("Others choose who decides it", (await decided.Page(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // Only the one who could decide is left: they name nobody, and are told what to do.
        stage.Identity.People.Remove((third, "ombuds"));
        using var head = stage.Staff(other, "ombuds", Permissions.GrievancesHear, Permissions.GrievancesAssign);
        var waiting = (await head.Page(page)).QuerySelector("main")!.TextContent;
        Assert.Contains("You can decide it, and nobody names themselves", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody here can decide it", waiting, StringComparison.Ordinal);
        Assert.Null((await stage.Name(appeal, other, "ombuds", decided)).Code);
        var named = (await head.Page(page)).QuerySelector("main")!.TextContent;
        Assert.Contains("You are named: you decide it", named, StringComparison.Ordinal);
        Assert.DoesNotContain("Ask an administrator", named, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAppeal_WaitsOnTheHomeOfWhoeverNamesAReviewer_AndThenOfTheReviewer_WithItsDay()
    {
        await using var stage = await AppealTests.Stage.Set();
        using var first = (await stage.Closed()).First;
        var appeal = await stage.Appeal("outcome");
        using var lead = stage.Server.Staff(stage.Tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        using var reviewer = stage.Staff(AppealTests.Ombuds, "ombuds", Permissions.GrievancesHear);
        var waits = (await lead.Page("/console/grievances")).QuerySelector("#appeals")!;
        Assert.Contains("an appeal waits for somebody to review it", waits.TextContent, StringComparison.Ordinal);
        Assert.NotNull(waits.QuerySelector($"a[href='/console/grievances/{stage.Id}/appeals/{appeal}']"));
        Assert.Contains("30 days left", waits.TextContent, StringComparison.Ordinal);
        foreach (var nobody in new[] { first, reviewer })
            Assert.Null((await nobody.Page("/console/grievances")).QuerySelector("#appeals"));
        // Before somebody of the ombuds is named it is said what comes of it.
        Assert.Contains("the case stays with the ombuds", (await lead.Page($"/console/grievances/{stage.Id}/appeals/{appeal}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await stage.Name(appeal, AppealTests.Ombuds, "ombuds")).Code);

        Assert.Null((await lead.Page("/console/grievances")).QuerySelector("#appeals"));
        var mine = (await reviewer.Page("/console/grievances")).QuerySelector("#appeals")!;
        Assert.Contains("an appeal waits for your decision", mine.TextContent, StringComparison.Ordinal);
        var decide = await reviewer.Page(mine.QuerySelector("a")!.GetAttribute("href")!.Split('#')[0]);
        Assert.Contains("the case is the ombuds’ from then on", decide.QuerySelector($"#appeal-{appeal:N}")!.TextContent, StringComparison.Ordinal);
        // Who reviews is said to others too, by name and by role.
        Assert.Contains("Colleague · reviews the appeal", (await lead.Page($"/console/grievances/{stage.Id}/assign")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("ombuds", (await lead.Get($"{GrievancesServer.Api}/cases")).GetProperty("items")[0].GetProperty("reviewerRole").GetString());
        Assert.Contains("ombuds reviews the appeal", (await lead.Page("/console/grievances")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);

        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/appeals/{appeal}/decision", new { decision = "upheld", letter = "You are right." });
        Assert.Null((await reviewer.Page("/console/grievances")).QuerySelector("#appeals"));
        // What was said before it is true: the ombuds has it, and gives it to the team.
        using (var gone = await first.GetAsync($"/console/grievances/{stage.Id}"))
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/other-group", new { });
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync($"/console/grievances/{stage.Id}")).StatusCode);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task ACaseThatAnAppealOpenedAgain_IsClosedAtOnce_AndItsPeopleAreAskedOnce(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var stage = await AppealTests.Stage.Set(database: database);
        (await stage.Closed()).First.Dispose();
        var appeal = await stage.Appeal("outcome");
        Assert.Null((await stage.Name(appeal, AppealTests.Second, "team")).Code);
        using var reviewer = stage.Staff(AppealTests.Second, "case-handler");
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/appeals/{appeal}/decision", new { decision = "upheld", letter = "You are right." });
        // The clock stands: not a moment passed since the first closing.
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter() });
        Assert.Equal(2, await stage.Server.Read(stage.Tenant, db => db.Set<Platform.Clocks.DueDate>().CountAsync(d => d.Kind == "survey")));
    }
}
