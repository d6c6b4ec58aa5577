using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Tenancy;

namespace Platform.Clocks;

/// <summary>
/// Fires due dates: once each, whatever restarts, however many instances run and wherever the clock jumps. Each in a
/// transaction of its tenant that settles it and has its effects. Those of one subject fire in the order of their instants; a
/// step that keeps failing holds the later ones back for its first attempts only, since a breach must not wait for a reminder.
/// </summary>
public sealed class DueSweep<TDb, THandler>(
    SweptTable<TDb> table, IServiceScopeFactory scopes, CommitSignals signals, TimeProvider clock, ILogger<THandler> log)
    : TenantSweep<TDb>(table, typeof(DueDate), signals, clock, log) where TDb : PlatformDb where THandler : DueHandler<TDb>
{
    // A scalar subquery, since PostgreSQL would make a join over the whole table of a NOT EXISTS.
    private const string Earliest = """
        (SELECT e.id FROM due_dates e WHERE e.tenant_id = d.tenant_id AND e.subject = d.subject AND e.settled_at IS NULL
            AND (e.at, e.id) < (d.at, d.id) AND e.attempts < 5 LIMIT 1) IS NULL
        """;

    internal static readonly SweptRows Rows = new("due_dates", "settled_at IS NULL", "at", Earliest);

    /// <inheritdoc />
    protected override TimeSpan LongestBackoff => TimeSpan.FromMinutes(15);

    /// <inheritdoc />
    protected override async Task<Swept> Settle(SweptRow row, CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(row.Tenant);
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork<TDb>>();
            var fired = await unit.Run(true, async () =>
            {
                if (await Claim(db, row, Clock.GetUtcNow()) is not { } due)
                    return false;
                await ActivatorUtilities.CreateInstance<THandler>(scope.ServiceProvider).Fire(db, due, stopping);
                await db.SaveChangesAsync(CancellationToken.None);
                return true;
            }, fired => fired, stopping);
            return fired ? Swept.Done : Swept.Passed;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The transaction is rolled back: the row waits for the next start or for another instance.
            throw new OperationCanceledException(stopping);
        }
        catch (Exception failure)
        {
            var wait = TimeSpan.FromSeconds(Math.Min(LongestBackoff.TotalSeconds, 1 << Math.Min(row.Attempts, 10)));
            Log.LogError("Due date {Due} failed for the {Count}. time: {Fault} at {Place}", row.Id, row.Attempts + 1, failure.GetType().FullName, failure.StackTrace);
            await Table.Postpone(row, Clock.GetUtcNow() + wait);
            return Swept.Done;
        }
    }

    // The row's lock is the claim: another instance skips it, and a killed one gives it back with its transaction.
    private static async Task<DueDate?> Claim(TDb db, SweptRow row, DateTimeOffset now)
    {
        var shared = db.Database.IsNpgsql();
        // Where a request holds what the handler needs and waits for this row, the sweep is the one that gives way.
        if (shared)
            await db.Database.ExecuteSqlAsync($"SELECT set_config('lock_timeout', '400ms', true)", CancellationToken.None);
        var sql = $$"""
            SELECT * FROM due_dates d WHERE d.tenant_id = {0} AND d.id = {1} AND {{Earliest}} {{(shared ? "FOR UPDATE OF d SKIP LOCKED" : "")}}
            """;
        var due = await db.Set<DueDate>().FromSql(FormattableStringFactory.Create(sql, row.Tenant, row.Id)).AsNoTracking().FirstOrDefaultAsync(CancellationToken.None);
        // Asked of the locked row and not in the statement, where it would draw the planner to the index of all that waits.
        if (due is null || due.Settlement != Settlement.Pending || due.NextAttemptAt > now)
            return null;
        (due.Settlement, due.SettledAt) = (Settlement.Fired, now);
        await db.Set<DueDate>().Where(d => d.Id == due.Id).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.Settlement, Settlement.Fired).SetProperty(d => d.SettledAt, now), CancellationToken.None);
        return due;
    }
}
