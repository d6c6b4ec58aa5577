using Microsoft.EntityFrameworkCore;
using Transparency.Domain;

namespace Transparency.Data;

/// <summary>Raw counts by aggregate queries. Nothing here is fit to be shown: the caller puts a rule in between.</summary>
public sealed class CaseCounts(TransparencyDb db)
{
    /// <summary>Cases by month of filing, up to a month.</summary>
    public Task<Dictionary<int, long>> FiledByMonth(Month through, CancellationToken cancellation) =>
        db.Cases.Where(f => f.FiledMonth <= through.Number).GroupBy(f => f.FiledMonth)
            .Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);

    /// <summary>Cases filed in a span, by who is affected and how they stood with acknowledgement at its end.</summary>
    public async Task<FiledCounts> Filed(Month from, Month through, CancellationToken cancellation)
    {
        var groups = await db.Cases.Where(f => f.FiledMonth >= from.Number && f.FiledMonth <= through.Number)
            .GroupBy(f => new { f.Affected, f.AcknowledgedMonth, f.AcknowledgedInTime })
            .Select(g => new { g.Key.Affected, g.Key.AcknowledgedMonth, g.Key.AcknowledgedInTime, Count = g.LongCount() })
            .ToListAsync(cancellation);
        return new FiledCounts(
            groups.Sum(g => g.Count),
            Sum(groups, g => g.Affected, g => g.Count),
            // What was acknowledged after the span's end had not happened yet, as the published month sees it.
            Sum(groups, g => g.AcknowledgedMonth > through.Number || g.AcknowledgedInTime is null ? Grid.NotYet : g.AcknowledgedInTime.Value ? Grid.InTime : Grid.Late,
                g => g.Count));
    }

    /// <summary>Cases filed in a span by heading of right; a case may stand under several.</summary>
    public Task<Dictionary<string, long>> ByRight(Month from, Month through, CancellationToken cancellation) =>
        db.Rights.Where(r => db.Cases.Any(f => f.CaseId == r.CaseId && f.FiledMonth >= from.Number && f.FiledMonth <= through.Number))
            .GroupBy(r => r.Heading).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);

    /// <summary>Cases closed in a span by outcome.</summary>
    public Task<Dictionary<string, long>> ByOutcome(Month from, Month through, CancellationToken cancellation) =>
        db.Cases.Where(f => f.ClosedMonth >= from.Number && f.ClosedMonth <= through.Number && f.Outcome != null)
            .GroupBy(f => f.Outcome!).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);

    private static Dictionary<string, long> Sum<T>(IEnumerable<T> groups, Func<T, string> key, Func<T, long> count) =>
        groups.GroupBy(key).ToDictionary(g => g.Key, g => g.Sum(count));
}

/// <summary>Raw counts of the cases filed in a span.</summary>
public sealed record FiledCounts(long Total, IReadOnlyDictionary<string, long> ByAffected, IReadOnlyDictionary<string, long> ByAcknowledgement);
