using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Tenancy;

namespace Platform.Clocks;

/// <summary>What became of one row of a sweep.</summary>
public enum Swept
{
    /// <summary>Settled, or tried and postponed: look again at once.</summary>
    Done,

    /// <summary>Somebody else has it, or it may not be settled yet.</summary>
    Passed,

    /// <summary>What the rows of every tenant need is out of reach: rest before the next round.</summary>
    OutOfReach,
}

/// <summary>
/// Settles rows of all tenants when they are due, in rounds: a bounded number a tenant and round, tenants in random order, so
/// that nobody's million rows hold up another's one. Between rounds it sleeps until the next row is due, at most half a
/// minute, and is woken by commits of its process. Several instances may run.
/// </summary>
public abstract class TenantSweep<TDb>(SweptTable<TDb> table, Type signal, CommitSignals signals, TimeProvider clock, ILogger log) : BackgroundService where TDb : PlatformDb
{
    private const int MostPerTenant = 50;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Contended = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim work = new(0, 1);
    private DateTimeOffset lastRound = DateTimeOffset.MaxValue;
    private DateTimeOffset lastLook;

    /// <summary>The table that is swept.</summary>
    protected SweptTable<TDb> Table => table;

    /// <summary>The clock.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>Where the sweep reports; never content, never a message of an exception.</summary>
    protected ILogger Log => log;

    /// <summary>Longest time a row is postponed by.</summary>
    protected abstract TimeSpan LongestBackoff { get; }

    /// <summary>How many tenants are worked on at once; on SQLite writers wait for each other anyway.</summary>
    protected virtual int TenantsAtOnce => table.IsShared ? 4 : 1;

    /// <summary>Settles one row under its tenant. What it throws ends the round: failures of a row are its own to postpone.</summary>
    protected abstract Task<Swept> Settle(SweptRow row, CancellationToken stopping);

    /// <summary>Work of the hour: removing what is kept no longer.</summary>
    protected virtual Task Tidy(DateTimeOffset now, CancellationToken stopping) => Task.CompletedTask;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.OnCommit(signal, typeof(TDb), _ => Wake());
        var tidied = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = await Round(stoppingToken);
                if (pause > TimeSpan.Zero && (clock.GetUtcNow() - tidied).Duration() > TimeSpan.FromHours(1))
                {
                    tidied = clock.GetUtcNow();
                    await Tidy(tidied, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError("The sweep of {Context} will try again: {Fault} at {Place}", typeof(TDb).Name, failure.GetType().FullName, failure.StackTrace);
                pause = Contended;
            }
            if (pause > TimeSpan.Zero)
                await Sleep(pause, stoppingToken);
        }
    }

    private async Task<TimeSpan> Round(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        // At the start, and whenever the clock was put back.
        if (now < lastRound - Contended)
            await table.Heal(now + LongestBackoff, stopping);
        lastRound = now;
        if ((now - lastLook).Duration() >= TimeSpan.FromSeconds(5))
        {
            lastLook = now;
            await table.Measure(stopping);
        }
        var waiting = await table.Waiting(stopping);
        var due = waiting.Where(w => w.Next <= now).Select(w => w.Tenant).ToArray();
        Random.Shared.Shuffle(due);
        var (progress, outOfReach) = (0, 0);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = TenantsAtOnce, CancellationToken = stopping }, async (tenant, cancellation) =>
        {
            foreach (var row in Volatile.Read(ref outOfReach) > 0 ? [] : await table.Due(tenant, MostPerTenant, clock.GetUtcNow(), cancellation))
            {
                var outcome = await Settle(row, cancellation);
                if (outcome == Swept.Done)
                    Interlocked.Increment(ref progress);
                if (outcome == Swept.OutOfReach)
                {
                    Interlocked.Increment(ref outOfReach);
                    return;
                }
            }
        });
        if (outOfReach > 0)
            return Rest;
        if (progress > 0)
            return TimeSpan.Zero;
        if (due.Length > 0)
            return Contended;
        return waiting.Count == 0 ? Longest : TimeSpan.FromTicks(Math.Clamp((waiting.Min(w => w.Next) - now).Ticks, TimeSpan.TicksPerMillisecond, Longest.Ticks));
    }

    private async Task Sleep(TimeSpan pause, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds)), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        await work.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Wake()
    {
        // One permit is enough: whoever wakes reads all there is.
        try { work.Release(); }
        catch (SemaphoreFullException) { Activity.Current?.AddEvent(new("sweep already awake")); }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        work.Dispose();
        table.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}
