using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Gateway.Emergency;

/// <summary>The emergency switch and all that hangs on it.</summary>
internal static class EmergencyModule
{
    public static void AddEmergency(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOperators(configuration);
        services.AddSingleton<SignedText>().AddSingleton<SpentPasses>().AddSingleton<PassCounts>();
        services.AddSingleton<Challenges>().AddSingleton<Tickets>().AddSingleton<HandedOutPasses>();
        services.AddSingleton<PassOfMachines>().AddSingleton<WaitingRoom>();
        services.AddSingleton<EmergencySwitch>().AddHostedService(provider => provider.GetRequiredService<EmergencySwitch>());
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(PassCounts.Meter));
    }

    /// <summary>Asks machines for a pass, before a body is read.</summary>
    public static IApplicationBuilder UsePassOfMachines(this IApplicationBuilder app)
    {
        var gate = app.ApplicationServices.GetRequiredService<PassOfMachines>();
        return app.Use(next => http => gate.Ask(http, next));
    }

    /// <summary>Lets people wait, after the body was taken: it is what their page must hold.</summary>
    public static IApplicationBuilder UseWaitingRoom(this IApplicationBuilder app)
    {
        var room = app.ApplicationServices.GetRequiredService<WaitingRoom>();
        return app.Use(next => http => room.Pass(http, next));
    }

    public static void MapEmergency(this WebApplication app)
    {
        EmergencyEndpoints.Map(app);
        PassEndpoints.Map(app);
    }
}
