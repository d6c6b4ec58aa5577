using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Webhooks.Rows;
using Platform.Webhooks.Sending;

namespace Platform.Webhooks.Features;

/// <summary>Where to be told, and of what.</summary>
/// <param name="Address">An https address of the open internet, at most 2,048 characters. It is sealed, and its query is never shown again.</param>
/// <param name="Events">Codes of the events that are wanted, or <c>*</c> for all.</param>
public sealed record WebhookRegistration(string Address, IReadOnlyList<string> Events);

/// <summary>An endpoint that was added.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Address">Where to, without its query.</param>
/// <param name="Events">Codes of what it is told.</param>
/// <param name="Secret">What the signature of each request is checked with (Standard Webhooks, HMAC-SHA256); told here, once.</param>
public sealed record AddedWebhook(Guid Id, string Address, IReadOnlyList<string> Events, string Secret);

/// <summary>Adds an endpoint of a tenant.</summary>
public sealed class AddWebhook<TDb>(TDb db, WebhookSource<TDb> source, WebhookAddress addresses, WebhookSealing<TDb> sealing, Actor actor, TimeProvider clock) where TDb : PlatformDb
{
    /// <summary>Most endpoints a tenant can have.</summary>
    public const int Most = 10;

    /// <summary>Looks at what was sent; outside the unit of work, since it asks the network where the address leads.</summary>
    public async Task<Outcome<Uri>> Check(WebhookRegistration wanted, CancellationToken cancellation)
    {
        if (wanted.Events.Count is 0 or > 50)
            return Refusal.Field("platform.invalid", "/events", "platform.webhook_events_missing");
        for (var at = 0; at < wanted.Events.Count; at++)
            if (wanted.Events[at] != WebhookEvent.All && !source.Types.Contains(wanted.Events[at]))
                return Refusal.Field("platform.invalid", $"/events/{at}", "platform.webhook_event_unknown");
        return await addresses.Read(wanted.Address, cancellation);
    }

    /// <summary>Adds it within the current unit of work.</summary>
    public async Task<Outcome<AddedWebhook>> Run(Uri address, IReadOnlyList<string> events, CancellationToken cancellation)
    {
        var (tenant, now, secret) = (db.Tenant.Required, clock.GetUtcNow(), WebhookSignature.NewSecret());
        // Two that are added at once would each count without the other.
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({$"webhooks {tenant}"}, 0))", cancellation);
        if (await db.Set<WebhookEndpoint>().CountAsync(cancellation) >= Most)
            return Refusal.Conflict("platform.webhook_too_many");
        var wanted = events.Contains(WebhookEvent.All) ? [WebhookEvent.All] : events.Distinct().Order(StringComparer.Ordinal).ToList();
        var endpoint = new WebhookEndpoint { TenantId = tenant, Id = Guid.CreateVersion7(now), Events = string.Join(' ', wanted), CreatedAt = now, Version = 1 };
        await sealing.Seal(endpoint, new WebhookInside(address.AbsoluteUri, secret, null), cancellation);
        db.Add(endpoint);
        db.AfterCommit.Add(typeof(WebhookEndpoint));
        db.Record(now, actor.Id, actor.Role, $"{source.Service}.webhook_added", $"webhook:{endpoint.Id}", "webhooks");
        await db.SaveChangesAsync(CancellationToken.None);
        return new AddedWebhook(endpoint.Id, WebhookAddress.Shown(address), wanted, secret);
    }
}
