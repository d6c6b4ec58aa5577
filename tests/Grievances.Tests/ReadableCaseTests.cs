using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Features.Forms;
using Platform.Ui.Localization;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The page in the archive that a person can read: whole, in their language, harmless whatever anybody wrote.</summary>
public sealed class ReadableCaseTests(GrievancesServer server)
{
    private const string Canary = "<script>alert('canary')</script><img src=x onerror=alert(1)>";
    private const string Arabic = "قال الروبوت لا";

    [Fact]
    public async Task ThePage_HoldsWhatTheCodesHold_InTheLanguageAskedFor_AndRunsNothing()
    {
        var tenant = await server.Provisioned();
        using var anybody = server.Anybody();
        var upload = await Uploads.Whole(anybody, tenant, "<b>رسالة.txt", "A letter"u8.ToArray());
        var filed = await server.File(tenant, new
        {
            language = "ar", summary = Canary, whatHappened = Arabic + Canary, affected = "self", wants = new[] { "apology" }, @unsafe = "Never call. " + Canary, contact = new { kind = "email", value = "me@home.example" },
            consents = new[] { "join_similar" }, answers = new Dictionary<string, string[]> { ["ongoing"] = ["yes"], ["where"] = ["Second floor " + Canary] }, systemDescription = Canary, files = new[] { upload },
        });
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        await GrievancesServer.Post(person, "/mailbox/messages", new { text = "From me " + Canary });
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        await handler.Get($"{GrievancesServer.Api}/cases/{id}");
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "From us " + Arabic });
        await server.Close(tenant, handler, id, letter: GrievancesServer.Letter("لم نجد في السجل شيئاً. We found nothing. " + Canary, "ar"));

        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        foreach (var language in PortalLanguages.All)
        {
            using var answer = await browser.GetAsync($"/portal/mailbox/data?handler=Archive&lang={language.Code}");
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
            Assert.Contains("sandbox", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            using var archive = await Archives.Open(answer);
            Assert.Equal(["case.html", "case.json", "proof.json", "files/01--b-رسالة.txt"], archive.Entries.Select(entry => entry.FullName));
            var text = await Text(archive.Entries[0]);
            var page = new HtmlParser().ParseDocument(text);
            Assert.Equal((language.Tag, language.Direction), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
            Assert.Empty(page.Scripts);
            Assert.Empty(page.QuerySelectorAll("img, link, a, form, iframe, object, b"));
            Assert.DoesNotContain(page.All, element => element.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal) || a.Name is "src" or "href" or "style"));
            // Summary, account, system, answer, note, message and letter: as words and not as markup.
            Assert.Equal(7, -1 + page.Body!.TextContent.Split(Canary).Length);
            var said = page.Body.TextContent;
            foreach (var words in new[]
            {
                filed.GetProperty("reference").GetString()!, "Harbour Hospitals", Words("box.state.closed"), Words("box.outcome.unsubstantiated"), Words("box.done.acknowledge"), Words("consents.allowed"), Arabic, "From me", "From us", "We found nothing.", "Never call.", "Second floor", "me@home.example", "<b>رسالة.txt",
                Convert.ToHexStringLower(SHA256.HashData("A letter"u8)), Asked("ongoing"), Asked("where"), Words("file.wants.apology"), Words("box.role.other"),
            })
                Assert.True(said.Contains(words, StringComparison.Ordinal), $"{language.Code}: {words}\n{said}");
            // Nothing is said in codes, and Arabic stands there as it is read.
            foreach (var code in new[] { "join_similar", "case-handler", "unsubstantiated" })
                Assert.DoesNotContain(code, said, StringComparison.Ordinal);
            Assert.Contains(Arabic, text, StringComparison.Ordinal);
            Assert.All(page.QuerySelectorAll(".text"), written => Assert.Equal("auto", written.GetAttribute("dir")));

            string Asked(string question) => BaseForms.Of(FilingPath.Full).Question(question)!.Label.In(language.Code).Text;
            string Words(string key) => PortalText.Words.Get(key, language.Culture);
        }
        var offer = (await browser.Page("/portal/mailbox/data?lang=fr")).QuerySelector("main")!;
        Assert.Contains("case.html", offer.TextContent, StringComparison.Ordinal);
        Assert.Contains(offer.QuerySelectorAll("a").OfType<IHtmlAnchorElement>(), link => link.GetAttribute("href") == "/portal/mailbox/data?handler=Archive&lang=fr");
    }

    [Fact]
    public async Task ADayThatWasMissed_IsSaid_AndAMemberReadsNothingThatIsOnlyTheFilers()
    {
        var begin = new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
        await using var own = await OwnServer.WithClock(begin);
        var tenant = await own.Tenant();
        var filed = await own.File(tenant, new
        {
            language = "en", summary = "Pay was cut", whatHappened = "The tool cut our pay.", affected = "group", capacity = "group", @unsafe = "Never call the works office.", contact = new { kind = "email", value = "speaker@home.example" },
            answers = new Dictionary<string, string[]> { ["where"] = ["In the yard"] }, members = new[] { new { name = "One", mandate = new { kind = "written" } }, new { name = "Two", mandate = new { kind = "written" } } },
        });
        await own.GoTo(begin.AddDays(8), tenant);
        var (member, _) = await own.TakeOver(filed.GetProperty("members")[0].GetProperty("receipt").GetString()!);
        using (member)
        {
            using var archive = await Archives.Open(await member.GetAsync($"{GrievancesServer.Api}/mailbox/export"));
            var said = new HtmlParser().ParseDocument(await Text(archive.GetEntry("case.html")!)).Body!.TextContent;
            Assert.Contains("Missed. The organisation let this day pass.", said, StringComparison.Ordinal);
            Assert.Contains("A member of the group", said, StringComparison.Ordinal);
            Assert.Contains("The tool cut our pay.", said, StringComparison.Ordinal);
            foreach (var theirs in new[] { "Never call", "speaker@home.example", "In the yard", "What you wrote" })
                Assert.DoesNotContain(theirs, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhereAFileLies_IsReadFromLeftToRight_AndHiddenDataSaysWhatItIs()
    {
        var tenant = await server.Provisioned();
        using var anybody = server.Anybody();
        var upload = await Uploads.Whole(anybody, tenant, "صورة من الهاتف.jpg", await Files.Tests.Tools.Tagged(Files.Tests.Pictures.Jpeg(), ".jpg"));
        var filed = await server.File(tenant, new { language = "ar", summary = "S", whatHappened = "W", affected = "self", files = new[] { upload } });
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        using var archive = await Archives.Open(await browser.GetAsync("/portal/mailbox/data?handler=Archive&lang=ar"));
        var page = new HtmlParser().ParseDocument(await Text(archive.Entries[0]));
        var place = page.QuerySelectorAll("bdi[dir=ltr]").Single(b => b.TextContent == "files/01-صورة من الهاتف.jpg");
        Assert.Equal(["files", "01-صورة من الهاتف.jpg"], place.QuerySelectorAll("bdi").Select(part => part.TextContent));
        var found = page.QuerySelectorAll("dd").Where(dd => dd.TextContent == Files.Tests.Tools.Name).ToList();
        Assert.NotEmpty(found);
        Assert.All(found, dd => Assert.Null(dd.QuerySelector("div[dir=auto]")));
        var other = page.QuerySelectorAll("dt").Where(dt => dt.TextContent == PortalText.Words.Get("files.found.other", PortalLanguages.Find("ar")!.Culture)).Select(dt => dt.NextElementSibling!.TextContent.Trim()).ToList();
        Assert.NotEmpty(other);
        Assert.All(other, said => Assert.Contains("برنامج", said, StringComparison.Ordinal));
    }

    private static async Task<string> Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
