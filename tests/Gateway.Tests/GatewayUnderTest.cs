using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests;

/// <summary>The real gateway on a loopback port of its own, in front of services that show what reached them.</summary>
public sealed class GatewayUnderTest : IAsyncDisposable
{
    private readonly string[] settings;
    private WebApplication app;

    private GatewayUnderTest(string address, string folder, Services services, string[] settings, (WebApplication App, Lines Log) running) =>
        (Address, Folder, Services, this.settings, app, Log) = (address, folder, services, settings, running.App, running.Log);

    /// <summary>Its clock, for all that is due at some time.</summary>
    public Ahead Clock => (Ahead)Of<TimeProvider>();

    public string Address { get; }

    public string Folder { get; }

    public Services Services { get; }

    /// <summary>Lines of the log, of the process that runs now.</summary>
    public Lines Log { get; private set; }

    public static async Task<GatewayUnderTest> Start(params string[] more)
    {
        var address = $"http://localhost:{FreePort()}";
        var issuer = more.FirstOrDefault(m => m.StartsWith("--Issuer=", StringComparison.Ordinal))?["--Issuer=".Length..] ?? address;
        var services = new Services(issuer, FreePort());
        await services.Start();
        var folder = Directory.CreateTempSubdirectory("heed-gateway-").FullName;
        var management = more.FirstOrDefault(m => m.StartsWith("--Management:Port=", StringComparison.Ordinal))?.Split('=')[1];
        string[] settings =
        [
            $"--urls={address}{(management is null ? "" : $";http://localhost:{management}")}", $"--Issuer={issuer}", $"--IdentityInternal={services.Address}", $"--Data:Folder={folder}", $"--Keys:Directory={folder}/keys", "--Keys:Create=true", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
            .. new[] { "assessments", "engagement", "grievances", "transparency", "identity" }.Select(s => $"--Services:{s}:http:0={services.Address}"),
            .. more,
        ];
        return new GatewayUnderTest(address, folder, services, settings, await Run(settings));
    }

    /// <summary>Stops the gateway and starts another one on the same folder.</summary>
    public async Task Restart()
    {
        await Stop();
        (app, Log) = await Run(settings);
    }

    /// <summary>One more gateway on the same folder and database, as a second pod is.</summary>
    public async Task<Replica> Replicate()
    {
        var address = $"http://localhost:{FreePort()}";
        return new Replica(address, (await Run([.. settings, $"--urls={address}"])).App);
    }

    /// <summary>What each file of the database holds, byte for byte. A connection is held open for as long: files beside the database go with its last one.</summary>
    public async Task<IReadOnlyList<string>> Kept()
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Folder, "gateway.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master";
        await command.ExecuteScalarAsync();
        var kept = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "gateway.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            kept.Add(await reader.ReadToEndAsync());
        }
        return kept;
    }

    public T Of<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public Browser Browser() => new(Address);

    public async Task<Browser> SignedIn()
    {
        var browser = Browser();
        var answer = await browser.Follow("/signin?returnUrl=/console/grievances");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await Services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task Stop()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<(WebApplication App, Lines Log)> Run(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        var log = new Lines();
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(new Ahead());
        builder.AddGateway();
        var app = builder.Build();
        app.UseGateway();
        await GatewayDatabase.Migrate(app.Services);
        await app.StartAsync();
        return (app, log);
    }

    public static int FreePort() => Testing.ServerProcess.FreePort();
}

/// <summary>Another gateway beside the first.</summary>
public sealed class Replica(string address, WebApplication app) : IAsyncDisposable
{
    public Browser Browser() => new(address);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>The clock of the machine, set forward by a test. Timers run as ever.</summary>
public sealed class Ahead : TimeProvider
{
    public TimeSpan By { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
}
