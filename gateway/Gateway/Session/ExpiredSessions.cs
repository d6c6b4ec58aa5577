using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Session;

/// <summary>Deletes what has expired, each hour.</summary>
internal sealed class ExpiredSessions(SessionStore sessions, TimeProvider time, ILogger<ExpiredSessions> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await hour.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sessions.RemoveExpired(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is: a fault that leaves here stops the host.
                log.LogWarning("Expired sessions stay another hour: {Fault}", fault.GetType().Name);
            }
        }
    }
}
