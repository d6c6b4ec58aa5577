using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Webhooks.Rows;
using Platform.Webhooks.Sending;

namespace Platform.Webhooks.Features;

/// <summary>Whether an endpoint is to be sent anything.</summary>
/// <param name="State">active or disabled.</param>
public sealed record WebhookStateChange(WebhookState State);

/// <summary>A new secret.</summary>
/// <param name="Secret">Told here, once.</param>
/// <param name="EarlierUntil">Until then requests carry a signature of the secret before, too.</param>
public sealed record RenewedWebhookSecret(string Secret, DateTimeOffset EarlierUntil);

/// <summary>Changes an endpoint within the current unit of work, with a line in the audit log.</summary>
public sealed class ChangeWebhook<TDb>(TDb db, WebhookSource<TDb> source, WebhookSealing<TDb> sealing, Actor actor, TimeProvider clock) where TDb : PlatformDb
{
    private static readonly TimeSpan BothSign = TimeSpan.FromHours(24);

    /// <summary>Removes it, with its log.</summary>
    public async Task<Outcome<Done>> Remove(Guid id, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is not { } endpoint)
            return Refusal.NotFound("platform.webhook_unknown");
        db.Remove(endpoint);
        return await Keep(endpoint, "webhook_removed");
    }

    /// <summary>Gives it a new secret; the one before goes on signing for a day, so that its receiver can change over without losing anything.</summary>
    public async Task<Outcome<RenewedWebhookSecret>> Renew(Guid id, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is not { } endpoint)
            return Refusal.NotFound("platform.webhook_unknown");
        var (secret, until, before) = (WebhookSignature.NewSecret(), clock.GetUtcNow() + BothSign, await sealing.Open(endpoint, cancellation));
        await sealing.Seal(endpoint, before with { Secret = secret, Earlier = before.Secret }, cancellation);
        endpoint.EarlierUntil = until;
        await Keep(endpoint, "webhook_secret_renewed");
        return new RenewedWebhookSecret(secret, until);
    }

    /// <summary>Switches it off or on again; on, it has a clean record.</summary>
    public async Task<Outcome<Done>> Set(Guid id, WebhookState state, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is not { } endpoint)
            return Refusal.NotFound("platform.webhook_unknown");
        if (endpoint.State == state)
            return new Done();
        (endpoint.State, endpoint.Reason) = (state, state == WebhookState.Active ? null : WebhookReasons.ByHand);
        if (state == WebhookState.Active)
            endpoint.FailingSince = null;
        return await Keep(endpoint, state == WebhookState.Active ? "webhook_enabled" : "webhook_disabled", state == WebhookState.Active ? "webhooks" : WebhookReasons.ByHand);
    }

    private Task<WebhookEndpoint?> Find(Guid id, CancellationToken cancellation) => db.Set<WebhookEndpoint>().FirstOrDefaultAsync(e => e.Id == id, cancellation);

    private async Task<Outcome<Done>> Keep(WebhookEndpoint endpoint, string action, string purpose = "webhooks")
    {
        endpoint.Version++;
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, $"{source.Service}.{action}", $"webhook:{endpoint.Id}", purpose);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }
}
