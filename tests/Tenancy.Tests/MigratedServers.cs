using System.Text.Json;
using Npgsql;
using Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Tenancy.Tests.MigratedServers))]

namespace Tenancy.Tests;

/// <summary>The databases of the test cluster, migrated by the Migrator as the owner roles.</summary>
public sealed class MigratedServers : IAsyncLifetime
{
    private JsonDocument servers = null!;

    public string Json { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Json = await DistributedPlatform.ServersJson();
        servers = JsonDocument.Parse(await File.ReadAllTextAsync(Json));
        await ServerProcess.Run("services/Migrator", ["migrate", "all", "--Issuer=http://localhost:1"], new Dictionary<string, string> { ["HEED_SERVERS_JSON"] = Json });
    }

    public string Connection(string name) => servers.RootElement.GetProperty("ConnectionStrings").GetProperty(name).GetString()!;

    public async Task<NpgsqlConnection> Open(string name)
    {
        var connection = new NpgsqlConnection(Connection(name));
        await connection.OpenAsync();
        return connection;
    }

    public string SuperuserConnection(string database) =>
        new NpgsqlConnectionStringBuilder(servers.RootElement.GetProperty("Admin").GetProperty("postgres").GetString()) { Database = database }.ToString();

    public async Task<NpgsqlConnection> Superuser(string database)
    {
        var connection = new NpgsqlConnection(SuperuserConnection(database));
        await connection.OpenAsync();
        return connection;
    }

    public ValueTask DisposeAsync()
    {
        servers.Dispose();
        return ValueTask.CompletedTask;
    }
}
