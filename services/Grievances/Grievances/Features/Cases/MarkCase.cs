using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Cases;

/// <summary>Marks of a case; what is null stays as it is.</summary>
/// <param name="Spam">Whether it is spam, as far as a handler can tell; can be taken back, and deletes nothing.</param>
/// <param name="LegalHold">Whether a court or an authority needs it kept beyond retention.</param>
/// <param name="AppealHold">Whether an appeal needs it kept beyond retention.</param>
public sealed record MarkRequest(bool? Spam = null, bool? LegalHold = null, bool? AppealHold = null);

/// <summary>Sets and takes back marks: spam, and holds that keep a case from being erased.</summary>
public sealed class MarkCase(GrievancesDb db, CaseDoor doors, CaseClocks clocks, MissedDeadlines missed, Actor actor, TimeProvider clock)
{
    /// <summary>Marks within the current unit of work; marking the same twice changes nothing.</summary>
    public async Task<Outcome<Done>> Run(Guid id, MarkRequest request, CancellationToken cancellation)
    {
        if (request is { Spam: null, LegalHold: null, AppealHold: null })
            return Refusal.Field("platform.invalid", "", "grievances.mark_empty");
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        // A hold that a note keeps running ends with the note, which says until when and why.
        if (request.LegalHold == false && kase.LegalHold && await db.LegalNotes.AnyAsync(n => n.CaseId == id && n.Kind == LegalNoteKind.Hold && n.EndedAt == null, cancellation))
            return Refusal.Conflict("grievances.hold_goes_on");
        var now = clock.GetUtcNow();
        var before = (kase.Spam, kase.LegalHold, kase.AppealHold);
        (kase.Spam, kase.LegalHold, kase.AppealHold) = (request.Spam ?? kase.Spam, request.LegalHold ?? kase.LegalHold, request.AppealHold ?? kase.AppealHold);
        if (before == (kase.Spam, kase.LegalHold, kase.AppealHold))
            return new Done();
        kase.Touch(now);
        if (before.Spam != kase.Spam)
            await Patterns.Patterns.Count(db, kase.PatternId, kase.Spam ? -1 : 1, now, cancellation);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        if (before.Spam && !kase.Spam)
            await missed.MakeUp(kase, cancellation);
        await clocks.Moved(kase, cancellation);
        db.Record(now, actor.Id, actor.Role, "grievances.marked", $"case:{id}", string.Join(' ', Words(before, kase)));
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    private static IEnumerable<string> Words((bool Spam, bool Legal, bool Appeal) before, Grievance kase)
    {
        if (before.Spam != kase.Spam)
            yield return kase.Spam ? "spam" : "no_spam";
        if (before.Legal != kase.LegalHold)
            yield return kase.LegalHold ? "legal_hold" : "no_legal_hold";
        if (before.Appeal != kase.AppealHold)
            yield return kase.AppealHold ? "appeal_hold" : "no_appeal_hold";
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/marks.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/marks",
            async (Guid id, JsonBody<MarkRequest> body, MarkCase mark, HttpContext http) => (await mark.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_MarkCase").WithSummary("Set or take back marks: spam, legal hold, appeal hold")
        .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
