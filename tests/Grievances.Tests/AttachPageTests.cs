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
        var french = await Read(await Press(browser, asked, null, Page + "?handler=Language&lang=fr"));
        Assert.Contains("screen.jpg", french.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var original = await Read(await Press(browser, asked, "original"));
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
        Assert.NotNull((await Read(await Press(browser, asked, "send"))).QuerySelector(".error-summary"));
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
        var action = (await browser.Page(Page)).Forms.Single(f => f.GetAttribute("enctype") == "multipart/form-data").GetAttribute("action");
        return await Read(await browser.PostAsync(action, form));
    }

    // The form that carries the file, sent by one of its buttons.
    private static async Task<HttpResponseMessage> Press(HttpClient browser, IHtmlDocument page, string? button, string? address = null)
    {
        var form = page.Forms.Single(f => f.Id == "decide");
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
