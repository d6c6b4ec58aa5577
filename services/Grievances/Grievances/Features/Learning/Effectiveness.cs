using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.Learning;

/// <summary>How the mechanism does, measured by itself.</summary>
/// <param name="Period">quarter, half_year, year or two_years, up to now.</param>
/// <param name="From">Since when: of what was received, given out and taken up by the day of the filing, of what was owed by the day it was done or its own day passed, of all else by the day it happened.</param>
/// <param name="Until">Up to now.</param>
/// <param name="Capped">Whether there were more cases than are counted; then it is the newest.</param>
/// <param name="Criteria">The eight criteria of UN Guiding Principle 31.</param>
/// <param name="Steps">How far the cases came that were filed in the time, how those stand that came no further, and the median days from the filing.</param>
/// <param name="Ends">How those stand in all that came no further than some step.</param>
/// <param name="Splits">The steps by channel, language, who was affected and capacity; over twelve months also by age, gender, disability and region of those who said it.</param>
/// <param name="Remedies">Kinds of remedy that were offered in the time and what people said to them, each kind once a case, by the newest offer in which they answered it.</param>
/// <param name="LeastShown">A count of fewer people than these is kept back, and with it whatever would tell it; a tenant can set more than the platform's ten.</param>
/// <param name="AskedAt">As things stood when, what people said of themselves is counted; null over another time and for whoever handles cases.</param>
public sealed record EffectivenessView(
    string Period, DateTimeOffset From, DateTimeOffset Until, bool Capped, IReadOnlyList<Criterion> Criteria, IReadOnlyList<FunnelStep> Steps, IReadOnlyList<FunnelEnd> Ends, IReadOnlyList<FunnelSplit> Splits, IReadOnlyList<RemedyOutcome> Remedies, int LeastShown, DateTimeOffset? AskedAt = null);

/// <summary>All figures of the mechanism about itself, counted in one and protected together.</summary>
/// <param name="Criteria">The eight criteria.</param>
/// <param name="Way">How far cases come, and its splits.</param>
/// <param name="Remedies">What people said to remedies.</param>
public sealed record MechanismFigures(IReadOnlyList<Criterion> Criteria, FunnelView Way, IReadOnlyList<RemedyOutcome> Remedies)
{
    /// <summary>Counts them.</summary>
    public static MechanismFigures Of(MechanismFacts facts)
    {
        var cells = new FigureCells(facts.Least);
        var (way, criteria, remedies) = (Funnel.Count(facts, cells), Learning.Criteria.Count(facts, cells), RemedyOutcomes.Count(facts, cells));
        return new MechanismFigures([.. criteria.Select(shown => shown())], way(), [.. remedies.Select(shown => shown())]);
    }
}

/// <summary>Measures the mechanism by the eight criteria of UN Guiding Principle 31, over a time up to now.</summary>
public sealed class Effectiveness(ReadMechanismFacts read, TimeProvider clock)
{
    /// <summary>Times it can be measured over, and their months.</summary>
    public static IReadOnlyDictionary<string, int> Periods { get; } = new Dictionary<string, int> { ["quarter"] = 3, ["half_year"] = 6, ["year"] = 12, ["two_years"] = 24 };

    /// <summary>Within the current, reading, unit of work.</summary>
    public async Task<Outcome<(EffectivenessView View, MechanismFacts Facts)>> Run(string? period, CancellationToken cancellation)
    {
        var asked = string.IsNullOrEmpty(period) ? "year" : period;
        if (!Periods.TryGetValue(asked, out var months))
            return Refusal.Field("platform.invalid", "/period", "grievances.period_unknown");
        var facts = await read.Run(clock.GetUtcNow().AddMonths(-months), cancellation);
        var (criteria, (steps, ends, splits), remedies) = MechanismFigures.Of(facts);
        var said = facts.CountsAsked && asked == AskedSplits.Period;
        return (new EffectivenessView(asked, facts.From, facts.Now, facts.Capped, criteria, steps, ends, said ? [.. splits, .. AskedSplits.Of(facts)] : splits, remedies, facts.Least, said ? AskedSplits.Since(facts) : null), facts);
    }

    /// <summary>GET /api/grievances/v1/effectiveness.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/effectiveness", async (Effectiveness effectiveness, HttpContext http, string? period = null) =>
            (await effectiveness.Run(period, http.RequestAborted)).ToResult(found => TypedResults.Ok(found.View)))
        .WithName("Grievances_ReadEffectiveness").WithSummary("How the mechanism does, by the eight criteria of UN Guiding Principle 31")
        .Produces<EffectivenessView>().ProducesProblem(400).RequirePermission(Permissions.GrievancesLearn);
}
