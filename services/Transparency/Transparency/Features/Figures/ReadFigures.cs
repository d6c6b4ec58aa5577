using Transparency.Data;
using Transparency.Domain;

namespace Transparency.Features.Figures;

/// <summary>What the public page shows: everything up to the last month that has ended, behind disclosure control.</summary>
public sealed class ReadFigures(CaseCounts counts, TimeProvider clock)
{
    private const int ShownMonths = 12;
    private static readonly Month Beginning = new(190001);

    public async Task<PublicFigures> Run(CancellationToken cancellation)
    {
        var through = Month.LastClosed(clock.GetUtcNow());
        var byMonth = await counts.FiledByMonth(through, cancellation);
        var acknowledged = await counts.ByAcknowledgement(through, cancellation);
        var rights = await counts.ByRight(Beginning, through, cancellation);
        var outcomes = await counts.ByOutcome(through, cancellation);
        return new PublicFigures(
            through,
            DisclosureControl.Protect(byMonth.Values.Sum()),
            [.. Month.Range(through.Plus(1 - ShownMonths), through).Select(m => (m, DisclosureControl.Protect(byMonth.GetValueOrDefault(m.Number))))],
            DisclosureControl.Protect(Grid.Acknowledgement, acknowledged),
            DisclosureControl.Protect(Grid.Headings, rights),
            DisclosureControl.Protect(outcomes.Values.Sum()),
            DisclosureControl.Protect(Grid.Outcomes, outcomes));
    }
}

/// <summary>The protected figures of a tenant.</summary>
/// <param name="Through">The last month that is counted.</param>
/// <param name="Filed">All grievances until then.</param>
/// <param name="ByMonth">Filed in each of the last twelve ended months.</param>
/// <param name="Acknowledged">Of all, by acknowledgement.</param>
/// <param name="ByRight">Of all, by heading of right.</param>
/// <param name="Closed">All closed until then.</param>
/// <param name="ByOutcome">Of those, by outcome.</param>
public sealed record PublicFigures(
    Month Through, Figure Filed, IReadOnlyList<(Month Month, Figure Filed)> ByMonth, IReadOnlyDictionary<string, Figure> Acknowledged,
    IReadOnlyDictionary<string, Figure> ByRight, Figure Closed, IReadOnlyDictionary<string, Figure> ByOutcome);
