using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Clocks;
using Platform.Tenancy;
using Platform.Webhooks.Rows;

namespace Platform.Webhooks.Sending;

/// <summary>
/// Sends deliveries, at least once: an attempt is written down before the receiver is spoken to and its outcome after, so that two
/// instances never send one delivery, and a repeat, under the same <c>webhook-id</c>, happens only where a crash falls in between. The
/// sweep starts what it finds and goes on: a receiver that takes its time holds up its own deliveries alone. Order is not promised.
/// </summary>
internal sealed class WebhookSender<TDb>(
    SweptTable<TDb> table, WebhookClient client, WebhookSource<TDb> source, Random random, IServiceScopeFactory scopes,
    CommitSignals signals, TimeProvider clock, ILogger<WebhookSender<TDb>> log)
    : TenantSweep<TDb>(table, typeof(WebhookDelivery), signals, clock, log) where TDb : PlatformDb
{
    // Of each endpoint only the first four: of a queue that does not move the sweep would otherwise see nothing else.
    private const string FirstOfItsEndpoint = """
        (SELECT e.id FROM webhook_deliveries e WHERE e.tenant_id = d.tenant_id AND e.endpoint_id = d.endpoint_id AND e.state = 'Pending'
            AND (e.next_attempt_at, e.id) < (d.next_attempt_at, d.id) ORDER BY e.next_attempt_at, e.id LIMIT 1 OFFSET 3) IS NULL
        """;

    internal static readonly SweptRows Rows = new("webhook_deliveries", "state = 'Pending'", "due_at", FirstOfItsEndpoint);

    private readonly EndpointTurns turns = new();
    private readonly ConcurrentDictionary<Guid, Task> under = new();

    protected override TimeSpan LongestBackoff => RetrySchedule.Longest;

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // What is cut off stays pending and is sent again once its lease is over.
        await Task.WhenAll(under.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task<Swept> Settle(SweptRow row, CancellationToken stopping)
    {
        var endpoint = await In(row.Tenant, (db, unit, _) => unit.Read(() =>
            (from d in db.Set<WebhookDelivery>() where d.Id == row.Id
             join e in db.Set<WebhookEndpoint>() on d.EndpointId equals e.Id
             select new { e.Id, e.FailingSince }).FirstOrDefaultAsync(stopping), stopping));
        // One at a time to an endpoint that is in trouble, four to one that is not.
        if (endpoint is null || turns.TryTake(endpoint.Id, endpoint.FailingSince is null ? 4 : 1) is not { } turn)
            return Swept.Passed;
        WebhookDelivery? mine = null;
        try
        {
            mine = await In(row.Tenant, (db, unit, _) => unit.Repeat(() => Claim(db, row), found => found is not null, stopping));
        }
        finally
        {
            if (mine?.State != WebhookDeliveryState.Pending)
                turn.Dispose();
        }
        if (mine?.State == WebhookDeliveryState.Pending)
        {
            var sending = Deliver(mine, turn);
            under[mine.Id] = sending;
            _ = sending.ContinueWith(_ => under.TryRemove(mine.Id, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        return mine is null ? Swept.Passed : Swept.Done;
    }

    protected override async Task Tidy(DateTimeOffset now, CancellationToken stopping)
    {
        await Table.Execute("DELETE FROM webhook_deliveries WHERE created_at < @before AND state <> 'Pending'", stopping, ("before", now.AddDays(-30)));
        await Table.Execute("""
            DELETE FROM webhook_events WHERE at < @before AND fanned_out_at IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.tenant_id = webhook_events.tenant_id AND d.event_id = webhook_events.id)
            """, stopping, ("before", now.AddDays(-30)));
    }

    private async Task<WebhookDelivery?> Claim(TDb db, SweptRow row)
    {
        var now = Clock.GetUtcNow();
        if (await db.Set<WebhookDelivery>().Where(d => d.Id == row.Id && d.State == WebhookDeliveryState.Pending && d.NextAttemptAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, now + Deliveries.Lease).SetProperty(d => d.Attempts, d => d.Attempts + 1), CancellationToken.None) == 0)
            return null;
        var mine = await db.Set<WebhookDelivery>().FirstAsync(d => d.Id == row.Id, CancellationToken.None);
        var isActive = await db.Set<WebhookEndpoint>().AnyAsync(e => e.Id == mine.EndpointId && e.State == WebhookState.Active, CancellationToken.None);
        if (isActive && mine.Attempts <= RetrySchedule.Waits.Count)
            return mine;
        // Skipped; or every attempt was begun and the last never ended.
        (mine.State, mine.FinishedAt, mine.Attempts) = (isActive ? WebhookDeliveryState.Failed : WebhookDeliveryState.Skipped, now, mine.Attempts - 1);
        await db.SaveChangesAsync(CancellationToken.None);
        return mine;
    }

    private async Task Deliver(WebhookDelivery mine, IDisposable turn)
    {
        try
        {
            WebhookAnswer answer;
            var began = Clock.GetTimestamp();
            using (turn)
                answer = await Read(mine) is { } request ? await client.Send(request) : new(null, "platform.webhook_unreadable");
            await Finish(mine, answer, Clock.GetElapsedTime(began));
        }
        catch (Exception failure)
        {
            // The lease ends, and it is sent again.
            Log.LogError("Delivery {Delivery} is left to its next attempt: {Fault} at {Place}", mine.Id, failure.GetType().FullName, failure.StackTrace);
        }
    }

    private Task<WebhookRequest?> Read(WebhookDelivery mine) => In(mine.TenantId, (db, unit, sealing) => unit.Read(async () =>
    {
        var endpoint = await db.Set<WebhookEndpoint>().AsNoTracking().FirstAsync(e => e.Id == mine.EndpointId);
        var evt = await db.Set<WebhookEvent>().AsNoTracking().FirstAsync(e => e.Id == mine.EventId);
        try
        {
            var inside = await sealing.Open(endpoint, CancellationToken.None);
            var secrets = inside.Earlier is { } earlier && endpoint.EarlierUntil > Clock.GetUtcNow() ? new[] { inside.Secret, earlier } : [inside.Secret];
            return new WebhookRequest(new Uri(inside.Address), evt.Id.ToString(), secrets, CloudEvent.Write(evt, source.Service));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }));

    private Task<bool> Finish(WebhookDelivery mine, WebhookAnswer answer, TimeSpan took) => In(mine.TenantId, (db, unit, _) => unit.Repeat(async () =>
    {
        var now = Clock.GetUtcNow();
        // Removed with its endpoint while it was on its way, or taken over because this process stood still for longer than its lease.
        if (await db.Set<WebhookDelivery>().FirstOrDefaultAsync(d => d.Id == mine.Id && d.State == WebhookDeliveryState.Pending && d.Attempts == mine.Attempts) is not { } row)
            return false;
        (row.Status, row.Duration, row.Fault) = (answer.Status, (int)Math.Min(int.MaxValue, took.TotalMilliseconds), answer.Fault);
        var wait = answer.Fault is null or "platform.webhook_gone" ? null : RetrySchedule.After(row.Attempts, random.NextDouble(), answer.RetryAfter);
        if (wait is { } again)
            row.NextAttemptAt = now + again;
        else
            (row.State, row.FinishedAt) = (answer.Fault is null ? WebhookDeliveryState.Delivered : WebhookDeliveryState.Failed, now);
        // Wakes the sweep: there is a turn to be had.
        db.AfterCommit.Add(typeof(WebhookDelivery));
        await db.SaveChangesAsync(CancellationToken.None);
        await new EndpointHealth<TDb>(db, source, Log).Note(row.EndpointId, answer.Fault, now);
        return true;
    }, kept => kept, CancellationToken.None));

    private async Task<T> In<T>(Guid tenant, Func<TDb, UnitOfWork<TDb>, WebhookSealing<TDb>, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        return await work(scope.ServiceProvider.GetRequiredService<TDb>(), scope.ServiceProvider.GetRequiredService<UnitOfWork<TDb>>(), scope.ServiceProvider.GetRequiredService<WebhookSealing<TDb>>());
    }
}
