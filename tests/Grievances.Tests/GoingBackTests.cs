using System.Net;
using System.Text;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The browser's own "back" and "reload" while somebody files, and what is left after the quick exit.</summary>
public sealed class GoingBackTests(GrievancesServer server)
{
    private static readonly Dictionary<string, (string, string)[]> Short = new()
    {
        ["who"] = [("affected", "self")], ["what"] = [("what", "It told me to double the dose.")], ["summary"] = [("summary", "Wrong advice")],
    };

    [Fact]
    public async Task EveryStep_HasAnAddress_ThatShowsWhatWasTyped_AndTellsNothing()
    {
        var tenant = await server.Provisioned();
        using var browser = await Browser(tenant);
        var walk = new FilingWalk(browser, tenant.Slug);
        await walk.Begin();
        var seen = new Dictionary<string, string> { [walk.Step!] = walk.Address };
        while (walk.Step != "review")
        {
            var before = walk.Step!;
            await walk.Answer(Short.GetValueOrDefault(before) ?? []);
            Assert.True(walk.Step != before, walk.Text());
            seen.Add(walk.Step!, walk.Address);
        }
        Assert.Equal(seen.Count, seen.Values.Distinct().Count());
        foreach (var (step, address) in seen)
        {
            Assert.Matches($"^/portal/{tenant.Slug}/file\\?at=[A-Za-z0-9_-]{{8}}\\.[A-Za-z0-9_-]{{8}}&lang=en$", address);
            using var again = await browser.GetAsync(address);
            var page = await again.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Contains($"name=\"Step\" value=\"{step}\"", page, StringComparison.Ordinal);
            Assert.Contains("no-store", again.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        }
        Assert.Contains("It told me to double the dose.", await browser.GetStringAsync(seen["what"]), StringComparison.Ordinal);

        // Who went back goes on from there, and nothing that was answered later is lost.
        var back = new FilingWalk(browser, tenant.Slug);
        await back.Post(("Draft", walk.Draft!), ("Step", "what"), ("Go", "to:review"), ("q.what", "It told me to stop taking it."));
        Assert.Contains("It told me to stop taking it.", back.Page, StringComparison.Ordinal);
        Assert.Contains("Wrong advice", back.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerThatDoesNotFit_IsToldAgain_WhenThePageIsLoadedAgain()
    {
        var tenant = await server.Provisioned();
        using var browser = await Browser(tenant);
        var walk = new FilingWalk(browser, tenant.Slug);
        await walk.Begin();
        await walk.Until("what", Short);
        await walk.Answer();
        Assert.Equal("what", walk.Step);
        Assert.Contains("error-summary", walk.Page, StringComparison.Ordinal);
        Assert.Contains("error-summary", await browser.GetStringAsync(walk.Address), StringComparison.Ordinal);
        await walk.Go("save");
        Assert.Contains("Saved for later", await browser.GetStringAsync(walk.Address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheReceipt_IsThereUntilItWasTypedBack_ThenTheAddressesAreClosed()
    {
        var tenant = await server.Provisioned();
        using var browser = await Browser(tenant);
        var walk = new FilingWalk(browser, tenant.Slug);
        await walk.Begin();
        await walk.Until("review", Short);
        var review = walk.Address;
        await walk.Go("send");
        Assert.Equal(HttpStatusCode.OK, walk.Status);
        var receipt = walk.Field("Receipt");
        Assert.Equal(20, receipt.Length);
        Assert.DoesNotContain(receipt, walk.Address, StringComparison.Ordinal);
        foreach (var address in new[] { walk.Address, review })
            Assert.Contains(receipt, await browser.GetStringAsync(address), StringComparison.Ordinal);
        using (var kept = await browser.PostAsync($"/portal/{tenant.Slug}/file/kept", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Receipt"] = receipt, ["Reference"] = "X", ["AcknowledgeBy"] = "1800000000000", ["Typed"] = receipt, ["Draft"] = walk.Draft!,
        })))
            Assert.DoesNotContain("heed-file-", browser.Cookies(), StringComparison.Ordinal);
        foreach (var address in new[] { walk.Address, review })
            Assert.True(IsClosed(await browser.GetStringAsync(address), receipt));
        Assert.Equal(1, await server.Read(tenant, db => Task.FromResult(db.Grievances.Count())));
    }

    [Fact]
    public async Task ASavedDraft_OnceSent_ShowsItsReceiptInTheBrowserItWasSentFromAlone()
    {
        var tenant = await server.Provisioned();
        using var mine = await Browser(tenant);
        var walk = new FilingWalk(mine, tenant.Slug);
        await walk.Begin();
        await walk.Until("summary", Short);
        await walk.Go("save");
        // Somebody found the digits, and has the draft open as well.
        using var other = await Browser(tenant);
        var finder = new FilingWalk(other, tenant.Slug);
        await finder.Resume(walk.Draft!);
        Assert.Equal("summary", finder.Step);
        await walk.Until("review", Short);
        await walk.Go("send");
        var receipt = walk.Field("Receipt");
        Assert.Equal(20, receipt.Length);
        foreach (var page in new[] { await other.GetStringAsync(finder.Address), await other.GetStringAsync(walk.Address) })
            Assert.DoesNotContain(receipt[..8], page, StringComparison.Ordinal);
        foreach (var attempt in new[] { () => finder.Go("send"), () => finder.Resume(walk.Draft!) })
        {
            await attempt();
            Assert.Contains("only in the browser it was sent from", finder.Text(), StringComparison.Ordinal);
            Assert.DoesNotContain(receipt[..8], finder.Page, StringComparison.Ordinal);
        }
        // An answer that was lost on the way is asked for again.
        await walk.Post(("Go", "send"), ("Step", "review"));
        Assert.Equal(receipt, walk.Field("Receipt"));
    }

    [Fact]
    public async Task AWrongReceiptTypedBack_IsToldAtTheAddressOfTheReceipt_WithHelpWhereAnAnswerSaidDanger()
    {
        var tenant = await server.Provisioned();
        using var browser = await Browser(tenant);
        var walk = new FilingWalk(browser, tenant.Slug);
        await walk.Tell(("excerpt", "Take two of them."));
        await walk.Begin();
        await walk.Until("review", new Dictionary<string, (string, string)[]>(Short) { ["unsafe"] = [("at_risk", "yes")] });
        await walk.Go("drop-excerpt");
        Assert.StartsWith($"/portal/{tenant.Slug}/file?at=", walk.Address, StringComparison.Ordinal);
        Assert.DoesNotContain("Take two of them.", await browser.GetStringAsync(walk.Address), StringComparison.Ordinal);
        await walk.Go("send");
        Assert.Contains("Are you in danger now?", await browser.GetStringAsync(walk.Address), StringComparison.Ordinal);
        var receipt = walk.Field("Receipt");
        var mistyped = (receipt[0] == '9' ? '8' : (char)(receipt[0] + 1)) + receipt[1..];
        foreach (var (typed, words) in new[] { ("12", "20 digits"), ("", "20 digits"), (mistyped, "One of the digits is not right."), ((await server.File(tenant)).Receipt, "but they are not this receipt") })
        {
            using var wrong = await browser.PostAsync($"/portal/{tenant.Slug}/file/kept?lang=en", new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Receipt"] = receipt, ["Reference"] = "X", ["AcknowledgeBy"] = "1800000000000", ["Typed"] = typed, ["Draft"] = walk.Draft!,
            }));
            var address = wrong.RequestMessage!.RequestUri!.PathAndQuery;
            Assert.StartsWith($"/portal/{tenant.Slug}/file?at=", address, StringComparison.Ordinal);
            foreach (var page in new[] { await wrong.Content.ReadAsStringAsync(), await browser.GetStringAsync(address) })
            {
                Assert.Contains("error-summary", page, StringComparison.Ordinal);
                Assert.Contains(words, page, StringComparison.Ordinal);
                Assert.Contains(receipt, page, StringComparison.Ordinal);
            }
        }
        Assert.DoesNotContain("error-summary", await browser.GetStringAsync(walk.Address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_ClosesTheDraftAndTheMailbox_AndEndsSomewhereHarmless()
    {
        var tenant = await server.Provisioned();
        using var browser = await Browser(tenant);
        var walk = new FilingWalk(browser, tenant.Slug);
        await walk.Begin();
        await walk.Until("summary", Short);
        var receipt = (await server.File(tenant)).Receipt;
        using (await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent(new Dictionary<string, string> { ["Receipt"] = receipt })))
            Assert.Contains("heed-mailbox", browser.Cookies("/portal/mailbox"), StringComparison.Ordinal);

        // Another site sends nobody's mailbox shut.
        using (var foreign = await Leave(browser, "cross-site"))
            Assert.Equal(HttpStatusCode.SeeOther, foreign.StatusCode);
        Assert.Contains("name=\"Step\" value=\"summary\"", await browser.GetStringAsync(walk.Address), StringComparison.Ordinal);

        Assert.Contains("class=\"quick-exit\" href=\"/portal/mailbox/leave\" rel=\"noreferrer noopener\"", walk.Page, StringComparison.Ordinal);
        using var left = await Leave(browser, "same-origin");
        Assert.Equal("https://www.wikipedia.org/", left.Headers.Location?.ToString());
        Assert.Equal(("", ""), (browser.Cookies(), browser.Cookies("/portal/mailbox")));
        Assert.True(IsClosed(await browser.GetStringAsync(walk.Address), "Wrong advice"));

        // Who saved it can go on elsewhere.
        using var later = await Browser(tenant);
        var again = new FilingWalk(later, tenant.Slug);
        await again.Resume(walk.Draft!);
        Assert.Equal("summary", again.Step);
    }

    [Fact]
    public async Task AnAddress_OpensNothingInAnotherBrowser_AndEachOfSeveralDraftsHasItsOwn()
    {
        var tenant = await server.Provisioned();
        using var browser = await Browser(tenant);
        var drafts = new List<FilingWalk>();
        for (var i = 0; i < 6; i++)
        {
            var walk = new FilingWalk(browser, tenant.Slug);
            await walk.Begin();
            await walk.Until("what", Short);
            await walk.Answer(("what", $"Story {i}."));
            await walk.Go("back");
            drafts.Add(walk);
        }
        foreach (var (walk, i) in drafts.Select((walk, i) => (walk, i)).TakeLast(2))
            Assert.Contains($"Story {i}.", await browser.GetStringAsync(walk.Address), StringComparison.Ordinal);
        Assert.InRange(browser.Cookies().Split("heed-file-").Length - 1, 2, 4);

        using var other = await Browser(tenant);
        Assert.True(IsClosed(await other.GetStringAsync(drafts[^1].Address), "Story"));
        Assert.DoesNotContain(drafts[^1].Draft!, browser.Cookies(), StringComparison.Ordinal);
        foreach (var forged in new[] { ".", "AAAAAAAA.AAAAAAAA", "heed", new string('a', 3000) })
            Assert.True(IsClosed(await browser.GetStringAsync($"/portal/{tenant.Slug}/file?lang=en&at={forged}"), "Story"), forged);
    }

    [Fact]
    public async Task AFile_IsShownAgainWithWhatWasFound_AndAnUnfitOneWithItsReason()
    {
        var tenant = await server.Provisioned();
        using var browser = await Browser(tenant);
        var walk = new FilingWalk(browser, tenant.Slug);
        await walk.Begin();
        await walk.Until("files", Short);
        using var stored = await Upload(browser, tenant, walk.Draft!, "what they wrote.txt", "They wrote this.");
        var address = stored.RequestMessage!.RequestUri!.PathAndQuery;
        Assert.DoesNotContain("wrote", address, StringComparison.Ordinal);
        Assert.Contains("what they wrote.txt", await browser.GetStringAsync(address), StringComparison.Ordinal);
        using var unfit = await Upload(browser, tenant, walk.Draft!, "nothing.txt", "");
        Assert.Contains("error-summary", await browser.GetStringAsync(unfit.RequestMessage!.RequestUri!), StringComparison.Ordinal);
        await walk.Go("stay");
        Assert.Contains("what they wrote.txt", await browser.GetStringAsync(walk.Address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoComesFromAProduct_CanGoBackAsWell()
    {
        var tenant = await server.Provisioned();
        using var plain = server.Anybody();
        using var browser = new CookieBrowser(plain.BaseAddress!);
        var walk = new FilingWalk(browser, tenant.Slug);
        await walk.Tell(("Excerpt", "Assistant: take two of them."));
        await walk.Begin("child");
        Assert.Contains("?at=", walk.Address, StringComparison.Ordinal);
        Assert.Contains("name=\"Step\" value=\"who\"", await browser.GetStringAsync(walk.Address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABrowserWithoutCookies_FilesAsWell()
    {
        var tenant = await server.Provisioned();
        using var plain = server.Anybody();
        using var person = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = plain.BaseAddress };
        using (await person.GetAsync($"/portal/{tenant.Slug}/file"))
        {
            var walk = new FilingWalk(person, tenant.Slug);
            await walk.Begin();
            await walk.Until("review", Short);
            var (_, receipt) = await walk.Send();
            Assert.Equal(20, receipt.Length);
        }
    }

    private static bool IsClosed(string page, string secret) =>
        page.Contains("no longer open in this browser", StringComparison.Ordinal) && page.Contains("name=\"Code\"", StringComparison.Ordinal) && !page.Contains(secret, StringComparison.Ordinal);

    private async Task<CookieBrowser> Browser(TestTenant tenant)
    {
        using var plain = server.Anybody();
        var browser = new CookieBrowser(plain.BaseAddress!);
        using var first = await browser.GetAsync($"/portal/{tenant.Slug}/file?lang=en");
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("expires", cookie, StringComparison.Ordinal);
        return browser;
    }

    // Asked without following, so that nothing is fetched from elsewhere.
    private static async Task<HttpResponseMessage> Leave(CookieBrowser browser, string site)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = browser.Jar }) { BaseAddress = browser.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/portal/mailbox/leave");
        request.Headers.Add("Sec-Fetch-Site", site);
        return await client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> Upload(CookieBrowser browser, TestTenant tenant, string draft, string name, string text)
    {
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        file.Headers.ContentType = new("application/octet-stream");
        return browser.PostAsync($"/portal/{tenant.Slug}/file/upload?lang=en", new MultipartFormDataContent { { new StringContent(draft), "Draft" }, { file, "File", name } });
    }

    private sealed class CookieBrowser : HttpClient
    {
        public CookieBrowser(Uri address) : this(address, new CookieContainer())
        {
        }

        private CookieBrowser(Uri address, CookieContainer jar) : base(new SocketsHttpHandler { CookieContainer = jar }) => (BaseAddress, Jar) = (address, jar);

        public CookieContainer Jar { get; }

        public string Cookies(string path = "/portal/x/file") => Jar.GetCookieHeader(new Uri(BaseAddress!, path));
    }
}
