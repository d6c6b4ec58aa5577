using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Two mailboxes in one browser: a form acts in the mailbox it was shown in, or not at all.</summary>
public sealed class MailboxBindingTests(GrievancesServer server)
{
    private static readonly string[] Pages = ["", "/files", "/consents", "/people", "/data", "/receipt", "/retaliation", "/remedy", "/appeal", "/survey"];

    [Fact]
    public async Task EveryFormOfAMailbox_SaysWhichMailboxItIs_AndDoesNothingInAnother()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, Group());
        var other = await server.File(tenant, Group());
        using var first = await Open(filed);
        using var second = await Open(other);
        await GrievancesServer.Post(first.Person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        var forms = new List<(string Action, Dictionary<string, string> Fields)>();
        foreach (var page in Pages)
            foreach (var form in (await first.Browser.Page($"/portal/mailbox{page}")).Forms.Where(f => f.Method == "post"))
            {
                var action = form.GetAttribute("action")!;
                var fields = form.QuerySelectorAll("input, select").Where(i => i.GetAttribute("name") is not null).DistinctBy(i => i.GetAttribute("name")).ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
                Assert.True(fields.ContainsKey("BoundTo") || action.Contains("BoundTo=", StringComparison.Ordinal), $"{page}: {action} does not say which mailbox it belongs to.");
                forms.Add((action, fields));
            }
        Assert.True(forms.Count >= 12, $"{forms.Count}");
        var before = await Rows(tenant);
        foreach (var (action, fields) in forms)
        {
            foreach (var (name, value) in new[] { ("Text", "Meant for the first."), ("Sure", "true"), ("Erase", "true"), ("Allowed", "true"), ("CompanionRole", "adviser"), ("Address", "me@home.example") })
                fields[name] = value;
            using HttpContent content = action.Contains("/files", StringComparison.Ordinal) ? new MultipartFormDataContent { { new ByteArrayContent("A note"u8.ToArray()), "File", "note.txt" } } : new FormUrlEncodedContent(fields);
            using var answer = await second.Browser.PostAsync(action, content);
            if (answer.StatusCode == HttpStatusCode.TemporaryRedirect)
            {
                using var again = new FormUrlEncodedContent(fields);
                using var kept = await second.Browser.PostAsync(answer.Headers.Location, again);
                await IsElsewhere(action, kept, "Meant for the first.");
            }
            else if (answer.StatusCode == HttpStatusCode.SeeOther)
            {
                Assert.Equal((action, "/portal/mailbox?elsewhere=true"), (action, answer.Headers.Location?.ToString()));
                using var front = await second.Browser.GetAsync(answer.Headers.Location);
                await IsElsewhere(action, front, null);
            }
            else
                await IsElsewhere(action, answer, "Meant for the first.");
        }
        Assert.Equal(before, await Rows(tenant));
    }

    [Fact]
    public async Task AMessageMeantForAnotherMailbox_IsSentThere_OnceItIsOpenAgain()
    {
        var (tenant, elsewhere) = (await server.Provisioned(), await server.Provisioned());
        var (_, receipt) = await server.File(tenant);
        var (_, other) = await server.File(elsewhere);
        using var browser = server.Anybody();
        await Use(browser, receipt);
        var page = await browser.Page("/portal/mailbox");
        var bound = page.QuerySelector("#write input[name=BoundTo]")!.GetAttribute("value")!;
        await Use(browser, other);
        using (var sent = await browser.PostAsync("/portal/mailbox?handler=Write&lang=fr", Fields(("BoundTo", bound), ("Key", Guid.NewGuid().ToString()), ("Text", "Only for the first."))))
        {
            var kept = await IsElsewhere("Write", sent, "Only for the first.");
            Assert.Contains("Une autre boîte a été ouverte", kept.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }
        using (var opened = await browser.PostAsync("/portal/mailbox?handler=Open", Fields(("Receipt", receipt), ("Text", "Only for the first."))))
        {
            var shown = await new HtmlParser().ParseDocumentAsync(await opened.Content.ReadAsStringAsync());
            Assert.Equal((bound, "Only for the first."), (shown.QuerySelector("#write input[name=BoundTo]")?.GetAttribute("value"), shown.QuerySelector("textarea[name=Text]")!.TextContent.Trim()));
        }
        Assert.Equal((0, 0), (await server.Read(tenant, db => db.Messages.CountAsync()), await server.Read(elsewhere, db => db.Messages.CountAsync())));
    }

    [Fact]
    public async Task WhoLeftACase_IsToldSo_AndAClosedMailboxSaysWhatMayHaveClosedIt()
    {
        using var anybody = server.Anybody();
        foreach (var (language, left, closed) in new[]
        {
            ("en", "You have left the case.", "its receipt was changed"), ("fr", "Vous avez quitté le dossier.", "son reçu a été changé"), ("es", "Ha dejado el caso.", "se cambió su recibo"),
            ("ru", "Вы вышли из дела.", "сменили его квитанцию"), ("zh", "您已退出该案件。", "更换了回执"), ("ar", "تمت مغادرتك للملف.", "تغيير إيصاله"),
        })
        {
            Assert.Contains(left, (await anybody.Page($"/portal/mailbox?left=true&part=true&lang={language}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/portal/mailbox?lang={language}");
            request.Headers.Add("Cookie", "heed-mailbox=broken");
            using var answer = await anybody.SendAsync(request);
            Assert.Contains(closed, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/portal/mailbox?handler=Open&lang=fr", "/portal/mailbox?lang=fr")]
    [InlineData("/portal/mailbox?handler=write", "/portal/mailbox")]
    [InlineData("/portal/mailbox/data?handler=Leave&lang=ar", "/portal/mailbox/data?lang=ar")]
    [InlineData("/portal/mailbox/retaliation?lang=es&handler=Language", "/portal/mailbox/retaliation?lang=es")]
    [InlineData("/portal/mailbox/receipt?handler=Kept", "/portal/mailbox/receipt")]
    [InlineData("/portal/{0}/file/tell?handler=Language&lang=ru", "/portal/{0}/file/tell?lang=ru")]
    public async Task TheAddressAFormLeftBehind_OpenedAgain_LeadsToItsPage(string address, string page)
    {
        var tenant = await server.Provisioned();
        using var anybody = server.Anybody();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var request = new HttpRequestMessage(method, address.Replace("{0}", tenant.Slug, StringComparison.Ordinal));
            using var answer = await anybody.SendAsync(request);
            Assert.Equal((HttpStatusCode.SeeOther, page.Replace("{0}", tenant.Slug, StringComparison.Ordinal)), (answer.StatusCode, answer.Headers.Location?.ToString()));
        }
        using var unknown = await anybody.GetAsync("/portal/mailbox?handler=Nonsense");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task ThePageOfTheProof_TellsHowItIsChecked_WithCommandsThatCheckIt()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var browser = server.Anybody();
        await Use(browser, receipt);
        var commands = new HashSet<string>();
        foreach (var language in new[] { "ar", "en", "es", "fr", "ru", "zh" })
        {
            var page = await browser.Page($"/portal/mailbox/data?lang={language}");
            Assert.NotNull(page.QuerySelector("main details a[href='/api/grievances/v1/public/proof-keys']"));
            commands.Add(page.QuerySelector("main details pre")!.TextContent);
        }
        var folder = Directory.CreateTempSubdirectory("heed-how-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "proof.json"), await browser.GetStringAsync("/portal/mailbox/data?handler=Proof"));
        await File.WriteAllTextAsync(Path.Combine(folder, "proof-keys.json"), await browser.GetStringAsync($"{GrievancesServer.Api}/public/proof-keys"));
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("bash", ["-e", "-c", Assert.Single(commands)]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var said = (await shell.StandardOutput.ReadToEndAsync()).Split('\n');
        await shell.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
        Assert.Equal((0, "Verified OK", "32"), (shell.ExitCode, said[0], said[3]));
        Assert.Equal(said[2], said[1][..64]);
    }

    private static async Task<IHtmlDocument> IsElsewhere(string action, HttpResponseMessage answer, string? text)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        Assert.True(answer.StatusCode == HttpStatusCode.OK && page.QuerySelector("input[name=Receipt]") is not null && page.QuerySelector(".notice") is not null, $"{action}: {answer.StatusCode}\n{page.QuerySelector("main")?.TextContent}");
        if (text is not null)
            Assert.Contains(text, $"{action}: {page.QuerySelector("textarea[name=Text]")?.TextContent}", StringComparison.Ordinal);
        return page;
    }

    private Task<string> Rows(TestTenant tenant) => server.Read(tenant, async db => string.Join(' ',
        await db.Grievances.CountAsync(), await db.Messages.CountAsync(), await db.Files.CountAsync(), await db.StagedFiles.CountAsync(), await db.Consents.CountAsync(), await db.Holders.CountAsync(h => h.LeftAt == null),
        await db.Holders.CountAsync(), await db.Wraps.CountAsync(), await db.PingAddresses.CountAsync(), Convert.ToHexString([.. (await db.Receipts.OrderBy(r => r.Digest).ToListAsync()).SelectMany(r => r.Digest)])));

    private async Task<Held> Open(System.Text.Json.JsonElement filed)
    {
        var (person, receipt) = await server.TakeOver(filed.GetProperty("receipt").GetString()!);
        var browser = server.Anybody();
        await Use(browser, receipt);
        return new Held(person, browser);
    }

    private static async Task Use(HttpClient browser, string receipt)
    {
        using var opened = await browser.PostAsync("/portal/mailbox?handler=Open", Fields(("Receipt", receipt)));
        browser.DefaultRequestHeaders.Remove("Cookie");
        browser.DefaultRequestHeaders.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private static object Group() => new
    {
        language = "en", summary = "Pay was cut", whatHappened = "The tool cut our pay.", affected = "group", capacity = "group", ping = "me@home.example",
        members = new[] { new { name = "Person 1", mandate = new { kind = "written" } } },
    };

    private static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private sealed record Held(HttpClient Person, HttpClient Browser) : IDisposable
    {
        public void Dispose()
        {
            Person.Dispose();
            Browser.Dispose();
        }
    }
}
