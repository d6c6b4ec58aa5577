using CsCheck;
using Platform.Clocks;
using Xunit;

namespace Clocks.Tests;

/// <summary>Days as the wall calendar of a zone shows them, across gaps, repeats and a date that never was.</summary>
public sealed class CalendarTests
{
    private static readonly string[] Zones = ["UTC", "Africa/Cairo", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe", "America/Havana", "Europe/Paris"];

    private static readonly Gen<DateTimeOffset> Instants = Gen.Long[new DateTime(2009, 1, 1).Ticks / 10, new DateTime(2031, 1, 1).Ticks / 10].Select(micros => new DateTimeOffset(micros * 10, TimeSpan.Zero));

    private static readonly Gen<WorkingCalendar> Calendars = Gen.Select(Gen.Int[0, Zones.Length - 1].Select(i => Zones[i]), Gen.Int[1, 127], Gen.Int[0, 8000].HashSet[0, 60], (zone, week, free) =>
        WorkingCalendar.Create(zone, Enum.GetValues<DayOfWeek>().Where(d => (week >> (int)d & 1) == 1), free.Select(d => new DateOnly(2009, 1, 1).AddDays(d))).Value!);

    [Fact]
    public void AddWorkingDays_LandsOnTheNthWorkingDayAfterwards_AndNeverOnAFreeOne() => Gen.Select(Calendars, Instants, Gen.Int[1, 40]).Sample((calendar, from, days) =>
    {
        var end = calendar.AddWorkingDays(from, days);
        var (first, last) = (calendar.LocalDate(from), calendar.LocalDate(end));
        var worked = 0;
        for (var date = first.AddDays(1); date <= last; date = date.AddDays(1))
            worked += calendar.IsWorkingDay(date) ? 1 : 0;
        return calendar.IsWorking(end) && !calendar.WorkingDays.IsEmpty && !calendar.Holidays.Contains(last) && worked == days && end > from;
    });

    [Fact]
    public void Periods_AreMonotone_InTheirLengthAndInTheirBeginning() => Gen.Select(Calendars, Instants, Gen.Int[1, 40], Gen.Long[0, 90L * 24 * 3600]).Sample((calendar, from, length, later) =>
        calendar.AddWorkingDays(from, length) < calendar.AddWorkingDays(from, length + 1) && calendar.AddDays(from, length) <= calendar.AddDays(from, length + 1)
        && calendar.AddWorkingDays(from, length) <= calendar.AddWorkingDays(from.AddSeconds(later), length)
        && calendar.AddDays(from, length) <= calendar.AddDays(from.AddSeconds(later), length)
        && calendar.AddMonths(from, length) <= calendar.AddMonths(from.AddSeconds(later), length));

    [Fact]
    public void AddDays_EndsWithTheLastMicrosecondOfItsDay() => Gen.Select(Calendars, Instants, Gen.Int[0, 400]).Sample((calendar, from, days) =>
    {
        var (end, date) = (calendar.AddDays(from, days), calendar.LocalDate(from).AddDays(days));
        // One date was skipped in Samoa: its period ends with the day before, never later.
        var there = calendar.Zone == "Pacific/Apia" && date == new DateOnly(2011, 12, 30) ? date.AddDays(-1) : date;
        return calendar.LocalDate(end) == there && calendar.LocalDate(end.AddMicroseconds(1)) > there;
    });

    [Fact]
    public void LastWorkingMomentBefore_IsNeverLater_NeverFree_AndNoneLiesBetween() => Gen.Select(Calendars, Instants).Sample((calendar, at) =>
    {
        var moment = calendar.LastWorkingMomentBefore(at);
        var between = Enumerable.Range(1, Math.Max(0, calendar.LocalDate(at).DayNumber - calendar.LocalDate(moment).DayNumber)).Select(d => calendar.LocalDate(moment).AddDays(d));
        return moment <= at && calendar.IsWorking(moment) && !between.Any(calendar.IsWorkingDay) && (!calendar.IsWorking(at) || moment == at);
    });

    [Fact]
    public void ReadOfWhatWasWritten_IsTheSameCalendar() => Calendars.Sample(calendar =>
        WorkingCalendar.Read(calendar.ToJson()) is { Refused: false, Value: { } again } && again == calendar && again.ToJson() == calendar.ToJson());

    [Fact]
    public void SevenExactDays_Are168Hours_WhateverClocksDo()
    {
        var beforeSpringForward = new DateTimeOffset(2026, 3, 7, 12, 0, 0, TimeSpan.FromHours(-5));
        Assert.Equal(beforeSpringForward.AddHours(168), WorkingCalendar.AddExact(beforeSpringForward, TimeSpan.FromDays(7)));
    }

    [Theory]
    // The day of the event is not counted; the end is the last microsecond of the zone's day.
    [InlineData("America/New_York", "2026-03-07T17:00:00Z", 1, "2026-03-09T03:59:59.999999Z")]
    [InlineData("America/New_York", "2026-10-31T17:00:00Z", 1, "2026-11-02T04:59:59.999999Z")]
    [InlineData("Asia/Kathmandu", "2026-05-01T18:14:00Z", 7, "2026-05-08T18:14:59.999999Z")]
    [InlineData("Asia/Kathmandu", "2026-05-01T18:15:00Z", 7, "2026-05-09T18:14:59.999999Z")]
    // In Cairo the 24th of April 2026 begins at one o'clock, and the 29th of October has 25 hours.
    [InlineData("Africa/Cairo", "2026-04-22T12:00:00Z", 1, "2026-04-23T21:59:59.999999Z")]
    [InlineData("Africa/Cairo", "2026-04-22T12:00:00Z", 2, "2026-04-24T20:59:59.999999Z")]
    [InlineData("Africa/Cairo", "2026-10-28T12:00:00Z", 1, "2026-10-29T21:59:59.999999Z")]
    // Samoa went from the 29th to the 31st of December 2011.
    [InlineData("Pacific/Apia", "2011-12-28T22:00:00Z", 1, "2011-12-30T09:59:59.999999Z")]
    [InlineData("Pacific/Apia", "2011-12-28T22:00:00Z", 2, "2011-12-30T09:59:59.999999Z")]
    [InlineData("Pacific/Apia", "2011-12-28T22:00:00Z", 3, "2011-12-31T09:59:59.999999Z")]
    public void AddDays_InAZone_EndsAtItsMidnight(string zone, string from, int days, string end) =>
        Assert.Equal(Instant(end), Everyday(zone).AddDays(Instant(from), days));

    [Theory]
    [InlineData("2026-08-31T10:00:00Z", 6, "2027-02-28")]
    [InlineData("2027-08-31T10:00:00Z", 6, "2028-02-29")]
    [InlineData("2026-11-30T10:00:00Z", 3, "2027-02-28")]
    [InlineData("2026-01-31T10:00:00Z", 1, "2026-02-28")]
    [InlineData("2026-02-28T10:00:00Z", 1, "2026-03-28")]
    public void AddMonths_WithoutSuchADate_EndsWithTheMonth(string from, int months, string date) =>
        Assert.Equal(date, Everyday("Europe/Paris").LocalDate(Everyday("Europe/Paris").AddMonths(Instant(from), months)).ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void WorkingDays_LeaveOutWeekendsHolidaysAndTheSkippedFriday()
    {
        var calendar = WorkingCalendar.Create("Pacific/Apia", [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], [new DateOnly(2012, 1, 2), new DateOnly(2012, 1, 3)]).Value!;
        Assert.False(calendar.IsWorkingDay(new DateOnly(2011, 12, 30)));
        var thursday = Instant("2011-12-29T20:00:00Z");
        Assert.Equal(new DateOnly(2012, 1, 4), calendar.LocalDate(calendar.AddWorkingDays(thursday, 1)));
        Assert.Equal(new DateOnly(2011, 12, 29), calendar.LocalDate(calendar.LastWorkingMomentBefore(Instant("2012-01-03T08:00:00Z"))));
    }

    [Theory]
    [InlineData("""{"zone":"Mars/Base","workingDays":["monday"]}""", "/zone", "clocks.zone_unknown")]
    [InlineData("""{"zone":"../../etc/passwd","workingDays":["monday"]}""", "/zone", "clocks.zone_unknown")]
    [InlineData("""{"zone":"Eastern Standard Time","workingDays":["monday"]}""", "/zone", "clocks.zone_unknown")]
    [InlineData("""{"workingDays":["monday"]}""", "/zone", "clocks.zone_unknown")]
    [InlineData("""{"zone":"UTC","workingDays":["monday","Funday"]}""", "/workingDays/1", "clocks.weekday_unknown")]
    [InlineData("""{"zone":"UTC","workingDays":"monday"}""", "/workingDays", "clocks.weekday_unknown")]
    [InlineData("""{"zone":"UTC","workingDays":[]}""", "/workingDays", "clocks.working_days_missing")]
    [InlineData("""{"zone":"UTC"}""", "/workingDays", "clocks.working_days_missing")]
    [InlineData("""{"zone":"UTC","workingDays":["monday"],"holidays":["2027-02-30"]}""", "/holidays/0", "clocks.holiday_malformed")]
    [InlineData("""{"zone":"UTC","workingDays":["monday"],"holidays":[7]}""", "/holidays/0", "clocks.holiday_malformed")]
    public void Read_OfAnUnsoundCalendar_NamesTheFieldByCode(string json, string pointer, string code)
    {
        var refusal = WorkingCalendar.Read(json).Refusal!;
        Assert.Equal((400, "clocks.calendar_invalid"), (refusal.Status, refusal.Code));
        Assert.Equal([code], refusal.Errors![pointer]);
    }

    [Fact]
    public void Read_OfNoObjectOrTooManyHolidays_IsRefused()
    {
        Assert.Equal("clocks.calendar_malformed", WorkingCalendar.Read("[").Refusal!.Code);
        Assert.Equal("clocks.calendar_malformed", WorkingCalendar.Read("[]").Refusal!.Code);
        var many = string.Join(',', Enumerable.Range(0, 1200).Select(d => $"\"{new DateOnly(2020, 1, 1).AddDays(d):yyyy-MM-dd}\""));
        Assert.Equal(["clocks.too_many_holidays"], WorkingCalendar.Read($$"""{"zone":"UTC","workingDays":["monday"],"holidays":[{{many}}]}""").Refusal!.Errors!["/holidays"]);
    }

    private static WorkingCalendar Everyday(string zone) => WorkingCalendar.Create(zone, Enum.GetValues<DayOfWeek>(), []).Value!;

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
