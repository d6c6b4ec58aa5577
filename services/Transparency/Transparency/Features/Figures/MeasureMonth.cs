using Transparency.Data;
using Transparency.Domain;

namespace Transparency.Features.Figures;

/// <summary>Makes the protected figures of one month, for the preview and for the release alike.</summary>
public sealed class MeasureMonth(CaseCounts counts)
{
    public async Task<MonthlyFigures> Run(Month month, CancellationToken cancellation)
    {
        var raw = await counts.Of(month, cancellation);
        var rights = await counts.ByRight(month, month, cancellation);
        return new MonthlyFigures(
            MonthlyFigures.SchemaName,
            month.ToString(),
            DisclosureControl.Protect(raw.Filed),
            DisclosureControl.Protect(Grid.Affected, raw.ByAffected),
            DisclosureControl.Protect(Grid.Headings, rights),
            DisclosureControl.Protect(Grid.Acknowledgement, raw.ByAcknowledgement),
            DisclosureControl.Protect(raw.ByOutcome.Values.Sum()),
            DisclosureControl.Protect(Grid.Outcomes, raw.ByOutcome));
    }
}
