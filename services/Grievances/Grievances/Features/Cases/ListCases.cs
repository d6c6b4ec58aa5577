using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.Cases;

/// <summary>A case in the queue: nothing of what the person said.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="State">State of the case.</param>
/// <param name="Band">Band, or null before triage.</param>
/// <param name="Affected">self, other or group.</param>
/// <param name="Language">Language it was written in.</param>
/// <param name="FiledAt">When it was filed.</param>
/// <param name="AcknowledgeBy">Until when it has to be acknowledged.</param>
/// <param name="AcknowledgedAt">When it was, or null.</param>
/// <param name="DueAt">When something is due next: the earliest of the acknowledgement, after it the findings, and RetaliationBy.</param>
/// <param name="AwaitsAnswer">Whether the last word is the person's.</param>
/// <param name="Outcome">Outcome, or null.</param>
/// <param name="RetaliationBy">Until when somebody has to act on a report of retaliation that waits, or null.</param>
public sealed record CaseRow(
    Guid Id, string Reference, string State, string? Band, string Affected, string Language, DateTimeOffset FiledAt, DateTimeOffset AcknowledgeBy,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset DueAt, bool AwaitsAnswer, string? Outcome, DateTimeOffset? RetaliationBy)
{
    /// <summary>What the queue shows of a case.</summary>
    public static CaseRow Of(Grievance g) => new(g.Id, g.Reference, Codes.Of(g.State), Codes.Of(g.Band), Codes.Of(g.Affected), g.Language, g.FiledAt,
        g.AcknowledgeBy, g.AcknowledgedAt, g.DueAt, g.AwaitsAnswer, Codes.Of(g.Outcome), g.RetaliationWaits ? g.RetaliationBy : null);
}

/// <summary>Which cases to list.</summary>
/// <param name="State">A state of the case, or open: not closed, or closed and the person wrote since or waits for word about retaliation; all where null.</param>
/// <param name="Awaiting">Only those where the last word is the person's.</param>
/// <param name="Reference">Only the one with this reference, as somebody reads it out: case, spaces and hyphens don't matter, nor O for 0.</param>
public sealed record CaseFilter(string? State = null, bool Awaiting = false, string? Reference = null);

/// <summary>The queue: by the day something is due, soonest first.</summary>
public sealed class ListCases(GrievancesDb db)
{
    private sealed record Key(DateTimeOffset By, Guid Id);

    /// <summary>A page of the queue.</summary>
    public async Task<Outcome<Page<CaseRow>>> Run(CaseFilter filter, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (after, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        if (after.Refusal is { } badCursor)
            return badCursor;
        if (most.Refusal is { } badLimit)
            return badLimit;
        if (Filter(filter) is not { } cases)
            return Refusal.Field("platform.invalid", "/state", "grievances.state_unknown");
        if (after.Value is { } key)
            cases = cases.Where(g => g.DueAt > key.By || (g.DueAt == key.By && g.Id > key.Id));
        var rows = await cases.OrderBy(g => g.DueAt).ThenBy(g => g.Id).Take(most.Value + 1).ToListAsync(cancellation);
        var page = Cursor.Page(rows, most.Value, g => new Key(g.DueAt, g.Id));
        return new Page<CaseRow>([.. page.Items.Select(CaseRow.Of)], page.Next);
    }

    /// <summary>How many cases are overdue for acknowledgement, how many for findings, how many await an answer, and in how many a report of retaliation waits.</summary>
    public async Task<(int Overdue, int Findings, int Awaiting, int Retaliation)> Count(DateTimeOffset now, CancellationToken cancellation)
    {
        var threeMonthsAgo = now.AddMonths(-3);
        var counts = await Open(db.Grievances).GroupBy(_ => 1).Select(all => new
        {
            Overdue = all.Count(g => g.State != CaseState.Closed && g.AcknowledgedAt == null && g.AcknowledgeBy < now),
            Findings = all.Count(g => g.State != CaseState.Closed && g.AcknowledgedAt != null && (g.FindingsDueAt == null ? g.AcknowledgedAt < threeMonthsAgo : g.FindingsDueAt < now)),
            Awaiting = all.Count(g => g.AwaitsAnswer),
            Retaliation = all.Count(g => g.RetaliationBy != null && g.RetaliationSettledAt == null),
        }).SingleOrDefaultAsync(cancellation);
        return (counts?.Overdue ?? 0, counts?.Findings ?? 0, counts?.Awaiting ?? 0, counts?.Retaliation ?? 0);
    }

    private IQueryable<Grievance>? Filter(CaseFilter filter)
    {
        var cases = db.Grievances.AsNoTracking();
        if (filter.Awaiting)
            cases = cases.Where(g => g.AwaitsAnswer);
        if (Typed(filter.Reference) is { } reference)
            cases = cases.Where(g => g.Reference == reference);
        return filter.State switch
        {
            null or "" => cases,
            "open" => Open(cases),
            var code when Enum.TryParse<CaseState>(code.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var state) && Enum.IsDefined(state) && Codes.Of(state) == code
                => cases.Where(g => g.State == state),
            _ => null,
        };
    }

    // Crockford's alphabet reads I and L as 1, O as 0.
    private static string? Typed(string? reference) => string.IsNullOrWhiteSpace(reference) ? null
        : string.Concat(reference.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)).Replace('O', '0').Replace('I', '1').Replace('L', '1');

    private static IQueryable<Grievance> Open(IQueryable<Grievance> cases) =>
        cases.Where(g => g.State != CaseState.Closed || g.AwaitsAnswer || (g.RetaliationBy != null && g.RetaliationSettledAt == null));

    /// <summary>GET /api/grievances/v1/cases.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/cases",
            async (ListCases list, HttpContext http, string? state = null, bool awaiting = false, string? reference = null, string? cursor = null, int? limit = null) =>
                (await list.Run(new CaseFilter(state, awaiting, reference), cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
        .WithName("Grievances_ListCases").WithSummary("The queue of cases, by due date")
        .Produces<Page<CaseRow>>().ProducesProblem(400).RequirePermission(Permissions.GrievancesRead);
}
