using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Audit;
using Platform.Tenancy;
using Platform.Webhooks.Rows;

namespace Platform.Webhooks.Sending;

/// <summary>Notes within the current unit of work how an endpoint fares, and disables one that is gone or to which nothing got through for five days.</summary>
internal sealed class EndpointHealth<TDb>(TDb db, WebhookSource<TDb> source, ILogger log) where TDb : PlatformDb
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    public async Task Note(Guid id, string? fault, DateTimeOffset now)
    {
        // Statements and no loaded row: several deliveries to one endpoint end at once.
        var endpoint = db.Set<WebhookEndpoint>().Where(e => e.Id == id);
        if (fault is null)
        {
            await endpoint.Where(e => e.FailingSince != null).ExecuteUpdateAsync(set => set.SetProperty(e => e.FailingSince, (DateTimeOffset?)null), CancellationToken.None);
            return;
        }
        await endpoint.Where(e => e.FailingSince == null).ExecuteUpdateAsync(set => set.SetProperty(e => e.FailingSince, now), CancellationToken.None);
        if (fault == "platform.webhook_gone")
            await Disable(endpoint, id, WebhookReasons.Gone, now);
        else
            await Disable(endpoint.Where(e => e.FailingSince <= now - Patience), id, WebhookReasons.Failing, now);
    }

    private async Task Disable(IQueryable<WebhookEndpoint> endpoint, Guid id, string reason, DateTimeOffset now)
    {
        if (await endpoint.Where(e => e.State == WebhookState.Active).ExecuteUpdateAsync(set => set.SetProperty(e => e.State, WebhookState.Disabled)
            .SetProperty(e => e.Reason, reason).SetProperty(e => e.Version, e => e.Version + 1), CancellationToken.None) == 0)
            return;
        log.LogWarning("Webhook {Endpoint} was disabled: {Reason}", id, reason);
        db.Record(now, "system", "system", $"{source.Service}.webhook_disabled", $"webhook:{id}", reason);
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
