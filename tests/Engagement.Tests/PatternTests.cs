using System.Net;
using System.Text.Json;
using Engagement.Consumers;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Engagement.Tests;

/// <summary>What happened to many: whoever engages with a community sees how far it is, and when nobody has said anything for long.</summary>
public sealed class PatternTests(EngagementServer server)
{
    private const string Api = "/api/engagement/v1/patterns";
    private static readonly DateTimeOffset Today = new(DateTimeOffset.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    [Fact]
    public async Task The_newest_is_kept_whatever_comes_late_or_twice()
    {
        var tenant = await server.NewTenant();
        var opened = Opened(40);
        var said = opened with { Version = 2, State = "confirmed", SaidAt = Today.AddDays(-20) };
        var many = said with { Version = 3, Reports = 20, Right = "HARM-04" };
        var closed = many with { Version = 4, State = "fixed", Open = false, SaidAt = Today.AddDays(-1) };
        PatternSnapshot[][] orders = [[opened, said, many, closed], [closed, many, said, opened], [many, opened, closed, said, closed, many, opened]];
        foreach (var order in orders)
        {
            var id = Guid.CreateVersion7();
            foreach (var told in order)
                await Note(tenant, told with { PatternId = id });
            var known = await server.Read(tenant, db => db.Patterns.AsNoTracking().SingleAsync(p => p.PatternId == id));
            Assert.Equal((4, "fixed", false, 20, "HARM-04"), (known.Version, known.State, known.Open, known.Reports, known.Right));
            Assert.Equal((closed.OpenedAt, closed.SaidAt, closed.SaidAt), (known.OpenedAt, known.SaidAt, known.QuietSince));
        }
        Assert.Equal(orders.Length, await server.Read(tenant, db => db.Patterns.CountAsync()));
    }

    [Fact]
    public async Task They_are_listed_page_by_page_what_has_been_quiet_the_longest_first()
    {
        var tenant = await server.NewTenant();
        var (quiet, heard, never, over) = (Opened(90) with { Version = 2, State = "being_fixed", SaidAt = Today.AddDays(-50) }, Opened(80) with { Version = 2, State = "confirmed", SaidAt = Today.AddDays(-2) },
            Opened(31), Opened(200) with { Version = 2, State = "not_confirmed", SaidAt = Today.AddDays(-100) });
        var closed = Opened(300) with { Version = 3, State = "confirmed", Open = false, SaidAt = Today.AddDays(-60) };
        foreach (var told in new[] { heard, never, quiet, over, closed })
            await Note(tenant, told);
        using var lead = server.Lead(tenant);
        var first = await lead.Get($"{Api}?limit=3");
        var second = await lead.Get($"{Api}?limit=3&cursor={first.GetProperty("next").GetString()}");
        var items = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).ToList();
        Assert.Equal([(over.PatternId, false), (quiet.PatternId, true), (never.PatternId, true), (heard.PatternId, false)], items.Select(i => (i.GetProperty("id").GetGuid(), i.GetProperty("waits").GetBoolean())));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        // Nobody waits for word of what was closed.
        var ended = (await lead.Get($"{Api}?open=false")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal((closed.PatternId, false), (ended.GetProperty("id").GetGuid(), ended.GetProperty("waits").GetBoolean()));
        Assert.InRange(await server.Statements(lead, new HttpRequestMessage(HttpMethod.Get, Api)), 1, 8);
        foreach (var query in new[] { "?limit=0", "?cursor=%21" })
        {
            using var answer = await lead.GetAsync(Api + query);
            Assert.StartsWith("platform.", await answer.Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_another_organisations_patterns_nobody_learns()
    {
        var (tenant, other) = (await server.NewTenant(), await server.NewTenant());
        var opened = Opened(40);
        await Note(tenant, opened);
        using var stranger = server.Lead(other);
        Assert.Empty((await stranger.Get(Api)).GetProperty("items").EnumerateArray());
        Assert.DoesNotContain("waits for word", (await stranger.Page("/console/engagement")).Body!.TextContent, StringComparison.Ordinal);
        // The same id told of by another is another pattern.
        await Note(other, opened with { Version = 9, State = "fixed" });
        using var lead = server.Lead(tenant);
        Assert.Equal(JsonValueKind.Null, (await lead.Get(Api)).GetProperty("items")[0].GetProperty("state").ValueKind);
        using var nobody = server.Staff(tenant, Permissions.GrievancesHandle);
        using var refused = await nobody.GetAsync(Api);
        Assert.Equal("platform.forbidden", await refused.Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task The_page_says_whose_community_waits_and_leads_those_who_may_say_something()
    {
        var tenant = await server.NewTenant();
        using var lead = server.Lead(tenant);
        Assert.Contains("a case handler adds a pattern under Grievances", (await lead.Page("/console/engagement")).QuerySelector("#patterns ~ p.empty")!.TextContent, StringComparison.Ordinal);

        var quiet = Opened(90) with { Version = 3, State = "being_fixed", Reports = 30, Right = "HARM-04", SaidAt = Today.AddDays(-45) };
        await Note(tenant, quiet);
        await Note(tenant, Opened(12));
        var page = await lead.Page("/console/engagement");
        Assert.Equal("Patterns: one community waits for word", page.QuerySelector("#patterns")!.TextContent);
        var rows = page.QuerySelectorAll("#patterns ~ .table-region tbody tr").Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(2, rows.Count);
        foreach (var shown in new[] { "Dangerous medical, legal or safety advice", "30 or more", "Being fixed", "45 days ago", "The community waits for word" })
            Assert.Contains(shown, rows[0], StringComparison.Ordinal);
        foreach (var shown in new[] { "Not told below ten reports", "fewer than ten", "Nothing said yet", "none since it was opened, 12 days ago" })
            Assert.Contains(shown, rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain("waits for word", rows[1], StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("a[href*='/patterns#']"));
        using var handler = server.Staff(tenant, Permissions.EngagementRead, Permissions.GrievancesHandle);
        Assert.Equal($"/console/grievances/patterns#pattern-{quiet.PatternId:N}", (await handler.Page("/console/engagement")).QuerySelector("#patterns ~ .table-region tbody a")!.GetAttribute("href"));
        Assert.InRange(await server.Statements(lead, new HttpRequestMessage(HttpMethod.Get, "/console/engagement")), 1, 8);
    }

    private Task Note(TestTenant tenant, PatternSnapshot told) =>
        server.Work(tenant, db => new NotePattern().Handle(db, new PatternChanged(told), new Platform.Messaging.EventContext(Guid.NewGuid(), tenant.Id, Today), CancellationToken.None));

    private static PatternSnapshot Opened(int daysAgo) => new(Guid.CreateVersion7(), 1, null, null, null, true, null, Today.AddDays(-daysAgo), null, Today.AddDays(-daysAgo));
}
