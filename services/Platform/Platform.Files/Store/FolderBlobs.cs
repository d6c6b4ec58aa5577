using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Platform.Files;

/// <summary>
/// Blobs as files of a folder, mode 0600. A blob is written beside, flushed to the disk and moved to its name, and the folders
/// on its way are flushed too: without that a power cut may forget a file whose bytes are long on the disk.
/// </summary>
public sealed class FolderBlobs : IBlobStore
{
    // A point is in no blob's name, so that drafts can't be listed, read or written under one.
    private const string Drafts = ".drafts";

    private readonly string root;

    /// <summary>Blobs in a folder, which is made where it is missing. Drafts of a process that died are removed.</summary>
    public FolderBlobs(string folder)
    {
        root = Path.GetFullPath(folder);
        MakeFolder(Path.Combine(root, Drafts));
        var old = DateTime.UtcNow.AddHours(-1);
        foreach (var draft in Directory.EnumerateFiles(Path.Combine(root, Drafts)).Where(d => File.GetLastWriteTimeUtc(d) < old))
            File.Delete(draft);
    }

    /// <inheritdoc />
    public async Task Put(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        var path = PathOf(name);
        var draft = Path.Combine(root, Drafts, Guid.NewGuid().ToString("N"));
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var stream = new FileStream(draft, options))
            {
                await stream.WriteAsync(content, cancellation);
                stream.Flush(flushToDisk: true);
            }
            Place(draft, path);
            for (var folder = Path.GetDirectoryName(path)!; folder.Length >= root.Length; folder = Path.GetDirectoryName(folder)!)
                FolderFlush.ToDisk(folder);
        }
        catch (Exception fault) when (IsOutage(fault))
        {
            throw new BlobStoreException("The folder of files can't be written.", fault);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <inheritdoc />
    public async Task<int?> Get(string name, Memory<byte> buffer, CancellationToken cancellation = default)
    {
        try
        {
            await using var stream = new FileStream(PathOf(name), new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.Asynchronous });
            if (stream.Length > buffer.Length)
                throw new InvalidDataException("A blob is larger than what is asked for.");
            var length = (int)stream.Length;
            await stream.ReadExactlyAsync(buffer[..length], cancellation);
            return length;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (IsOutage(fault))
        {
            throw new BlobStoreException("The folder of files can't be read.", fault);
        }
    }

    /// <inheritdoc />
    public Task Delete(string name, CancellationToken cancellation = default)
    {
        var path = PathOf(name);
        try
        {
            File.Delete(path);
            // An empty folder would tell that there was a file.
            for (var folder = Path.GetDirectoryName(path)!; folder.Length > root.Length && IsEmpty(folder); folder = Path.GetDirectoryName(folder)!)
                Directory.Delete(folder);
        }
        catch (DirectoryNotFoundException)
        {
            return Task.CompletedTask;
        }
        catch (IOException) when (!File.Exists(path))
        {
            // Another blob came into the folder in between.
            return Task.CompletedTask;
        }
        catch (Exception fault) when (IsOutage(fault))
        {
            throw new BlobStoreException("The folder of files can't be written.", fault);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<string> List(string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        var folder = Path.Combine(root, Path.GetDirectoryName(BlobName.CheckedPrefix(prefix).Replace('/', Path.DirectorySeparatorChar)) ?? "");
        List<string> names;
        try
        {
            names = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !name.StartsWith(Drafts, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal).ToList();
        }
        catch (DirectoryNotFoundException)
        {
            yield break;
        }
        catch (Exception fault) when (IsOutage(fault))
        {
            throw new BlobStoreException("The folder of files can't be read.", fault);
        }
        foreach (var name in names)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredBlob> Everything([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        using var files = Outage(() => new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories).GetEnumerator());
        while (Outage(files.MoveNext))
        {
            cancellation.ThrowIfCancellationRequested();
            var name = Path.GetRelativePath(root, files.Current.FullName).Replace(Path.DirectorySeparatorChar, '/');
            // One that went meanwhile has no time any more.
            if (!name.StartsWith(Drafts, StringComparison.Ordinal) && files.Current.Exists)
                yield return new StoredBlob(name, new DateTimeOffset(files.Current.LastWriteTimeUtc, TimeSpan.Zero));
        }
    }

    /// <inheritdoc />
    public Task Check(CancellationToken cancellation = default) => Directory.Exists(Path.Combine(root, Drafts)) ? Task.CompletedTask
        : throw new BlobStoreException("The folder of files is gone.");

    private string PathOf(string name) => Path.Combine(root, BlobName.Checked(name).Replace('/', Path.DirectorySeparatorChar));

    private static void Place(string draft, string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            try
            {
                File.Move(draft, path, overwrite: true);
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < 5)
            {
                // The last other blob of the folder was deleted just now, and the folder with it.
            }
        }
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static T Outage<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (IsOutage(fault))
        {
            throw new BlobStoreException("The folder of files can't be read.", fault);
        }
    }

    private static bool IsEmpty(string folder) => !Directory.EnumerateFileSystemEntries(folder).Any();

    private static bool IsOutage(Exception fault) => fault is IOException and not BlobStoreException or UnauthorizedAccessException;
}

/// <summary>fsync of a folder, which .NET has no call for. Windows keeps names without being asked.</summary>
internal static class FolderFlush
{
    public static void ToDisk(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (descriptor < 0)
            return;
        var failed = Sync(descriptor) != 0 && Marshal.GetLastPInvokeError() is 5 or 28;
        _ = Close(descriptor);
        if (failed)
            throw new IOException("A folder could not be flushed to the disk.");
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
