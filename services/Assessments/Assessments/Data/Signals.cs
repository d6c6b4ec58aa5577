using Assessments.Contracts.Events;
using Assessments.Domain;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Messaging;

namespace Assessments.Data;

/// <summary>
/// Keeps the newest snapshot of each case, attaches it to an impact, and re-opens what substantiated cases show. Whatever the
/// order and number of events, the same cases end in the same impacts.
/// </summary>
public static class Signals
{
    private const long Unknown = -1;

    /// <summary>Takes in what an event says of a case, unless something newer is known.</summary>
    public static async Task Keep(this AssessmentsDb db, CaseSnapshot snapshot, DateTimeOffset now, CancellationToken cancellation)
    {
        // The system before the case, as whoever records an impact takes them.
        if (snapshot is { ImpactId: null, SystemId: { } system, Rights.Count: > 0 })
            await db.HoldSystem(system, alone: false, cancellation);
        // Makes or locks the case's row: events of one case that are handled at once take turns instead of failing.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO signals (tenant_id, case_id, version, state, rights, counted)
            VALUES ({db.Tenant.Required}, {snapshot.CaseId}, {Unknown}, '', '', {false})
            ON CONFLICT (tenant_id, case_id) DO UPDATE SET version = signals.version
            """, cancellation);
        var signal = await db.Signals.FirstAsync(s => s.CaseId == snapshot.CaseId, cancellation);
        if (signal.Version >= snapshot.Version)
            return;
        signal.Version = snapshot.Version;
        signal.State = snapshot.State;
        signal.Outcome = snapshot.Outcome;
        signal.Band = snapshot.Band;
        signal.Rights = Signal.Join(snapshot.Rights);
        signal.SystemId = snapshot.SystemId;
        signal.LinkedImpactId = snapshot.ImpactId;
        signal.ClosedAt = snapshot.ClosedAt;
        signal.ImpactId = await ImpactOf(db, snapshot, cancellation);
        await db.SaveChangesAsync(cancellation);
        if (signal is { Substantiated: true, ImpactId: { } impactId, ClosedAt: { } closedAt })
            await db.ReopenWhatCasesShow(impactId, closedAt, now, cancellation);
    }

    /// <summary>Attaches cases that name a system and a right to a new impact, or away from one where there now are two.</summary>
    public static async Task AttachAnew(this AssessmentsDb db, Impact recorded, CancellationToken cancellation)
    {
        await db.HoldSystem(recorded.SystemId, alone: true, cancellation);
        var right = $",{recorded.Right},";
        var others = db.Impacts.Where(i => i.SystemId == recorded.SystemId && i.Id != recorded.Id);
        await db.Signals.Where(s => s.SystemId == recorded.SystemId && s.LinkedImpactId == null && s.Rights.Contains(right))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.ImpactId, s => others.Any(i => s.Rights.Contains("," + i.Right + ",")) ? null : recorded.Id), cancellation);
    }

    private static async Task<Guid?> ImpactOf(AssessmentsDb db, CaseSnapshot snapshot, CancellationToken cancellation)
    {
        if (snapshot.ImpactId is { } linked)
            return await db.Impacts.AnyAsync(i => i.Id == linked, cancellation) ? linked : null;
        if (snapshot.SystemId is not { } system || snapshot.Rights.Count == 0)
            return null;
        var rights = snapshot.Rights.ToList();
        var ids = await db.Impacts.Where(i => i.SystemId == system && rights.Contains(i.Right)).OrderBy(i => i.Id).Select(i => i.Id).Take(2).ToListAsync(cancellation);
        return ids.Count == 1 ? ids[0] : null;
    }

    private static async Task ReopenWhatCasesShow(this AssessmentsDb db, Guid impactId, DateTimeOffset closedAt, DateTimeOffset now, CancellationToken cancellation)
    {
        var key = await db.Impacts.Where(i => i.Id == impactId).Select(i => new { i.SystemId, i.Right, i.GroupKey }).FirstAsync(cancellation);
        // Two cases of one impact that are closed at once take turns, so that the later one sees both.
        await db.HoldImpacts(key.SystemId, key.Right, key.GroupKey, cancellation);
        var impacts = await db.Impacts.Where(i => i.SystemId == key.SystemId && i.Right == key.Right && i.GroupKey == key.GroupKey).ToListAsync(cancellation);
        // What comes while an impact stands re-opened is part of what its assessor looks at; it starts no second round later,
        // nor opens the other impacts of its group.
        await db.Uncounted(impacts.FindAll(i => i.Status == ImpactStatus.Reopened))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Counted, true), cancellation);
        var settled = impacts.FindAll(i => i.Status != ImpactStatus.Reopened);
        var waiting = db.Uncounted(settled);
        // Whatever this case completes lies within the window around it.
        var (from, to) = (closedAt - ClusterRule.Window, closedAt + ClusterRule.Window);
        var cases = await waiting.Where(s => s.ClosedAt >= from && s.ClosedAt <= to).Select(s => new { s.Band, s.ClosedAt }).ToListAsync(cancellation);
        if (ClusterRule.Find(cases.ConvertAll(c => new ClosedCase(c.Band == "critical", c.ClosedAt!.Value))) is not { } reason)
            return;
        foreach (var impact in settled)
            Reopen(db, impact, reason, now);
        await waiting.ExecuteUpdateAsync(set => set.SetProperty(s => s.Counted, true), cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Substantiated cases of some impacts that have not yet re-opened one, and have not been seen by an assessor of one.</summary>
    private static IQueryable<Signal> Uncounted(this AssessmentsDb db, List<Impact> impacts)
    {
        var ids = impacts.ConvertAll(i => (Guid?)i.Id);
        return db.Signals.Where(s => ids.Contains(s.ImpactId) && !s.Counted && s.State == "closed" && (s.Outcome == "substantiated" || s.Outcome == "partly") && s.ClosedAt != null);
    }

    private static void Reopen(AssessmentsDb db, Impact impact, string reason, DateTimeOffset now)
    {
        impact.Reopen(now);
        db.Add(ImpactChange.Of(impact, reason, "system", now));
        db.Publish(new ImpactReopened(impact.Id, impact.Version, impact.SystemId, impact.Right, reason), now);
        db.Record(now, "system", "system", "assessments.impact_reopened", $"impact:{impact.Id}", reason);
    }
}
