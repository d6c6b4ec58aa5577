namespace Platform.Tenancy;

/// <summary>System time truncated to microseconds: what is in memory equals what both databases give back.</summary>
public sealed class MicrosecondClock : TimeProvider
{
    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        var now = System.GetUtcNow();
        return new DateTimeOffset(now.Ticks - now.Ticks % 10, TimeSpan.Zero);
    }
}
