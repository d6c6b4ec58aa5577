using System.Net;
using AngleSharp.Html.Dom;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Whoever steps back from a case leaves it to somebody, or somebody knows that it is nobody's.</summary>
public sealed class StepBackTests
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid One = Guid.CreateVersion7(), Two = Guid.CreateVersion7(), Watching = Guid.CreateVersion7();

    [Theory, InlineData(false), InlineData(true)]
    public async Task TheOnlyOneWhoMayOpenACase_DoesNotStepBack_UntilThereIsAColleague(bool postgres)
    {
        await using var identity = await StandInIdentity.Start((One, "ombuds"), (Two, "case-handler"), (Watching, "human-rights-lead"));
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var server = await OwnServer.WithClock(Begin, database, identity: identity);
        var tenant = await server.Tenant();
        await server.File(tenant, new { language = "en", summary = "The team itself", whatHappened = "They laughed.", affected = "self", exclude = new[] { "case-handler", "human-rights-lead" } });
        var id = await server.CaseOf(tenant);
        using var ombuds = server.Staff(tenant, One, "ombuds", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesHear, Permissions.GrievancesAssign);
        var people = $"/console/grievances/{id}/people";
        Assert.Contains("Nobody else may open this case", (await ombuds.Page(people)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using (var stuck = await ombuds.Post($"{Api}/cases/{id}/recusal", new { reason = "I know them." }))
            Assert.Equal("grievances.last_who_may_open", await stuck.Problem(HttpStatusCode.Conflict));
        using (var stuck = await ombuds.Submit(people, Recuse, ("Recusal", "I know them.")))
        {
            Assert.Equal(HttpStatusCode.Conflict, stuck.StatusCode);
            Assert.Contains("Ask an administrator to give one more colleague your role first", await stuck.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        // Keeping oneself out is stepping back.
        using (var stuck = await ombuds.Post($"{Api}/cases/{id}/exclusions", new { accountId = One, reason = "I know them." }))
            Assert.Equal("grievances.last_who_may_open", await stuck.Problem(HttpStatusCode.Conflict));
        identity.Down = true;
        using (var unknown = await ombuds.Post($"{Api}/cases/{id}/recusal", new { reason = "I know them." }))
            Assert.Equal("grievances.identity_unreachable", await unknown.Problem(HttpStatusCode.ServiceUnavailable));
        identity.Down = false;
        Assert.Equal(0, await server.Read(tenant, db => db.Exclusions.CountAsync()));

        identity.People.Add((Guid.CreateVersion7(), "ombuds"));
        Assert.DoesNotContain("Nobody else may open this case", (await ombuds.Page(people)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var back = await ombuds.Post($"{Api}/cases/{id}/recusal", new { reason = "I know them." });
        Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
        Assert.Equal(0, await server.Read(tenant, db => db.Notices.CountAsync(n => n.Clock == "nobody")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task WhereNobodyOfTheTeamIsLeft_TheLeadHears_ThePageSaysWhatToDo_AndThePersonReadsIt(bool postgres)
    {
        await using var identity = await StandInIdentity.Start((One, "case-handler"), (Watching, "human-rights-lead"));
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var server = await OwnServer.WithClock(Begin, database, identity: identity);
        var tenant = await server.Tenant();
        var filed = await server.File(tenant, new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self" });
        var id = await server.CaseOf(tenant);
        using var handler = server.Staff(tenant, One, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesAssign);
        using var lead = server.Staff(tenant, Watching, "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        Assert.Contains("the human rights lead is told", (await handler.Page($"/console/grievances/{id}/people")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}/cases/{id}/recusal") { Content = System.Net.Http.Json.JsonContent.Create(new { reason = "I know them." }) };
        Assert.InRange(await server.Statements(handler, request), 1, 8);

        var notice = Assert.Single((await lead.Get($"{Api}/notices?role=human-rights-lead")).GetProperty("items").EnumerateArray());
        Assert.Equal(("nobody", id), (notice.GetProperty("clock").GetString(), notice.GetProperty("caseId").GetGuid()));
        foreach (var list in new[] { "/console/grievances", "/console/grievances/notices" })
        {
            var page = await lead.Page(list);
            Assert.Contains("nobody of its group is left who may open it", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector($"main a[href='/console/grievances/{id}/assign']"));
        }
        var assign = (await lead.Page($"/console/grievances/{id}/assign")).QuerySelector("main")!.TextContent;
        Assert.Contains("Nobody of the group is left who may open it", assign, StringComparison.Ordinal);
        Assert.Contains("Kept out: Colleague.", assign, StringComparison.Ordinal);
        Assert.DoesNotContain("everybody of the group may open it", assign, StringComparison.Ordinal);
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        Assert.Equal("stepped_back", Assert.Single((await person.Get($"{Api}/mailbox")).GetProperty("news").EnumerateArray()).GetProperty("kind").GetString());
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        Assert.Contains("somebody else is looked for", (await browser.Page("/portal/mailbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("ищут другого", (await browser.Page("/portal/mailbox?lang=ru")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // Whoever has it then is found, and nobody needs to be told any more.
        identity.People.Add((Two, "case-handler"));
        await GrievancesServer.Post(lead, $"/cases/{id}/assignments", new { accountId = Two });
        Assert.Equal(0, (await lead.Get($"{Api}/notices?role=human-rights-lead")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await person.Get($"{Api}/mailbox")).GetProperty("news").GetArrayLength());
        Assert.DoesNotContain("Nobody of the group is left", (await lead.Page($"/console/grievances/{id}/assign")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereNobodyIsInTheOmbudsOffice_ThePersonReadsItBeforeTheyChoose()
    {
        await using var identity = await StandInIdentity.Start((One, "case-handler"));
        await using var server = await OwnServer.WithClock(Begin, identity: identity);
        var tenant = await server.Tenant();
        var filed = await server.File(tenant, new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self" });
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        async Task<string?> Said(string language) => (await browser.Page($"/portal/mailbox/readers?lang={language}")).QuerySelector("main .notice")?.TextContent.Trim();
        Assert.Contains("At the moment nobody is in the ombuds office of", await Said("en"), StringComparison.Ordinal);
        Assert.Contains("En ce moment, il n’y a personne", await Said("fr"), StringComparison.Ordinal);
        identity.Down = true;
        Assert.Null(await Said("en"));
        identity.Down = false;
        identity.People.Add((Two, "ombuds"));
        Assert.Null(await Said("en"));
    }

    private static IHtmlFormElement Recuse(IHtmlDocument page) => (IHtmlFormElement)page.QuerySelector("form[action*='handler=Recuse']")!;
}
