using System.Globalization;

namespace Benchmarks;

/// <summary>CPU seconds that were used, by whom.</summary>
/// <param name="Service">The grievances process.</param>
/// <param name="Client">This process.</param>
/// <param name="Database">Every process called postgres.</param>
/// <param name="Broker">Every process called beam.smp.</param>
/// <param name="Foreign">Everything else that ran on the machine.</param>
/// <param name="Machine">Seconds times cores that there were.</param>
public sealed record CpuUse(double Service, double Client, double Database, double Broker, double Foreign, double Machine)
{
    /// <summary>Part of the machine that others took, 0 to 1.</summary>
    public double ForeignPart => Machine <= 0 ? 0 : Math.Max(0, Foreign) / Machine;
}

/// <summary>
/// Reads /proc (proc(5): stat, in ticks of 10 ms). Names tell the database and the broker, so other work on the same servers counts as
/// theirs.
/// </summary>
public static class CpuMeter
{
    private const double TicksPerSecond = 100;

    /// <summary>What is used from now until the returned function is called.</summary>
    public static Func<CpuUse> Start(int service)
    {
        var before = Read(service);
        return () =>
        {
            var after = Read(service);
            double Used(Func<Ticks, long> part) => (part(after) - part(before)) / TicksPerSecond;
            var (mine, client, database, broker) = (Used(t => t.Service), Used(t => t.Client), Used(t => t.Database), Used(t => t.Broker));
            return new CpuUse(mine, client, database, broker, Used(t => t.Busy) - mine - client - database - broker, Used(t => t.Busy) + Used(t => t.Idle));
        };
    }

    private sealed record Ticks(long Service, long Client, long Database, long Broker, long Busy, long Idle);

    private static Ticks Read(int service)
    {
        long mine = 0, client = 0, database = 0, broker = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || Process(folder) is not { } process)
                continue;
            mine += id == service ? process.Used : 0;
            client += id == Environment.ProcessId ? process.Used : 0;
            // A backend that has ended counts at the postmaster, which waited for it.
            database += process.Name == "postgres" ? process.Used + process.OfChildren : 0;
            broker += process.Name == "beam.smp" ? process.Used : 0;
        }
        var machine = Numbers(File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]);
        var idle = machine[3] + machine[4];
        return new Ticks(mine, client, database, broker, machine.Sum() - idle, idle);
    }

    private static (string Name, long Used, long OfChildren)? Process(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var (open, close) = (stat.IndexOf('(', StringComparison.Ordinal), stat.LastIndexOf(')'));
            var numbers = Numbers(stat[(close + 2)..].Split(' ')[11..15]);
            return (stat[(open + 1)..close], numbers[0] + numbers[1], numbers[2] + numbers[3]);
        }
        catch (IOException)
        {
            // It ended between being listed and being read.
            return null;
        }
    }

    private static long[] Numbers(string[] words) => [.. words.Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
}
