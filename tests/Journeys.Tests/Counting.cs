using Microsoft.Data.Sqlite;
using Npgsql;
using Testing;

namespace Journeys.Tests;

/// <summary>Looks into a service's tables from outside, where the public address rightly doesn't tell.</summary>
public static class Counting
{
    public static async Task<long> Count(this EmbeddedPlatform platform, string service, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(platform.Data, service + ".db")};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<long> Count(this DistributedPlatform platform, string service, string sql)
    {
        // As a superuser of the test's own cluster: the application's role sees no tenant's rows here, and that is right.
        var admin = new NpgsqlConnectionStringBuilder(platform.AdminConnection) { Database = service };
        await using var source = NpgsqlDataSource.Create(admin);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Changes a row as no service would, to stand for time that has passed.</summary>
    public static async Task Change(this PlatformUnderTest platform, string service, string sql)
    {
        await using System.Data.Common.DbConnection connection = platform switch
        {
            EmbeddedPlatform embedded => new SqliteConnection($"Data Source={Path.Combine(embedded.Data, service + ".db")}"),
            DistributedPlatform distributed => new NpgsqlConnection(new NpgsqlConnectionStringBuilder(distributed.AdminConnection) { Database = service }.ToString()),
            _ => throw new InvalidOperationException("Unknown platform."),
        };
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (await command.ExecuteNonQueryAsync() == 0)
            throw new InvalidOperationException($"Nothing was changed by: {sql}");
    }
}
