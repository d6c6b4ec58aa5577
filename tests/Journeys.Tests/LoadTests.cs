using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>32 clients at once, 2,000 grievances, one organisation: nothing lost, nothing twice, nobody answered with an error.</summary>
public sealed class LoadTests(SharedEmbedded embedded, SharedDistributed distributed)
{
    private const int Clients = 32;
    private const int Count = 2_000;

    [Fact]
    public Task Load_OnSqlite_LosesNothing() => Run(embedded.Platform, (service, sql) => Sqlite(embedded.Platform, service, sql));

    [Fact]
    public Task Load_OnPostgresAndRabbit_LosesNothing() => Run(distributed.Platform, (service, sql) => Postgres(distributed.Platform, service, sql));

    private static async Task Run(PlatformUnderTest platform, Func<string, string, Task<long>> count)
    {
        var tenant = await Tenant.Create(platform, "Load Clinic");
        using var publisher = await tenant.Person("publisher");
        var before = await Counts(count);
        var load = await Filing.Run(platform, tenant, Clients, Count, "load");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load.PerSecond:0} filings a second at {Clients} clients"));
        TestContext.Current.AddAttachment("filings-per-second", load.PerSecond.ToString("0", CultureInfo.InvariantCulture));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{platform.GetType().Name}: {load.PerSecond:0} filings a second at {Clients} clients"));

        Assert.Empty(load.Faults);
        Assert.Equal(Count, load.Answered.Count);
        Assert.Equal(Count, load.Answered.Values.Distinct().Count());
        await People.Eventually(() => Filing.Projected(publisher), total => total == Count, 120);
        // Everything is on its way and everything arrived once: no row unsent, one case and one fact for each.
        await People.Eventually(() => count("grievances", "select count(*) from outbox where sent_at is null"), unsent => unsent == 0, 60);
        var after = await Counts(count);
        Assert.Equal(Count, after.Cases - before.Cases);
        Assert.Equal(Count, after.Facts - before.Facts);
        Assert.Equal(Count, after.Signals - before.Signals);
        Assert.Equal(0, await count("transparency", "select count(*) from dead_letters"));

        foreach (var receipt in load.Answered.Values.Take(20))
        {
            using var mailbox = await Loop.Mailbox(platform, receipt);
            Assert.Equal("received", (await mailbox.Get("/api/grievances/v1/mailbox")).GetProperty("state").GetString());
        }
    }

    private static async Task<(long Cases, long Facts, long Signals)> Counts(Func<string, string, Task<long>> count) => (
        await count("grievances", "select count(*) from grievances"),
        await count("transparency", "select count(*) from case_facts"),
        await count("assessments", "select count(*) from signals"));

    private static async Task<long> Sqlite(EmbeddedPlatform platform, string service, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(platform.Data, service + ".db")};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<long> Postgres(DistributedPlatform platform, string service, string sql)
    {
        // As a superuser of the test's own cluster: the application's role rightly sees no tenant's rows here.
        var admin = new NpgsqlConnectionStringBuilder(platform.AdminConnection) { Database = service };
        await using var source = NpgsqlDataSource.Create(admin);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
