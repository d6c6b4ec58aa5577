using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Transparency.Domain;

namespace Transparency.Data;

/// <summary>Keeps the newest snapshot of each case, whatever the order and number of its events.</summary>
public static class Projecting
{
    private const long Unknown = -1;

    public static async Task Keep(this TransparencyDb db, CaseSnapshot snapshot, CancellationToken cancellation)
    {
        // Makes or locks the case's row first: events of one case that are handled at once take turns instead of failing.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO case_facts (tenant_id, case_id, version, filed_month, state, affected)
            VALUES ({db.Tenant.Required}, {snapshot.CaseId}, {Unknown}, 0, '', '')
            ON CONFLICT (tenant_id, case_id) DO UPDATE SET version = case_facts.version
            """, cancellation);
        var fact = await db.Cases.FirstAsync(f => f.CaseId == snapshot.CaseId, cancellation);
        if (fact.Version >= snapshot.Version)
            return;
        fact.Version = snapshot.Version;
        fact.FiledMonth = Month.Of(snapshot.FiledAt).Number;
        fact.State = snapshot.State;
        fact.Affected = snapshot.Affected;
        fact.Band = snapshot.Band;
        fact.Outcome = snapshot.Outcome;
        fact.AcknowledgedMonth = MonthOf(snapshot.AcknowledgedAt);
        fact.AcknowledgedInTime = snapshot.AcknowledgedAt is { } at ? at <= snapshot.AcknowledgeBy : null;
        fact.ClosedMonth = MonthOf(snapshot.ClosedAt);
        await KeepRights(db, snapshot, cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    private static async Task KeepRights(TransparencyDb db, CaseSnapshot snapshot, CancellationToken cancellation)
    {
        var wanted = Grid.HeadingsOf(snapshot.Rights);
        var known = await db.Rights.Where(r => r.CaseId == snapshot.CaseId).ToListAsync(cancellation);
        db.RemoveRange(known.Where(r => !wanted.Contains(r.Heading)));
        db.AddRange(wanted.Except(known.Select(r => r.Heading)).Select(h => new CaseRight { CaseId = snapshot.CaseId, Heading = h }));
    }

    private static int? MonthOf(DateTimeOffset? instant) => instant is { } at ? Month.Of(at).Number : null;
}
