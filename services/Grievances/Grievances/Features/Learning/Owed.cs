namespace Grievances.Features.Learning;

/// <summary>
/// Something that was owed by a day, told by its dates alone: whether it came in time does not hang on whether anything noticed. It is counted
/// once, on the day on which that was settled: the day it was done or, where its own day passed before, that one.
/// </summary>
/// <param name="By">The day it was owed by.</param>
/// <param name="Done">When it was done, or null.</param>
/// <param name="Over">When nobody owed it any more, for example since the person took the case back; or null.</param>
/// <param name="Before">An earlier day that it was owed by and that passed without it, or null.</param>
public readonly record struct Owed(DateTimeOffset By, DateTimeOffset? Done, DateTimeOffset? Over = null, DateTimeOffset? Before = null)
{
    /// <summary>The day that passed without it, or null.</summary>
    public DateTimeOffset? Missed(DateTimeOffset now) => Before ?? ((Done ?? Over ?? now) > By ? By : null);

    /// <summary>The day on which it was settled whether it came in time; null where its day is still to come, or nobody owed it any more.</summary>
    public DateTimeOffset? Settled(DateTimeOffset now) => Missed(now) ?? Done;
}
