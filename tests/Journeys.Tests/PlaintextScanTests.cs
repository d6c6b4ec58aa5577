using System.Text;
using Npgsql;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>After a run, no word of a grievance, no receipt and no contact is found in files, logs or messages.</summary>
public sealed class PlaintextScanTests(SharedEmbedded embedded, SharedDistributed distributed)
{
    private static readonly string[] Words = ["Xylographer", "Quockerwodger", "zinnwaldite@example.org", "Snollygoster"];

    [Fact]
    public async Task EmbeddedFilesAndLogs_HoldNoWordOfIt()
    {
        var needles = await WholeCase(embedded.Platform);
        foreach (var file in Directory.EnumerateFiles(embedded.Platform.Data, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("heed.lock", StringComparison.Ordinal)))
            Clean(await Snapshot(file), file, needles);
        Clean(Encoding.UTF8.GetBytes(embedded.Platform.Logs), "the log", needles);
    }

    [Fact]
    public async Task PostgresAndRabbitFilesAndLogs_HoldNoWordOfIt()
    {
        var needles = await WholeCase(distributed.Platform);
        await using (var source = NpgsqlDataSource.Create(distributed.Platform.AdminConnection))
        await using (var checkpoint = source.CreateCommand("checkpoint"))
            await checkpoint.ExecuteNonQueryAsync();
        // The servers' own folders: tables, write-ahead log, server log, message store.
        var folder = Path.GetDirectoryName(distributed.Platform.Servers)!;
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }))
            if (new FileInfo(file) is { Exists: true, Length: > 0 })
                Clean(await Snapshot(file), file, needles);
        Clean(Encoding.UTF8.GetBytes(distributed.Platform.Logs), "the logs", needles);
    }

    private static async Task<IReadOnlyList<byte[]>> WholeCase(PlatformUnderTest platform)
    {
        var tenant = await Tenant.Create(platform, "Canary Clinic");
        using var anybody = platform.Anybody();
        using var handler = await tenant.Person("case-handler");
        var filed = await anybody.Post($"/api/grievances/v1/public/{tenant.Slug}/grievances", new
        {
            language = "en", summary = $"The {Words[0]} case", whatHappened = $"It called me a {Words[1]}. {new string('x', 3000)} {Words[1]}", affected = "self",
            systemDescription = Words[3], contact = new { kind = "email", value = Words[2] },
        });
        var receipt = filed.GetProperty("receipt").GetString()!;
        using var mailbox = await Loop.Mailbox(platform, receipt);
        await mailbox.Post("/api/grievances/v1/mailbox/messages", new { text = $"Once more: {Words[1]}" });
        var id = (await handler.Get("/api/grievances/v1/cases")).GetProperty("items")[0].GetProperty("id").GetGuid();
        Assert.Contains(Words[1], (await handler.Get($"/api/grievances/v1/cases/{id}")).GetProperty("whatHappened").GetString(), StringComparison.Ordinal);
        await handler.Post($"/api/grievances/v1/cases/{id}/messages", new { text = $"About the {Words[0]}" });
        using var browser = platform.Browser();
        using var page = await browser.GetAsync($"/portal/{tenant.Slug}/file?{Words[3]}={receipt}");
        await Task.Delay(TimeSpan.FromSeconds(2));
        return [.. Words.Append(receipt).Append(string.Join(' ', receipt.Chunk(4).Select(c => new string(c)))).Select(Encoding.UTF8.GetBytes)];
    }

    private static void Clean(byte[] content, string where, IReadOnlyList<byte[]> needles)
    {
        foreach (var needle in needles)
            Assert.True(content.AsSpan().IndexOf(needle) < 0, $"{Encoding.UTF8.GetString(needle)} stands in {where}");
    }

    private static async Task<byte[]> Snapshot(string file)
    {
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory);
            return memory.ToArray();
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
