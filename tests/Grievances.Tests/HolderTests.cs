using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Files;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>A case that several people hold, each with a receipt of their own.</summary>
public sealed class HolderTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task AGroupOfFifty_FilesOnce_AndEachTakesTheirOwnReceiptOver()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, Group(50));
        var receipts = Receipts(filed);
        Assert.Equal((50, 1), (receipts.Distinct().Count(), await server.Read(tenant, db => Task.FromResult(db.Grievances.Count()))));
        Assert.Equal("50_and_more", People((await server.Events<GrievanceFiled>(tenant)).Single()));

        var fresh = await Task.WhenAll(receipts.Select(async receipt =>
        {
            var (person, changed) = await server.TakeOver(receipt);
            using (person)
                Assert.Equal("member", (await person.Get($"{Api}/mailbox")).GetProperty("role").GetString());
            return changed;
        }));
        Assert.Equal(100, receipts.Concat(fresh).Distinct().Count());
        using var again = await server.Mailbox(fresh[49]);
        Assert.Equal(50, (await again.Get($"{Api}/mailbox")).GetProperty("people").GetInt32());
    }

    [Fact]
    public async Task BeforeTheTakeOver_EveryDoorOfTheMailboxIsShut()
    {
        var tenant = await server.Provisioned();
        var receipt = Receipts(await server.File(tenant, Group(2)))[0];
        using var anybody = server.Anybody();
        var session = await GrievancesServer.Post(anybody, "/mailbox/session", new { receipt });
        Assert.True(session.GetProperty("mustTakeOver").GetBoolean());

        using var person = await server.Mailbox(receipt);
        // From the description, so that a door added later can't be forgotten here.
        var doors = (await anybody.Get("/api/grievances/openapi.json")).GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.StartsWith($"{Api}/mailbox", StringComparison.Ordinal) && path.Name != $"{Api}/mailbox/session")
            .SelectMany(path => path.Value.EnumerateObject().Select(method => (Method: method.Name.ToUpperInvariant(), path.Name))).ToList();
        Assert.True(doors.Count >= 14, $"{doors.Count}");
        foreach (var (method, path) in doors.Where(door => door != ("POST", $"{Api}/mailbox/receipt")))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), System.Text.RegularExpressions.Regex.Replace(path, @"\{\w+\}", Guid.NewGuid().ToString()));
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            if (method is "POST" or "PUT")
                request.Content = JsonContent.Create(new { text = "Hello", erase = true, files = Array.Empty<object>(), role = "adviser", purpose = "join_similar", allowed = true });
            using var answer = await person.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{method} {path}: {answer.StatusCode}");
            Assert.Equal("grievances.take_over_first", await answer.Problem(HttpStatusCode.Forbidden));
        }
    }

    [Fact]
    public async Task AChangedReceipt_OpensNothing_ForNobody_AndNeitherDoesASessionFromBefore()
    {
        var tenant = await server.Provisioned();
        var old = Receipts(await server.File(tenant, Group(2)))[0];
        using var spokesperson = await server.Mailbox(old);
        var (person, changed) = await server.TakeOver(old);
        using var anybody = server.Anybody();
        using (var shut = await anybody.Post($"{Api}/mailbox/session", new { receipt = old }))
            Assert.Equal("grievances.receipt_unknown", await shut.Problem(HttpStatusCode.NotFound));
        using (var late = await spokesperson.Post($"{Api}/mailbox/receipt"))
            Assert.Equal("grievances.mailbox_session", await late.Problem(HttpStatusCode.Unauthorized));
        Assert.Equal("Pay was cut", (await person.Get($"{Api}/mailbox")).GetProperty("summary").GetString());

        // Whoever changes a receipt out of caution locks out whoever had opened a mailbox with it.
        using var watcher = await server.Mailbox(changed);
        await GrievancesServer.Post(person, "/mailbox/receipt", new { });
        foreach (var path in new[] { "", "/messages", "/openings", "/files", "/consents", "/companions", "/proof", "/export" })
        {
            using var answer = await watcher.GetAsync($"{Api}/mailbox{path}");
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{path}: {answer.StatusCode}");
        }
        using (var late = await watcher.Post($"{Api}/mailbox/receipt"))
            Assert.Equal("grievances.mailbox_session", await late.Problem(HttpStatusCode.Unauthorized));
        person.Dispose();
    }

    [Fact]
    public async Task TwoTakeOversAtOnce_OneWins()
    {
        var tenant = await server.Provisioned();
        var receipts = Receipts(await server.File(tenant, Group(5)));
        foreach (var receipt in receipts)
        {
            var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.Mailbox(receipt)));
            var answers = await Task.WhenAll(people.Select(person => person.Post($"{Api}/mailbox/receipt")));
            var won = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
            Assert.All(answers.Where(answer => answer != won), answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
            using var owner = await server.Mailbox((await won.Json()).GetProperty("receipt").GetString()!);
            Assert.Equal("member", (await owner.Get($"{Api}/mailbox")).GetProperty("role").GetString());
            foreach (var person in people)
                person.Dispose();
        }
    }

    [Fact]
    public async Task AMembersMessages_AreBetweenThemAndTheHandlers_AndSoIsAnAnswerForThemAlone()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, Group(6));
        var (first, second) = ((await server.TakeOver(Receipts(filed)[0])).Client, (await server.TakeOver(Receipts(filed)[1])).Client);
        using var speaker = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);

        await GrievancesServer.Post(first, "/mailbox/messages", new { text = "Only I saw the list." });
        await GrievancesServer.Post(speaker, "/mailbox/messages", new { text = "We all want our pay." });
        var messages = (await handler.Get($"{Api}/cases/{id}")).GetProperty("messages").EnumerateArray().ToList();
        var onlyFor = messages.Single(m => m.GetProperty("text").GetString() == "Only I saw the list.").GetProperty("onlyFor").GetGuid();
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "Could you tell us who wrote it?", onlyFor });
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "Dear all." });

        Assert.Equal(["Only I saw the list.", "We all want our pay.", "Could you tell us who wrote it?", "Dear all."], await Texts(first));
        Assert.Equal(["We all want our pay.", "Dear all."], await Texts(second));
        Assert.Equal(["We all want our pay.", "Dear all."], await Texts(speaker));
        Assert.Equal(2, (await speaker.Get($"{Api}/mailbox")).GetProperty("messages").GetArrayLength());
        using (var archive = await second.GetAsync($"{Api}/mailbox/export"))
            Assert.DoesNotContain("Only I saw the list.", await Archives.Text(archive, "case.json"), StringComparison.Ordinal);
        using (var archive = await first.GetAsync($"{Api}/mailbox/export"))
            Assert.Contains("Only I saw the list.", await Archives.Text(archive, "case.json"), StringComparison.Ordinal);
        using (var wrong = await handler.Post($"{Api}/cases/{id}/messages", new { text = "To nobody", onlyFor = Guid.NewGuid() }))
            Assert.Equal("platform.invalid", await wrong.Problem(HttpStatusCode.BadRequest));

        // How to reach the one who files is for the handlers.
        Assert.Contains("speaker@home.example", (await speaker.Get($"{Api}/mailbox")).GetProperty("contact").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await first.Get($"{Api}/mailbox")).GetProperty("contact").ValueKind);
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task OneOfFiftyLeaves_TheFiguresStayRight_AndTheCaseOfTheOthersGoesOn()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, Group(50));
        var (leaver, receipt) = await server.TakeOver(Receipts(filed)[0]);
        var (other, _) = await server.TakeOver(Receipts(filed)[1]);
        using (var gone = await leaver.Post($"{Api}/mailbox/withdrawal", new { erase = false }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        using var anybody = server.Anybody();
        using (var shut = await anybody.Post($"{Api}/mailbox/session", new { receipt }))
            Assert.Equal("grievances.receipt_unknown", await shut.Problem(HttpStatusCode.NotFound));
        foreach (var path in new[] { "", "/messages", "/openings", "/files", "/consents", "/proof" })
            using (var answer = await leaver.GetAsync($"{Api}/mailbox{path}"))
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{path}: {answer.StatusCode}");

        var view = await other.Get($"{Api}/mailbox");
        Assert.Equal((49, "received"), (view.GetProperty("people").GetInt32(), view.GetProperty("state").GetString()));
        Assert.Equal("10_to_49", People((await server.Events<CaseChanged>(tenant)).Single()));
        Assert.Equal(49, await server.Read(tenant, db => Task.FromResult(db.Grievances.Single().People)));
        leaver.Dispose();
        other.Dispose();
    }

    [Theory]
    [InlineData(false, "group")]
    [InlineData(true, "group")]
    [InlineData(true, "representative")]
    public async Task WhoeverFiledForAGroup_AndLeaves_TakesAlongWhomTheyLetIn_AndTheMembersStay(bool erase, string capacity)
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Pay was cut", whatHappened = "All of us.", affected = "group", capacity, mandate = capacity == "representative" ? new { kind = "written" } : null,
            members = Enumerable.Range(0, 2).Select(_ => new { mandate = new { kind = "oral" } }),
        });
        using var filer = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var (member, _) = await server.TakeOver(Receipts(filed)[0]);
        var adviser = await server.TakeOver((await GrievancesServer.Post(filer, "/mailbox/companions", new { role = "adviser", name = "Lawyer" })).GetProperty("receipt").GetString()!);
        var speaker = await server.TakeOver((await GrievancesServer.Post(filer, "/mailbox/companions", new { role = "representative", mandate = new { kind = "written" } })).GetProperty("receipt").GetString()!);
        var unopened = (await GrievancesServer.Post(filer, "/mailbox/companions", new { role = "adviser" })).GetProperty("receipt").GetString()!;
        await GrievancesServer.Post(adviser.Client, "/mailbox/messages", new { text = "From their lawyer." });
        using (var gone = await filer.Post($"{Api}/mailbox/withdrawal", new { erase }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        using var anybody = server.Anybody();
        foreach (var receipt in new[] { adviser.Receipt, speaker.Receipt, unopened })
            using (var shut = await anybody.Post($"{Api}/mailbox/session", new { receipt }))
                Assert.Equal("grievances.receipt_unknown", await shut.Problem(HttpStatusCode.NotFound));
        foreach (var companion in new[] { adviser.Client, speaker.Client })
        {
            foreach (var path in new[] { "", "/messages", "/openings", "/files", "/proof", "/export" })
                using (var answer = await companion.GetAsync($"{Api}/mailbox{path}"))
                    Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{path}: {answer.StatusCode}");
            companion.Dispose();
        }
        Assert.Equal("Pay was cut", (await member.Get($"{Api}/mailbox")).GetProperty("summary").GetString());
        Assert.Equal(erase ? [] : ["From their lawyer."], await Texts(member));
        Assert.Equal(2, await server.Read(tenant, db => db.Wraps.CountAsync(w => w.Holder != "team")));
        Assert.Equal(["adviser", "adviser", "representative"], (await server.Read(tenant, db => db.Set<AuditLine>().Where(l => l.Action == "grievances.companion_removed").Select(l => l.Purpose).ToListAsync())).Order(StringComparer.Ordinal));
        member.Dispose();
    }

    [Fact]
    public async Task SomebodyWhoWasLetInAtTheMomentTheFilerLeft_ReadsNothing()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, Group(2));
        using var filer = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var (adviser, _) = await server.TakeOver((await GrievancesServer.Post(filer, "/mailbox/companions", new { role = "adviser" })).GetProperty("receipt").GetString()!);
        Assert.Equal("Pay was cut", (await adviser.Get($"{Api}/mailbox")).GetProperty("summary").GetString());
        await server.Work(tenant, db => db.Holders.Where(h => h.Id == h.CaseId).ExecuteUpdateAsync(h => h.SetProperty(x => x.LeftAt, DateTimeOffset.UtcNow)));
        using (var answer = await adviser.GetAsync($"{Api}/mailbox"))
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        adviser.Dispose();
    }

    [Fact]
    public async Task ASmallGroup_IsShownAsSmall_AndTheLastOneWhoLeaves_ClosesTheCase()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, Group(4));
        Assert.Equal("few", People((await server.Events<GrievanceFiled>(tenant)).Single()));
        var members = await Task.WhenAll(Receipts(filed).Select(async receipt => (await server.TakeOver(receipt)).Client));
        Assert.Equal(0, (await members[0].Get($"{Api}/mailbox")).GetProperty("people").GetInt32());
        using (var page = await WithCookie(server, members[0]))
            Assert.Contains("small group", await page.GetStringAsync("/portal/mailbox"), StringComparison.Ordinal);

        foreach (var member in members)
            using (var gone = await member.Post($"{Api}/mailbox/withdrawal", new { erase = false }))
                Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(["few", "few", "one"], (await server.Events<CaseChanged>(tenant)).Select(People));
        var closed = (await server.Events<GrievanceClosed>(tenant)).Single().GetProperty("case");
        Assert.Equal(("closed", "withdrawn"), (closed.GetProperty("state").GetString(), closed.GetProperty("outcome").GetString()));
        // They take the case back, and can still read it.
        Assert.Equal("closed", (await members[3].Get($"{Api}/mailbox")).GetProperty("state").GetString());
        foreach (var member in members)
            member.Dispose();
    }

    [Fact]
    public async Task ErasingOneMember_RemovesWhatIsTheirs_AndNothingOfTheOthers()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, Group(6));
        var (leaver, other) = ((await server.TakeOver(Receipts(filed)[0])).Client, (await server.TakeOver(Receipts(filed)[1])).Client);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        foreach (var (person, text) in new[] { (leaver, "Mine"), (other, "Theirs") })
        {
            await GrievancesServer.Post(person, "/mailbox/messages", new { text });
            var upload = await Uploads.Whole(person, tenant, "note.txt", System.Text.Encoding.UTF8.GetBytes(text));
            await GrievancesServer.Post(person, "/mailbox/files", new { files = new[] { upload } });
            using var consent = await person.PutAsJsonAsync($"{Api}/mailbox/consents", new { purpose = "join_similar", allowed = true });
            Assert.Equal(HttpStatusCode.NoContent, consent.StatusCode);
        }
        var blobs = server.Services.GetRequiredService<IBlobStore>();
        var before = await Uploads.Stored(blobs, tenant);
        var hold = await server.Hold(handler, id);
        using (var held = await leaver.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal("grievances.on_hold", await held.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Release(handler, id, hold);
        using (var gone = await leaver.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        var opened = await handler.Get($"{Api}/cases/{id}");
        Assert.Equal(["Theirs"], opened.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString()));
        Assert.Equal(["Theirs"], await Texts(other));
        Assert.Single(opened.GetProperty("files").EnumerateArray());
        var (nameless, left, consents, wraps) = await server.Read(tenant, db => Task.FromResult(
            (db.Holders.Count(h => h.Name == null && h.Mandate == null && h.LeftAt != null), db.Holders.Count(h => h.LeftAt != null), db.Consents.Count(), db.Wraps.Count())));
        Assert.Equal((1, 1, 1, 9), (nameless, left, consents, wraps));
        for (var i = 0; (await Uploads.Stored(blobs, tenant)).Count >= before.Count; i++)
        {
            Assert.True(i < 300, "The bytes of the erased file were not removed.");
            await Task.Delay(50);
        }
        var mine = (await other.Get($"{Api}/mailbox/files"))[0].GetProperty("id").GetString();
        Assert.Equal("Theirs", await other.GetStringAsync($"{Api}/mailbox/files/{mine}"));
        leaver.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task AnAdviser_ReadsAlongWithAReceiptOfTheirOwn_UntilItIsTakenBack()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var person = await server.Mailbox(receipt);
        using (var without = await person.Post($"{Api}/mailbox/companions", new { role = "representative", name = "L." }))
            Assert.Equal("grievances.mandate_missing", (await without.Json()).GetProperty("errors").GetProperty("/mandate")[0].GetProperty("code").GetString());
        using (var other = await person.Post($"{Api}/mailbox/companions", new { role = "operator" }))
            Assert.Equal("platform.invalid", await other.Problem(HttpStatusCode.BadRequest));
        var representative = await GrievancesServer.Post(person, "/mailbox/companions", new { role = "representative", name = "L.", mandate = new { kind = "written", words = "Signed." } });
        var added = await GrievancesServer.Post(person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });

        using (var early = await server.Mailbox(added.GetProperty("receipt").GetString()!))
        using (var refused = await early.GetAsync($"{Api}/mailbox"))
            Assert.Equal("grievances.take_over_first", await refused.Problem(HttpStatusCode.Forbidden));
        var (adviser, own) = await server.TakeOver(added.GetProperty("receipt").GetString()!);
        Assert.Equal("adviser", (await adviser.Get($"{Api}/mailbox")).GetProperty("role").GetString());
        await GrievancesServer.Post(adviser, "/mailbox/messages", new { text = "I help with this." });
        Assert.Equal(["I help with this."], await Texts(person));
        var upload = await Uploads.Whole(adviser, tenant, "letter.txt", "A letter"u8.ToArray());
        await GrievancesServer.Post(adviser, "/mailbox/files", new { files = new[] { upload } });
        Assert.Single((await person.Get($"{Api}/mailbox/files")).EnumerateArray());
        using (var notTheirs = await adviser.Post($"{Api}/mailbox/companions", new { role = "adviser" }))
            Assert.Equal("grievances.only_who_filed", await notTheirs.Problem(HttpStatusCode.Forbidden));
        using (var notTheirs = await adviser.DeleteAsync($"{Api}/mailbox/companions/{representative.GetProperty("id").GetString()}"))
            Assert.Equal("grievances.only_who_filed", await notTheirs.Problem(HttpStatusCode.Forbidden));
        Assert.Equal(2, (await person.Get($"{Api}/mailbox/companions")).GetArrayLength());
        Assert.Single((await adviser.Get($"{Api}/mailbox/companions")).EnumerateArray());

        using (var wordy = await person.Post($"{Api}/mailbox/companions", new { role = "representative", mandate = new { kind = "written", words = new string('a', 4_001) } }))
            Assert.Equal(["/mandate/words"], (await wordy.Json()).GetProperty("errors").EnumerateObject().Select(e => e.Name));
        using (var removed = await person.DeleteAsync($"{Api}/mailbox/companions/{added.GetProperty("id").GetString()}"))
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var anybody = server.Anybody();
        using (var shut = await anybody.Post($"{Api}/mailbox/session", new { receipt = own }))
            Assert.Equal("grievances.receipt_unknown", await shut.Problem(HttpStatusCode.NotFound));
        foreach (var path in new[] { "", "/messages", "/openings", "/files", "/consents", "/companions", "/proof", "/export" })
            using (var answer = await adviser.GetAsync($"{Api}/mailbox{path}"))
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{path}: {answer.StatusCode}");
        Assert.Equal("representative", (await person.Get($"{Api}/mailbox/companions"))[0].GetProperty("role").GetString());
        adviser.Dispose();
    }

    private static object Group(int people) => new
    {
        language = "en", summary = "Pay was cut", whatHappened = "The tool cut our pay.", affected = "group", capacity = "group", contact = new { kind = "email", value = "speaker@home.example" },
        members = Enumerable.Range(1, people).Select(i => new { name = $"Person {i}", mandate = new { kind = "written", words = "Signed." } }),
    };

    private static List<string> Receipts(JsonElement filed) => [.. filed.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("receipt").GetString()!)];

    private static string? People(JsonElement evt) => evt.GetProperty("case").GetProperty("people").GetString();

    private static async Task<List<string?>> Texts(HttpClient person) =>
        [.. (await person.Get($"{Api}/mailbox/messages")).GetProperty("items").EnumerateArray().Reverse().Select(m => m.GetProperty("text").GetString())];

    private static Task<HttpClient> WithCookie(GrievancesServer server, HttpClient person)
    {
        var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        return Task.FromResult(browser);
    }
}
