using System.Text.RegularExpressions;
using Platform.Contracts;

namespace Platform.Files;

/// <summary>
/// Where sealed chunks lie: a data folder or an S3-compatible store. It sees names made of ids and ciphertext, nothing else.
/// A blob is there whole or not at all, and survives a power cut once <see cref="Put"/> has returned.
/// Names are parts of <c>[a-z0-9-]</c> joined by <c>/</c>, at most 200 characters. Every call throws
/// <see cref="BlobStoreException"/> when the store can't be reached or refuses.
/// </summary>
public interface IBlobStore
{
    /// <summary>Stores a blob; one of the same name is replaced.</summary>
    Task Put(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation = default);

    /// <summary>Reads a blob into a buffer, since megabytes that are allocated for every read would make the process grow by hundreds.</summary>
    /// <returns>How many bytes it has; null where there is none. One that does not fit throws <see cref="InvalidDataException"/>.</returns>
    Task<int?> Get(string name, Memory<byte> buffer, CancellationToken cancellation = default);

    /// <summary>Removes a blob; one that isn't there is no error.</summary>
    Task Delete(string name, CancellationToken cancellation = default);

    /// <summary>Names that begin with a prefix, in ordinal order.</summary>
    IAsyncEnumerable<string> List(string prefix, CancellationToken cancellation = default);

    /// <summary>
    /// Everything that is stored, in any order, read while it is asked for: what is many is never in memory as a whole. What comes
    /// or goes meanwhile may be missing or be there still.
    /// </summary>
    IAsyncEnumerable<StoredBlob> Everything(CancellationToken cancellation = default);

    /// <summary>Returns when the store can be used.</summary>
    Task Check(CancellationToken cancellation = default);
}

/// <summary>A blob that is stored.</summary>
/// <param name="Name">Its name.</param>
/// <param name="WrittenAt">When it was last written, by the store's clock.</param>
public readonly record struct StoredBlob(string Name, DateTimeOffset WrittenAt);

/// <summary>The store can't be reached or refuses. Waiting may help. Names of blobs are never part of the message.</summary>
public sealed class BlobStoreException(string message, Exception? inner = null) : IOException(message, inner), IOutage;

/// <summary>What a blob may be called.</summary>
public static partial class BlobName
{
    /// <summary>The name as it is; anything that could leave its folder throws <see cref="ArgumentException"/>.</summary>
    public static string Checked(string name) => name.Length <= 200 && Whole().IsMatch(name) ? name
        : throw new ArgumentException("Not a name of a blob.", nameof(name));

    /// <summary>The prefix as it is, under the same rule; it may be empty or end anywhere.</summary>
    public static string CheckedPrefix(string prefix) => prefix.Length <= 200 && Beginning().IsMatch(prefix) ? prefix
        : throw new ArgumentException("Not a prefix of names of blobs.", nameof(prefix));

    [GeneratedRegex(@"\A[a-z0-9-]+(/[a-z0-9-]+)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A([a-z0-9-]+/)*[a-z0-9-]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Beginning();
}
