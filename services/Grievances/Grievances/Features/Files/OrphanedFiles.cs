using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Files;
using Platform.Tenancy;

namespace Grievances.Features.Files;

/// <summary>
/// Once a day, removes chunks that neither a case nor an upload names. Several processes may do it at once: what is gone is gone.
/// <c>Files:SweepOrphans</c> false keeps all, for the time after a restore.
/// </summary>
public sealed class OrphanedFiles(IServiceScopeFactory scopes, IBlobStore blobs, IConfiguration configuration, TimeProvider clock, ILogger<OrphanedFiles> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (configuration.GetValue("Files:SweepOrphans", true))
                    await Sweep(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogError("Orphaned chunks could not be looked for: {Fault}", fault.GetType().FullName);
            }
            await Task.Delay(Pace, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One sweep.</summary>
    public async Task<SweptOrphans> Sweep(CancellationToken cancellation)
    {
        var tenants = await Tenants(cancellation);
        // A tenant this database does not know may be another installation's, in the same store.
        var swept = await new OrphanSweep(blobs, clock).Run(async (tenant, files, stop) => tenants.Contains(tenant) ? await Named(tenant, files, stop) : files.ToHashSet(), cancellation);
        if (swept.Withheld)
            log.LogError("{Count} files of the store have no row, and only {Known} have one: nothing was removed. Is the database older than the store?", swept.Files, swept.Known);
        else if (swept.Removed > 0)
            log.LogInformation("{Count} chunks of {Files} files without a row were removed", swept.Removed, swept.Files);
        return swept;
    }

    private async Task<HashSet<Guid>> Tenants(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return [.. await scope.ServiceProvider.GetRequiredService<GrievancesDb>().Set<KnownTenant>().AsNoTracking().Select(t => t.Id).ToListAsync(cancellation)];
    }

    private async Task<HashSet<Guid>> Named(Guid tenant, IReadOnlyCollection<Guid> files, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        var db = scope.ServiceProvider.GetRequiredService<GrievancesDb>();
        // In one statement: a file that is attached in between would be in neither of two.
        return [.. await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Read(() =>
            db.StagedFiles.Where(s => files.Contains(s.Id)).Select(s => s.Id).Concat(db.Files.Where(f => files.Contains(f.Id)).Select(f => f.Id)).ToListAsync(cancellation), cancellation)];
    }
}
