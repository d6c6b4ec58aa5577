using Identity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Tenancy;

namespace Identity.OpenId;

/// <summary>Removes ended access that no living token can be under any more, so that the list stays as short as it is of use.</summary>
public sealed class EndedAccessPruning(IServiceScopeFactory scopes, TimeProvider clock, ILogger<EndedAccessPruning> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Removes what is old at this moment.</summary>
    public async Task Prune(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var before = clock.GetUtcNow() - EndedAccess.KeptFor;
        await scope.ServiceProvider.GetRequiredService<UnitOfWork<IdentityDb>>()
            .Write(() => db.EndedAccess.Where(e => e.EndedAt < before).ExecuteDeleteAsync(CancellationToken.None), cancellation);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await TokenPruning.WaitForNext(timer, stoppingToken))
        {
            try
            {
                await Prune(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogWarning("Ended access was not pruned ({Fault}); the next round tries again", fault.GetType().Name);
            }
        }
    }
}
