using Microsoft.EntityFrameworkCore;
using Transparency.Domain;

namespace Transparency.Data;

/// <summary>
/// Raw counts of grievances: of a case that was split the first alone, and neither spam nor what never was a case. Nothing here is fit to be shown: the caller puts a rule in between. They come from one statement, since an event
/// may be counted between two: tables of different moments would not belong together.
/// </summary>
public sealed class CaseCounts(TransparencyDb db)
{
    private static readonly Month Beginning = new(190001);

    /// <summary>What happened up to a month.</summary>
    public Task<RawCounts> Through(Month through, CancellationToken cancellation) => Of(Beginning, through, cancellation);

    /// <summary>What a span saw: the cases filed in it, and those closed in it, whenever they were filed.</summary>
    public async Task<RawCounts> Of(Month from, Month through, CancellationToken cancellation)
    {
        var (first, last) = (from.Number, through.Number);
        var filed = db.Counted.Where(f => f.FiledMonth >= first && f.FiledMonth <= last);
        var closed = db.Counted.Where(f => f.ClosedMonth >= first && f.ClosedMonth <= last && f.Outcome != null);
        var rights = db.Rights.Where(r => filed.Any(f => f.CaseId == r.CaseId));
        var tallies = await filed.GroupBy(f => f.FiledMonth).Select(g => new { Table = Table.Month, Month = g.Key, Code = "", Count = g.LongCount() })
            .Concat(filed.GroupBy(f => f.Affected).Select(g => new { Table = Table.Affected, Month = 0, Code = g.Key, Count = g.LongCount() }))
            // What was replied to after the last month's end had not happened yet, as the published month sees it.
            .Concat(filed.Where(f => f.AcknowledgedMonth == null || f.AcknowledgedMonth > last).GroupBy(f => Grid.NotYet)
                .Select(g => new { Table = Table.Acknowledged, Month = 0, Code = g.Key, Count = g.LongCount() }))
            .Concat(filed.Where(f => f.AcknowledgedMonth <= last && f.AcknowledgedInTime == true).GroupBy(f => Grid.InTime)
                .Select(g => new { Table = Table.Acknowledged, Month = 0, Code = g.Key, Count = g.LongCount() }))
            .Concat(filed.Where(f => f.AcknowledgedMonth <= last && f.AcknowledgedInTime != true).GroupBy(f => Grid.Late)
                .Select(g => new { Table = Table.Acknowledged, Month = 0, Code = g.Key, Count = g.LongCount() }))
            .Concat(rights.GroupBy(r => r.Heading).Select(g => new { Table = Table.Right, Month = 0, Code = g.Key, Count = g.LongCount() }))
            .Concat(db.Starts.Select(s => new { Table = Table.Start, Month = s.FirstMonth, Code = "", Count = 0L }))
            .Concat(closed.GroupBy(f => f.Outcome!).Select(g => new { Table = Table.Outcome, Month = 0, Code = g.Key, Count = g.LongCount() }))
            .Concat(closed.Where(f => f.Findings != null).GroupBy(f => f.Findings!).Select(g => new { Table = Table.Findings, Month = 0, Code = g.Key, Count = g.LongCount() }))
            .ToListAsync(cancellation);
        Dictionary<string, long> Of(int table) => tallies.Where(t => t.Table == table).ToDictionary(t => t.Code, t => t.Count);
        return new RawCounts(
            tallies.Where(t => t.Table == Table.Month).ToDictionary(t => t.Month, t => t.Count), Of(Table.Affected), Of(Table.Acknowledged), Of(Table.Right), Of(Table.Outcome), Of(Table.Findings),
            tallies.Find(t => t.Table == Table.Start)?.Month);
    }

    /// <summary>
    /// What releases don't say: cases filed or closed in a published month of which this service heard after its release, which are in none; and
    /// cases that one counts and that never were any, since nothing published is changed.
    /// </summary>
    public async Task<(long Late, long Mistaken)> BesideReleases(CancellationToken cancellation)
    {
        var late = db.Counted.Where(f => db.Releases.Any(r => (r.Month == f.FiledMonth && r.PublishedAt < f.FiledSeenAt) || (r.Month == f.ClosedMonth && r.PublishedAt < f.ClosedSeenAt)));
        var mistaken = db.Cases.Where(f => f.State == CaseFact.Gone
            && db.Releases.Any(r => (r.Month == f.FiledMonth && r.PublishedAt >= f.FiledSeenAt) || (r.Month == f.ClosedMonth && r.PublishedAt >= f.ClosedSeenAt)));
        var counts = await late.GroupBy(f => Grid.Late).Select(g => new { g.Key, Count = g.LongCount() })
            .Concat(mistaken.GroupBy(f => CaseFact.Gone).Select(g => new { g.Key, Count = g.LongCount() })).ToDictionaryAsync(c => c.Key, c => c.Count, cancellation);
        return (counts.GetValueOrDefault(Grid.Late), counts.GetValueOrDefault(CaseFact.Gone));
    }

    private static class Table
    {
        public const int Month = 1;
        public const int Affected = 2;
        public const int Acknowledged = 3;
        public const int Right = 4;
        public const int Outcome = 5;
        public const int Start = 6;
        public const int Findings = 7;
    }
}

/// <summary>Raw counts of a span.</summary>
/// <param name="ByMonth">Filed, by month.</param>
/// <param name="ByAffected">Filed, by who is affected.</param>
/// <param name="ByAcknowledgement">Filed, by how they stood with the first reply at the end.</param>
/// <param name="ByRight">Filed, by heading of right; a case may stand under several.</param>
/// <param name="ByOutcome">Closed, by outcome.</param>
/// <param name="ByFindings">Closed, by how that stood to the day the findings were due; less than all where some closed before it was kept.</param>
/// <param name="KnownFrom">Month in which this service came to know the tenant, or null where that was not kept.</param>
public sealed record RawCounts(
    IReadOnlyDictionary<int, long> ByMonth, IReadOnlyDictionary<string, long> ByAffected, IReadOnlyDictionary<string, long> ByAcknowledgement,
    IReadOnlyDictionary<string, long> ByRight, IReadOnlyDictionary<string, long> ByOutcome,
    IReadOnlyDictionary<string, long> ByFindings, int? KnownFrom)
{
    public long Filed => ByMonth.Values.Sum();

    public long Closed => ByOutcome.Values.Sum();
}
