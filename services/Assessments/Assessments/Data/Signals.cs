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

    // No event is newer: what arrives late of a case that never was one changes nothing.
    private const long Erased = long.MaxValue;

    /// <summary>Takes in what an event says of a case, unless something newer is known.</summary>
    public static async Task Keep(this AssessmentsDb db, CaseSnapshot snapshot, DateTimeOffset now, CancellationToken cancellation)
    {
        // What is labelled spam points at nothing, until the label is taken back.
        if (snapshot.Spam)
            snapshot = snapshot with { SystemId = null, ImpactId = null, Rights = [] };
        // The system before the case, as whoever records an impact takes them.
        if (snapshot is { ImpactId: null, SystemId: { } system, Rights.Count: > 0 })
            await db.HoldSystem(system, alone: false, cancellation);
        var signal = await Take(db, snapshot.CaseId, cancellation);
        if (signal.Version >= snapshot.Version)
            return;
        signal.Version = snapshot.Version;
        signal.State = snapshot.State;
        signal.Outcome = snapshot.Outcome;
        signal.Band = snapshot.Band;
        signal.Rights = Signal.Join(snapshot.Rights);
        signal.KeptFrom = Signal.Join(snapshot.KeptFrom ?? []);
        signal.SplitFrom = snapshot.SplitFrom;
        signal.SystemId = snapshot.SystemId;
        signal.LinkedImpactId = snapshot.ImpactId;
        signal.ClosedAt = snapshot.ClosedAt;
        signal.ImpactId = await ImpactOf(db, snapshot, cancellation);
        await db.SaveChangesAsync(cancellation);
        if (signal is { Substantiated: true, ImpactId: { } impactId, ClosedAt: { } closedAt })
            await db.ReopenWhatCasesShow(impactId, closedAt, now, cancellation);
    }

    /// <summary>Takes in what a record says of the organisation's own part; the highest record holds, whatever else is newer.</summary>
    public static async Task KeepOwnPart(this AssessmentsDb db, AttributionRecorded told, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.Keep(told.Case, now, cancellation);
        var signal = await db.Signals.FirstAsync(s => s.CaseId == told.Case.CaseId, cancellation);
        if (signal.Version == Erased || signal.AttributionRecord >= told.Record)
            return;
        (signal.OwnPart, signal.AttributionRecord) = (told.OwnPart, told.Record);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>
    /// Forgets a case that never was one of this organisation: nothing tells of it but its id, and it counts for nothing. What it opened again
    /// stays open for a person to look at; where nothing else shows that it happens, they may find that it was possible only.
    /// </summary>
    public static async Task Forget(this AssessmentsDb db, Guid caseId, DateTimeOffset now, CancellationToken cancellation)
    {
        var signal = await Take(db, caseId, cancellation);
        var shown = signal is { Substantiated: true, Counted: true } ? signal.ImpactId : null;
        (signal.Version, signal.State, signal.Outcome, signal.Band, signal.Rights, signal.ClosedAt, signal.Counted) = (Erased, "", null, null, "", null, false);
        (signal.SplitFrom, signal.OwnPart, signal.AttributionRecord, signal.SystemId, signal.LinkedImpactId, signal.ImpactId) = (null, null, null, null, null, null);
        signal.KeptFrom = "";
        await db.SaveChangesAsync(cancellation);
        if (shown is { } impact)
            await db.TakeBackWhatCasesShowed(impact, now, cancellation);
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

    // Makes or locks the case's row: events of one case that are handled at once take turns instead of failing.
    private static async Task<Signal> Take(AssessmentsDb db, Guid caseId, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO signals (tenant_id, case_id, version, state, rights, kept_from, counted)
            VALUES ({db.Tenant.Required}, {caseId}, {Unknown}, '', '', '', {false})
            ON CONFLICT (tenant_id, case_id) DO UPDATE SET version = signals.version
            """, cancellation);
        return await db.Signals.FirstAsync(s => s.CaseId == caseId, cancellation);
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
        var impacts = await db.CountedTogether(impactId, cancellation);
        // What comes while an impact stands re-opened is part of what its assessor looks at; it starts no second round later,
        // nor opens the other impacts of its group.
        await db.Uncounted(impacts.FindAll(i => i.Status == ImpactStatus.Reopened))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Counted, true), cancellation);
        var settled = impacts.FindAll(i => i.Status != ImpactStatus.Reopened);
        var waiting = db.Uncounted(settled);
        var counted = db.Substantiated(settled).Where(s => s.Counted);
        // Whatever this case completes lies within the window around it.
        var (from, to) = (closedAt - ClusterRule.Window, closedAt + ClusterRule.Window);
        var cases = await waiting.Where(s => s.ClosedAt >= from && s.ClosedAt <= to)
            .Select(s => new ClosedCase(s.SplitFrom ?? s.CaseId, s.Band == "critical", s.ClosedAt!.Value, counted.Any(o => (o.SplitFrom ?? o.CaseId) == (s.SplitFrom ?? s.CaseId))))
            .ToListAsync(cancellation);
        if (ClusterRule.Find(cases) is not { } reason)
            return;
        foreach (var impact in settled)
            Reopen(db, impact, reason, now);
        await waiting.ExecuteUpdateAsync(set => set.SetProperty(s => s.Counted, true), cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    private static async Task TakeBackWhatCasesShowed(this AssessmentsDb db, Guid impactId, DateTimeOffset now, CancellationToken cancellation)
    {
        var impacts = await db.CountedTogether(impactId, cancellation);
        var left = await db.Substantiated(impacts).Where(s => s.Counted).Select(s => new ClosedCase(s.SplitFrom ?? s.CaseId, s.Band == "critical", s.ClosedAt!.Value, false)).ToListAsync(cancellation);
        if (ClusterRule.Find(left) is not null)
            return;
        foreach (var impact in impacts.Where(i => i.ShownByCasesAt is not null))
        {
            impact.NoLongerShown();
            db.Add(ImpactChange.Of(impact, ImpactChange.TakenBack, "system", now));
            db.Record(now, "system", "system", "assessments.signal_taken_back", $"impact:{impact.Id}", ImpactChange.TakenBack);
        }
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Impacts that cases count for together. Two cases of one impact that are closed at once take turns, so that the later one sees both.</summary>
    private static async Task<List<Impact>> CountedTogether(this AssessmentsDb db, Guid impactId, CancellationToken cancellation)
    {
        var key = await db.Impacts.Where(i => i.Id == impactId).Select(i => new { i.SystemId, i.Right, i.GroupKey }).FirstAsync(cancellation);
        await db.HoldImpacts(key.SystemId, key.Right, key.GroupKey, cancellation);
        return await db.Impacts.Where(i => i.SystemId == key.SystemId && i.Right == key.Right && i.GroupKey == key.GroupKey).ToListAsync(cancellation);
    }

    private static IQueryable<Signal> Substantiated(this AssessmentsDb db, List<Impact> impacts)
    {
        var ids = impacts.ConvertAll(i => (Guid?)i.Id);
        return db.Signals.Where(s => ids.Contains(s.ImpactId) && s.State == "closed" && (s.Outcome == "substantiated" || s.Outcome == "partly") && s.ClosedAt != null);
    }

    /// <summary>Substantiated cases of some impacts that have not yet re-opened one, and have not been seen by an assessor of one.</summary>
    private static IQueryable<Signal> Uncounted(this AssessmentsDb db, List<Impact> impacts) => db.Substantiated(impacts).Where(s => !s.Counted);

    private static void Reopen(AssessmentsDb db, Impact impact, string reason, DateTimeOffset now)
    {
        impact.Reopen(now);
        db.Add(ImpactChange.Of(impact, reason, "system", now));
        db.Publish(new ImpactReopened(impact.Id, impact.Version, impact.SystemId, impact.Right, reason), now);
        db.Record(now, "system", "system", "assessments.impact_reopened", $"impact:{impact.Id}", reason);
    }
}
