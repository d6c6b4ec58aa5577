using System.Globalization;

namespace Benchmarks;

/// <summary>CPU seconds that were used, by whom.</summary>
/// <param name="Service">The grievances process.</param>
/// <param name="Client">This process.</param>
/// <param name="Database">PostgreSQL with all its processes.</param>
/// <param name="Broker">RabbitMQ.</param>
/// <param name="Foreign">Everything else that ran on the machine.</param>
/// <param name="Machine">Seconds times cores that there were.</param>
public sealed record CpuUse(double Service, double Client, double Database, double Broker, double Foreign, double Machine)
{
    /// <summary>Part of the machine that others took, 0 to 1.</summary>
    public double ForeignPart => Machine <= 0 ? 0 : Math.Max(0, Foreign) / Machine;
}

/// <summary>Processes to tell apart, by id.</summary>
/// <param name="Service">The grievances process.</param>
/// <param name="Postmaster">The parent of every backend.</param>
/// <param name="Broker">The broker's Erlang machine.</param>
public readonly record struct Watched(int Service, int Postmaster, int Broker);

/// <summary>Reads /proc (proc(5): stat, in ticks of 10 ms). Other work on the same database and the same broker counts as theirs.</summary>
public static class CpuMeter
{
    private const double TicksPerSecond = 100;

    /// <summary>What is used from now until the returned function is called.</summary>
    public static Func<CpuUse> Start(Watched watched)
    {
        var before = Read(watched);
        return () =>
        {
            var after = Read(watched);
            double Used(Func<Ticks, long> part) => (part(after) - part(before)) / TicksPerSecond;
            var (mine, client, database, broker) = (Used(t => t.Service), Used(t => t.Client), Used(t => t.Database), Used(t => t.Broker));
            return new CpuUse(mine, client, database, broker, Used(t => t.Busy) - mine - client - database - broker, Used(t => t.Busy) + Used(t => t.Idle));
        };
    }

    private sealed record Ticks(long Service, long Client, long Database, long Broker, long Busy, long Idle);

    private static Ticks Read(Watched watched)
    {
        long mine = 0, client = 0, database = 0, broker = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || Process(folder) is not { } process)
                continue;
            mine += id == watched.Service ? process.Used : 0;
            client += id == Environment.ProcessId ? process.Used : 0;
            // A backend that has ended counts at the postmaster, which waited for it.
            database += id == watched.Postmaster ? process.Used + process.OfChildren : process.Parent == watched.Postmaster ? process.Used : 0;
            broker += id == watched.Broker ? process.Used : 0;
        }
        var machine = Numbers(File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]);
        var idle = machine[3] + machine[4];
        return new Ticks(mine, client, database, broker, machine.Sum() - idle, idle);
    }

    /// <summary>The parent of a process.</summary>
    public static int Parent(int id) => Process($"/proc/{id}") is { } process ? process.Parent : throw new InvalidOperationException($"Process {id} is not on this machine.");

    private static (int Parent, long Used, long OfChildren)? Process(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var numbers = Numbers(words[11..15]);
            return (int.Parse(words[1], CultureInfo.InvariantCulture), numbers[0] + numbers[1], numbers[2] + numbers[3]);
        }
        catch (IOException)
        {
            // It ended between being listed and being read.
            return null;
        }
    }

    private static long[] Numbers(string[] words) => [.. words.Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
}
