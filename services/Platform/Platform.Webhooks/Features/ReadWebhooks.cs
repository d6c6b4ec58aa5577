using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Webhooks.Rows;
using Platform.Webhooks.Sending;

namespace Platform.Webhooks.Features;

/// <summary>An endpoint as staff see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Address">Where to, without its query; null where it can't be opened with the keys of this platform.</param>
/// <param name="Events">Codes of what it is told, or <c>*</c>.</param>
/// <param name="State">active or disabled.</param>
/// <param name="Reason">Why it is disabled: gone (it answered 410), failing (nothing got through for five days) or by_hand.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="FailingSince">First failure since the last success, or null.</param>
/// <param name="EarlierSecretUntil">Until when the secret before signs too, or null.</param>
public sealed record WebhookView(Guid Id, string? Address, IReadOnlyList<string> Events, WebhookState State, string? Reason, DateTimeOffset CreatedAt, DateTimeOffset? FailingSince, DateTimeOffset? EarlierSecretUntil);

/// <summary>A line of an endpoint's log.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EventId">Also <c>webhook-id</c> of the requests.</param>
/// <param name="Type">Code of the event.</param>
/// <param name="State">pending, delivered, failed (given up) or skipped (the endpoint was disabled).</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="NextAttemptAt">When it is tried next, while it is pending.</param>
/// <param name="FinishedAt">When it was delivered, given up or skipped.</param>
/// <param name="Status">Status of the last answer.</param>
/// <param name="Duration">How long the last attempt took, in milliseconds.</param>
/// <param name="Fault">Code of the last failure.</param>
public sealed record WebhookDeliveryView(Guid Id, Guid EventId, string Type, WebhookDeliveryState State, DateTimeOffset CreatedAt, int Attempts, DateTimeOffset? NextAttemptAt, DateTimeOffset? FinishedAt, int? Status, int? Duration, string? Fault);

/// <summary>Reads endpoints and their logs.</summary>
public sealed class ReadWebhooks<TDb>(TDb db, WebhookSealing<TDb> sealing, TimeProvider clock) where TDb : PlatformDb
{
    private sealed record Key(DateTimeOffset CreatedAt, Guid Id);

    /// <summary>Every endpoint of the tenant, in the order they were added.</summary>
    public async Task<IReadOnlyList<WebhookView>> List(CancellationToken cancellation)
    {
        var endpoints = await db.Set<WebhookEndpoint>().AsNoTracking().OrderBy(e => e.CreatedAt).ThenBy(e => e.Id).ToListAsync(cancellation);
        var (now, views) = (clock.GetUtcNow(), new List<WebhookView>());
        foreach (var e in endpoints)
            views.Add(new WebhookView(e.Id, await Address(e, cancellation), e.Wanted, e.State, e.Reason, e.CreatedAt, e.FailingSince, e.EarlierUntil > now ? e.EarlierUntil : null));
        return views;
    }

    /// <summary>A page of an endpoint's log, the newest first; it goes back 30 days.</summary>
    public async Task<Outcome<Page<WebhookDeliveryView>>> Log(Guid endpoint, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (after, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        if ((after.Refusal ?? most.Refusal) is { } refusal)
            return refusal;
        if (!await db.Set<WebhookEndpoint>().AnyAsync(e => e.Id == endpoint, cancellation))
            return Refusal.NotFound("platform.webhook_unknown");
        var deliveries = db.Set<WebhookDelivery>().AsNoTracking().Where(d => d.EndpointId == endpoint);
        if (after.Value is { } key)
            deliveries = deliveries.Where(d => d.CreatedAt < key.CreatedAt || (d.CreatedAt == key.CreatedAt && d.Id < key.Id));
        var rows = await (from d in deliveries
                          join e in db.Set<WebhookEvent>() on d.EventId equals e.Id
                          orderby d.CreatedAt descending, d.Id descending
                          select new WebhookDeliveryView(d.Id, d.EventId, e.Type, d.State, d.CreatedAt, d.Attempts,
                              d.State == WebhookDeliveryState.Pending ? d.NextAttemptAt : null, d.FinishedAt, d.Status, d.Duration, d.Fault)).Take(most.Value + 1).ToListAsync(cancellation);
        return Cursor.Page(rows, most.Value, row => new Key(row.CreatedAt, row.Id));
    }

    private async Task<string?> Address(WebhookEndpoint endpoint, CancellationToken cancellation)
    {
        try
        {
            return WebhookAddress.Shown(new Uri((await sealing.Open(endpoint, cancellation)).Address));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
