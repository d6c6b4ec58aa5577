using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Security;
using Platform.Tenancy;

namespace Grievances.Features.Erasure;

/// <summary>
/// Turns the month: living cases are wrapped under the new epoch's key, and the old key is destroyed two days later, when no
/// transaction that still knew it can be under way. From then on nothing opens an erased case, in no copy of the database. Where
/// the keys come from a secret store, its keeper adds and removes them, and a log line says when.
/// </summary>
public sealed class EpochTurn(IServiceScopeFactory scopes, Secrets secrets, IConfiguration configuration, TimeProvider clock, ILogger<EpochTurn> log) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Pace = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Grace = TimeSpan.FromDays(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Replicas of the version before don't know the new key yet: what is wrapped under it at once, they could not open.
        await Task.Delay(AfterStart, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Turn(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogError("The epoch could not be turned: {Fault}", fault.GetType().FullName);
            }
            await Task.Delay(Pace, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One turn: wraps what is left of older epochs anew, and destroys keys that nothing needs.</summary>
    public async Task Turn(CancellationToken cancellation)
    {
        var (now, folder) = (clock.GetUtcNow(), configuration.GetValue("Keys:Create", false) ? configuration["Keys:Directory"] : null);
        if (folder is not null)
            SecretFiles.TurnEpoch(folder, secrets, now);
        var old = secrets.Named(Secrets.EpochPrefix).Where(name => string.CompareOrdinal(name, secrets.CurrentEpoch) < 0).ToList();
        if (old.Count == 0)
            return;
        foreach (var tenant in await Tenants(cancellation))
            await Rewrap(tenant, cancellation);
        var begun = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        if (now - begun < Grace)
            return;
        foreach (var name in old)
        {
            if (folder is null)
            {
                log.LogInformation("{Epoch} is not needed any more: destroy it in the secret store", name);
                continue;
            }
            SecretFiles.Destroy(folder, secrets, name);
            log.LogInformation("{Epoch} is destroyed", name);
        }
    }

    private async Task<List<Guid>> Tenants(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GrievancesDb>().Set<KnownTenant>().AsNoTracking().Select(t => t.Id).ToListAsync(cancellation);
    }

    private async Task Rewrap(Guid tenant, CancellationToken cancellation)
    {
        int done;
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
            var keys = scope.ServiceProvider.GetRequiredService<CaseKeys>();
            done = await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Run(true, () => keys.TurnEpoch(Batch, cancellation), _ => true, cancellation);
        }
        while (done == Batch);
        foreach (var import in await Imports(tenant, cancellation))
            await TurnImport(tenant, import, cancellation);
    }

    private async Task<List<Guid>> Imports(Guid tenant, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        var sealing = scope.ServiceProvider.GetRequiredService<ImportSealing>();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Read(() => sealing.Waiting(cancellation), cancellation);
    }

    // One that goes on meanwhile is tried anew: it must not hold up the tenants after it.
    private async Task TurnImport(Guid tenant, Guid import, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
            var sealing = scope.ServiceProvider.GetRequiredService<ImportSealing>();
            try
            {
                await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Write(() => sealing.TurnEpoch(import, cancellation), cancellation);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < 5)
            {
                log.LogDebug("A register went on while the month turned");
            }
        }
    }
}
