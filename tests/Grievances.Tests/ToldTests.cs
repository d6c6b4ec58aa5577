using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using Platform.Contracts;
using Platform.Ui.Localization;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What the person is told without looking for it, what nobody may ask of them anywhere, and pages that offer nothing that would be refused.</summary>
public sealed class ToldTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private const string Waiver = "You waive all claims against us.";
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task AskingForTheContactAndEachLook_StandOnTheFrontPage_WithTheLastOpening()
    {
        await using var own = await OwnServer.WithClock(Begin);
        var tenant = await own.Tenant();
        var filed = await own.File(tenant, new { language = "en", summary = "s", whatHappened = "w", affected = "self", contact = new { kind = "phone", value = "+44 20 7946 0000" } });
        var id = await own.CaseOf(tenant);
        using var handler = own.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var custodian = own.Staff(tenant, Guid.CreateVersion7(), "identity-custodian", Permissions.GrievancesRead, Permissions.GrievancesCustody);
        using var person = await own.Mailbox(filed.GetProperty("receipt").GetString()!);
        var asked = (await GrievancesServer.Post(handler, $"/cases/{id}/identity-requests", new { reason = "To call back about the bed.", hours = 2 })).GetProperty("id").GetString();
        Assert.Equal(["readers"], (await person.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()));
        using (var granted = await custodian.PostAsJsonAsync($"{Api}/identity-requests/{asked}/decision", new { grant = true }))
            Assert.Equal(HttpStatusCode.NoContent, granted.StatusCode);
        await handler.Get($"{Api}/cases/{id}/identity");
        own.Clock!.Advance(TimeSpan.FromMinutes(20));
        await handler.Get($"{Api}/cases/{id}/identity");
        await handler.Get($"{Api}/cases/{id}");

        // What is decided waits for no answer; that it can be ended is said.
        var box = await person.Get($"{Api}/mailbox");
        Assert.Empty(box.GetProperty("waits").EnumerateArray());
        Assert.Equal([("identity_seen", Begin.AddMinutes(20)), ("identity_granted", Begin)], box.GetProperty("news").EnumerateArray().Select(n => (n.GetProperty("kind").GetString(), n.GetProperty("at").GetDateTimeOffset())));
        Assert.Equal([Begin, Begin.AddMinutes(20)], (await person.Get($"{Api}/mailbox/readers")).GetProperty("requests")[0].GetProperty("looks").EnumerateArray().Select(l => l.GetDateTimeOffset()));
        using var browser = Browser(own.Anybody(), person);
        var front = await browser.Page("/portal/mailbox");
        Assert.NotNull(front.QuerySelector("main li a[href='/portal/mailbox/readers']"));
        var opened = front.QuerySelectorAll("main li").Single(li => li.TextContent.Contains("Case handler", StringComparison.Ordinal));
        Assert.Equal(["2027-03-01T09:00:00Z", "2027-03-01T09:20:00Z"], opened.QuerySelectorAll("time").Select(t => t.GetAttribute("datetime")));
        // Once the time is over nobody can look, and nothing waits.
        own.Clock.Advance(TimeSpan.FromHours(3));
        using var later = await own.Mailbox(filed.GetProperty("receipt").GetString()!);
        Assert.Equal(["identity_seen"], (await later.Get($"{Api}/mailbox")).GetProperty("news").EnumerateArray().Select(n => n.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task AHoldAndAHandOver_StandOnTheFrontPage_AndErasingIsNotOfferedWhileTheCaseIsNeeded()
    {
        var (_, id, person, handler) = await Filed();
        var hold = await server.Hold(handler, id);
        using (var handed = await handler.Post($"{Api}/cases/{id}/handover", new { body = "none", reason = "The labour court ordered it." }))
            Assert.Equal(HttpStatusCode.OK, handed.StatusCode);
        Assert.Equal(["held", "handed_over"], (await person.Get($"{Api}/mailbox")).GetProperty("news").EnumerateArray().Select(n => n.GetProperty("kind").GetString()));
        using var browser = Browser(server.Anybody(), person);
        // Beside the link that always stands there.
        Assert.Equal(3, (await browser.Page("/portal/mailbox")).QuerySelectorAll("main li a[href='/portal/mailbox/authorities']").Length);
        Assert.Contains("It can’t be erased now", await Erase(browser), StringComparison.Ordinal);
        // Both places say the same, also while the case is open.
        Assert.Equal((true, true), ((await person.Get($"{Api}/mailbox")).GetProperty("onHold").GetBoolean(), (await person.Get($"{Api}/mailbox/legal")).GetProperty("onHold").GetBoolean()));
        Assert.Contains(PortalText.Words.Get("box.kept_hold", PortalLanguages.English.Culture), (await browser.Page("/portal/mailbox")).Body!.TextContent, StringComparison.Ordinal);
        await GrievancesServer.Release(handler, id, hold);
        Assert.Equal((false, false), ((await person.Get($"{Api}/mailbox")).GetProperty("onHold").GetBoolean(), (await person.Get($"{Api}/mailbox/legal")).GetProperty("onHold").GetBoolean()));
        Assert.Contains("Erase it for good?", await Erase(browser), StringComparison.Ordinal);

        static async Task<string> Erase(HttpClient browser)
        {
            var bound = (await browser.Page("/portal/mailbox/data")).QuerySelector("input[name=BoundTo]")!.GetAttribute("value")!;
            using var asked = await browser.PostAsync("/portal/mailbox/data?handler=Leave", new FormUrlEncodedContent(new Dictionary<string, string> { ["BoundTo"] = bound, ["Erase"] = "true" }));
            return WebUtility.HtmlDecode(await asked.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task WhatIsErasedWithIt_IsSaidBefore_WhereSomethingIsPromisedOrAnotherHasAPart()
    {
        using var joint = await JointCase.Set(server);
        await joint.PlanHere("apology", "We are sorry.");
        await joint.PlanHere("compensation", "Forty euros.");
        await joint.Offer();
        using var browser = Browser(server.Anybody(), joint.Person);
        var bound = (await browser.Page("/portal/mailbox/data")).QuerySelector("input[name=BoundTo]")!.GetAttribute("value")!;
        using var asked = await browser.PostAsync("/portal/mailbox/data?handler=Leave", new FormUrlEncodedContent(new Dictionary<string, string> { ["BoundTo"] = bound, ["Erase"] = "true" }));
        var page = WebUtility.HtmlDecode(await asked.Content.ReadAsStringAsync());
        Assert.Contains("What other organisations have of your case is erased as well.", page, StringComparison.Ordinal);
        Assert.Contains("Something was promised to you or is offered.", page, StringComparison.Ordinal);

        // A yes is taken back by a second word, and not by a slip.
        using (var slip = await Withdraw("false"))
            Assert.Contains("Take your yes back?", await slip.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("accepted", (await joint.Person.Get($"{Api}/mailbox/referrals"))[0].GetProperty("state").GetString());
        using (var sure = await Withdraw("true"))
            Assert.Equal("/portal/mailbox/referrals", sure.Headers.Location?.ToString());
        Assert.Equal("withdrawn", (await joint.Person.Get($"{Api}/mailbox/referrals"))[0].GetProperty("state").GetString());

        Task<HttpResponseMessage> Withdraw(string sure) => browser.PostAsync("/portal/mailbox/referrals?handler=Withdraw",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["BoundTo"] = bound, ["Id"] = joint.Share.ToString(), ["Sure"] = sure }));
    }

    [Theory]
    [InlineData("en"), InlineData("ar")]
    public async Task WhatWasNotTakenUp_IsSaidFirst_AndNoFindingsArePromised(string language)
    {
        var (_, id, person, handler) = await Filed();
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        using (var decided = await handler.PostAsJsonAsync($"{Api}/cases/{id}/admissibility", new { admissible = false, reason = "not_about_ai", text = "It is about a door." }))
            Assert.Equal(HttpStatusCode.NoContent, decided.StatusCode);
        Assert.DoesNotContain((await person.Get($"{Api}/mailbox")).GetProperty("deadlines").EnumerateArray(), d => d.GetProperty("clock").GetString() == "findings");
        using var browser = Browser(server.Anybody(), person);
        var page = await browser.Page($"/portal/mailbox?lang={language}");
        Assert.Equal(PortalText.Words.Get("box.inadmissible", PortalLanguages.Find(language)!.Culture), page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task WhateverStaffWriteForThePersonOrThePublic_AsksForNoRight()
    {
        var (_, id, person, handler) = await Filed();
        await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Sent home", description = "Several people were sent home." })).GetProperty("id").GetGuid();
        foreach (var (path, body) in new (string, object)[]
        {
            ($"/cases/{id}/messages", new { text = Waiver }), ($"/cases/{id}/retaliation", new { text = Waiver }),
            ($"/cases/{id}/meetings", new { times = new[] { DateTimeOffset.UtcNow.AddDays(1) }, way = "phone", where = Waiver }), ($"/cases/{id}/extension", new { until = DateTimeOffset.UtcNow.AddMonths(4), reason = Waiver }),
            ($"/cases/{id}/admissibility", new { admissible = true, text = Waiver }), ($"/cases/{id}/referrals", new { organisation = "elsewhere", text = "A tool did it.", why = Waiver }),
            ("/patterns", new { title = "Sent home", description = Waiver }), ($"/patterns/{pattern}/progress", new { state = "looking_into_it", text = Waiver }),
        })
        {
            using var refused = await handler.Post(Api + path, body);
            var problem = await refused.Content.ReadAsStringAsync();
            Assert.True(refused.StatusCode == HttpStatusCode.BadRequest && problem.Contains("grievances.waiver_clause", StringComparison.Ordinal), $"{path}: {refused.StatusCode} {problem}");
        }
    }

    [Fact]
    public async Task ACaseThatWasReferred_OffersNoMailboxThatIsElsewhere()
    {
        using var joint = await JointCase.Set(server);
        var page = await joint.There.Page($"/console/grievances/{joint.Other}");
        Assert.Null(page.QuerySelector("form#answer"));
        Assert.NotNull(page.QuerySelector($"main p a[href='/console/grievances/{joint.Other}/partners']"));
        Assert.Null((await joint.There.Page($"/console/grievances/{joint.Other}/talk")).QuerySelector("form[action*='handler=Meeting']"));
        Assert.Null((await joint.There.Page($"/console/grievances/{joint.Other}/mediation")).QuerySelector("form[action*='handler=Propose']"));
        Assert.NotNull((await joint.Here.Page($"/console/grievances/{joint.Case}")).QuerySelector("form#answer"));
        Assert.NotNull((await joint.Here.Page($"/console/grievances/{joint.Case}/talk")).QuerySelector("form[action*='handler=Meeting']"));
    }

    [Fact]
    public async Task WhileAnAppealWaits_NoPageOffersToCloseTheCase_NorTheDeciderToNameWhoReviews()
    {
        var (tenant, id, person, handler) = await Filed();
        using var decider = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesAssign);
        using var colleague = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesAssign);
        Assert.NotNull((await handler.Page($"/console/grievances/{id}/close")).QuerySelector("form[action*='handler=Preview']"));
        await server.Close(tenant, decider, id);
        var appeal = (await GrievancesServer.Post(person, "/mailbox/appeals", new { against = "outcome", text = "I disagree." })).GetProperty("id").GetGuid();
        Assert.Null((await handler.Page($"/console/grievances/{id}/close")).QuerySelector("form[action*='handler=Preview']"));
        Assert.Null(await Naming(decider));
        Assert.NotNull(await Naming(colleague));

        async Task<IElement?> Naming(HttpClient by) => (await by.Page($"/console/grievances/{id}/remedy")).QuerySelector($"a[href='/console/grievances/{id}/appeals/{appeal}']");
    }

    [Fact]
    public async Task TheLinkOfAMediator_IsShownWhole_SoThatItCanBeSent()
    {
        var (_, id, person, handler) = await Filed();
        var mediation = (await GrievancesServer.Post(handler, $"/cases/{id}/mediations", new { who = "Ombuds of the port", why = "So that we talk." })).GetProperty("id").GetGuid();
        using (var yes = await person.PutAsJsonAsync($"{Api}/mailbox/mediations/{mediation}/answer", new { agreed = true }))
            Assert.True(yes.IsSuccessStatusCode);
        using var made = await handler.Submit($"/console/grievances/{id}/mediation", page => page.Forms.Single(f => f.GetAttribute("action")?.Contains("handler=Invite", StringComparison.Ordinal) == true), ("Language", "en"), ("Days", "30"));
        var shown = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await made.Content.ReadAsStringAsync());
        var link = new Uri(shown.QuerySelector(".receipt-number")!.TextContent.Trim());
        using var opened = await server.Anybody().GetAsync(link.PathAndQuery);
        Assert.Equal(("http", HttpStatusCode.OK), (link.Scheme, opened.StatusCode));
    }

    private async Task<(TestTenant Tenant, Guid Id, HttpClient Person, HttpClient Handler)> Filed()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        return (tenant, await server.CaseOf(tenant), await server.Mailbox(receipt), server.Handler(tenant));
    }

    private static HttpClient Browser(HttpClient anybody, HttpClient person)
    {
        anybody.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        return anybody;
    }
}
