using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.Learning;

/// <summary>An earlier case that may be the same thing happening again.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="State">State of the case.</param>
/// <param name="Outcome">Outcome, or null.</param>
/// <param name="FiledAt">When it was filed.</param>
/// <param name="Rights">Risk codes that both have.</param>
public sealed record EarlierCase(Guid Id, string Reference, string State, string? Outcome, DateTimeOffset FiledAt, IReadOnlyList<string> Rights);

/// <summary>
/// Earlier cases of the same AI system with the same right, among those the reader may see, which are not related yet: whether it happened again
/// a human being says (POST /cases/{id}/relations with the kind recurrence). Nothing of their content is looked at.
/// </summary>
public sealed class Recurrences(GrievancesDb db, CaseDoor doors)
{
    private const int Most = 20;

    /// <summary>Earlier cases like one.</summary>
    public async Task<Outcome<IReadOnlyList<EarlierCase>>> Run(Guid id, CancellationToken cancellation)
    {
        var visible = doors.Visible(db.Grievances.AsNoTracking());
        var kase = await visible.Where(g => g.Id == id).Select(g => new { g.SystemId, g.Rights, g.FiledAt, g.HandledBy }).FirstOrDefaultAsync(cancellation);
        if (kase is null)
            return Refusal.NotFound("grievances.case_unknown");
        var rights = Codes.List(kase.Rights);
        if (kase.SystemId is null || rights.Count == 0)
            return new Outcome<IReadOnlyList<EarlierCase>>([], null);
        var earlier = await visible.Where(g => g.SystemId == kase.SystemId && g.Id != id && g.FiledAt <= kase.FiledAt && g.HandledBy == kase.HandledBy && !g.Spam
                && db.CaseRights.Any(r => r.CaseId == g.Id && rights.Contains(r.Code)) && !db.Relations.Any(r => r.CaseId == id && r.OtherId == g.Id))
            .OrderByDescending(g => g.FiledAt).ThenByDescending(g => g.Id).Take(Most).Select(g => new { g.Id, g.Reference, g.State, g.Outcome, g.FiledAt, g.Rights }).ToListAsync(cancellation);
        return new Outcome<IReadOnlyList<EarlierCase>>([.. earlier.Select(g => new EarlierCase(g.Id, g.Reference, Codes.Of(g.State), Codes.Of(g.Outcome), g.FiledAt, [.. Codes.List(g.Rights).Intersect(rights)]))], null);
    }

    /// <summary>GET /api/grievances/v1/cases/{id}/recurrences.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/cases/{id:guid}/recurrences", async (Guid id, Recurrences recurrences, HttpContext http) =>
            (await recurrences.Run(id, http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
        .WithName("Grievances_ListRecurrences").WithSummary("Earlier cases of the same AI system and right that may be the same happening again").Produces<IReadOnlyList<EarlierCase>>().ProducesProblem(404)
        .RequirePermission(Permissions.GrievancesRead);
}
