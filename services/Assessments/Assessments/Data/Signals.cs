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
        // Makes or locks the case's row first: events of one case that are handled at once take turns instead of failing.
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
        if (signal is { Substantiated: true, ImpactId: { } impactId })
            await db.ReopenWhatCasesShow(impactId, now, cancellation);
    }

    /// <summary>Attaches cases that name a system and a right to a new impact, or away from one where there now are two.</summary>
    public static async Task AttachAnew(this AssessmentsDb db, Impact recorded, CancellationToken cancellation)
    {
        var right = $",{recorded.Right},";
        var waiting = await db.Signals.Where(s => s.SystemId == recorded.SystemId && s.LinkedImpactId == null && s.Rights.Contains(right)).ToListAsync(cancellation);
        if (waiting.Count == 0)
            return;
        var impacts = await db.Impacts.Where(i => i.SystemId == recorded.SystemId).Select(i => new { i.Id, i.Right }).ToListAsync(cancellation);
        foreach (var signal in waiting)
            signal.ImpactId = Only([.. impacts.Append(new { recorded.Id, recorded.Right }).Where(i => signal.Rights.Contains($",{i.Right},", StringComparison.Ordinal)).Select(i => i.Id).Distinct()]);
    }

    private static async Task<Guid?> ImpactOf(AssessmentsDb db, CaseSnapshot snapshot, CancellationToken cancellation)
    {
        if (snapshot.ImpactId is { } linked)
            return await db.Impacts.AnyAsync(i => i.Id == linked, cancellation) ? linked : null;
        if (snapshot.SystemId is not { } system || snapshot.Rights.Count == 0)
            return null;
        var rights = snapshot.Rights.ToList();
        return Only(await db.Impacts.Where(i => i.SystemId == system && rights.Contains(i.Right)).OrderBy(i => i.Id).Select(i => i.Id).Take(2).ToListAsync(cancellation));
    }

    private static Guid? Only(List<Guid> ids) => ids.Count == 1 ? ids[0] : null;

    private static async Task ReopenWhatCasesShow(this AssessmentsDb db, Guid impactId, DateTimeOffset now, CancellationToken cancellation)
    {
        var key = await db.Impacts.Where(i => i.Id == impactId).Select(i => new { i.SystemId, i.Right, i.GroupKey }).FirstAsync(cancellation);
        // Two cases of one impact that are closed at once take turns, so that the later one sees both.
        await db.Impacts.Where(i => i.SystemId == key.SystemId && i.Right == key.Right && i.GroupKey == key.GroupKey)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Version, i => i.Version), cancellation);
        var impacts = await db.Impacts.Where(i => i.SystemId == key.SystemId && i.Right == key.Right && i.GroupKey == key.GroupKey).ToListAsync(cancellation);
        var ids = impacts.ConvertAll(i => (Guid?)i.Id);
        var cases = await db.Signals.Where(s => ids.Contains(s.ImpactId) && !s.Counted && s.ClosedAt != null).ToListAsync(cancellation);
        var substantiated = cases.FindAll(s => s.Substantiated);
        if (impacts.Exists(i => i.Status != ImpactStatus.Reopened))
        {
            var reason = ClusterRule.Find([.. substantiated.Select(s => new ClosedCase(s.Band == "critical", s.ClosedAt!.Value))]);
            if (reason is null)
                return;
            foreach (var impact in impacts.Where(i => i.Status != ImpactStatus.Reopened))
                Reopen(db, impact, reason, now);
        }
        // What comes while an impact stands re-opened is part of what its assessor looks at; it starts no second round later.
        foreach (var signal in substantiated)
            signal.Counted = true;
        await db.SaveChangesAsync(cancellation);
    }

    private static void Reopen(AssessmentsDb db, Impact impact, string reason, DateTimeOffset now)
    {
        impact.Reopen(now);
        db.Add(ImpactChange.Of(impact, reason, "system", now));
        db.Publish(new ImpactReopened(impact.Id, impact.Version, impact.SystemId, impact.Right, reason), now);
        db.Record(now, "system", "system", "assessments.impact_reopened", $"impact:{impact.Id}", reason);
    }
}
