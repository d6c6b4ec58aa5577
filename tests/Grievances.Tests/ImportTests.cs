using System.Net;
using System.Text;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Grievances.Features.Erasure;
using Grievances.Features.Imports;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Audit;
using Platform.Contracts;
using Platform.Tenancy;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Cases that are taken over from another register: each becomes one case, or it is said what is wrong with its row.</summary>
public sealed class ImportTests(GrievancesServer shared)
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ARegister_BecomesCases_WhoseDeadlinesCountFromToday()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var system = Guid.CreateVersion7();
        await server.Work(tenant, db =>
        {
            db.Add(new KnownSystem { TenantId = tenant.Id, Id = system, Name = "Triage assistant", Published = true, Version = 1 });
            return db.SaveChangesAsync();
        });
        using var lead = Lead(server, tenant);
        const string Csv = "\uFEFFFall-Nr;Eingang;\"Was geschah\";Betroffen;Rechte;Will;System;Sprache;Status\r\n"
            + "A-1;2026-05-31;\"=HYPERLINK(\"\"x\"\") said the bot;\r\n<b>then</b> it hung up.\";child;privacy, health;apology non_repetition;triage ASSISTANT;fr;open\r\n"
            + ";;;;;;;;\r\n"
            + "A-2;2026-06-01T10:00:00+02:00;Turned away;;;;;;\r\n";
        var mapping = new Dictionary<string, string>
        {
            ["number"] = "Fall-Nr", ["filed_at"] = "Eingang", ["text"] = "Was geschah", ["affected"] = "Betroffen", ["wants"] = "Will", ["system"] = "System", ["language"] = "Sprache", ["status"] = "Status",
        };
        var started = await GrievancesServer.Post(lead, "/imports", new { register = "Old CANARY-register", language = "de", mapping, csv = Csv });
        Assert.Equal(2, started.GetProperty("total").GetInt32());
        var import = await Done(server, tenant, lead, started);
        Assert.Equal(("Old CANARY-register", "done", 2, 2, 0, 0), Counts(import));

        var rows = (await lead.Get($"{Api}/imports/{Id(started)}/rows")).GetProperty("items");
        var (first, second) = (rows[0].GetProperty("caseId").GetGuid(), rows[1].GetProperty("caseId").GetGuid());
        using var handler = server.Handler(tenant);
        var opened = await handler.Get($"{Api}/cases/{first}");
        Assert.Equal("=HYPERLINK(\"x\") said the bot;\n<b>then</b> it hung up.", opened.GetProperty("whatHappened").GetString());
        Assert.Equal("=HYPERLINK(\"x\") said the bot;", opened.GetProperty("summary").GetString());
        var kase = await server.Read(tenant, db => db.Grievances.SingleAsync(g => g.Id == first));
        Assert.Equal((FilingChannel.Import, CaseState.Received, AffectedPerson.Child, "fr", "apology,non_repetition", system), (kase.Channel, kase.State, kase.Affected, kase.Language, kase.Wants, kase.SystemId));
        Assert.Equal(new DateTimeOffset(2026, 5, 31, 0, 0, 0, TimeSpan.Zero), kase.FiledAt);
        Assert.InRange(kase.AcknowledgeBy, Begin.AddDays(7), Begin.AddDays(7).AddMinutes(1));
        Assert.Equal(("de", new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero)), await server.Read(tenant, async db => (await db.Grievances.Where(g => g.Id == second).Select(g => g.Language).SingleAsync(), await db.Grievances.Where(g => g.Id == second).Select(g => g.FiledAt).SingleAsync())));

        // Nobody is told of days that passed with the other register; the first reminder comes when its day here does.
        Assert.Equal(0, await server.Read(tenant, db => db.Notices.CountAsync()));
        Assert.Equal(0, await server.Read(tenant, db => db.Receipts.CountAsync()));
        Assert.Equal(2, (await server.Events<GrievanceFiled>(tenant)).Count);
        Assert.Equal(2, await server.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "grievances.case_imported" && l.Role == "human-rights-lead")));
        await server.GoTo(Begin.AddDays(4), tenant);
        Assert.Equal(2, await server.Read(tenant, db => db.Notices.CountAsync()));
        await GrievancesServer.Post(handler, $"/cases/{first}/acknowledgement", new { });
        await GrievancesServer.Post(handler, $"/cases/{first}/messages", new { text = "We have it here now." });

        // What the register says lies nowhere in clear.
        SqliteConnection.ClearAllPools();
        foreach (var path in Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories))
        {
            var content = await File.ReadAllBytesAsync(path);
            Assert.True(new[] { "CANARY-register", "HYPERLINK", "Fall-Nr" }.All(word => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) < 0), Path.GetFileName(path));
        }
    }

    [Fact]
    public async Task ARowThatIsWrong_IsRefusedWithItsField_AndTheOthersComeIn()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var lead = Lead(server, tenant);
        var good = new Dictionary<string, string?> { ["number"] = "1", ["text"] = "It said no.", ["filed_at"] = "2027-02-28", ["language"] = "en" };
        var wrong = new (string? Field, string Value, string Code)[]
        {
            ("number", " ", "grievances.import_number_missing"), ("number", new string('9', 101), "platform.too_long"), ("text", " ", "grievances.import_text_missing"), ("text", new string('x', 20_001), "platform.too_long"),
            ("summary", new string('x', 301), "platform.too_long"), ("language", "klingon", "grievances.language_unknown"), ("language", "", "grievances.language_unknown"), ("filed_at", "", "grievances.import_date_missing"),
            ("filed_at", "31.05.2026", "grievances.import_date_unreadable"), ("filed_at", "2026-05-31T10:00", "grievances.import_date_unreadable"), ("filed_at", "2027-03-02", "grievances.import_date_in_future"),
            ("filed_at", "2027-03-01T09:00:01Z", "grievances.import_date_in_future"), ("filed_at", "1999-12-31", "grievances.import_date_too_old"), ("affected", "everybody", "grievances.import_affected_unknown"),
            ("rights", "privacy nonsense", "grievances.right_unknown"), ("wants", "revenge", "grievances.import_wants_unknown"), ("system", "Nobody's", "grievances.import_system_unknown"), ("status", "Closed", "grievances.import_closed"),
            ("status", "half", "grievances.import_status_unknown"),
        };
        var rows = wrong.Select((w, i) => new Dictionary<string, string?>(good) { ["number"] = $"{i + 2}", [w.Field!] = w.Value }).Prepend(good).ToList();
        var started = await GrievancesServer.Post(lead, "/imports", new { register = "R", mapping = Names("number", "text", "filed_at", "language", "summary", "affected", "rights", "wants", "system", "status"), rows });
        var import = await Done(server, tenant, lead, started);
        Assert.Equal(("R", "done", rows.Count, 1, 0, wrong.Length), Counts(import));
        var refused = (await lead.Get($"{Api}/imports/{Id(started)}/rows?outcome=refused&limit=200")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(wrong.Select((w, i) => (i + 2, w.Code, w.Field)), refused.Select(r => (r.GetProperty("number").GetInt32(), r.GetProperty("code").GetString()!, r.GetProperty("field").GetString())));
        Assert.All(refused, r => Assert.NotEqual(r.GetProperty("code").GetString(), r.GetProperty("title").GetString()));

        // A row of a table with more cells than its heading has nothing that could be trusted.
        var ragged = await GrievancesServer.Post(lead, "/imports", new { register = "R", language = "en", csv = "number,text,filed_at\n50,one, two,2027-01-01\n51,fits,2027-01-01\n" });
        await Done(server, tenant, lead, ragged);
        Assert.Equal(["refused grievances.import_row_ragged", "imported "], (await lead.Get($"{Api}/imports/{Id(ragged)}/rows")).GetProperty("items").EnumerateArray().Select(r => $"{r.GetProperty("outcome")} {r.GetProperty("code")}"));
        using var paged = await lead.GetAsync($"{Api}/imports/{Id(started)}/rows?outcome=lost");
        Assert.Equal("platform.invalid", await paged.Problem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task WhatCantBeRead_IsRefusedWhole_WithAClearCode()
    {
        var tenant = await shared.Provisioned();
        using var lead = Lead(shared, tenant);
        const string Sound = "number,text,filed_at\n1,It said no.,2026-01-01\n";
        Dictionary<string, string> Map(params (string Field, string Column)[] more) => new Dictionary<string, string> { ["number"] = "number", ["text"] = "text", ["filed_at"] = "filed_at" }
            .Concat(more.Select(m => KeyValuePair.Create(m.Field, m.Column))).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Last().Value);
        foreach (var (body, status, code) in new (object, HttpStatusCode, string)[]
        {
            (new { register = " ", language = "en", csv = Sound }, HttpStatusCode.BadRequest, "/register grievances.import_register_missing"),
            (new { register = new string('r', 81), language = "en", csv = Sound }, HttpStatusCode.BadRequest, "/register platform.too_long"),
            (new { register = "R", language = "none", csv = Sound }, HttpStatusCode.BadRequest, "/language grievances.language_unknown"),
            (new { register = "R", language = "en" }, HttpStatusCode.BadRequest, "/csv grievances.import_one_of"),
            (new { register = "R", language = "en", csv = Sound, rows = Array.Empty<object>() }, HttpStatusCode.BadRequest, "/csv grievances.import_one_of"),
            (new { register = "R", csv = Sound }, HttpStatusCode.BadRequest, "/mapping/language grievances.import_field_not_mapped"),
            (new { register = "R", language = "en", csv = "no,text,filed_at\n1,x,2026-01-01" }, HttpStatusCode.BadRequest, "/mapping/number grievances.import_field_not_mapped"),
            (new { register = "R", language = "en", csv = Sound, mapping = Map(("colour", "text")) }, HttpStatusCode.BadRequest, "/mapping/colour grievances.import_field_unknown"),
            (new { register = "R", language = "en", csv = Sound, mapping = Map(("text", "story")) }, HttpStatusCode.BadRequest, "/mapping/text grievances.import_column_unknown"),
            (new { register = "R", language = "en", csv = "number,text,text,filed_at\n1,x,y,2026-01-01" }, HttpStatusCode.BadRequest, "/mapping/text grievances.import_column_repeated"),
            (new { register = "R", language = "en", csv = "number,text,filed_at\n" }, HttpStatusCode.BadRequest, "grievances.import_empty"),
            (new { register = "R", language = "en", rows = Array.Empty<object>() }, HttpStatusCode.BadRequest, "grievances.import_empty"),
            (new { register = "R", language = "en", csv = "number,text,filed_at\n1,\"never ends,2026-01-01\n" }, HttpStatusCode.BadRequest, "grievances.import_unreadable"),
            (new { register = "R", language = "en", csv = "number,text,filed_at\n1,\"ends\" here,2026-01-01\n" }, HttpStatusCode.BadRequest, "grievances.import_unreadable"),
            (new { register = "R", language = "en", csv = string.Join(',', Enumerable.Range(0, 201)) + "\n1" }, HttpStatusCode.BadRequest, "grievances.import_unreadable"),
            (new { register = "R", language = "en", csv = "number,text,filed_at\n" + string.Concat(Enumerable.Repeat("1,x,2026-01-01\n", 10_001)) }, HttpStatusCode.BadRequest, "grievances.import_too_many_rows"),
            (new { register = "R", language = "en", csv = Sound + new string('x', 10 * 1024 * 1024) }, HttpStatusCode.RequestEntityTooLarge, "grievances.import_too_large"),
            (new { register = "R", language = "en", csv = Sound + new string('x', 20 * 1024 * 1024) }, HttpStatusCode.RequestEntityTooLarge, "platform.body_too_large"),
        })
        {
            using var answer = await lead.Post($"{Api}/imports", body);
            var said = await answer.Json();
            var told = said.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().Select(e => $"{e.Name} {e.Value[0].GetProperty("code").GetString()}").First() : said.GetProperty("code").GetString();
            Assert.Equal((status, code), (answer.StatusCode, told));
        }
        // What the endpoint takes is said, not what others take.
        using (var large = await lead.Post($"{Api}/imports", new { register = "R", language = "en", csv = Sound + new string('x', 20 * 1024 * 1024) }))
            Assert.Contains("20 MiB", (await large.Json()).GetProperty("detail").GetString()!, StringComparison.Ordinal);
        foreach (var (rows, field) in new[]
        {
            ("""[{"number":"1","text":"x","filed_at":"2026-01-01"},{"number":2,"text":"x"}]""", "/rows/1/number"), ("""[{"number":"1"},{"number":"2"},{"what happened":["x"]}]""", "/rows/2/what happened"),
            ("""[{"number":"1"},null]""", "/rows/1"), ("""["text"]""", "/rows/0"), ("""{"number":"1"}""", "/rows"),
        })
        {
            using var wrong = await lead.Post($"{Api}/imports", JsonDocument.Parse($$"""{"register":"R","language":"en","rows":{{rows}}}""").RootElement);
            Assert.Equal("platform.wrong_type", (await wrong.Json()).GetProperty("errors").GetProperty(field)[0].GetProperty("code").GetString());
        }
        using var text = new HttpRequestMessage(HttpMethod.Post, $"{Api}/imports") { Content = new ByteArrayContent([.. "{\"register\":\""u8, 0xff, .. "\"}"u8]) { Headers = { ContentType = new("application/json") } } };
        text.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var notText = await lead.SendAsync(text);
        Assert.Equal("platform.invalid_utf8", await notText.Problem(HttpStatusCode.BadRequest));
        Assert.Equal(0, await shared.Read(tenant, db => db.Imports.CountAsync()));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task TheSameRegisterAgain_ChangesNothing_AndAnotherOneIsNotTheSame(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var server = await OwnServer.WithClock(Begin, database);
        var tenant = await server.Tenant();
        using var lead = Lead(server, tenant);
        const string Csv = "Number\tTEXT\tfiled_at\n7\tIt said no.\t2027-01-01\n7\tThe same number\t2027-01-02\n8\tIt said yes.\t2027-01-01\n";
        var key = Guid.NewGuid().ToString();
        var body = new { register = "Clinic", language = "en", csv = Csv };
        using var once = await lead.Post($"{Api}/imports", body, key);
        using var twice = await lead.Post($"{Api}/imports", body, key);
        var started = await once.Json();
        Assert.Equal((HttpStatusCode.Accepted, $"{Api}/imports/{Id(started)}", Id(started)), (once.StatusCode, once.Headers.Location?.ToString(), Id(await twice.Json())));
        Assert.Equal(("Clinic", "done", 3, 2, 0, 1), Counts(await Done(server, tenant, lead, started)));
        var again = await GrievancesServer.Post(lead, "/imports", new { register = " clinic", language = "en", csv = Csv });
        Assert.Equal(("clinic", "done", 3, 0, 2, 1), Counts(await Done(server, tenant, lead, again)));
        Assert.Equal(2, await server.Read(tenant, db => db.Grievances.CountAsync()));
        var other = await GrievancesServer.Post(lead, "/imports", new { register = "Hotline", language = "en", csv = Csv });
        Assert.Equal(("Hotline", "done", 3, 2, 0, 1), Counts(await Done(server, tenant, lead, other)));
        Assert.Equal(new[] { Id(other), Id(again), Id(started) }.Order(), (await lead.Get($"{Api}/imports")).GetProperty("items").EnumerateArray().Select(Id).Order());

        // Once a case is erased its number is nobody's.
        var first = (await lead.Get($"{Api}/imports/{Id(started)}/rows")).GetProperty("items")[0].GetProperty("caseId").GetGuid();
        using var handler = server.Handler(tenant);
        await server.Close(tenant, handler, first);
        await server.GoTo(Begin.AddMonths(25), tenant);
        Assert.Equal((3, 3), await server.Read(tenant, async db => (await db.Grievances.CountAsync(), await db.RegisterNumbers.CountAsync())));
        Assert.Equal(JsonValueKind.Null, (await lead.Get($"{Api}/imports/{Id(started)}/rows")).GetProperty("items")[0].GetProperty("reference").ValueKind);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task EverythingThatIsWrongWithARow_IsToldAtOnce_AndANumberTwiceSaysWhichRowAndCase(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var server = await OwnServer.WithClock(Begin, database);
        var tenant = await server.Tenant();
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesImport, Permissions.GrievancesRead);
        const string Csv = "number,text,filed_at,affected,rights\n1,It said no.,2027-01-01,self,\n1,It said yes.,2027-01-02,self,\n1, It said no. ,2027-01-01,self,\n2,,2027-03-02,everybody,privacy nonsense\n";
        var started = await GrievancesServer.Post(lead, "/imports", new { register = "Clinic", language = "en", csv = Csv });
        Assert.Equal(("Clinic", "done", 4, 1, 1, 2), Counts(await Done(server, tenant, lead, started)));
        var rows = (await lead.Get($"{Api}/imports/{Id(started)}/rows")).GetProperty("items").EnumerateArray().ToList();
        var reference = rows[0].GetProperty("reference").GetString();
        Assert.Equal(("refused", "grievances.import_number_other_content", "number", 1, reference),
            (rows[1].GetProperty("outcome").GetString(), rows[1].GetProperty("code").GetString(), rows[1].GetProperty("field").GetString(), rows[1].GetProperty("repeatsRow").GetInt32(), rows[1].GetProperty("reference").GetString()));
        Assert.Equal(("repeated", 1, reference), (rows[2].GetProperty("outcome").GetString(), rows[2].GetProperty("repeatsRow").GetInt32(), rows[2].GetProperty("reference").GetString()));
        Assert.Equal(["filed_at grievances.import_date_in_future", "affected grievances.import_affected_unknown", "text grievances.import_text_missing", "rights grievances.right_unknown"],
            rows[3].GetProperty("faults").EnumerateArray().Select(f => $"{f.GetProperty("field").GetString()} {f.GetProperty("code").GetString()}"));
        Assert.Contains("Give the day it was filed", rows[3].GetProperty("mend").GetString()!, StringComparison.Ordinal);
        var table = await lead.GetStringAsync($"{Api}/imports/{Id(started)}/rows.csv");
        Assert.Contains($"3,repeated,,,,,{reference},1\r\n", table, StringComparison.Ordinal);
        Assert.Contains("grievances.import_date_in_future; grievances.import_affected_unknown; grievances.import_text_missing; grievances.right_unknown", table, StringComparison.Ordinal);
        var page = await lead.Page($"/console/grievances/imports/{Id(started)}");
        Assert.Equal(["2", "4", "4", "4", "4"], page.QuerySelectorAll("main tbody th").Select(row => row.TextContent));
        Assert.Contains($"The first is row 1, case {reference}.", page.QuerySelector("main tbody")!.TextContent, StringComparison.Ordinal);

        // What another import brought is not among what this one did, in the queue and in the API.
        var other = await GrievancesServer.Post(lead, "/imports", new { register = "Hotline", language = "en", csv = Table(2) });
        await Done(server, tenant, lead, other);
        var link = page.QuerySelectorAll("main a").Single(a => a.TextContent == "Cases that were taken over").GetAttribute("href")!;
        Assert.Equal($"/console/grievances?state=all&import={Id(started)}", link);
        Assert.Equal([reference], (await lead.Page(link)).QuerySelectorAll("tbody th .number").Select(n => n.TextContent));
        Assert.Equal(2, (await lead.Get($"{Api}/cases?state=all&import={Id(other)}")).GetProperty("items").GetArrayLength());
        using var unknown = await lead.GetAsync($"{Api}/cases?import=mine");
        Assert.Equal("platform.invalid", await unknown.Problem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task CutInTheMiddle_ItGoesOn_WithNoRowTwiceAndNoneLost()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var lead = Lead(server, tenant);
        var started = await Cut(server, tenant, lead);
        var half = await lead.Get($"{Api}/imports/{Id(started)}");
        Assert.Equal(("R", "running", 250, 100, 0, 0), Counts(half));
        Assert.Equal((100, 100, 100, 100), await Rows(server, tenant));

        await server.Stop();
        await server.Start();
        await server.Work(tenant, db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER cut"));
        server.Clock!.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(("R", "done", 250, 250, 0, 0), Counts(await Done(server, tenant, lead, started)));
        Assert.Equal((250, 250, 250, 250), await Rows(server, tenant));
        Assert.True(await server.Read(tenant, db => db.Imports.AllAsync(i => i.Rows == null)));
        Assert.Equal(0, await server.Read(tenant, db => db.Set<Platform.Clocks.DueDate>().CountAsync(d => d.Kind == "import")));
        Assert.Equal(Enumerable.Range(1, 250), await server.Read(tenant, db => db.ImportedRows.OrderBy(r => r.Number).Select(r => r.Number).ToListAsync()));
    }

    [Fact]
    public async Task Stopped_WhatCameInStays_AndARotationOfKeysLosesNothing()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesImport, Permissions.GrievancesConfigure);
        var started = await Cut(server, tenant, lead);
        Assert.Equal(HttpStatusCode.Accepted, (await lead.PostAsync($"{Api}/keys/rotation", null)).StatusCode);
        await server.Until(() => server.Read(tenant, db => db.Imports.Select(i => i.KeyVersion).SingleAsync()), version => version == 2, TimeSpan.FromMinutes(1));
        await server.Until(() => server.Read(tenant, db => db.Set<Platform.Security.GroupKey>().CountAsync(k => k.HandlingGroup == CaseKeys.Team)), keys => keys == 1, TimeSpan.FromMinutes(1));
        Assert.Equal(("R", "running", 250, 100, 0, 0), Counts(await lead.Get($"{Api}/imports/{Id(started)}")));
        using (var stopped = await lead.Post($"{Api}/imports/{Id(started)}/stop"))
            Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        using (var over = await lead.Post($"{Api}/imports/{Id(started)}/stop"))
            Assert.Equal("grievances.import_over", await over.Problem(HttpStatusCode.Conflict));
        using (var unknown = await lead.Post($"{Api}/imports/{Guid.CreateVersion7()}/stop"))
            Assert.Equal("grievances.import_unknown", await unknown.Problem(HttpStatusCode.NotFound));
        server.Clock!.Advance(TimeSpan.FromHours(1));
        await server.Settled(tenant);
        Assert.Equal(("R", "stopped", 250, 100, 0, 0), Counts(await lead.Get($"{Api}/imports/{Id(started)}")));
        Assert.Equal((100, 100, 100, 100), await Rows(server, tenant));
        Assert.True(await server.Read(tenant, db => db.Imports.AllAsync(i => i.Rows == null)));
    }

    [Fact]
    public async Task RowsThatWait_GoOnAfterTheMonthTurned_AndOpenFromNoOlderCopy()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var lead = Lead(server, tenant);
        var started = await Cut(server, tenant, lead);
        var copy = await server.Read(tenant, db => db.Imports.AsNoTracking().SingleAsync());
        server.Clock!.SetUtcNow(new DateTimeOffset(2027, 4, 4, 9, 0, 0, TimeSpan.Zero));
        await server.Services.GetServices<IHostedService>().OfType<EpochTurn>().Single().Turn(CancellationToken.None);

        await using (var scope = server.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant.Id);
            var sealing = scope.ServiceProvider.GetRequiredService<ImportSealing>();
            await Assert.ThrowsAnyAsync<Exception>(() => sealing.Rows(copy, CancellationToken.None));
            Assert.Equal(250, (await sealing.Rows(await server.Read(tenant, db => db.Imports.AsNoTracking().SingleAsync()), CancellationToken.None))!.Rows.Count);
        }
        await server.Work(tenant, db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER cut"));
        Assert.Equal(("R", "done", 250, 250, 0, 0), Counts(await Done(server, tenant, lead, started)));
    }

    [Fact]
    public async Task TenThatWaitAreEnough()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var lead = Lead(server, tenant);
        await server.Work(tenant, async db =>
        {
            for (var i = 0; i < Grievances.Features.Imports.BringRegister.MostAtOnce; i++)
                db.Add(new CaseImport { TenantId = tenant.Id, Id = Guid.CreateVersion7(), State = ImportState.Running, ActorRole = "human-rights-lead", StartedAt = Begin, Register = [1], Mapping = [1], KeyVersion = 1, Total = 1, Version = 1 });
            await db.SaveChangesAsync();
        });
        using var more = await lead.Post($"{Api}/imports", new { register = "R", language = "en", csv = Table(1) });
        Assert.Equal("grievances.import_too_many", await more.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task WhatIsMeantToFillTheMemory_IsRefused_AndSoIsOneColumnForManyFields()
    {
        var tenant = await shared.Provisioned();
        using var lead = Lead(shared, tenant);
        async Task<string> Code(object body)
        {
            using var answer = await lead.Post($"{Api}/imports", body);
            var problem = await answer.Json();
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            return problem.TryGetProperty("errors", out var errors) && errors.EnumerateObject().FirstOrDefault().Value is { ValueKind: JsonValueKind.Array } first ? first[0].GetProperty("code").GetString()! : problem.GetProperty("code").GetString()!;
        }

        var many = new Dictionary<string, string?>[200_000];
        Array.Fill(many, []);
        many[0] = Enumerable.Range(0, 200).ToDictionary(i => $"c{i}", _ => (string?)"x");
        Assert.Equal("grievances.import_too_many_rows", await Code(new { register = "R", language = "en", rows = many }));
        Assert.Equal("grievances.import_too_many_rows", await Code(new { register = "R", language = "en", csv = "number,text,filed_at\n" + string.Concat(Enumerable.Repeat("1,a,2027-01-01\n", 10_001)) }));
        Assert.Equal("grievances.import_unreadable", await Code(new { register = "R", language = "en", csv = new string(',', 100_000) + "\na\n" }));
        Assert.Equal("grievances.import_column_repeated", await Code(new { register = "R", language = "en", csv = "c\n1\n", mapping = new { number = "c", text = "c", filed_at = "c" } }));
        Assert.Equal("platform.wrong_type", await Code(new { register = "R", language = "en", rows = new object?[] { null } }));
        // A column without a name, or one that begins with a digit, is a column like another.
        var rows = new[] { new Dictionary<string, string?> { ["number"] = "1", ["text"] = "It said no.", ["filed_at"] = "2026-01-01", [""] = null, ["2nd"] = null } };
        await GrievancesServer.Post(lead, "/imports", new { register = "R", language = " en ", rows });
    }

    [Fact]
    public async Task TheReport_IsATable_ForTheOwnOrganisationAlone_AndNothingCostsMuch()
    {
        var (tenant, other) = (await shared.Provisioned(), await shared.Provisioned());
        using var lead = Lead(shared, tenant);
        using var stranger = Lead(shared, other);
        using var handler = shared.Handler(tenant);
        var body = new { register = "R", language = "en", csv = "number,text,filed_at,status\n1,\"=1+1\",2026-01-01,open\n2,x,2026-01-01,closed\n" };
        Assert.InRange(await shared.Statements(lead, Answers.Posting($"{Api}/imports", body)), 1, 8);
        var started = (await lead.Get($"{Api}/imports")).GetProperty("items")[0];
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); (await lead.Get($"{Api}/imports/{Id(started)}")).GetProperty("state").GetString() != "done"; await Task.Delay(50))
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30));
        using var table = await lead.GetAsync($"{Api}/imports/{Id(started)}/rows.csv");
        var reference = await shared.Read(tenant, db => db.Grievances.Select(g => g.Reference).SingleAsync());
        Assert.Equal("row,outcome,code,field,what_is_wrong,how_to_mend,reference,repeats_row\r\n"
            + $"1,imported,,,,,{reference},\r\n"
            + "2,refused,grievances.import_closed,status,The case is closed.,\"It stays where it was closed: a closing here needs a letter, the impact and word of the remedy.\",,\r\n", (await table.Content.ReadAsStringAsync()).TrimStart('\uFEFF'));
        Assert.Equal(("text/csv", "attachment"), (table.Content.Headers.ContentType?.MediaType, table.Content.Headers.ContentDisposition?.DispositionType));

        string[] reading = ["/imports", $"/imports/{Id(started)}", $"/imports/{Id(started)}/rows", $"/imports/{Id(started)}/rows.csv"];
        foreach (var path in reading)
        {
            Assert.InRange(await shared.Statements(lead, new HttpRequestMessage(HttpMethod.Get, Api + path)), 1, 8);
            Assert.Equal(HttpStatusCode.Forbidden, (await handler.GetAsync(Api + path)).StatusCode);
            using var abroad = await stranger.GetAsync(Api + path);
            Assert.Equal(path == "/imports" ? HttpStatusCode.OK : HttpStatusCode.NotFound, abroad.StatusCode);
        }
        Assert.Equal(0, (await stranger.Get($"{Api}/imports")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await handler.Post($"{Api}/imports", body)).StatusCode);

        // A machine brings cases and reads none.
        using var machine = shared.Staff(tenant, new Dictionary<string, object> { ["sub"] = "machine-1", ["role"] = "client" }, Permissions.GrievancesImport);
        await GrievancesServer.Post(machine, "/imports", body);
        Assert.Equal(HttpStatusCode.Forbidden, (await machine.GetAsync($"{Api}/cases")).StatusCode);
    }

    // An import of 250 rows that breaks off in its second batch, and goes on breaking off until the trigger is dropped.
    private static async Task<JsonElement> Cut(OwnServer server, TestTenant tenant, HttpClient lead)
    {
        await server.Work(tenant, db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER cut BEFORE INSERT ON imported_rows WHEN NEW.number = 150 BEGIN SELECT RAISE(ABORT, 'cut'); END"));
        var started = await GrievancesServer.Post(lead, "/imports", new { register = "R", language = "en", csv = Table(250) });
        await server.Until(() => server.Read(tenant, db => db.Set<Platform.Clocks.DueDate>().AnyAsync(d => d.Kind == "import" && d.Attempts > 0)), failed => failed, TimeSpan.FromMilliseconds(100));
        return started;
    }

    private static HttpClient Lead(GrievancesServer server, TestTenant tenant) => server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesImport);

    private static Dictionary<string, string> Names(params string[] fields) => fields.ToDictionary(f => f);

    private static string Table(int rows) => "number,text,filed_at\n" + string.Concat(Enumerable.Range(1, rows).Select(i => $"{i},It said no.,2027-01-01\n"));

    private static string Id(JsonElement import) => import.GetProperty("id").GetString()!;

    private static (string?, string?, int Total, int Imported, int Repeated, int Refused) Counts(JsonElement import) =>
        (import.GetProperty("register").GetString(), import.GetProperty("state").GetString(), import.GetProperty("total").GetInt32(), import.GetProperty("imported").GetInt32(), import.GetProperty("repeated").GetInt32(), import.GetProperty("refused").GetInt32());

    private static Task<(int Cases, int Numbers, int Answers, int Events)> Rows(OwnServer server, TestTenant tenant) => server.Read(tenant, async db =>
        (await db.Grievances.CountAsync(), await db.RegisterNumbers.CountAsync(), await db.ImportedRows.CountAsync(), (await server.Events<GrievanceFiled>(tenant)).Count));

    private static Task<JsonElement> Done(OwnServer server, TestTenant tenant, HttpClient lead, JsonElement started) =>
        server.Until(() => lead.Get($"{Api}/imports/{Id(started)}"), import => import.GetProperty("state").GetString() == "done", TimeSpan.FromMilliseconds(100));
}
