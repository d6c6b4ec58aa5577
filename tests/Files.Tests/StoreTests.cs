using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Platform.Files;
using Testing;
using Xunit;

namespace Files.Tests;

/// <summary>Blobs in a folder and on a real S3 server.</summary>
public sealed class StoreTests(Stores stores)
{
    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task Put_ThenGet_ReturnsTheBytes_AndDeleteForgetsThem(string kind)
    {
        var store = stores.Of(kind);
        var name = $"{Guid.NewGuid():N}/{Guid.NewGuid():N}/original-000000-abc";
        Assert.Null(await Stores.Get(store, name));
        await store.Put(name, new byte[] { 1, 2, 3 });
        await store.Put(name, new byte[] { 4, 5 });
        Assert.Equal([4, 5], await Stores.Get(store, name));
        await Assert.ThrowsAsync<InvalidDataException>(() => store.Get(name, new byte[1]));
        await store.Delete(name);
        await store.Delete(name);
        Assert.Null(await Stores.Get(store, name));
        await store.Check();
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task List_GivesNamesOfThePrefixOnly_InOrder(string kind)
    {
        var store = stores.Of(kind);
        var tenant = Guid.NewGuid().ToString("N");
        string[] names = [$"{tenant}/a/original-000000-x", $"{tenant}/a/original-000001-x", $"{tenant}/ab/cleaned-000000-x"];
        foreach (var name in names.Reverse().Append($"{Guid.NewGuid():N}/a/original-000000-x"))
            await store.Put(name, new byte[] { 1 });
        Assert.Equal(names, await store.List($"{tenant}/").ToListAsync());
        Assert.Equal(names[..2], await store.List($"{tenant}/a/orig").ToListAsync());
        Assert.Empty(await store.List($"{Guid.NewGuid():N}/x/").ToListAsync());
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("A")]
    [InlineData("a.b")]
    [InlineData("a\\b")]
    [InlineData("a\0")]
    [InlineData("a\n")]
    [InlineData("")]
    public async Task Name_ThatCouldLeaveItsFolder_IsRefusedByBoth(string name)
    {
        foreach (var store in new[] { stores.Of("folder"), stores.Of("s3") })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => store.Put(name, new byte[1]));
            await Assert.ThrowsAsync<ArgumentException>(() => store.Get(name, new byte[1]));
            await Assert.ThrowsAsync<ArgumentException>(() => store.Delete(name));
        }
    }

    [Fact]
    public async Task Folder_AfterTheLastBlob_KeepsNoEmptyFoldersAndNoDrafts()
    {
        var root = Directory.CreateTempSubdirectory("heed-folder-").FullName;
        var store = new FolderBlobs(root);
        await store.Put("tenant/file/original-000000-x", new byte[10]);
        var path = Path.Combine(root, "tenant", "file", "original-000000-x");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        await store.Delete("tenant/file/original-000000-x");
        Assert.Equal([".drafts"], Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(root, p)));
        Directory.Delete(root, recursive: true);
        await Assert.ThrowsAsync<BlobStoreException>(() => store.Check());
    }

    [Fact]
    public async Task Folder_WritersAndRemoversAtOnce_LoseNothing()
    {
        var store = stores.Of("folder");
        var tenant = Guid.NewGuid().ToString("N");
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (i, cancellation) =>
        {
            await store.Put($"{tenant}/file/original-{i}", new byte[] { (byte)i }, cancellation);
            if (i % 2 == 0)
                await store.Delete($"{tenant}/file/original-{i}", cancellation);
        });
        Assert.Equal(100, await store.List($"{tenant}/").CountAsync());
    }

    [Fact]
    public async Task S3_WithAWrongSecretOrNobodyThere_SaysThatItIsTheStore()
    {
        IConfiguration With(string key, string value) => new ConfigurationBuilder().AddConfiguration(stores.Settings).AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build();
        using var stranger = new S3Blobs(With("Files:S3:SecretKey", "wrong").GetSection("Files:S3"));
        var refused = await Assert.ThrowsAsync<BlobStoreException>(() => stranger.Put("a/b", new byte[1]));
        Assert.Contains("SignatureDoesNotMatch", refused.Message, StringComparison.Ordinal);
        using var nobody = new S3Blobs(With("Files:S3:Endpoint", $"http://127.0.0.1:{ServerProcess.FreePort()}").GetSection("Files:S3"));
        await Assert.ThrowsAsync<BlobStoreException>(() => nobody.Get("a/b", new byte[1]));
        using var elsewhere = new S3Blobs(With("Files:S3:Bucket", "no-such-bucket").GetSection("Files:S3"));
        await Assert.ThrowsAsync<BlobStoreException>(() => elsewhere.Get("a/b", new byte[1]));
    }

    [Fact]
    public async Task Health_OfAStoreThatIsAway_IsDegraded()
    {
        async Task<HealthStatus> Status(string endpoint)
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Configuration.AddConfiguration(stores.Settings).AddInMemoryCollection(new Dictionary<string, string?> { ["Files:S3:Endpoint"] = endpoint });
            builder.AddBlobStore();
            using var host = builder.Build();
            Assert.IsType<S3Blobs>(host.Services.GetRequiredService<IBlobStore>());
            Assert.IsType<ClamdScanner>(host.Services.GetRequiredService<IVirusScanner>());
            return (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["files"].Status;
        }
        Assert.Equal(HealthStatus.Healthy, await Status(stores.Settings["Files:S3:Endpoint"]!));
        Assert.Equal(HealthStatus.Degraded, await Status($"http://127.0.0.1:{ServerProcess.FreePort()}"));
    }
}
