using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Files;
using Platform.Tenancy;

namespace Grievances.Features.Erasure;

/// <summary>
/// Erases again what a restored backup brought back: the tombstones beside the files outlive the database. Once at each start and
/// before anything else of the service starts: no request is answered and no clock strikes over a case that its person had erased.
/// Where the tombstones can't be read, the service waits for them.
/// </summary>
public sealed class ReplayTombstones(IServiceScopeFactory scopes, IBlobStore blobs, ILogger<ReplayTombstones> log) : IHostedLifecycleService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        while (!await Replayed(cancellationToken))
            await Task.Delay(Patience, cancellationToken);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> Replayed(CancellationToken stoppingToken)
    {
        try
        {
            var stones = new List<(Guid Tenant, Guid Case)>();
            await foreach (var name in blobs.List("tombstones/", stoppingToken))
                if (name.Split('/') is [_, var tenant, var kase] && Guid.TryParseExact(tenant, "N", out var tenantId) && Guid.TryParseExact(kase, "N", out var caseId))
                    stones.Add((tenantId, caseId));
            foreach (var tenant in stones.GroupBy(s => s.Tenant, s => s.Case))
                foreach (var some in tenant.Chunk(500))
                    await Replay(tenant.Key, some, stoppingToken);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError("Tombstones could not be replayed, and will be tried again: {Fault}", fault.GetType().FullName);
            return false;
        }
    }

    private async Task Replay(Guid tenant, IReadOnlyCollection<Guid> erased, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<TenantContext>().Enter(tenant);
        var (db, unit, erase) = (services.GetRequiredService<GrievancesDb>(), services.GetRequiredService<UnitOfWork<GrievancesDb>>(), services.GetRequiredService<EraseCase>());
        var back = await unit.Read(() => db.Grievances.Where(g => erased.Contains(g.Id)).Select(g => g.Id).ToListAsync(cancellation), cancellation);
        foreach (var id in back)
        {
            await unit.Write(async () =>
            {
                if (await db.Grievances.FirstOrDefaultAsync(g => g.Id == id, cancellation) is not { } kase)
                    return;
                await erase.Begin(kase, ErasureCause.Retention, "platform", cancellation);
                await erase.Finish(tenant, id, cancellation);
            }, cancellation);
            db.ChangeTracker.Clear();
        }
        if (back.Count > 0)
            log.LogWarning("A restored copy held {Count} erased cases; they are erased again", back.Count);
    }
}
