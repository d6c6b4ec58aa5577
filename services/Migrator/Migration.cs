using AllInOne;
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
    private const string All = "all";
    private const string Gateway = "gateway";

    /// <summary>Migrates all, or one service. Settings beyond the first word are host settings.</summary>
    public static async Task<int> Run(string[] args)
    {
        var words = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var settings = args.Where(a => a.StartsWith("--", StringComparison.Ordinal)).ToArray();
        await using var modules = Modules(settings);
        var known = modules.Services.GetServices<ServiceDatabase>().Select(d => d.Service).Append(Gateway).Prepend(All).ToArray();
        if (words.Length > 1 || (words is [var given] && !known.Contains(given)))
            throw new UsageException($"migrate takes one of {string.Join(", ", known)}, not {string.Join(' ', words)}. Settings are written --name=value.");
        var only = words is [var name] ? name : All;
        await modules.Services.GetRequiredService<SchemaMigration>().Run(only);
        if (only is All or Gateway)
            await GatewayDatabase.Migrate(modules.Services);
        if (only == All)
            await Topology(settings);
        return 0;
    }

    /// <summary>Every module in a container that is never started: only its databases and doors are asked for.</summary>
    internal static WebApplication Modules(string[] settings)
    {
        var builder = PlatformHost.CreateBuilder(settings);
        builder.AddIdentityModule();
        builder.AddGrievances();
        builder.AddAssessments();
        builder.AddEngagement();
        builder.AddTransparency();
        builder.AddBus(EveryConsumer.Add);
        return builder.Build();
    }

    /// <summary>Declares every queue and binding, and consumes nothing.</summary>
    public static async Task Topology(string[] settings)
    {
        var builder = PlatformHost.CreateBuilder(settings);
        builder.Services.AddSingleton<TimeProvider, MicrosecondClock>();
        builder.AddBus(EveryConsumer.Add, topologyOnly: true);
        using var host = builder.Build();
        await host.Services.DeclareTopology(CancellationToken.None);
    }
}
