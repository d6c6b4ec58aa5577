using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Messaging;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>"The same thing happened to me": reports that belong to a pattern.</summary>
public sealed class PatternTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task AFilingThatADeadlockEnds_IsTakenAllTheSame()
    {
        await using var database = await OwnDatabase.Create();
        await using var own = await OwnServer.WithClock(DateTimeOffset.UtcNow, database);
        var tenant = await own.Tenant();
        using var handler = own.Handler(tenant);
        using var anybody = own.Anybody();
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "Doubled." })).GetProperty("id").GetString()!;
        var upload = await Uploads.Whole(anybody, tenant, "list.txt", "A list"u8.ToArray());
        Task<JsonElement>? filing = null;
        await own.Work(tenant, async db =>
        {
            // The filing has the pattern and waits for the file; this has the file and asks for the pattern. Whoever waited first is ended.
            await db.StagedFiles.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version));
            filing = own.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", patternId = pattern, files = new[] { upload } });
            for (var left = 500; await Waiting(db) == 0; left--)
            {
                Assert.True(left > 0 && !filing.IsCompleted, "The filing does not wait.");
                await Task.Delay(10);
            }
            await db.Patterns.ExecuteUpdateAsync(p => p.SetProperty(x => x.Version, x => x.Version + 1));
        });
        await filing!;
        static async Task<int> Waiting(Data.GrievancesDb db)
        {
            // Within a transaction the activity is looked at once, unless it is asked to look again.
            await db.Database.ExecuteSqlAsync($"select pg_stat_clear_snapshot()");
            return await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'").SingleAsync();
        }

        Assert.Equal((1, 2, 1, 1), await own.Read(tenant, async db => (await db.Patterns.Select(p => p.Reports).SingleAsync(), (int)await db.Patterns.Select(p => p.Version).SingleAsync(), await db.Grievances.CountAsync(), await db.Files.CountAsync())));
    }

    [Fact]
    public async Task LaterReportsOfTheSame_AttachByThemselves_WhereWhoeverFilesAllowsIt_AndCanBeTakenOut()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        var (system, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await server.Work(tenant, async db =>
        {
            foreach (var (id, name) in new[] { (system, "Website chat"), (other, "Phone") })
                db.Add(new KnownSystem { TenantId = tenant.Id, Id = id, Name = name, Published = true, Version = 1 });
            await db.SaveChangesAsync();
        });
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "Doubled.", systemId = system })).GetProperty("id").GetGuid();
        await server.File(tenant, Told(system, ["HARM-04"], ["join_similar"]));
        Assert.Equal([null], await Attached());
        foreach (var (body, code) in new (object, string)[] { (new { rights = new[] { "HARM-99" } }, "platform.invalid"), (new { }, "platform.invalid") })
        {
            using var refused = await handler.PutAsJsonAsync($"{Api}/patterns/{pattern}/takes", body);
            Assert.Equal(code, await refused.Problem(HttpStatusCode.BadRequest));
        }
        var anywhere = (await GrievancesServer.Post(handler, "/patterns", new { title = "Everywhere", description = "Anything." })).GetProperty("id").GetGuid();
        using (var refused = await handler.PutAsJsonAsync($"{Api}/patterns/{anywhere}/takes", new { rights = new[] { "HARM-04" } }))
            Assert.Equal("grievances.pattern_without_system", await refused.Problem(HttpStatusCode.Conflict));
        await Form(handler, pattern, "HARM-04", "PRIV-05");

        // Another system, another right, or no leave: none of them.
        await server.File(tenant, Told(other, ["HARM-04"], ["join_similar"]));
        await server.File(tenant, Told(system, ["EQUAL-01"], ["join_similar"]));
        var silent = await server.File(tenant, Told(system, ["HARM-04"], []));
        Assert.Equal(4, (await Attached()).Count(p => p is null));
        using var filed = await server.Mailbox((await server.File(tenant, Told(system, ["EQUAL-01", "PRIV-05"], ["join_similar"]))).GetProperty("receipt").GetString()!);
        var mine = (await filed.Get($"{Api}/mailbox")).GetProperty("pattern");
        Assert.Equal(("Wrong doses", true), (mine.GetProperty("title").GetString(), mine.GetProperty("byStaff").GetBoolean()));

        // Whoever allows it later comes in then, and whoever takes it back goes out.
        using var later = await server.Mailbox(silent.GetProperty("receipt").GetString()!);
        await Consent(later, true);
        Assert.Equal(2, await Reports());
        await Consent(later, false);
        await Consent(filed, false);
        Assert.Equal((0, 5), (await Reports(), (await Attached()).Count(p => p is null)));
        await Form(handler, pattern);
        await server.File(tenant, Told(system, ["HARM-04"], ["join_similar"]));
        Assert.Equal(0, await Reports());
        Assert.Equal(["grievances.pattern_attached", "grievances.pattern_attached"], await server.Read(tenant, db => db.Set<Platform.Audit.AuditLine>().Where(l => l.Role == "system").Select(l => l.Action).ToListAsync()));

        Task<int> Reports() => server.Read(tenant, db => db.Patterns.Where(p => p.Id == pattern).Select(p => p.Reports).SingleAsync());
        Task<List<Guid?>> Attached() => server.Read(tenant, db => db.Grievances.Select(g => g.PatternId).ToListAsync());
        static object Told(Guid system, string[] rights, string[] consents) => new { language = "en", summary = "S", whatHappened = "W", affected = "self", systemId = system, rights, consents };
        static async Task Consent(HttpClient person, bool allowed)
        {
            using var said = await person.PutAsJsonAsync($"{Api}/mailbox/consents", new { purpose = "join_similar", allowed });
            Assert.Equal(HttpStatusCode.NoContent, said.StatusCode);
        }

        // By the page, as staff do it.
        static async Task Form(HttpClient handler, Guid pattern, params string[] rights)
        {
            var form = (await handler.Page($"/console/grievances/patterns?takes={pattern}")).QuerySelectorAll<IHtmlFormElement>("form").Single(f => f.Action.Contains("handler=Take", StringComparison.Ordinal));
            using var kept = await handler.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent([
                .. form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => KeyValuePair.Create(i.Name!, i.Value)), .. rights.Select(right => KeyValuePair.Create("Rights", right))]));
            Assert.Equal("/console/grievances/patterns?done=takes", kept.Headers.Location?.ToString());
        }
    }

    [Fact]
    public async Task ReportsAttach_AndTheirNumberIsHiddenBelowTen()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        using var anybody = server.Anybody();
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "The assistant doubled doses in March." })).GetProperty("id").GetString()!;
        for (var i = 0; i < 9; i++)
            await server.File(tenant, Filing(pattern));
        Assert.Equal(JsonValueKind.Null, (await Listed(anybody, tenant)).GetProperty("reports").ValueKind);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.File(tenant, Filing(pattern))));
        var shown = await Listed(anybody, tenant);
        Assert.Equal((10, "Wrong doses", true), (shown.GetProperty("reports").GetInt32(), shown.GetProperty("title").GetString(), shown.GetProperty("open").GetBoolean()));
        Assert.Equal((13, 13), await server.Read(tenant, async db => (await db.Patterns.Select(p => p.Reports).SingleAsync(), await db.Grievances.CountAsync(g => g.PatternId == Guid.Parse(pattern)))));
        Assert.Contains("Wrong doses", await anybody.GetStringAsync($"/portal/{tenant.Slug}/patterns"), StringComparison.Ordinal);
        var one = await server.Read(tenant, db => db.Grievances.Select(g => g.Id).FirstAsync());
        var opened = await handler.Get($"{Api}/cases/{one}");
        Assert.Equal((pattern, "Wrong doses"), (opened.GetProperty("patternId").GetString(), opened.GetProperty("patternTitle").GetString()));
        Assert.Contains("Wrong doses", (await handler.Page($"/console/grievances/{one}")).Body!.TextContent, StringComparison.Ordinal);

        // A filing that is refused counts for nothing.
        using (var refused = await anybody.Post($"{Api}/public/{tenant.Slug}/grievances", new
        {
            language = "en", summary = "S", whatHappened = "W", affected = "self", patternId = pattern, files = new[] { new { id = Guid.NewGuid(), token = "nothing" } },
        }))
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(13, await server.Read(tenant, db => db.Patterns.Select(p => p.Reports).SingleAsync()));

        await GrievancesServer.Post(handler, $"/patterns/{pattern}/closure", new { state = "fixed", text = "The doses are right again." });
        using (var closed = await anybody.Post($"{Api}/public/{tenant.Slug}/grievances", Filing(pattern)))
            Assert.Equal("grievances.pattern_unknown", (await closed.Json()).GetProperty("errors").GetProperty("/patternId")[0].GetProperty("code").GetString());
        Assert.Equal(0, (await anybody.Get($"{Api}/public/{tenant.Slug}/patterns")).GetArrayLength());
    }

    [Fact]
    public async Task APattern_OfAnotherTenant_IsUnknown()
    {
        var (tenant, other) = (await server.Provisioned(), await server.Provisioned());
        using var handler = server.Handler(tenant);
        using var stranger = server.Handler(other);
        using var anybody = server.Anybody();
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "The assistant doubled doses in March." })).GetProperty("id").GetString()!;
        using (var abroad = await anybody.Post($"{Api}/public/{other.Slug}/grievances", Filing(pattern)))
            Assert.Equal("platform.invalid", await abroad.Problem(HttpStatusCode.BadRequest));
        using (var closing = await stranger.Post($"{Api}/patterns/{pattern}/closure", new { state = "fixed", text = "Ours." }))
            Assert.Equal("grievances.pattern_unknown", await closing.Problem(HttpStatusCode.NotFound));
        using (var person = await anybody.Post($"{Api}/patterns", new { title = "T", description = "D" }))
            Assert.Equal(HttpStatusCode.Unauthorized, person.StatusCode);
        Assert.True((await Listed(anybody, tenant)).GetProperty("open").GetBoolean());
    }

    [Fact]
    public async Task WhatIsSpamOrErased_IsInNoFigure()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        using var anybody = server.Anybody();
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "Doubled." })).GetProperty("id").GetString()!;
        var receipts = new List<string>();
        for (var i = 0; i < 12; i++)
            receipts.Add((await server.File(tenant, Filing(pattern))).GetProperty("receipt").GetString()!);
        Task<int> Reports() => server.Read(tenant, db => db.Patterns.Select(p => p.Reports).SingleAsync());
        var spam = await server.Read(tenant, db => db.Grievances.OrderBy(g => g.Id).Select(g => g.Id).Take(2).ToListAsync());
        async Task Mark(Guid id, bool isSpam)
        {
            using var answer = await handler.Post($"{Api}/cases/{id}/marks", GrievancesServer.Spam(isSpam));
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
        foreach (var id in spam)
            await handler.Get($"{Api}/cases/{id}");
        await Mark(spam[0], true);
        await Mark(spam[1], true);
        await Mark(spam[1], true);
        Assert.Equal(10, await Reports());
        await Mark(spam[1], false);
        Assert.Equal(11, await Reports());
        // One that was taken out already, and two that were in.
        foreach (var receipt in new[] { receipts[0], receipts[^1], receipts[^2] })
        {
            using var person = await server.Mailbox(receipt);
            using var gone = await person.Post($"{Api}/mailbox/withdrawal", new { erase = true });
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        }
        Assert.Equal(9, await Reports());
        Assert.Equal(JsonValueKind.Null, (await Listed(anybody, tenant)).GetProperty("reports").ValueKind);
    }

    [Fact]
    public async Task ACase_IsAttachedOnlyWhereItsPersonAllowsIt_AndIsTakenOutAgain()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "Doubled." })).GetProperty("id").GetString()!;
        var (allows, refuses) = (await Filed(tenant, "join_similar"), await Filed(tenant));
        using (var refused = await handler.Post($"{Api}/cases/{refuses.Id}/pattern", new { patternId = pattern }))
            Assert.Equal("grievances.joining_not_allowed", await refused.Problem(HttpStatusCode.Conflict));
        var bulk = await GrievancesServer.Post(handler, "/cases/bulk", new { ids = new[] { allows.Id, refuses.Id }, action = "attach", patternId = pattern });
        Assert.Equal([null, "grievances.joining_not_allowed"], bulk.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("code").GetString()));
        Assert.Equal(1, await Reports(tenant));
        Assert.Equal(allows.Id, Assert.Single((await handler.Get($"{Api}/cases?pattern={pattern}")).GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        using (var person = await server.Mailbox(allows.Receipt))
            Assert.Equal("Wrong doses", (await person.Get($"{Api}/mailbox")).GetProperty("pattern").GetProperty("title").GetString());
        using (var twice = await handler.Post($"{Api}/cases/{allows.Id}/pattern", new { patternId = pattern }))
            Assert.Equal("grievances.in_a_pattern", await twice.Problem(HttpStatusCode.Conflict));
        using (var took = await handler.DeleteAsync($"{Api}/cases/{allows.Id}/pattern"))
            Assert.Equal(HttpStatusCode.NoContent, took.StatusCode);
        Assert.Equal(0, await Reports(tenant));
        // Taken back, the consent opens nothing any more.
        using (var person = await server.Mailbox(allows.Receipt))
        using (var withdrawn = await person.PutAsync($"{Api}/mailbox/consents", System.Net.Http.Json.JsonContent.Create(new { purpose = "join_similar", allowed = false })))
            Assert.True(withdrawn.IsSuccessStatusCode, await withdrawn.Content.ReadAsStringAsync());
        using (var refused = await handler.Post($"{Api}/cases/{allows.Id}/pattern", new { patternId = pattern }))
            Assert.Equal("grievances.joining_not_allowed", await refused.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task WhatIsSaidOfAPattern_IsReadOnThePortal_AndInTheMailboxOfWhoeverFiled()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        using var anybody = server.Anybody();
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "Doubled." })).GetProperty("id").GetString()!;
        var filed = await server.File(tenant, Filing(pattern));
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        Assert.Equal(JsonValueKind.Null, (await person.Get($"{Api}/mailbox")).GetProperty("pattern").GetProperty("progress").ValueKind);
        await GrievancesServer.Post(handler, $"/patterns/{pattern}/progress", new { state = "confirmed", text = "We found the doubling." });
        await GrievancesServer.Post(handler, $"/patterns/{pattern}/progress", new { state = "being_fixed", text = "<b>A new version comes in May.</b>" });
        foreach (var progress in new[] { (await Listed(anybody, tenant)).GetProperty("progress"), (await person.Get($"{Api}/mailbox")).GetProperty("pattern").GetProperty("progress") })
            Assert.Equal(("being_fixed", "<b>A new version comes in May.</b>"), (progress.GetProperty("state").GetString(), progress.GetProperty("text").GetString()));
        var page = await anybody.Page($"/portal/{tenant.Slug}/patterns");
        Assert.Contains("<b>A new version comes in May.</b>", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Being fixed", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.InRange(await server.Statements(person, new HttpRequestMessage(HttpMethod.Get, $"{Api}/mailbox")), 1, 8);

        using (var wordless = await handler.Post($"{Api}/patterns/{pattern}/closure", new { state = "fixed", text = " " }))
            Assert.Equal("grievances.update_missing", (await wordless.Json()).GetProperty("errors").GetProperty("/text")[0].GetProperty("code").GetString());
        Assert.True((await Listed(anybody, tenant)).GetProperty("open").GetBoolean());
        await GrievancesServer.Post(handler, $"/patterns/{pattern}/closure", new { state = "fixed", text = "Version 2 doubles nothing." });
        Assert.Equal("fixed", (await person.Get($"{Api}/mailbox")).GetProperty("pattern").GetProperty("progress").GetProperty("state").GetString());
        using var stranger = server.Handler(await server.Provisioned());
        using (var theirs = await stranger.Post($"{Api}/patterns/{pattern}/progress", new { state = "fixed", text = "Ours." }))
            Assert.Equal("grievances.pattern_unknown", await theirs.Problem(HttpStatusCode.NotFound));
        using (var unsaid = await anybody.Post($"{Api}/patterns/{pattern}/progress", new { state = "fixed", text = "Mine." }))
            Assert.Equal(HttpStatusCode.Unauthorized, unsaid.StatusCode);
    }

    [Fact]
    public async Task WhoeverFiledAndAskedForIt_IsPingedOfAPatternsProgress_AndNobodyElse()
    {
        await using var own = await OwnServer.WithClock(DateTimeOffset.UtcNow, mail: true);
        var tenant = await own.Tenant();
        using var handler = own.Handler(tenant);
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "Doubled." })).GetProperty("id").GetString()!;
        await own.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", patternId = pattern, ping = "one@people.example" });
        await own.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", ping = "two@people.example" });
        await own.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", patternId = pattern });
        await GrievancesServer.Post(handler, $"/patterns/{pattern}/progress", new { state = "fixed", text = "Done." });
        Assert.Equal(1, await own.Read(tenant, db => db.Set<Platform.Mail.MailItem>().CountAsync()));
    }

    [Fact]
    public async Task OtherServices_AreToldOfAPattern_InCodes_AndOfItsReportsOnlyWhatAnybodyMayKnow()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "Doubled." })).GetProperty("id").GetString()!;
        var receipts = new List<string>();
        for (var i = 0; i < 9; i++)
            receipts.Add((await server.File(tenant, Named(pattern))).GetProperty("receipt").GetString()!);
        // Nine reports are as many as none: neither an event nor a version counts them.
        Assert.Equal([(1, null, null, null, true)], await Told(tenant));
        await server.File(tenant, Named(pattern));
        await server.File(tenant, Filing(pattern));
        Assert.Equal((2, null, 10, "HARM-04", true), (await Told(tenant))[^1]);
        // What turns out to be spam is no report, and of fewer than ten nothing is told.
        var cases = await server.Read(tenant, db => db.Grievances.OrderBy(g => g.Id).Select(g => g.Id).ToListAsync());
        await handler.Get($"{Api}/cases/{cases[^1]}");
        await Mark(cases[^1], true);
        Assert.Equal(2, (await Told(tenant)).Count);
        using (var person = await server.Mailbox(receipts[0]))
        using (var left = await person.PutAsync($"{Api}/mailbox/consents", System.Net.Http.Json.JsonContent.Create(new { purpose = "join_similar", allowed = false })))
            Assert.True(left.IsSuccessStatusCode, await left.Content.ReadAsStringAsync());
        Assert.Equal((3, null, null, null, true), (await Told(tenant))[^1]);
        // Ten again, of which nine name the right.
        await Mark(cases[^1], false);
        Assert.Equal((4, null, 10, null, true), (await Told(tenant))[^1]);
        using (var took = await handler.DeleteAsync($"{Api}/cases/{cases[1]}/pattern"))
            Assert.Equal(HttpStatusCode.NoContent, took.StatusCode);
        await server.File(tenant, Named(pattern));
        using (var person = await server.Mailbox(receipts[2]))
        using (var gone = await person.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await GrievancesServer.Post(handler, $"/patterns/{pattern}/progress", new { state = "being_fixed", text = "We repair the doses." });
        await GrievancesServer.Post(handler, $"/patterns/{pattern}/closure", new { state = "fixed", text = "The doses are right." });
        var told = await Told(tenant);
        Assert.Equal([(5, null, null), (6, null, 10), (7, null, null), (8, "being_fixed", null), (9, "fixed", null)], told.Skip(4).Select(t => (t.Version, t.State, t.Reports)));
        Assert.Equal([true, true, true, true, false], told.Skip(4).Select(t => t.Open));
        var bodies = await server.Read(tenant, db => db.Set<OutboxMessage>().Where(m => m.Type == "grievances.pattern-changed.v1").Select(m => m.Body).ToListAsync());
        Assert.All(bodies, body => Assert.DoesNotContain("dose", body, StringComparison.OrdinalIgnoreCase));

        async Task Mark(Guid id, bool isSpam)
        {
            using var answer = await handler.Post($"{Api}/cases/{id}/marks", GrievancesServer.Spam(isSpam));
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
    }

    private async Task<List<(long Version, string? State, int? Reports, string? Right, bool Open)>> Told(TestTenant tenant) =>
        [.. (await server.Read(tenant, db => db.Set<OutboxMessage>().Where(m => m.Type == "grievances.pattern-changed.v1").Select(m => m.Body).ToListAsync()))
            .Select(body => JsonSerializer.Deserialize<PatternChanged>(body, JsonSerializerOptions.Web)!.Pattern).OrderBy(p => p.Version).Select(p => (p.Version, p.State, p.Reports, p.Right, p.Open))];

    private static object Named(string patternId) => new { language = "en", summary = "Wrong dose", whatHappened = "It told me to take two.", affected = "self", rights = new[] { "HARM-04" }, patternId };

    private async Task<(Guid Id, string Receipt)> Filed(TestTenant tenant, params string[] consents)
    {
        var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", consents });
        return (await server.CaseOf(tenant, filed.GetProperty("reference").GetString()), filed.GetProperty("receipt").GetString()!);
    }

    private Task<int> Reports(TestTenant tenant) => server.Read(tenant, db => db.Patterns.Select(p => p.Reports).SingleAsync());

    private static object Filing(string patternId) => new { language = "en", summary = "Wrong dose", whatHappened = "It told me to take two.", affected = "self", patternId };

    private static async Task<JsonElement> Listed(HttpClient anybody, TestTenant tenant) => (await anybody.Get($"{Api}/public/{tenant.Slug}/patterns"))[0];
}
