using Assessments.Data;
using Assessments.Domain;
using Microsoft.EntityFrameworkCore;

namespace Assessments.Features.Impacts;

/// <summary>How many impacts stand in each band, settled ones apart.</summary>
public sealed class CountImpacts(AssessmentsDb db)
{
    public async Task<ImpactCounts> Run(CancellationToken cancellation)
    {
        var counts = await db.Impacts.GroupBy(i => new { i.Band, i.Status }).Select(g => new { g.Key.Band, g.Key.Status, Count = g.Count() }).ToListAsync(cancellation);
        var unsettled = counts.Where(c => c.Status is ImpactStatus.Open or ImpactStatus.Reopened).ToList();
        return new ImpactCounts(
            Enum.GetValues<Band>().ToDictionary(b => b, b => unsettled.Where(c => c.Band == b).Sum(c => c.Count)),
            counts.Where(c => c.Status == ImpactStatus.Reopened).Sum(c => c.Count),
            counts.Sum(c => c.Count));
    }
}

/// <summary>Unsettled impacts by band, those that grievances re-opened, and all.</summary>
public sealed record ImpactCounts(IReadOnlyDictionary<Band, int> Unsettled, int Reopened, int All)
{
    /// <summary>What is true, in one line.</summary>
    public string Sentence
    {
        get
        {
            if (All == 0)
                return "No impact is recorded yet";
            foreach (var band in new[] { Band.Critical, Band.High })
                if (Unsettled[band] is > 0 and var count)
                    return $"{Say(count, Codes.Of(band))} open";
            return Unsettled.Values.Sum() is > 0 and var open ? $"{Say(open, null)} open, none of them high or critical" : "Every recorded impact is mitigated or closed";
        }
    }

    private static string Say(int count, string? band) => $"{count}{(band is null ? "" : " " + band)} {(count == 1 ? "impact is" : "impacts are")}";
}
