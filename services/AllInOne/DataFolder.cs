using System.Text.Json;

namespace AllInOne;

/// <summary>
/// The folder with a service's files. One process at a time: an exclusive lock held for life, so that a command knows whether
/// to work on the files or to ask the running server. A server says where it is in a file that lives as long as its lock.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream held;
    private readonly string address;

    private DataFolder(FileStream held, string address) => (this.held, this.address) = (held, address);

    /// <summary>Takes the folder, or answers null where another process has it.</summary>
    public static DataFolder? TryTake(Command command)
    {
        try
        {
            Directory.CreateDirectory(command.Data);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(command.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var folder = new DataFolder(new FileStream(Path.Combine(command.Data, "heed.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), AddressFile(command));
            // Whoever had the folder before and was killed could not take its address back.
            File.Delete(folder.address);
            return folder;
        }
        catch (IOException taken) when (IsTaken(taken))
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{command.Data} can't be used as the data folder: {fault.Message} Name another with --data.");
        }
    }

    /// <summary>Says where the running server is, in one step: whoever looks sees all of it or nothing.</summary>
    public void Announce(Uri url)
    {
        File.WriteAllText(address + ".new", JsonSerializer.Serialize(new { baseUrl = url.ToString().TrimEnd('/') }));
        File.Move(address + ".new", address, overwrite: true);
    }

    /// <summary>Address of the running server of this folder.</summary>
    public static Uri Running(Command command)
    {
        try
        {
            using var server = JsonDocument.Parse(File.ReadAllText(AddressFile(command)));
            return new Uri(server.RootElement.GetProperty("baseUrl").GetString()!);
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            throw new UsageException($"Another command works on {command.Data}, or its server is still starting. Try again in a moment.");
        }
    }

    public void Dispose()
    {
        // Somebody may have removed the whole folder under a running process.
        if (File.Exists(address))
            File.Delete(address);
        held.Dispose();
    }

    private static string AddressFile(Command command) => Path.Combine(command.Data, "server.json");

    // EWOULDBLOCK of Linux and of macOS, then the sharing and lock violations of Windows: a full disk is none of these.
    private static bool IsTaken(IOException fault) => fault.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);
}
