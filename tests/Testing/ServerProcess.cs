using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Testing;

/// <summary>One server as a process of its own: started, waited for, stopped or killed by its id, its output kept.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private ServerProcess(Process process) => this.process = process;

    /// <summary>What it printed.</summary>
    public string Output => string.Join('\n', lines);

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool Ended => process.HasExited;

    /// <summary>Starts a built program.</summary>
    public static ServerProcess Start(string project, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Repository.Program(project));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var server = new ServerProcess(new Process { StartInfo = start });
        server.process.OutputDataReceived += (_, e) => { if (e.Data is not null) server.lines.Enqueue(e.Data); };
        server.process.ErrorDataReceived += (_, e) => { if (e.Data is not null) server.lines.Enqueue(e.Data); };
        server.process.Start();
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Runs a program to its end; a failure throws with its output.</summary>
    public static async Task<string> Run(string project, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var run = Start(project, arguments, environment);
        await run.process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return run.process.ExitCode == 0 ? run.Output : throw new InvalidOperationException($"{project} ended with {run.process.ExitCode}:\n{run.Output}");
    }

    /// <summary>Waits until an address answers 200.</summary>
    public async Task Ready(Uri address)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(90))
        {
            if (Ended)
                throw new InvalidOperationException($"The server ended with {process.ExitCode}:\n{Output}");
            try
            {
                if ((await http.GetAsync(address)).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(50);
            }
            await Task.Delay(50);
        }
        throw new TimeoutException($"{address} did not answer 200:\n{Output}");
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and waits.</summary>
    public async Task Stop()
    {
        if (!Ended)
        {
            using var term = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await term.WaitForExitAsync();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(40));
        }
    }

    /// <inheritdoc cref="Ports.Free" />
    public static int FreePort() => Ports.Free();

    public async ValueTask DisposeAsync()
    {
        if (!Ended)
            await Kill();
        process.Dispose();
    }
}
