using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Platform.Audit;
using Platform.Files;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Files that came in while the scanner was away are scanned when a handler asks for them.</summary>
public sealed class LateScanTests
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task AfterAnOutage_AFileIsScannedBeforeItIsServed_AndWhoAsksIsWarned()
    {
        var servers = new ConfigurationBuilder().AddJsonFile(await Testing.DistributedPlatform.ServersJson()).Build();
        var (scanner, mark) = (ClamdAddress.Parse(servers["Files:Clamd"]!), RandomNumberGenerator.GetBytes(24));
        byte[] bytes = [.. RandomNumberGenerator.GetBytes(5000), .. mark];
        var own = Path.Combine(servers["Admin:clamdSignatures"]!, $"late-{Guid.NewGuid():N}.ndb");
        await File.WriteAllTextAsync(own, $"Heed.Test.Late:0:*:{Convert.ToHexStringLower(mark)}\n");
        var port = Free();
        using var line = new TcpListener(IPAddress.Loopback, port);
        using var closed = new CancellationTokenSource();
        try
        {
            await Reload(scanner);
            await using var server = await OwnServer.Now($"127.0.0.1:{port}");
            var tenant = await server.Tenant();
            using var person = server.Anybody();
            var (clean, bad) = (await Uploads.Whole(person, tenant, "clean.bin", "clean"u8.ToArray()), await Uploads.Whole(person, tenant, "sent to me.bin", bytes));
            var shared = await Uploads.Whole(person, tenant, "shared.bin", bytes);
            var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", files = new[] { clean, bad, shared } });
            using var owner = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
            var (adviser, _) = await server.TakeOver((await GrievancesServer.Post(owner, "/mailbox/companions", new { role = "adviser" })).GetProperty("receipt").GetString()!);
            var kase = await server.CaseOf(tenant);
            using var handler = server.Handler(tenant);
            // Away: it is served as it is, and says so.
            Assert.Equal(bytes, await handler.GetByteArrayAsync($"{Api}/cases/{kase}/files/{bad.Id}"));
            Assert.Equal([ScanState.Unscanned, ScanState.Unscanned, ScanState.Unscanned], await Scans());

            await Knows(scanner, bytes);
            line.Start();
            _ = Forward(line, scanner, closed.Token);
            Assert.Equal("clean"u8.ToArray(), await handler.GetByteArrayAsync($"{Api}/cases/{kase}/files/{clean.Id}"));
            Assert.Equal([ScanState.Clean, ScanState.Unscanned, ScanState.Unscanned], await Scans());
            using (var warned = await handler.GetAsync($"{Api}/cases/{kase}/files/{bad.Id}"))
                Assert.Equal("grievances.file_infected", await warned.Problem(HttpStatusCode.Conflict));
            Assert.Equal([ScanState.Clean, ScanState.Infected, ScanState.Unscanned], await Scans());
            Assert.Contains("a virus scanner warns of it", (await handler.Page($"/console/grievances/{kase}")).Body!.TextContent, StringComparison.Ordinal);
            // Who asks again knows, and gets it: it may be evidence. It is not scanned once more.
            Assert.Equal(bytes, await handler.GetByteArrayAsync($"{Api}/cases/{kase}/files/{bad.Id}"));
            Assert.Equal(2, await server.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "grievances.file_scanned")));

            // Whoever sent it knows what it is; whoever helps them is warned like a handler.
            Assert.Equal(bytes, await owner.GetByteArrayAsync($"{Api}/mailbox/files/{shared.Id}"));
            using (var warned = await adviser.GetAsync($"{Api}/mailbox/files/{shared.Id}"))
                Assert.Equal("grievances.file_infected", await warned.Problem(HttpStatusCode.Conflict));
            Assert.Equal([ScanState.Clean, ScanState.Infected, ScanState.Infected], await Scans());
            Assert.Equal(bytes, await adviser.GetByteArrayAsync($"{Api}/mailbox/files/{shared.Id}"));
            adviser.Dispose();

            Task<List<ScanState>> Scans() => server.Read(tenant, db => db.Files.OrderBy(f => f.Scan).Select(f => f.Scan).ToListAsync());
        }
        finally
        {
            await closed.CancelAsync();
            File.Delete(own);
            await Reload(scanner);
        }
    }

    private static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>The line to the scanner, once it is there again.</summary>
    private static async Task Forward(TcpListener line, ClamdAddress scanner, CancellationToken closed)
    {
        while (!closed.IsCancellationRequested)
        {
            using var from = await line.AcceptTcpClientAsync(closed);
            using var to = new TcpClient();
            await to.ConnectAsync(scanner.Host, scanner.Port!.Value, closed);
            await Task.WhenAny(from.GetStream().CopyToAsync(to.GetStream(), closed), to.GetStream().CopyToAsync(from.GetStream(), closed));
        }
    }

    private static async Task Knows(ClamdAddress scanner, byte[] bytes)
    {
        for (var attempt = 0; (await new ClamdScanner(scanner).Scan(new MemoryStream(bytes))).Verdict != ScanVerdict.Infected; attempt++)
        {
            Assert.True(attempt < 60, "The scanner did not come to know the file.");
            await Task.Delay(500);
        }
    }

    private static async Task Reload(ClamdAddress scanner)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(scanner.Host, scanner.Port!.Value);
        await using var stream = client.GetStream();
        await stream.WriteAsync("zRELOAD\0"u8.ToArray());
        using var reader = new StreamReader(stream);
        Assert.Contains("RELOADING", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
