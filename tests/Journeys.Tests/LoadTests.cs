using System.Globalization;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>32 clients at once, 2,000 grievances, one organisation: nothing lost, nothing twice, nobody answered with an error.</summary>
public sealed class LoadTests(SharedEmbedded embedded, SharedDistributed distributed) : OnDistributed(distributed)
{
    private const int Clients = 32;
    private const int Count = 2_000;

    [Fact]
    public Task Load_OnSqlite_LosesNothing() => Run(embedded.Platform, embedded.Platform.Count);

    [Fact]
    public Task Load_OnPostgresAndRabbit_LosesNothing() => Run(Distributed.Platform, Distributed.Platform.Count);

    private static async Task Run(PlatformUnderTest platform, Func<string, string, Task<long>> count)
    {
        var tenant = await Tenant.Create(platform, "Load Clinic");
        using var publisher = await tenant.Person("publisher");
        var load = await Filing.Run(platform, tenant, Clients, Count, "load");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{platform.GetType().Name}: {load.PerSecond:0} filings a second at {Clients} clients, 99th percentile {load.P99:0} ms"));

        Assert.Empty(load.Faults);
        Assert.Equal(Count, load.Answered.Count);
        Assert.Equal(Count, load.Answered.Values.Distinct().Count());
        await People.Eventually(() => Filing.Projected(publisher), total => total == Count, 120);
        // Everything is on its way and everything arrived once: no row unsent, one case and one fact for each.
        await People.Eventually(() => count("grievances", "select count(*) from outbox where sent_at is null"), unsent => unsent == 0, 60);
        Assert.Equal(Count, await Rows("grievances", "grievances"));
        Assert.Equal(Count, await Rows("transparency", "case_facts"));
        await People.Eventually(() => Rows("assessments", "signals"), signals => signals == Count, 60);
        Assert.Equal(0, await count("transparency", "select count(*) from dead_letters"));

        foreach (var receipt in load.Answered.Values.Take(20))
        {
            using var mailbox = await Loop.Mailbox(platform, receipt);
            Assert.Equal("received", (await mailbox.Get("/api/grievances/v1/mailbox")).GetProperty("state").GetString());
        }

        // Of this organisation alone: events of what other tests filed may still be under way.
        Task<long> Rows(string service, string table) => count(service, $"select count(*) from {table} where tenant_id = (select id from known_tenants where slug = '{tenant.Slug}')");
    }
}
