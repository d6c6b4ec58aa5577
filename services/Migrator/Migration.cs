using Assessments;
using Engagement;
using Gateway;
using Grievances;
using Identity;
using Platform.Hosting.Start;
using Platform.Messaging;
using Platform.Tenancy;
using Transparency;

namespace Migrator;

/// <summary>Schema of every service, then the topology of the bus.</summary>
public static class Migration
{
    /// <summary>Migrates all, or one service. Settings beyond the first word are host settings.</summary>
    public static async Task<int> Run(string[] args)
    {
        var only = args is [var name, ..] && !name.StartsWith('-') ? name : "all";
        var settings = args.Where(a => a.StartsWith('-')).ToArray();
        await using var modules = Modules(settings);
        await modules.Services.GetRequiredService<SchemaMigration>().Run(only);
        if (only is "all" or "gateway")
            await GatewayDatabase.Migrate(modules.Services);
        if (only == "all")
            await Topology(settings);
        return 0;
    }

    /// <summary>Every module in a container that is never started: only its databases and doors are asked for.</summary>
    private static WebApplication Modules(string[] settings)
    {
        var builder = PlatformHost.CreateBuilder(settings);
        builder.AddIdentityModule();
        builder.AddGrievances();
        builder.AddAssessments();
        builder.AddEngagement();
        builder.AddTransparency();
        builder.AddBus(AddConsumers);
        return builder.Build();
    }

    /// <summary>Declares every queue and binding, and consumes nothing.</summary>
    public static async Task Topology(string[] settings)
    {
        var builder = PlatformHost.CreateBuilder(settings);
        builder.Services.AddSingleton<TimeProvider, MicrosecondClock>();
        builder.AddBus(AddConsumers, topologyOnly: true);
        using var host = builder.Build();
        await host.Services.DeclareTopology(CancellationToken.None);
    }

    private static void AddConsumers(Consumers consumers)
    {
        consumers.AddIdentityConsumers();
        consumers.AddGrievancesConsumers();
        consumers.AddAssessmentsConsumers();
        consumers.AddEngagementConsumers();
        consumers.AddTransparencyConsumers();
    }
}
