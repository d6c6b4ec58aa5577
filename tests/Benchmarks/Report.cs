using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Testing;

namespace Benchmarks;

/// <summary>Figures as JSON lines in <c>artifacts/benchmarks</c>, one object a measurement, and as text on the console.</summary>
public sealed class Report : IDisposable
{
    private readonly StreamWriter lines;

    public Report(string name, Options options)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "benchmarks")).FullName;
        File = Path.Combine(folder, $"{name}-{DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.jsonl");
        lines = new StreamWriter(File) { AutoFlush = true };
        Line(new { what = "machine", name, at = DateTime.UtcNow, cores = Environment.ProcessorCount, processor = Processor(), memoryGb = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30, os = RuntimeInformation.OSDescription, runtime = RuntimeInformation.FrameworkDescription, load = Load(), options });
        Say($"{name}: {Environment.ProcessorCount} cores, {Processor()}, load {Load()}{(options.Connection.Length == 0 ? "" : ", with " + options.Connection)}");
    }

    /// <summary>Where the lines are.</summary>
    public string File { get; }

    public void Line(object line) => lines.WriteLine(JsonSerializer.Serialize(line, JsonSerializerOptions.Web));

    public static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Says whether something that must hold did, and keeps it.</summary>
    public bool Holds(bool holds, FormattableString what)
    {
        var text = what.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine($"{(holds ? "holds" : "FAILS")}  {text}");
        Line(new { what = "check", holds, text });
        return holds;
    }

    public void Dispose()
    {
        lines.Dispose();
        Console.WriteLine($"-> {Path.GetRelativePath(Repository.Root, File)}");
    }

    private static string Load() => System.IO.File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static string Processor() => System.IO.File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
}
