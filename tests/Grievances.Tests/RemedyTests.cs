using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>A remedy from the plan to the person's word: what they accept is what they were offered, silence accepts nothing, and only they confirm it.</summary>
public sealed class RemedyTests
{
    private const string Api = GrievancesServer.Api;

    // A Monday.
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task WhatWasOfferedWithoutAFinding_IsNotSubstantiatedLater()
    {
        await using var stage = await Stage.Set();
        await stage.Apology();
        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/remedy/offers", new { withoutFinding = true });
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true });
        await stage.Server.Link(stage.Tenant, stage.Id);
        using (var refused = await stage.Handler.Post($"{stage.Case}/closure", new { outcome = "substantiated", letter = GrievancesServer.Letter() }))
            Assert.Equal("grievances.offered_without_finding", await refused.Problem(HttpStatusCode.Conflict));
        // It turns out that they were right: more is put before them, and said so. What they accepted stays theirs, whatever they answer.
        await stage.Plan("human_review", "A nurse decides anew.", 5);
        await stage.Offer("You were right.");
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 2, answer = "refuse" });
        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/closure", new { outcome = "substantiated", letter = GrievancesServer.Letter() });
    }

    [Fact]
    public async Task NothingIsClosed_WhileARemedyIsPlanned_OfferedOrAnsweredWithSomethingElse_WhateverWasFound()
    {
        await using var stage = await Stage.Set();
        await stage.Server.Link(stage.Tenant, stage.Id);
        var sorry = await stage.Apology();
        await Open();
        await stage.Offer();
        await Open();
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "counter", words = "A human being should look." });
        await Open();
        using (var dropped = await stage.Handler.DeleteAsync($"{stage.Case}/remedy/measures/{sorry}"))
            Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/remedy/not-owed", new { reason = "It was put right already." });
        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter() });

        async Task Open()
        {
            using var refused = await stage.Handler.Post($"{stage.Case}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter() });
            Assert.Equal("grievances.remedy_open", await refused.Problem(HttpStatusCode.Conflict));
        }
    }

    [Fact]
    public async Task WhatThePersonSaidBefore_StaysReadable_BesideWhatTheySayLater()
    {
        await using var stage = await Stage.Set();
        await stage.Apology();
        var money = await stage.Plan("compensation", "Forty euros.", 10);
        await stage.Offer();
        using (var same = await stage.Handler.Post($"{stage.Case}/remedy/offers", new { }))
            Assert.Equal("grievances.same_offer", await same.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "counter", words = "My daughter needs help too." });
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", words = "Then take it so." });
        await stage.Done(money, "Paid.");
        await GrievancesServer.Post(stage.Person, $"/mailbox/remedy/measures/{money}/answer", new { asPromised = false, words = "Only twenty came." });
        await stage.Done(money, "The rest is paid.");
        await GrievancesServer.Post(stage.Person, $"/mailbox/remedy/measures/{money}/answer", new { asPromised = true });
        foreach (var seen in new[] { await stage.Person.Get($"{Api}/mailbox/remedy"), (await stage.Handler.Get($"{stage.Case}/remedy")).GetProperty("remedy") })
        {
            Assert.Equal("My daughter needs help too.\n\n2027-03-01\nThen take it so.", seen.GetProperty("offers")[0].GetProperty("answer").GetString());
            Assert.Equal("Only twenty came.\n\n2027-03-01\nIt came as promised", seen.GetProperty("measures")[1].GetProperty("remark").GetString());
        }
        // That they wanted something else is counted, also where they took what there was.
        Assert.Equal(1, await stage.Server.Read(stage.Tenant, db => db.Set<Platform.Audit.AuditLine>().CountAsync(l => l.Action == Features.Remedy.AnswerRemedy.Answered && l.Purpose == "counter")));
    }

    [Fact]
    public async Task ThePlan_StartsWithTheApology_AndIsTheHandlersUntilItIsOffered()
    {
        await using var stage = await Stage.Set();
        var money = await stage.Plan("compensation", "Forty euros.", 10);
        using (var bare = await stage.Handler.Post($"{stage.Case}/remedy/offers", new { }))
            Assert.Equal("grievances.apology_first", await bare.Problem(HttpStatusCode.Conflict));
        var sorry = await stage.Apology();
        var review = await stage.Plan("human_review", "A nurse decides anew.", 5);
        Assert.Equal([sorry, money, review], await stage.Order());
        await stage.Put("remedy/order", new { measures = new[] { review, money, sorry } });
        Assert.Equal([sorry, review, money], await stage.Order());
        await stage.Put($"remedy/measures/{money}", new { measure = "compensation", text = "Fifty euros.", ownerRole = "product-owner", dueOn = "2027-03-20" });
        using (var dropped = await stage.Handler.DeleteAsync($"{stage.Case}/remedy/measures/{review}"))
            Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        Assert.Equal([sorry, money], await stage.Order());
        // Nothing of it is before the person, not even that somebody plans.
        var seen = await stage.Person.Get($"{Api}/mailbox/remedy");
        Assert.Equal(("none", 0, 0), (seen.GetProperty("state").GetString(), seen.GetProperty("measures").GetArrayLength(), seen.GetProperty("offers").GetArrayLength()));

        foreach (var (body, field, code) in new (object, string, string)[]
        {
            (new { measure = "compensation", text = " ", ownerRole = "case-handler", dueOn = "2027-03-20" }, "/text", "grievances.measure_missing"),
            (new { measure = "compensation", text = "Ten.", ownerRole = "the boss", dueOn = "2027-03-20" }, "/ownerRole", "grievances.role_unknown"),
            (new { measure = "compensation", text = "Ten.", ownerRole = "case-handler", dueOn = "2027-02-28" }, "/dueOn", "grievances.due_passed"),
            (new { measure = "compensation", text = "Ten.", ownerRole = "case-handler", dueOn = "9999-12-31" }, "/dueOn", "grievances.due_too_far"),
            (new { measure = "compensation", text = "Ten.", ownerRole = "case-handler" }, "/dueOn", "grievances.due_missing"),
            (new { measure = "apology", text = "Sorry.", ownerRole = "case-handler" }, "/signatory", "grievances.signatory_missing"),
            (new { measure = "apology", text = "Sorry.", ownerRole = "case-handler", signatory = "Chief executive 7" }, "/signatory", "grievances.signatory_malformed"),
            (new { measure = "apology", text = "Sorry.", ownerRole = "case-handler", signatory = "chief", language = "zz-zz-zz" }, "/language", "grievances.language_unknown"),
        })
        {
            using var refused = await stage.Handler.Post($"{stage.Case}/remedy/measures", body);
            Assert.Equal((HttpStatusCode.BadRequest, code), (refused.StatusCode, (await refused.Json()).GetProperty("errors").GetProperty(field)[0].GetProperty("code").GetString()));
        }
        await stage.Offer("With our apology.");
        using (var locked = await stage.Handler.DeleteAsync($"{stage.Case}/remedy/measures/{money}"))
            Assert.Equal("grievances.remedy_offered", await locked.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task APersonWhoRefused_CanAcceptWhatTheyWereOffered_WhateverBecameOfThePlan()
    {
        await using var stage = await Stage.Set();
        await stage.Apology();
        var money = await stage.Plan("compensation", "Forty euros.", 10);
        await stage.Offer("With our apology.");
        Assert.Equal(("remedy_proposed", "offered", "offer"), await stage.Box());
        Assert.Equal((DecisionKind.RemedyOffer, "offered"), await stage.Server.Read(stage.Tenant, async db => await db.Decisions.Select(d => ValueTuple.Create(d.Kind, d.Decided)).SingleAsync()));

        // Silence is no acceptance, however long it lasts.
        await stage.Server.GoTo(Begin.AddDays(60), stage.Tenant);
        using var person = await stage.Again();
        Assert.Equal(("remedy_proposed", "offered", "offer"), await stage.Box());
        using (var unsaid = await person.Post($"{Api}/mailbox/remedy/answer", new { offer = 1, answer = "counter" }))
            Assert.Equal("grievances.counter_missing", (await unsaid.Json()).GetProperty("errors").GetProperty("/words")[0].GetProperty("code").GetString());
        await GrievancesServer.Post(person, "/mailbox/remedy/answer", new { offer = 1, answer = "refuse", apology = false, words = "Too late." });
        Assert.Equal(("refused", "refused", ""), await stage.Box());
        Assert.True(await stage.Server.Read(stage.Tenant, db => db.Grievances.Select(g => g.AwaitsAnswer).SingleAsync()));

        await stage.Put($"remedy/measures/{money}", new { measure = "compensation", text = "Nothing at all.", ownerRole = "case-handler", dueOn = "2027-12-01" });
        await stage.Plan("suspend_feature", "It is switched off.", 90);
        using (var again = await person.Post($"{Api}/mailbox/remedy/answer", new { offer = 1, answer = "counter", words = "Eighty." }))
            Assert.Equal("grievances.offer_answered", await again.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept" });
        Assert.Equal(("accepted", "accepted", ""), await stage.Box());
        var remedy = await person.Get($"{Api}/mailbox/remedy");
        Assert.Equal(["We are sorry.", "Forty euros."], remedy.GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("text").GetString()!));
        var offer = remedy.GetProperty("offers")[0];
        Assert.Equal(("accepted", false, "Too late."), (offer.GetProperty("state").GetString(), offer.GetProperty("apologyAccepted").GetBoolean(), offer.GetProperty("answer").GetString()));
        Assert.Equal(["accept", "refuse"], (await stage.Server.Events<RemedyAnswered>(stage.Tenant)).Select(e => e.GetProperty("answer").GetString()!).Order());
        using (var twice = await person.Post($"{Api}/mailbox/remedy/answer", new { offer = 1, answer = "accept" }))
            Assert.Equal("grievances.offer_accepted", await twice.Problem(HttpStatusCode.Conflict));
        foreach (var (path, body) in new (string, object)[] { ("offers", new { }), ("not-owed", new { reason = "No." }), ("measures", new { measure = "retrain", text = "Anew.", ownerRole = "case-handler", dueOn = "2027-12-01" }) })
            using (var late = await stage.Handler.Post($"{stage.Case}/remedy/{path}", body))
                Assert.Equal("grievances.remedy_under_way", await late.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task ANewerOffer_TakesThePlaceOfAnOpenOne_AndOnlyItIsAnswered()
    {
        await using var stage = await Stage.Set();
        await stage.Apology();
        await stage.Offer("First.");
        Assert.Equal(2, (await stage.Offer("Second.")).GetProperty("number").GetInt32());
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 2, answer = "counter", apology = true, words = "And my money back." });
        Assert.Equal(("in_dialogue", "countered", ""), await stage.Box());
        Assert.Equal(["countered", "replaced"], (await stage.Person.Get($"{Api}/mailbox/remedy")).GetProperty("offers").EnumerateArray().Select(o => o.GetProperty("state").GetString()!));
        var seen = (await stage.Handler.Get($"{stage.Case}/remedy")).GetProperty("remedy").GetProperty("offers")[0];
        Assert.Equal(("And my money back.", true), (seen.GetProperty("answer").GetString(), seen.GetProperty("apologyAccepted").GetBoolean()));
        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/remedy/not-owed", new { reason = "It was paid back already." });
        using var gone = await stage.Person.Post($"{Api}/mailbox/remedy/answer", new { offer = 1, answer = "accept" });
        Assert.Equal("grievances.no_offer", await gone.Problem(HttpStatusCode.Conflict));
        Assert.Equal("It was paid back already.", (await stage.Person.Get($"{Api}/mailbox/remedy")).GetProperty("notOwedReason").GetString());
    }

    [Fact]
    public async Task EachMeasure_IsConfirmedByThePerson_DisputedOnesGoBack_AndAfterTheClosingItGoesOn()
    {
        await using var stage = await Stage.Set();
        await stage.Apology();
        var (money, review) = (await stage.Plan("compensation", "Forty euros.", 10), await stage.Plan("human_review", "A nurse decides anew.", 20));
        await stage.Offer();
        using (var early = await stage.Handler.Post($"{stage.Case}/remedy/measures/{money}/done", new { evidence = "Paid." }))
            Assert.Equal("grievances.remedy_not_accepted", await early.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true });
        using (var undone = await stage.Person.Post($"{Api}/mailbox/remedy/measures/{money}/answer", new { asPromised = true }))
            Assert.Equal("grievances.measure_not_done", await undone.Problem(HttpStatusCode.Conflict));
        await stage.Done(money, "Paid on the fourth.");
        Assert.Equal(("implementing", "implementing", "measures"), await stage.Box());
        using (var wordless = await stage.Person.Post($"{Api}/mailbox/remedy/measures/{money}/answer", new { asPromised = false }))
            Assert.Equal("grievances.words_missing", (await wordless.Json()).GetProperty("errors").GetProperty("/words")[0].GetProperty("code").GetString());
        await GrievancesServer.Post(stage.Person, $"/mailbox/remedy/measures/{money}/answer", new { asPromised = false, words = "Nothing came." });
        Assert.Equal("disputed", await stage.StateOf(money));

        // It ends with a letter meanwhile; what is promised does not end with it.
        await stage.Server.Link(stage.Tenant, stage.Id);
        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/closure", new { outcome = "substantiated", letter = GrievancesServer.Letter("We were wrong.") });
        await stage.Done(money, "Paid again, to the right account.");
        await stage.Done(review, "Decided anew on the fifth.");
        Assert.Equal(("closed", "done", "measures,survey,appeal"), await stage.Box());
        await GrievancesServer.Post(stage.Person, $"/mailbox/remedy/measures/{money}/answer", new { asPromised = true });
        await GrievancesServer.Post(stage.Person, $"/mailbox/remedy/measures/{review}/answer", new { asPromised = true, words = "Thank you." });
        Assert.Equal(("closed", "verified", "survey,appeal"), await stage.Box());
        Assert.Single(await stage.Server.Events<RemedyVerified>(stage.Tenant));
        using var settled = await stage.Person.Post($"{Api}/mailbox/remedy/measures/{money}/answer", new { asPromised = false, words = "No." });
        Assert.Equal("grievances.measure_settled", await settled.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task AnApology_IsMadeWithTheOffer_AndNobodyHasToTakeIt()
    {
        await using var stage = await Stage.Set();
        await stage.Apology();
        await stage.Offer();
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = false });
        // It was all there was, and nothing is owed any more; that it was not taken stays, and is no remedy that they confirmed.
        Assert.Equal(("implementing", "done", ""), await stage.Box());
        Assert.False((await stage.Person.Get($"{Api}/mailbox/remedy")).GetProperty("offers")[0].GetProperty("apologyAccepted").GetBoolean());
        Assert.Empty(await stage.Server.Events<RemedyVerified>(stage.Tenant));
        Assert.Contains("The person did not accept the apology", (await stage.Handler.Page($"/console/grievances/{stage.Id}/remedy")).Body!.TextContent, StringComparison.Ordinal);
        await stage.Server.GoTo(Begin.AddMonths(2), stage.Tenant);
        Assert.DoesNotContain("remedy reminder case-handler", await ClockTests.Notices(stage.Server, stage.Tenant));
        // Whoever changes their mind takes it after all.
        using var person = await stage.Again();
        var sorry = (await person.Get($"{Api}/mailbox/remedy")).GetProperty("measures")[0].GetProperty("id").GetGuid();
        using (var no = await person.Post($"{Api}/mailbox/remedy/measures/{sorry}/answer", new { asPromised = false }))
            Assert.Equal("grievances.measure_settled", await no.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(person, $"/mailbox/remedy/measures/{sorry}/answer", new { asPromised = true });
        Assert.Equal("verified", (await person.Get($"{Api}/mailbox/remedy")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task AnApology_IsAskedAfterAsOne_AndWhoDoesNotTakeItNeedsNoWords()
    {
        await using var stage = await Stage.Set();
        var sorry = await stage.Apology();
        await stage.Plan("compensation", "Forty euros.", 20);
        await stage.Offer();
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept" });
        using var browser = stage.Server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={stage.Person.DefaultRequestHeaders.Authorization!.Parameter}");
        var form = (await browser.Page("/portal/mailbox/remedy")).QuerySelector("form[action*='handler=Confirm']")!;
        Assert.Contains("Do you accept the apology?", form.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Yes", "No"], form.QuerySelectorAll("button").Select(b => b.FirstChild!.TextContent));
        await GrievancesServer.Post(stage.Person, $"/mailbox/remedy/measures/{sorry}/answer", new { asPromised = false });
        Assert.Contains("You did not accept the apology", (await browser.Page("/portal/mailbox/remedy")).Body!.TextContent, StringComparison.Ordinal);
        Assert.False((await stage.Handler.Get($"{stage.Case}/remedy")).GetProperty("remedy").GetProperty("measures")[0].GetProperty("apologyAccepted").GetBoolean());

        // They were told that they are right: nobody closes it as if nothing could be confirmed.
        await stage.Server.Link(stage.Tenant, stage.Id);
        using var closed = await stage.Handler.Post($"{Api}/cases/{stage.Id}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter() });
        Assert.Equal("grievances.outcome_against_remedy", await closed.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task AnOverdueMeasure_IsShownToBothSides_AndNoticedOnce_AndAClosedCaseIsAskedAfterEveryMonth()
    {
        await using var stage = await Stage.Set();
        await stage.Apology();
        var money = await stage.Plan("compensation", "Forty euros.", 10);
        await stage.Offer();
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true });
        await stage.Server.Link(stage.Tenant, stage.Id);
        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/closure", new { outcome = "partly", letter = GrievancesServer.Letter("We were wrong in part.") });
        await stage.Server.GoTo(new DateTimeOffset(2027, 3, 11, 23, 59, 0, TimeSpan.Zero), stage.Tenant);
        Assert.False(await Overdue());
        Assert.Empty(await stage.Server.Events<RemedyOverdue>(stage.Tenant));
        await stage.Server.GoTo(new DateTimeOffset(2027, 3, 12, 0, 0, 0, TimeSpan.Zero), stage.Tenant);
        Assert.True(await Overdue());
        Assert.Single(await stage.Server.Events<RemedyOverdue>(stage.Tenant));
        Assert.Equal(["remedy missed case-handler"], await ClockTests.Notices(stage.Server, stage.Tenant));

        await stage.Server.GoTo(Begin.AddMonths(1).AddMinutes(10), stage.Tenant);
        await stage.Server.GoTo(Begin.AddMonths(2).AddHours(6), stage.Tenant);
        Assert.Equal(["remedy missed case-handler", "remedy reminder case-handler", "remedy reminder case-handler"], await ClockTests.Notices(stage.Server, stage.Tenant));
        await stage.Done(money, "Paid at last.");
        using (var person = await stage.Again())
            await GrievancesServer.Post(person, $"/mailbox/remedy/measures/{money}/answer", new { asPromised = true });
        await stage.Server.GoTo(Begin.AddMonths(5), stage.Tenant);
        Assert.Equal(3, (await ClockTests.Notices(stage.Server, stage.Tenant)).Count);

        async Task<bool> Overdue()
        {
            using var person = await stage.Again();
            var theirs = (await person.Get($"{Api}/mailbox/remedy")).GetProperty("measures")[1].GetProperty("overdue").GetBoolean();
            Assert.Equal(theirs, (await stage.Handler.Get($"{stage.Case}/remedy")).GetProperty("remedy").GetProperty("measures")[1].GetProperty("overdue").GetBoolean());
            return theirs;
        }
    }

    [Fact]
    public async Task WhatWasSaidToBeDoneByMistake_IsTakenBackWithAReason_WhileThePersonHasNotAnswered()
    {
        await using var stage = await Stage.Set();
        await stage.Apology();
        var money = await stage.Plan("compensation", "Five hundred euros are paid.", 30);
        await stage.Offer();
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true });
        using (var early = await stage.Handler.Post($"{stage.Case}/remedy/measures/{money}/done/taken-back", new { reason = "No." }))
            Assert.Equal("grievances.measure_not_done", await early.Problem(HttpStatusCode.Conflict));
        await stage.Done(money, "Paid on the fourth.");
        Assert.Equal(("implementing", "done"), (await stage.Box()) is var (state, remedy, _) ? (state, remedy) : default);
        var page = $"/console/grievances/{stage.Id}/remedy";
        Assert.Contains("?undo=", (await stage.Handler.Page(page)).QuerySelector("a[href*=undo]")!.GetAttribute("href")!, StringComparison.Ordinal);
        using (var sent = await stage.Handler.Submit($"{page}?undo={money}", d => d.QuerySelectorAll("form").Single(f => f.Id == "undo") as AngleSharp.Html.Dom.IHtmlFormElement ?? throw new InvalidOperationException(), ("Reason", "The bank sent it back.")))
            Assert.Equal($"{page}?done=not_done", sent.Headers.Location!.ToString());
        var seen = await stage.Person.Get($"{Api}/mailbox/remedy");
        Assert.Equal(("accepted", "planned", JsonValueKind.Null), (seen.GetProperty("state").GetString(), seen.GetProperty("measures")[1].GetProperty("state").GetString(), seen.GetProperty("measures")[1].GetProperty("evidence").ValueKind));
        Assert.Contains("The bank sent it back.", await stage.Person.GetStringAsync($"{Api}/mailbox"), StringComparison.Ordinal);
        await stage.Done(money, "Paid on the ninth.");
        await GrievancesServer.Post(stage.Person, $"/mailbox/remedy/measures/{money}/answer", new { asPromised = true });
        using var late = await stage.Handler.Post($"{stage.Case}/remedy/measures/{money}/done/taken-back", new { reason = "No." });
        Assert.Equal("grievances.measure_not_done", await late.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task AnAnswer_CountsForTheOfferThatWasRead_AndForNoOtherThatTookItsPlace()
    {
        await using var stage = await Stage.Set();
        await stage.Apology();
        var money = await stage.Plan("compensation", "Five hundred euros are paid.", 30);
        await stage.Offer();
        using var browser = stage.Server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={stage.Person.DefaultRequestHeaders.Authorization!.Parameter}");
        var read = await browser.Page("/portal/mailbox/remedy");
        var form = read.QuerySelectorAll("#answer input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");

        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/remedy/offers/taken-back", new { reason = "It was too much." });
        await stage.Put($"remedy/measures/{money}", new { measure = "compensation", text = "Five euros are paid.", ownerRole = "case-handler", dueOn = "2027-12-01" });
        await stage.Offer();
        using (var old = await stage.Person.Post($"{Api}/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true }))
            Assert.Equal("grievances.another_offer", await old.Problem(HttpStatusCode.Conflict));
        using (var bare = await stage.Person.Post($"{Api}/mailbox/remedy/answer", new { answer = "accept" }))
            Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        using var sent = await browser.PostAsync("/portal/mailbox/remedy", new FormUrlEncodedContent([.. form, new("Answer", "accept"), new("Apology", "yes"), new("Text", "Thank you.")]));
        var shown = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await sent.Content.ReadAsStringAsync());
        Assert.Contains("What is offered has changed since you read it.", shown.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("2", "Thank you.", 0), (shown.QuerySelector("#answer input[name=Offer]")!.GetAttribute("value"), shown.QuerySelector("#answer textarea")!.TextContent.Trim(), shown.QuerySelectorAll("#answer input[name=Answer][checked]").Length));
        foreach (var words in new[] { "Five hundred euros are paid.", "Five euros are paid." })
            Assert.Contains(words, shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("remedy_proposed", "offered", "offer"), await stage.Box());
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 2, answer = "refuse" });
    }

    [Fact]
    public async Task AnOpenOffer_IsTakenBackWithAReasonThePersonReads_AndWhatWasAcceptedIsNot()
    {
        await using var stage = await Stage.Set();
        await stage.Apology();
        await stage.Offer();
        using (var waiver = await stage.Handler.Post($"{stage.Case}/remedy/offers/taken-back", new { reason = "You waive any right to sue us." }))
            Assert.Equal("grievances.waiver_clause", await waiver.Problem(HttpStatusCode.BadRequest));
        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/remedy/offers/taken-back", new { reason = "The apology named the wrong day." });
        var read = await stage.Person.Get($"{Api}/mailbox/remedy");
        Assert.Equal(("none", "taken_back"), (read.GetProperty("state").GetString(), read.GetProperty("offers")[0].GetProperty("state").GetString()));
        Assert.Contains("The apology named the wrong day.", await stage.Person.GetStringAsync($"{Api}/mailbox"), StringComparison.Ordinal);
        using (var late = await stage.Person.Post($"{Api}/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true }))
            Assert.Equal("grievances.no_offer", await late.Problem(HttpStatusCode.Conflict));

        await stage.Offer();
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 2, answer = "accept", apology = true });
        using var owed = await stage.Handler.Post($"{stage.Case}/remedy/offers/taken-back", new { reason = "We changed our mind." });
        Assert.Equal("grievances.no_open_offer", await owed.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task OfAGroup_TheOneWhoFiledDecidesForThePlan_MembersForThemselves_AndHelpersNothing()
    {
        await using var stage = await Stage.Set(new { language = "en", summary = "S", whatHappened = "W", affected = "group", capacity = "group", members = new[] { new { name = "A", mandate = new { kind = "written" } } } });
        await stage.Apology();
        await stage.Offer();
        var (member, _) = await stage.Server.TakeOver(stage.Filed.GetProperty("members")[0].GetProperty("receipt").GetString()!);
        using (member)
        {
            Assert.Equal((true, false), (await Says(member)).Values);
            await GrievancesServer.Post(member, "/mailbox/remedy/answer", new { offer = 1, answer = "refuse", apology = true, words = "It is not enough." });
        }
        Assert.Equal(("remedy_proposed", "offered", "offer"), await stage.Box());
        // The handlers read it as a message of theirs, and nobody else does.
        var said = (await stage.Handler.Get(stage.Case)).GetProperty("messages")[0];
        Assert.Equal(("member", "I do not accept what is offered.\n\nI accept the apology.\n\nIt is not enough."), (said.GetProperty("writerRole").GetString(), said.GetProperty("text").GetString()));
        Assert.Equal(0, (await stage.Person.Get($"{Api}/mailbox")).GetProperty("messages").GetArrayLength());
        var added = await GrievancesServer.Post(stage.Person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        var (adviser, _) = await stage.Server.TakeOver(added.GetProperty("receipt").GetString()!);
        using (adviser)
        {
            Assert.Equal((false, false), (await Says(adviser)).Values);
            using var refused = await adviser.Post($"{Api}/mailbox/remedy/answer", new { offer = 1, answer = "accept" });
            Assert.Equal("grievances.decision_not_yours", await refused.Problem(HttpStatusCode.Forbidden));
        }
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept" });
        Assert.Equal("done", (await stage.Box()).Remedy);

        static async Task<((bool, bool) Values, JsonElement View)> Says(HttpClient person)
        {
            var view = await person.Get($"{Api}/mailbox/remedy");
            return ((view.GetProperty("mayAnswer").GetBoolean(), view.GetProperty("counts").GetBoolean()), view);
        }
    }

    [Fact]
    public async Task WhatIsOffered_LiesSealed_AndGoesAlongWhenThePersonTakesAllAlong()
    {
        await using var stage = await Stage.Set();
        await stage.Apology("We are sorry. Canary-7");
        await stage.Offer("Take your time. Canary-7");
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "counter", words = "More. Canary-7" });
        using var export = await stage.Person.GetAsync($"{Api}/mailbox/export");
        using var archive = await Archives.Open(export);
        foreach (var name in new[] { "case.json", "case.html" })
        {
            using var reader = new StreamReader(await archive.GetEntry(name)!.OpenAsync(TestContext.Current.CancellationToken));
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.True(text.Split("Canary-7").Length >= 4, name);
        }
        await stage.Server.Stop();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(stage.Server.Folder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("Canary-7", System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    /// <summary>A case with a handler of their own, and the person's mailbox.</summary>
    internal sealed class Stage : IAsyncDisposable
    {
        public required OwnServer Server { get; init; }
        public required TestTenant Tenant { get; init; }
        public required HttpClient Handler { get; init; }
        public required HttpClient Person { get; init; }
        public required Guid Id { get; init; }
        public required JsonElement Filed { get; init; }
        public string Case => $"{Api}/cases/{Id}";

        public static async Task<Stage> Set(object? filing = null)
        {
            var server = await OwnServer.WithClock(Begin);
            var tenant = await server.Tenant();
            var filed = await server.File(tenant, filing ?? new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self" });
            return new Stage
            {
                Server = server, Tenant = tenant, Filed = filed, Id = await server.CaseOf(tenant), Person = await server.Mailbox(filed.GetProperty("receipt").GetString()!),
                Handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle),
            };
        }

        /// <summary>The mailbox, opened anew since its session is over.</summary>
        public Task<HttpClient> Again() => Server.Mailbox(Filed.GetProperty("receipt").GetString()!);

        public async Task<Guid> Plan(string measure, string text, int days) =>
            (await GrievancesServer.Post(Handler, $"/cases/{Id}/remedy/measures", new { measure, text, ownerRole = "case-handler", dueOn = DateOnly.FromDateTime(Server.Clock!.GetUtcNow().UtcDateTime).AddDays(days) })).GetProperty("id").GetGuid();

        public async Task<Guid> Apology(string text = "We are sorry.") =>
            (await GrievancesServer.Post(Handler, $"/cases/{Id}/remedy/measures", new { measure = "apology", text, ownerRole = "case-handler", signatory = "head of the clinic" })).GetProperty("id").GetGuid();

        public Task<JsonElement> Offer(string? words = null) => GrievancesServer.Post(Handler, $"/cases/{Id}/remedy/offers", new { words });

        public Task<JsonElement> Done(Guid measure, string evidence) => GrievancesServer.Post(Handler, $"/cases/{Id}/remedy/measures/{measure}/done", new { evidence });

        public async Task Put(string path, object body) => Assert.Equal(HttpStatusCode.NoContent, (await Handler.PutAsJsonAsync($"{Case}/{path}", body)).StatusCode);

        public async Task<List<Guid>> Order() => [.. (await Handler.Get($"{Case}/remedy")).GetProperty("remedy").GetProperty("measures").EnumerateArray().Where(m => m.GetProperty("state").GetString() != "dropped").Select(m => m.GetProperty("id").GetGuid())];

        public async Task<string?> StateOf(Guid measure) => (await Person.Get($"{Api}/mailbox/remedy")).GetProperty("measures").EnumerateArray().Single(m => m.GetProperty("id").GetGuid() == measure).GetProperty("state").GetString();

        /// <summary>What the mailbox says: the state of the case, how far the remedy is, and what waits.</summary>
        public async Task<(string? State, string? Remedy, string Waits)> Box()
        {
            using var person = await Again();
            var box = await person.Get($"{Api}/mailbox");
            return (box.GetProperty("state").GetString(), box.GetProperty("remedy").GetString(), string.Join(',', box.GetProperty("waits").EnumerateArray().Select(w => w.GetString())));
        }

        public async ValueTask DisposeAsync()
        {
            Handler.Dispose();
            Person.Dispose();
            await Server.DisposeAsync();
        }
    }
}
