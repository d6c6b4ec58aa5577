using System.Text.Json;

namespace AllInOne;

/// <summary>
/// The folder with a service's files. One process at a time: an exclusive lock held for life, so that a command knows whether
/// to work on the files or to ask the running server.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(FileStream held) => this.held = held;

    /// <summary>Takes the folder, or answers null where another process has it.</summary>
    public static DataFolder? TryTake(Command command)
    {
        Directory.CreateDirectory(command.Data);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(command.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            return new DataFolder(new FileStream(Path.Combine(command.Data, "heed.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Says where the running server is.</summary>
    public static void Announce(Command command, Uri url) =>
        File.WriteAllText(Path.Combine(command.Data, "server.json"), JsonSerializer.Serialize(new { baseUrl = url.ToString().TrimEnd('/') }));

    /// <summary>Address of the running server of this folder.</summary>
    public static Uri Running(Command command)
    {
        using var server = JsonDocument.Parse(File.ReadAllText(Path.Combine(command.Data, "server.json")));
        return new Uri(server.RootElement.GetProperty("baseUrl").GetString()!);
    }

    public void Dispose() => held.Dispose();
}
