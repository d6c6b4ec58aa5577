using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platform.Files;
using Xunit;

namespace Files.Tests;

/// <summary>Chunks: what goes in comes out, and nothing else ever does.</summary>
public sealed class SealingTests(Stores stores)
{
    private const int MiB = 1024 * 1024;
    private const long Plenty = 300L * MiB;
    private readonly byte[] key = SealedFile.NewKey();
    private readonly SealedFile file = new(Guid.NewGuid(), Guid.NewGuid(), SealedFile.Original);

    private async Task<SealedManifest> Write(IBlobStore store, byte[] content, SealedFile? where = null)
    {
        using var writer = new SealedFileWriter(store, where ?? file, key, Plenty);
        await writer.Append(new MemoryStream(content));
        return await writer.Complete();
    }

    private async Task<byte[]> Read(IBlobStore store, SealedManifest manifest)
    {
        await using var stream = new SealedFileStream(store, file, key, manifest);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    public static TheoryData<string, int> Sizes()
    {
        var sizes = new TheoryData<string, int>();
        foreach (var kind in new[] { "folder", "s3" })
            foreach (var size in new[] { 0, 1, MiB - 1, MiB, MiB + 1, 5 * MiB + 7 })
                sizes.Add(kind, size);
        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Write_ThenRead_IsByteEqual(string kind, int size)
    {
        var store = stores.Of(kind);
        var content = RandomNumberGenerator.GetBytes(size);
        // What a database keeps is JSON.
        var manifest = JsonSerializer.Deserialize<SealedManifest>(JsonSerializer.Serialize(await Write(store, content)))!;
        Assert.Equal((size, Convert.ToHexStringLower(SHA256.HashData(content))), (manifest.Length, manifest.Sha256));
        Assert.True((await Read(store, manifest)).AsSpan().SequenceEqual(content));
        await using var stream = new SealedFileStream(store, file, key, manifest);
        await stream.Verify();
        foreach (var blob in await Stores.Everything(store, file.Tenant))
            Assert.InRange(blob.Content.Length, 1024, MiB + 30);
    }

    [Fact]
    public async Task Seek_Anywhere_GivesTheBytesOfThatPlace_AlsoSynchronously()
    {
        var store = stores.Of("folder");
        var content = RandomNumberGenerator.GetBytes(3 * MiB + 100);
        await using var stream = new SealedFileStream(store, file, key, await Write(store, content));
        var random = new Random(5);
        var buffer = new byte[5000];
        for (var i = 0; i < 200; i++)
        {
            var at = random.Next(content.Length);
            stream.Seek(at - stream.Position, SeekOrigin.Current);
            var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            Assert.Equal(Math.Min(buffer.Length, content.Length - at), read);
            Assert.True(buffer.AsSpan(0, read).SequenceEqual(content.AsSpan(at, read)));
        }
    }

    [Theory]
    [InlineData("bit")]
    [InlineData("swap")]
    [InlineData("missing")]
    [InlineData("shortened")]
    [InlineData("other file")]
    [InlineData("other form")]
    [InlineData("other tenant")]
    [InlineData("older version")]
    public async Task Chunk_ThatWasTamperedWith_IsRefused(string how)
    {
        var store = stores.Of("folder");
        var content = RandomNumberGenerator.GetBytes(2 * MiB + 10);
        var manifest = await Write(store, content);
        var chunks = await Stores.Everything(store, file.Tenant);
        switch (how)
        {
            case "bit":
                chunks[1].Content[500_000] ^= 1;
                await store.Put(chunks[1].Name, chunks[1].Content);
                break;
            case "swap":
                await store.Put(chunks[0].Name, chunks[1].Content);
                await store.Put(chunks[1].Name, chunks[0].Content);
                break;
            case "missing":
                await store.Delete(chunks[2].Name);
                break;
            case "shortened":
                await store.Put(chunks[2].Name, chunks[2].Content.AsMemory(0, chunks[2].Content.Length - 16));
                break;
            case "older version":
                // The same place under the same key, from an attempt that was given up.
                await Write(store, content);
                var before = (await Stores.Everything(store, file.Tenant)).First(c => c.Name.Contains("-000000-", StringComparison.Ordinal));
                await store.Put(chunks[0].Name, before.Content);
                foreach (var chunk in chunks.Skip(1))
                    await store.Put(chunk.Name, chunk.Content);
                break;
            default:
                var other = how switch
                {
                    "other file" => file with { File = Guid.NewGuid() },
                    "other form" => file with { Kind = SealedFile.Cleaned },
                    _ => file with { Tenant = Guid.NewGuid() },
                };
                await Write(store, content, other);
                var stranger = (await Stores.Everything(store, other.Tenant)).First(c => !chunks.Select(k => k.Name).Contains(c.Name));
                await store.Put(chunks[0].Name, stranger.Content);
                break;
        }
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Read(store, manifest));
        await Assert.ThrowsAnyAsync<CryptographicException>(async () =>
        {
            await using var stream = new SealedFileStream(store, file, key, manifest);
            await stream.Verify();
        });
    }

    [Fact]
    public async Task Manifest_ThatLeavesChunksOut_IsRefused()
    {
        var store = stores.Of("folder");
        var manifest = await Write(store, RandomNumberGenerator.GetBytes(2 * MiB));
        Assert.Throws<CryptographicException>(() => new SealedFileStream(store, file, key, manifest with { Marks = [manifest.Marks[0]] }));
        await using var half = new SealedFileStream(store, file, key, manifest with { Length = MiB, Marks = [manifest.Marks[0]] });
        await Assert.ThrowsAsync<CryptographicException>(() => half.Verify());
        await using var turned = new SealedFileStream(store, file, key, manifest with { Marks = [manifest.Marks[1], manifest.Marks[0]] });
        await Assert.ThrowsAnyAsync<CryptographicException>(() => turned.ReadExactlyAsync(new byte[1]).AsTask());
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task Upload_ThatBreaksOffAgainAndAgain_ContinuesAndIsByteEqual(string kind)
    {
        var store = stores.Of(kind);
        var content = RandomNumberGenerator.GetBytes(4 * MiB + 321);
        var kept = SealedManifest.Empty;
        var attempts = 0;
        while (kept.Length < content.Length)
        {
            using var writer = new SealedFileWriter(store, file, key, Plenty, kept);
            var outcome = await writer.Append(new BreakingStream(content.AsSpan((int)kept.Length).ToArray(), 700_000 + attempts));
            Assert.Equal(outcome.Offset, writer.Manifest.Length);
            Assert.True(outcome.Offset > kept.Length);
            // Every third time the process dies before the manifest is kept.
            if (++attempts % 3 != 0 || !outcome.Interrupted)
                kept = writer.Manifest;
        }
        Assert.True(attempts > 6);
        using var last = new SealedFileWriter(store, file, key, Plenty, kept);
        var manifest = await last.Complete();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), manifest.Sha256);
        Assert.True((await Read(store, manifest)).AsSpan().SequenceEqual(content));
        Assert.Equal(manifest.Marks.Count, (await Stores.Everything(store, file.Tenant)).Count);
    }

    [Fact]
    public async Task Append_InManySmallParts_LeavesNoPileOfChunks()
    {
        var store = stores.Of("folder");
        var kept = SealedManifest.Empty;
        for (var i = 0; i < 50; i++)
        {
            using var writer = new SealedFileWriter(store, file, key, Plenty, kept);
            await writer.Append(new MemoryStream([(byte)i]));
            kept = writer.Manifest;
            Assert.InRange((await Stores.Everything(store, file.Tenant)).Count, 1, 2);
        }
        using var last = new SealedFileWriter(store, file, key, Plenty, kept);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (byte)i), await Read(store, await last.Complete()));
    }

    [Fact]
    public async Task Upload_PastItsLimit_StopsAtOnce_AndLeavesNothing()
    {
        var store = stores.Of("folder");
        var endless = new EndlessStream(long.MaxValue);
        using var writer = new SealedFileWriter(store, file, key, 3 * MiB);
        var outcome = await writer.Append(endless);
        Assert.Equal(FileCodes.TooLarge, outcome.Refusal);
        Assert.InRange(endless.Given, 3 * MiB, 4 * MiB + 1);
        Assert.Empty(await Stores.Everything(store, file.Tenant));
    }

    [Fact]
    public async Task Abort_AndDelete_LeaveNothing()
    {
        var store = stores.Of("folder");
        using (var writer = new SealedFileWriter(store, file, key, Plenty))
        {
            await writer.Append(new MemoryStream(new byte[3 * MiB]));
            await writer.Abort();
        }
        Assert.Empty(await Stores.Everything(store, file.Tenant));
        await Write(store, new byte[10]);
        await Write(store, new byte[10], file with { Kind = SealedFile.Cleaned });
        await SealedFile.Delete(store, file.Tenant, file.File);
        Assert.Empty(await Stores.Everything(store, file.Tenant));
    }

    [Fact]
    public async Task Store_HoldsNothingOfTheContent_AndHidesItsLength()
    {
        var store = stores.Of("folder");
        var canary = Encoding.UTF8.GetBytes("CANARY-" + string.Concat(Enumerable.Repeat("Amara was here. ", 100)));
        await Write(store, canary);
        foreach (var (name, content) in await Stores.Everything(store, file.Tenant))
        {
            Assert.Matches("^[0-9a-f]{32}/[0-9a-f]{32}/original-[0-9]{6}-[0-9a-f]{16}$", name);
            Assert.True(content.AsSpan().IndexOf("Amara"u8) < 0 && content.AsSpan().IndexOf("CANARY"u8) < 0);
        }
        var lengths = new HashSet<int>();
        for (var size = 100_000; size < 104_000; size += 100)
        {
            var one = file with { File = Guid.NewGuid(), Tenant = Guid.NewGuid() };
            await Write(store, new byte[size], one);
            lengths.Add((await Stores.Everything(store, one.Tenant)).Single().Content.Length);
        }
        Assert.InRange(lengths.Count, 1, 3);
    }
}

/// <summary>A line that dies after some bytes.</summary>
internal sealed class BreakingStream(byte[] content, int after) : MemoryStream(content)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Position < after
        ? base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, after - Position)], cancellationToken)
        : Position == Length ? ValueTask.FromResult(0) : throw new IOException("The line is gone.");
}

/// <summary>Bytes without end that need no memory; the same again for the same seed.</summary>
internal sealed class EndlessStream(long length) : Stream
{
    public long Given { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get => Given; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(Math.Min(buffer.Length, 32_768), length - Given);
        for (var i = 0; i < count; i++)
            buffer[i] = (byte)((Given + i) * 2654435761 >> 13);
        Given += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
