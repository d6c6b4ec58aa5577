using Assessments.Contracts.Events;
using Assessments.Data;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Messaging;
using ServiceTests;

namespace Assessments.Tests;

public class ClusterTests(AssessmentsServer server)
{
    [Theory]
    [InlineData(new[] { 10, 20 }, "substantiated", "high", false)]
    [InlineData(new[] { 10, 20, 30 }, "substantiated", "high", true)]
    [InlineData(new[] { 10, 20, 30 }, "partly", "low", true)]
    [InlineData(new[] { 10, 20, 30, 40 }, "unsubstantiated", "critical", false)]
    [InlineData(new[] { 10, 55, 100 }, "substantiated", "high", true)]
    [InlineData(new[] { 10, 55, 101 }, "substantiated", "high", false)]
    [InlineData(new[] { 1, 80, 120, 169 }, "substantiated", "high", true)]
    [InlineData(new[] { 10 }, "substantiated", "critical", true)]
    public async Task Three_substantiated_cases_in_90_days_or_a_critical_one_open_an_impact_again(int[] closedOn, string outcome, string band, bool opens)
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await AssessmentsServer.Impact(assessor);
        foreach (var day in closedOn)
            await server.Keep(tenant, Story.Of(impact, day, outcome, band));
        var now = await assessor.Get($"{AssessmentsServer.Api}/impacts/{impact}");
        Assert.Equal(opens ? ("reopened", true, 5, 2) : ("open", false, 2, 1),
            (now.GetProperty("status").GetString(), now.GetProperty("actual").GetBoolean(), now.GetProperty("likelihood").GetInt32(), now.GetProperty("version").GetInt32()));
        Assert.Equal(opens ? 1 : 0, await Published(tenant));
        Assert.Equal(opens ? 1 : 0, await server.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "assessments.impact_reopened" && l.Actor == "system")));
    }

    [Fact]
    public async Task Every_order_of_the_events_of_three_cases_ends_alike()
    {
        var random = new Random(7);
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        for (var round = 0; round < 40; round++)
        {
            var (_, impact) = await AssessmentsServer.Impact(assessor);
            var events = new[] { 10, 20, 30 }.SelectMany(day => Story.Of(impact, day)).ToArray();
            if (round == 0)
                Array.Reverse(events);
            else
                random.Shuffle(events);
            await server.Keep(tenant, [.. events, .. events]);
            var now = await server.Read(tenant, db => db.Impacts.AsNoTracking().FirstAsync(i => i.Id == impact));
            Assert.Equal((ImpactStatus.Reopened, true, 2L), (now.Status, now.Actual, now.Version));
            var signals = await server.Read(tenant, db => db.Signals.AsNoTracking().Where(s => s.ImpactId == impact).ToListAsync());
            Assert.Equal(3, signals.Count);
            Assert.All(signals, s => Assert.Equal((4L, "closed", "substantiated", true), (s.Version, s.State, s.Outcome, s.Counted)));
        }
        Assert.Equal(40, await Published(tenant));
    }

    [Fact]
    public async Task Delivered_twice_and_at_once_by_the_bus_it_is_opened_once()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await AssessmentsServer.Impact(assessor);
        var deliveries = new[] { 10, 20, 30, 40 }.Select(day => Story.Of(impact, day)).SelectMany(s => new Func<Guid, Task>[]
        {
            id => server.Send(tenant, new GrievanceFiled(s[0]), id), id => server.Send(tenant, new GrievanceAcknowledged(s[1]), id),
            id => server.Send(tenant, new GrievanceTriaged(s[2]), id), id => server.Send(tenant, new GrievanceClosed(s[3]), id),
        }).Select(send => (Send: send, Id: Guid.CreateVersion7())).ToList();
        await Task.WhenAll(deliveries.Concat(deliveries).Select(d => d.Send(d.Id)));
        await server.Handled(tenant, deliveries.Count);
        var now = await assessor.Get($"{AssessmentsServer.Api}/impacts/{impact}");
        Assert.Equal(("reopened", 2), (now.GetProperty("status").GetString(), now.GetProperty("version").GetInt32()));
        Assert.Equal(4, await server.Read(tenant, db => db.Signals.CountAsync(s => s.Version == 4)));
    }

    [Fact]
    public async Task The_same_cases_do_not_open_it_twice_but_new_ones_do()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await AssessmentsServer.Impact(assessor);
        await server.Keep(tenant, [.. new[] { 10, 20, 30, 35 }.SelectMany(day => Story.Of(impact, day))]);
        using var mitigated = await AssessmentsServer.Rate(assessor, impact, "\"2\"",
            new { scale = 4, scope = 2, irremediability = 3, likelihood = 5, actual = true, status = "mitigated" });
        Assert.True(mitigated.IsSuccessStatusCode);
        Assert.Equal("mitigated", await Status(assessor, impact));

        await server.Keep(tenant, [.. new[] { 40, 41 }.SelectMany(day => Story.Of(impact, day))]);
        Assert.Equal("mitigated", await Status(assessor, impact));
        await server.Keep(tenant, Story.Of(impact, 42));
        Assert.Equal("reopened", await Status(assessor, impact));
        Assert.Equal(2, await Published(tenant));
    }

    [Fact]
    public async Task While_one_impact_of_a_group_stands_open_again_its_cases_start_no_second_round()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (system, first) = await AssessmentsServer.Impact(assessor);
        await server.Keep(tenant, Story.Of(first, 10, band: "critical"));
        var (_, second) = await AssessmentsServer.Impact(assessor, group: "PATIENTS", system: system);
        // What comes now is part of what the assessor of the first looks at, though the second stands merely open.
        await server.Keep(tenant, [.. new[] { 11, 12 }.SelectMany(day => Story.Of(first, day))]);
        Assert.Equal(3, await server.Read(tenant, db => db.Signals.CountAsync(s => s.Counted)));
        Assert.Equal("open", await Status(assessor, second));
        using var mitigated = await AssessmentsServer.Rate(assessor, first, "\"2\"", new { scale = 4, scope = 2, irremediability = 3, likelihood = 5, actual = true, status = "mitigated" });
        Assert.True(mitigated.IsSuccessStatusCode);
        await server.Keep(tenant, [.. new[] { 13, 14 }.SelectMany(day => Story.Of(first, day))]);
        Assert.Equal(("mitigated", "open"), (await Status(assessor, first), await Status(assessor, second)));
        // The third since then opens both: they are one group.
        await server.Keep(tenant, Story.Of(second, 15));
        Assert.Equal(("reopened", "reopened"), (await Status(assessor, first), await Status(assessor, second)));
    }

    [Fact]
    public async Task What_cases_have_shown_cannot_be_rated_as_merely_possible()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await AssessmentsServer.Impact(assessor);
        await server.Keep(tenant, Story.Of(impact, 10, band: "critical"));
        using var answer = await AssessmentsServer.Rate(assessor, impact, "\"2\"", new { scale = 4, scope = 2, irremediability = 3, likelihood = 1, actual = false });
        var problem = await answer.Json();
        Assert.Equal("assessments.shown_by_cases", problem.GetProperty("errors").GetProperty("/actual")[0].GetProperty("code").GetString());
        Assert.Equal("reopened", await Status(assessor, impact));
    }

    [Fact]
    public async Task A_case_that_names_system_and_right_counts_for_their_only_impact()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (system, impact) = await AssessmentsServer.Impact(assessor);
        var filed = Story.Of(null, 10, system: system)[0];
        await server.Keep(tenant, filed);
        Assert.Equal(impact, await Attached(tenant, filed));

        // With a second impact of the same right it is no longer clear which one; a handler's link says it.
        var (_, second) = await AssessmentsServer.Impact(assessor, group: "Visitors", system: system);
        Assert.Null(await Attached(tenant, filed));
        await server.Keep(tenant, filed with { Version = 2, ImpactId = second });
        Assert.Equal(second, await Attached(tenant, filed));

        // A case that came before any impact is taken in when one is recorded.
        var early = Story.Of(null, 10, system: system)[0] with { Rights = ["EXPR-01"] };
        await server.Keep(tenant, early);
        Assert.Null(await Attached(tenant, early));
        var (_, third) = await AssessmentsServer.Impact(assessor, right: "EXPR-01", system: system);
        Assert.Equal(third, await Attached(tenant, early));
    }

    [Fact]
    public async Task Staff_see_no_count_under_three_and_only_the_lead_sees_a_single_grave_case()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await AssessmentsServer.Impact(assessor);
        await server.Keep(tenant, [.. new[] { 10, 11, 12 }.SelectMany(day => Story.Of(impact, day)), .. Story.Of(impact, 13, "unsubstantiated", "critical")]);
        var seen = await assessor.Get($"{AssessmentsServer.Api}/signals?impact={impact}");
        Assert.Equal(["open fewer than 3", "substantiated 3", "other_outcome fewer than 3"],
            seen.GetProperty("counts").EnumerateArray().Select(c => $"{c.GetProperty("state").GetString()} {c.GetProperty("shown").GetString()}"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, seen.GetProperty("grave").ValueKind);

        using var lead = server.Staff(tenant, Permissions.AssessmentsRead, Permissions.AssessmentsLead);
        Assert.Equal(1, (await lead.Get($"{AssessmentsServer.Api}/signals?impact={impact}")).GetProperty("grave").GetArrayLength());
        using var stranger = server.Assessor(await server.NewTenant());
        using var unknown = await stranger.GetAsync($"{AssessmentsServer.Api}/signals?impact={impact}");
        Assert.Equal("assessments.impact_unknown", await unknown.Problem(System.Net.HttpStatusCode.NotFound));
    }

    private static async Task<string?> Status(HttpClient assessor, Guid impact) => (await assessor.Get($"{AssessmentsServer.Api}/impacts/{impact}")).GetProperty("status").GetString();

    private Task<Guid?> Attached(TestTenant tenant, CaseSnapshot one) => server.Read(tenant, db => db.Signals.Where(s => s.CaseId == one.CaseId).Select(s => s.ImpactId).FirstAsync());

    private Task<int> Published(TestTenant tenant) =>
        server.Read(tenant, db => db.Set<OutboxMessage>().CountAsync(m => m.Type == Outbox.WireName(typeof(ImpactReopened))));
}
