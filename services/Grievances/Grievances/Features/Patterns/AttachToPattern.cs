using Grievances.Contracts.Events;
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
using Platform.Messaging;

namespace Grievances.Features.Patterns;

/// <summary>Which pattern a case belongs to.</summary>
/// <param name="PatternId">An open one.</param>
public sealed record AttachRequest(Guid PatternId);

/// <summary>
/// Attaches an open case to a pattern, where the one who filed it allows their case to be joined with others like it, or takes it out
/// again. Whoever filed sees the pattern and its progress in their mailbox.
/// </summary>
public sealed class AttachToPattern(GrievancesDb db, CaseDoor doors, Actor actor, TimeProvider clock)
{
    /// <summary>Action of the audit line of a case that was put with others like it.</summary>
    internal const string Attached = "grievances.pattern_attached";

    /// <summary>Lines that say that staff, or what they said of the pattern, put a case with others like it: of one that was filed into a pattern there are none.</summary>
    public static IQueryable<AuditLine> Lines(GrievancesDb db, Guid caseId)
    {
        var subject = $"case:{caseId}";
        return db.Set<AuditLine>().Where(l => l.Subject == subject && l.Action == Attached);
    }

    /// <summary>Attaches within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, AttachRequest request, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        if (kase.PatternId is not null)
            return Refusal.Conflict("grievances.in_a_pattern");
        // What a part was told under stands with the case it was split from.
        var filed = kase.SplitFromId ?? id;
        var asked = await db.Patterns.AsNoTracking().Where(p => p.Id == request.PatternId && p.Open).Select(p => new
        {
            // A pattern counts grievances: what one person told counts once, in however many parts it is handled.
            Told = db.Grievances.Any(g => g.Id == filed && g.PatternId == p.Id) || db.PartsOf(filed).Any(g => g.PatternId == p.Id),
            Allowed = db.Consents.Any(c => c.CaseId == filed && c.HolderId == filed && c.Purpose == ConsentPurpose.JoinSimilar && c.WithdrawnAt == null),
        }).FirstOrDefaultAsync(cancellation);
        if (asked is null)
            return Refusal.Field("platform.invalid", "/patternId", "grievances.pattern_unknown");
        if (asked.Told)
            return Refusal.Conflict("grievances.part_in_pattern");
        if (!asked.Allowed)
            return Refusal.Conflict("grievances.joining_not_allowed");
        kase.PatternId = request.PatternId;
        await Change(kase, kase.PatternId, 1, Attached, cancellation);
        return new Done();
    }

    /// <summary>Takes a case out of its pattern within the current unit of work.</summary>
    public async Task<Outcome<Done>> Undo(Guid id, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        if (found.Value!.PatternId is not { } pattern)
            return Refusal.Conflict("grievances.in_no_pattern");
        found.Value.PatternId = null;
        await Change(found.Value, pattern, -1, "grievances.pattern_detached", cancellation);
        return new Done();
    }

    private async Task Change(Grievance kase, Guid? pattern, int by, string action, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        kase.Touch(now);
        if (!kase.Spam)
            await Patterns.Count(db, pattern, by, now, cancellation);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, action, $"case:{kase.Id}", "handling");
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>POST and DELETE /api/grievances/v1/cases/{id}/pattern.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/pattern", async (Guid id, JsonBody<AttachRequest> body, AttachToPattern attach, HttpContext http) => (await attach.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_AttachToPattern").WithSummary("Attach a case to a pattern, where the person allows it").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapDelete("/cases/{id:guid}/pattern", async (Guid id, AttachToPattern attach, HttpContext http) => (await attach.Undo(id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_DetachFromPattern").WithSummary("Take a case out of its pattern").Produces(204).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
