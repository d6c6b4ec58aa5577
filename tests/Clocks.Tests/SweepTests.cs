using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Clocks;
using Platform.Tenancy;
using Xunit;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Clocks.Tests;

/// <summary>Every due date has its effects exactly once, whatever is stopped, killed, restarted or set wrong.</summary>
public sealed class SweepTests
{
    private static readonly string[] Steps = ["reminder-1", "reminder-2", "escalation", "breach"];

    [Theory]
    [InlineData("Sqlite", false)]
    [InlineData("Postgres", false)]
    [InlineData("Postgres", true)]
    public async Task TwoSweeps_OneLostInTheMiddle_FireEachStepOfEachSubjectOnceAndInOrder(string database, bool killed)
    {
        await using var store = await Store.Open(database);
        var planner = await store.Start(sweep: false);
        var tenants = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToList();
        var subjects = tenants.ToDictionary(t => t, _ => Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToList());
        foreach (var tenant in tenants)
            await store.Write(planner, async db =>
            {
                foreach (var subject in subjects[tenant])
                    await db.DueDates(store.Clock.GetUtcNow()).Plan(subject, "acknowledge", [.. Steps.Select((step, day) => new DueStep(step, Store.Begin.AddDays(day + 1)))]);
                return true;
            }, tenant);
        // What the first has begun when it is lost never ends: its effects are written and not committed. On PostgreSQL both work
        // side by side until then; on SQLite, where a folder belongs to one process, the second takes over.
        var (lost, byName) = (false, new ConcurrentDictionary<string, int>());
        var first = await store.Start(name: "first");
        var second = store.IsPostgres ? await store.Start(name: "second") : null;
        store.Script.In = (name, cancellation) =>
            byName.AddOrUpdate(name, 1, (_, count) => count + 1) > 150 && name == "first" && !Volatile.Read(ref lost) ? Task.Delay(Timeout.Infinite, cancellation) : Task.Delay(2, cancellation);
        await Task.Delay(500);
        store.Clock.Advance(TimeSpan.FromDays(30));
        await store.Until(() => Task.FromResult(byName.GetValueOrDefault("first")), turn => turn > 150);
        Assert.True(second is null || byName.GetValueOrDefault("second") > 20, $"Only {byName.GetValueOrDefault("second")} by the second: they did not work side by side.");
        second ??= await store.Start(name: "second");
        if (killed)
        {
            // Every connection of the first instance is cut, as when its process dies: PostgreSQL rolls back by itself.
            await store.Admin("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'first'");
            Volatile.Write(ref lost, true);
            await first.StopAsync(new CancellationToken(canceled: true));
        }
        else
        {
            await first.StopAsync();
            Volatile.Write(ref lost, true);
        }
        await store.Until(async () => (await Task.WhenAll(tenants.Select(t => store.Firings(second, t)))).Sum(f => f.Count), count => count >= 2000, seconds: 120);
        await store.Run(TimeSpan.FromMinutes(20));
        foreach (var tenant in tenants)
        {
            var bySubject = (await store.Firings(second, tenant)).ToLookup(f => f.Subject);
            Assert.All(subjects[tenant], subject => Assert.Equal(Steps, bySubject[subject].Select(f => f.Step)));
        }
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task ClockSetBack_FiresNothingTwice_AndForward_FiresTheRestOnce(string database)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start();
        var subject = Guid.NewGuid();
        await Plan(store, host, subject, Steps.Select((step, day) => new DueStep(step, Store.Begin.AddDays(day + 1))));
        await store.Run(TimeSpan.FromHours(50));
        await store.Until(() => store.Firings(host), f => f.Count == 2);
        store.Clock.AdjustTime(Store.Begin.AddDays(-400));
        await store.Run(TimeSpan.FromMinutes(3));
        Assert.Equal(2, (await store.Firings(host)).Count);
        store.Clock.AdjustTime(Store.Begin.AddDays(900));
        await store.Until(() => store.Firings(host), f => f.Count >= 4);
        await store.Run(TimeSpan.FromMinutes(3));
        Assert.Equal(Steps, (await store.Firings(host)).Select(f => f.Step));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task PostponedWhileTheClockRanAhead_ComesAtItsOwnInstantOnceTheClockIsRight(string database)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start();
        var broken = true;
        store.Script.Then = (_, _, _) => Volatile.Read(ref broken) ? throw new InvalidOperationException("Not now.") : Task.CompletedTask;
        var (subject, at) = (Guid.NewGuid(), Store.Begin.AddDays(1));
        await Plan(store, host, subject, [new DueStep("breach", at)]);
        store.Clock.AdjustTime(Store.Begin.AddYears(5));
        await store.Until(() => Due(store, host, subject), d => d.Attempts > 0);
        store.Clock.AdjustTime(Store.Begin);
        Volatile.Write(ref broken, false);
        await store.Until(() => Due(store, host, subject), d => d.NextAttemptAt == at, TimeSpan.FromSeconds(5));
        Assert.Empty(await store.Firings(host));
        await store.Run(TimeSpan.FromHours(25));
        await store.Until(() => store.Firings(host), f => f.Count == 1);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task OfManyThatReachForARow_OneHasIt_UntilItGivesItBackOrItsTimeIsOver(string database)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start(sweep: false);
        await Plan(store, host, Guid.NewGuid(), [new DueStep("breach", Store.Begin)]);
        SweptTable<ClockDb> Instance(string name) => new(host.Services.GetRequiredService<IConfiguration>(), "clocks", host.Services.GetRequiredService<WriteGate<ClockDb>>(), new SweptRows("due_dates", "settled_at IS NULL", "at"), name, "oldest", store.Clock);
        using var first = Instance("first");
        using var second = Instance("second");
        async Task<int> Found(SweptTable<ClockDb> by) => (await by.Due(store.Tenant, 10, store.Clock.GetUtcNow(), CancellationToken.None)).Count;
        var row = Assert.Single(await first.Due(store.Tenant, 10, Store.Begin, CancellationToken.None));
        var had = await Task.WhenAll(Enumerable.Range(0, 16).Select(turn => Task.Run(() => (turn % 2 == 0 ? first : second).Lease(row, Store.Begin, Store.Begin.AddMinutes(10)))));
        Assert.Single(had, won => won);
        Assert.Equal((0, 0), (await Found(first), await Found(second)));
        await first.GiveBack(row);
        Assert.Equal(1, await Found(second));
        Assert.True(await second.Lease(row, Store.Begin, Store.Begin.AddMinutes(10)));
        // Whoever had it is gone without a word.
        store.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await Found(first));
        Assert.True(await first.Lease(row, store.Clock.GetUtcNow(), store.Clock.GetUtcNow().AddMinutes(10)));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task DueWhileNothingRan_FiresAtTheNextStart_AndNotAtTheOneAfter(string database)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start(sweep: false);
        await Plan(store, host, Guid.NewGuid(), [new DueStep("reminder-1", Store.Begin.AddHours(1)), new DueStep("breach", Store.Begin.AddHours(2))]);
        store.Clock.Advance(TimeSpan.FromDays(3));
        for (var start = 0; start < 3; start++)
        {
            var sweeping = await store.Start();
            await store.Until(() => store.Firings(host), f => f.Count >= 2);
            await store.Run(TimeSpan.FromMinutes(2), steps: 10);
            await sweeping.StopAsync();
        }
        Assert.Equal(["reminder-1", "breach"], (await store.Firings(host)).Select(f => f.Step));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task PlannedForNow_WakesTheSleepingSweep_WithoutTheClockMoving(string database)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start();
        await Task.Delay(500);
        await Plan(store, host, Guid.NewGuid(), [new DueStep("breach", Store.Begin)]);
        await Testing.People.Eventually(() => store.Firings(host), f => f.Count == 1);
        Assert.Equal(Store.Begin, store.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task StepThatAlwaysFails_BlocksNobody_HoldsItsSubjectBackForAWhile_AndFiresOnceWhenMended(string database)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start();
        var (poisoned, sound, mended) = (Guid.NewGuid(), Guid.NewGuid(), false);
        store.Script.Then = (_, due, _) => due.Subject == poisoned && due.Step == "reminder-1" && !Volatile.Read(ref mended)
            ? throw new InvalidOperationException("canary: what the person wrote") : Task.CompletedTask;
        await Plan(store, host, poisoned, [new DueStep("reminder-1", Store.Begin.AddSeconds(1)), new DueStep("breach", Store.Begin.AddSeconds(2))]);
        await Plan(store, host, sound, [new DueStep("reminder-1", Store.Begin.AddSeconds(1)), new DueStep("breach", Store.Begin.AddSeconds(2))]);
        await store.Until(() => store.Firings(host), f => f.Count(x => x.Subject == sound) == 2);
        Assert.DoesNotContain(await store.Firings(host), f => f.Subject == poisoned);
        // The person must learn of the breach although the reminder can't be sent.
        await store.Until(() => store.Firings(host), f => f.Any(x => x.Subject == poisoned && x.Step == "breach"));
        var waiting = (await store.Read(host, db => db.DueDates(store.Clock.GetUtcNow()).Of(poisoned))).Single(d => d.Step == "reminder-1");
        Assert.True(waiting.Attempts >= 5, $"{waiting.Attempts}");
        Assert.Equal(Settlement.Pending, waiting.Settlement);
        Volatile.Write(ref mended, true);
        await store.Until(() => store.Firings(host), f => f.Any(x => x.Subject == poisoned && x.Step == "reminder-1"), TimeSpan.FromSeconds(20));
        await store.Run(TimeSpan.FromHours(1));
        Assert.Equal(4, (await store.Firings(host)).Count);
        Assert.Contains(nameof(InvalidOperationException), store.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", store.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Handler_SeesAndTouchesItsOwnTenantOnly(string database)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start(sweep: false);
        var (mine, theirs) = (Guid.NewGuid(), Guid.NewGuid());
        await store.Write(host, async db => { db.Add(new Firing { Id = Guid.NewGuid(), Step = "theirs" }); return await db.SaveChangesAsync(); }, theirs);
        await store.Write(host, db => db.DueDates(Store.Begin).Plan(Guid.NewGuid(), "answer", [new DueStep("breach", Store.Begin.AddDays(300))]), theirs);
        var (filtered, unfiltered, dues) = (-1, -1, -1);
        store.Script.Then = async (db, _, cancellation) =>
        {
            filtered = await db.Set<Firing>().CountAsync(cancellation);
            unfiltered = await db.Set<Firing>().IgnoreQueryFilters().CountAsync(cancellation);
            dues = await db.Set<DueDate>().CountAsync(cancellation);
            db.Add(new Firing { TenantId = theirs, Id = Guid.NewGuid(), Step = "intruder" });
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(cancellation));
            db.ChangeTracker.Clear();
        };
        await store.Write(host, db => db.DueDates(Store.Begin).Plan(Guid.NewGuid(), "answer", [new DueStep("breach", Store.Begin)]), mine);
        await store.Start();
        await store.Until(() => store.Firings(host, mine), f => f.Count == 1);
        Assert.Equal((1, 1), (filtered, dues));
        // With its filter off the context still sees one row on PostgreSQL: row-level security binds the role it fires under.
        Assert.Equal(store.IsPostgres ? 1 : 2, unfiltered);
        Assert.Equal(["theirs"], (await store.Firings(host, theirs)).Select(f => f.Step));
    }

    [Theory]
    [InlineData("Sqlite", 1_000)]
    [InlineData("Postgres", 20_000)]
    public async Task TenantsWithAFlood_DoNotStarveAnother(string database, int flood)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start(sweep: false);
        // More of them than are worked on at once.
        var (loud, quiet) = (Enumerable.Range(0, 12).Select(_ => Guid.NewGuid()).ToList(), Guid.NewGuid());
        foreach (var tenant in loud)
            await store.Write(host, async db =>
            {
                await db.DueDates(Store.Begin).Plan(Guid.NewGuid(), "answer", [new DueStep("breach", Store.Begin.AddDays(-9))]);
                return store.IsPostgres
                    ? await db.Database.ExecuteSqlAsync($"INSERT INTO due_dates SELECT d.tenant_id, gen_random_uuid(), gen_random_uuid(), d.kind, d.step, d.cycle, d.at, null, d.settlement, 0, d.next_attempt_at FROM due_dates d, generate_series(1, {flood}) WHERE d.tenant_id = {tenant}")
                    : await db.Database.ExecuteSqlAsync($"""
                        INSERT INTO due_dates (tenant_id, id, subject, kind, step, cycle, at, settlement, attempts, next_attempt_at)
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {flood})
                        SELECT d.tenant_id, upper(printf('%08x-0000-4000-8000-%012x', abs(random()) % 4294967296, n.i)), upper(printf('%08x-0000-4000-8000-%012x', 1, n.i)), d.kind, d.step, d.cycle, d.at, d.settlement, 0, d.next_attempt_at FROM due_dates d, n WHERE d.tenant_id = {tenant}
                        """);
            }, tenant);
        await store.Write(host, db => db.DueDates(Store.Begin).Plan(Guid.NewGuid(), "answer", [new DueStep("breach", Store.Begin.AddSeconds(-1))]), quiet);
        await store.Start();
        var patient = (await store.Until(() => store.Firings(host, quiet), f => f.Count == 1)).Single();
        // Younger by nine days, and yet among the first hundreds of many thousands.
        Assert.InRange(patient.Turn, 1, 12 * 50 + 20);
        foreach (var tenant in loud)
            await store.Until(() => store.Firings(host, tenant), f => f.Count > 60);
    }

    private static Task<int> Plan(Store store, IHost host, Guid subject, IEnumerable<DueStep> steps) =>
        store.Write(host, db => db.DueDates(store.Clock.GetUtcNow()).Plan(subject, "acknowledge", [.. steps]));

    private static async Task<DueDate> Due(Store store, IHost host, Guid subject) =>
        (await store.Read(host, db => db.DueDates(store.Clock.GetUtcNow()).Of(subject))).Single();
}
