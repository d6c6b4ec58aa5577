using Engagement.Domain;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>Brings the follow-ups of a case in line with what is known of it after each event.</summary>
public static class FollowUps
{
    private const long Unknown = -1;

    // No event is newer: what arrives late of an erased case changes nothing.
    private const long Erased = long.MaxValue;

    /// <summary>Takes in an event: its snapshot where it is newer, the writing it tells of, if any.</summary>
    public static async Task Follow(this EngagementDb db, CaseSnapshot snapshot, Writing? told, DateTimeOffset now, CancellationToken cancellation)
    {
        var clock = await Take(db, snapshot.CaseId, snapshot.AcknowledgeBy, cancellation);
        if (clock.Version == Erased)
            return;
        var knownFrom = clock.ClosedFrom;
        Learn(clock, snapshot);
        var closed = clock is { ClosedFrom: { } from, ClosedAt: { } at } ? new Closing(from, at) : null;

        var owed = Obligations.OfCase(clock.AcknowledgeBy, clock.AcknowledgedAt, clock.FindingsBy, closed);
        Stretch? stretch = null;
        if ((told?.Version ?? (knownFrom is null ? closed?.From : null)) is { } pivot)
        {
            stretch = await Stretch.Around(db, snapshot.CaseId, pivot, closed, cancellation);
            if (told is not null && !stretch.Holds(told.Version))
            {
                db.Add(new CaseWriting { CaseId = snapshot.CaseId, Version = told.Version, WrittenAt = told.At, ByPerson = told.ByPerson });
                stretch = stretch.With(told);
            }
            owed = owed.Concat(Obligations.Answers(stretch.Closed, stretch.Writings, stretch.ByHand));
        }
        await Align(db, snapshot.CaseId, [.. owed], stretch, now, cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Nothing is owed to an erased case, and nothing tells of it but its id; what was done for it stays in the chain of records.</summary>
    public static async Task Forget(this EngagementDb db, Guid caseId, DateTimeOffset now, CancellationToken cancellation)
    {
        var clock = await Take(db, caseId, now, cancellation);
        (clock.Version, clock.Reference, clock.KeptFrom, clock.AcknowledgeBy, clock.AcknowledgedAt, clock.FindingsBy, clock.ClosedAt, clock.ClosedFrom) = (Erased, null, null, now, null, null, null, null);
        await db.FollowUps.Where(f => f.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Writings.Where(w => w.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Locks what is known of a case until the commit, and says up to which version it is known.</summary>
    public static async Task<long> LockClock(this EngagementDb db, Guid caseId, CancellationToken cancellation)
    {
        var versions = await db.Database.SqlQuery<long>($"""
            UPDATE case_clocks SET version = version WHERE tenant_id = {db.Tenant.Required} AND case_id = {caseId} RETURNING version AS "Value"
            """).ToListAsync(cancellation);
        return versions.Single();
    }

    private static async Task<CaseClock> Take(EngagementDb db, Guid caseId, DateTimeOffset acknowledgeBy, CancellationToken cancellation)
    {
        // Makes or locks the case's row first: events of one case that are handled at once take turns, and each sees all facts.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO case_clocks (tenant_id, case_id, version, acknowledge_by)
            VALUES ({db.Tenant.Required}, {caseId}, {Unknown}, {acknowledgeBy.UtcDateTime})
            ON CONFLICT (tenant_id, case_id) DO UPDATE SET version = case_clocks.version
            """, cancellation);
        return await db.Clocks.FirstAsync(c => c.CaseId == caseId, cancellation);
    }

    private static void Learn(CaseClock clock, CaseSnapshot snapshot)
    {
        // Of an old snapshot too: it may place the closing more exactly.
        if (snapshot.ClosedAt is not null)
            clock.ClosedFrom = Math.Min(clock.ClosedFrom ?? long.MaxValue, snapshot.Version);
        // It never changes, and only events from before it was told lack it.
        clock.Reference ??= snapshot.Reference;
        var kept = snapshot.KeptFrom is null ? null : string.Join(',', snapshot.KeptFrom);
        if (clock.Version >= snapshot.Version)
        {
            // An older event tells it only where no newer one did: those from before it was told lack it.
            clock.KeptFrom ??= kept;
            return;
        }
        clock.KeptFrom = kept ?? clock.KeptFrom;
        clock.Version = snapshot.Version;
        clock.AcknowledgeBy = snapshot.AcknowledgeBy;
        clock.AcknowledgedAt = snapshot.AcknowledgedAt;
        clock.FindingsBy = snapshot.FindingsBy;
        clock.ClosedAt = snapshot.ClosedAt;
    }

    private static async Task Align(EngagementDb db, Guid caseId, IReadOnlyList<Obligation> owed, Stretch? stretch, DateTimeOffset now, CancellationToken cancellation)
    {
        var (floor, ceiling) = (stretch?.Floor ?? long.MaxValue, stretch?.Ceiling ?? long.MinValue);
        var rows = await db.FollowUps.Where(f => f.CaseId == caseId && (f.Kind != FollowUpKind.AnswerDue || (f.SourceVersion > floor && f.SourceVersion <= ceiling)))
            .ToListAsync(cancellation);
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
