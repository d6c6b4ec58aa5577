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

namespace Grievances.Features.Cases;

/// <summary>A case a handler called critical, and why.</summary>
/// <param name="Reference">Reference of the case; null where the ombuds has it.</param>
/// <param name="FiledAt">When it was filed; null where the ombuds has it.</param>
/// <param name="State">State of the case; null where the ombuds has it.</param>
/// <param name="Outcome">Outcome, or null.</param>
/// <param name="Rights">Risk codes; none where the ombuds has it.</param>
/// <param name="SystemId">AI system, or null.</param>
/// <param name="ImpactId">Impact it is linked to, or null.</param>
/// <param name="Reason">Why the handler called it critical.</param>
public sealed record CriticalCase(string? Reference, DateTimeOffset? FiledAt, string? State, string? Outcome, IReadOnlyList<string> Rights, Guid? SystemId, Guid? ImpactId, string? Reason);

/// <summary>
/// Cases that alone re-open an impact, with the handlers' reasons, for the human-rights lead alone. The lead opens no case for it, and
/// reading the reasons is recorded. Where the ombuds has a case, the reason that was written for the lead is still theirs to read, with the impact it
/// is about and nothing of the case; where the person keeps it from the lead, there is none.
/// </summary>
public sealed class LeadReasons(GrievancesDb db, CaseDoor doors, CaseKeys keys, Actor actor, TimeProvider clock)
{
    private sealed record Key(DateTimeOffset At, Guid Id);

    /// <summary>A page, the newest first, within the current, writing, unit of work.</summary>
    public async Task<Outcome<Page<CriticalCase>>> Run(string? cursor, int? limit, CancellationToken cancellation)
    {
        var (before, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        if ((before.Refusal ?? most.Refusal) is { } refusal)
            return refusal;
        var visible = doors.Visible(db.Grievances);
        var cases = doors.NotKept(db.Grievances.AsNoTracking()).Where(g => g.Band == CaseBand.Critical && !g.Spam && ((g.BandReason != null && db.Wraps.Any(w => w.CaseId == g.Id && w.Holder == CaseKeys.Lead))
            || visible.Any(v => v.Id == g.Id)));
        if (before.Value is { } key)
            cases = cases.Where(g => g.FiledAt < key.At || (g.FiledAt == key.At && g.Id < key.Id));
        var page = Cursor.Page(await cases.OrderByDescending(g => g.FiledAt).ThenByDescending(g => g.Id).Take(most.Value + 1).Select(g => new { Case = g, Seen = visible.Any(v => v.Id == g.Id) }).ToListAsync(cancellation),
            most.Value, row => new Key(row.Case.FiledAt, row.Case.Id));
        var opened = await keys.ForGroup([.. page.Items.Where(row => row.Case.BandReason is not null).Select(row => row.Case.Id)], CaseKeys.Lead, cancellation);
        foreach (var id in opened.Keys)
            db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "grievances.band_reason_read", $"case:{id}", "signal");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Page<CriticalCase>([.. page.Items.Select(row => Told(row.Case, row.Seen, opened.GetValueOrDefault(row.Case.Id)))], page.Next);
    }

    private static CriticalCase Told(Grievance g, bool seen, byte[]? key)
    {
        var reason = key is null ? null : new CaseSealer(g.TenantId, g.Id, key).OpenIfAny("grievance", g.Id, "band_reason", g.BandReason);
        return seen ? new CriticalCase(g.Reference, g.FiledAt, Codes.Of(g.State), Codes.Of(g.Outcome), Codes.List(g.Rights), g.SystemId, g.ImpactId, reason)
            : new CriticalCase(null, null, null, null, [], g.SystemId, g.ImpactId, reason);
    }

    /// <summary>GET /api/grievances/v1/critical.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/critical",
            async (LeadReasons reasons, HttpContext http, string? cursor = null, int? limit = null) => (await reasons.Run(cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
        .WithName("Grievances_ListCritical").WithSummary("Cases that alone re-open an impact, with the handlers' reasons; for the human-rights lead, and recorded")
        .Produces<Page<CriticalCase>>().ProducesProblem(400).RequirePermission(Permissions.AssessmentsLead).Writes();
}
