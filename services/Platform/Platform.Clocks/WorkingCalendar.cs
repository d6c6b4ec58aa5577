using System.Collections.Immutable;
using Platform.Hosting.Http;

namespace Platform.Clocks;

/// <summary>
/// The days on which an organisation works, in its time zone. Two kinds of deadline come out of it: exact ones in elapsed
/// time (<see cref="AddExact"/>), and periods of calendar days and months as Regulation (EEC, Euratom) No 1182/71 art. 3
/// counts them: the day of the event is not counted, and the period ends with the last hour of its last day. Of that article
/// one rule is left out on purpose: a deadline on a free day does not move later, the people waiting come first. Reminders
/// move earlier instead (<see cref="LastWorkingMomentBefore"/>).
/// </summary>
/// <remarks>
/// Instants are UTC in microseconds; the end of a day is its last microsecond, so that the local date of a deadline is the day
/// it falls on. Days of 23 and 25 hours and dates that a zone skipped are counted as the wall calendar shows them.
/// </remarks>
public sealed partial record WorkingCalendar
{
    /// <summary>Longest period in days, working days or months.</summary>
    public const int LongestPeriod = 4000;

    private readonly TimeZoneInfo zone;

    private WorkingCalendar(TimeZoneInfo zone, ImmutableSortedSet<DayOfWeek> workingDays, ImmutableSortedSet<DateOnly> holidays)
    {
        this.zone = zone;
        (WorkingDays, Holidays) = (workingDays, holidays);
    }

    /// <summary>UTC, Monday to Friday, no holidays: what a tenant has until it says otherwise.</summary>
    public static WorkingCalendar Default { get; } = new(TimeZoneInfo.Utc, [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], []);

    /// <summary>Name in the IANA database, for example <c>Africa/Cairo</c>.</summary>
    public string Zone => zone.Id;

    /// <summary>Days of the week that are worked; at least one.</summary>
    public ImmutableSortedSet<DayOfWeek> WorkingDays { get; }

    /// <summary>Dates that are free whatever their weekday.</summary>
    public ImmutableSortedSet<DateOnly> Holidays { get; }

    /// <summary>A calendar of known parts; refused with <c>clocks.calendar_invalid</c> where one of them is unsound.</summary>
    public static Outcome<WorkingCalendar> Create(string zone, IEnumerable<DayOfWeek> workingDays, IEnumerable<DateOnly> holidays)
    {
        var errors = new Dictionary<string, string[]>();
        var found = FindZone(zone);
        if (found is null)
            errors["/zone"] = ["clocks.zone_unknown"];
        var (days, free) = (workingDays.ToImmutableSortedSet(), holidays.ToImmutableSortedSet());
        if (days.IsEmpty)
            errors["/workingDays"] = ["clocks.working_days_missing"];
        if (free.Count > MostHolidays)
            errors["/holidays"] = ["clocks.too_many_holidays"];
        return errors.Count > 0 ? Invalid(errors) : new WorkingCalendar(found!, days, free);
    }

    /// <summary>The date that people in the zone write at an instant.</summary>
    public DateOnly LocalDate(DateTimeOffset instant) => DateOnly.FromDateTime(zone.Wall(instant));

    /// <summary>Elapsed time, whatever clocks and calendars do: seven days are 7 × 24 hours.</summary>
    public static DateTimeOffset AddExact(DateTimeOffset instant, TimeSpan period) => instant.ToUniversalTime() + period;

    /// <summary>End of the day that lies <paramref name="days"/> calendar days after the local date of the instant.</summary>
    public DateTimeOffset AddDays(DateTimeOffset instant, int days) => zone.EndOfDay(LocalDate(instant).AddDays(Sound(days)));

    /// <summary>End of the day with the same number <paramref name="months"/> months later, or of that month's last day where it has no such number.</summary>
    public DateTimeOffset AddMonths(DateTimeOffset instant, int months) => zone.EndOfDay(LocalDate(instant).AddMonths(Sound(months)));

    /// <summary>End of the <paramref name="days"/>th working day after the local date of the instant (at least 1).</summary>
    public DateTimeOffset AddWorkingDays(DateTimeOffset instant, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var date = LocalDate(instant);
        for (var left = Sound(days); left > 0;)
        {
            date = date.AddDays(1);
            if (IsWorkingDay(date))
                left--;
        }
        return zone.EndOfDay(date);
    }

    /// <summary>Whether a date is worked: its weekday is, it is no holiday, and the zone has it at all.</summary>
    public bool IsWorkingDay(DateOnly date) =>
        WorkingDays.Contains(date.DayOfWeek) && !Holidays.Contains(date) && zone.StartOfDay(date) < zone.StartOfDay(date.AddDays(1));

    /// <summary>Whether an instant falls on a working day of the zone.</summary>
    public bool IsWorking(DateTimeOffset instant) => IsWorkingDay(LocalDate(instant));

    /// <summary>The instant itself on a working day, else the end of the last working day before it: never later, never on a free day.</summary>
    public DateTimeOffset LastWorkingMomentBefore(DateTimeOffset instant)
    {
        var date = LocalDate(instant);
        if (IsWorkingDay(date))
            return instant.ToUniversalTime();
        do
            date = date.AddDays(-1);
        while (!IsWorkingDay(date));
        return zone.EndOfDay(date);
    }

    /// <summary>Two calendars are equal when zone, working days and holidays are.</summary>
    public bool Equals(WorkingCalendar? other) =>
        other is not null && Zone == other.Zone && WorkingDays.SetEquals(other.WorkingDays) && Holidays.SetEquals(other.Holidays);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Zone, WorkingDays.Count, Holidays.Count);

    private static int Sound(int period)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(period);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(period, LongestPeriod);
        return period;
    }
}
