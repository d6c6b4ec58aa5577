using System.Net;
using System.Net.Http.Json;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The pages of remedy, appeal and survey on both sides, as a browser without any script sees them.</summary>
public sealed class RemedyPageTests
{
    private const string Api = GrievancesServer.Api;

    public static TheoryData<string> Languages() => ["ar", "en", "es", "fr", "ru", "zh"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task ThePersonsPages_SpeakTheLanguage_AreSmallHoweverMuchIsPromised_AndHaveNoScript(string language)
    {
        await using var stage = await RemedyTests.Stage.Set();
        await stage.Apology(new string('É', 3_900));
        for (var i = 0; i < PlanRemedy.MostMeasures - 1; i++)
            await stage.Plan("compensation", "<script>alert(1)</script>" + new string('É', 3_900), 10 + i);
        using (var many = await stage.Handler.Post($"{stage.Case}/remedy/measures", new { measure = "retrain", text = "Anew.", ownerRole = "case-handler", dueOn = "2027-12-01" }))
            Assert.Equal("grievances.too_many_measures", await many.Problem(HttpStatusCode.Conflict));
        await stage.Offer(new string('É', 19_000));
        var shown = new List<string> { await Small("/remedy") };
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", words = new string('É', 19_000) });
        foreach (var measure in (await stage.Order()).Skip(1))
            await stage.Done(measure, new string('É', 3_900));
        shown.Add(await Small("/remedy"));
        await stage.Server.Link(stage.Tenant, stage.Id);
        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/closure", new { outcome = "substantiated", letter = new { language = "en", whatWentWrong = new string('É', 9_000), whoWasResponsible = new string('É', 9_000), howItIsFixed = new string('É', 9_000), howToAppeal = new string('É', 9_000) } });
        shown.Add(await Small("/survey"));
        shown.Add(await Small(""));
        await GrievancesServer.Post(stage.Person, "/mailbox/appeals", new { against = "outcome", text = new string('É', 19_000) });
        shown.Add(await Small("/appeal"));
        Assert.Equal([RemedyText.Words.Get("remedy.title", Culture()), RemedyText.Words.Get("remedy.title", Culture()), RemedyText.Words.Get("survey.title", Culture())], shown[..3]);
        Assert.Equal(RemedyText.Words.Get("appeal.title", Culture()), shown[4]);

        async Task<string> Small(string page)
        {
            using var browser = await Browser(stage);
            using var answer = await browser.GetAsync($"/portal/mailbox{page}?lang={language}");
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page}: {answer.StatusCode}");
            var document = await new HtmlParser().ParseDocumentAsync(Encoding.UTF8.GetString(bytes));
            Assert.Equal(language == "ar" ? "rtl" : "ltr", document.DocumentElement.GetAttribute("dir"));
            Assert.Empty(document.Scripts);
            Assert.NotNull(document.QuerySelector(".quick-exit"));
            var ids = document.All.Select(e => e.Id).Where(id => !string.IsNullOrEmpty(id)).ToList();
            Assert.Equal(ids.Distinct(), ids);
            Assert.All(document.QuerySelectorAll("input:not([type=hidden]), textarea, select"), field => Assert.True(document.QuerySelector($"label[for='{field.Id}']") is not null, $"{page}: {field.GetAttribute("name")}"));
            var styles = 0;
            foreach (var sheet in document.QuerySelectorAll("link[rel=stylesheet]"))
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, sheet.GetAttribute("href"));
                request.Headers.Add("Accept-Encoding", "br, gzip");
                using var style = await browser.SendAsync(request);
                styles += (await style.Content.ReadAsByteArrayAsync()).Length;
            }
            Assert.True(styles > 0 && bytes.Length + styles < 50_000, $"{page}: {bytes.Length} + {styles}");
            return document.QuerySelector("h1")!.TextContent.Trim();
        }

        System.Globalization.CultureInfo Culture() => System.Globalization.CultureInfo.GetCultureInfo(language);
    }

    [Fact]
    public async Task AnOffer_IsAnswered_AndConfirmed_WithThePagesAlone()
    {
        await using var stage = await RemedyTests.Stage.Set();
        var sorry = await stage.Apology();
        var money = await stage.Plan("compensation", "Forty euros.", 10);
        await stage.Offer("With our apology.");
        using var browser = await Browser(stage);
        Assert.Equal("/portal/mailbox/remedy?lang=fr", (await browser.Page("/portal/mailbox?lang=fr")).QuerySelector("main .task-list a")!.GetAttribute("href"));
        using (var none = await Send(browser, "/remedy", "#answer", ("Text", "Hm.")))
        {
            var page = await new HtmlParser().ParseDocumentAsync(await none.Content.ReadAsStringAsync());
            Assert.Contains("Choose an answer.", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("Hm.", page.QuerySelector("textarea")!.TextContent);
        }
        using (var wordless = await Send(browser, "/remedy", "#answer", ("Answer", "counter"), ("Apology", "yes")))
            Assert.Contains("Say what you want instead.", await wordless.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var sent = await Send(browser, "/remedy", "#answer", ("Answer", "counter"), ("Apology", "yes"), ("Text", "Sixty.")))
            Assert.Equal("/portal/mailbox/remedy?sent=true", sent.Headers.Location?.ToString());
        Assert.Contains("Sixty.", (await browser.Page("/portal/mailbox/remedy?sent=true")).Body!.TextContent, StringComparison.Ordinal);
        using (var accepted = await Send(browser, "/remedy", "#answer", ("Answer", "accept")))
            Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);

        await stage.Done(money, "Paid on the fourth.");
        var confirming = $"form:has(input[value='{money}'])";
        using (var wordless = await Send(browser, "/remedy", confirming, ("AsPromised", "false")))
            Assert.Contains("Say what did not come as promised.", await wordless.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var confirmed = await Send(browser, "/remedy", confirming, ("AsPromised", "true")))
            Assert.Equal(HttpStatusCode.SeeOther, confirmed.StatusCode);
        var done = (await browser.Page("/portal/mailbox/remedy")).Body!.TextContent;
        foreach (var words in new[] { "You have confirmed all of it.", "You accepted the apology", "You confirmed it", "Paid on the fourth." })
            Assert.Contains(words, done, StringComparison.Ordinal);
        Assert.NotEqual(sorry, money);
    }

    [Fact]
    public async Task AnAppealAndASurvey_AreFiledWithThePagesAlone()
    {
        await using var stage = await RemedyTests.Stage.Set();
        using var browser = await Browser(stage);
        Assert.Contains("There is nothing to appeal against", (await browser.Page("/portal/mailbox/appeal")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("once your case is closed", (await browser.Page("/portal/mailbox/survey")).Body!.TextContent, StringComparison.Ordinal);
        await stage.Server.Close(stage.Tenant, stage.Handler, stage.Id);
        using (var nothing = await Send(browser, "/survey", "#survey"))
            Assert.Contains("Answer at least one of the questions.", await nothing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var said = await Send(browser, "/survey", "#survey", ("heard", "4"), ("Text", "They listened.")))
            Assert.Equal("/portal/mailbox/survey?moment=closure&sent=true", said.Headers.Location?.ToString());
        var form = (await browser.Page("/portal/mailbox/survey")).QuerySelector("#survey")!;
        Assert.Equal(("4", "They listened."), (form.QuerySelector("input[name=heard]:checked")!.GetAttribute("value"), form.QuerySelector("textarea")!.TextContent));

        using (var wordless = await Send(browser, "/appeal", "#appeal", ("Against", "outcome"), ("Text", " ")))
            Assert.Contains("Say why you disagree.", await wordless.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var appealed = await Send(browser, "/appeal", "#appeal", ("Against", "outcome"), ("Text", "You looked at the wrong day.")))
            Assert.Equal("/portal/mailbox/appeal?sent=true", appealed.Headers.Location?.ToString());
        var page = await browser.Page("/portal/mailbox/appeal");
        Assert.Null(page.QuerySelector("#appeal"));
        foreach (var words in new[] { "You looked at the wrong day.", "Nobody is named yet", "What was found" })
            Assert.Contains(words, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main a[href='/help']"));
    }

    [Fact]
    public async Task AHandler_PlansOffersAndCarriesOut_WithThePageAlone_AndReadsWhichSentenceAsksForARight()
    {
        await using var stage = await RemedyTests.Stage.Set();
        var page = $"/console/grievances/{stage.Id}/remedy";
        (string, string)[] apology = [("Measure", "Apology"), ("Text", "We are sorry."), ("Language", "en"), ("Signatory", "chief executive"), ("OwnerRole", "case-handler"), ("DueOn", "")];
        using (var clause = await stage.Handler.Submit(page, Form("Add"), [.. apology.Where(f => f.Item1 != "Text"), ("Text", "We are sorry. In return you waive all claims against us. Thank you.")]))
        {
            Assert.Equal(HttpStatusCode.BadRequest, clause.StatusCode);
            var said = (await new HtmlParser().ParseDocumentAsync(await clause.Content.ReadAsStringAsync())).QuerySelector("main")!;
            Assert.Contains("“In return you waive all claims against us.”", said.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Thank you.", said.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        }
        Assert.Equal($"{page}?done=planned", await Location(stage.Handler.Submit(page, Form("Add"), apology)));
        Assert.Equal($"{page}?done=planned", await Location(stage.Handler.Submit(page, Form("Add"), [("Measure", "Compensation"), ("Text", "Forty euros."), ("Language", "en"), ("Signatory", ""), ("OwnerRole", "product-owner"), ("DueOn", "2027-03-20")])));
        var money = (await stage.Order())[1];
        // Nothing is moved before an apology, and nobody apologises twice.
        Assert.Empty((await stage.Handler.Page(page)).QuerySelectorAll("form[action*='handler=Up']"));
        using (var twice = await stage.Handler.Submit(page, Form("Add"), apology))
            Assert.Contains("There is an apology in the plan already. Put all you are sorry for into that one", await twice.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var changed = await stage.Handler.PutAsJsonAsync($"{stage.Case}/remedy/measures/{money}", new { measure = "apology", text = "Sorry again.", ownerRole = "case-handler", signatory = "chief executive" }))
            Assert.Equal("grievances.one_apology", await changed.Problem(HttpStatusCode.Conflict));
        var changing = await stage.Handler.Page($"{page}?change={money}");
        Assert.Equal("Forty euros.", changing.QuerySelector("form[action*='handler=Change'] textarea")!.TextContent);
        Assert.Equal($"{page}?done=changed", await Location(stage.Handler.Submit($"{page}?change={money}", Form("Change"), ("Measure", "Compensation"), ("Text", "Fifty euros."), ("OwnerRole", "product-owner"), ("DueOn", "2027-03-20"))));
        Assert.Equal($"{page}?done=offered", await Location(stage.Handler.Submit(page, Form("Offer"), ("Words", "With our apology."), ("WithoutFinding", "false"))));
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true, words = "Thank you." });
        Assert.Contains("Thank you.", (await stage.Handler.Page(page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{page}?done=carried", await Location(stage.Handler.Submit($"{page}?carry={money}", Form("Carry"), ("Evidence", "Paid."))));
        Assert.Equal("done", await stage.StateOf(money));

        // The letter in four parts; what is missing is said beside it.
        await stage.Server.Link(stage.Tenant, stage.Id);
        var kase = $"/console/grievances/{stage.Id}";
        var closing = $"{kase}/close";
        using (var missing = await stage.Handler.Submit(closing, Form("Preview"), ("Outcome", "Substantiated"), ("Letter.WhatWentWrong", "You waive all claims against us. Sorry."), ("Letter.Language", "en"), ("Letter.HowItIsFixed", "It is all paid."), ("Letter.HowToAppeal", "Write to us again.")))
            Assert.Contains("Who was responsible: This part of the letter is missing.", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var clause = await stage.Handler.Submit(closing, Form("Preview"), ("Outcome", "Substantiated"), ("Letter.WhatWentWrong", "You waive all claims against us. Sorry."), ("Letter.WhoWasResponsible", "We were to blame."), ("Letter.Language", "en"), ("Letter.HowItIsFixed", "It is all paid."), ("Letter.HowToAppeal", "Write to us again.")))
        {
            var error = (await new HtmlParser().ParseDocumentAsync(await clause.Content.ReadAsStringAsync())).QuerySelectorAll(".error").Select(e => e.TextContent).Single(e => e.Contains('“', StringComparison.Ordinal));
            Assert.Contains("“You waive all claims against us.”", error, StringComparison.Ordinal);
        }
        using (var denial = await stage.Handler.Submit(closing, Form("Preview"), ("Outcome", "Substantiated"), ("Letter.WhatWentWrong", "We are so sorry."), ("Letter.WhoWasResponsible", "We were to blame."), ("Letter.Language", "en"), ("Letter.HowItIsFixed", "It is all paid."), ("Letter.HowToAppeal", "Write. There is no appeal.")))
            Assert.Contains("“There is no appeal.”", (await new HtmlParser().ParseDocumentAsync(await denial.Content.ReadAsStringAsync())).QuerySelectorAll(".error").Select(e => e.TextContent).Single(e => e.Contains('“', StringComparison.Ordinal)), StringComparison.Ordinal);
        using (var read = await stage.Handler.Submit(closing, Form("Preview"), ("Outcome", "Substantiated"), ("Letter.WhatWentWrong", "We are so sorry."), ("Letter.WhoWasResponsible", "We were to blame."), ("Letter.Language", "en"), ("Letter.HowItIsFixed", "It is all paid."), ("Letter.HowToAppeal", "Write to us again.")))
        {
            var form = Form("Close")(await new HtmlParser().ParseDocumentAsync(await read.Content.ReadAsStringAsync()));
            Assert.Equal($"{kase}?done=closed", await Location(stage.Handler.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(form.QuerySelectorAll("input").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!))))));
        }
        var letter = (await stage.Handler.Page(page)).QuerySelector("main")!.TextContent;
        foreach (var words in new[] { "What went wrong", "We are so sorry.", "Nobody on their side has opened it yet." })
            Assert.Contains(words, letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOfferTakenBackOnThePage_AndWhatWasSaidToEarlierOnes_StayReadable()
    {
        await using var stage = await RemedyTests.Stage.Set();
        var page = $"/console/grievances/{stage.Id}/remedy";
        await stage.Apology();
        await stage.Offer("Our first words.");
        Assert.Equal($"{page}?done=taken_back", await Location(stage.Handler.Submit(page, Form("TakeBack"), ("Reason", "The day was wrong."))));
        Assert.Null(Form("TakeBack")(await stage.Handler.Page(page)));
        await stage.Offer("Our second words.");
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 2, answer = "accept", apology = true, words = "Thank you for that." });
        using var browser = await Browser(stage);
        var shown = (await browser.Page("/portal/mailbox/remedy?lang=en")).QuerySelector("main")!.TextContent;
        foreach (var words in new[] { "Our first words.", "The organisation took it back", "Our second words.", "Thank you for that." })
            Assert.Contains(words, shown, StringComparison.Ordinal);
        Assert.Contains("The day was wrong.", (await browser.Page("/portal/mailbox?lang=en")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APlanThatSomebodyChangedMeanwhile_IsNotOfferedUnseen()
    {
        await using var stage = await RemedyTests.Stage.Set();
        var page = $"/console/grievances/{stage.Id}/remedy";
        await stage.Apology();
        var old = Form("Offer")(await stage.Handler.Page(page)).QuerySelectorAll("input").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        await stage.Plan("compensation", "We pay what it cost.", 30);
        using (var unseen = await stage.Handler.PostAsync($"{page}?handler=Offer", new FormUrlEncodedContent(old.Where(f => f.Key != "WithoutFinding"))))
        {
            Assert.Equal(HttpStatusCode.Conflict, unseen.StatusCode);
            var shown = await new HtmlParser().ParseDocumentAsync(await unseen.Content.ReadAsStringAsync());
            Assert.Contains("Somebody changed it meanwhile.", shown.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("We pay what it cost.", shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }
        Assert.Equal($"{page}?done=offered", await Location(stage.Handler.Submit(page, Form("Offer"), ("WithoutFinding", "false"))));
        using var again = await stage.Handler.Post($"{stage.Case}/remedy/offers", new { version = 1 });
        Assert.Equal("grievances.changed_meanwhile", await again.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task WhatIsPlannedBesideAnOffer_SaysSo_AndWhereThePersonAcceptsWithoutIt_WhyItIsLeftOut()
    {
        await using var stage = await RemedyTests.Stage.Set();
        var page = $"/console/grievances/{stage.Id}/remedy";
        await stage.Apology();
        await stage.Offer("Our words.");
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "counter", words = "I want my money back." });
        await stage.Plan("compensation", "We pay what it cost.", 30);
        var dropped = await stage.Plan("retrain", "A plan that we gave up.", 30);
        using (var gone = await stage.Handler.DeleteAsync($"{stage.Case}/remedy/measures/{dropped}"))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        var planned = (await stage.Handler.Page(page)).QuerySelectorAll("section.review").Single(s => s.TextContent.Contains("We pay what it cost.", StringComparison.Ordinal));
        Assert.Contains("It came after the offer that the person has. Offer anew", planned.TextContent, StringComparison.Ordinal);
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept" });
        var shown = (await stage.Handler.Page(page)).QuerySelector("main")!;
        var left = shown.QuerySelectorAll("section.review").Single(s => s.TextContent.Contains("Left out", StringComparison.Ordinal));
        Assert.Contains("It was planned after the offer that the person accepted", left.TextContent, StringComparison.Ordinal);
        Assert.Contains("We pay what it cost.", left.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("A plan that we gave up.", shown.TextContent, StringComparison.Ordinal);
        using var browser = await Browser(stage);
        Assert.DoesNotContain("We pay what it cost.", (await browser.Page("/portal/mailbox/remedy?lang=en")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private static Func<IHtmlDocument, IHtmlFormElement> Form(string handler) => page => (IHtmlFormElement)page.QuerySelector($"form[action*='handler={handler}']")!;

    private static async Task<string?> Location(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        return answer.Headers.Location?.ToString() ?? $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}";
    }

    private static async Task<HttpResponseMessage> Send(HttpClient browser, string page, string form, params (string Name, string Value)[] typed)
    {
        var shown = (await browser.Page("/portal/mailbox" + page)).QuerySelector(form)!;
        var fields = shown.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        foreach (var (name, value) in typed)
            fields[name] = value;
        return await browser.PostAsync(shown.GetAttribute("action"), new FormUrlEncodedContent(fields));
    }

    private static async Task<HttpClient> Browser(RemedyTests.Stage stage)
    {
        using var person = await stage.Again();
        var browser = stage.Server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        return browser;
    }
}
