using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>After a run, no word of a grievance, no receipt, no name, no address and no header of a person is found in files, logs, traces, mails or messages.</summary>
public sealed class PlaintextScanTests(SharedDistributed distributed) : OnDistributed(distributed)
{
    private static readonly string[] Services = ["identity", "grievances", "assessments", "engagement", "transparency", "gateway"];

    [Fact]
    public async Task EmbeddedFilesLogsTracesAndMails_HoldNoWordOfIt()
    {
        var canary = new Canary();
        var before = DateTime.UtcNow.AddSeconds(-2);
        await using var collector = await TraceCollector.Start();
        // Behind a proxy that is believed, so that the address of the person is what the platform works with.
        await using var platform = await EmbeddedPlatform.Start(
            "--Gateway:TrustedProxies:0=127.0.0.1", "--Gateway:TrustedProxies:1=::1", "--Mail:RoundMinutes=0", $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--OTEL_METRIC_EXPORT_INTERVAL=1000", "--OTEL_BSP_SCHEDULE_DELAY=500");
        // As long as somebody reads as of the beginning, all that is written stays in the write-ahead log as well.
        await using var reader = new SqliteConnection($"Data Source={Path.Combine(platform.Data, "grievances.db")};Pooling=False");
        await reader.OpenAsync();
        await using var asOfNow = reader.BeginTransaction(deferred: true);
        await using (var first = reader.CreateCommand())
        {
            (first.Transaction, first.CommandText) = (asOfNow, "select count(*) from sqlite_master");
            await first.ExecuteScalarAsync();
        }
        await new CanaryCase(platform, canary).Live();
        var mails = Path.Combine(platform.Data, "mail");
        await People.Eventually(() => Task.FromResult(Directory.Exists(mails) ? Directory.GetFiles(mails, "*.mail").Length : 0), count => count > 0);
        await People.Eventually(() => Task.FromResult(collector.Received.Length), length => length > 10_000);
        await Task.Delay(TimeSpan.FromSeconds(3));

        var scanned = await Scan(canary, Directory.EnumerateFiles(platform.Data, "*", SearchOption.AllDirectories));
        Assert.True(scanned.Any(file => file.EndsWith("grievances.db-wal", StringComparison.Ordinal)) && scanned.Any(file => file.Contains("/files/", StringComparison.Ordinal)), string.Join('\n', scanned));
        canary.Clean(Encoding.UTF8.GetBytes(platform.Logs), "the log");
        canary.Clean(collector.Received, "what went to the collector of traces");
        await Scan(canary, Temporary(before, platform.Data));
    }

    [Fact]
    public async Task PostgresRabbitBlobsAndLogs_HoldNoWordOfIt()
    {
        var canary = new Canary();
        var before = DateTime.UtcNow.AddSeconds(-2);
        await new CanaryCase(Distributed.Platform, canary).Live();
        await Task.Delay(TimeSpan.FromSeconds(2));
        await using (var source = NpgsqlDataSource.Create(Distributed.Platform.AdminConnection))
        await using (var checkpoint = source.CreateCommand("checkpoint"))
            await checkpoint.ExecuteNonQueryAsync();
        // The servers' own folders: tables, write-ahead log, server log, message store, blobs, the scanner's.
        var folder = Path.GetDirectoryName(Distributed.Platform.Servers)!;
        var scanned = await Scan(canary, Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }));
        Assert.Contains(scanned, file => file.Contains("/pg_wal/", StringComparison.Ordinal));
        // A table's own files may be compressed; a dump is not.
        foreach (var service in Services)
            canary.Clean(await Dump(service), $"the dump of {service}");
        canary.Clean(Encoding.UTF8.GetBytes(Distributed.Platform.Logs), "the logs");
        await Scan(canary, Temporary(before, folder));
    }

    [Fact]
    public void ACanary_IsFound_HoweverItIsWritten()
    {
        var canary = new Canary();
        var word = canary.Word("here");
        foreach (var written in new[]
        {
            Encoding.UTF8.GetBytes($"x{word}y"), Encoding.Unicode.GetBytes(word), Encoding.UTF8.GetBytes(word.ToUpperInvariant()), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes("ab" + word))),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(word))), Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("a" + word))),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("ab" + word))),
        })
            Assert.NotNull(canary.Find(written));
        Assert.Null(canary.Find(Encoding.UTF8.GetBytes("nothing of it")));
        canary.Digits("12345678901234567890");
        Assert.NotNull(canary.Find("1234 5678 9012 3456 7890"u8));
    }

    private static async Task<IReadOnlyList<string>> Scan(Canary canary, IEnumerable<string> files)
    {
        var scanned = new List<string>();
        foreach (var file in files.Where(f => !f.EndsWith("heed.lock", StringComparison.Ordinal)))
        {
            canary.Clean(Encoding.UTF8.GetBytes(file), "the name of a file");
            var content = await Snapshot(file);
            if (content.Length > 0)
                scanned.Add(file);
            canary.Clean(content, file);
        }
        return scanned;
    }

    /// <summary>What was written to the folder for temporary files since then, by whoever.</summary>
    private static IEnumerable<string> Temporary(DateTime since, string apart) =>
        Directory.EnumerateFiles(Path.GetTempPath(), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true })
            .Where(f => !f.StartsWith(apart, StringComparison.Ordinal) && new FileInfo(f) is { Exists: true, Length: > 0 and < 100_000_000 } file && file.LastWriteTimeUtc >= since);

    private async Task<byte[]> Dump(string database)
    {
        var admin = new NpgsqlConnectionStringBuilder(Distributed.Platform.AdminConnection);
        var start = new ProcessStartInfo("pg_dump", ["--host", admin.Host!, "--port", $"{admin.Port}", "--username", admin.Username!, database]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = admin.Password;
        using var dump = Process.Start(start)!;
        using var output = new MemoryStream();
        var faults = dump.StandardError.ReadToEndAsync();
        await dump.StandardOutput.BaseStream.CopyToAsync(output);
        await dump.WaitForExitAsync();
        Assert.True(dump.ExitCode == 0, await faults);
        return output.ToArray();
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
        // ENXIO: a socket, which holds nothing.
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or IOException { HResult: 6 })
        {
            return [];
        }
    }
}
