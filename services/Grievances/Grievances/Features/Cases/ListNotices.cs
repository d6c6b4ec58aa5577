using System.Security.Claims;
using System.Text.Json.Serialization;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Clocks;
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
/// <param name="Clock">acknowledge, findings, retaliation or another; nobody where nobody of the group that has it is left.</param>
/// <param name="Step">reminder, escalation or missed.</param>
/// <param name="Role">Role it is for.</param>
/// <param name="At">When it came up.</param>
/// <param name="DueAt">By when what it is about is due, or was.</param>
public sealed record NoticeRow(Guid Id, Guid CaseId, string Reference, string Clock, string Step, string Role, DateTimeOffset At, DateTimeOffset DueAt)
{
    /// <summary>Group that has the case: it opens for no other.</summary>
    [JsonIgnore] public string HandledBy { get; init; } = "";
}

/// <summary>What clocks and reports of retaliation have to say to staff of the cases they may see, the most overdue first, until somebody of the role has seen it.</summary>
public sealed class ListNotices(GrievancesDb db, CaseDoor doors, TimeProvider clock)
{
    private sealed record Key(DateTimeOffset DueAt, Guid Id);

    /// <summary>A page of what nobody has seen.</summary>
    public async Task<Outcome<Page<NoticeRow>>> Run(IReadOnlyList<string> roles, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (after, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        if ((after.Refusal ?? most.Refusal) is { } refusal)
            return refusal;
        var waiting = Waiting(roles);
        if (after.Value is { } key)
            waiting = waiting.Where(w => w.DueAt > key.DueAt || (w.DueAt == key.DueAt && w.Notice.Id > key.Id));
        var rows = await waiting.OrderBy(w => w.DueAt).ThenBy(w => w.Notice.Id).Take(most.Value + 1)
            .Select(w => new NoticeRow(w.Notice.Id, w.Notice.CaseId, w.Reference, w.Notice.Clock, w.Notice.Step, w.Notice.Role, w.Notice.At, w.DueAt) { HandledBy = w.HandledBy }).ToListAsync(cancellation);
        return Cursor.Page(rows, most.Value, n => new Key(n.DueAt, n.Id));
    }

    /// <summary>How many nobody has seen.</summary>
    public Task<int> Count(IReadOnlyList<string> roles, CancellationToken cancellation) => Waiting(roles).CountAsync(cancellation);

    /// <summary>Notes within the current unit of work that somebody of the role it is for has seen it; the case's clocks go on.</summary>
    public async Task<Outcome<Done>> Seen(Guid id, IReadOnlyList<string> roles, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var visible = doors.Visible(db.Grievances);
        if (await db.Notices.AsNoTracking().Where(n => n.Id == id && visible.Any(g => g.Id == n.CaseId)).Select(n => n.Role).FirstOrDefaultAsync(cancellation) is not { } role)
            return Refusal.NotFound("grievances.notice_unknown");
        // What one role has seen another has not: an escalation is for those who did not let the day come near.
        if (!roles.Contains(role))
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.notice_of_another_role");
        await db.Notices.Where(n => n.Id == id).ExecuteUpdateAsync(n => n.SetProperty(x => x.SeenAt, x => x.SeenAt ?? now), cancellation);
        return new Done();
    }

    /// <summary>Roles of whoever is signed in.</summary>
    public static IReadOnlyList<string> RolesOf(ClaimsPrincipal user) => [.. user.FindAll("role").Select(role => role.Value)];

    private IQueryable<WaitingNotice> Waiting(IReadOnlyList<string> roles)
    {
        var notices = db.Notices.AsNoTracking().Where(n => n.SeenAt == null);
        if (roles.Count > 0)
            notices = notices.Where(n => roles.Contains(n.Role));
        return from n in notices
               join g in doors.Visible(db.Grievances) on n.CaseId equals g.Id
               // What was done since needs nobody's eyes any more; people are punished also after the closing.
               where n.Clock == ClockPolicy.Retaliation ? g.RetaliationBy != null && g.RetaliationSettledAt == null
                   // A hold matters most once a case is closed.
                   : n.Clock == "legal" || (n.Clock == WhoIsLeft.Clock ? g.AssigneeId == null : g.State != CaseState.Closed && (n.Clock != ClockPolicy.Acknowledge || g.AcknowledgedAt == null))
               select new WaitingNotice
               {
                   Notice = n,
                   Reference = g.Reference,
                   HandledBy = g.HandledBy,
                   // What is due of a measure or of a hold is due on the day its notice came up.
                   DueAt = n.Clock == ClockPolicy.Retaliation ? g.RetaliationBy ?? n.At : n.Clock == ClockPolicy.Acknowledge ? g.AcknowledgeBy
                       : n.Clock == CaseClocks.Appeal ? db.Appeals.Where(a => a.CaseId == g.Id && a.Decision == null).Max(a => (DateTimeOffset?)a.DecideBy) ?? n.At
                       : n.Clock == ClockPolicy.Findings ? g.FindingsDueAt ?? g.AcknowledgeBy : n.At,
               };
    }

    private sealed class WaitingNotice
    {
        public required CaseNotice Notice { get; init; }
        public required string Reference { get; init; }
        public required string HandledBy { get; init; }
        public DateTimeOffset DueAt { get; init; }
    }

    /// <summary>GET /api/grievances/v1/notices, POST /api/grievances/v1/notices/{id}/seen.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/notices", async (ListNotices list, HttpContext http, string? role = null, string? cursor = null, int? limit = null) =>
                (await list.Run(role is null ? [] : [role], cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName("Grievances_ListNotices").WithSummary("Reminders, escalations and missed deadlines that nobody has seen, the most overdue first")
            .Produces<Page<NoticeRow>>().ProducesProblem(400).RequirePermission(Permissions.GrievancesRead);
        api.MapPost("/notices/{id:guid}/seen", async (Guid id, ListNotices list, HttpContext http) =>
                (await list.Seen(id, RolesOf(http.User), http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_SeeNotice").WithSummary("Note that somebody of the role it is for has seen it").Produces(204).ProducesProblem(403).ProducesProblem(404)
            .RequirePermission(Permissions.GrievancesRead).Writes();
    }
}
