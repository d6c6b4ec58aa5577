using System.Diagnostics;
using System.Text.Json;

namespace Testing;

/// <summary>
/// Each host as its own process on PostgreSQL and RabbitMQ, with roles that own nothing. Parts can be started late, to see
/// that what happened before them waits for them.
/// </summary>
public sealed class DistributedPlatform : PlatformUnderTest
{
    private static readonly string[] Services = ["identity", "grievances", "assessments", "engagement", "transparency"];
    private readonly Dictionary<string, int> ports = Services.Append("gateway").ToDictionary(s => s, _ => ServerProcess.FreePort());
    private readonly Dictionary<string, ServerProcess> running = [];
    private readonly string folder = Directory.CreateTempSubdirectory("heed-hosts-").FullName;

    private DistributedPlatform(string servers) => Servers = servers;

    /// <summary>Path of servers.json: connection strings and the bus.</summary>
    public string Servers { get; }

    public override string BaseUrl => $"http://localhost:{ports["gateway"]}";

    public override string Keys => Path.Combine(folder, "keys");

    public override string Logs => string.Join('\n', running.Values.Select(p => p.Output));

    /// <summary>Declares schema and topology, and starts the named services and the gateway.</summary>
    public static async Task<DistributedPlatform> Start(params string[] services)
    {
        var platform = new DistributedPlatform(await ServersJson());
        await ServerProcess.Run("services/Migrator", ["migrate", "all", .. platform.Settings()], platform.Environment);
        await platform.StartServices(services.Length == 0 ? Services : services);
        await platform.StartOne("gateway", "gateway/Gateway.Host");
        return platform;
    }

    /// <summary>Starts services that are not running yet.</summary>
    public Task StartServices(params string[] services) => Task.WhenAll(services.Select(s =>
    {
        var name = char.ToUpperInvariant(s[0]) + s[1..];
        return StartOne(s, $"services/{name}/{name}.Host");
    }));

    /// <summary>Kills one process.</summary>
    public async Task Kill(string service)
    {
        await running[service].Kill();
        running.Remove(service);
    }

    /// <summary>A connection string by its name, for example <c>grievances</c> or <c>grievances-relay</c>.</summary>
    public string Connection(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Servers));
        return json.RootElement.GetProperty("ConnectionStrings").GetProperty(name).GetString()!;
    }

    /// <summary>Superuser of the test's own cluster, for looking from outside.</summary>
    public string AdminConnection
    {
        get
        {
            using var json = JsonDocument.Parse(File.ReadAllText(Servers));
            return json.RootElement.GetProperty("Admin").GetProperty("postgres").GetString()!;
        }
    }

    private Dictionary<string, string> Environment => new() { ["HEED_SERVERS_JSON"] = Servers };

    private async Task StartOne(string service, string project)
    {
        var process = ServerProcess.Start(project, [$"--urls=http://127.0.0.1:{ports[service]}", .. Settings()], Environment);
        lock (running)
            running[service] = process;
        await process.Ready(new Uri($"http://127.0.0.1:{ports[service]}/health/ready"));
    }

    private IEnumerable<string> Settings() =>
    [
        $"--Issuer={BaseUrl}", $"--IdentityInternal=http://127.0.0.1:{ports["identity"]}", $"--Keys:Directory={Keys}", "--Keys:Create=true",
        "--Gateway:RatePerMinute=0",
        .. Services.Select(s => $"--Services:{s}:http:0=http://127.0.0.1:{ports[s]}"),
    ];

    /// <summary>The servers of this test run; started here when nobody did.</summary>
    public static async Task<string> ServersJson()
    {
        if (System.Environment.GetEnvironmentVariable("HEED_SERVERS_JSON") is { Length: > 0 } given)
            return given;
        using var up = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "infra", "servers.sh"), "up"]) { WorkingDirectory = Repository.Root })!;
        await up.WaitForExitAsync();
        return up.ExitCode == 0 ? Path.Combine(Repository.Root, ".cache", "servers", "servers.json") : throw new InvalidOperationException("infra/servers.sh up failed.");
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var process in running.Values)
            await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
