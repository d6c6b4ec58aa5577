using Transparency.Data;
using Transparency.Domain;

namespace Transparency.Features.Figures;

/// <summary>Makes the protected figures of one month, for the preview and for the release alike.</summary>
public sealed class MeasureMonth(CaseCounts counts)
{
    public async Task<MonthlyFigures> Run(Month month, CancellationToken cancellation)
    {
        var filed = await counts.Filed(month, month, cancellation);
        var rights = await counts.ByRight(month, month, cancellation);
        var outcomes = await counts.ByOutcome(month, month, cancellation);
        return new MonthlyFigures(
            MonthlyFigures.SchemaName,
            month.ToString(),
            DisclosureControl.Protect(filed.Total),
            DisclosureControl.Protect(Grid.Affected, filed.ByAffected),
            DisclosureControl.Protect(Grid.Headings, rights),
            DisclosureControl.Protect(Grid.Acknowledgement, filed.ByAcknowledgement),
            DisclosureControl.Protect(outcomes.Values.Sum()),
            DisclosureControl.Protect(Grid.Outcomes, outcomes));
    }
}
