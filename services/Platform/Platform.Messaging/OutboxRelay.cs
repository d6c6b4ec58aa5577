using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Tenancy;

namespace Platform.Messaging;

/// <summary>
/// Sends what the outbox of one service holds: woken by commits of this process, and once a second besides. A row counts as
/// sent when the message is durable elsewhere: at the broker's confirm, or in memory when every consumer has committed.
/// It promises no order.
/// </summary>
internal sealed class OutboxRelay<TDb>(
    OutboxStore<TDb> store, EventTypes<TDb> types, IBus bus, BusTransport transport, IConfiguration configuration, Consumers consumers, InFlight inFlight,
    CommitSignals signals, TimeProvider clock, ILogger<OutboxRelay<TDb>> log) : BackgroundService where TDb : PlatformDb
{
    private const int Batch = 200;
    private const int MostInFlight = 600;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim work = new(0, 1);
    private readonly Channel<Guid> durable = Channel.CreateUnbounded<Guid>(new UnboundedChannelOptions { SingleReader = true });
    private DateTimeOffset lastPurge;
    private DateTimeOffset lastCount;
    private DateTimeOffset lastAge;

    /// <summary>Refuses a bus in memory that nobody asked for beside a shared database: events would count as sent and reach nobody.</summary>
    public override Task StartAsync(CancellationToken cancellationToken) =>
        transport == BusTransport.InMemory && store.IsShared && configuration["Bus:Transport"] is not { Length: > 0 }
            ? throw new InvalidOperationException("Bus:Transport is not set. With PostgreSQL set it to RabbitMq and name the broker in Bus:Url.")
            : base.StartAsync(cancellationToken);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.OnCommit(typeof(OutboxMessage), typeof(TDb), _ => Wake());
        return Task.WhenAll(Relay(stoppingToken), Mark(stoppingToken));
    }

    private void Wake()
    {
        // One permit is enough: whoever wakes reads all there is.
        try { work.Release(); }
        catch (SemaphoreFullException) { Activity.Current?.AddEvent(new("relay already awake")); }
    }

    private async Task Relay(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var sent = transport == BusTransport.RabbitMq ? await Confirmed(stopping) : await InMemory(stopping);
                await MeasureAndPurge(stopping);
                if (sent < Batch)
                    await work.WaitAsync(Idle, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "The relay of {Context} will try again", typeof(TDb).Name);
                await Task.Delay(Idle, CancellationToken.None);
            }
        }
    }

    private Task<int> Confirmed(CancellationToken stopping) => store.Claim(Batch, clock.GetUtcNow(), async rows =>
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        var outcomes = await Task.WhenAll(rows.Select(async row => (row.Id, Sent: await TryPublish(row, patience.Token))));
        return outcomes.ToLookup(o => o.Sent, o => o.Id);
    }, stopping);

    private async Task<int> InMemory(CancellationToken stopping)
    {
        if (inFlight.Count > MostInFlight)
            return 0;
        var rows = (await store.Unsent(Batch + inFlight.Count, clock.GetUtcNow(), stopping)).Where(r => !inFlight.Watches(r.Id)).Take(Batch).ToList();
        var failed = new List<Guid>();
        foreach (var row in rows)
        {
            // An event type that this version no longer knows must not hold up the others.
            if (types.Knows(row.Type))
            {
                inFlight.Begin(row.Id, consumers.Of(types.Find(row.Type)), durable.Writer);
                if (await TryPublish(row, stopping))
                    continue;
            }
            inFlight.Forget(row.Id);
            failed.Add(row.Id);
        }
        await store.Postpone(failed, clock.GetUtcNow(), stopping);
        return rows.Count;
    }

    private async Task<bool> TryPublish(OutboxRow row, CancellationToken cancellation)
    {
        try
        {
            var type = types.Find(row.Type);
            var evt = JsonSerializer.Deserialize(row.Body, type, Outbox.Json)!;
            await bus.Publish(evt, type, context =>
            {
                context.MessageId = row.Id;
                context.Headers.Set(BusHeaders.Tenant, row.TenantId.ToString());
                // What no queue takes comes back and waits: a broker that lost its queues must not swallow it.
                if (types.IsHeard(row.Type) && context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
                    rabbit.Mandatory = true;
                if (row.TraceParent is not null)
                    context.Headers.Set("traceparent", row.TraceParent);
            }, cancellation);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            log.LogWarning("{Message} of type {Type} was not accepted: {Fault}", row.Id, row.Type, failure.GetType().Name);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task Mark(CancellationToken stopping)
    {
        var batch = new List<Guid>(Batch);
        try
        {
            while (await durable.Reader.WaitToReadAsync(stopping))
            {
                while (batch.Count < Batch && durable.Reader.TryRead(out var id))
                    batch.Add(id);
                await store.MarkSent(batch, clock.GetUtcNow(), CancellationToken.None);
                foreach (var id in batch)
                    inFlight.Forget(id);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Unmarked rows go out again at the next start, and the inbox drops them.
            log.LogDebug("The marker of {Context} stopped", typeof(TDb).Name);
        }
    }

    private async Task MeasureAndPurge(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        if (now - lastAge >= TimeSpan.FromSeconds(5))
        {
            lastAge = now;
            await store.MeasureAge(stopping);
        }
        if (now - lastCount >= TimeSpan.FromMinutes(1))
        {
            lastCount = now;
            await store.CountDeadLetters(await AtTheBroker(), stopping);
        }
        if (now - lastPurge < TimeSpan.FromMinutes(30))
            return;
        lastPurge = now;
        await store.Purge(now, stopping);
    }

    // A letter whose row could not be written, since the database was the reason it died, lies at the broker alone.
    private async Task<long> AtTheBroker()
    {
        if (transport == BusTransport.InMemory)
            return 0;
        try
        {
            await using var letters = await DeadLetters.Connect(configuration, consumers);
            return (await letters.List()).Where(queue => queue.Name.StartsWith(store.Service + "-", StringComparison.Ordinal)).Sum(queue => queue.Count);
        }
        catch (Exception failure) when (failure is RabbitMQ.Client.Exceptions.RabbitMQClientException or IOException)
        {
            log.LogWarning("Dead letters at the broker can't be counted: {Fault}", failure.GetType().Name);
            return 0;
        }
    }

    public override void Dispose()
    {
        work.Dispose();
        base.Dispose();
    }
}
