namespace AllInOne.Demo;

/// <summary>A clock the seed can set, so that three months happen in seconds; truncated to microseconds like the platform's own.</summary>
public sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.Ticks;

    /// <summary>Sets the time.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref ticks, now.Ticks - now.Ticks % 10);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);
}
