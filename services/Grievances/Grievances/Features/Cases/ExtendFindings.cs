using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Remedy;
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

/// <summary>More time to say what was found.</summary>
/// <param name="Until">New day: later than the one in force, at most six months after the acknowledgement.</param>
/// <param name="Reason">Why; the person reads it. At most 4,000 characters.</param>
/// <param name="Version">Version of the case that was read; where it has changed since, this is refused. Left out, it is not asked.</param>
public sealed record ExtendRequest(DateTimeOffset Until, string Reason, long? Version = null);

/// <summary>
/// Puts the findings off, once the person is told why. Never where Directive (EU) 2019/1937 applies to internal reporting:
/// art. 9(1)(f) knows no extension; six months are for external channels (art. 11(2)(d)) and other mechanisms. Whether it applies was
/// decided at the filing. Once, and only where somebody has confirmed the case.
/// </summary>
public sealed class ExtendFindings(GrievancesDb db, CaseDoor doors, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Extends within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, ExtendRequest request, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(request.Reason, "/reason", "grievances.reason_missing", FileRules.MostNote) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (kase.ChangedSince(request.Version))
            return Refusal.Conflict("grievances.changed_meanwhile");
        if (TextForPerson.InOtherLanguage(request.Reason, kase.Language, "/reason") is { } unread)
            return unread;
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        if (kase.DirectiveApplies)
            return Refusal.Conflict("grievances.no_extension");
        if (kase.AcknowledgedAt is null)
            return Refusal.Conflict("grievances.acknowledge_first");
        if (kase.ExtensionReason is not null)
            return Refusal.Conflict("grievances.extended_before");
        var until = request.Until.ToUniversalTime();
        if (until <= kase.FindingsBy || until > ClockPolicy.LatestExtension(kase.AcknowledgedAt.Value))
            return Refusal.Field("platform.invalid", "/until", "grievances.extension_out_of_range");
        var door = await doors.Open(kase, "extending", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var sealer = door.Value!.Sealer;
        var now = clock.GetUtcNow();
        kase.Extend(until, sealer.Seal("grievance", id, "extension_reason", request.Reason.Trim()), now);
        await clocks.Extended(kase, await clocks.Policy(cancellation), cancellation);
        await pings.Tell(id, null, now, cancellation);
        db.Publish(new FindingsExtended(kase.Snapshot(), until), now);
        db.Record(now, actor.Id, actor.Role, "grievances.findings_extended", $"case:{id}", "handling");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/extension.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/extension",
            async (Guid id, JsonBody<ExtendRequest> body, ExtendFindings extend, HttpContext http) =>
                (await extend.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_ExtendFindings").WithSummary("Put the findings off, with a reason the person reads")
        .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
