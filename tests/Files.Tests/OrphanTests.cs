using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Platform.Files;
using Xunit;

namespace Files.Tests;

/// <summary>Chunks without a row, in a store of the test's own of either kind.</summary>
public sealed class OrphanTests(Stores stores)
{
    private static string Chunk(Guid tenant, Guid file, int index = 0) => $"{tenant:N}/{file:N}/original-{index:D6}-abcdef";

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task Sweep_RemovesOldChunksOfFilesWithoutARow(string kind)
    {
        await using var own = await Own.Make(stores, kind);
        var (tenant, known, orphan) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        foreach (var index in Enumerable.Range(0, 300))
            await own.Store.Put(Chunk(tenant, orphan, index), new byte[] { 1 });
        string[] kept = [Chunk(tenant, known), "tombstones/abc", "else/where/original-000000-abc"];
        foreach (var name in kept)
            await own.Store.Put(name, new byte[] { 1 });
        var written = await own.Store.Everything().ToListAsync();
        Assert.Equal(303, written.Select(blob => blob.Name).Distinct().Count());
        Assert.All(written, blob => Assert.InRange(blob.WrittenAt, DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow.AddMinutes(1)));

        Task<IReadOnlySet<Guid>> Rows(Guid of, IReadOnlyCollection<Guid> files, CancellationToken stop) => Task.FromResult<IReadOnlySet<Guid>>(of == tenant ? [.. files.Where(f => f == known)] : files.ToHashSet());
        Assert.Equal(new SweptOrphans(0, 0, 0, false), await new OrphanSweep(own.Store, Ahead(47)).Run(Rows));
        Assert.Equal(303, await own.Store.Everything().CountAsync());
        var swept = await new OrphanSweep(own.Store, Ahead(49)).Run(Rows);
        Assert.Equal((300, false), (swept.Removed, swept.Withheld));
        Assert.Equal(kept.Order(StringComparer.Ordinal), (await own.Store.Everything().ToListAsync()).Select(blob => blob.Name).Order(StringComparer.Ordinal));
        Assert.Equal(0, (await new OrphanSweep(own.Store, Ahead(49)).Run(Rows)).Removed);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task Sweep_WhereMostHasNoRow_BelievesTheStore(string kind)
    {
        await using var own = await Own.Make(stores, kind);
        var tenant = Guid.NewGuid();
        foreach (var _ in Enumerable.Range(0, OrphanSweep.Believed + 1))
            await own.Store.Put(Chunk(tenant, Guid.NewGuid()), new byte[] { 1 });
        var swept = await new OrphanSweep(own.Store, Ahead(49)).Run((_, _, _) => Task.FromResult<IReadOnlySet<Guid>>(new HashSet<Guid>()));
        Assert.Equal(new SweptOrphans(OrphanSweep.Believed + 1, 0, 0, true), swept);
        Assert.Equal(OrphanSweep.Believed + 1, await own.Store.Everything().CountAsync());
    }

    private static FakeTimeProvider Ahead(int hours) => new(DateTimeOffset.UtcNow.AddHours(hours));

    /// <summary>A folder or a bucket that no other test fills, gone afterwards.</summary>
    private sealed class Own(IBlobStore store, Func<Task> remove) : IAsyncDisposable
    {
        public IBlobStore Store => store;

        public static async Task<Own> Make(Stores stores, string kind)
        {
            if (kind == "folder")
            {
                var folder = Directory.CreateTempSubdirectory("heed-orphans-").FullName;
                return new Own(new FolderBlobs(folder), () => Task.Run(() => Directory.Delete(folder, recursive: true)));
            }
            var (settings, bucket) = (stores.Settings.GetSection("Files:S3"), "orphans-" + Guid.NewGuid().ToString("N")[..12]);
            var client = new AmazonS3Client(new BasicAWSCredentials(settings["AccessKey"], settings["SecretKey"]), new AmazonS3Config { ServiceURL = settings["Endpoint"], ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
            await client.PutBucketAsync(bucket);
            var configured = new ConfigurationBuilder().AddInMemoryCollection(settings.AsEnumerable(makePathsRelative: true).ToDictionary(s => "Files:S3:" + s.Key, s => s.Value)).AddInMemoryCollection(new Dictionary<string, string?> { ["Files:S3:Bucket"] = bucket }).Build();
            var blobs = new S3Blobs(configured.GetSection("Files:S3"));
            return new Own(blobs, async () =>
            {
                foreach (var blob in await blobs.Everything().ToListAsync())
                    await blobs.Delete(blob.Name);
                blobs.Dispose();
                await client.DeleteBucketAsync(new DeleteBucketRequest { BucketName = bucket });
                client.Dispose();
            });
        }

        public async ValueTask DisposeAsync() => await remove();
    }
}
