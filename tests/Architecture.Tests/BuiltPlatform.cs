using AllInOne;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Tenancy;
using Xunit;

[assembly: AssemblyFixture(typeof(Architecture.Tests.BuiltPlatform))]

namespace Architecture.Tests;

/// <summary>The services application as it is composed, built and not started: its endpoints and models are the real ones.</summary>
public sealed class BuiltPlatform : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("heed-architecture-").FullName;

    public WebApplication Services { get; private set; } = null!;

    public IReadOnlyList<RouteEndpoint> Endpoints { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Services = Composition.Services(Composition.Settings(Command.Read(["--data", folder, "--urls", "http://localhost:1", "--applicationName", "AllInOne"])));
        await Composition.Migrate(Services);
        await Services.StartAsync();
        Endpoints = [.. Services.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
    }

    /// <summary>Each service's context, for reading its model.</summary>
    public IEnumerable<PlatformDb> Contexts()
    {
        var scope = Services.Services.CreateScope();
        return Services.Services.GetServices<ServiceDatabase>().Select(d => (PlatformDb)scope.ServiceProvider.GetRequiredService(d.Context));
    }

    public async ValueTask DisposeAsync()
    {
        await Services.StopAsync();
        await Services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
