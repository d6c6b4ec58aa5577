using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.Cases;

/// <summary>Something a role has to see.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CaseId">Case.</param>
/// <param name="Reference">Reference of the case.</param>
/// <param name="Clock">acknowledge, findings or retaliation.</param>
/// <param name="Step">reminder, escalation or missed.</param>
/// <param name="Role">Role it is for.</param>
/// <param name="At">When it came up.</param>
public sealed record NoticeRow(Guid Id, Guid CaseId, string Reference, string Clock, string Step, string Role, DateTimeOffset At);

/// <summary>What clocks and reports of retaliation have to say to staff, newest first, until somebody has seen it.</summary>
public sealed class ListNotices(GrievancesDb db, TimeProvider clock)
{
    private sealed record Key(DateTimeOffset At, Guid Id);

    /// <summary>A page of what nobody has seen.</summary>
    public async Task<Outcome<Page<NoticeRow>>> Run(IReadOnlyList<string> roles, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (before, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        if ((before.Refusal ?? most.Refusal) is { } refusal)
            return refusal;
        var notices = db.Notices.AsNoTracking().Where(n => n.SeenAt == null);
        if (roles.Count > 0)
            notices = notices.Where(n => roles.Contains(n.Role));
        if (before.Value is { } key)
            notices = notices.Where(n => n.At < key.At || (n.At == key.At && n.Id < key.Id));
        var rows = await (from n in notices
                          join g in db.Grievances on n.CaseId equals g.Id
                          // What was done since needs nobody's eyes any more; people are punished also after the closing.
                          where n.Clock == ClockPolicy.Retaliation ? g.RetaliationBy != null : g.State != CaseState.Closed && (n.Clock != ClockPolicy.Acknowledge || g.AcknowledgedAt == null)
                          orderby n.At descending, n.Id descending
                          select new NoticeRow(n.Id, n.CaseId, g.Reference, n.Clock, n.Step, n.Role, n.At)).Take(most.Value + 1).ToListAsync(cancellation);
        return Cursor.Page(rows, most.Value, n => new Key(n.At, n.Id));
    }

    /// <summary>Notes within the current unit of work that somebody has seen it; the case's clocks go on.</summary>
    public async Task<Outcome<Done>> Seen(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var changed = await db.Notices.Where(n => n.Id == id).ExecuteUpdateAsync(n => n.SetProperty(x => x.SeenAt, x => x.SeenAt ?? now), cancellation);
        return changed == 0 ? Refusal.NotFound("grievances.notice_unknown") : new Done();
    }

    /// <summary>GET /api/grievances/v1/notices, POST /api/grievances/v1/notices/{id}/seen.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/notices", async (ListNotices list, HttpContext http, string? role = null, string? cursor = null, int? limit = null) =>
                (await list.Run(role is null ? [] : [role], cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName("Grievances_ListNotices").WithSummary("Reminders, escalations and missed deadlines that nobody has seen, newest first")
            .Produces<Page<NoticeRow>>().ProducesProblem(400).RequirePermission(Permissions.GrievancesRead);
        api.MapPost("/notices/{id:guid}/seen", async (Guid id, ListNotices list, HttpContext http) =>
                (await list.Seen(id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_SeeNotice").WithSummary("Note that a reminder was seen").Produces(204).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
