using System.Text.Json;
using AllInOne;
using AllInOne.Demo;
using Assessments.Data;
using Grievances.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Tenancy;
using Testing;
using Xunit;

namespace Architecture.Tests;

/// <summary>The embedded mode's folder, its commands on the files of a stopped server, and its demo.</summary>
public sealed class EmbeddedTests(BuiltPlatform platform) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("heed-embedded-").FullName;

    private Command Asked(params string[] args) => Command.Read([.. args, "--data", folder, "--urls", "http://localhost:1", "--applicationName", "AllInOne"]);

    [Fact]
    public void TheFolder_IsTakenOnce_AndItsAddressLivesAsLongAsItsLock()
    {
        using (var first = DataFolder.TryTake(Asked()))
        {
            Assert.NotNull(first);
            Assert.Null(DataFolder.TryTake(Asked()));
            Assert.Contains("still starting", Assert.Throws<UsageException>(() => DataFolder.Running(Asked())).Message, StringComparison.Ordinal);
            first.Announce(new Uri("http://localhost:9000"));
            Assert.Equal(9000, DataFolder.Running(Asked()).Port);
        }
        Assert.False(File.Exists(Path.Combine(folder, "server.json")));
        // A server that was killed left its address behind.
        File.WriteAllText(Path.Combine(folder, "server.json"), """{"baseUrl":"http://localhost:9000"}""");
        using var next = DataFolder.TryTake(Asked());
        Assert.Throws<UsageException>(() => DataFolder.Running(Asked()));
    }

    [Fact]
    public void AFolderThatCantBeUsed_IsNotCalledTaken()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        var refused = Assert.Throws<UsageException>(() => DataFolder.TryTake(Command.Read(["--data", Path.Combine(file, "below")])));
        Assert.Contains("can't be used as the data folder", refused.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(folder, "heed.lock"));
        Assert.Throws<UsageException>(() => DataFolder.TryTake(Asked()));
    }

    [Theory]
    [InlineData("/tmp/a", "/tmp/a", true)]
    [InlineData("/tmp/a/", "/tmp/a", true)]
    [InlineData("/tmp/a", "/tmp/a/keys", true)]
    [InlineData("/tmp/a", "/tmp/ab", false)]
    [InlineData("/tmp/a", "/tmp", false)]
    public void KeysInOrBelowTheData_AreWarnedOf(string data, string keys, bool beside) =>
        Assert.Equal(beside, Command.Read(["--data", data, "--keys", keys]).KeysBesideData);

    [Fact]
    public async Task ACommand_SaysSo_WhereTheServerDoesNotAnswer()
    {
        using var held = DataFolder.TryTake(Asked())!;
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        string[] create = ["create-tenant", "clinic", "--name", "Clinic", "--admin", "first@clinic"];
        Assert.Contains("operator's secret", (await Assert.ThrowsAsync<UsageException>(() => TenantCommand.Run(Asked(create)))).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "keys", "operator.secret"), "secret");
        Assert.Contains("still starting", (await Assert.ThrowsAsync<UsageException>(() => TenantCommand.Run(Asked(create)))).Message, StringComparison.Ordinal);
        held.Announce(new Uri($"http://localhost:{ServerProcess.FreePort()}"));
        Assert.Contains("does not answer", (await Assert.ThrowsAsync<UsageException>(() => TenantCommand.Run(Asked(create)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InTheFilesOfAStoppedServer_TenantsAreMade_RefusedInWords_AndRecordsImported()
    {
        string[] Create(string slug) => ["create-tenant", slug, "--name", "Clinic", "--admin", $"first@{slug}"];
        Assert.Equal(0, await TenantCommand.Run(Asked(Create("clinic"))));
        foreach (var slug in new[] { "clinic", "Not A Slug" })
        {
            var refused = await Assert.ThrowsAsync<UsageException>(() => TenantCommand.Run(Asked(Create(slug))));
            Assert.Contains(' ', refused.Message);
            Assert.DoesNotContain("identity.", refused.Message, StringComparison.Ordinal);
        }

        await Know("clinic");
        var records = Directory.CreateDirectory(Path.Combine(folder, "records")).FullName;
        for (var i = 0; i < 60; i++)
            await File.WriteAllTextAsync(Path.Combine(records, $"{i:00}.json"), Record($"AVID-2026-V{i:000}", i == 7 ? "Half \\ud800" : new string('d', 9_000)));
        await File.WriteAllTextAsync(Path.Combine(records, "99.json"), Record("AVID-2026-V999", new string('d', 300_000)));
        Assert.Equal(1, await ImportCommand.Run(Asked("import-incidents", records, "--tenant", "clinic")));
        await using var library = new SqliteConnection($"Data Source={Path.Combine(folder, "assessments.db")}");
        await library.OpenAsync(TestContext.Current.CancellationToken);
        await using var count = new SqliteCommand("SELECT count(*) FROM known_incidents", library);
        Assert.Equal(59L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(Path.Combine(records, "98.json"), "{");
        Assert.Contains("98.json", (await Assert.ThrowsAsync<UsageException>(() => ImportCommand.Run(Asked("import-incidents", records, "--tenant", "clinic")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACallOfAnImport_StaysBelowWhatTheServerTakes()
    {
        var small = Enumerable.Range(0, 120).Select(i => JsonDocument.Parse(Record($"AVID-2026-V{i:000}", "d")).RootElement);
        Assert.Equal([50, 50, 20], ImportCommand.Batches(small).Select(b => b.Count));
        var large = Enumerable.Range(0, 30).Select(i => JsonDocument.Parse(Record($"AVID-2026-V{i:000}", new string('d', 60_000))).RootElement).ToList();
        var batches = ImportCommand.Batches(large).ToList();
        Assert.Equal(30, batches.Sum(b => b.Count));
        Assert.All(batches, b => Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(b).Length, 1, 205 * 1024));
    }

    [Fact]
    public async Task TheDemo_MadeOnTheSecondOfAMonth_HoldsNothingOfTheFuture()
    {
        var today = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
        var command = Asked("demo");
        await DemoSeed.Once(command, Composition.Settings(command), today);
        await using var cases = new SqliteConnection($"Data Source={Path.Combine(folder, "grievances.db")}");
        await cases.OpenAsync(TestContext.Current.CancellationToken);
        await using var newest = new SqliteCommand("SELECT max(filed_at), max(acknowledged_at), max(closed_at), sum(acknowledged_at IS NULL) FROM grievances", cases);
        await using var row = await newest.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await row.ReadAsync(TestContext.Current.CancellationToken);
        for (var column = 0; column < 3; column++)
            Assert.InRange(row.GetDateTime(column), today.UtcDateTime.AddMonths(-1), today.UtcDateTime);
        // Beside the three of each tenant that still wait, those whose day would only come.
        Assert.True(row.GetInt64(3) > 6);
    }

    [Fact]
    public async Task TheDemo_DoesNotWaitForEver_AndNamesWhatIsStuck()
    {
        var database = platform.Services.Services.GetRequiredService<IConfiguration>().ConnectionString("grievances");
        await using var connection = new SqliteConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var stuck = new SqliteCommand("""
            INSERT INTO outbox (id, tenant_id, type, body, occurred_at, attempts, next_attempt_at)
            VALUES ('00000000-0000-0000-0000-0000000000AA', '00000000-0000-0000-0000-0000000000BB', 'grievances.of-another-version.v9', '{}', '2026-01-01 00:00:00', 0, '2999-01-01 00:00:00')
            """, connection);
        await stuck.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        try
        {
            var failed = await Assert.ThrowsAsync<UsageException>(() => DemoStories.Settle(platform.Services.Services, TimeSpan.FromMilliseconds(300)));
            Assert.Contains("grievances: grievances.of-another-version.v9 (1)", failed.Message, StringComparison.Ordinal);
        }
        finally
        {
            stuck.CommandText = "DELETE FROM outbox WHERE id = '00000000-0000-0000-0000-0000000000AA'";
            await stuck.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>Makes a tenant known to the library's service, as Identity's event does where services run.</summary>
    private async Task Know(string slug)
    {
        await using var services = Composition.Services(Composition.Settings(Asked()));
        await using var scope = services.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AssessmentsDb>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork<AssessmentsDb>>().Write(() => db.Remember(Guid.NewGuid(), slug, "Clinic", true, 1, default));
    }

    private static string Record(string id, string description) =>
        $$$"""{"data_type":"AVID","metadata":{"vuln_id":"{{{id}}}"},"problemtype":{"description":{"value":"A title"}},"filler":"{{{description}}}" }""";

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
