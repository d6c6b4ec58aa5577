using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Files.Tests;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Files;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What belongs to a case of two organisations beside the remedy: one timeline, the letter of either, and the files the person said yes to.</summary>
public sealed class JointCaseTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task TheLetterOfTheOtherSide_IsInTheMailbox_InOneTimelineWithEverythingElse()
    {
        using var joint = await JointCase.Set(server);
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/messages", new { text = "We ask them." });
        await GrievancesServer.Post(joint.Person, $"/mailbox/referrals/{joint.Share}/entries", new { text = "It still happens." });
        await joint.Settled();
        await GrievancesServer.Post(joint.Person, "/mailbox/messages", new { text = "Thank you." });
        await server.Link(joint.Taker, joint.Other);
        using (var typed = await joint.There.Post($"{Api}/cases/{joint.Other}/referrals/{joint.Share}/entries", new { kind = "outcome", text = "A letter." }))
            Assert.Equal("grievances.letter_by_closing", await typed.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(joint.There, $"/cases/{joint.Other}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter("Our model did not decide it.") });
        await joint.Settled();

        var box = await joint.Person.Get($"{Api}/mailbox");
        var lines = box.GetProperty("shared").EnumerateArray().ToList();
        Assert.Equal(["accepted", "words", "outcome"], lines.Select(l => l.GetProperty("kind").GetString()!));
        Assert.Equal(["Model Works", "Harbour Hospitals", "Model Works"], lines.Select(l => l.GetProperty("organisation").GetString()!));
        var letter = lines[2].GetProperty("text").GetString()!;
        foreach (var part in new[] { "What went wrong", "Our model did not decide it.", "Who was responsible", "How it is fixed", "How to appeal" })
            Assert.Contains(part, letter, StringComparison.Ordinal);
        Assert.Equal(("closed", "not_owed"), await server.Read(joint.Taker, db => db.Grievances.Select(g => ValueTuple.Create(g.State.ToString().ToLowerInvariant(), g.Remedy == global::Grievances.Domain.RemedyState.NotOwed ? "not_owed" : "")).SingleAsync()));
        Assert.NotEqual("closed", box.GetProperty("state").GetString());
        Assert.Equal((0, 1), ((await server.Events<GrievanceClosed>(joint.Giver)).Count, (await server.Events<GrievanceClosed>(joint.Taker)).Count));

        // On the page they stand between the messages, in the order of time, each with who wrote it.
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={joint.Person.DefaultRequestHeaders.Authorization!.Parameter}");
        var page = await browser.Page("/portal/mailbox");
        var said = page.QuerySelectorAll("article.message").Select(a => string.Join(' ', a.TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(5, said.Count);
        foreach (var (at, words) in new[] { "Model Works wrote", "We ask them.", "You wrote to both organisations", "Thank you.", "ends its part with this letter" }.Index())
            Assert.Contains(words, said[at], StringComparison.Ordinal);
        Assert.Equal($"/portal/mailbox/referrals#share-{joint.Share:N}", page.QuerySelector("article.message a")!.GetAttribute("href")!.Replace("?lang=en", "", StringComparison.Ordinal));

        // It goes along when the person takes everything along.
        using var archive = await Archives.Open(await joint.Person.GetAsync($"{Api}/mailbox/export"));
        foreach (var name in new[] { "case.json", "case.html" })
        {
            using var reader = new StreamReader(await archive.GetEntry(name)!.OpenAsync(TestContext.Current.CancellationToken));
            Assert.Contains("Our model did not decide it.", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatTheOtherSideDecided_IsAppealedFromTheOneMailbox_AndAnsweredThereBySomebodyElse()
    {
        using var joint = await JointCase.Set(server);
        using (var early = await Appeal("I disagree."))
            Assert.Equal("grievances.nothing_to_appeal", await early.Problem(HttpStatusCode.Conflict));
        await server.Link(joint.Taker, joint.Other);
        await GrievancesServer.Post(joint.There, $"/cases/{joint.Other}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter("Our model did not decide it.") });
        await joint.Settled();
        using (var typed = await joint.There.Post($"{Api}/cases/{joint.Other}/referrals/{joint.Share}/entries", new { kind = "appeal_dismissed", text = "No." }))
            Assert.Equal("grievances.appeal_by_person", await typed.Problem(HttpStatusCode.Conflict));
        using (var wordless = await Appeal(" "))
            Assert.Equal("grievances.appeal_missing", (await wordless.Json()).GetProperty("errors").GetProperty("/text")[0].GetProperty("code").GetString());

        // By the page, as the person does it.
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={joint.Person.DefaultRequestHeaders.Authorization!.Parameter}");
        var form = (IHtmlFormElement)(await browser.Page("/portal/mailbox/referrals")).QuerySelector("form[action*='handler=Appeal']")!;
        using (var sent = await browser.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(
            [.. form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => KeyValuePair.Create(i.Name!, i.Value)), KeyValuePair.Create("Reasons", "It was your model.")])))
            Assert.Equal("/portal/mailbox/referrals", sent.Headers.Location?.ToString().Split('?')[0]);
        await joint.Settled();
        using (var twice = await Appeal("Once more."))
            Assert.Equal("grievances.appeal_open", await twice.Problem(HttpStatusCode.Conflict));
        var (appeal, state) = await server.Read(joint.Taker, async db => (await db.Appeals.Select(a => a.Id).SingleAsync(), await db.Grievances.Select(g => g.State).SingleAsync()));
        Assert.Equal(global::Grievances.Domain.CaseState.Appealed, state);
        Assert.Single(await server.Events<AppealFiled>(joint.Taker));
        Assert.Empty(await server.Events<AppealFiled>(joint.Giver));
        // Whoever closed it does not read why, nor decide.
        Assert.Equal(JsonValueKind.Null, (await joint.There.Get($"{Api}/cases/{joint.Other}/remedy")).GetProperty("appeals")[0].GetProperty("text").ValueKind);
        using (var own = await joint.There.Post($"{Api}/cases/{joint.Other}/appeals/{appeal}/decision", new { decision = "dismissed", letter = "It stands." }))
            Assert.Equal("grievances.not_the_reviewer", await own.Problem(HttpStatusCode.Forbidden));

        var account = Guid.CreateVersion7();
        using var reviewer = server.Staff(joint.Taker, account, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        await server.Work(joint.Taker, async db =>
        {
            (await db.Appeals.SingleAsync()).ReviewerId = account;
            db.Add(new Domain.CaseAssignment { TenantId = joint.Taker.Id, Id = Guid.CreateVersion7(), CaseId = joint.Other, AccountId = account, Duty = Domain.AssignedDuty.AppealReviewer, AssignedBy = "test", AssignedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        });
        Assert.Equal("It was your model.", (await reviewer.Get($"{Api}/cases/{joint.Other}/remedy")).GetProperty("appeals")[0].GetProperty("text").GetString());
        await GrievancesServer.Post(reviewer, $"/cases/{joint.Other}/appeals/{appeal}/decision", new { decision = "upheld", letter = "You are right: it was our model." });
        await joint.Settled();
        var entries = (await joint.Person.Get($"{Api}/mailbox/referrals"))[0].GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(["accepted", "outcome", "appealed", "appeal_upheld"], entries.Select(e => e.GetProperty("kind").GetString()));
        Assert.Equal("You are right: it was our model.", entries[3].GetProperty("text").GetString());
        Assert.Contains("decided about the appeal: it was right", (await browser.Page("/portal/mailbox")).Body!.TextContent, StringComparison.Ordinal);
        using (var settled = await Appeal("And more."))
            Assert.Equal("grievances.nothing_to_appeal", await settled.Problem(HttpStatusCode.Conflict));
        // The giver's own decision is another matter: nothing was decided here.
        Assert.Equal(0, (await joint.Person.Get($"{Api}/mailbox/appeals")).GetProperty("possible").GetArrayLength());

        Task<HttpResponseMessage> Appeal(string text) => joint.Person.Post($"{Api}/mailbox/referrals/{joint.Share}/appeal", new { text });
    }

    [Fact]
    public async Task WhatIsNotTakenUpThere_IsDeclinedOrClosedWithALetter_AndNeverWhereThePersonReadsNothingOfIt()
    {
        using var joint = await JointCase.Set(server);
        using var refused = await joint.There.Post($"{Api}/cases/{joint.Other}/admissibility", new { admissible = false, reason = "no_harm_described", text = "No harm is told of in this." });
        Assert.Equal("grievances.decline_instead", await refused.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(joint.There, $"/cases/{joint.Other}/admissibility", new { admissible = true });
    }

    [Fact]
    public async Task AFindingOfHarm_IsClosedOnTheOtherSide_OnceTheJointRemedyIsDecided()
    {
        using var joint = await JointCase.Set(server, taken: false);
        await server.Link(joint.Taker, joint.Other);
        object Closing() => new { outcome = "substantiated", letter = GrievancesServer.Letter("Our model was wrong.") };
        using (var untaken = await joint.There.Post($"{Api}/cases/{joint.Other}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter() }))
            Assert.Equal("grievances.take_it_first", await untaken.Problem(HttpStatusCode.Conflict));
        await joint.Take();
        using (var open = await joint.There.Post($"{Api}/cases/{joint.Other}/closure", Closing()))
            Assert.Equal("grievances.giver_decides_first", await open.Problem(HttpStatusCode.Conflict));
        await joint.PlanHere("apology", "We are sorry.");
        await joint.Offer();
        using (var offered = await joint.There.Post($"{Api}/cases/{joint.Other}/closure", Closing()))
            Assert.Equal("grievances.giver_decides_first", await offered.Problem(HttpStatusCode.Conflict));
        await joint.Answer(new { answer = "accept", apology = true });
        await GrievancesServer.Post(joint.There, $"/cases/{joint.Other}/closure", Closing());
        await joint.Settled();
        Assert.Contains("Our model was wrong.", (await joint.Person.Get($"{Api}/mailbox/referrals"))[0].GetProperty("entries").EnumerateArray().Last().GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APageOfTheThread_HoldsFiftyOfBoth_AndTheNextGoesOnWhereItEnds()
    {
        using var joint = await JointCase.Set(server);
        for (var i = 0; i < 30; i++)
        {
            await GrievancesServer.Post(joint.Person, "/mailbox/messages", new { text = $"Message {i}." });
            await GrievancesServer.Post(joint.Person, $"/mailbox/referrals/{joint.Share}/entries", new { text = $"Line {i}." });
        }
        var newest = await joint.Person.Get($"{Api}/mailbox");
        Assert.Equal((25, 25), (newest.GetProperty("messages").GetArrayLength(), newest.GetProperty("shared").GetArrayLength()));
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={joint.Person.DefaultRequestHeaders.Authorization!.Parameter}");
        var earlier = (await browser.Page($"/portal/mailbox?messages={newest.GetProperty("earlierMessages").GetString()}")).QuerySelectorAll("article.message").Select(a => a.QuerySelector(".user-text")!.TextContent).ToList();
        // What the organisation said when it took the case, and then five of each.
        Assert.Equal(["We look into it.", .. Enumerable.Range(0, 5).SelectMany(i => new[] { $"Message {i}.", $"Line {i}." })], earlier);
    }

    [Theory]
    [MemberData(nameof(RemedyPageTests.Languages), MemberType = typeof(RemedyPageTests))]
    public async Task TheMailbox_StaysSmallHoweverMuchIsWrittenTogether_AndSpeaksTheLanguage(string language)
    {
        using var joint = await JointCase.Set(server);
        for (var i = 0; i < 12; i++)
            await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/referrals/{joint.Share}/entries", new { kind = "words", text = "<script>alert(1)</script>" + new string('А', i < 2 ? 9_000 : 100) });
        await GrievancesServer.Post(joint.There, $"/cases/{joint.Other}/referrals/{joint.Share}/entries", new { kind = "contested", text = "Not ours." });
        await joint.Settled();
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={joint.Person.DefaultRequestHeaders.Authorization!.Parameter}");
        var html = await browser.GetStringAsync($"/portal/mailbox?lang={language}");
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(html) < 42_000, $"{System.Text.Encoding.UTF8.GetByteCount(html)}");
        var page = await browser.Page($"/portal/mailbox?lang={language}");
        Assert.Empty(page.Scripts);
        Assert.All(page.QuerySelectorAll("article.message"), said => Assert.Contains(language == "en" ? "wrote" : said.QuerySelector("bdi")!.TextContent, said.TextContent, StringComparison.Ordinal));
        foreach (var whole in page.QuerySelectorAll("article.message a").Select(a => a.GetAttribute("href")!).Where(href => href.Contains("message=", StringComparison.Ordinal)).Take(1))
            Assert.StartsWith("<script>", (await browser.Page(whole)).QuerySelector(".user-text")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePerson_SeesWhoOpenedItThere_AndWhomTheyKeepItFromHasItNeitherHereNorThere()
    {
        using var joint = await JointCase.Set(server);
        await joint.There.Get($"{Api}/cases/{joint.Other}");
        await joint.Settled();
        var openings = (await joint.Person.Get($"{Api}/mailbox/openings?limit=200")).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(openings, o => o.GetProperty("role").GetString() == "case-handler" && o.GetProperty("organisation").GetString() == "Model Works");
        Assert.Contains(openings, o => o.GetProperty("organisation").ValueKind == JsonValueKind.Null);
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={joint.Person.DefaultRequestHeaders.Authorization!.Parameter}");
        Assert.Contains("Case handler (Model Works)", (await browser.Page("/portal/mailbox")).Body!.TextContent, StringComparison.Ordinal);
        // No line of the thread is made of it, on neither side.
        Assert.All(new[] { await joint.Here.Get($"{Api}/cases/{joint.Case}/referrals"), await joint.There.Get($"{Api}/cases/{joint.Other}/referrals") }, list => Assert.DoesNotContain("opened", list.GetRawText(), StringComparison.Ordinal));
        using (var feigned = await joint.There.Post($"{Api}/cases/{joint.Other}/referrals/{joint.Share}/entries", new { kind = "opened", text = "I did not." }))
            Assert.Equal("grievances.opened_by_opening", await feigned.Problem(HttpStatusCode.Conflict));

        var readers = (await browser.Page("/portal/mailbox/readers")).Body!.TextContent;
        Assert.Contains("Model Works has the part you said yes to.", readers, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody else", readers, StringComparison.Ordinal);
        using (var kept = await joint.Person.PutAsJsonAsync($"{Api}/mailbox/readers", new { roles = new[] { "case-handler" } }))
            Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        await joint.Settled();
        foreach (var (handler, id) in new[] { (joint.Here, joint.Case), (joint.There, joint.Other) })
            using (var shut = await handler.GetAsync($"{Api}/cases/{id}"))
                Assert.Equal(HttpStatusCode.NotFound, shut.StatusCode);
        Assert.Equal("ombuds", await server.Read(joint.Taker, db => db.Grievances.Select(g => g.HandledBy).SingleAsync()));
        Assert.Contains("The ombuds office of the organisation reads it.", (await browser.Page("/portal/mailbox")).Body!.TextContent, StringComparison.Ordinal);
        using (var again = await joint.Person.PutAsJsonAsync($"{Api}/mailbox/readers", new { roles = Array.Empty<string>() }))
            Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        await joint.Settled();
        foreach (var (handler, id) in new[] { (joint.Here, joint.Case), (joint.There, joint.Other) })
            using (var open = await handler.GetAsync($"{Api}/cases/{id}"))
                Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    [Fact]
    public async Task TheConsole_NamesWhoCarriesOutWhat_AndShowsFormsForOnesOwnAlone()
    {
        using var joint = await JointCase.Set(server, filing: async (tenant, person) => new
        {
            language = "en", summary = "S", whatHappened = "W", affected = "self", files = new[] { await Uploads.Whole(person, tenant, "note.txt", "A note"u8.ToArray()) },
        });
        var sorry = await joint.PlanThere("apology", "We are sorry.");
        var money = await joint.PlanHere("compensation", "Forty euros.");
        var page = await joint.Here.Page($"/console/grievances/{joint.Case}/remedy");
        Assert.Contains("Carried out by Model Works", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal([$"?change={money}#plan"], page.QuerySelectorAll("a[href^='?change=']").Select(a => a.GetAttribute("href")!));
        Assert.NotNull(page.QuerySelector("form[action*='handler=Offer']"));
        var theirs = await joint.There.Page($"/console/grievances/{joint.Other}/remedy");
        Assert.Contains("Harbour Hospitals puts the joint plan before the person", theirs.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal([$"?change={sorry}#plan"], theirs.QuerySelectorAll("a[href^='?change=']").Select(a => a.GetAttribute("href")!));
        Assert.Null(theirs.QuerySelector("form[action*='handler=Offer'], form[action*='handler=NotOwed']"));
        var choice = (await joint.Here.Page($"/console/grievances/{joint.Case}/partners")).QuerySelector("input[name=Files]")!;
        Assert.Contains("note.txt", choice.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Equal("bdi", choice.ParentElement!.QuerySelector("label *")!.LocalName);
    }

    [Fact]
    public async Task AFileThePersonSaidYesTo_GoesWithoutTraces_AndGoesAgainWithTheConsent()
    {
        var (photo, blobs) = (await Tools.Tagged(Pictures.Jpeg(), ".jpg"), server.Services.GetRequiredService<IBlobStore>());
        using var joint = await JointCase.Set(server,
            filing: async (tenant, person) => new
            {
                language = "en", summary = "S", whatHappened = "W", affected = "self",
                files = new[] { await Uploads.Whole(person, tenant, "screen.jpg", photo), await Uploads.Whole(person, tenant, "kept.txt", "Canary: stays here"u8.ToArray()) },
            },
            files: async (here, id) => [.. (await here.Get($"{Api}/cases/{id}")).GetProperty("files").EnumerateArray().Where(f => f.GetProperty("name").GetString() == "screen.jpg").Select(f => f.GetProperty("id").GetGuid())]);
        await joint.Settled();
        var proposed = (await joint.Person.Get($"{Api}/mailbox/referrals"))[0].GetProperty("files");
        Assert.Equal(("screen.jpg", true, 1), (proposed[0].GetProperty("name").GetString(), proposed[0].GetProperty("cleaned").GetBoolean(), proposed.GetArrayLength()));
        var theirs = (await joint.There.Get($"{Api}/cases/{joint.Other}")).GetProperty("files");
        Assert.Equal((1, "screen.jpg"), (theirs.GetArrayLength(), theirs[0].GetProperty("name").GetString()));
        Assert.Equal(theirs[0].GetProperty("id").GetGuid(), (await joint.There.Get($"{Api}/cases/{joint.Other}/referrals"))[0].GetProperty("files")[0].GetProperty("id").GetGuid());
        using (var given = await joint.There.GetAsync($"{Api}/cases/{joint.Other}/files/{theirs[0].GetProperty("id").GetGuid()}"))
        {
            var copy = await given.Content.ReadAsByteArrayAsync();
            Assert.Equal((0xFF, 0xD8), (copy[0], copy[1]));
            Tools.HoldsNoCanary(await Tools.Everything(copy, ".jpg"));
        }
        Assert.NotEmpty(await Uploads.Stored(blobs, joint.Taker));
        using (await joint.Person.PostAsync($"{Api}/mailbox/referrals/{joint.Share}/withdrawal", null))
            await joint.Settled();
        await JointCase.Until(async () => (await Uploads.Stored(blobs, joint.Taker)).Count, left => left <= 1);
        Assert.Equal(0, await JointCase.Until(() => server.Read(joint.Taker, db => db.Files.CountAsync()), left => left == 0));

        // A file of somebody else's case, or one that was set apart, is not proposed.
        var apart = await server.Read(joint.Giver, db => db.Files.Select(f => f.Id).ToListAsync());
        foreach (var id in apart)
            await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/files/{id}/quarantine", new { apart = true });
        using var refused = await joint.Here.Post($"{Api}/cases/{joint.Case}/referrals", new { organisation = joint.Taker.Slug, text = "Again.", why = "Again.", files = apart });
        Assert.Equal("grievances.file_not_shared", (await refused.Json()).GetProperty("errors").GetProperty("/files")[0].GetProperty("code").GetString());
    }
}
