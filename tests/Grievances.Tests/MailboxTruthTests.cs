using System.Net;
using System.Net.Http.Json;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Features.Mailbox;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What the pages of a mailbox say is so: of days, of what was asked for, of contacts, of helpers, of long texts.</summary>
public sealed class MailboxTruthTests(GrievancesServer server)
{
    [Fact]
    public async Task NoFieldCutsWhatIsPasted_ATextThatIsTooLong_IsToldSo_AndStays()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var browser = await Browser(receipt);
        foreach (var path in new[] { "/portal/mailbox", "/portal/mailbox/retaliation", "/portal/mailbox/people" })
            Assert.DoesNotContain((await browser.Page(path)).QuerySelectorAll("textarea"), area => area.HasAttribute("maxlength"));
        Assert.Contains("At most 20,000 characters.", (await browser.Page("/portal/mailbox")).QuerySelector("#write")!.TextContent, StringComparison.Ordinal);
        var text = string.Concat(Enumerable.Repeat("word ", 4_000)) + "and the end";
        foreach (var (path, form) in new[] { ("/portal/mailbox", "handler=Write"), ("/portal/mailbox/retaliation", "/retaliation") })
        {
            using var answer = await browser.Submit(path, page => Form(page, form), ("Text", text));
            var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
            Assert.Equal(text, page.QuerySelector("textarea[name=Text]")!.TextContent.Trim());
            Assert.Contains("This is too long.", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        }
        Assert.Equal(0, await server.Read(tenant, db => db.Messages.CountAsync()));
    }

    [Fact]
    public async Task AfterACaseWasTakenBack_NothingIsOwed_AndItIsSaidWhenTheRestIsErased()
    {
        var begin = new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
        await using var own = await OwnServer.WithClock(begin);
        var tenant = await own.Tenant();
        var receipt = (await own.File(tenant, new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self" })).GetProperty("receipt").GetString()!;
        using var person = await own.Mailbox(receipt);
        await GrievancesServer.Post(person, "/mailbox/withdrawal", new { erase = false });
        using var browser = own.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        var said = (await browser.Page("/portal/mailbox")).QuerySelector("main")!.TextContent;
        Assert.DoesNotContain("has to confirm it", said, StringComparison.Ordinal);
        Assert.DoesNotContain("left", said, StringComparison.Ordinal);
        Assert.Contains("1 March 2029", said, StringComparison.Ordinal);
        Assert.Contains("(months: 24)", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThatSomebodyHasReadIt_IsSaid_WhereSomebodyOpenedItBefore()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        foreach (var (opened, said) in new[] { (false, "Somebody confirmed that it has arrived"), (true, "Somebody confirmed that they have read it") })
        {
            var (reference, receipt) = await server.File(tenant);
            var id = await server.CaseOf(tenant, reference);
            if (opened)
                await handler.Get($"{GrievancesServer.Api}/cases/{id}");
            await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
            // Who opens it afterwards changes nothing of what was confirmed.
            if (!opened)
                await handler.Get($"{GrievancesServer.Api}/cases/{id}");
            using var browser = await Browser(receipt);
            Assert.Contains(said, (await browser.Page("/portal/mailbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ACaseFiledIntoAPattern_SaysSo_AndTakingThatBack_TakesItOut()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Everybody was turned away", description = "On one day." })).GetProperty("id").GetGuid();
        var filed = await server.File(tenant, new { language = "en", summary = "Turned away", whatHappened = "Me too.", affected = "self", patternId = pattern });
        using var browser = await Browser(filed.GetProperty("receipt").GetString()!);
        var front = (await browser.Page("/portal/mailbox")).QuerySelector("main")!.TextContent;
        Assert.Contains("You said that this happened to you too:", front, StringComparison.Ordinal);
        Assert.Contains("Everybody was turned away", front, StringComparison.Ordinal);
        Assert.Contains("from ten on", front, StringComparison.Ordinal);
        var joined = Purpose(await browser.Page("/portal/mailbox/consents"), "join_similar");
        Assert.Contains("You asked for this yourself", joined.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Not allowed", joined.TextContent, StringComparison.Ordinal);
        Assert.True(await ByFiler());
        using (var back = await browser.Submit("/portal/mailbox/consents", page => Form(page, "consents", "join_similar"), ("Allowed", "false")))
            Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        Assert.Contains("Not allowed", Purpose(await browser.Page("/portal/mailbox/consents"), "join_similar").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Everybody was turned away", (await browser.Page("/portal/mailbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((null, 0), await server.Read(tenant, async db => ((await db.Grievances.SingleAsync()).PatternId, (await db.Patterns.SingleAsync()).Reports)));
        Assert.False(await ByFiler());

        async Task<bool> ByFiler() => (await handler.Get($"{GrievancesServer.Api}/cases/{await server.CaseOf(tenant)}")).GetProperty("consents").EnumerateArray()
            .Single(c => c.GetProperty("purpose").GetString() == "join_similar").GetProperty("byFiler").GetBoolean();
    }

    [Fact]
    public async Task AContact_IsNamedChangedAndRemovedHere_AndLeaveToUseItIsAskedOnlyWhereThereIsOne()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var browser = await Browser(receipt);
        Assert.Contains("None named", (await browser.Page("/portal/mailbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var outside = Purpose(await browser.Page("/portal/mailbox/consents"), "contact_outside");
        Assert.Null(outside.QuerySelector("form"));
        Assert.Contains("You have named no way to reach you", outside.TextContent, StringComparison.Ordinal);
        using (var forced = await browser.Submit("/portal/mailbox/consents", page => Form(page, "consents", "join_similar"), ("Purpose", "contact_outside"), ("Allowed", "true")))
            Assert.Contains("Name first how you can be reached.", await forced.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await server.Read(tenant, db => db.Consents.CountAsync()));

        using (var wrong = await Name("email", "nowhere"))
            Assert.Contains("error-summary", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var named = await Name("phone", "+41 79 000 00 00"))
            Assert.Equal("/portal/mailbox/consents#contact", named.Headers.Location?.ToString());
        Assert.Contains("+41 79 000 00 00", (await browser.Page("/portal/mailbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using (var allowed = await browser.Submit("/portal/mailbox/consents", page => Form(page, "consents", "contact_outside"), ("Allowed", "true")))
            Assert.Equal(HttpStatusCode.SeeOther, allowed.StatusCode);
        using var handler = server.Handler(tenant);
        Assert.Equal("phone: +41 79 000 00 00", (await handler.Get($"{GrievancesServer.Api}/cases/{await server.CaseOf(tenant)}")).GetProperty("contact").GetString());
        using (var removed = await browser.Submit("/portal/mailbox/consents", page => Form(page, "handler=NoContact")))
            Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        Assert.Equal((null, true), await server.Read(tenant, async db => ((await db.Grievances.SingleAsync()).Contact, (await db.Consents.SingleAsync()).WithdrawnAt is not null)));

        async Task<HttpResponseMessage> Name(string kind, string value)
        {
            var form = Form(await browser.Page("/portal/mailbox/consents"), "handler=Contact");
            Assert.Equal(["email", "phone", "post", "other"], form.QuerySelectorAll("input[name=ContactKind]").Select(i => i.GetAttribute("value")));
            var bound = form.QuerySelector("input[name=BoundTo]")!.GetAttribute("value")!;
            return await browser.PostAsync(form.GetAttribute("action"),
                new FormUrlEncodedContent([KeyValuePair.Create("BoundTo", bound), KeyValuePair.Create("ContactKind", kind), KeyValuePair.Create("ContactValue", value)]));
        }
    }

    [Fact]
    public async Task AnAddressForMessages_IsConfirmedWhereItIsStored()
    {
        await using var own = await OwnServer.WithClock(DateTimeOffset.UtcNow, mail: true);
        var tenant = await own.Tenant();
        var (_, receipt) = await own.File(tenant);
        using var browser = await Browser(receipt, own);
        using var set = await browser.Submit("/portal/mailbox/consents", page => Form(page, "handler=Ping"), ("Address", "me@home.example"));
        Assert.Contains("Messages now go to the address you gave just now.", await browser.GetStringAsync(set.Headers.Location!.ToString().Split('#')[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReportOfRetaliation_IsConfirmedAsOne_AndShownWithItsDayAndItsAnswer()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var browser = await Browser(receipt);
        Assert.DoesNotContain("What you reported", await browser.GetStringAsync("/portal/mailbox/retaliation"), StringComparison.Ordinal);
        using (var reported = await browser.Submit("/portal/mailbox/retaliation", page => Form(page, "/retaliation"), ("Text", "My shifts were cut.")))
        {
            var page = (await browser.Page(reported.Headers.Location!.ToString())).QuerySelector("main")!;
            foreach (var words in new[] { "Your report of retaliation has arrived.", "Human-rights lead", "They have to act by", "Nothing yet" })
                Assert.Contains(words, page.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("a[href^='/help']"));
        }
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{await server.CaseOf(tenant)}/retaliation", new { text = "The shifts are back." });
        var again = (await browser.Page("/portal/mailbox/retaliation")).QuerySelector("main")!.TextContent;
        Assert.Contains("The shifts are back.", again, StringComparison.Ordinal);
        Assert.DoesNotContain("has arrived", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoLetAnAdviserIn_SeesWhetherTheReceiptWasUsed_AndTheAdviser_ThatTheirAccessWasEnded()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var person = await server.Mailbox(receipt);
        var added = await GrievancesServer.Post(person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        using var owner = await Browser(receipt);
        Assert.Contains("The receipt has not been used yet.", await owner.GetStringAsync("/portal/mailbox/people"), StringComparison.Ordinal);
        var (client, own) = await server.TakeOver(added.GetProperty("receipt").GetString()!);
        client.Dispose();
        using var adviser = await Browser(own);
        var people = await owner.GetStringAsync("/portal/mailbox/people");
        Assert.Contains("The receipt was used, and changed for one", people, StringComparison.Ordinal);
        Assert.Contains("was last opened with it on", people, StringComparison.Ordinal);

        var page = await adviser.Page("/portal/mailbox");
        using (var removed = await person.DeleteAsync($"{GrievancesServer.Api}/mailbox/companions/{added.GetProperty("id").GetGuid()}"))
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        var fields = Form(page, "handler=Write").QuerySelectorAll("input").OfType<IHtmlInputElement>().Select(i => KeyValuePair.Create(i.Name!, i.Value)).Append(KeyValuePair.Create("Text", "A letter I wrote for you."));
        using var sent = await adviser.PostAsync("/portal/mailbox?handler=Write", new FormUrlEncodedContent(fields));
        var told = await new HtmlParser().ParseDocumentAsync(await sent.Content.ReadAsStringAsync());
        Assert.Contains("Your access to this case was ended", told.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Something came in between", told.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("A letter I wrote for you.", told.QuerySelector("textarea")!.TextContent.Trim());
        Assert.Contains(sent.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("heed-mailbox=;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LongTexts_AreShownInShort_WithAWayToReadThemWhole_AndEveryPageStaysSmall()
    {
        var tenant = await server.Provisioned();
        var letters = string.Concat(Enumerable.Repeat("قال الروبوت لا ", 540))[..8_000].Trim();
        var filed = await server.File(tenant, new { language = "ar", summary = "لا", whatHappened = string.Concat(Enumerable.Repeat("شكوى طويلة ", 1_800)), affected = "self", @unsafe = letters[..3_900] });
        var receipt = filed.GetProperty("receipt").GetString()!;
        using var person = await server.Mailbox(receipt);
        for (var i = 0; i < 5; i++)
            await GrievancesServer.Post(person, "/mailbox/messages", new { text = $"{i}: {letters}" });
        using var browser = await Browser(receipt);
        var seen = new HashSet<string>();
        for (string? path = "/portal/mailbox?lang=ar"; path is not null;)
        {
            var bytes = await browser.GetByteArrayAsync(path);
            Assert.True(bytes.Length < 40_000, $"{path}: {bytes.Length}");
            var page = await new HtmlParser().ParseDocumentAsync(Encoding.UTF8.GetString(bytes));
            foreach (var text in page.QuerySelectorAll("article.message .user-text"))
                seen.Add(text.TextContent[..2]);
            path = page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).FirstOrDefault(href => href?.Contains("messages=", StringComparison.Ordinal) == true);
        }
        Assert.Equal(["0:", "1:", "2:", "3:", "4:"], seen.Order());
        var front = await browser.Page("/portal/mailbox");
        var whole = front.QuerySelector("article.message a")!.GetAttribute("href")!;
        Assert.Contains(letters, (await browser.Page(whole)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var account = new StringBuilder();
        for (string? path = "/portal/mailbox?message=account"; path is not null;)
        {
            var page = await browser.Page(path);
            Assert.True(Encoding.UTF8.GetByteCount(page.Source.Text) < 40_000);
            account.Append(page.QuerySelector(".user-text")!.TextContent);
            var part = int.Parse("0" + path.Split("at=").Skip(1).FirstOrDefault(), System.Globalization.CultureInfo.InvariantCulture);
            path = page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).FirstOrDefault(href => href?.Contains($"at={Math.Max(part, 1) + 1}", StringComparison.Ordinal) == true);
        }
        Assert.Equal(string.Concat(Enumerable.Repeat("شكوى طويلة ", 1_800)).Trim(), account.ToString());
        using var nobodys = await browser.GetAsync($"/portal/mailbox?message={Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.SeeOther, nobodys.StatusCode);
    }

    [Theory]
    [InlineData("one two three", 7, "one |two |three")]
    [InlineData("abcdefgh", 3, "abc|def|gh")]
    [InlineData("ششش", 4, "شش|ش")]
    [InlineData("", 4, "")]
    public void Parts_CutBetweenWords_AndLoseNothing(string text, int most, string parts) => Assert.Equal(parts.Split('|'), LongText.Parts(text, most));

    private Task<HttpClient> Browser(string receipt) => Browser(receipt, server);

    private static async Task<HttpClient> Browser(string receipt, GrievancesServer server)
    {
        var browser = server.Anybody();
        using var opened = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent([KeyValuePair.Create("Receipt", receipt)]));
        browser.DefaultRequestHeaders.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return browser;
    }

    private static IHtmlFormElement Form(IHtmlDocument page, string action, string? purpose = null) => page.Forms.Last(f => f.GetAttribute("action")?.Contains(action, StringComparison.Ordinal) == true
        && (purpose is null || f.QuerySelector($"input[value={purpose}]") is not null));

    // The section of one consent, found by its question.
    private static AngleSharp.Dom.IElement Purpose(IHtmlDocument page, string purpose) =>
        page.QuerySelectorAll("section.review").Single(s => s.QuerySelector("h2")!.TextContent.Trim()
            == global::Grievances.Features.Forms.BaseForms.Catalogue.Get("q.consent_" + purpose, System.Globalization.CultureInfo.GetCultureInfo("en")));
}
