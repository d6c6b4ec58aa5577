using Transparency.Data;
using Transparency.Domain;

namespace Transparency.Features.Figures;

/// <summary>Makes the protected figures of one month, for the preview and for the release alike.</summary>
public sealed class MeasureMonth(CaseCounts counts)
{
    public async Task<MonthlyFigures> Run(Month month, CancellationToken cancellation)
    {
        var raw = await counts.Of(month, month, cancellation);
        var filed = DisclosureControl.Protect(
            raw.Filed, new Breakdown(Grid.Affected, raw.ByAffected), new Breakdown(Grid.Headings, raw.ByRight, Overlapping: true),
            new Breakdown(Grid.Acknowledgement, raw.ByAcknowledgement));
        var closed = DisclosureControl.Protect(raw.Closed, new Breakdown(Grid.Outcomes, raw.ByOutcome), new Breakdown(Grid.Findings, raw.ByFindings));
        return new MonthlyFigures(
            MonthlyFigures.SchemaName, month.ToString(), filed.Total, filed.Tables[0], filed.Tables[1], filed.Tables[2], closed.Total, closed.Tables[0], closed.Tables[1]);
    }
}
