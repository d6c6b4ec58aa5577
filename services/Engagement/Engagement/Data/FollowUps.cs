using Engagement.Domain;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>Brings the follow-ups of a case in line with what is known of it after each event.</summary>
public static class FollowUps
{
    private const long Unknown = -1;

    /// <summary>Takes in an event: its snapshot where it is newer, the writing it tells of, if any.</summary>
    public static async Task Follow(this EngagementDb db, CaseSnapshot snapshot, Writing? told, DateTimeOffset now, CancellationToken cancellation)
    {
        var clock = await Take(db, snapshot, cancellation);
        var writings = await db.Writings.Where(w => w.CaseId == snapshot.CaseId).ToListAsync(cancellation);
        if (told is not null && writings.TrueForAll(w => w.Version != told.Version))
        {
            var writing = new CaseWriting { CaseId = snapshot.CaseId, Version = told.Version, WrittenAt = told.At, ByPerson = told.ByPerson };
            db.Add(writing);
            writings.Add(writing);
        }
        var facts = new CaseFacts(clock.AcknowledgeBy, clock.AcknowledgedAt, clock.ClosedAt, [.. writings.Select(w => new Writing(w.Version, w.WrittenAt, w.ByPerson))]);
        await Align(db, snapshot.CaseId, Obligations.Of(facts), now, cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    private static async Task<CaseClock> Take(EngagementDb db, CaseSnapshot snapshot, CancellationToken cancellation)
    {
        // Makes or locks the case's row first: events of one case that are handled at once take turns, and each sees all facts.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO case_clocks (tenant_id, case_id, version, acknowledge_by)
            VALUES ({db.Tenant.Required}, {snapshot.CaseId}, {Unknown}, {snapshot.AcknowledgeBy.UtcDateTime})
            ON CONFLICT (tenant_id, case_id) DO UPDATE SET version = case_clocks.version
            """, cancellation);
        var clock = await db.Clocks.FirstAsync(c => c.CaseId == snapshot.CaseId, cancellation);
        if (clock.Version >= snapshot.Version)
            return clock;
        clock.Version = snapshot.Version;
        clock.AcknowledgeBy = snapshot.AcknowledgeBy;
        clock.AcknowledgedAt = snapshot.AcknowledgedAt;
        clock.ClosedAt = snapshot.ClosedAt;
        return clock;
    }

    private static async Task Align(EngagementDb db, Guid caseId, IReadOnlyList<Obligation> owed, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await db.FollowUps.Where(f => f.CaseId == caseId).ToListAsync(cancellation);
        foreach (var obligation in owed)
        {
            var row = rows.Find(f => f.Kind == obligation.Kind && f.SourceVersion == obligation.Source);
            if (row is null)
                db.Add(row = new FollowUp { Id = Guid.CreateVersion7(now), CaseId = caseId, Kind = obligation.Kind, SourceVersion = obligation.Source });
            row.DueAt = obligation.DueAt;
            if (row.DoneBy is null)
                (row.State, row.DoneAt) = (obligation.State, obligation.SettledAt);
        }
        // An earlier event that came late shows that another one was meant; what somebody worked on stays.
        db.RemoveRange(rows.Where(f => f.DoneBy is null && !owed.Any(o => o.Kind == f.Kind && o.Source == f.SourceVersion)));
    }
}
