using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>
/// Chains a service's audit lines per tenant, within about a second of their commit. Apart from the acting transaction,
/// because a chain head in it would make every writer of a tenant wait for the one before.
/// </summary>
public sealed class AuditSealer<TDb>(IServiceScopeFactory scopes, CommitSignals signals, ILogger<AuditSealer<TDb>> log) : BackgroundService where TDb : PlatformDb
{
    private readonly ConcurrentDictionary<Guid, bool> dirty = new();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.OnCommit(typeof(AuditLine), typeof(TDb), tenant => { if (tenant is { } id) dirty[id] = true; });
        var caughtUp = false;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await Next(tick, stoppingToken))
        {
            try
            {
                // Lines that a crash left unchained are found through the directory, once.
                if (!caughtUp)
                    foreach (var tenant in await AllTenants(stoppingToken))
                        dirty[tenant] = true;
                caughtUp = true;
                foreach (var tenant in dirty.Keys)
                    if (dirty.TryRemove(tenant, out _))
                        await Seal(tenant, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                caughtUp = false;
                log.LogError(failure, "Audit lines of {Context} wait for the next turn", typeof(TDb).Name);
            }
        }
    }

    private static async Task<bool> Next(PeriodicTimer tick, CancellationToken stopping)
    {
        try { return await tick.WaitForNextTickAsync(stopping); }
        catch (OperationCanceledException) { return false; }
    }

    private async Task<List<Guid>> AllTenants(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TDb>().Set<KnownTenant>().Select(t => t.Id).ToListAsync(cancellation);
    }

    private async Task Seal(Guid tenant, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork<TDb>>().Write(async () =>
        {
            var pending = await db.Set<PendingAuditLine>().OrderBy(p => p.LineId).Take(500).ToListAsync(CancellationToken.None);
            if (pending.Count == 0)
                return;
            var ids = pending.Select(p => p.LineId).ToList();
            var lines = await db.Set<AuditLine>().Where(l => ids.Contains(l.Id)).OrderBy(l => l.Id).ToListAsync(CancellationToken.None);
            var head = await db.Set<AuditLink>().OrderByDescending(l => l.Sequence).FirstOrDefaultAsync(CancellationToken.None);
            var (sequence, hash) = (head?.Sequence ?? 0, head?.Hash ?? new byte[32]);
            foreach (var line in lines)
                db.Add(new AuditLink { TenantId = tenant, Sequence = ++sequence, LineId = line.Id, Hash = hash = AuditChain.Hash(hash, line) });
            db.RemoveRange(pending);
            // Two sealers of one tenant collide on the sequence; one rolls back and comes again.
            await db.SaveChangesAsync(CancellationToken.None);
            if (pending.Count == 500)
                dirty[tenant] = true;
        }, cancellation);
    }
}

/// <summary>Computes and checks the chain.</summary>
public static class AuditChain
{
    /// <summary>SHA-256 over the previous hash and the line's fields, each behind its length.</summary>
    public static byte[] Hash(byte[] previous, AuditLine line)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(previous);
        foreach (var field in new[] { line.TenantId.ToString(), line.Id.ToString(), line.At.UtcDateTime.ToString("O"), line.Actor, line.Role, line.Action, line.Subject, line.Purpose })
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            sha.AppendData(BitConverter.GetBytes(bytes.Length));
            sha.AppendData(bytes);
        }
        return sha.GetHashAndReset();
    }

    /// <summary>Walks the chain of the current tenant.</summary>
    /// <returns>The first sequence number that does not hold, or null when all do.</returns>
    public static async Task<long?> FirstBroken(PlatformDb db, CancellationToken cancellation)
    {
        var previous = new byte[32];
        long expected = 0;
        var links = from link in db.Set<AuditLink>().AsNoTracking()
                    join line in db.Set<AuditLine>().AsNoTracking() on link.LineId equals line.Id into found
                    from line in found.DefaultIfEmpty()
                    orderby link.Sequence
                    select new { link, line };
        await foreach (var step in links.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            expected++;
            if (step.link.Sequence != expected || step.line is null || !step.link.Hash.AsSpan().SequenceEqual(previous = Hash(previous, step.line)))
                return expected;
        }
        return null;
    }
}
