using System.Text.Json;

namespace Testing;

/// <summary>A running platform, whichever way it runs: tests speak to its public address and to nothing else.</summary>
public abstract class PlatformUnderTest : IAsyncDisposable
{
    /// <summary>Public address, without a slash at its end.</summary>
    public abstract string BaseUrl { get; }

    /// <summary>Folder with the secrets of this run.</summary>
    public abstract string Keys { get; }

    /// <summary>Everything the processes printed.</summary>
    public abstract string Logs { get; }

    /// <summary>Secret of the operator's client.</summary>
    public string OperatorSecret => File.ReadAllText(Path.Combine(Keys, "operator.secret")).Trim();

    public abstract ValueTask DisposeAsync();
}

/// <summary>All in one process, on SQLite and the bus in memory.</summary>
public sealed class EmbeddedPlatform : PlatformUnderTest
{
    private readonly string[] extra;
    private readonly int port = ServerProcess.FreePort();
    private string output = "";

    private EmbeddedPlatform(string data, string[] extra) => (Data, this.extra) = (data, extra);

    /// <summary>Its data folder.</summary>
    public string Data { get; }

    /// <summary>The running process.</summary>
    public ServerProcess Process { get; private set; } = null!;

    public override string BaseUrl => $"http://localhost:{port}";

    public override string Keys => Path.Combine(Data, "keys");

    public override string Logs => output + Process.Output;

    /// <summary>Starts in a new folder. Limits per client are off: all clients of a test are one address.</summary>
    public static async Task<EmbeddedPlatform> Start(params string[] extra)
    {
        var platform = new EmbeddedPlatform(Directory.CreateTempSubdirectory("heed-").FullName, extra);
        await platform.Restart();
        return platform;
    }

    /// <summary>Starts the process (again) on the same folder.</summary>
    public async Task Restart()
    {
        if (Process is not null)
            output += Process.Output;
        Process = ServerProcess.Start("services/AllInOne", [.. extra, "--urls", BaseUrl, "--data", Data, "--Gateway:RatePerMinute=0"]);
        await Process.Ready(new Uri(BaseUrl + "/health/ready"));
    }

    /// <summary>The demo's accounts, clients and addresses.</summary>
    public JsonElement Demo => JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "demo.json"))).RootElement;

    public override async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }
}
