using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Domain;
using Grievances.Features.Legal;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Ui.Localization;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>A person is told truly who reads their case: a mediator, another organisation, whoever reads what they say of how it was; and takes all of it along.</summary>
public sealed class WhoKnowsTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task WhileAMediatorsLinkOpensTheCase_EachPageSaysSo_AndNoneOnceItIsOver()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        using var person = await server.Mailbox(receipt);
        using var browser = Browser(person);
        Assert.DoesNotContain(PortalText.Words.Get("box.write_hint_mediator_yours", PortalLanguages.English.Culture), await Said("/portal/mailbox", PortalLanguages.English), StringComparison.Ordinal);
        using var mediator = await Mediator(id, person, handler);
        foreach (var language in PortalLanguages.All)
        {
            Assert.Contains(PortalText.Words.Get("box.write_hint_mediator_yours", language.Culture), await Said("/portal/mailbox", language), StringComparison.Ordinal);
            var readers = await Said("/portal/mailbox/readers", language);
            Assert.Contains(In(PortalText.Words, "readers.mediator", language, "Ombuds of the port"), readers, StringComparison.Ordinal);
            Assert.Contains(In(PortalText.Words, "readers.team_shared", language, "Harbour Hospitals"), readers, StringComparison.Ordinal);
            Assert.DoesNotContain(In(PortalText.Words, "readers.team", language, "Harbour Hospitals"), readers, StringComparison.Ordinal);
            var outside = await Said("/portal/mailbox/authorities", language);
            Assert.Contains(In(LegalText.Words, "law.outside.mediator_yours", language, "Ombuds of the port"), outside, StringComparison.Ordinal);
            Assert.Equal(LegalText.Words.Get("law.handed_none_beside", language.Culture), (await browser.Page($"/portal/mailbox/authorities?lang={language.Code}")).QuerySelector("main p.empty")!.TextContent);
        }
        // Kept from the team, the case is the ombuds office's, and not its alone.
        using (var chosen = await person.PutAsJsonAsync($"{Api}/mailbox/readers", new { roles = new[] { "case-handler" } }))
            Assert.Equal(HttpStatusCode.NoContent, chosen.StatusCode);
        Assert.Contains(In(PortalText.Words, "readers.ombuds_shared", PortalLanguages.English, "Harbour Hospitals"), await Said("/portal/mailbox/readers", PortalLanguages.English), StringComparison.Ordinal);

        var mediation = (await person.Get($"{Api}/mailbox/mediations")).GetProperty("items")[0].GetProperty("id").GetGuid();
        using (var withdrawn = await person.PutAsJsonAsync($"{Api}/mailbox/mediations/{mediation}/answer", new { agreed = false }))
            Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        Assert.DoesNotContain("mediator", await Said("/portal/mailbox/readers", PortalLanguages.English), StringComparison.Ordinal);
        Assert.DoesNotContain(PortalText.Words.Get("box.write_hint_mediator_yours", PortalLanguages.English.Culture), await Said("/portal/mailbox", PortalLanguages.English), StringComparison.Ordinal);
        Assert.Contains(In(LegalText.Words, "law.outside.mediator_had", PortalLanguages.English, "Ombuds of the port"), await Said("/portal/mailbox/authorities", PortalLanguages.English), StringComparison.Ordinal);

        async Task<string> Said(string path, PortalLanguage language) => Text(await browser.Page($"{path}?lang={language.Code}"));
    }

    [Fact]
    public async Task AMediator_IsNotShownWhereAMeetingIs_NorWhatWasSaidWithIt()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        using var person = await server.Mailbox(receipt);
        using var mediator = await Mediator(id, person, handler);
        await GrievancesServer.Post(person, "/mailbox/meetings", new { times = new[] { DateTimeOffset.UtcNow.AddDays(1) }, way = "phone", where = "+41 79 000 00 00", words = "Ask for my sister." });
        var meeting = (await mediator.Get($"{Api}/mediation")).GetProperty("meetings")[0];
        Assert.Equal("phone", meeting.GetProperty("way").GetString());
        foreach (var hidden in new[] { "+41 79", "my sister" })
            Assert.DoesNotContain(hidden, meeting.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("+41 79 000 00 00", (await handler.Get($"{Api}/cases/{id}/meetings")).GetRawText(), StringComparison.Ordinal);
        using var browser = Browser(person);
        foreach (var language in PortalLanguages.All)
            Assert.Contains(PortalText.Words.Get("meet.place_hint", language.Culture), Text(await browser.Page($"/portal/mailbox/meetings?lang={language.Code}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeAYesIsTakenBack_ItIsSaidWhatIsLost_AndAfterwardsThatItWas()
    {
        using var joint = await JointCase.Set(server);
        var promised = await joint.PlanThere("compensation", "Forty euros from the works.");
        await joint.PlanHere("apology", "We are sorry.");
        await joint.Offer();
        await joint.Answer(new { answer = "accept" });
        await server.Work(joint.Giver, db => db.Shares.ExecuteUpdateAsync(s => s.SetProperty(x => x.Contested, true)));
        using var browser = Browser(joint.Person);
        var (words, contested) = (PortalText.Words, PortalText.Words.Get("refer.contested", PortalLanguages.English.Culture));
        foreach (var language in PortalLanguages.All)
            Assert.Contains(In(LegalText.Words, "law.outside.organisation_yours", language, "Model Works"), Text(await browser.Page($"/portal/mailbox/authorities?lang={language.Code}")), StringComparison.Ordinal);
        Assert.Contains(contested, Text(await browser.Page("/portal/mailbox/referrals")), StringComparison.Ordinal);

        // With forms alone, in two steps.
        IHtmlDocument sure;
        using (var first = await browser.Submit("/portal/mailbox/referrals?lang=en", page => Form(page, "handler=Withdraw")))
            sure = await new HtmlParser().ParseDocumentAsync(await first.Content.ReadAsStringAsync());
        foreach (var said in new[] { words.Get("refer.sure", PortalLanguages.English.Culture), words.Get("refer.sure_lost", PortalLanguages.English.Culture), "Forty euros from the works.", words.Get("refer.sure_undone", PortalLanguages.English.Culture) })
            Assert.Contains(said, Text(sure), StringComparison.Ordinal);
        Assert.DoesNotContain("We are sorry.", Text(sure), StringComparison.Ordinal);
        Assert.Equal("accepted", (await joint.Person.Get($"{Api}/mailbox/referrals"))[0].GetProperty("state").GetString());
        var form = Form(sure, "handler=Withdraw");
        using (var second = await browser.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Select(i => KeyValuePair.Create(i.Name!, i.Value)))))
            Assert.Equal(HttpStatusCode.SeeOther, second.StatusCode);

        Assert.Equal("dropped", JointCase.StateOf(await joint.SeenByPerson(), promised));
        Assert.DoesNotContain(contested, Text(await browser.Page("/portal/mailbox/referrals")), StringComparison.Ordinal);
        foreach (var language in PortalLanguages.All)
        {
            var front = await browser.Page($"/portal/mailbox?lang={language.Code}");
            Assert.Contains(front.QuerySelectorAll("main li a"), link => link.TextContent == RemedyText.Words.Get("news.referral_withdrawn", language.Culture) && link.GetAttribute("href")!.StartsWith("/portal/mailbox/referrals", StringComparison.Ordinal));
            Assert.Contains(In(LegalText.Words, "law.outside.organisation_had_yours", language, "Model Works"), Text(await browser.Page($"/portal/mailbox/authorities?lang={language.Code}")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ThePersonTakesAlong_WhoElseHasToDoWithIt()
    {
        using var joint = await JointCase.Set(server, filing: (_, _) => Task.FromResult<object>(new
        {
            language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self", contact = new { kind = "email", value = "me@home.example" }, exclude = new[] { "human-rights-lead" },
        }));
        await joint.There.Get($"{Api}/cases/{joint.Other}");
        await joint.Settled();
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/identity-requests", new { reason = "To call back about the bed.", hours = 2 });
        await server.Hold(joint.Here, joint.Case);
        using var archive = await Archives.Open(await joint.Person.GetAsync($"{Api}/mailbox/export"));
        var page = await new HtmlParser().ParseDocumentAsync(await Entry(archive, "case.html"));
        var english = PortalLanguages.English.Culture;
        foreach (var said in new[]
        {
            "A chatbot of yours turned a patient away.", "They built it.", "To call back about the bed.", PortalText.Words.Get("refer.state.accepted", english), PortalText.Words.Get("readers.role.human-rights-lead", english), PortalText.Words.Get("readers.state.waiting", english),
            LegalText.Words.Get("law.hold", english), In(LegalText.Words, "law.outside.organisation_yours", PortalLanguages.English, "Model Works"), "Case handler (Model Works)",
        })
            Assert.Contains(said, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("human-rights-lead", page.Body!.TextContent, StringComparison.Ordinal);
        var codes = JsonDocument.Parse(await Entry(archive, "case.json")).RootElement;
        Assert.Equal(("A chatbot of yours turned a patient away.", "They built it.", "Model Works", "accepted"),
            (codes.GetProperty("referrals")[0].GetProperty("text").GetString(), codes.GetProperty("referrals")[0].GetProperty("why").GetString(), codes.GetProperty("referrals")[0].GetProperty("other").GetString(), codes.GetProperty("referrals")[0].GetProperty("state").GetString()));
        Assert.Equal(("To call back about the bed.", "human-rights-lead", true, false), (codes.GetProperty("readers").GetProperty("requests")[0].GetProperty("reason").GetString(), codes.GetProperty("readers").GetProperty("excluded")[0].GetString(),
            codes.GetProperty("law").GetProperty("onHold").GetBoolean(), codes.GetProperty("responsibility").GetProperty("decided").GetBoolean()));
    }

    [Fact]
    public async Task TheLetter_SaysInTheProductsOwnWordsHowToAppeal_WhateverAHandlerTyped_AndWhoWasResponsibleIsTakenAlong()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        using var person = await server.Mailbox(receipt);
        await GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines = new[] { new { party = "deployer", involvement = "unknown", name = "The night clinic" } } });
        await server.Close(tenant, handler, id, letter: new { language = "en", whatWentWrong = "We looked into it.", whoWasResponsible = "It was our fault.", howItIsFixed = "It is mended.", howToAppeal = "Write to the director." });
        using var browser = Browser(person);
        foreach (var language in PortalLanguages.All)
        {
            var ours = string.Join(' ', new[] { "letter.appeal_ours", "appeal.until", "appeal.who", "appeal.elsewhere" }.Select(key => RemedyText.Words.Get(key, language.Culture)));
            Assert.Contains(ours, Text(await browser.Page($"/portal/mailbox?lang={language.Code}")), StringComparison.Ordinal);
            Assert.Contains(RemedyText.Words.Get("appeal.until", language.Culture), Text(await browser.Page($"/portal/mailbox/appeal?lang={language.Code}")), StringComparison.Ordinal);
            using var archive = await Archives.Open(await browser.GetAsync($"/portal/mailbox/data?handler=Archive&lang={language.Code}"));
            var page = await new HtmlParser().ParseDocumentAsync(await Entry(archive, "case.html"));
            Assert.Contains(ours, page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains("The night clinic", page.Body.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ThatNoRemedyIsOwed_IsToldOnTheFront_WithTheWayToTheReasons()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var handler = server.Handler(tenant);
        using var person = await server.Mailbox(receipt);
        Assert.Equal(0, (await person.Get($"{Api}/mailbox")).GetProperty("news").GetArrayLength());
        await GrievancesServer.Post(handler, $"/cases/{await server.CaseOf(tenant)}/remedy/not-owed", new { reason = "It was another system." });
        using var browser = Browser(person);
        foreach (var language in PortalLanguages.All)
            Assert.Contains((await browser.Page($"/portal/mailbox?lang={language.Code}")).QuerySelectorAll("main li a"),
                link => link.TextContent == RemedyText.Words.Get("news.not_owed", language.Culture) && link.GetAttribute("href")!.StartsWith("/portal/mailbox/remedy", StringComparison.Ordinal));
        var news = (await person.Get($"{Api}/mailbox")).GetProperty("news")[0];
        Assert.Equal(("not_owed", JsonValueKind.String), (news.GetProperty("kind").GetString(), news.GetProperty("at").ValueKind));
    }

    [Fact]
    public async Task TimesThatHavePassed_AreSaidToHavePassed_AndWaitForNobody()
    {
        var begin = new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
        await using var own = await OwnServer.WithClock(begin);
        var tenant = await own.Tenant();
        var (_, receipt) = await own.File(tenant);
        using var handler = own.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{await own.CaseOf(tenant)}/meetings", new { times = new[] { begin.AddDays(1) }, way = "phone" });
        using (var early = await own.Mailbox(receipt))
            Assert.Contains("meetings", (await early.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()));
        await own.GoTo(begin.AddDays(2), tenant);
        using var person = await own.Mailbox(receipt);
        Assert.DoesNotContain("meetings", (await person.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()));
        using var browser = own.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        foreach (var language in PortalLanguages.All)
        {
            var page = await browser.Page($"/portal/mailbox/meetings?lang={language.Code}");
            Assert.Contains(PortalText.Words.Get("meet.passed", language.Culture), Text(page), StringComparison.Ordinal);
            Assert.DoesNotContain(PortalText.Words.Get("meet.theirs", language.Culture), Text(page), StringComparison.Ordinal);
            Assert.DoesNotContain(page.Forms, form => form.GetAttribute("action")!.Contains("handler=Agree", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task ATranslation_IsCalledByTheLanguages_InTheReadersOwn()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        var message = (await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "We look into it." })).GetProperty("id").GetGuid();
        foreach (var (to, text) in new[] { ("fr", "Nous regardons."), ("de", "Wir sehen nach.") })
        {
            var translation = (await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "message", to, rowId = message })).GetProperty("id").GetGuid();
            using var filled = await handler.PutAsJsonAsync($"{Api}/cases/{id}/translations/{translation}", new { text });
            Assert.True(filled.IsSuccessStatusCode);
        }
        using var person = await server.Mailbox(receipt);
        using var browser = Browser(person);
        Assert.Contains("anglais – français", Text(await browser.Page("/portal/mailbox/translations?lang=fr")), StringComparison.Ordinal);
        Assert.Contains("английский – Deutsch", Text(await browser.Page("/portal/mailbox/translations?lang=ru")), StringComparison.Ordinal);
    }

    [Fact]
    public void OneThing_HasOneNameInALanguage()
    {
        foreach (var language in PortalLanguages.All)
            Assert.NotEqual(PortalText.Words.Get("box.role.ombuds", language.Culture), PortalText.Words.Get("box.role.mediator", language.Culture));
        foreach (var (language, gone) in new[] { ("fr", "médiateur interne"), ("ar", "المنظمة"), ("zh", "监察员"), ("zh", "您的个案"), ("es", "ndemnización"), ("fr", "vous attend") })
            foreach (var words in new[] { PortalText.Words, RemedyText.Words, LegalText.Words })
                Assert.DoesNotContain(words.Keys("en"), key => words.Get(key, PortalLanguages.Find(language)!.Culture).Contains(gone, StringComparison.Ordinal));
    }

    private static IHtmlFormElement Form(IHtmlDocument page, string action) => page.Forms.Single(f => f.GetAttribute("action")?.Contains(action, StringComparison.Ordinal) == true);

    private static string Text(IHtmlDocument page) => page.QuerySelector("main")!.TextContent;

    private static string In(StringCatalogue words, string key, PortalLanguage language, params object[] with) => string.Format(language.Culture, words.Get(key, language.Culture), with);

    private static async Task<string> Entry(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(await archive.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }

    private HttpClient Browser(HttpClient person)
    {
        var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        return browser;
    }

    private async Task<HttpClient> Mediator(Guid id, HttpClient person, HttpClient handler)
    {
        var mediation = (await GrievancesServer.Post(handler, $"/cases/{id}/mediations", new { who = "Ombuds of the port", why = "So that we talk." })).GetProperty("id").GetGuid();
        using (var agreed = await person.PutAsJsonAsync($"{Api}/mailbox/mediations/{mediation}/answer", new { agreed = true }))
            Assert.Equal(HttpStatusCode.NoContent, agreed.StatusCode);
        var made = await GrievancesServer.Post(handler, $"/cases/{id}/mediations/{mediation}/invitation", new { language = "en", pin = false });
        var mediator = server.Anybody();
        var session = await GrievancesServer.Post(mediator, "/guest/session", new { token = made.GetProperty("link").GetString()!.Split('/')[^1].Split('?')[0] });
        mediator.DefaultRequestHeaders.Authorization = new("Bearer", session.EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.String).Value.GetString());
        return mediator;
    }
}
