using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Clocks;

/// <summary>Registers the sweep of a service.</summary>
public static class ClocksRegistration
{
    /// <summary>Name of the meter; its gauge is <c>heed_due_oldest_seconds</c>.</summary>
    public const string MeterName = "Heed.Clocks";

    /// <summary>
    /// Adds the hosted sweep over the service's <c>due_dates</c>. The service's database is registered before, and the words of
    /// calendars' faults come with it.
    /// </summary>
    /// <typeparam name="TDb">The service's context, whose model has <see cref="DueDateModel.AddDueDates"/>.</typeparam>
    /// <typeparam name="THandler">What fires.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="service">Name of the service.</param>
    public static IServiceCollection AddDueSweep<TDb, THandler>(this IServiceCollection services, string service) where TDb : PlatformDb where THandler : DueHandler<TDb>
    {
        ProblemTexts.Add(typeof(ClocksRegistration).Assembly);
        return services.AddHostedService(provider => new DueSweep<TDb, THandler>(
            new SweptTable<TDb>(provider.GetRequiredService<IConfiguration>(), service, provider.GetRequiredService<WriteGate<TDb>>(),
                DueSweep<TDb, THandler>.Rows, MeterName, "heed_due_oldest_seconds", provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<CommitSignals>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<THandler>>()));
    }
}
