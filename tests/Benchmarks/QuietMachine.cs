using System.Diagnostics;

namespace Benchmarks;

/// <summary>
/// Measures while nothing else takes more than a quarter of the machine: waits for such a moment, and measures again what was
/// disturbed. Its patience is one for the whole benchmark; when that is used up, figures are taken as they come and say so.
/// </summary>
/// <param name="watched">What is measured; the rest is foreign.</param>
public sealed class QuietMachine(Watched watched)
{
    private const double Most = 0.25;
    private const int Attempts = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private TimeSpan lost;

    /// <summary>How many measurements were taken again.</summary>
    public int Discarded { get; private set; }

    /// <summary>How many were kept although they were disturbed.</summary>
    public int Disturbed { get; private set; }

    /// <summary>Measures; what is given back is kept, what <paramref name="discard"/> gets is not.</summary>
    public async Task<(T Result, CpuUse Cpu)> Measure<T>(Func<Task<T>> run, Action<T>? discard = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            await Wait();
            var watch = Stopwatch.StartNew();
            var used = CpuMeter.Start(watched);
            var result = await run();
            var cpu = used();
            if (cpu.ForeignPart <= Most || attempt == Attempts || lost > Patience)
            {
                Disturbed += cpu.ForeignPart > Most ? 1 : 0;
                return (result, cpu);
            }
            lost += watch.Elapsed;
            Discarded++;
            discard?.Invoke(result);
        }
    }

    private async Task Wait()
    {
        var watch = Stopwatch.StartNew();
        for (var busy = true; busy && lost + watch.Elapsed < Patience;)
        {
            var used = CpuMeter.Start(watched);
            await Task.Delay(300);
            busy = used().ForeignPart > Most;
        }
        lost += watch.Elapsed;
    }
}
