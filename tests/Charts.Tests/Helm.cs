using System.Collections.Concurrent;
using System.Diagnostics;

namespace Charts.Tests;

/// <summary>What a command said and how it ended.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error);

/// <summary>A real helm: tests read what it renders, never the templates.</summary>
public static class Helm
{
    private static readonly Lazy<string> Binary = new(Find);
    private static readonly ConcurrentDictionary<string, Lazy<Rendering>> Renderings = new();

    public static string Root { get; } = FindRoot();
    public static string Chart => Path.Combine(Root, "charts", "platform");

    /// <summary>Values on top of <c>minimal.yaml</c>, one name per file in the chart's <c>ci</c> folder.</summary>
    public static TheoryData<string> Profiles => [.. ProfileNames];
    public static IReadOnlyList<string> ProfileNames { get; } = ["minimal", "ha", "dapr", "off"];

    public static string[] ValuesOf(string profile) =>
        ["-f", Path.Combine(Chart, "ci", "minimal.yaml"), "-f", Path.Combine(Chart, "ci", profile + ".yaml")];

    public static Rendering Render(string profile) =>
        Renderings.GetOrAdd(profile, name => new Lazy<Rendering>(() =>
        {
            var result = Template(ValuesOf(name));
            Assert.True(result.ExitCode == 0, $"helm template failed for {name}:\n{result.Error}");
            return new Rendering(result.Output);
        })).Value;

    public static CommandResult Template(params string[] arguments) =>
        Run(["template", "heed", Chart, "--namespace", "default", .. arguments]);

    public static CommandResult Run(params string[] arguments) => Execute(Binary.Value, arguments);

    private static string Find()
    {
        var result = Execute("bash", [Path.Combine(Root, "infra", "helm.sh")]);
        Assert.True(result.ExitCode == 0, $"These tests need helm 4 and could not get it:\n{result.Error}");
        return result.Output.Trim();
    }

    private static CommandResult Execute(string file, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "charts", "platform", "Chart.yaml")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
