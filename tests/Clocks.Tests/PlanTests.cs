using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Platform.Clocks;
using Xunit;

namespace Clocks.Tests;

/// <summary>Planning, moving and calling off, also while the sweep fires.</summary>
public sealed class PlanTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Replan_MovesWhatIsPending_AndLeavesWhatHasFired(string database)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start();
        var subject = Guid.NewGuid();
        await store.Write(host, db => db.DueDates(Store.Begin).Plan(subject, "answer", [new("reminder", At(1)), new("escalation", At(5)), new("breach", At(9))]));
        await store.Run(TimeSpan.FromHours(30));
        await store.Until(() => store.Firings(host), f => f.Count == 1);
        var cycle = await store.Write(host, db => db.DueDates(store.Clock.GetUtcNow()).Replan(subject, "answer", [new("reminder", At(2)), new("breach", At(20)), new("second-breach", At(21))]));
        Assert.Equal(1, cycle);
        var rows = (await store.Read(host, db => db.DueDates(store.Clock.GetUtcNow()).Of(subject))).ToDictionary(d => d.Step);
        Assert.Equal((Settlement.Fired, At(1)), (rows["reminder"].Settlement, rows["reminder"].At));
        Assert.Equal(Settlement.Cancelled, rows["escalation"].Settlement);
        Assert.Equal((Settlement.Pending, At(20)), (rows["breach"].Settlement, rows["breach"].At));
        await store.Run(TimeSpan.FromDays(17));
        Assert.Single(await store.Firings(host));
        await store.Run(TimeSpan.FromDays(5));
        await store.Until(() => store.Firings(host), f => f.Count == 3);
        Assert.Equal(["reminder", "breach", "second-breach"], (await store.Firings(host)).Select(f => f.Step));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task PlanAfterAnExtension_FiresTheReminderOnceMore_AndTheOldBreachNever(string database)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start();
        var subject = Guid.NewGuid();
        await store.Write(host, db => db.DueDates(Store.Begin).Plan(subject, "answer", [new("reminder", At(1)), new("breach", At(3))]));
        await store.Run(TimeSpan.FromHours(30));
        await store.Until(() => store.Firings(host), f => f.Count == 1);
        Assert.Equal(2, await store.Write(host, db => db.DueDates(store.Clock.GetUtcNow()).Plan(subject, "answer", [new("reminder", At(10)), new("breach", At(12))])));
        await store.Run(TimeSpan.FromDays(20));
        await store.Until(() => store.Firings(host), f => f.Count == 3);
        await store.Run(TimeSpan.FromDays(1));
        Assert.Equal([("reminder", 1), ("reminder", 2), ("breach", 2)], (await store.Firings(host)).Select(f => (f.Step, f.Cycle)));
        Assert.Equal(4, await store.Write(host, db => db.DueDates(store.Clock.GetUtcNow()).Forget(subject)));
        Assert.Empty(await store.Read(host, db => db.DueDates(store.Clock.GetUtcNow()).Of(subject)));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task CancelAndReplanWhileTwoSweepsFire_LeaveEachStepFiredOnceOrNotAtAll(string database)
    {
        await using var store = await Store.Open(database);
        var planner = await store.Start(sweep: false);
        var subjects = Enumerable.Range(0, 120).Select(_ => Guid.NewGuid()).ToList();
        await store.Write(planner, async db =>
        {
            foreach (var subject in subjects)
                await db.DueDates(Store.Begin).Plan(subject, "answer", [new("reminder", At(1)), new("breach", At(2))]);
            return true;
        });
        var host = await store.Start();
        await store.Start();
        store.Script.In = (_, cancellation) => Task.Delay(2, cancellation);
        await Task.Delay(500);
        store.Clock.Advance(TimeSpan.FromDays(3));
        var now = store.Clock.GetUtcNow();
        await Parallel.ForEachAsync(subjects.Index(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) => await store.Write(planner, db => (one.Index % 3) switch
        {
            0 => db.DueDates(now).Cancel(one.Item, "answer"),
            1 => db.DueDates(now).Replan(one.Item, "answer", [new("reminder", At(1)), new("breach", now)]),
            _ => db.DueDates(now).Plan(one.Item, "answer", [new("breach", now)]),
        }));
        var rows = await store.Until(async () => (await Task.WhenAll(subjects.Select(s => store.Read(host, db => db.DueDates(now).Of(s))))).SelectMany(r => r).ToList(),
            all => all.TrueForAll(d => d.Settlement != Settlement.Pending));
        var fired = (await store.Firings(host)).ToLookup(f => f.DueId);
        Assert.All(rows, row => Assert.Equal(row.Settlement == Settlement.Fired ? 1 : 0, fired[row.Id].Count()));
        Assert.Equal(rows.Count(r => r.Settlement == Settlement.Fired), fired.Sum(f => f.Count()));
        // Whatever the race, the last word of the ones that were planned anew is theirs.
        Assert.All(subjects.Index().Where(s => s.Index % 3 == 2), s => Assert.Contains(rows, r => r.Subject == s.Item && r.Cycle == 2 && r.Settlement == Settlement.Fired));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task PlanOfOneClockAtOnce_MakesOneLiveCycle(string database)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start(sweep: false);
        var subject = Guid.NewGuid();
        var cycles = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => store.Write(host, db => db.DueDates(Store.Begin).Plan(subject, "answer", [new("breach", At(1))]))));
        Assert.Equal(Enumerable.Range(1, 12), cycles.Order());
        var pending = (await store.Read(host, db => db.DueDates(Store.Begin).Of(subject))).Where(d => d.Settlement == Settlement.Pending);
        Assert.Equal(12, Assert.Single(pending).Cycle);
    }

    [Fact]
    public async Task RequestThatHoldsWhatTheHandlerNeeds_Wins_AndTheSweepGivesWay()
    {
        await using var store = await Store.Open("Postgres");
        var host = await store.Start(sweep: false);
        var subject = Guid.NewGuid();
        await store.Write(host, db => db.DueDates(Store.Begin).Plan(subject, "answer", [new("breach", Store.Begin)]));
        var firing = new TaskCompletionSource();
        store.Script.Then = async (db, _, cancellation) =>
        {
            // By now the sweep holds the due date; what it asks for next is the request's.
            firing.TrySetResult();
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(4711)", cancellation);
        };
        var cancelled = await store.Write(host, async db =>
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(4711)");
            await store.Start();
            await firing.Task.WaitAsync(TimeSpan.FromSeconds(20));
            return await db.DueDates(Store.Begin).Cancel(subject, "answer");
        });
        Assert.Equal(1, cancelled);
        await store.Run(TimeSpan.FromMinutes(5));
        Assert.Empty(await store.Firings(host));
        Assert.Equal(Settlement.Cancelled, Assert.Single(await store.Read(host, db => db.DueDates(Store.Begin).Of(subject))).Settlement);
    }

    [Fact]
    public async Task PlanOutsideAUnitOfWork_OrWithAStepTwice_IsRefused()
    {
        await using var store = await Store.Open("Sqlite");
        var host = await store.Start(sweep: false);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Read(host, db => db.DueDates(Store.Begin).Plan(Guid.NewGuid(), "answer", [new("breach", At(1))])));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Write(host, db => db.DueDates(Store.Begin).Plan(Guid.NewGuid(), "answer", [new("breach", At(1)), new("breach", At(2))])));
    }

    [Fact]
    public async Task Gauge_ShowsTheAgeOfTheOldestOverdue_AndZeroWhenAllIsDone()
    {
        var seen = double.NaN;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) => { if (instrument.Name == "heed_due_oldest_seconds") self.EnableMeasurementEvents(instrument); };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => seen = value);
        listener.Start();
        await using var store = await Store.Open("Sqlite");
        var broken = true;
        store.Script.Then = (_, _, _) => Volatile.Read(ref broken) ? throw new InvalidOperationException("Not now.") : Task.CompletedTask;
        var host = await store.Start();
        await store.Write(host, db => db.DueDates(Store.Begin).Plan(Guid.NewGuid(), "answer", [new("breach", At(0))]));
        await store.Run(TimeSpan.FromHours(1));
        listener.RecordObservableInstruments();
        Assert.InRange(seen, 3500, 3700);
        Volatile.Write(ref broken, false);
        await store.Until(() => store.Firings(host), f => f.Count == 1, TimeSpan.FromSeconds(30));
        await store.Run(TimeSpan.FromMinutes(5));
        listener.RecordObservableInstruments();
        Assert.Equal(0, seen);
    }

    private static DateTimeOffset At(int day) => Store.Begin.AddDays(day);
}
