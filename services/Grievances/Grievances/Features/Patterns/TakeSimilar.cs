using Assessments.Contracts;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Patterns;

/// <summary>Which later reports attach to a pattern by themselves.</summary>
/// <param name="Rights">Risk codes of the taxonomy, at most 20: a report about the pattern's AI system that names one of them attaches. None ends it.</param>
public sealed record SimilarRequest(IReadOnlyList<string> Rights);

/// <summary>
/// Lets later reports attach to a pattern by themselves: communities do not have to flag every instance (UN B-Tech). One does that is about the same AI
/// system, names a right the pattern takes, and whose filer allows theirs to be joined with others like it. They read where it went and can take it out,
/// and so can a handler.
/// </summary>
public sealed class TakeSimilar(GrievancesDb db, Actor actor, TimeProvider clock)
{
    /// <summary>Most risk codes that a pattern takes.</summary>
    public const int Most = 20;

    /// <summary>Sets within the current unit of work what an open pattern takes.</summary>
    public async Task<Outcome<Done>> Run(Guid id, SimilarRequest request, CancellationToken cancellation)
    {
        var rights = request.Rights.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (rights.Count > Most || !rights.TrueForAll(TaxonomyCodes.IsKnown))
            return Refusal.Field("platform.invalid", "/rights", "grievances.right_unknown");
        if (await db.Patterns.Where(p => p.Id == id && p.Open).Select(p => new { p.SystemId }).FirstOrDefaultAsync(cancellation) is not { } pattern)
            return Refusal.NotFound("grievances.pattern_unknown");
        // One right of any system is no class of outputs.
        if (pattern.SystemId is null && rights.Count > 0)
            return Refusal.Conflict("grievances.pattern_without_system");
        var takes = rights.Count == 0 ? null : string.Join(',', rights);
        await db.Patterns.Where(p => p.Id == id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Takes, takes), cancellation);
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "grievances.pattern_takes", $"pattern:{id}", takes ?? "nothing");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>Attaches a case to the newest pattern that takes it, within the current unit of work, and counts it. Whoever calls it saves, and tells the pattern's number afterwards.</summary>
    /// <returns>The pattern, or null where none takes it.</returns>
    public static async Task<Guid?> Attach(GrievancesDb db, Grievance kase, DateTimeOffset now, CancellationToken cancellation)
    {
        if (kase is not { PatternId: null, SystemId: { } system, Spam: false } || Codes.List(kase.Rights) is not { Count: > 0 } rights)
            return null;
        var taking = await db.Patterns.AsNoTracking().Where(p => p.Open && p.SystemId == system && p.Takes != null).OrderByDescending(p => p.OpenedAt).ThenByDescending(p => p.Id)
            .Select(p => new { p.Id, p.Takes }).Take(Patterns.Most).ToListAsync(cancellation);
        // One that was closed meanwhile takes nothing.
        if (taking.FirstOrDefault(p => Codes.List(p.Takes!).Intersect(rights).Any()) is not { } found || await Patterns.Move(db.Patterns.Where(p => p.Id == found.Id && p.Open), 1, cancellation) == 0)
            return null;
        kase.PatternId = found.Id;
        db.Record(now, Guid.Empty.ToString(), "system", AttachToPattern.Attached, $"case:{kase.Id}", "similar");
        return found.Id;
    }

    /// <summary>PUT /api/grievances/v1/patterns/{id}/takes.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPut("/patterns/{id:guid}/takes",
            async (Guid id, JsonBody<SimilarRequest> body, TakeSimilar take, HttpContext http) => (await take.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_TakeSimilar").WithSummary("Let later reports of the same AI system attach to a pattern by themselves, by the rights they name")
        .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
