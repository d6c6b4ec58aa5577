using Assessments.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Assessments.Features.Signals;

/// <summary>How many cases of a kind there are; no number below three, nothing included.</summary>
/// <param name="State">open, substantiated or other_outcome.</param>
/// <param name="Count">The number, or null.</param>
/// <param name="Shown">The number in words.</param>
public sealed record SignalCount([Coarse] string State, int? Count, [Public] string Shown);

/// <summary>A single case that a handler banded critical.</summary>
public sealed record GraveCase(Guid CaseId, [Coarse] string State, [Coarse] string? Outcome, DateTimeOffset? ClosedAt);

/// <summary>Grievances that point at an impact.</summary>
/// <param name="ImpactId">The impact.</param>
/// <param name="Counts">Counts by state. There is no total: it would give small numbers away by subtraction.</param>
/// <param name="Grave">Single critical cases, for the human-rights lead alone; null for everybody else.</param>
public sealed record ImpactSignals(Guid ImpactId, IReadOnlyList<SignalCount> Counts, IReadOnlyList<GraveCase>? Grave);

/// <summary>What grievances say about an impact, as staff of this service may know it.</summary>
public sealed class ReadSignals(AssessmentsDb db, Actor actor)
{
    public const int Least = 3;
    private const int MostGrave = 50;

    public async Task<Outcome<ImpactSignals>> Run(Guid impact, CancellationToken cancellation)
    {
        if (!await db.Impacts.AnyAsync(i => i.Id == impact, cancellation))
            return Refusal.NotFound("assessments.impact_unknown");
        var states = await db.Signals.Where(s => s.ImpactId == impact).GroupBy(s => new { s.State, s.Outcome })
            .Select(g => new { g.Key.State, g.Key.Outcome, Count = g.Count() }).ToListAsync(cancellation);
        int Sum(string kind) => states.Where(s => Kind(s.State, s.Outcome) == kind).Sum(s => s.Count);
        var grave = actor.May(Permissions.AssessmentsLead)
            ? await db.Signals.Where(s => s.ImpactId == impact && s.Band == "critical").OrderBy(s => s.CaseId).Take(MostGrave)
                .Select(s => new GraveCase(s.CaseId, s.State, s.Outcome, s.ClosedAt)).ToListAsync(cancellation)
            : null;
        return new ImpactSignals(impact, [.. Kinds.Select(kind => Show(kind, Sum(kind)))], grave);
    }

    private static readonly string[] Kinds = ["open", "substantiated", "other_outcome"];

    private static string Kind(string state, string? outcome) => state != "closed" ? "open" : outcome is "substantiated" or "partly" ? "substantiated" : "other_outcome";

    private static SignalCount Show(string kind, int count) => count < Least
        ? new SignalCount(kind, null, "fewer than 3")
        : new SignalCount(kind, count, count.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/signals", async (ReadSignals read, Guid impact, CancellationToken cancellation) =>
                (await read.Run(impact, cancellation)).ToResult(signals => TypedResults.Ok(signals)))
            .RequirePermission(Permissions.AssessmentsRead)
            .WithName("Assessments_ReadSignals").WithSummary("Counts of grievances that point at an impact")
            .Produces<ImpactSignals>()
            .ProducesProblem(StatusCodes.Status404NotFound);
}
