using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using ServiceTests;
using Transparency.Data;
using Transparency.Domain;

namespace Transparency.Tests;

public class ProjectionTests(TransparencyServer server)
{
    private static readonly Month Filed = TransparencyServer.LastMonth.Plus(-1);

    [Fact]
    public async Task Every_order_of_a_cases_events_ends_in_the_same_counts()
    {
        var tenant = await server.NewTenant();
        foreach (var order in Orders(5))
        {
            var story = Story();
            await server.Work(tenant, async db =>
            {
                foreach (var step in order)
                    await db.Keep(story[step], story[step].FiledAt, CancellationToken.None);
            });
        }

        var facts = await server.Read(tenant, db => db.Cases.AsNoTracking().ToListAsync());
        Assert.Equal(120, facts.Count);
        Assert.All(facts, f => Assert.Equal(
            (5L, "closed", "high", "substantiated", Filed.Number, (int?)Filed.Number, (bool?)true, (int?)Filed.Plus(1).Number),
            (f.Version, f.State, f.Band, f.Outcome, f.FiledMonth, f.AcknowledgedMonth, f.AcknowledgedInTime, f.ClosedMonth)));
        var rights = await server.Read(tenant, db => db.Rights.AsNoTracking().ToListAsync());
        Assert.Equal(["PRIV", "X-JUST"], rights.Select(r => r.Heading).Distinct().Order());
        Assert.Equal(240, rights.Count);
    }

    [Fact]
    public async Task What_came_from_another_register_counts_from_the_month_in_which_it_came_here()
    {
        var tenant = await server.NewTenant();
        var imported = TransparencyServer.Case(Filed.Plus(-40)) with { Channel = "import" };
        await server.Count(tenant, [imported], Filed.Start.AddDays(3));
        await server.Count(tenant, [imported with { Version = 2, State = "acknowledged" }], Filed.Plus(2).Start);
        Assert.Equal((Filed.Number, 2L), await server.Read(tenant, async db => await db.Cases.Select(f => new ValueTuple<int, long>(f.FiledMonth, f.Version)).SingleAsync()));
    }

    [Fact]
    public async Task Events_that_come_twice_shuffled_and_at_once_are_counted_once()
    {
        var tenant = await server.NewTenant();
        var random = new Random(7);
        var stories = Enumerable.Range(0, 25).Select(_ => Story()).ToList();
        var deliveries = stories.SelectMany(story => Events(story).Select(send => (Send: send, Message: Guid.CreateVersion7()))).ToList();
        var twice = deliveries.Concat(deliveries).OrderBy(_ => random.Next()).ToList();
        await Task.WhenAll(twice.Select(d => d.Send(server, tenant, d.Message)));
        await server.Handled(tenant, deliveries.Count);

        using var staff = server.Publisher(tenant);
        var projection = await staff.Get("/api/transparency/v1/projection");
        Assert.Equal(25, projection.GetProperty("total").GetInt64());
        var state = Assert.Single(projection.GetProperty("byState").EnumerateArray(), s => s.GetProperty("count").ValueKind == System.Text.Json.JsonValueKind.Number);
        Assert.Equal(("closed", 25), (state.GetProperty("code").GetString(), state.GetProperty("count").GetInt32()));
        Assert.Equal(deliveries.Count, await server.Read(tenant, db => db.Set<Platform.Messaging.InboxEntry>().CountAsync()));
    }

    [Fact]
    public async Task Staff_see_exact_counts_from_three_on_and_another_tenants_never()
    {
        var tenant = await server.NewTenant();
        await server.Count(tenant, Enumerable.Range(0, 5).Select(i => TransparencyServer.Case(Filed, "HARM-01") with { Band = i < 2 ? "critical" : "low" }));
        using var staff = server.Publisher(tenant);
        var bands = (await staff.Get("/api/transparency/v1/projection")).GetProperty("byBand").EnumerateArray().ToDictionary(b => b.GetProperty("code").GetString()!);
        Assert.Equal(3, bands["low"].GetProperty("count").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, bands["critical"].GetProperty("count").ValueKind);
        Assert.Equal(3, bands["critical"].GetProperty("fewerThan").GetInt32());

        using var stranger = server.Publisher(await server.NewTenant());
        Assert.Equal(0, (await stranger.Get("/api/transparency/v1/projection")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task What_other_staff_see_is_rounded_so_that_nothing_follows_by_subtraction()
    {
        var tenant = await server.NewTenant();
        await server.Count(tenant, Enumerable.Range(0, 13).Select(i => TransparencyServer.Case(Filed, "HARM-01") with { Band = i < 2 ? "critical" : "low" }));
        using var observer = server.Observer(tenant);
        var rounded = await observer.Get("/api/transparency/v1/projection");
        Assert.Equal((15, false), (rounded.GetProperty("total").GetInt32(), rounded.GetProperty("exact").GetBoolean()));
        Assert.Equal(10, Count(rounded, "byBand", "low"));
        foreach (var table in new[] { "byState", "byOutcome", "byBand", "byRight", "months" })
            Assert.All(rounded.GetProperty(table).EnumerateArray(), row =>
                Assert.True(row.GetProperty("count") is { ValueKind: System.Text.Json.JsonValueKind.Null } || row.GetProperty("count").GetInt64() % 5 == 0));

        using var lead = server.Staff(tenant, Platform.Contracts.Permissions.TransparencyRead, Platform.Contracts.Permissions.AssessmentsLead);
        var exact = await lead.Get("/api/transparency/v1/projection");
        Assert.Equal((13, true, 11), (exact.GetProperty("total").GetInt32(), exact.GetProperty("exact").GetBoolean(), Count(exact, "byBand", "low")));
    }

    [Fact]
    public async Task The_rows_staff_see_do_not_depend_on_what_was_filed()
    {
        var (none, some) = (await server.NewTenant(), await server.NewTenant());
        await server.Count(some, [.. Story(), TransparencyServer.Case(Filed.Plus(-40), "X-ASYL")]);
        using var here = server.Publisher(none);
        using var there = server.Publisher(some);
        var (empty, full) = (await here.Get("/api/transparency/v1/projection"), await there.Get("/api/transparency/v1/projection"));
        foreach (var (table, rows) in new[] { ("byState", 14), ("byOutcome", 5), ("byBand", 5), ("byRight", 21), ("months", 13) })
        {
            Assert.Equal(rows, empty.GetProperty(table).GetArrayLength());
            Assert.Equal(empty.GetProperty(table).GetRawText(), full.GetProperty(table).GetRawText());
        }
    }

    [Fact]
    public async Task A_case_that_was_closed_with_a_letter_has_been_heard_of()
    {
        var tenant = await server.NewTenant();
        var (soon, late) = (TransparencyServer.Case(Filed), TransparencyServer.Case(Filed));
        await server.Count(tenant,
        [
            soon with { Version = 2, State = "closed", Outcome = "withdrawn", ClosedAt = soon.FiledAt.AddDays(2) },
            late with { Version = 2, State = "closed", Outcome = "withdrawn", ClosedAt = late.FiledAt.AddDays(9) },
        ]);
        var facts = await server.Read(tenant, db => db.Cases.AsNoTracking().ToListAsync());
        Assert.All(facts, f => Assert.Equal(Filed.Number, f.AcknowledgedMonth));
        Assert.Equal([true, false], facts.OrderByDescending(f => f.CaseId == soon.CaseId).Select(f => f.AcknowledgedInTime!.Value));
    }

    [Fact]
    public async Task What_is_labelled_spam_is_in_no_figure_until_the_label_is_taken_back()
    {
        var tenant = await server.NewTenant();
        var cases = Enumerable.Range(0, 30).Select(i => TransparencyServer.Case(Filed, "HARM-01") with { Version = 2, State = "closed", Outcome = "unsubstantiated", ClosedAt = Filed.Start.AddDays(20) }).ToList();
        await server.Count(tenant, cases);
        using var staff = server.Publisher(tenant);
        Assert.Equal((30, 30, 30), await Shown());
        var labelled = cases.Take(15).ToList();
        foreach (var one in labelled)
            await server.Send(tenant, new CaseChanged(one with { Version = 3, Spam = true }), Guid.CreateVersion7());
        await server.Handled(tenant, 15);
        Assert.Equal((15, 15, 15), await Shown());
        Assert.Equal((15L, 15L), await Measured());
        var projection = await staff.Get("/api/transparency/v1/projection");
        Assert.Equal(15, projection.GetProperty("byRight").EnumerateArray().Sum(r => r.GetProperty("count") is { ValueKind: System.Text.Json.JsonValueKind.Number } count ? count.GetInt32() : 0));
        Assert.DoesNotContain(projection.GetProperty("byState").EnumerateArray(), row => row.GetProperty("code").GetString() == "spam");

        foreach (var one in labelled)
            await server.Send(tenant, new CaseChanged(one with { Version = 4 }), Guid.CreateVersion7());
        await server.Handled(tenant, 30);
        Assert.Equal((30, 30, 30), await Shown());
        Assert.Equal((30L, 30L), await Measured());

        async Task<(int, int, int)> Shown()
        {
            var counts = await staff.Get("/api/transparency/v1/projection");
            return (counts.GetProperty("total").GetInt32(), Count(counts, "byState", "closed"), Count(counts, "months", Filed.ToString()));
        }

        Task<(long, long)> Measured() => server.Read(tenant, async db =>
        {
            var raw = await new CaseCounts(db).Of(Filed, Filed, CancellationToken.None);
            return (raw.Filed, raw.Closed);
        });
    }

    [Fact]
    public async Task A_month_published_while_a_case_was_labelled_spam_is_late_for_it_and_one_published_before_is_not()
    {
        var tenant = await server.NewTenant();
        var heard = server.Clock.GetUtcNow().AddDays(-1);
        var (before, meanwhile) = (TransparencyServer.Case(Filed), TransparencyServer.Case(Filed));
        await server.Count(tenant, [before, meanwhile, .. Enumerable.Range(0, 12).Select(_ => TransparencyServer.Case(Filed))], heard);
        await server.Count(tenant, [meanwhile with { Version = 2, Spam = true }], heard.AddMinutes(1));
        using var publisher = server.Publisher(tenant);
        using (var published = await publisher.Post("/api/transparency/v1/releases", new { month = Filed.ToString() }))
            Assert.True(published.IsSuccessStatusCode, $"{published.StatusCode}");
        var now = server.Clock.GetUtcNow();
        await server.Count(tenant, [before with { Version = 2, Spam = true }], now);
        await server.Count(tenant, [before with { Version = 3 }, meanwhile with { Version = 3 }], now.AddMinutes(1));
        Assert.Equal((1L, 0L), await server.Read(tenant, db => new CaseCounts(db).BesideReleases(CancellationToken.None)));
    }

    private static int Count(System.Text.Json.JsonElement projection, string table, string code) =>
        projection.GetProperty(table).EnumerateArray().Single(r => r.GetProperty("code").GetString() == code).GetProperty("count").GetInt32();

    private static CaseSnapshot[] Story()
    {
        var filed = TransparencyServer.Case(Filed);
        var acknowledged = filed with { Version = 2, State = "acknowledged", AcknowledgedAt = filed.FiledAt.AddDays(3), Rights = ["HARM-04"] };
        var triaged = acknowledged with { Version = 3, State = "assessed", Band = "high", Rights = ["PRIV-01", "PRIV-05", "X-JUST"] };
        var answered = triaged with { Version = 4 };
        var closed = answered with { Version = 5, State = "closed", Outcome = "substantiated", ClosedAt = filed.FiledAt.AddMonths(1) };
        return [filed, acknowledged, triaged, answered, closed];
    }

    private static IEnumerable<Func<TransparencyServer, TestTenant, Guid, Task>> Events(CaseSnapshot[] story) =>
    [
        (to, tenant, id) => to.Send(tenant, new GrievanceFiled(story[0]), id),
        (to, tenant, id) => to.Send(tenant, new GrievanceAcknowledged(story[1]), id),
        (to, tenant, id) => to.Send(tenant, new GrievanceTriaged(story[2]), id),
        (to, tenant, id) => to.Send(tenant, new ComplainantAnswered(story[3], story[3].FiledAt), id),
        (to, tenant, id) => to.Send(tenant, new GrievanceClosed(story[4]), id),
    ];

    private static IEnumerable<int[]> Orders(int count) => count == 0 ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(at => (int[])[.. order[..at], count - 1, .. order[at..]]));
}
