using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Testing;

namespace Benchmarks;

/// <summary>
/// A database of its own with the service's roles, and a virtual host of its own at the broker with every queue declared: what a
/// benchmark leaves behind reaches no consumer of anybody else, and is gone afterwards.
/// </summary>
public sealed class BenchmarkServers : IAsyncDisposable
{
    private readonly string name = "benchmark_" + Guid.NewGuid().ToString("N")[..12];
    private readonly string connection;
    private readonly IConfiguration servers;
    private readonly NpgsqlConnectionStringBuilder admin;

    private BenchmarkServers(string connection, IConfiguration servers)
    {
        (this.connection, this.servers) = (connection, servers);
        admin = new NpgsqlConnectionStringBuilder(servers["Admin:postgres"]);
        Bus = new UriBuilder(servers["Bus:Url"]!) { Path = "/" + name }.Uri.ToString();
        Database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(admin.ToString()) { Database = name, MaxPoolSize = 4 });
    }

    /// <summary>The broker, at the virtual host.</summary>
    public string Bus { get; }

    /// <summary>The database as its superuser sees it: for counting, and for what only an owner may make.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>Connection string of a role: the service itself, its relay or its owner.</summary>
    public string Connection(string role) => new NpgsqlConnectionStringBuilder(servers.GetConnectionString(role)) { Database = name }.ToString();

    /// <summary>Settings that lead a host here.</summary>
    public IEnumerable<string> Settings =>
    [
        "--Database:Provider=Postgres", "--Bus:Transport=RabbitMq", $"--Bus:Url={Bus}",
        .. new[] { "grievances", "grievances-relay", "grievances-owner" }.Select(role => $"--ConnectionStrings:{role}={Connection(role)}{(role == "grievances" ? ";" + connection : "")}"),
    ];

    public static async Task<BenchmarkServers> Create(string connection)
    {
        var made = new BenchmarkServers(connection, new ConfigurationBuilder().AddJsonFile(Environment.GetEnvironmentVariable("HEED_SERVERS_JSON")!).Build());
        await using (var cluster = NpgsqlDataSource.Create(made.admin))
        {
            await Run(cluster, $"create database {made.name} owner grievances_owner");
            await Run(cluster, $"grant connect on database {made.name} to grievances_app, grievances_relay");
        }
        await Run(made.Database, "alter schema public owner to grievances_owner; grant usage on schema public to grievances_app, grievances_relay");
        await Run(made.Database, "grant usage, create on schema public to grievances_door; alter default privileges for role grievances_owner revoke execute on functions from public");
        await Rabbit("add_vhost", made.name);
        await Rabbit("set_permissions", "-p", made.name, new Uri(made.Bus).UserInfo.Split(':')[0], ".*", ".*", ".*");
        await Migrator.Migration.Topology([.. made.Settings]);
        return made;
    }

    /// <summary>Asks the database for a number.</summary>
    public async Task<long> Count(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Process id of PostgreSQL.</summary>
    public async Task<int> Postmaster()
    {
        await using var connection = await Database.OpenConnectionAsync();
        return CpuMeter.Parent(connection.ProcessID);
    }

    /// <summary>Process id of RabbitMQ.</summary>
    public async Task<int> Broker() => int.Parse((await Rabbit("eval", "os:getpid().")).Trim().Trim('"'), CultureInfo.InvariantCulture);

    /// <summary>Waits until the database gives zero; false where it does not in time.</summary>
    public async Task<bool> Zero(string sql, TimeSpan patience)
    {
        for (var waited = Stopwatch.StartNew(); await Count(sql) != 0; await Task.Delay(100))
            if (waited.Elapsed > patience)
                return false;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await using (var cluster = NpgsqlDataSource.Create(admin))
            await Run(cluster, $"drop database {name} with (force)");
        await Rabbit("delete_vhost", name);
    }

    private static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> Rabbit(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "infra", "servers.sh"), "rabbitmqctl", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HEED_SERVERS"] = Path.GetDirectoryName(Path.GetFullPath(Environment.GetEnvironmentVariable("HEED_SERVERS_JSON")!));
        using var process = Process.Start(start)!;
        var (said, faults) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException($"rabbitmqctl {arguments[0]} ended with {process.ExitCode}: {await said}{await faults}");
    }
}
