using System.Text.Json.Serialization;
using Grievances.Domain;

namespace Grievances.Features.Mailbox;

/// <summary>A deadline of the organisation.</summary>
/// <param name="Clock">acknowledge, findings or retaliation.</param>
/// <param name="DueAt">Until when.</param>
/// <param name="DoneAt">When it was done, or null.</param>
/// <param name="Missed">Whether the day passed without it.</param>
/// <param name="Owed">Whether somebody still has to do it: after the closing nothing is owed but word of what was done about retaliation.</param>
public sealed record DeadlineView(string Clock, DateTimeOffset DueAt, DateTimeOffset? DoneAt, bool Missed, bool Owed = false)
{
    /// <summary>Key of the words that say that it was done: whoever confirms what nobody has opened confirms that it has arrived.</summary>
    [JsonIgnore] public string DoneWords { get; private init; } = "box.done." + Clock;

    /// <summary>Every deadline of a case, and whether it was missed.</summary>
    /// <param name="kase">The case.</param>
    /// <param name="now">The moment at which the person reads it.</param>
    /// <param name="readFirst">Whether somebody had opened the case when it was confirmed.</param>
    internal static List<DeadlineView> Of(Grievance kase, DateTimeOffset now, bool readFirst)
    {
        var end = kase.ClosedAt ?? now;
        // From the days themselves, so that a person never waits for a sweep to be told.
        var deadlines = new List<DeadlineView>();
        var acknowledgement = new DeadlineView(ClockPolicy.Acknowledge, kase.AcknowledgeBy, kase.AcknowledgedAt, (kase.AcknowledgedAt ?? end) > kase.AcknowledgeBy)
        {
            DoneWords = readFirst ? "box.done.acknowledge" : "box.done.acknowledge_unread",
        };
        // Of a case that was taken back before anybody confirmed it, nobody owes that any more; that the day had passed by then stays. Nor does
        // anybody of one that is taken for no grievance.
        if (kase.Spam ? acknowledgement.DoneAt is not null || kase.AcknowledgeMissedAt is not null : kase.IsOpen || acknowledgement is { DoneAt: not null } or { Missed: true })
            deadlines.Add(acknowledgement);
        // Of what was not taken up nobody looks for findings.
        if (kase.State is not CaseState.Inadmissible)
            deadlines.Add(new(ClockPolicy.Findings, kase.FindingsBy, kase.ClosedAt, end > kase.FindingsBy || kase.FindingsMissedAt is not null));
        // That a day was missed is not forgotten for a later report, nor for taking the case back.
        deadlines.AddRange(kase.RetaliationMissed().Where(missed => missed != kase.RetaliationBy).Select(missed => new DeadlineView(ClockPolicy.Retaliation, missed, null, true)));
        if (kase.RetaliationBy is { } by)
            deadlines.Add(new DeadlineView(ClockPolicy.Retaliation, by, kase.RetaliationSettledAt, (kase.RetaliationSettledAt ?? now) > by));
        return [.. deadlines.Select(d => d with { Owed = d.DoneAt is null && ((kase.IsOpen && !kase.Spam) || (d.Clock == ClockPolicy.Retaliation && kase.RetaliationWaits && d.DueAt == kase.RetaliationBy)) })];
    }
}
