using Gateway.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Platform.Hosting.Http;

namespace Gateway;

/// <summary>Whether the gateway lives and is ready: on the management port alone where there is one.</summary>
internal static class Health
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<DatabaseAnswers>();
        services.AddHealthChecks().AddCheck<DatabaseAnswers>("database", HealthStatus.Unhealthy, ["ready"]);
    }

    public static void UseHealth(this WebApplication app, int? managementPort)
    {
        if (managementPort is { } port)
            app.UseWhen(http => http.Connection.LocalPort == port, management => management.UseChecks().Run(http =>
                Problem.Write(http, Refusal.NotFound(Faults.CodeOf(StatusCodes.Status404NotFound)))));
        else
            app.UseChecks();
    }

    private static IApplicationBuilder UseChecks(this IApplicationBuilder app) => app
        .UseHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false })
        .UseHealthChecks("/health/ready")
        .UseHealthChecks("/health/startup");

    /// <summary>Asks the database once a second at most, however many ask here.</summary>
    internal sealed class DatabaseAnswers(IDbContextFactory<GatewayDb> databases, TimeProvider time) : IHealthCheck
    {
        private readonly Lock gate = new();
        private Task<bool>? asked;
        private long since;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            Task<bool> answer;
            lock (gate)
            {
                if (asked is null || (asked.IsCompleted && time.GetElapsedTime(since) >= TimeSpan.FromSeconds(1)))
                    (asked, since) = (Ask(), time.GetTimestamp());
                answer = asked;
            }
            return await answer.WaitAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
        }

        private async Task<bool> Ask()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
            try
            {
                await using var db = await databases.CreateDbContextAsync(patience.Token);
                return await db.Database.CanConnectAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }
}
