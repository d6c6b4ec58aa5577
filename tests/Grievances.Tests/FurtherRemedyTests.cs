using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grievances.Contracts.Events;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Where an appeal was right after a remedy was accepted, more can be planned and offered; what the person confirmed stays confirmed.</summary>
public sealed class FurtherRemedyTests
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task AfterAConfirmedRemedy_MoreIsPlannedAndOffered_AndTheCaseClosesOnceItsStateIsKnown()
    {
        await using var stage = await AppealTests.Stage.Set();
        using var first = stage.Staff(AppealTests.First, "case-handler");
        var money = await Confirmed(stage, first);
        using (var early = await first.Post($"{stage.Case}/remedy/measures", Review))
            Assert.Equal("grievances.remedy_under_way", await early.Problem(HttpStatusCode.Conflict));
        await stage.Server.Link(stage.Tenant, stage.Id);
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/closure", new { outcome = "partly", letter = GrievancesServer.Letter("Part of it went wrong.") });
        using var reviewer = await Upheld(stage);
        var page = $"/console/grievances/{stage.Id}/remedy";
        Assert.Contains("An appeal was right after the person had accepted this", (await reviewer.Page(page)).Body!.TextContent, StringComparison.Ordinal);

        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/measures", Review);
        Assert.Equal("planned", (await Remedy(stage, reviewer)).GetProperty("state").GetString());
        using (var dropped = await reviewer.DeleteAsync($"{stage.Case}/remedy/measures/{money}"))
            Assert.Equal("grievances.measure_settled", await dropped.Problem(HttpStatusCode.Conflict));
        var close = new { outcome = "substantiated", letter = GrievancesServer.Letter("We were wrong.") };
        using (var undecided = await reviewer.Post($"{stage.Case}/closure", close))
            Assert.Equal("grievances.remedy_open", await undecided.Problem(HttpStatusCode.Conflict));
        // What they confirmed stays before them meanwhile, with what shows it, and they are told that something new comes.
        using var browser = stage.Server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={stage.Person.DefaultRequestHeaders.Authorization!.Parameter}");
        var waiting = (await browser.Page("/portal/mailbox/remedy")).Body!.TextContent;
        foreach (var words in new[] { "The organisation has to offer something new.", "Paid on the fourth." })
            Assert.Contains(words, waiting, StringComparison.Ordinal);

        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/offers", new { words = "It was too little." });
        var offered = await stage.Person.Get($"{Api}/mailbox/remedy");
        Assert.Equal(["human_review"], offered.GetProperty("offers")[0].GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("measure").GetString()!));
        Assert.Equal(["apology verified", "compensation verified"], Measures(offered));
        stage.Server.Clock!.Advance(TimeSpan.FromMinutes(1));
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 2, answer = "accept" });
        var accepted = await stage.Person.Get($"{Api}/mailbox/remedy");
        Assert.Equal(["apology verified", "compensation verified", "human_review planned"], Measures(accepted));
        Assert.Equal("Paid on the fourth.", accepted.GetProperty("measures")[1].GetProperty("evidence").GetString());
        // What was accepted since the appeal is owed, and the appeal lets nobody begin anew.
        using (var more = await reviewer.Post($"{stage.Case}/remedy/measures", Review))
            Assert.Equal("grievances.remedy_under_way", await more.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/closure", close);
        var added = accepted.GetProperty("measures")[2].GetProperty("id").GetGuid();
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/measures/{added}/done", new { evidence = "She decided on the sixth." });
        await GrievancesServer.Post(stage.Person, $"/mailbox/remedy/measures/{added}/answer", new { asPromised = true });
        Assert.Equal("verified", (await Remedy(stage, reviewer)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task WhatWasPromised_IsCarriedOutFirst_AndNoLaterStepTakesItAway()
    {
        await using var stage = await AppealTests.Stage.Set();
        using var first = stage.Staff(AppealTests.First, "case-handler");
        await Confirmed(stage, first, more: true);
        await stage.Server.Link(stage.Tenant, stage.Id);
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/closure", new { outcome = "partly", letter = GrievancesServer.Letter("Part of it went wrong.") });
        using var reviewer = await Upheld(stage);
        // Nothing that was promised stops by the appeal, nor depends on what becomes of more.
        Assert.Equal("implementing", (await Remedy(stage, reviewer)).GetProperty("state").GetString());
        using (var early = await reviewer.Post($"{stage.Case}/remedy/measures", Review))
            Assert.Equal("grievances.remedy_under_way", await early.Problem(HttpStatusCode.Conflict));
        var hours = (await Remedy(stage, reviewer)).GetProperty("measures").EnumerateArray().Single(m => m.GetProperty("measure").GetString() == "rehabilitation").GetProperty("id").GetGuid();
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/measures/{hours}/done", new { evidence = "Ten hours." });
        await GrievancesServer.Post(stage.Person, $"/mailbox/remedy/measures/{hours}/answer", new { asPromised = true });

        // What was to be added and is not leaves the remedy as it was.
        var added = (await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/measures", Review)).GetProperty("id").GetGuid();
        foreach (var (path, body, code) in new (string, object, string)[]
        {
            ("remedy/not-owed", new { reason = "No more." }, "grievances.remedy_under_way"),
            ("closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter("Nothing was found.") }, "grievances.remedy_open"),
        })
        {
            using var refused = await reviewer.Post($"{stage.Case}/{path}", body);
            Assert.Equal(code, await refused.Problem(HttpStatusCode.Conflict));
        }
        using (var dropped = await reviewer.DeleteAsync($"{stage.Case}/remedy/measures/{added}"))
            Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        Assert.Equal("verified", (await Remedy(stage, reviewer)).GetProperty("state").GetString());

        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/measures", Review);
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/offers", new { });
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 2, answer = "refuse" });
        var answered = await stage.Person.Get($"{Api}/mailbox/remedy");
        Assert.Equal("refused", answered.GetProperty("state").GetString());
        Assert.Equal(["apology verified", "compensation verified", "rehabilitation verified"], Measures(answered));
        using (var shut = await reviewer.Post($"{stage.Case}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter("Nothing was found.") }))
            Assert.Equal("grievances.outcome_against_remedy", await shut.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/closure", new { outcome = "substantiated", letter = GrievancesServer.Letter("We were wrong.") });
    }

    [Fact]
    public async Task WhatThePersonAccepted_StaysInThePlanAnew_AndItsDayIsToldOnce_AlsoToWhoAnswersForIt()
    {
        await using var stage = await AppealTests.Stage.Set();
        using var first = stage.Staff(AppealTests.First, "case-handler");
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "chief executive" });
        var money = (await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/measures", new { measure = "compensation", text = "Five hundred euros.", ownerRole = "human-rights-lead", dueOn = "2027-03-20" })).GetProperty("id").GetGuid();
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/offers", new { });
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true });
        stage.Server.Clock!.Advance(TimeSpan.FromMinutes(1));
        using var reviewer = await Upheld(stage, "remedy");
        using (var dropped = await reviewer.DeleteAsync($"{stage.Case}/remedy/measures/{money}"))
            Assert.Equal("grievances.measure_promised", await dropped.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/measures", Review);
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/offers", new { });
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 2, answer = "accept" });
        Assert.Equal(["apology verified", "compensation planned", "human_review planned"], Measures(await stage.Person.Get($"{Api}/mailbox/remedy")));
        // It was promised twice until the same day.
        await stage.Server.GoTo(new DateTimeOffset(2027, 3, 21, 0, 0, 0, TimeSpan.Zero), stage.Tenant);
        Assert.Equal([money], (await stage.Server.Events<RemedyOverdue>(stage.Tenant)).Where(e => e.GetProperty("measure").GetString() == "compensation").Select(e => e.GetProperty("measureId").GetGuid()));
        Assert.Equal(1, (await ClockTests.Notices(stage.Server, stage.Tenant)).Count(n => n == "remedy missed human-rights-lead"));
    }

    [Fact]
    public async Task WhatThePersonAccepted_GoesOnWhereTheyDontWantMore_AndMoreCanBeOfferedMeanwhile()
    {
        await using var stage = await AppealTests.Stage.Set();
        using var first = stage.Staff(AppealTests.First, "case-handler");
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "chief executive" });
        var money = (await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/measures", new { measure = "compensation", text = "Five hundred euros.", ownerRole = "case-handler", dueOn = "2027-03-20" })).GetProperty("id").GetGuid();
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/offers", new { });
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true });
        stage.Server.Clock!.Advance(TimeSpan.FromMinutes(1));
        using var reviewer = await Upheld(stage, "remedy");
        // What is offered in its place is less, and something beside it.
        using (var changed = await reviewer.PutAsJsonAsync($"{stage.Case}/remedy/measures/{money}", new { measure = "compensation", text = "Four hundred euros.", ownerRole = "case-handler", dueOn = "2027-06-20" }))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/measures", Review);
        // What was promised is not dropped, and what is planned beside it can be.
        var drops = (await reviewer.Page($"/console/grievances/{stage.Id}/remedy")).QuerySelectorAll("form[action*='handler=Drop']");
        Assert.DoesNotContain($"{money}", Assert.Single(drops).InnerHtml, StringComparison.Ordinal);
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/offers", new { });
        using (var browser = stage.Server.Anybody())
        {
            browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={stage.Person.DefaultRequestHeaders.Authorization!.Parameter}");
            Assert.Contains("what you accepted before and have not got yet stays promised", (await browser.Page("/portal/mailbox/remedy")).Body!.TextContent, StringComparison.Ordinal);
        }
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 2, answer = "refuse" });
        var goesOn = await stage.Person.Get($"{Api}/mailbox/remedy");
        Assert.Equal("accepted", goesOn.GetProperty("state").GetString());
        Assert.Equal(["apology verified", "compensation planned"], Measures(goesOn));
        Assert.Equal("Five hundred euros.", goesOn.GetProperty("measures")[1].GetProperty("text").GetString());
        Assert.Equal("refused", goesOn.GetProperty("offers")[0].GetProperty("state").GetString());

        // More can be planned, and where it comes to nothing what was accepted is owed as before.
        var added = (await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/measures", Review)).GetProperty("id").GetGuid();
        Assert.Equal("planned", (await Remedy(stage, reviewer)).GetProperty("state").GetString());
        using (var dropped = await reviewer.DeleteAsync($"{stage.Case}/remedy/measures/{added}"))
            Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        Assert.Equal("accepted", (await Remedy(stage, reviewer)).GetProperty("state").GetString());
        await stage.Server.GoTo(new DateTimeOffset(2027, 3, 21, 0, 0, 0, TimeSpan.Zero), stage.Tenant);
        Assert.Equal([money], (await stage.Server.Events<RemedyOverdue>(stage.Tenant)).Select(e => e.GetProperty("measureId").GetGuid()));
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/measures/{money}/done", new { evidence = "Paid on the fourth." });

        // They change their mind, and get what was offered too.
        using var person = await stage.Again();
        await GrievancesServer.Post(person, "/mailbox/remedy/answer", new { offer = 2, answer = "accept" });
        await GrievancesServer.Post(person, $"/mailbox/remedy/measures/{money}/answer", new { asPromised = true });
        Assert.Equal(["apology verified", "compensation verified", "human_review planned"], Measures(await person.Get($"{Api}/mailbox/remedy")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatTheyConfirmed_TheyDontDispute_ButAnApologyThatTheyDidNotTake(bool taken)
    {
        await using var stage = await AppealTests.Stage.Set();
        using var first = stage.Staff(AppealTests.First, "case-handler");
        await Confirmed(stage, first, apology: taken);
        Assert.Equal("verified", (await Remedy(stage, first)).GetProperty("state").GetString());
        Assert.Equal(taken ? [] : ["remedy"], await stage.Possible());
    }

    private static object Review { get; } = new { measure = "human_review", text = "A person decides anew.", ownerRole = "case-handler", dueOn = "2027-03-20" };

    // A remedy of an apology and money that the person has confirmed, and one thing more that waits; the id of the money.
    private static async Task<Guid> Confirmed(AppealTests.Stage stage, HttpClient first, bool more = false, bool apology = true)
    {
        await Plan(new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "chief executive" });
        var money = await Plan(new { measure = "compensation", text = "Five hundred euros.", ownerRole = "case-handler", dueOn = "2027-03-20" });
        if (more)
            await Plan(new { measure = "rehabilitation", text = "Ten hours with a doctor.", ownerRole = "case-handler", dueOn = "2027-04-20" });
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/offers", new { });
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology });
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/measures/{money}/done", new { evidence = "Paid on the fourth." });
        await GrievancesServer.Post(stage.Person, $"/mailbox/remedy/measures/{money}/answer", new { asPromised = true });
        stage.Server.Clock!.Advance(TimeSpan.FromMinutes(1));
        return money;

        async Task<Guid> Plan(object measure) => (await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/measures", measure)).GetProperty("id").GetGuid();
    }

    private static async Task<HttpClient> Upheld(AppealTests.Stage stage, string against = "outcome")
    {
        var appeal = await stage.Appeal(against);
        Assert.Null((await stage.Name(appeal, AppealTests.Second, "team")).Code);
        var reviewer = stage.Staff(AppealTests.Second, "case-handler");
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/appeals/{appeal}/decision", new { decision = "upheld", letter = "You are right." });
        // Later than the appeal, as time goes.
        stage.Server.Clock!.Advance(TimeSpan.FromMinutes(1));
        return reviewer;
    }

    private static async Task<JsonElement> Remedy(AppealTests.Stage stage, HttpClient by) => (await by.Get($"{stage.Case}/remedy")).GetProperty("remedy");

    private static List<string> Measures(JsonElement remedy) => [.. remedy.GetProperty("measures").EnumerateArray().Select(m => $"{m.GetProperty("measure").GetString()} {m.GetProperty("state").GetString()}")];
}
