using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Clocks;
using Platform.Tenancy;
using Platform.Webhooks.Rows;

namespace Platform.Webhooks.Sending;

/// <summary>
/// Makes a delivery of an event for each endpoint that wants it, in one transaction with the mark that it was done. What nobody wants
/// is dropped at once. A disabled endpoint is given a skipped one, so that what it missed can be sent when it is back.
/// </summary>
internal sealed class WebhookFanOut<TDb>(SweptTable<TDb> table, IServiceScopeFactory scopes, CommitSignals signals, TimeProvider clock, ILogger<WebhookFanOut<TDb>> log)
    : TenantSweep<TDb>(table, typeof(WebhookEvent), signals, clock, log) where TDb : PlatformDb
{
    internal static readonly SweptRows Rows = new("webhook_events", "fanned_out_at IS NULL", "at");

    protected override TimeSpan LongestBackoff => TimeSpan.FromMinutes(15);

    protected override async Task<Swept> Settle(SweptRow row, CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(row.Tenant);
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            var made = await scope.ServiceProvider.GetRequiredService<UnitOfWork<TDb>>().Repeat(() => Deliver(db, row.Id), done => done, stopping);
            return made ? Swept.Done : Swept.Passed;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            throw new OperationCanceledException(stopping);
        }
        catch (Exception failure)
        {
            var wait = TimeSpan.FromSeconds(Math.Min(LongestBackoff.TotalSeconds, 1 << Math.Min(row.Attempts, 10)));
            Log.LogError("Event {Event} could not be passed on for the {Count}. time: {Fault}", row.Id, row.Attempts + 1, failure.GetType().FullName);
            await Table.Postpone(row, Clock.GetUtcNow() + wait);
            return Swept.Done;
        }
    }

    private async Task<bool> Deliver(TDb db, Guid id)
    {
        var now = Clock.GetUtcNow();
        // Of two instances the second waits here for the first and then finds nothing left to mark.
        if (await db.Set<WebhookEvent>().Where(e => e.Id == id && e.FannedOutAt == null).ExecuteUpdateAsync(set => set.SetProperty(e => e.FannedOutAt, now), CancellationToken.None) == 0)
            return false;
        var type = await db.Set<WebhookEvent>().Where(e => e.Id == id).Select(e => e.Type).SingleAsync(CancellationToken.None);
        var endpoints = (await db.Set<WebhookEndpoint>().AsNoTracking().ToListAsync(CancellationToken.None)).FindAll(endpoint => endpoint.Wants(type));
        if (endpoints.Count == 0)
        {
            await db.Set<WebhookEvent>().Where(e => e.Id == id).ExecuteDeleteAsync(CancellationToken.None);
            return true;
        }
        foreach (var endpoint in endpoints)
            db.Add(Deliveries.New(endpoint, id, now));
        db.AfterCommit.Add(typeof(WebhookDelivery));
        await db.SaveChangesAsync(CancellationToken.None);
        return true;
    }
}

/// <summary>Makes deliveries.</summary>
internal static class Deliveries
{
    /// <summary>For how long whoever sends a delivery has it to itself: longer than any attempt can last.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromMinutes(2);

    public static WebhookDelivery New(WebhookEndpoint endpoint, Guid evt, DateTimeOffset now) => new()
    {
        TenantId = endpoint.TenantId,
        Id = Guid.CreateVersion7(now),
        EventId = evt,
        EndpointId = endpoint.Id,
        State = endpoint.State == WebhookState.Active ? WebhookDeliveryState.Pending : WebhookDeliveryState.Skipped,
        CreatedAt = now,
        DueAt = now,
        NextAttemptAt = now,
        FinishedAt = endpoint.State == WebhookState.Active ? null : now,
    };
}
