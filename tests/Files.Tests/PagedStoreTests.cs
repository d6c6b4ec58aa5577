using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Platform.Files;
using Testing;
using Xunit;

namespace Files.Tests;

/// <summary>A store lists a thousand names at a time: what lies behind them is neither lost nor given twice.</summary>
public sealed class PagedStoreTests : IAsyncLifetime
{
    private const int OnAPage = 1_000;
    private readonly string folder = Directory.CreateTempSubdirectory("heed-paged-").FullName;
    private readonly Dictionary<string, string?> settings = new() { ["S3:Bucket"] = "paged", ["S3:AccessKey"] = "paged", ["S3:SecretKey"] = Guid.NewGuid().ToString("N") };
    private Process server = null!;
    private S3Blobs store = null!;

    public async ValueTask InitializeAsync()
    {
        // Not the server all tests share: they would list these objects too. What the option is for stands in infra/servers/s3.sh.
        var (program, port) = (Path.Combine(Path.GetDirectoryName(await DistributedPlatform.ServersJson())!, "s3", "program", "server.js"), ServerProcess.FreePort());
        server = Process.Start(new ProcessStartInfo("node", ["--openssl-legacy-provider", program, folder, $"{port}", settings["S3:Bucket"]!])
        {
            Environment = { ["S3_ACCESS_KEY"] = settings["S3:AccessKey"], ["S3_SECRET_KEY"] = settings["S3:SecretKey"] },
        })!;
        for (var patience = Stopwatch.StartNew(); !await Listens(port);)
        {
            Assert.False(server.HasExited || patience.Elapsed > TimeSpan.FromSeconds(30), "The S3 server did not start.");
            await Task.Delay(50);
        }
        settings["S3:Endpoint"] = $"http://127.0.0.1:{port}";
        store = new S3Blobs(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("S3"));
    }

    public async ValueTask DisposeAsync()
    {
        store?.Dispose();
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Listing_GivesEachOnce_AndTheSweepSeesWhatLiesBehindTheFirstPage()
    {
        var (tenant, last, known, orphan) = (new Guid("00000000-0000-4000-8000-000000000001"), new Guid("ffffffff-0000-4000-8000-000000000001"), Guid.NewGuid(), Guid.NewGuid());
        string[] kept = [.. Enumerable.Range(0, OnAPage + 20).Select(index => $"{tenant:N}/{known:N}/original-{index:D6}-abcdef")];
        // A store lists in the order of names, so that these come last.
        string[] lost = [.. Enumerable.Range(0, 5).Select(index => $"{last:N}/{orphan:N}/original-{index:D6}-abcdef")];
        await Parallel.ForEachAsync(kept.Concat(lost), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (name, stop) => await store.Put(name, new byte[] { 1 }, stop));
        Assert.Equal((OnAPage, true), await FirstPage());

        Assert.Equal([.. kept, .. lost], (await store.Everything().ToListAsync()).Select(blob => blob.Name));
        Assert.Equal(kept, await store.List($"{tenant:N}/").ToListAsync());
        Assert.Equal(lost, await store.List($"{last:N}/").ToListAsync());

        var sweep = new OrphanSweep(store, new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(49)));
        var swept = await sweep.Run((of, files, _) => Task.FromResult<IReadOnlySet<Guid>>(of == tenant ? files.ToHashSet() : new HashSet<Guid>()));
        Assert.Equal(new SweptOrphans(1, 1, lost.Length, false), swept);
        Assert.Equal(kept, (await store.Everything().ToListAsync()).Select(blob => blob.Name));
    }

    private async Task<(int Names, bool More)> FirstPage()
    {
        using var client = new AmazonS3Client(new BasicAWSCredentials(settings["S3:AccessKey"], settings["S3:SecretKey"]),
            new AmazonS3Config { ServiceURL = settings["S3:Endpoint"], ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        var page = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = settings["S3:Bucket"] });
        return (page.S3Objects.Count, page.IsTruncated == true);
    }

    private static async Task<bool> Listens(int port)
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
