using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Grievances.Features.Mailbox;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What is only the filer's in a case of many, what each of them decides, and how a lost receipt is made anew.</summary>
public sealed class HolderRightsTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private const string Note = "Never call the works office.";

    [Fact]
    public async Task TheSafetyNote_IsForWhoWroteItAndTheHandlers_AndMembersProveWhatTheySee()
    {
        var tenant = await server.Provisioned();
        using var anybody = server.Anybody();
        var upload = await Uploads.Whole(anybody, tenant, "list.txt", "A list"u8.ToArray());
        var filed = await server.File(tenant, Group(2, upload));
        using var filer = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var (member, _) = await server.TakeOver(Receipts(filed)[0]);
        var (adviser, _) = await server.TakeOver((await GrievancesServer.Post(filer, "/mailbox/companions", new { role = "adviser" })).GetProperty("receipt").GetString()!);
        using var handler = server.Handler(tenant);

        Assert.Equal(Note, (await filer.Get($"{Api}/mailbox")).GetProperty("unsafe").GetString());
        Assert.Equal(Note, (await handler.Get($"{Api}/cases/{await server.CaseOf(tenant)}")).GetProperty("unsafe").GetString());
        Assert.Contains(Note, Encoding.UTF8.GetString((await filer.Get($"{Api}/mailbox/proof")).GetProperty("content").GetBytesFromBase64()), StringComparison.Ordinal);
        foreach (var other in new[] { member, adviser })
        {
            Assert.DoesNotContain(Note, (await other.Get($"{Api}/mailbox")).ToString(), StringComparison.Ordinal);
            using var archive = await Archives.Open(await other.GetAsync($"{Api}/mailbox/export"));
            foreach (var entry in archive.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.Ordinal)))
            {
                using var reader = new StreamReader(entry.Open());
                var text = await reader.ReadToEndAsync();
                Assert.DoesNotContain(Note, text, StringComparison.Ordinal);
                if (entry.Name == "proof.json")
                    Assert.DoesNotContain(Note, Encoding.UTF8.GetString(JsonDocument.Parse(text).RootElement.GetProperty("content").GetBytesFromBase64()), StringComparison.Ordinal);
            }
        }

        // What a member proves was committed to on the day, also once the one who filed has had their files erased.
        var commitments = await server.Read(tenant, db => db.Commitments.AsNoTracking().Select(c => c.Commitment).ToListAsync());
        Assert.Contains(await Commitment(filer), commitments.Select(Convert.ToHexStringLower));
        Assert.Contains(await Commitment(member), commitments.Select(Convert.ToHexStringLower));
        using (var gone = await filer.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        var later = await member.Get($"{Api}/mailbox/proof");
        Assert.Equal(0, JsonDocument.Parse(later.GetProperty("content").GetBytesFromBase64()).RootElement.GetProperty("files").GetArrayLength());
        Assert.Contains(await Commitment(member), commitments.Select(Convert.ToHexStringLower));
        member.Dispose();
        adviser.Dispose();
    }

    [Fact]
    public async Task WhoFiledForAGroup_IsToldWhatStays_AndHasTheRestErased()
    {
        var tenant = await server.Provisioned();
        using var anybody = server.Anybody();
        var upload = await Uploads.Whole(anybody, tenant, "list.txt", "A list"u8.ToArray());
        var filed = await server.File(tenant, Group(2, upload));
        using var filer = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        await GrievancesServer.Post(filer, "/mailbox/messages", new { text = "From the one who filed." });
        using var browser = Cookie(filer);
        foreach (var (language, words) in new[] { ("en", "the account of what happened stays"), ("fr", "le récit de ce qui s’est passé reste"), ("es", "el relato de lo ocurrido se queda"), ("ru", "рассказ о том, что произошло, останется"), ("zh", "对所发生事情的叙述会保留"), ("ar", "تبقى رواية ما حدث") })
            Assert.Contains(words, (await browser.Page($"/portal/mailbox/data?lang={language}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using (var asked = await browser.Submit("/portal/mailbox/data", page => page.Forms.Last(f => f.GetAttribute("action")!.Contains("Leave", StringComparison.Ordinal)), ("Erase", "true")))
        {
            var text = WebUtility.HtmlDecode(await asked.Content.ReadAsStringAsync());
            Assert.Contains("the account of what happened stays", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Everything that is yours is erased", text, StringComparison.Ordinal);
        }
        using (var gone = await filer.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        var (member, _) = await server.TakeOver(Receipts(filed)[0]);
        var view = await member.Get($"{Api}/mailbox");
        Assert.Equal(("The tool cut our pay.", 0), (view.GetProperty("whatHappened").GetString(), view.GetProperty("messages").GetArrayLength()));
        Assert.Empty((await member.Get($"{Api}/mailbox/files")).EnumerateArray());
        var left = await server.Read(tenant, async db => await db.Grievances.AsNoTracking().SingleAsync());
        Assert.True(left is { Contact: null, Unsafe: null, Excerpt: null });
        Assert.Equal(0, await server.Read(tenant, async db => await db.PingAddresses.CountAsync() + await db.Consents.CountAsync() + await db.Files.CountAsync()));
        member.Dispose();
    }

    [Fact]
    public async Task OfAGroup_HandlersSeeHowManyAllow_ButNoNumberOfFew_AndWhoHelpsDecidesNothing()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, Group(6));
        var id = await server.CaseOf(tenant);
        using var filer = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var members = await Task.WhenAll(Receipts(filed).Take(2).Select(async receipt => (await server.TakeOver(receipt)).Client));
        foreach (var member in members)
            await Decide(member, "share_with_authority", HttpStatusCode.NoContent);
        var seen = await server.Read(tenant, db => ConsentsOfCase.Read(db, id, default));
        Assert.Equal(new ConsentOfCase("share_with_authority", false, "some", 2, 6), seen.Single(c => c.Purpose == "share_with_authority"));
        // The filer's own counts where it is about their contact, and for nobody else.
        Assert.Equal(new ConsentOfCase("contact_outside", true, "all", null, null), seen.Single(c => c.Purpose == "contact_outside"));
        Assert.Equal(new ConsentOfCase("join_similar", true, "none", 0, 6), seen.Single(c => c.Purpose == "join_similar"));
        using (var handler = server.Handler(tenant))
            Assert.Contains("(2 of 6)", (await handler.Page($"/console/grievances/{id}")).Body!.TextContent, StringComparison.Ordinal);
        using (var gone = await members[0].Post($"{Api}/mailbox/withdrawal", new { erase = false }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal((1, 5), (await server.Read(tenant, db => ConsentsOfCase.Read(db, id, default))).Where(c => c.Purpose == "share_with_authority").Select(c => (c.Allowed!.Value, c.People!.Value)).Single());

        var few = await server.Provisioned();
        var small = await server.File(few, Group(2));
        foreach (var receipt in Receipts(small))
            await Decide((await server.TakeOver(receipt)).Client, "share_with_supplier", HttpStatusCode.NoContent);
        Assert.Equal(new ConsentOfCase("share_with_supplier", false, "all", null, null), (await server.Read(few, async db => await ConsentsOfCase.Read(db, (await db.Grievances.SingleAsync()).Id, default))).Single(c => c.Purpose == "share_with_supplier"));

        var (adviser, _) = await server.TakeOver((await GrievancesServer.Post(filer, "/mailbox/companions", new { role = "adviser" })).GetProperty("receipt").GetString()!);
        await Decide(adviser, "share_with_authority", HttpStatusCode.Forbidden);
        using var page = Cookie(adviser);
        var shown = await page.Page("/portal/mailbox/consents");
        Assert.Empty(shown.QuerySelectorAll("input[name=Purpose]"));
        Assert.Contains("Whoever helps them decides nothing here", shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        adviser.Dispose();
        foreach (var member in members)
            member.Dispose();
    }

    [Fact]
    public async Task AReceiptLostOnTheWay_IsMadeAnew_AndNobodysOwnIsEverReplaced()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, Group(5));
        using var filer = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var (member, own) = await server.TakeOver(Receipts(filed)[0]);
        await GrievancesServer.Post(member, "/mailbox/messages", new { text = "For the handlers alone." });
        var ids = (await filer.Get($"{Api}/mailbox/members")).EnumerateArray().ToDictionary(m => m.GetProperty("number").GetInt32(), m => m.GetProperty("id").GetString()!);
        using (var refused = await filer.Post($"{Api}/mailbox/members/{ids[1]}/receipt"))
            Assert.Equal("grievances.member_has_own", await refused.Problem(HttpStatusCode.Conflict));
        Assert.Equal(1, (await member.Get($"{Api}/mailbox")).GetProperty("messages").GetArrayLength());
        (await server.Mailbox(own)).Dispose();

        using var browser = Cookie(filer);
        var shown = await browser.Page("/portal/mailbox/people");
        Assert.Contains("People in it now: 5. Of these, have opened their part: 1.", shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody else holds a receipt of your case.", shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Person 2", "Person 3", "Person 4", "Person 5"], shown.QuerySelectorAll("select[name=Id] option").Select(o => o.TextContent));
        using var made = await browser.Submit("/portal/mailbox/people", page => page.Forms.Single(f => f.GetAttribute("action")!.Contains("Renew", StringComparison.Ordinal)), ("Id", ids[2]));
        var card = await new HtmlParser().ParseDocumentAsync(await made.Content.ReadAsStringAsync());
        var receipt = card.QuerySelector(".receipt-number")!.TextContent;

        using var anybody = server.Anybody();
        using (var shut = await anybody.Post($"{Api}/mailbox/session", new { receipt = Receipts(filed)[1] }))
            Assert.Equal("grievances.receipt_unknown", await shut.Problem(HttpStatusCode.NotFound));
        using (var early = await server.Mailbox(receipt))
        using (var refused = await early.GetAsync($"{Api}/mailbox"))
            Assert.Equal("grievances.take_over_first", await refused.Problem(HttpStatusCode.Forbidden));
        var (again, _) = await server.TakeOver(receipt);
        var view = await again.Get($"{Api}/mailbox");
        Assert.Equal(("member", 5, 0), (view.GetProperty("role").GetString(), view.GetProperty("people").GetInt32(), view.GetProperty("messages").GetArrayLength()));
        Assert.Equal((await filer.Get($"{Api}/mailbox/proof")).GetProperty("salt").GetString(), (await again.Get($"{Api}/mailbox/proof")).GetProperty("salt").GetString());
        Assert.Equal(1, await server.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "grievances.member_receipt_renewed")));

        // Whom the group consists of is no member's business, and who may let nobody in is shown no form.
        using (var refused = await again.GetAsync($"{Api}/mailbox/members"))
            Assert.Equal("grievances.only_who_filed", await refused.Problem(HttpStatusCode.Forbidden));
        using (var refused = await again.Post($"{Api}/mailbox/members/{ids[3]}/receipt"))
            Assert.Equal("grievances.only_who_filed", await refused.Problem(HttpStatusCode.Forbidden));
        using var theirs = Cookie(again);
        var page = await theirs.Page("/portal/mailbox/people");
        Assert.Empty(page.QuerySelectorAll("main form"));
        Assert.DoesNotContain("You can let somebody read along", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        member.Dispose();
        again.Dispose();
    }

    [Fact]
    public async Task NumbersOfMembers_AreThoseOnTheirReceipts_WhoeverLeaves()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, Group(9));
        using var filer = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var given = filed.GetProperty("members").EnumerateArray().ToDictionary(m => m.GetProperty("number").GetInt32(), m => m.GetProperty("name").GetString());
        async Task<Dictionary<int, string?>> Listed() => (await filer.Get($"{Api}/mailbox/members")).EnumerateArray().ToDictionary(m => m.GetProperty("number").GetInt32(), m => m.GetProperty("name").GetString());
        Assert.Equal(given, await Listed());

        var third = (await filer.Get($"{Api}/mailbox/members")).EnumerateArray().Single(m => m.GetProperty("number").GetInt32() == 3).GetProperty("id").GetString();
        await GrievancesServer.Post(filer, $"/mailbox/members/{third}/receipt", new { });
        Assert.Equal(given, await Listed());
        var (leaver, _) = await server.TakeOver(Receipts(filed)[1]);
        using (var gone = await leaver.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        leaver.Dispose();
        given.Remove(2);
        Assert.Equal(given, await Listed());
    }

    private static async Task Decide(HttpClient person, string purpose, HttpStatusCode expected)
    {
        using var answer = await person.PutAsJsonAsync($"{Api}/mailbox/consents", new { purpose, allowed = true });
        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.Forbidden)
            Assert.Equal("grievances.consent_not_yours", await answer.Problem(HttpStatusCode.Forbidden));
    }

    private static async Task<string> Commitment(HttpClient holder)
    {
        var proof = await holder.Get($"{Api}/mailbox/proof");
        return Convert.ToHexStringLower(SHA256.HashData([.. proof.GetProperty("salt").GetBytesFromBase64(), .. proof.GetProperty("content").GetBytesFromBase64()]));
    }

    private static object Group(int people, params Uploads.UploadedRow[] files) => new
    {
        language = "en", summary = "Pay was cut", whatHappened = "The tool cut our pay.", affected = "group", capacity = "group", contact = new { kind = "email", value = "speaker@home.example" },
        @unsafe = Note, ping = "me@home.example", consents = new[] { "contact_outside", "join_similar" }, files,
        members = Enumerable.Range(1, people).Select(i => new { name = $"Person {i}", mandate = new { kind = "written", words = "Signed." } }),
    };

    private static List<string> Receipts(JsonElement filed) => [.. filed.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("receipt").GetString()!)];

    private HttpClient Cookie(HttpClient person)
    {
        var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        return browser;
    }
}
