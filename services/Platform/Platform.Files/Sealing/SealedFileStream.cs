using System.Security.Cryptography;

namespace Platform.Files;

/// <summary>
/// Reads a sealed file: seekable, decrypted on demand, at most two chunks in memory. A chunk that was changed, swapped, moved
/// from another file or form, or is missing throws <see cref="CryptographicException"/>; not one byte of it is given out.
/// The synchronous reads wait for the store and belong on a thread that may wait.
/// </summary>
public sealed class SealedFileStream : Stream
{
    private readonly IBlobStore store;
    private readonly SealedFile file;
    private readonly byte[] key;
    private readonly SealedManifest manifest;
    private readonly (int Index, byte[] Plain)?[] cache = new (int, byte[])?[2];
    private int oldest;
    private long position;
    private bool disposed;

    /// <summary>Opens a file by its manifest. The key is copied and wiped with the stream.</summary>
    public SealedFileStream(IBlobStore store, SealedFile file, byte[] key, SealedManifest manifest)
    {
        (this.store, this.file) = (store, file);
        this.key = [.. key];
        this.manifest = manifest.Checked();
    }

    /// <inheritdoc />
    public override bool CanRead => !disposed;

    /// <inheritdoc />
    public override bool CanSeek => !disposed;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => manifest.Length;

    /// <inheritdoc />
    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new IOException("Before the beginning of the file.");
    }

    /// <summary>Reads everything once and compares with the manifest's SHA-256; throws <see cref="CryptographicException"/> when they differ.</summary>
    public async Task Verify(CancellationToken cancellation = default)
    {
        var digest = await Digest(store, file, key, manifest, cancellation);
        if (manifest.Sha256 is null || !CryptographicOperations.FixedTimeEquals(digest, Convert.FromHexString(manifest.Sha256)))
            throw new CryptographicException("The file is not what its manifest says.");
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (buffer.Length == 0 || position >= Length)
            return 0;
        var index = (int)(position / SealedManifest.ChunkLength);
        var chunk = Cached(index) ?? Keep(index, await Fetch(index, cancellationToken));
        var offset = (int)(position % SealedManifest.ChunkLength);
        var count = Math.Min(buffer.Length, manifest.LengthOf(index) - offset);
        chunk.AsMemory(offset, count).CopyTo(buffer);
        position += count;
        return count;
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (buffer.Length == 0 || position >= Length)
            return 0;
        var index = (int)(position / SealedManifest.ChunkLength);
        var chunk = Cached(index) ?? Keep(index, Task.Run(() => Fetch(index, default)).GetAwaiter().GetResult());
        var offset = (int)(position % SealedManifest.ChunkLength);
        var count = Math.Min(buffer.Length, manifest.LengthOf(index) - offset);
        chunk.AsSpan(offset, count).CopyTo(buffer);
        position += count;
        return count;
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(key);
        for (var slot = 0; slot < cache.Length; slot++)
            Drop(slot);
        base.Dispose(disposing);
    }

    internal static async Task<byte[]> Digest(IBlobStore store, SealedFile file, byte[] key, SealedManifest manifest, CancellationToken cancellation)
    {
        await using var stream = new SealedFileStream(store, file, key, manifest);
        return await SHA256.HashDataAsync(stream, cancellation);
    }

    private byte[]? Cached(int index)
    {
        foreach (var entry in cache)
            if (entry?.Index == index)
                return entry.Value.Plain;
        return null;
    }

    private byte[] Keep(int index, byte[] plain)
    {
        Drop(oldest);
        cache[oldest] = (index, plain);
        oldest = (oldest + 1) % cache.Length;
        return plain;
    }

    private void Drop(int slot)
    {
        if (cache[slot] is { } entry)
            SealedChunk.Return(entry.Plain);
        cache[slot] = null;
    }

    private async Task<byte[]> Fetch(int index, CancellationToken cancellation)
    {
        var plain = SealedChunk.RentPlain();
        try
        {
            await SealedChunk.Get(store, key, file, index, manifest.Marks[index], plain, manifest.LengthOf(index), cancellation);
            return plain;
        }
        catch
        {
            SealedChunk.Return(plain);
            throw;
        }
    }
}
