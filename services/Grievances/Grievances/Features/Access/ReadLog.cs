using Grievances.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.Access;

/// <summary>A line of the audit log: who did what to which record, and what for. Roles, ids and codes; nothing of what anybody said.</summary>
/// <param name="Id">Id of the line.</param>
/// <param name="At">When it happened.</param>
/// <param name="Actor">Account that acted, <c>mailbox</c> for the person’s side, or <c>system</c>.</param>
/// <param name="Role">Role it acted in.</param>
/// <param name="Action">What was done, for example <c>grievances.case_opened</c>; <c>grievances.access_refused</c> where it was not let in.</param>
/// <param name="Subject">Kind and id of the record.</param>
/// <param name="Reference">Reference of the case, where it is one and still there.</param>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="Sequence">Its place in the organisation’s chain, gapless from 1; null for about a second, until it is chained.</param>
/// <param name="Hash">SHA-256 in hexadecimal over the hash before it and its fields, each behind its length; null until it is chained.</param>
public sealed record LogLine(Guid Id, DateTimeOffset At, string Actor, string Role, string Action, string Subject, string? Reference, string Purpose, long? Sequence, string? Hash);

/// <summary>What of the log is asked for; all of it where nothing is said.</summary>
/// <param name="Reference">Reference of a case, as somebody reads it out.</param>
/// <param name="Role">A role.</param>
/// <param name="Action">A code, for example <c>grievances.access_refused</c>.</param>
/// <param name="Since">First day, in UTC.</param>
/// <param name="Until">Last day, in UTC.</param>
public sealed record LogFilter(string? Reference, string? Role, string? Action, DateOnly? Since, DateOnly? Until);

/// <summary>Whether the chain holds, and where it ends.</summary>
/// <param name="Lines">Lines that are chained.</param>
/// <param name="Waiting">Lines that wait for it, for about a second.</param>
/// <param name="FirstBroken">The first place that does not hold; null where all do.</param>
/// <param name="Head">Hash of the last line in hexadecimal; null while there is none. Who notes it can tell later that nothing before it was changed.</param>
public sealed record LogChain(long Lines, int Waiting, long? FirstBroken, string? Head);

/// <summary>The audit log of the organisation’s grievances, for whoever checks it (UN Guiding Principle 31 e: transparent, also about itself).</summary>
public sealed class ReadLog(GrievancesDb db)
{
    /// <summary>A page of it, the newest first.</summary>
    public async Task<Outcome<Page<LogLine>>> List(LogFilter filter, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (most, after) = (Cursor.Limit(limit), Cursor.Read<Place>(cursor));
        return (most.Refusal ?? after.Refusal) is { } refusal ? refusal : await Part(filter, after.Value?.Id, most.Value, cancellation);
    }

    /// <summary>A page, as long as is asked for.</summary>
    internal async Task<Page<LogLine>> Part(LogFilter filter, Guid? after, int most, CancellationToken cancellation)
    {
        var lines = Of(filter, await Subject(filter.Reference, cancellation));
        if (after is { } place)
            lines = lines.Where(l => l.Id < place);
        var found = await lines.OrderByDescending(l => l.Id).Take(most + 1)
            .Select(l => new { Line = l, Link = db.Set<AuditLink>().FirstOrDefault(k => k.LineId == l.Id) }).ToListAsync(cancellation);
        var cases = found.Select(f => CaseOf(f.Line.Subject)).OfType<Guid>().Distinct().ToList();
        var references = cases.Count == 0 ? [] : await db.Grievances.AsNoTracking().Where(g => cases.Contains(g.Id)).Select(g => new { g.Id, g.Reference }).ToDictionaryAsync(g => g.Id, g => g.Reference, cancellation);
        return Cursor.Page(found.ConvertAll(f => new LogLine(f.Line.Id, f.Line.At, f.Line.Actor, f.Line.Role, f.Line.Action, f.Line.Subject,
            CaseOf(f.Line.Subject) is { } id ? references.GetValueOrDefault(id) : null, f.Line.Purpose, f.Link?.Sequence, f.Link is null ? null : Convert.ToHexStringLower(f.Link.Hash))), most, line => new Place(line.Id));
    }

    /// <summary>Walks the whole chain, from its first line to its last.</summary>
    public async Task<LogChain> Check(CancellationToken cancellation)
    {
        var waiting = await db.Set<PendingAuditLine>().CountAsync(cancellation);
        var head = await db.Set<AuditLink>().AsNoTracking().OrderByDescending(l => l.Sequence).FirstOrDefaultAsync(cancellation);
        return new LogChain(head?.Sequence ?? 0, waiting, await AuditChain.FirstBroken(db, cancellation), head is null ? null : Convert.ToHexStringLower(head.Hash));
    }

    // Sign by sign as the queue reads it; an id names a case that is gone.
    private async Task<string?> Subject(string? said, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(said))
            return null;
        if (Guid.TryParse(said, out var id))
            return $"case:{id}";
        var reference = Cases.CaseFilter.Spelled(said);
        return $"case:{await db.Grievances.AsNoTracking().Where(g => g.Reference == reference).Select(g => (Guid?)g.Id).FirstOrDefaultAsync(cancellation)}";
    }

    private IQueryable<AuditLine> Of(LogFilter filter, string? subject)
    {
        var lines = db.Set<AuditLine>().AsNoTracking();
        if (subject is not null)
            lines = lines.Where(l => l.Subject == subject);
        if (filter.Role is { Length: > 0 } role)
            lines = lines.Where(l => l.Role == role);
        if (filter.Action is { Length: > 0 } action)
            lines = lines.Where(l => l.Action == action);
        if (filter.Since is { } since && Midnight(since) is var first)
            lines = lines.Where(l => l.At >= first);
        if (filter.Until is { } until && until < DateOnly.MaxValue && Midnight(until.AddDays(1)) is var end)
            lines = lines.Where(l => l.At < end);
        return lines;
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static Guid? CaseOf(string subject) => subject.StartsWith("case:", StringComparison.Ordinal) && Guid.TryParse(subject.AsSpan(5), out var id) ? id : null;

    private sealed record Place(Guid Id);

    /// <summary>GET /api/grievances/v1/log and /log/chain.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/log", async (ReadLog log, HttpContext http, string? reference = null, string? role = null, string? action = null, DateOnly? since = null, DateOnly? until = null, string? cursor = null, int? limit = null) =>
                (await log.List(new LogFilter(reference, role, action, since, until), cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName("Grievances_ReadLog").WithSummary("The audit log of grievances, the newest line first")
            .Produces<Page<LogLine>>().ProducesProblem(400).RequirePermission(Permissions.AuditRead);
        api.MapGet("/log/chain", async (ReadLog log, HttpContext http) => TypedResults.Ok(await log.Check(http.RequestAborted)))
            .WithName("Grievances_CheckLog").WithSummary("Walk the whole chain of the log, and say whether it holds")
            .Produces<LogChain>().RequirePermission(Permissions.AuditRead);
    }
}
