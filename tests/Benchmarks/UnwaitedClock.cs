namespace Benchmarks;

/// <summary>The machine's clock, except that the pause after a wrong receipt is over at once: what is left is the work itself.</summary>
public sealed class UnwaitedClock : TimeProvider
{
    /// <summary>How long a wrong receipt waits in the service.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        var now = System.GetUtcNow();
        return new DateTimeOffset(now.Ticks - now.Ticks % 10, TimeSpan.Zero);
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == Pause ? TimeSpan.Zero : dueTime, period);
}
