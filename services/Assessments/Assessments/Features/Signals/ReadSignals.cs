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
/// <param name="GraveNext">Cursor of the next page of them; null on the last.</param>
public sealed record ImpactSignals(Guid ImpactId, IReadOnlyList<SignalCount> Counts, IReadOnlyList<GraveCase>? Grave, [Public] string? GraveNext);

/// <summary>What grievances say about an impact, as staff of this service may know it.</summary>
public sealed class ReadSignals(AssessmentsDb db, Actor actor)
{
    public const int Least = 3;

    public async Task<Outcome<ImpactSignals>> Run(Guid impact, int? limit, string? cursor, CancellationToken cancellation)
    {
        var (size, place) = (Cursor.Limit(limit), Cursor.Read<Key>(cursor));
        if ((size.Refusal ?? place.Refusal) is { } refusal)
            return refusal;
        if (!await db.Impacts.AnyAsync(i => i.Id == impact, cancellation))
            return Refusal.NotFound("assessments.impact_unknown");
        var states = await db.Signals.Where(s => s.ImpactId == impact).GroupBy(s => new { s.State, s.Outcome })
            .Select(g => new { g.Key.State, g.Key.Outcome, Count = g.Count() }).ToListAsync(cancellation);
        int Sum(string kind) => states.Where(s => Kind(s.State, s.Outcome) == kind).Sum(s => s.Count);
        var grave = actor.May(Permissions.AssessmentsLead) ? await Grave(impact, size.Value, place.Value, cancellation) : null;
        return new ImpactSignals(impact, [.. Kinds.Select(kind => Show(kind, Sum(kind)))], grave?.Items, grave?.Next);
    }

    private async Task<Page<GraveCase>> Grave(Guid impact, int size, Key? place, CancellationToken cancellation)
    {
        var cases = db.Signals.Where(s => s.ImpactId == impact && s.Band == "critical");
        if (place is { Case: var after })
            cases = cases.Where(s => s.CaseId > after);
        var rows = await cases.OrderBy(s => s.CaseId).Take(size + 1).Select(s => new GraveCase(s.CaseId, s.State, s.Outcome, s.ClosedAt)).ToListAsync(cancellation);
        return Cursor.Page(rows, size, c => new Key(c.CaseId));
    }

    private static readonly string[] Kinds = ["open", "substantiated", "other_outcome"];

    private static string Kind(string state, string? outcome) => state != "closed" ? "open" : outcome is "substantiated" or "partly" ? "substantiated" : "other_outcome";

    private static SignalCount Show(string kind, int count) => count < Least
        ? new SignalCount(kind, null, "fewer than 3")
        : new SignalCount(kind, count, count.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/signals", async (ReadSignals read, Guid impact, int? limit, string? cursor, CancellationToken cancellation) =>
                (await read.Run(impact, limit, cursor, cancellation)).ToResult(signals => TypedResults.Ok(signals)))
            .RequirePermission(Permissions.AssessmentsRead)
            .WithName("Assessments_ReadSignals").WithSummary("Counts of grievances that point at an impact; single critical ones, page by page, for the lead")
            .Produces<ImpactSignals>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private sealed record Key(Guid Case);
}
