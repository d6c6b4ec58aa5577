using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Webhooks.Rows;
using Platform.Webhooks.Sending;

namespace Platform.Webhooks.Features;

/// <summary>What is to be sent again.</summary>
/// <param name="Since">Deliveries made at this instant or later that failed, were skipped or wait for another attempt; the log goes back 30 days.</param>
public sealed record WebhookReplay(DateTimeOffset Since);

/// <summary>What is sent again.</summary>
/// <param name="Count">How many deliveries.</param>
public sealed record ReplayedWebhooks(int Count);

/// <summary>A test that is on its way.</summary>
/// <param name="DeliveryId">Its line in the log.</param>
/// <param name="EventId">Its <c>webhook-id</c>.</param>
public sealed record PingedWebhook(Guid DeliveryId, Guid EventId);

/// <summary>Sends again by hand, and sends a test; within the current unit of work, under the same <c>webhook-id</c> as before.</summary>
public sealed class ReplayWebhooks<TDb>(TDb db, WebhookSource<TDb> source, Actor actor, TimeProvider clock) where TDb : PlatformDb
{
    /// <summary>Sends one delivery again, whatever became of it, or now where it waits for its next attempt.</summary>
    public async Task<Outcome<ReplayedWebhooks>> One(Guid endpoint, Guid delivery, CancellationToken cancellation)
    {
        if (await Refused(endpoint, cancellation) is { } refusal)
            return refusal;
        var wanted = db.Set<WebhookDelivery>().Where(d => d.EndpointId == endpoint && d.Id == delivery);
        if (!await wanted.AnyAsync(cancellation))
            return Refusal.NotFound("platform.webhook_delivery_unknown");
        // What may be on its way at this moment ends by itself; what waits for its next attempt need not wait.
        var leased = clock.GetUtcNow() + Deliveries.Lease;
        var count = await Again(wanted.Where(d => d.State != WebhookDeliveryState.Pending || d.NextAttemptAt > leased), endpoint);
        return count == 0 ? Refusal.Conflict("platform.webhook_pending") : new ReplayedWebhooks(count);
    }

    /// <summary>Sends everything again that failed or was skipped since an instant, and what waits for its next attempt now.</summary>
    public async Task<Outcome<ReplayedWebhooks>> Since(Guid endpoint, DateTimeOffset since, CancellationToken cancellation)
    {
        if (await Refused(endpoint, cancellation) is { } refusal)
            return refusal;
        var leased = clock.GetUtcNow() + Deliveries.Lease;
        return new ReplayedWebhooks(await Again(db.Set<WebhookDelivery>().Where(d => d.EndpointId == endpoint && d.CreatedAt >= since
            && (d.State == WebhookDeliveryState.Failed || d.State == WebhookDeliveryState.Skipped || (d.State == WebhookDeliveryState.Pending && d.NextAttemptAt > leased))), endpoint));
    }

    /// <summary>Sends the event <c>webhook.ping</c> to one endpoint, whatever else it wants.</summary>
    public async Task<Outcome<PingedWebhook>> Ping(Guid id, CancellationToken cancellation)
    {
        if (await Refused(id, cancellation) is { } refusal)
            return refusal;
        var (now, endpoint) = (clock.GetUtcNow(), await db.Set<WebhookEndpoint>().AsNoTracking().FirstAsync(e => e.Id == id, cancellation));
        var evt = Webhooks<TDb>.Event(endpoint.TenantId, Guid.CreateVersion7(now), WebhookEvent.Ping, $"webhook:{id}", "{}", now);
        evt.FannedOutAt = now;
        var delivery = Deliveries.New(endpoint, evt.Id, now);
        db.AddRange(evt, delivery);
        await Record(id, "webhook_pinged");
        return new PingedWebhook(delivery.Id, evt.Id);
    }

    private async Task<Refusal?> Refused(Guid id, CancellationToken cancellation)
    {
        var state = await db.Set<WebhookEndpoint>().Where(e => e.Id == id).Select(e => (WebhookState?)e.State).FirstOrDefaultAsync(cancellation);
        return state is null ? Refusal.NotFound("platform.webhook_unknown") : state == WebhookState.Disabled ? Refusal.Conflict("platform.webhook_disabled") : null;
    }

    private async Task<int> Again(IQueryable<WebhookDelivery> deliveries, Guid endpoint)
    {
        var now = clock.GetUtcNow();
        var count = await deliveries.ExecuteUpdateAsync(set => set.SetProperty(d => d.State, WebhookDeliveryState.Pending).SetProperty(d => d.Attempts, 0)
            .SetProperty(d => d.DueAt, now).SetProperty(d => d.NextAttemptAt, now).SetProperty(d => d.FinishedAt, (DateTimeOffset?)null), CancellationToken.None);
        if (count > 0)
            await Record(endpoint, "webhook_replayed");
        return count;
    }

    private async Task Record(Guid endpoint, string action)
    {
        db.AfterCommit.Add(typeof(WebhookDelivery));
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, $"{source.Service}.{action}", $"webhook:{endpoint}", "webhooks");
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
