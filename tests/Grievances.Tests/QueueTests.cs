using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

public sealed class QueueTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task SomebodyWhoWritesAfterTheClosing_IsSeenInTheQueue()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant);
        using var handler = server.Handler(tenant);
        var id = (await Cases(handler, "?state=open")).Single().GetProperty("id").GetString();
        await server.Close(tenant, handler, Guid.Parse(id!));
        Assert.Empty(await Cases(handler, "?state=open"));
        using (var numbered = await handler.GetAsync($"{Api}/cases?state=99"))
            Assert.Equal(HttpStatusCode.BadRequest, numbered.StatusCode);

        using var person = await server.Mailbox(filed.Receipt);
        // The letter was the first word they had from us.
        Assert.NotNull((await person.GetFromJsonAsync<JsonElement>($"{Api}/mailbox")).GetProperty("acknowledgedAt").GetString());
        await GrievancesServer.Post(person, "/mailbox/messages", new { text = "You looked at the wrong day." });

        var waiting = (await Cases(handler, "?state=open&awaiting=true")).Single();
        Assert.Equal(("closed", id), (waiting.GetProperty("state").GetString(), waiting.GetProperty("id").GetString()));
        Assert.Contains("1 person waits for an answer", await handler.GetStringAsync("/console/grievances"), StringComparison.Ordinal);
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "Which day was it?" });
        Assert.Empty(await Cases(handler, "?state=open"));
    }

    [Fact]
    public async Task AReferenceReadOutOnThePhone_FindsItsCase_AndNoOtherTenantsCase()
    {
        var (tenant, other) = (await server.Provisioned(), await server.Provisioned());
        var filed = await server.File(tenant);
        await server.File(tenant);
        var spoken = $" {filed.Reference[..5].ToLowerInvariant().Replace('0', 'o').Replace('1', 'l')}-{filed.Reference[5..]} ";
        using var handler = server.Handler(tenant);
        using var stranger = server.Handler(other);

        Assert.Equal(filed.Reference, (await Cases(handler, "?reference=" + Uri.EscapeDataString(spoken))).Single().GetProperty("reference").GetString());
        Assert.Empty(await Cases(stranger, "?reference=" + filed.Reference));
        Assert.Contains(filed.Reference, await handler.GetStringAsync("/console/grievances?reference=" + Uri.EscapeDataString(spoken)), StringComparison.Ordinal);
        Assert.Contains("No case of your organisation has this reference", await stranger.GetStringAsync("/console/grievances?reference=" + filed.Reference), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheHomePageOfHandlers_ShowsAFigureOfEachOfTheEightCriteria_WithoutWaitingForThem()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesLearn);
        var statements = await server.Statements(handler, new HttpRequestMessage(HttpMethod.Get, "/console/grievances"));
        Assert.InRange(statements, 1, 8);
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            var page = await handler.Page("/console/grievances");
            if (page.QuerySelector("a[href*='#c-']") is not null)
            {
                // A line above the queue, and below it what each of them counts.
                foreach (var place in new[] { "#glance-line", "section[aria-labelledby=glance]" })
                    Assert.Equal(["c-legitimate", "c-accessible", "c-predictable", "c-equitable", "c-transparent", "c-rights_compatible", "c-learning", "c-dialogue"], page.QuerySelectorAll($"{place} a").Select(a => a.GetAttribute("href")!.Split('#')[1]));
                Assert.NotNull(page.QuerySelector("#glance-line ~ .table-region ~ section[aria-labelledby=glance]"));
                break;
            }
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "Nothing was counted.");
        }
        // Whoever may not learn from the mechanism sees none.
        using var reader = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead);
        Assert.Empty((await reader.Page("/console/grievances")).QuerySelectorAll("#glance, #glance-line"));
    }

    [Fact]
    public async Task WhoHasACase_IsNamed_AndTheQueueIsThereAlsoWhereNobodyKnowsNames()
    {
        var (mine, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var identity = await StandInIdentity.Start((other, "case-handler"));
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero), identity: identity);
        var tenant = await own.Tenant();
        await own.File(tenant);
        await own.Work(tenant, db => db.Grievances.ExecuteUpdateAsync(g => g.SetProperty(x => x.AssigneeId, other)));
        using var lead = own.Staff(tenant, mine, "human-rights-lead", Permissions.GrievancesRead);
        identity.Down = true;
        Assert.Contains("somebody", (await lead.Page("/console/grievances")).QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        identity.Down = false;
        own.Clock!.Advance(TimeSpan.FromMinutes(2));
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); !(await lead.Page("/console/grievances")).QuerySelector("table")!.TextContent.Contains("Colleague", StringComparison.Ordinal); await Task.Delay(100))
        {
            own.Clock.Advance(TimeSpan.FromMinutes(2));
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "The name did not come.");
        }
    }

    [Fact]
    public async Task EveryMessageAndEveryOpening_IsReachedPageByPage()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant);
        using var handler = server.Handler(tenant);
        using var person = await server.Mailbox(filed.Receipt);
        var id = (await Cases(handler, "")).Single().GetProperty("id").GetString();
        for (var i = 0; i < 55; i++)
            await GrievancesServer.Post(i % 2 == 0 ? person : handler, i % 2 == 0 ? "/mailbox/messages" : $"/cases/{id}/messages", new { text = $"message {i}" });
        for (var i = 0; i < 30; i++)
            await handler.GetFromJsonAsync<JsonElement>($"{Api}/cases/{id}");

        string[] all = [.. Enumerable.Range(0, 55).Reverse().Select(i => $"message {i}")];
        Assert.Equal(all, (await Walk(person, $"{Api}/mailbox/messages")).Select(m => m.GetProperty("text").GetString()));
        Assert.Equal(all, (await Walk(handler, $"{Api}/cases/{id}/messages")).Select(m => m.GetProperty("text").GetString()));
        var view = await person.GetFromJsonAsync<JsonElement>($"{Api}/mailbox");
        Assert.Equal(("message 5", "message 54"), (Text(view, 0), Text(view, ^1)));
        var openings = await Walk(person, $"{Api}/mailbox/openings");
        Assert.True(openings.Count > 55, $"{openings.Count}");
        Assert.Equal(openings.Count, (await Walk(person, $"{Api}/mailbox/openings", 200)).Count);
        using var refused = await person.GetAsync($"{Api}/mailbox/messages?cursor=%21");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        var page = await handler.GetStringAsync($"/console/grievances/{id}");
        Assert.DoesNotContain("message 4<", page, StringComparison.Ordinal);
        var earlier = page.Split("?messages=")[1].Split('"')[0];
        Assert.Contains("message 4<", await handler.GetStringAsync($"/console/grievances/{id}?messages={earlier}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoMayNotOpenACase_SeesNoLinkToIt()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant);
        using var lead = server.Staff(tenant, Platform.Contracts.Permissions.GrievancesRead);
        var page = await lead.GetStringAsync("/console/grievances");
        Assert.Contains(filed.Reference, page, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"/console/grievances/{await server.CaseOf(tenant)}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/console/grievances/bulk", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverGivesWorkOut_FindsTheWayInEveryRow_AndNobodyElse()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        var row = (await lead.Page("/console/grievances")).QuerySelector("tbody tr")!;
        Assert.Null(row.QuerySelector("th a"));
        Assert.Equal(HttpStatusCode.OK, (await lead.GetAsync(row.QuerySelector("td a")!.GetAttribute("href"))).StatusCode);
        using var handler = server.Handler(tenant);
        Assert.Empty((await handler.Page("/console/grievances")).QuerySelectorAll($"a[href='/console/grievances/{id}/assign']"));
    }

    [Fact]
    public async Task ACaseOfTheOtherGroup_IsNeitherLinkedNorTicked_ButForWhoeverDecidesAnAppealInIt()
    {
        var (tenant, ombuds) = (await server.Provisioned(), Guid.NewGuid());
        var (team, reviewed) = (await server.File(tenant), await server.File(tenant));
        await server.File(tenant);
        var own = await server.Read(tenant, db => db.Grievances.Where(g => g.Reference != team.Reference && g.Reference != reviewed.Reference).Select(g => g.Id).SingleAsync());
        var appealed = await server.CaseOf(tenant, reviewed.Reference);
        using var handler = server.Handler(tenant);
        await server.Close(tenant, handler, appealed);
        using (var person = await server.Mailbox(reviewed.Receipt))
            await GrievancesServer.Post(person, "/mailbox/appeals", new { against = "outcome", text = "I disagree." });
        await server.Work(tenant, async db =>
        {
            await db.Grievances.Where(g => g.Id == own).ExecuteUpdateAsync(g => g.SetProperty(x => x.HandledBy, "ombuds"));
            await db.Appeals.ExecuteUpdateAsync(a => a.SetProperty(x => x.ReviewerId, ombuds).SetProperty(x => x.ReviewerRole, "ombuds"));
            db.Add(new CaseAssignment { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = appealed, AccountId = ombuds, Duty = AssignedDuty.AppealReviewer, AssignedBy = "lead", AssignedAt = DateTimeOffset.UtcNow });
            foreach (var id in await db.Grievances.Where(g => g.AcknowledgedAt == null).Select(g => g.Id).ToListAsync())
                db.Add(new CaseNotice { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = id, Clock = "acknowledge", Step = "missed", Role = "ombuds", At = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        });
        using var client = server.Staff(tenant, ombuds, "ombuds", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesHear);
        var page = await client.Page("/console/grievances");
        Assert.Equal(3, page.QuerySelectorAll("tbody tr").Length);
        Guid[] open = [.. page.QuerySelectorAll("tbody th a").Select(a => Guid.Parse(a.GetAttribute("href")!.Split('/')[^1]))];
        Assert.Equal(new[] { own, appealed }.Order(), open.Order());
        Assert.Equal(open.Order(), page.QuerySelectorAll("input[name=Ids]").Select(i => Guid.Parse(i.GetAttribute("value")!)).Order());
        Assert.Equal([$"/console/grievances/{own}"], page.QuerySelectorAll(".notices:not(#appeals) li a").Select(a => a.GetAttribute("href")));
        Assert.Equal([$"/console/grievances/{own}"], (await client.Page("/console/grievances/notices")).QuerySelectorAll("tbody th a").Select(a => a.GetAttribute("href")));

        // What one decides an appeal in is found among one's own, and says what its day is.
        var mine = Assert.Single((await client.Page("/console/grievances?state=open&assigned=me")).QuerySelectorAll("tbody tr"));
        Assert.Equal(reviewed.Reference, mine.QuerySelector("th a")!.TextContent);
        Assert.Contains("Appeal:", mine.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Findings:", mine.TextContent, StringComparison.Ordinal);
        Assert.InRange(await server.Statements(client, new HttpRequestMessage(HttpMethod.Get, "/console/grievances?state=open&assigned=me")), 1, 8);
        Assert.Single(await Cases(client, "?assigned=me"));
        Assert.Empty(await Cases(handler, "?assigned=me"));
    }

    [Fact]
    public async Task ATriageThatCannotBeRead_ChangesNothing()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        using var handler = server.Handler(tenant);
        var id = (await Cases(handler, "")).Single().GetProperty("id").GetString();
        using var answer = await handler.Submit($"/console/grievances/{id}", page => (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("form[action*='Triage']")!, ("Band", "Critical"), ("ImpactId", "zzz"));
        Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(JsonValueKind.Null, (await Cases(handler, "")).Single().GetProperty("band").ValueKind);
    }

    private static string? Text(JsonElement view, Index at) => view.GetProperty("messages").EnumerateArray().ToList()[at].GetProperty("text").GetString();

    private static async Task<List<JsonElement>> Cases(HttpClient handler, string query) =>
        [.. (await handler.GetFromJsonAsync<JsonElement>($"{Api}/cases{query}")).GetProperty("items").EnumerateArray()];

    private static async Task<List<JsonElement>> Walk(HttpClient client, string path, int limit = 20)
    {
        List<JsonElement> all = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"{path}?limit={limit}{(cursor.Length == 0 ? "" : "&cursor=" + cursor)}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        return all;
    }
}
