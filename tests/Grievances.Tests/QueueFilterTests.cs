using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The queue under its filters: what it shows, in which order, page by page, to whom, and what it costs.</summary>
public sealed class QueueFilterTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Theory]
    [InlineData("state=received,assessed", "a,b,g")]
    [InlineData("state=received&state=assessed", "a,b,g")]
    [InlineData("band=critical", "b")]
    [InlineData("band=critical,unrated", "a,b,c,d,e,f,g,h,i")]
    [InlineData("state=open&due=overdue", "b,g")]
    [InlineData("due=week", "a,b,g")]
    [InlineData("assigned=me", "c")]
    [InlineData("assigned=nobody", "a,b,e,f,g,h,i")]
    [InlineData("assigned=anybody", "c,d")]
    [InlineData("waiting=true", "a")]
    [InlineData("awaiting=true", "a")]
    [InlineData("language=pt", "e")]
    [InlineData("language=pt-BR", "e")]
    [InlineData("language=PT-br", "e")]
    [InlineData("language=Portuguese", "e")]
    [InlineData("language=português", "e")]
    [InlineData("right=PRIV-01", "f")]
    [InlineData("right=HARM-04", "e,f")]
    [InlineData("right=HARM-04&state=open&sort=band", "e,f")]
    [InlineData("channel=worker,product", "e,f")]
    [InlineData("remedy=offered", "d")]
    [InlineData("marks=spam", "h")]
    [InlineData("state=open&marks=spam", "h")]
    [InlineData("marks=legal_hold", "c")]
    [InlineData("retaliation=waits", "g")]
    [InlineData("relation=merged", "i")]
    [InlineData("state=open&relation=merged", "i")]
    [InlineData("state=open", "a,b,c,d,e,f,g")]
    [InlineData("state=all", "a,b,c,d,e,f,g,h,i")]
    [InlineData("state=open&band=critical&due=overdue&sort=band", "b")]
    public async Task EachFilter_LeavesItsOwnCases_AndStandsInTheAddressOfThePageAlike(string query, string expected)
    {
        var me = Guid.NewGuid();
        var tenant = await server.Provisioned();
        await Seed(tenant, me);
        using var handler = Account(tenant, me, "case-handler");

        Assert.Equal(expected, string.Join(',', (await References(handler, query)).Order(StringComparer.Ordinal)));
        var page = await handler.Page($"/console/grievances?{(query.Contains("state=", StringComparison.Ordinal) ? query : "state=all&" + query)}");
        Assert.Equal(expected, string.Join(',', page.QuerySelectorAll("tbody th .number").Select(n => Letter(n.TextContent)).Order(StringComparer.Ordinal)));
        // The form says again what the address said, so that applying it anew changes nothing.
        var fields = page.QuerySelectorAll("form.filter-bar select").OfType<AngleSharp.Html.Dom.IHtmlSelectElement>().Where(s => !string.IsNullOrEmpty(s.Value)).Select(s => $"{s.Name}={s.Value}")
            .Concat(page.QuerySelectorAll("form.filter-bar input").OfType<AngleSharp.Html.Dom.IHtmlInputElement>().Where(i => !string.IsNullOrEmpty(i.Value) && (i.Type != "checkbox" || i.IsChecked)).Select(i => $"{i.Name}={i.Value}"));
        var again = await handler.Page("/console/grievances?" + string.Join('&', fields));
        Assert.Equal(page.QuerySelector("tbody")?.TextContent, again.QuerySelector("tbody")?.TextContent);
    }

    [Theory]
    [InlineData("state=99", "/state"), InlineData("band=grave", "/band"), InlineData("due=never", "/due"), InlineData("assigned=somebody", "/assigned"), InlineData("language=x1", "/language"), InlineData("language=Portugese", "/language")]
    [InlineData("right=HARM-0", "/right"), InlineData("system=1", "/system"), InlineData("channel=fax", "/channel"), InlineData("pattern=1", "/pattern"), InlineData("remedy=paid", "/remedy")]
    [InlineData("marks=star", "/marks"), InlineData("retaliation=maybe", "/retaliation"), InlineData("relation=twin", "/relation"), InlineData("sort=name", "/sort"), InlineData("due=week&due=today", "/due")]
    public async Task WhatIsNotKnown_IsRefusedAtItsField(string query, string field)
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        using var answer = await handler.GetAsync($"{Api}/cases?{query}");
        Assert.Equal("platform.invalid", await answer.Problem(HttpStatusCode.BadRequest));
        Assert.True((await answer.Json()).GetProperty("errors").TryGetProperty(field, out _));
        // The page still shows the queue, and says at the field how to mend it.
        using var answered = await handler.GetAsync($"/console/grievances?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answered.StatusCode);
        var page = new HtmlParser().ParseDocument(await answered.Content.ReadAsStringAsync());
        Assert.Matches("(?i)^" + field[1..] + ": .+[.] .+[.]$", page.QuerySelector(".error-summary li")!.TextContent);
        Assert.NotNull(page.QuerySelector("form.filter-bar"));
        if (page.QuerySelector(".error-summary li a") is { } link)
            Assert.NotNull(page.QuerySelector(link.GetAttribute("href")!));
    }

    [Fact]
    public async Task WhatIsNotKnown_LeavesTheOtherFilters_AndALostPlaceBeginsAnew()
    {
        var me = Guid.NewGuid();
        var tenant = await server.Provisioned();
        await Seed(tenant, me);
        using var handler = Account(tenant, me, "case-handler");
        var page = await Refused("/console/grievances?state=all&language=Portugese&band=critical&assigned=who");
        Assert.Equal(["b"], page.QuerySelectorAll("tbody th .number").Select(n => Letter(n.TextContent)));
        Assert.Equal(2, page.QuerySelectorAll(".error-summary li").Length);
        // What was typed stays in its field, in sight.
        Assert.Equal("Portugese", ((AngleSharp.Html.Dom.IHtmlInputElement)page.QuerySelector("#language")!).Value);
        Assert.True(page.QuerySelector("form.filter-bar details")!.HasAttribute("open"));
        foreach (var path in new[] { "/console/grievances?cursor=lost", "/console/grievances/notices?cursor=lost" })
            Assert.Contains("Start again without a cursor.", (await Refused(path)).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);

        async Task<AngleSharp.Html.Dom.IHtmlDocument> Refused(string path)
        {
            using var answer = await handler.GetAsync(path);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task ALanguage_IsFoundHoweverItsTagIsWritten_AndKeptInOneWay()
    {
        var tenant = await server.Provisioned();
        await server.Work(tenant, db =>
        {
            db.AddRange(Case(tenant, "a000000000", g => g.Language = "PT-BR"), Case(tenant, "b000000000", g => g.Language = "Pt"), Case(tenant, "c000000000", g => g.Language = "pt-PT"), Case(tenant, "d000000000", g => g.Language = "ptx"));
            return db.SaveChangesAsync();
        });
        using var handler = server.Handler(tenant);
        Assert.Equal("a,b,c", string.Join(',', (await References(handler, "state=all&language=pt")).Order(StringComparer.Ordinal)));
        Assert.Equal("a", string.Join(',', await References(handler, "state=all&language=pt-br")));
        foreach (var (said, kept) in new[] { ("PT-br", "pt-BR"), ("ZH-HANT", "zh-Hant"), ("EN", "en") })
        {
            var reference = (await server.File(tenant, new { language = said, summary = "S", whatHappened = "W", affected = "self" })).GetProperty("reference").GetString();
            Assert.Equal(kept, await server.Read(tenant, db => db.Grievances.Where(g => g.Reference == reference).Select(g => g.Language).SingleAsync()));
        }
    }

    [Theory]
    [InlineData("/cases?stat=open", "/stat"), InlineData("/cases?state=open&bands=critical", "/bands"), InlineData("/cases/export?waitng=true", "/waitng"), InlineData("/cases/export?limit=5", "/limit"), InlineData("/cases?a~b%2Fc=1", "/a~0b~1c")]
    public async Task AMisspeltFilter_IsRefusedByItsName_InsteadOfLeavingEveryCase(string path, string field)
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        using var answer = await handler.GetAsync(Api + path);
        Assert.Equal("platform.invalid", await answer.Problem(HttpStatusCode.BadRequest));
        Assert.Equal("grievances.filter_unknown", (await answer.Json()).GetProperty("errors").GetProperty(field)[0].GetProperty("code").GetString());
        using var known = await handler.GetAsync($"{Api}/cases?State=open&awaiting=true&limit=5&cursor=");
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
    }

    [Theory]
    [InlineData("limit=abc", "platform.invalid", "/limit", "platform.wrong_type"), InlineData("limit=0", "platform.limit_invalid", "/limit", "platform.limit_invalid")]
    [InlineData("limit=201", "platform.limit_invalid", "/limit", "platform.limit_invalid"), InlineData("awaiting=perhaps", "platform.invalid", "/awaiting", "platform.wrong_type")]
    public async Task WhatCanNotBeRead_IsNamed(string query, string code, string field, string fault)
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        using var answer = await handler.GetAsync($"{Api}/cases?{query}");
        Assert.Equal(code, await answer.Problem(HttpStatusCode.BadRequest));
        Assert.Equal(fault, (await answer.Json()).GetProperty("errors").GetProperty(field)[0].GetProperty("code").GetString());
    }

    [Theory, InlineData("due"), InlineData("band")]
    public async Task PageByPage_EveryCaseComesOnce_AlsoWhileOthersMove(string sort)
    {
        var tenant = await server.Provisioned();
        await server.Work(tenant, db =>
        {
            // Many on the same day and in the same band: the id alone tells them apart.
            for (var i = 0; i < 60; i++)
                db.Add(Case(tenant, $"{i:D10}", g => (g.DueAt, g.Rank) = (Now.AddDays(10 + i % 3), 1 + i % 5)));
            return db.SaveChangesAsync();
        });
        using var handler = server.Handler(tenant);
        List<string> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await handler.Get($"{Api}/cases?state=open&sort={sort}&limit=7{(cursor.Length == 0 ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("reference").GetString()!));
            cursor = page.GetProperty("next").GetString();
            // One that was seen becomes due earlier, and one comes in that is due before all: the pages that follow stay as they were.
            var (moved, first) = (seen[0], seen.Count);
            await server.Work(tenant, async db =>
            {
                await db.Grievances.Where(g => g.Reference == moved).ExecuteUpdateAsync(g => g.SetProperty(x => x.DueAt, Now.AddDays(-1)).SetProperty(x => x.Rank, 5));
                db.Add(Case(tenant, $"NEW{first:D7}", g => (g.DueAt, g.Rank) = (Now.AddDays(-2), 5)));
                await db.SaveChangesAsync();
            });
            if (cursor is not null)
            {
                using var other = await handler.GetAsync($"{Api}/cases?state=open&sort={(sort == "due" ? "band" : "due")}&cursor={cursor}");
                Assert.Equal("platform.cursor_invalid", await other.Problem(HttpStatusCode.BadRequest));
            }
        }
        Assert.Equal(60, seen.Count);
        Assert.Equal(60, seen.Distinct().Count());
        var ordered = seen.Select(r => int.Parse(r, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(sort == "due" ? [.. ordered.OrderBy(i => i % 3)] : ordered.OrderByDescending(i => i % 5).ThenBy(i => i % 3).ToList(), ordered);
    }

    [Fact]
    public async Task ThePage_CostsAtMostEightStatements_HoweverManyFiltersAndCases()
    {
        var me = Guid.NewGuid();
        var tenant = await server.Provisioned();
        await Seed(tenant, me);
        using var handler = Account(tenant, me, "case-handler");
        await GrievancesServer.Post(handler, "/views", new { name = "Mine", query = "assigned=me" });
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "Doubled." })).GetProperty("id").GetString();
        await server.Work(tenant, async db =>
        {
            foreach (var id in await db.Grievances.Select(g => g.Id).ToListAsync())
                db.Add(new CaseNotice { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = id, Clock = "acknowledge", Step = "missed", Role = "case-handler", At = Now });
            await db.SaveChangesAsync();
        });
        foreach (var query in new[] { "", "?state=open&band=high,critical&due=month&sort=band", $"?pattern={pattern}&right=HARM-04&language=ar&marks=legal_hold&relation=merged" })
            Assert.InRange(await server.Statements(handler, new HttpRequestMessage(HttpMethod.Get, "/console/grievances" + query)), 1, 8);
        Assert.Equal(1, await server.Statements(handler, new HttpRequestMessage(HttpMethod.Get, $"{Api}/cases?state=open&sort=band")));
    }

    [Fact]
    public async Task AHandler_SeesNoCaseOfTheOmbuds_NoneThatExcludesThem_AndNoNoticeOfEither()
    {
        var (tenant, me) = (await server.Provisioned(), Guid.NewGuid());
        await server.Work(tenant, async db =>
        {
            var cases = new[] { Case(tenant, "A000000000"), Case(tenant, "B000000000", g => g.HandledBy = CaseKeys.Ombuds), Case(tenant, "C000000000", g => g.ExcludedRoles = "case-handler"), Case(tenant, "D000000000") };
            foreach (var kase in cases)
                (kase.DueAt, kase.AcknowledgedAt) = (kase.AcknowledgeBy, null);
            db.AddRange(cases);
            db.Add(new CaseExclusion { TenantId = tenant.Id, CaseId = cases[3].Id, AccountId = me, At = Now });
            foreach (var role in new[] { "case-handler", "ombuds" })
                foreach (var kase in cases)
                    db.Add(new CaseNotice { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = kase.Id, Clock = "acknowledge", Step = "missed", Role = role, At = Now });
            await db.SaveChangesAsync();
        });
        using var handler = Account(tenant, me, "case-handler");
        using var colleague = Account(tenant, Guid.NewGuid(), "case-handler");
        using var ombuds = Account(tenant, Guid.NewGuid(), "ombuds", Permissions.GrievancesHear);
        Assert.Equal(["A"], await References(handler, ""));
        Assert.Equal(["A", "D"], await References(colleague, ""));
        Assert.Contains("B", await References(ombuds, ""));
        Assert.Empty(await References(handler, "reference=B000000000"));
        Assert.Equal("A000000000", Assert.Single((await handler.Get($"{Api}/notices?role=case-handler")).GetProperty("items").EnumerateArray()).GetProperty("reference").GetString());
        var hidden = await server.Read(tenant, db => db.Notices.Where(n => n.Role == "case-handler" && db.Grievances.Any(g => g.Id == n.CaseId && g.Reference == "C000000000")).Select(n => n.Id).SingleAsync());
        using (var seen = await handler.Post($"{Api}/notices/{hidden}/seen"))
            Assert.Equal("grievances.notice_unknown", await seen.Problem(HttpStatusCode.NotFound));
        var table = await handler.GetStringAsync($"{Api}/cases/export");
        Assert.Contains("A000000000", table, StringComparison.Ordinal);
        Assert.DoesNotContain("B000000000", table, StringComparison.Ordinal);
        Assert.Contains("1 acknowledgement is overdue", (await handler.Page("/console/grievances")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTable_HoldsTheFilteredList_RunsNothing_AndIsInTheAuditLog()
    {
        var tenant = await server.Provisioned();
        await server.Work(tenant, db =>
        {
            db.Add(Case(tenant, "=1+1|calc", g => g.Band = CaseBand.High));
            foreach (var (first, i) in "+-@\t\r＝＋－＠".Select((sign, i) => (sign, i)))
                db.Add(Case(tenant, $"{first}x{i}", g => (g.Band, g.Rights) = (CaseBand.High, "A,B")));
            db.Add(Case(tenant, "LOW0000000", g => g.Band = CaseBand.Low));
            return db.SaveChangesAsync();
        });
        using var handler = server.Handler(tenant);
        var link = (await handler.Page("/console/grievances?band=high")).QuerySelectorAll("a").Single(a => a.TextContent.Contains("CSV", StringComparison.Ordinal)).GetAttribute("href")!;
        using var answer = await handler.GetAsync(link);
        Assert.Equal(("text/csv", "attachment"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType));
        var text = await answer.Content.ReadAsStringAsync();
        foreach (var cell in new[] { ",'=1+1|calc,", ",'+x0,", ",'-x1,", ",'@x2,", ",\"'\tx3\",", ",\"'\rx4\",", ",'＝x5,", ",'＋x6,", ",'－x7,", ",'＠x8," })
            Assert.Contains(cell, text, StringComparison.Ordinal);
        Assert.DoesNotContain("LOW0000000", text, StringComparison.Ordinal);
        Assert.Contains(",assigned_to_name,risk_codes\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith(",A B\r\n", text, StringComparison.Ordinal);
        Assert.Equal(1, await server.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "grievances.queue_exported" && l.Actor == "account-1")));
    }

    [Fact]
    public async Task TheTable_GoesOnOverPages_AndHoldsEachCaseOnce()
    {
        var tenant = await server.Provisioned();
        await server.Work(tenant, db =>
        {
            for (var i = 0; i < 1_203; i++)
                db.Add(Case(tenant, $"{i:D10}", g => g.DueAt = Now.AddHours(i / 3)));
            return db.SaveChangesAsync();
        });
        using var handler = server.Handler(tenant);
        var lines = (await handler.GetStringAsync($"{Api}/cases/export?state=open&sort=band")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((1_204, 1_204), (lines.Length, lines.Distinct().Count()));
    }

    [Fact]
    public async Task TheQueue_SaysWhoHasACase_AndHowToWidenAFilter()
    {
        var (tenant, me) = (await server.Provisioned(), Guid.NewGuid());
        await Seed(tenant, me);
        using var handler = Account(tenant, me, "case-handler");
        var page = await handler.Page("/console/grievances?state=open");
        Assert.Equal(["nobody", "somebody", "you"], page.QuerySelectorAll("tbody tr").Select(r => r.QuerySelector("[data-label='Assigned to']")!.TextContent.Trim()).Distinct().Order(StringComparer.Ordinal));
        Assert.Null(page.QuerySelector("details[open]"));
        var narrow = await handler.Page("/console/grievances?state=open&band=critical&marks=legal_hold");
        Assert.NotNull(narrow.QuerySelector("details[open]"));
        Assert.Contains("Take one of the filters away", narrow.Body!.TextContent, StringComparison.Ordinal);
        var chips = narrow.QuerySelectorAll("nav.chips[aria-label^=Filters] a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Equal(["/console/grievances?state=open&marks=legal_hold", "/console/grievances?state=open&band=critical", "/console/grievances"], chips);
    }

    private Task Seed(TestTenant tenant, Guid me) => server.Work(tenant, db =>
    {
        var lead = Case(tenant, "a000000000", g => (g.AwaitsAnswer, g.DueAt) = (true, Now.AddDays(2)));
        db.AddRange(lead,
            Case(tenant, "b000000000", g => (g.State, g.Band, g.Rank, g.DueAt) = (CaseState.Assessed, CaseBand.Critical, 5, Now.AddDays(-1))),
            Case(tenant, "c000000000", g => (g.State, g.AssigneeId, g.LegalHold) = (CaseState.InDialogue, me, true)),
            Case(tenant, "d000000000", g => (g.State, g.AssigneeId, g.Remedy) = (CaseState.RemedyProposed, Guid.NewGuid(), RemedyState.Offered)),
            Case(tenant, "e000000000", g => (g.State, g.Language, g.Channel, g.Rights) = (CaseState.Admissible, "pt-BR", FilingChannel.Worker, "HARM-04,PRIV-02")),
            Case(tenant, "f000000000", g => (g.State, g.Channel, g.Rights) = (CaseState.Admissible, FilingChannel.Product, "HARM-04,PRIV-01")),
            Case(tenant, "g000000000", g => (g.RetaliationAt, g.RetaliationBy, g.DueAt) = (Now.AddDays(-2), Now.AddDays(-1), Now.AddDays(-1))),
            Case(tenant, "h000000000", g => (g.State, g.Spam) = (CaseState.Admissible, true)),
            Case(tenant, "i000000000", g => (g.State, g.MergedIntoId) = (CaseState.Admissible, lead.Id)));
        return db.SaveChangesAsync();
    });

    internal static Grievance Case(TestTenant tenant, string reference, Action<Grievance>? more = null)
    {
        var kase = new Grievance
        {
            TenantId = tenant.Id, Id = Guid.CreateVersion7(), Reference = reference, Version = 1, Language = "en", FiledAt = Now.AddDays(-20), AcknowledgeBy = Now.AddDays(-13), DueAt = Now.AddDays(60), ActiveAt = Now,
            People = 1, Summary = RandomNumberGenerator.GetBytes(64), WhatHappened = RandomNumberGenerator.GetBytes(64),
        };
        more?.Invoke(kase);
        if (kase.DueAt > Now.AddDays(5))
            kase.AcknowledgedAt = Now.AddDays(-15);
        return kase;
    }

    private HttpClient Account(TestTenant tenant, Guid account, string role, params string[] more) =>
        server.Staff(tenant, new Dictionary<string, object> { ["sub"] = account.ToString(), ["role"] = role }, [Permissions.GrievancesRead, Permissions.GrievancesHandle, .. more]);

    private static async Task<List<string>> References(HttpClient handler, string query) =>
        [.. (await handler.Get($"{Api}/cases?{query}")).GetProperty("items").EnumerateArray().Select(row => Letter(row.GetProperty("reference").GetString()!)).Order(StringComparer.Ordinal)];

    private static string Letter(string reference) => reference.Trim()[..1];
}
