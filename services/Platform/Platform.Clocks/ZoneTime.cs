namespace Platform.Clocks;

/// <summary>Wall time of a zone as instants. Only the way from instant to wall time is asked of the zone: the way back is ambiguous or empty at times.</summary>
internal static class ZoneTime
{
    /// <summary>The wall time of an instant.</summary>
    public static DateTime Wall(this TimeZoneInfo zone, DateTimeOffset instant) => instant.UtcDateTime + zone.GetUtcOffset(instant.UtcDateTime);

    /// <summary>The first instant of a date; where clocks skip midnight or the whole date, the first instant after the gap.</summary>
    public static DateTimeOffset StartOfDay(this TimeZoneInfo zone, DateOnly date) => zone.Instant(date.ToDateTime(TimeOnly.MinValue));

    /// <summary>The last instant of a date, to the microsecond that both databases keep.</summary>
    public static DateTimeOffset EndOfDay(this TimeZoneInfo zone, DateOnly date) => zone.StartOfDay(date.AddDays(1)).AddMicroseconds(-1);

    private static DateTimeOffset Instant(this TimeZoneInfo zone, DateTime wall)
    {
        var asUtc = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        // A day to either side is farther than any change of clocks reaches, the date line's 24 hours included.
        var before = zone.GetUtcOffset(asUtc.AddHours(-25));
        var after = zone.GetUtcOffset(asUtc.AddHours(25));
        // The larger offset is the earlier instant: of a wall time that comes twice, the first.
        var offsets = before >= after ? new[] { before, after } : [after, before];
        foreach (var offset in offsets)
            if (zone.GetUtcOffset(asUtc - offset) == offset)
                return new DateTimeOffset(asUtc - offset, TimeSpan.Zero);
        return FirstAfterGap(zone, asUtc - before, asUtc - after);
    }

    // Both bounds lie around the change; halving finds the instant from which the later offset holds.
    private static DateTimeOffset FirstAfterGap(TimeZoneInfo zone, DateTime one, DateTime other)
    {
        var (low, high) = one < other ? (one, other) : (other, one);
        var target = zone.GetUtcOffset(high);
        while (high.Ticks - low.Ticks > 1)
        {
            var middle = low + (high - low) / 2;
            if (zone.GetUtcOffset(middle) == target)
                high = middle;
            else
                low = middle;
        }
        return new DateTimeOffset(high, TimeSpan.Zero);
    }
}
