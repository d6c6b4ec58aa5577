using Npgsql;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>What an operator asks after a restore: does every chain hold, and where does it end?</summary>
public sealed class AuditCommandTests(SharedDistributed distributed) : OnDistributed(distributed)
{
    [Fact]
    public async Task TheChainsOfATenant_Hold_UntilSomebodyChangesALine()
    {
        var tenant = await Tenant.Create(Distributed.Platform, "Audited Clinic");
        var line = await People.Eventually(() => Audit(tenant.Slug), found => found.Contains("ends at", StringComparison.Ordinal), 60);
        Assert.Contains("holds", line, StringComparison.Ordinal);

        // Only a superuser can: the application's role may add lines and read them.
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Distributed.Platform.AdminConnection) { Database = "identity" });
        await using (var change = source.CreateCommand($"update audit_lines set purpose = purpose || '!' where id = (select c.line_id from audit_chain c join known_tenants t on t.id = c.tenant_id where t.slug = '{tenant.Slug}' and c.sequence = 1)"))
            Assert.Equal(1, await change.ExecuteNonQueryAsync());

        var broken = await Assert.ThrowsAsync<InvalidOperationException>(() => Run("identity"));
        Assert.Contains("ended with 1", broken.Message, StringComparison.Ordinal);
        Assert.Contains("BROKEN at 1", broken.Message.Split('\n').Single(l => l.Contains(tenant.Slug, StringComparison.Ordinal)), StringComparison.Ordinal);

        // The other tests of this run share the database.
        await using var mend = source.CreateCommand($"update audit_lines set purpose = rtrim(purpose, '!') where purpose like '%!'");
        await mend.ExecuteNonQueryAsync();
        Assert.Contains("holds", await Audit(tenant.Slug), StringComparison.Ordinal);
    }

    private async Task<string> Audit(string slug) => (await Run("identity")).Split('\n').Single(l => l.Contains(slug, StringComparison.Ordinal));

    private Task<string> Run(string service) => ServerProcess.Run("services/Migrator", ["audit", service], new Dictionary<string, string> { ["HEED_SERVERS_JSON"] = Distributed.Platform.Servers });
}
