using System.Security.Cryptography;
using System.Text;

namespace Platform.Files;

/// <summary>Which bytes: the original of a file, or a copy of it. Part of every chunk's name and of what its seal binds.</summary>
/// <param name="Tenant">Owner.</param>
/// <param name="File">Id of the file.</param>
/// <param name="Kind">Which of its forms: <see cref="Original"/>, <see cref="Cleaned"/> or another word of <c>[a-z]</c>.</param>
public readonly record struct SealedFile(Guid Tenant, Guid File, string Kind)
{
    /// <summary>The bytes as they came.</summary>
    public const string Original = "original";

    /// <summary>The copy without identifying metadata.</summary>
    public const string Cleaned = "cleaned";

    /// <summary>A fresh key for a file (32 random bytes); the caller wraps it under the case's key. Original and copies may share it.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(32);

    /// <summary>Removes every chunk of every form of a file, also those that a broken upload left.</summary>
    public static Task Delete(IBlobStore store, Guid tenant, Guid file, CancellationToken cancellation = default) =>
        DeleteWhere(store, $"{tenant:N}/{file:N}/", _ => true, cancellation);

    /// <summary>Removes every chunk of every file of a tenant.</summary>
    public static Task DeleteTenant(IBlobStore store, Guid tenant, CancellationToken cancellation = default) =>
        DeleteWhere(store, $"{tenant:N}/", _ => true, cancellation);

    internal string Prefix => $"{Tenant:N}/{File:N}/{Kind}-";

    internal string ChunkName(int index, string mark) => $"{Prefix}{index:D6}-{mark}";

    internal byte[] Place(int index, string mark) => Encoding.UTF8.GetBytes($"file|v1|{Tenant:N}|{File:N}|{Kind}|{index}|{mark}");

    internal static async Task DeleteWhere(IBlobStore store, string prefix, Func<string, bool> unwanted, CancellationToken cancellation)
    {
        var names = new List<string>();
        await foreach (var name in store.List(prefix, cancellation))
            if (unwanted(name))
                names.Add(name);
        foreach (var name in names)
            await store.Delete(name, cancellation);
    }
}

/// <summary>
/// What the stored chunks add up to: sealed by the caller in its own database row, since whoever holds it decides what the file
/// is. Written while an upload goes on (without <see cref="Sha256"/>) and once when it is complete.
/// </summary>
/// <param name="Length">Bytes of plaintext in durable chunks.</param>
/// <param name="Marks">One random word per chunk, in order: part of the chunk's name and of its seal, so that a chunk written again by a retry is another chunk.</param>
/// <param name="Sha256">Of the whole plaintext, lower-case hexadecimal; null until complete.</param>
public sealed record SealedManifest(long Length, IReadOnlyList<string> Marks, string? Sha256 = null)
{
    /// <summary>Bytes of plaintext in every chunk but the last: 1 MiB.</summary>
    public const int ChunkLength = 1024 * 1024;

    /// <summary>Names of chunks that this manifest has outlived; removed when an upload goes on from it.</summary>
    public IReadOnlyList<string> Stale { get; init; } = [];

    /// <summary>A file before its first byte.</summary>
    public static SealedManifest Empty { get; } = new(0, []);

    /// <summary>Whether every byte is there.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Complete => Sha256 is not null;

    internal int LengthOf(int index) => index < Marks.Count - 1 ? ChunkLength : (int)(Length - (long)index * ChunkLength);

    internal SealedManifest Checked() => Length >= 0 && Marks.Count == (Length + ChunkLength - 1) / ChunkLength ? this
        : throw new CryptographicException("The manifest contradicts itself.");
}
