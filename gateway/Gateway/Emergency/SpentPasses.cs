using System.Buffers.Binary;

namespace Gateway.Emergency;

/// <summary>
/// How often passes were used, by their random number, until they expire. It knows this replica's alone. When it is full it
/// forgets newcomers and lets them pass: the switch is there to slow a flood, and refusing people would finish its work.
/// </summary>
internal sealed class SpentPasses(TimeProvider time)
{
    public const int IdBytes = 12;
    private const int Most = 500_000;
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromSeconds(30);

    private readonly Dictionary<UInt128, (int Uses, long Until)> spent = [];
    private readonly Lock gate = new();
    private DateTimeOffset swept;

    public int Count
    {
        get
        {
            lock (gate)
                return spent.Count;
        }
    }

    /// <summary>Uses a pass once; false where it was used as often as it may be.</summary>
    public bool TrySpend(ReadOnlySpan<byte> id, int most, DateTimeOffset until)
    {
        Span<byte> wide = stackalloc byte[16];
        wide.Clear();
        id.CopyTo(wide);
        var key = BinaryPrimitives.ReadUInt128BigEndian(wide);
        lock (gate)
        {
            var used = spent.GetValueOrDefault(key).Uses;
            if (used >= most)
                return false;
            Sweep();
            if (used > 0 || spent.Count < Most)
                spent[key] = (used + 1, until.ToUnixTimeSeconds());
            return true;
        }
    }

    private void Sweep()
    {
        var now = time.GetUtcNow();
        if (now - swept < BetweenSweeps)
            return;
        swept = now;
        foreach (var (key, use) in spent)
            if (use.Until < now.ToUnixTimeSeconds())
                spent.Remove(key);
    }
}
