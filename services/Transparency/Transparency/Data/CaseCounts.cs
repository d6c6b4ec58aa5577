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

    /// <summary>Cases filed up to a month, by how they stood with acknowledgement at its end.</summary>
    public async Task<Dictionary<string, long>> ByAcknowledgement(Month through, CancellationToken cancellation)
    {
        var groups = await db.Cases.Where(f => f.FiledMonth <= through.Number)
            .GroupBy(f => new { f.AcknowledgedMonth, f.AcknowledgedInTime })
            .Select(g => new { g.Key.AcknowledgedMonth, g.Key.AcknowledgedInTime, Count = g.LongCount() })
            .ToListAsync(cancellation);
        return Sum(groups, g => Standing(g.AcknowledgedMonth, g.AcknowledgedInTime, through), g => g.Count);
    }

    /// <summary>What a month saw: the cases filed in it, and those closed in it, whenever they were filed.</summary>
    public async Task<MonthCounts> Of(Month month, CancellationToken cancellation)
    {
        var groups = await db.Cases.Where(f => f.FiledMonth == month.Number || f.ClosedMonth == month.Number)
            .GroupBy(f => new { f.FiledMonth, f.ClosedMonth, f.Affected, f.AcknowledgedMonth, f.AcknowledgedInTime, f.Outcome })
            .Select(g => new { g.Key.FiledMonth, g.Key.ClosedMonth, g.Key.Affected, g.Key.AcknowledgedMonth, g.Key.AcknowledgedInTime, g.Key.Outcome, Count = g.LongCount() })
            .ToListAsync(cancellation);
        var filed = groups.Where(g => g.FiledMonth == month.Number).ToList();
        return new MonthCounts(
            filed.Sum(g => g.Count),
            Sum(filed, g => g.Affected, g => g.Count),
            Sum(filed, g => Standing(g.AcknowledgedMonth, g.AcknowledgedInTime, month), g => g.Count),
            Sum(groups.Where(g => g.ClosedMonth == month.Number && g.Outcome is not null), g => g.Outcome!, g => g.Count));
    }

    /// <summary>Cases filed in a span by heading of right; a case may stand under several.</summary>
    public Task<Dictionary<string, long>> ByRight(Month from, Month through, CancellationToken cancellation) =>
        db.Rights.Where(r => db.Cases.Any(f => f.CaseId == r.CaseId && f.FiledMonth >= from.Number && f.FiledMonth <= through.Number))
            .GroupBy(r => r.Heading).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);

    /// <summary>Cases closed up to a month by outcome.</summary>
    public Task<Dictionary<string, long>> ByOutcome(Month through, CancellationToken cancellation) =>
        db.Cases.Where(f => f.ClosedMonth <= through.Number && f.Outcome != null)
            .GroupBy(f => f.Outcome!).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);

    // What was acknowledged after the month's end had not happened yet, as the published month sees it.
    private static string Standing(int? acknowledged, bool? inTime, Month through) =>
        acknowledged is null || acknowledged > through.Number ? Grid.NotYet : inTime == true ? Grid.InTime : Grid.Late;

    private static Dictionary<string, long> Sum<T>(IEnumerable<T> groups, Func<T, string> key, Func<T, long> count) =>
        groups.GroupBy(key).ToDictionary(g => g.Key, g => g.Sum(count));
}

/// <summary>Raw counts of a month.</summary>
public sealed record MonthCounts(
    long Filed, IReadOnlyDictionary<string, long> ByAffected, IReadOnlyDictionary<string, long> ByAcknowledgement, IReadOnlyDictionary<string, long> ByOutcome);
