using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Transparency.Domain;

namespace Transparency.Data;

/// <summary>Keeps the newest snapshot of each case, whatever the order and number of its events.</summary>
public static class Projecting
{
    private const long Unknown = -1;

    // No event is newer: what arrives late of a case that never was one changes nothing.
    private const long Erased = long.MaxValue;

    private const string Imported = "import";

    public static async Task Keep(this TransparencyDb db, CaseSnapshot snapshot, DateTimeOffset now, CancellationToken cancellation)
    {
        var fact = await Take(db, snapshot.CaseId, now, cancellation);
        if (fact.Version >= snapshot.Version)
            return;
        if (snapshot.Spam && fact.State != CaseFact.Spam)
            await LeaveOut(db, fact, cancellation);
        if (!snapshot.Spam && fact.State == CaseFact.Spam)
            fact.FiledSeenAt ??= now;
        fact.Version = snapshot.Version;
        // What came from another register counts from the month in which it came here: its own would change months that are closed, and make some from before the organisation was here.
        if (snapshot.Channel != Imported)
            fact.FiledMonth = Month.Of(snapshot.FiledAt).Number;
        else if (fact.FiledMonth == 0)
            fact.FiledMonth = Month.Of(now).Number;
        fact.State = snapshot.Spam ? CaseFact.Spam : snapshot.SplitFrom is not null ? CaseFact.Part : snapshot.State;
        fact.Affected = snapshot.Affected;
        fact.Band = snapshot.Band;
        fact.Outcome = snapshot.Outcome;
        // A case is closed with a letter: where nobody had acknowledged it before, the person hears back by that.
        var heard = snapshot.AcknowledgedAt ?? snapshot.ClosedAt;
        fact.AcknowledgedMonth = MonthOf(heard);
        fact.AcknowledgedInTime = heard is { } at ? at <= snapshot.AcknowledgeBy : null;
        fact.ClosedMonth = MonthOf(snapshot.ClosedAt);
        fact.Findings = FindingsOf(snapshot);
        if (!snapshot.Spam && fact.ClosedMonth is not null)
            fact.ClosedSeenAt ??= now;
        await KeepRights(db, snapshot, cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Forgets a case that never was one of this organisation. What a release said of it stays said.</summary>
    public static async Task Forget(this TransparencyDb db, Guid caseId, DateTimeOffset now, CancellationToken cancellation)
    {
        var fact = await Take(db, caseId, now, cancellation);
        if (fact.Version == Erased)
            return;
        (fact.Version, fact.State, fact.Affected, fact.Band, fact.Outcome, fact.Findings) = (Erased, CaseFact.Gone, "", null, null, null);
        (fact.AcknowledgedMonth, fact.AcknowledgedInTime) = (null, null);
        await db.Rights.Where(r => r.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    // Makes or locks the case's row first: events of one case that are handled at once take turns instead of failing.
    private static async Task<CaseFact> Take(TransparencyDb db, Guid caseId, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO case_facts (tenant_id, case_id, version, filed_month, state, affected, filed_seen_at)
            VALUES ({db.Tenant.Required}, {caseId}, {Unknown}, 0, '', '', {now.UtcDateTime})
            ON CONFLICT (tenant_id, case_id) DO UPDATE SET version = case_facts.version
            """, cancellation);
        return await db.Cases.FirstAsync(f => f.CaseId == caseId, cancellation);
    }

    // What no release has counted yet is heard of anew once the label is taken back: where a month was published without it
    // meanwhile, it is one of those that came late.
    private static async Task LeaveOut(TransparencyDb db, CaseFact fact, CancellationToken cancellation)
    {
        var (filed, closed) = (fact.FiledMonth, fact.ClosedMonth ?? 0);
        var released = await db.Releases.Where(r => r.Month == filed || r.Month == closed).Select(r => new { r.Month, r.PublishedAt }).ToListAsync(cancellation);
        DateTimeOffset? Counted(int month, DateTimeOffset? seen) => released.Find(r => r.Month == month && !(seen > r.PublishedAt)) is { } release ? seen ?? release.PublishedAt : null;
        (fact.FiledSeenAt, fact.ClosedSeenAt) = (Counted(filed, fact.FiledSeenAt), Counted(closed, fact.ClosedSeenAt));
    }

    private static async Task KeepRights(TransparencyDb db, CaseSnapshot snapshot, CancellationToken cancellation)
    {
        var wanted = Grid.HeadingsOf(snapshot.Rights);
        var known = await db.Rights.Where(r => r.CaseId == snapshot.CaseId).ToListAsync(cancellation);
        db.RemoveRange(known.Where(r => !wanted.Contains(r.Heading)));
        db.AddRange(wanted.Except(known.Select(r => r.Heading)).Select(h => new CaseRight { CaseId = snapshot.CaseId, Heading = h }));
    }

    // An organisation may promise less than three months; more takes an extension (UN Guiding Principle 31 c). Only the findings' own
    // day says when they came: a missed day to act on retaliation is no figure of a release, since so few reports would point at people.
    private static string? FindingsOf(CaseSnapshot snapshot) => snapshot.ClosedAt is not { } closed ? null
        : snapshot.Missed?.Contains("findings") == true ? Grid.Late
        : closed > (snapshot.AcknowledgedAt ?? snapshot.AcknowledgeBy).AddMonths(3) ? Grid.Extended
        : Grid.InTime;

    private static int? MonthOf(DateTimeOffset? instant) => instant is { } at ? Month.Of(at).Number : null;
}
