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

/// <summary>How many cases record that the organisation itself had a part; no number below three, nothing included.</summary>
/// <param name="OwnPart">caused, contributed, directly_linked or contested.</param>
/// <param name="Count">The number, or null.</param>
/// <param name="Shown">The number in words.</param>
public sealed record OwnPartCount([Coarse] string OwnPart, int? Count, [Public] string Shown);

/// <summary>A single case that a handler banded critical.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="State">State of the case.</param>
/// <param name="Outcome">Outcome once closed, or null.</param>
/// <param name="ClosedAt">When it was closed, or null.</param>
/// <param name="OwnPart">The organisation's own part by the newest record of it: caused, contributed, directly_linked or contested; null where none is recorded.</param>
public sealed record GraveCase(Guid CaseId, [Coarse] string State, [Coarse] string? Outcome, DateTimeOffset? ClosedAt, [Coarse] string? OwnPart);

/// <summary>Grievances that point at an impact.</summary>
/// <param name="ImpactId">The impact.</param>
/// <param name="Counts">Counts by state, without what the person or the ombuds keeps from somebody; a case and its parts count once in each. There is no total: it would give small numbers away by subtraction.</param>
/// <param name="Grave">Single critical cases, for the human-rights lead alone, without those that are kept from them; null for everybody else.</param>
/// <param name="GraveNext">Cursor of the next page of them; null on the last.</param>
/// <param name="OwnParts">Which part the organisation itself had, as its cases record it: whoever caused a harm or contributed to it owes its remedy.</param>
public sealed record ImpactSignals(
    Guid ImpactId, IReadOnlyList<SignalCount> Counts, IReadOnlyList<GraveCase>? Grave, [Public] string? GraveNext, IReadOnlyList<OwnPartCount> OwnParts);

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
        // What somebody must not learn of is in no number: it would show when one comes. The rule counts it all the same. Three parts of one
        // grievance are no three people.
        var signals = db.Signals.Where(s => s.ImpactId == impact && s.KeptFrom == "");
        var states = await signals.GroupBy(s => s.State != "closed" ? "open" : s.Outcome == "substantiated" || s.Outcome == "partly" ? "substantiated" : "other_outcome")
            .Select(g => new { g.Key, Count = g.Select(s => s.SplitFrom ?? s.CaseId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var parts = await signals.Where(s => s.OwnPart != null).GroupBy(s => s.OwnPart!)
            .Select(g => new { g.Key, Count = g.Select(s => s.SplitFrom ?? s.CaseId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var grave = actor.May(Permissions.AssessmentsLead) ? await Grave(impact, size.Value, place.Value, cancellation) : null;
        return new ImpactSignals(impact, [.. Kinds.Select(kind => Show(kind, states.GetValueOrDefault(kind)))], grave?.Items, grave?.Next,
            [.. Parts.Select(part => Show(part, parts.GetValueOrDefault(part))).Select(shown => new OwnPartCount(shown.State, shown.Count, shown.Shown))]);
    }

    private async Task<Page<GraveCase>> Grave(Guid impact, int size, Key? place, CancellationToken cancellation)
    {
        var cases = db.Signals.Where(s => s.ImpactId == impact && s.Band == "critical");
        foreach (var kept in actor.Roles.Select(role => $",{role},").Append(",team,"))
            cases = cases.Where(s => !s.KeptFrom.Contains(kept));
        if (place is { Case: var after })
            cases = cases.Where(s => s.CaseId > after);
        var rows = await cases.OrderBy(s => s.CaseId).Take(size + 1).Select(s => new GraveCase(s.CaseId, s.State, s.Outcome, s.ClosedAt, s.OwnPart)).ToListAsync(cancellation);
        return Cursor.Page(rows, size, c => new Key(c.CaseId));
    }

    private static readonly string[] Kinds = ["open", "substantiated", "other_outcome"];

    private static readonly string[] Parts = ["caused", "contributed", "directly_linked", "contested"];

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
