using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The pages of a mailbox, as a browser without any script sees them.</summary>
public sealed class MailboxPagesTests(GrievancesServer server)
{
    private static readonly string[] Pages = ["", "/files", "/consents", "/people", "/data", "/receipt", "/retaliation", "/remedy", "/appeal", "/survey", "/about"];

    public static TheoryData<string> Languages() => ["ar", "en", "es", "fr", "ru", "zh"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task EveryPage_SpeaksTheLanguage_IsSmall_AndHasNoScript(string language)
    {
        var tenant = await server.Provisioned();
        var receipt = await Full(tenant);
        using var browser = await Browser(receipt);
        var titles = new List<string>();
        foreach (var page in Pages)
        {
            using var answer = await browser.GetAsync($"/portal/mailbox{page}?lang={language}");
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            var text = Encoding.UTF8.GetString(bytes);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page}: {answer.StatusCode}");
            var document = await new HtmlParser().ParseDocumentAsync(text);
            Assert.Equal((language == "zh" ? "zh-Hans" : language, language == "ar" ? "rtl" : "ltr"), (document.DocumentElement.GetAttribute("lang"), document.DocumentElement.GetAttribute("dir")));
            Assert.Empty(document.Scripts);
            Assert.DoesNotContain(document.All, element => element.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
            Assert.NotNull(document.QuerySelector(".quick-exit"));
            Assert.Contains("default-src 'none'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Contains("no-store", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
            titles.Add(document.QuerySelector("h1")!.TextContent.Trim());
            var styles = 0;
            foreach (var sheet in document.QuerySelectorAll("link[rel=stylesheet]").OfType<IHtmlLinkElement>())
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, sheet.GetAttribute("href"));
                request.Headers.Add("Accept-Encoding", "br, gzip");
                using var style = await browser.SendAsync(request);
                styles += (await style.Content.ReadAsByteArrayAsync()).Length;
            }
            Assert.True(styles > 0 && bytes.Length + styles < 50_000, $"{page}: {bytes.Length} + {styles}");
        }
        Assert.Equal(Pages.Length, titles.Distinct().Count());
    }

    [Fact]
    public async Task WhoFiled_ReadsBackAllTheyAnswered_InTheLanguageOfThePage()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Turned away", whatHappened = "The chatbot said no.\r\nTwice.", affected = "self", contact = new { kind = "email", value = "me@home.example" },
            answers = new Dictionary<string, string[]> { ["ongoing"] = ["yes"], ["where"] = ["Second floor"] },
        });
        using var browser = await Browser(filed.GetProperty("receipt").GetString()!);
        var page = (await browser.Page("/portal/mailbox?lang=es")).Body!.TextContent;
        foreach (var words in new[] { "Correo electrónico me@home.example", "Second floor", Asked("where"), Asked("ongoing") })
            Assert.Contains(words, page, StringComparison.Ordinal);
        // One way of ending a line, however it was sent.
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        Assert.Equal("The chatbot said no.\nTwice.", (await person.Get($"{GrievancesServer.Api}/mailbox")).GetProperty("whatHappened").GetString());

        static string Asked(string question) => global::Grievances.Features.Forms.BaseForms.Of(global::Grievances.Features.Forms.FilingPath.Full).Question(question)!.Label.In("es").Text;
    }

    [Fact]
    public async Task WithoutASession_EveryPageLeadsToTheFront_AlsoForAForm()
    {
        using var browser = server.Anybody();
        foreach (var page in Pages[1..])
        {
            using var answer = await browser.GetAsync($"/portal/mailbox{page}?lang=fr");
            Assert.Equal((HttpStatusCode.SeeOther, "/portal/mailbox?lang=fr"), (answer.StatusCode, answer.Headers.Location?.ToString()));
            using var sent = await browser.PostAsync($"/portal/mailbox{page}{(page == "/data" ? "?handler=Leave" : "")}", new FormUrlEncodedContent([KeyValuePair.Create("Key", Guid.NewGuid().ToString())]));
            Assert.True(sent.StatusCode == HttpStatusCode.SeeOther, $"{page}: {sent.StatusCode}");
        }
        Assert.NotNull((await browser.Page("/portal/mailbox")).QuerySelector("input[name=Receipt]"));
    }

    [Fact]
    public async Task AReceiptSomebodyElseHasSeen_LeadsToItsChange_WhichAsksTheNewOneBack()
    {
        var tenant = await server.Provisioned();
        using var hotline = server.Staff(tenant, Platform.Contracts.Permissions.GrievancesFileForOthers);
        var filed = await GrievancesServer.Post(hotline, "/operator/grievances", new { language = "en", summary = "Turned away", whatHappened = "She was turned away.", affected = "other" });
        using var browser = await Browser(filed.GetProperty("receipt").GetString()!);
        foreach (var page in Pages.Where(page => page != "/receipt"))
            using (var answer = await browser.GetAsync($"/portal/mailbox{page}"))
                Assert.StartsWith("/portal/mailbox", Moved(answer), StringComparison.Ordinal);
        using (var front = await browser.GetAsync("/portal/mailbox"))
            Assert.Equal("/portal/mailbox/receipt", Moved(front));

        using var changed = await browser.Submit("/portal/mailbox/receipt", page => page.Forms.Single(f => f.GetAttribute("action")?.Contains("/mailbox/receipt", StringComparison.Ordinal) == true));
        var card = await new HtmlParser().ParseDocumentAsync(await changed.Content.ReadAsStringAsync());
        var receipt = card.QuerySelector("input[name=Shown]")!.GetAttribute("value")!;
        Use(browser, changed);
        using (var wrong = await browser.PostAsync("/portal/mailbox/receipt?handler=Kept", Fields(("BoundTo", Bound(card)), ("Shown", receipt), ("Typed", "12"))))
            Assert.Contains("receipt-card", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var kept = await browser.PostAsync("/portal/mailbox/receipt?handler=Kept", Fields(("BoundTo", Bound(card)), ("Shown", receipt), ("Typed", string.Join(' ', receipt.Chunk(4).Select(four => new string(four)))))))
            Assert.Equal("/portal/mailbox", Moved(kept));
        Assert.Contains("She was turned away.", await browser.GetStringAsync("/portal/mailbox"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithFormsAlone_APersonAllows_LetsSomebodyIn_ReportsRetaliation_AndHasEverythingErased()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var browser = await Browser(receipt);
        using (var allowed = await browser.Submit("/portal/mailbox/consents", page => page.Forms.First(f => f.QuerySelector("input[value=join_similar]") is not null), ("Allowed", "true")))
            Assert.Equal("/portal/mailbox/consents", Moved(allowed));
        Assert.Equal("JoinSimilar", await server.Read(tenant, async db => (await db.Consents.SingleAsync()).Purpose.ToString()));

        using (var nobody = await browser.PostAsync("/portal/mailbox/people", await Own(browser, ("Key", Guid.NewGuid().ToString()))))
            Assert.Contains("error-summary", await nobody.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var added = await browser.PostAsync("/portal/mailbox/people", await Own(browser, ("Key", Guid.NewGuid().ToString()), ("CompanionRole", "adviser"), ("Name", "My neighbour"))))
        {
            var page = await new HtmlParser().ParseDocumentAsync(await added.Content.ReadAsStringAsync());
            var (adviser, _) = await server.TakeOver(page.QuerySelector(".receipt-number")!.TextContent);
            Assert.Equal("adviser", (await adviser.Get($"{GrievancesServer.Api}/mailbox")).GetProperty("role").GetString());
            adviser.Dispose();
        }
        using (var removed = await browser.Submit("/portal/mailbox/people", page => Form(page, "handler=Remove")))
            Assert.Equal("/portal/mailbox/people", Moved(removed));
        Assert.DoesNotContain("My neighbour", await browser.GetStringAsync("/portal/mailbox/people"), StringComparison.Ordinal);

        using (var reported = await browser.Submit("/portal/mailbox/retaliation", page => Form(page, "/mailbox/retaliation"), ("Text", "My shifts were cut.")))
            Assert.Equal("/portal/mailbox/retaliation?sent=true", Moved(reported));
        Assert.NotNull(await server.Read(tenant, async db => (await db.Grievances.SingleAsync()).RetaliationBy));

        using (var proof = await browser.GetAsync("/portal/mailbox/data?handler=Proof"))
            Assert.Equal(("proof.json", true), (proof.Content.Headers.ContentDisposition?.FileName, (await proof.Json()).TryGetProperty("salt", out _)));
        using (var archive = await Archives.Open(await browser.GetAsync("/portal/mailbox/data?handler=Archive")))
            Assert.Equal(["case.html", "case.json", "proof.json"], archive.Entries.Select(e => e.FullName));
        using (var asked = await browser.PostAsync("/portal/mailbox/data?handler=Leave", await Own(browser, ("Erase", "true"))))
            Assert.Contains("Erase it for good?", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await server.Read(tenant, db => db.Wraps.CountAsync(w => w.Holder == "receipt")));
        using (var erased = await browser.PostAsync("/portal/mailbox/data?handler=Leave", await Own(browser, ("Erase", "true"), ("Sure", "true"))))
            Assert.Equal("/portal/mailbox?erased=true", Moved(erased));
        Assert.Equal(0, await server.Read(tenant, db => db.Wraps.CountAsync()));
        using var anybody = server.Anybody();
        using var shut = await anybody.PostAsync("/portal/mailbox?handler=Open", Fields(("Receipt", receipt)));
        Assert.Equal(HttpStatusCode.NotFound, shut.StatusCode);
    }

    [Fact]
    public async Task InAGroup_APersonIsAskedWhetherToLeave_NotWhetherToCloseTheCaseOfAll()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Pay was cut", whatHappened = "The tool cut our pay.", affected = "group", capacity = "group",
            members = Enumerable.Range(1, 5).Select(i => new { name = $"Person {i}", mandate = new { kind = "written" } }),
        });
        using var speaker = await Browser(filed.GetProperty("receipt").GetString()!);
        Assert.Contains("Leave the group", await speaker.GetStringAsync("/portal/mailbox/data"), StringComparison.Ordinal);
        using (var asked = await speaker.PostAsync("/portal/mailbox/data?handler=Leave", await Own(speaker, ("Erase", "false"))))
            Assert.Contains("Advisers and representatives you let in lose their access", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var left = await speaker.PostAsync("/portal/mailbox/data?handler=Leave", await Own(speaker, ("Erase", "false"), ("Sure", "true")));
        Assert.Equal("/portal/mailbox?left=true&part=true", Moved(left));
        Assert.Equal("Received", await server.Read(tenant, async db => (await db.Grievances.SingleAsync()).State.ToString()));
    }

    [Fact]
    public async Task TheLastOfAGroup_IsToldThatTheCaseItselfIsErased_AndTheOneBefore_ThatOnlyTheirPartIs()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Pay was cut", whatHappened = "The tool cut our pay.", affected = "group", capacity = "group",
            members = Enumerable.Range(1, 2).Select(i => new { name = $"Person {i}", mandate = new { kind = "written" } }),
        });
        var receipts = new List<string>();
        foreach (var member in filed.GetProperty("members").EnumerateArray())
        {
            var (person, receipt) = await server.TakeOver(member.GetProperty("receipt").GetString()!);
            person.Dispose();
            receipts.Add(receipt);
        }
        using var first = await Browser(receipts[0]);
        using (var part = await first.PostAsync("/portal/mailbox/data?handler=Leave", await Own(first, ("Erase", "true"), ("Sure", "true"))))
            Assert.Equal("/portal/mailbox?erased=true&part=true", Moved(part));
        using var anybody = server.Anybody();
        foreach (var (language, words) in new[] { ("en", "What was yours is erased."), ("fr", "Ce qui était à vous est effacé."), ("es", "Lo que era suyo está borrado."), ("ru", "Всё ваше удалено."), ("zh", "属于您的内容已删除。"), ("ar", "مُحي ما يخصك.") })
            Assert.Contains(words, (await anybody.Page($"/portal/mailbox?erased=true&part=true&lang={language}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("The case is erased", await anybody.GetStringAsync("/portal/mailbox?erased=true&part=true"), StringComparison.Ordinal);

        // Whoever filed for them is not alone while one of them is left.
        using var speaker = await Browser(filed.GetProperty("receipt").GetString()!);
        var shown = (await speaker.Page("/portal/mailbox/data")).QuerySelector("main")!.TextContent;
        Assert.Contains("Leave the group", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Take your grievance back", shown, StringComparison.Ordinal);

        using var last = await Browser(receipts[1]);
        foreach (var (language, words) in new[]
        {
            ("en", "the case itself is erased"), ("fr", "c’est le dossier lui-même qui est effacé"), ("es", "se borra el caso mismo"), ("ru", "будет удалено само дело"), ("zh", "案件本身就会被删除"), ("ar", "يُمحى ملف الشكوى نفسه"),
        })
            Assert.Contains(words, (await last.Page($"/portal/mailbox/data?lang={language}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using (var asked = await last.PostAsync("/portal/mailbox/data?handler=Leave", await Own(last, ("Erase", "true"))))
            Assert.Contains("Erase the whole case for good?", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var whole = await last.PostAsync("/portal/mailbox/data?handler=Leave", await Own(last, ("Erase", "true"), ("Sure", "true"))))
            Assert.Equal("/portal/mailbox?erased=true", Moved(whole));
        Assert.Contains("The case is erased", await anybody.GetStringAsync("/portal/mailbox?erased=true"), StringComparison.Ordinal);
        Assert.Equal(0, await server.Read(tenant, db => db.Wraps.CountAsync()));
    }

    [Fact]
    public async Task AnAdviser_IsAskedWhetherToLeave_NotWhetherToTakeAnothersGrievanceBack()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var person = await server.Mailbox(receipt);
        var added = await GrievancesServer.Post(person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        var (client, own) = await server.TakeOver(added.GetProperty("receipt").GetString()!);
        client.Dispose();
        using var adviser = await Browser(own);
        var shown = (await adviser.Page("/portal/mailbox/data")).QuerySelector("main")!.TextContent;
        Assert.Contains("The case goes on without you.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Take your grievance back", shown, StringComparison.Ordinal);
        using (var asked = await adviser.PostAsync("/portal/mailbox/data?handler=Leave", await Own(adviser, ("Erase", "false"))))
            Assert.Contains("Leave this case?", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var left = await adviser.PostAsync("/portal/mailbox/data?handler=Leave", await Own(adviser, ("Erase", "false"), ("Sure", "true"))))
            Assert.Equal("/portal/mailbox?left=true&part=true", Moved(left));
        Assert.Equal("received", (await person.Get($"{GrievancesServer.Api}/mailbox")).GetProperty("state").GetString());
    }

    private async Task<string> Full(TestTenant tenant)
    {
        using var anybody = server.Anybody();
        var upload = await Uploads.Whole(anybody, tenant, "note.txt", "A note"u8.ToArray());
        var filed = await server.File(tenant, new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self", files = new[] { upload }, consents = new[] { "join_similar" } });
        var receipt = filed.GetProperty("receipt").GetString()!;
        using var person = await server.Mailbox(receipt);
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(person, "/mailbox/messages", new { text = "Are you there?" });
        await GrievancesServer.Post(handler, $"/cases/{await server.CaseOf(tenant)}/messages", new { text = "We are." });
        await GrievancesServer.Post(person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
        return receipt;
    }

    private async Task<HttpClient> Browser(string receipt)
    {
        var browser = server.Anybody();
        using var opened = await browser.PostAsync("/portal/mailbox?handler=Open", Fields(("Receipt", receipt)));
        Use(browser, opened);
        return browser;
    }

    private static void Use(HttpClient browser, HttpResponseMessage answer)
    {
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/portal/mailbox", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        browser.DefaultRequestHeaders.Remove("Cookie");
        browser.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
    }

    private static string? Moved(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.SeeOther ? answer.Headers.Location?.ToString() : $"{answer.StatusCode}";

    private static IHtmlFormElement Form(IHtmlDocument page, string action) => page.Forms.Last(f => f.GetAttribute("action")?.Contains(action, StringComparison.Ordinal) == true);

    private static string Bound(IHtmlDocument page) => page.QuerySelector("input[name=BoundTo]")!.GetAttribute("value")!;

    // Fields of a form as the open mailbox shows it.
    private static async Task<FormUrlEncodedContent> Own(HttpClient browser, params (string Name, string Value)[] fields) =>
        Fields([("BoundTo", Bound(await browser.Page("/portal/mailbox/data"))), .. fields]);

    private static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
}
