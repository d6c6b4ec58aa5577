using System.Collections.Concurrent;
using System.Diagnostics;

namespace Benchmarks;

/// <summary>What clients that wait for each answer before they ask again got done.</summary>
/// <param name="Operations">Successes.</param>
/// <param name="Seconds">Until the last answer.</param>
/// <param name="Milliseconds">Of every success, sorted.</param>
/// <param name="Faults">What failed, in words.</param>
public sealed record LoopResult(int Operations, double Seconds, IReadOnlyList<double> Milliseconds, IReadOnlyList<string> Faults)
{
    public double PerSecond => Operations / Seconds;
    public double P50 => Percentile.Of(Milliseconds, 0.50);
    public double P99 => Percentile.Of(Milliseconds, 0.99);
}

/// <summary>Percentiles of sorted values.</summary>
public static class Percentile
{
    /// <summary>The nearest rank; NaN of nothing.</summary>
    public static double Of(IReadOnlyList<double> sorted, double part) => sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Count) - 1, 0, sorted.Count - 1)];

    /// <summary>The middle of unsorted values.</summary>
    public static double Median(IEnumerable<double> values) => Of([.. values.Order()], 0.5);
}

/// <summary>Runs an operation with so many clients for so long.</summary>
public static class ClosedLoop
{
    public static async Task<LoopResult> Run(int clients, TimeSpan duration, Func<int, Task> operation)
    {
        var faults = new ConcurrentQueue<string>();
        var times = new List<double>[clients];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var mine = times[client] = new List<double>(4096);
            while (watch.Elapsed < duration)
            {
                var began = Stopwatch.GetTimestamp();
                try
                {
                    await operation(client);
                    mine.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
                catch (Exception fault)
                {
                    faults.Enqueue($"{fault.GetType().Name}: {fault.Message}");
                }
            }
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        double[] sorted = [.. times.SelectMany(t => t).Order()];
        return new LoopResult(sorted.Length, seconds, sorted, [.. faults]);
    }
}
