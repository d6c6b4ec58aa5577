using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;
using Platform.Webhooks.Rows;

namespace Platform.Webhooks;

/// <summary>
/// Whether a tenant has any endpoint, remembered for a few seconds, so that an organisation without one pays nothing for each write. An
/// endpoint that is added hears at once of what this process does, and of what others do within that time.
/// </summary>
public sealed class WebhookAudience<TDb> where TDb : PlatformDb
{
    /// <summary>For how long the answer is remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, (bool Any, long At)> known = new();
    private readonly TimeProvider clock;

    /// <summary>One for each service of a process.</summary>
    public WebhookAudience(CommitSignals signals, TimeProvider clock)
    {
        this.clock = clock;
        signals.OnCommit(typeof(WebhookEndpoint), typeof(TDb), tenant =>
        {
            if (tenant is { } id)
                known.TryRemove(id, out _);
        });
    }

    /// <summary>Whether the current tenant has one; asks the database at most every few seconds.</summary>
    public async Task<bool> Any(TDb db, CancellationToken cancellation)
    {
        var (tenant, now) = (db.Tenant.Required, clock.GetTimestamp());
        if (known.TryGetValue(tenant, out var answer) && clock.GetElapsedTime(answer.At, now) < Remembered)
            return answer.Any;
        var any = await db.Set<WebhookEndpoint>().AnyAsync(cancellation);
        known[tenant] = (any, now);
        return any;
    }
}
