using Microsoft.EntityFrameworkCore;
using Platform.Security;
using Platform.Tenancy;
using Platform.Webhooks.Rows;

namespace Platform.Webhooks.Sending;

/// <summary>What an endpoint keeps to itself.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Secret">What signs.</param>
/// <param name="Earlier">What signed before.</param>
internal sealed record WebhookInside(string Address, string Secret, string? Earlier);

/// <summary>Seals what an endpoint keeps to itself: at its row and its field, under the key of the tenant's group.</summary>
public sealed class WebhookSealing<TDb>(TDb db, WebhookSource<TDb> source, TenantKeys keys) where TDb : PlatformDb
{
    /// <summary>
    /// Seals every endpoint of the current tenant under the newest key of its group, within the current unit of work: part of a rotation,
    /// before the key that was replaced is destroyed.
    /// </summary>
    /// <returns>How many were sealed anew.</returns>
    public async Task<int> Renew(CancellationToken cancellation)
    {
        var newest = (await keys.Newest(db, source.Group, cancellation)).Version;
        var stale = await db.Set<WebhookEndpoint>().Where(e => e.KeyVersion != newest).ToListAsync(cancellation);
        foreach (var endpoint in stale)
        {
            await Seal(endpoint, await Open(endpoint, cancellation), cancellation);
            endpoint.Version++;
        }
        await db.SaveChangesAsync(CancellationToken.None);
        return stale.Count;
    }

    internal async Task Seal(WebhookEndpoint endpoint, WebhookInside inside, CancellationToken cancellation)
    {
        var key = await keys.Group(db, source.Group, cancellation);
        endpoint.KeyVersion = key.Version;
        endpoint.Address = Envelope.Seal(key.Value, Place(endpoint, "address"), inside.Address);
        endpoint.Secret = Envelope.Seal(key.Value, Place(endpoint, "secret"), inside.Secret);
        endpoint.EarlierSecret = inside.Earlier is null ? null : Envelope.Seal(key.Value, Place(endpoint, "earlier_secret"), inside.Earlier);
    }

    /// <summary>Throws <see cref="System.Security.Cryptography.CryptographicException"/> where the keys of this platform don't open it.</summary>
    internal async Task<WebhookInside> Open(WebhookEndpoint endpoint, CancellationToken cancellation)
    {
        var key = await keys.Group(db, source.Group, endpoint.KeyVersion, cancellation);
        return new(Envelope.Open(key, Place(endpoint, "address"), endpoint.Address), Envelope.Open(key, Place(endpoint, "secret"), endpoint.Secret),
            endpoint.EarlierSecret is { } earlier ? Envelope.Open(key, Place(endpoint, "earlier_secret"), earlier) : null);
    }

    // No case: the place says tenant and endpoint alone.
    private static SealedPlace Place(WebhookEndpoint endpoint, string field) => new(endpoint.TenantId, Guid.Empty, "webhook_endpoints", endpoint.Id, field);
}
