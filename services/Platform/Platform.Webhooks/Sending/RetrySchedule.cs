namespace Platform.Webhooks.Sending;

/// <summary>When a delivery is tried again: the schedule that Standard Webhooks proposes, ten attempts in a little over 75 hours.</summary>
internal static class RetrySchedule
{
    /// <summary>Wait before each attempt; the first leaves at once.</summary>
    public static IReadOnlyList<TimeSpan> Waits { get; } =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Longest wait with everything added to it.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(27);

    /// <summary>Most a receiver can put us off by with Retry-After.</summary>
    public static TimeSpan MostAsked { get; } = TimeSpan.FromHours(1);

    /// <summary>Wait after so many attempts, up to a tenth shorter or longer so that what failed together does not come back together; null where there is no other attempt.</summary>
    /// <param name="attempts">Attempts so far.</param>
    /// <param name="share">Random, from 0 up to 1.</param>
    /// <param name="asked">What the receiver asked for with Retry-After.</param>
    public static TimeSpan? After(int attempts, double share, TimeSpan? asked = null)
    {
        if (attempts >= Waits.Count)
            return null;
        var wait = Waits[attempts] * (0.9 + 0.2 * share);
        return asked is { } longer && longer > wait ? (longer < MostAsked ? longer : MostAsked > wait ? MostAsked : wait) : wait;
    }
}
