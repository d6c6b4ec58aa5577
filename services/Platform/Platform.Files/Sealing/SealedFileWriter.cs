using System.Security.Cryptography;

namespace Platform.Files;

/// <summary>How far an upload came.</summary>
/// <param name="Offset">Bytes that are durable: where the next part has to begin.</param>
/// <param name="Interrupted">Whether the source broke off; what came before is kept.</param>
/// <param name="Refusal"><see cref="FileCodes.TooLarge"/>: the limit was passed and everything written was deleted.</param>
public readonly record struct Appended(long Offset, bool Interrupted = false, string? Refusal = null);

/// <summary>
/// Seals what streams in, chunk by chunk; at most 1 MiB of plaintext is in memory. The caller keeps <see cref="Manifest"/> after
/// every <see cref="Append"/>, sealed, under a token that a broken connection does not cancel: an upload goes on from the last
/// manifest that was kept. Chunks that no kept manifest names (a part lost a race or died) are swept by <see cref="Complete"/>.
/// Not for two threads at once. Two writers of one file don't harm each other, since their chunks have other names; the caller
/// lets one win (and one in at a time, or every loser leaves a chunk behind). After a store has failed, a new writer goes on.
/// </summary>
public sealed class SealedFileWriter : IDisposable
{
    private readonly IBlobStore store;
    private readonly SealedFile file;
    private readonly byte[] key;
    private readonly long maximum;
    private readonly byte[] buffer = SealedChunk.RentPlain();
    private readonly IncrementalHash? hash;
    private int filled;
    private bool loaded;
    private bool ended;
    private bool disposed;

    /// <summary>A writer that begins, or goes on after a kept manifest.</summary>
    /// <param name="store">Where chunks go.</param>
    /// <param name="file">Which bytes they are.</param>
    /// <param name="key">The file's own key, 32 bytes.</param>
    /// <param name="maximum">Most bytes the file may have.</param>
    /// <param name="soFar">What is durable already.</param>
    public SealedFileWriter(IBlobStore store, SealedFile file, byte[] key, long maximum, SealedManifest? soFar = null)
    {
        (this.store, this.file, this.maximum) = (store, file, maximum);
        this.key = [.. key];
        Manifest = (soFar ?? SealedManifest.Empty).Checked();
        if (Manifest.Complete)
            throw new InvalidOperationException("The file is complete.");
        loaded = Manifest.Length == 0;
        hash = Manifest.Length == 0 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    /// <summary>What is durable.</summary>
    public SealedManifest Manifest { get; private set; }

    /// <summary>
    /// Takes the source to its end. Where the source fails or <paramref name="cancellation"/> ends it, what came is made durable
    /// all the same and the outcome says <see cref="Appended.Interrupted"/>. A store that fails throws.
    /// </summary>
    public async Task<Appended> Append(Stream source, CancellationToken cancellation = default)
    {
        await Prepare(cancellation);
        while (true)
        {
            int read;
            try
            {
                read = await source.ReadAsync(buffer.AsMemory(filled, SealedManifest.ChunkLength - filled), cancellation);
            }
            catch (Exception broken) when (broken is OperationCanceledException or IOException)
            {
                await Commit();
                return new Appended(Manifest.Length, Interrupted: true);
            }
            if (read == 0)
                break;
            if (!await Take(read))
                return new Appended(0, Refusal: FileCodes.TooLarge);
        }
        await Commit();
        return new Appended(Manifest.Length);
    }

    /// <summary>Ends the file: the whole SHA-256 is known (by reading back once where the upload was resumed) and stray chunks are removed.</summary>
    public async Task<SealedManifest> Complete(CancellationToken cancellation = default)
    {
        await Prepare(cancellation);
        await Commit();
        var digest = hash?.GetCurrentHash() ?? await SealedFileStream.Digest(store, file, key, Manifest, cancellation);
        Manifest = Manifest with { Sha256 = Convert.ToHexStringLower(digest), Stale = [] };
        var named = Manifest.Marks.Select((m, index) => file.ChunkName(index, m)).ToHashSet(StringComparer.Ordinal);
        await SealedFile.DeleteWhere(store, file.Prefix, name => !named.Contains(name), cancellation);
        return Manifest;
    }

    /// <summary>Gives the file up and removes every chunk of it.</summary>
    public Task Abort(CancellationToken cancellation = default)
    {
        CryptographicOperations.ZeroMemory(buffer);
        (filled, Manifest, loaded, ended) = (0, SealedManifest.Empty, true, true);
        return SealedFile.DeleteWhere(store, file.Prefix, _ => true, cancellation);
    }

    /// <summary>Appends bytes that are at hand. False: past the limit, and everything written was deleted.</summary>
    internal async Task<bool> Write(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await Prepare(cancellation);
        while (bytes.Length > 0)
        {
            var part = bytes[..Math.Min(bytes.Length, SealedManifest.ChunkLength - filled)];
            part.CopyTo(buffer.AsMemory(filled));
            if (!await Take(part.Length))
                return false;
            bytes = bytes[part.Length..];
        }
        return true;
    }

    private async Task<bool> Take(int count)
    {
        if (Start + filled + count > maximum)
        {
            await Abort(CancellationToken.None);
            return false;
        }
        hash?.AppendData(buffer, filled, count);
        filled += count;
        if (filled == SealedManifest.ChunkLength)
            await Commit();
        return true;
    }

    // Where the chunk in the buffer begins. The last durable chunk may be in the buffer again, to be filled up.
    private long Start => Manifest.Length - Manifest.Length % SealedManifest.ChunkLength;

    // Without the caller's token: losing the line must not lose what has come over it. The store has its own patience.
    private async Task Commit()
    {
        if (filled == 0 || Start + filled == Manifest.Length)
            return;
        var index = (int)(Start / SealedManifest.ChunkLength);
        // A chunk that is filled up gets another name: the manifest that was kept before still has to open.
        var mark = RandomNumberGenerator.GetHexString(16, lowercase: true);
        ended = true;
        await SealedChunk.Put(store, key, file, index, mark, buffer, filled);
        ended = false;
        Manifest = Manifest with
        {
            Length = Start + filled,
            Marks = [.. Manifest.Marks.Take(index), mark],
            Stale = Manifest.Marks.Count > index ? [.. Manifest.Stale, file.ChunkName(index, Manifest.Marks[index])] : Manifest.Stale,
        };
        if (filled == SealedManifest.ChunkLength)
            filled = 0;
    }

    private async Task Prepare(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(ended || disposed, this);
        if (loaded)
            return;
        // The manifest that says so was kept, so no older one will ever be used again.
        foreach (var name in Manifest.Stale.Where(n => n.StartsWith(file.Prefix, StringComparison.Ordinal)))
            await store.Delete(name, cancellation);
        Manifest = Manifest with { Stale = [] };
        if (Manifest.Length % SealedManifest.ChunkLength != 0)
        {
            var index = Manifest.Marks.Count - 1;
            filled = Manifest.LengthOf(index);
            await SealedChunk.Get(store, key, file, index, Manifest.Marks[index], buffer, filled, cancellation);
        }
        loaded = true;
    }

    /// <summary>Wipes plaintext and key from memory. Durable chunks stay.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        CryptographicOperations.ZeroMemory(key);
        SealedChunk.Return(buffer);
        hash?.Dispose();
    }
}
