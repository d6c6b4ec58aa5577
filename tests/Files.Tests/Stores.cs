using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Platform.Files;
using Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Files.Tests.Stores))]

namespace Files.Tests;

/// <summary>Both stores: a folder of this run, and the S3 server.</summary>
public sealed class Stores : IAsyncLifetime
{
    private S3Blobs s3 = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("heed-blobs-").FullName;

    public IConfigurationRoot Settings { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Settings = new ConfigurationBuilder().AddJsonFile(await DistributedPlatform.ServersJson()).Build();
        s3 = new S3Blobs(Settings.GetSection("Files:S3"));
    }

    public IBlobStore Of(string kind) => kind == "folder" ? new FolderBlobs(Folder) : s3;

    public static async Task<byte[]?> Get(IBlobStore store, string name)
    {
        var buffer = new byte[2 * 1024 * 1024];
        return await store.Get(name, buffer) is { } length ? buffer[..length] : null;
    }

    /// <summary>What lies under a tenant in the store, names and bytes.</summary>
    public static async Task<List<(string Name, byte[] Content)>> Everything(IBlobStore store, Guid tenant)
    {
        var all = new List<(string, byte[])>();
        await foreach (var name in store.List($"{tenant:N}/"))
            all.Add((name, (await Get(store, name))!));
        return all;
    }

    public ValueTask DisposeAsync()
    {
        s3.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
