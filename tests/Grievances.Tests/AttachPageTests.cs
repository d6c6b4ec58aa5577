using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Files.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Files;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>A file for one's mailbox: looked at first, and sent only when the person says so, with forms alone.</summary>
public sealed class AttachPageTests(GrievancesServer server)
{
    private const string Page = "/portal/mailbox/files";

    [Fact]
    public async Task AFile_IsShownWithWhatWasFound_BeforeItIsSent_AndADoubleClickSendsItOnce()
    {
        var tenant = await server.Provisioned();
        using var browser = (await Browser(tenant)).Person;
        var asked = await Upload(browser, await Tools.Tagged(Pictures.Jpeg(), ".jpg"), "screen.jpg");
        var text = asked.QuerySelector("main")!.TextContent;
        Assert.Contains("It has not been sent yet", text, StringComparison.Ordinal);
        Assert.Contains(Tools.Name, text, StringComparison.Ordinal);
        Assert.Contains("2026-03-04 05:06", text, StringComparison.Ordinal);
        Assert.Contains("Handlers see the cleaned copy", text, StringComparison.Ordinal);
        Assert.DoesNotContain("EXIF", text, StringComparison.Ordinal);
        Assert.Empty(asked.Scripts);
        Assert.Equal((1, 0), await Rows(tenant));

        // Neither another language nor a change of mind sends anything; both keep the file.
        var french = await Follow(browser, await Press(browser, asked, null, Page + "?handler=Language&lang=fr"));
        Assert.Contains("screen.jpg", french.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var original = await Follow(browser, await Press(browser, asked, "original"));
        Assert.Contains("Handlers see the file as it is", original.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((1, 0), await Rows(tenant));

        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Press(browser, original, "send")));
        Assert.All(sent, answer => Assert.Equal((HttpStatusCode.SeeOther, Page + "?sent=true"), (answer.StatusCode, answer.Headers.Location?.ToString())));
        Assert.Equal((0, 1), await Rows(tenant));
        Assert.True(await server.Read(tenant, async db => (await db.Files.SingleAsync()).OriginalAllowed));
        var list = (await browser.Page(Page + "?sent=true")).QuerySelector("main")!.TextContent;
        Assert.Contains("The file has been sent.", list, StringComparison.Ordinal);
        Assert.Contains("screen.jpg", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsRemoved_IsGone_AndWasNeverSent()
    {
        var tenant = await server.Provisioned();
        using var browser = (await Browser(tenant)).Person;
        var asked = await Upload(browser, "A note"u8.ToArray(), "note.txt");
        var text = asked.QuerySelector("main")!.TextContent;
        Assert.Contains("We can’t make a clean copy", text, StringComparison.Ordinal);
        Assert.Contains("Handlers see the file as it is", text, StringComparison.Ordinal);
        Assert.Null(asked.QuerySelector("button[value=original]"));
        using (var removed = await Press(browser, asked, "drop"))
            Assert.Equal(Page, removed.Headers.Location?.ToString());
        Assert.Equal((0, 0), await Rows(tenant));
        Assert.Empty(await Uploads.Stored(server.Services.GetRequiredService<IBlobStore>(), tenant));
        // Another tab that still shows it can't send it.
        Assert.NotNull((await Follow(browser, await Press(browser, asked, "send"))).QuerySelector(".error-summary"));
        Assert.Equal((0, 0), await Rows(tenant));
    }

    [Fact]
    public async Task WhereTheMailboxWasClosedMeanwhile_TheFileWaits_AndThePageCanBeSentOnceItIsOpenAgain()
    {
        var tenant = await server.Provisioned();
        var (browser, receipt) = await Browser(tenant);
        using var opened = browser;
        var asked = await Upload(browser, "A note"u8.ToArray(), "note.txt");
        using var closed = server.Anybody();
        var waits = await Read(await Press(closed, asked, "send"));
        Assert.Contains("The file has not been sent yet", waits.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((1, 0), await Rows(tenant));
        // Only in the mailbox it was meant for, and in any language.
        var (other, _) = await Browser(tenant);
        using (other)
        using (var elsewhere = await Press(other, waits, "send"))
            Assert.Equal("/portal/mailbox?elsewhere=true", elsewhere.Headers.Location?.ToString());
        waits = await Read(await Press(closed, waits, null, Page + "?handler=Language&lang=fr"));
        Assert.Equal((1, 0), await Rows(tenant));
        using (var again = await Opened(receipt))
        using (var sent = await Press(again, waits, "send"))
            Assert.Equal(Page + "?sent=true&lang=fr", sent.Headers.Location?.ToString());
        Assert.Equal((0, 1), await Rows(tenant));
    }

    [Fact]
    public async Task AFileThatWasNotSent_Waits_InItsMailboxAlone_UntilItIsSentOrRemoved()
    {
        var tenant = await server.Provisioned();
        var (browser, receipt) = await Browser(tenant);
        using var opened = browser;
        await Upload(browser, "A note"u8.ToArray(), "note.txt");
        await Upload(browser, await Tools.Tagged(Pictures.Jpeg(), ".jpg"), "screen.jpg");
        Assert.Contains("Files uploaded and not sent yet: 2.", (await browser.Page("/portal/mailbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var list = await browser.Page(Page);
        var said = list.QuerySelector("main")!.TextContent;
        foreach (var words in new[] { "Uploaded, not sent yet", "note.txt", "screen.jpg", Tools.Name })
            Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.Equal((2, 0), await Rows(tenant));

        // Another mailbox that is opened in the same browser shows nothing of it; the first shows it again.
        var (_, other) = await server.File(tenant);
        using (var next = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent([KeyValuePair.Create("Receipt", other)])))
            Take(browser, next);
        Assert.DoesNotContain("note.txt", await browser.GetStringAsync(Page), StringComparison.Ordinal);
        using (var back = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent([KeyValuePair.Create("Receipt", receipt)])))
            Take(browser, back);
        list = await browser.Page(Page);
        using (var sent = await PressForm(browser, list, "note.txt", "send"))
        {
            Take(browser, sent);
            Assert.Equal(Page + "?sent=true", sent.Headers.Location?.ToString());
        }
        list = await browser.Page(Page);
        // Closing the mailbox leaves nothing of it in the browser.
        var close = (await browser.Page("/portal/mailbox")).Forms.Single(f => f.GetAttribute("action")!.Contains("handler=Leave", StringComparison.Ordinal));
        using (var left = await browser.PostAsync(close.GetAttribute("action"), new FormUrlEncodedContent([KeyValuePair.Create("BoundTo", close.QuerySelector("input[name=BoundTo]")!.GetAttribute("value")!)])))
            Assert.Equal(2, left.Headers.GetValues("Set-Cookie").Count(cookie => cookie.Split('=')[1].StartsWith(';')));
        using (var removed = await PressForm(browser, list, "screen.jpg", "drop"))
            Take(browser, removed);
        Assert.Equal((0, 1), await Rows(tenant));
        Assert.DoesNotContain("Uploaded, not sent yet", (await browser.Page(Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("not sent yet", (await browser.Page("/portal/mailbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        static async Task<HttpResponseMessage> PressForm(HttpClient browser, IHtmlDocument page, string name, string button)
        {
            var form = page.Forms.Single(f => f.Id?.StartsWith("decide", StringComparison.Ordinal) == true && f.TextContent.Contains(name, StringComparison.Ordinal));
            using var fields = new MultipartFormDataContent();
            foreach (var field in form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>())
                fields.Add(new StringContent(field.Value), field.Name!);
            fields.Add(new StringContent(button), "Go");
            return await browser.PostAsync(form.GetAttribute("action"), fields);
        }
    }

    [Fact]
    public async Task WithoutAFile_TheErrorHasAnAddressOfItsOwn()
    {
        var tenant = await server.Provisioned();
        using var browser = (await Browser(tenant)).Person;
        var action = (await browser.Page(Page)).Forms.Single(f => f.QuerySelector("input[type=file]") is not null).GetAttribute("action");
        using var form = new MultipartFormDataContent { { new StringContent(""), "Nothing" } };
        var shown = await Follow(browser, await browser.PostAsync(action, form));
        Assert.Contains("Choose a file first.", shown.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", 24_576L * 1024, "24 MB")]
    [InlineData("fr", 1024L * 1024 * 3 / 2, "1,5 Mo")]
    [InlineData("en", 1023L * 1024, "1023 KB")]
    public void ASize_IsSaidInMegabytes_FromOneOn(string language, long bytes, string said)
    {
        var (culture, ui) = (System.Globalization.CultureInfo.CurrentCulture, System.Globalization.CultureInfo.CurrentUICulture);
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo(language);
            Assert.Equal(said, PortalText.Size(bytes));
        }
        finally
        {
            (System.Globalization.CultureInfo.CurrentCulture, System.Globalization.CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }

    private async Task<(HttpClient Person, string Receipt)> Browser(TestTenant tenant)
    {
        var (_, receipt) = await server.File(tenant);
        return (await Opened(receipt), receipt);
    }

    private async Task<HttpClient> Opened(string receipt)
    {
        var browser = server.Anybody();
        using var opened = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent([KeyValuePair.Create("Receipt", receipt)]));
        browser.DefaultRequestHeaders.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return browser;
    }

    private Task<(int Staged, int Sent)> Rows(TestTenant tenant) => server.Read(tenant, async db => (await db.StagedFiles.CountAsync(), await db.Files.CountAsync()));

    private static async Task<IHtmlDocument> Upload(HttpClient browser, byte[] bytes, string name)
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent { { file, "File", name } };
        var action = (await browser.Page(Page)).Forms.Single(f => f.QuerySelector("input[type=file]") is not null).GetAttribute("action");
        return await Follow(browser, await browser.PostAsync(action, form));
    }

    // As a browser does: to the address of an answer, with the cookies it set.
    private static async Task<IHtmlDocument> Follow(HttpClient browser, HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Take(browser, answer);
            return await Read(await browser.GetAsync(answer.Headers.Location));
        }
    }

    private static void Take(HttpClient browser, HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set))
            return;
        var cookies = browser.DefaultRequestHeaders.TryGetValues("Cookie", out var before) ? before.SelectMany(line => line.Split("; ")).ToDictionary(pair => pair.Split('=')[0]) : [];
        foreach (var cookie in set)
        {
            Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/portal/mailbox", cookie, StringComparison.OrdinalIgnoreCase);
            cookies[cookie.Split('=')[0]] = cookie.Split(';')[0];
        }
        browser.DefaultRequestHeaders.Remove("Cookie");
        browser.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies.Values));
    }

    // The form that carries the file, sent by one of its buttons.
    private static async Task<HttpResponseMessage> Press(HttpClient browser, IHtmlDocument page, string? button, string? address = null)
    {
        var form = page.Forms.Single(f => f.Id?.StartsWith("decide", StringComparison.Ordinal) == true);
        Assert.Equal(("multipart/form-data", "post"), (form.GetAttribute("enctype"), form.GetAttribute("method")));
        using var fields = new MultipartFormDataContent();
        foreach (var field in form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>())
            fields.Add(new StringContent(field.Value), field.Name!);
        if (button is not null)
            fields.Add(new StringContent(form.QuerySelector($"button[name=Go][value={button}]")!.GetAttribute("value")!), "Go");
        return await browser.PostAsync(address ?? form.GetAttribute("action"), fields);
    }

    private static async Task<IHtmlDocument> Read(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
            return await new HtmlParser().ParseDocumentAsync(text);
        }
    }
}
