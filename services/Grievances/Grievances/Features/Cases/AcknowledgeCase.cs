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

/// <summary>Tells the person that a human being has the case. Once: a second time is refused and changes nothing.</summary>
public sealed class AcknowledgeCase(GrievancesDb db, CaseDoor doors, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Acknowledges within the current unit of work.</summary>
    /// <param name="id">Case.</param>
    /// <param name="cancellation">Ends reading, never writing.</param>
    /// <param name="onlyOpened">Whether it is refused where nobody has opened the case yet, since the person would read that somebody has.</param>
    public async Task<Outcome<Done>> Run(Guid id, CancellationToken cancellation, bool onlyOpened = false)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        if (kase.AcknowledgedAt is not null)
            return Refusal.Conflict("grievances.already_acknowledged");
        if (onlyOpened && !await doors.Openings(id).AnyAsync(cancellation))
            return Refusal.Conflict("grievances.open_it_first");
        var now = clock.GetUtcNow();
        var policy = await clocks.Policy(cancellation);
        kase.Acknowledge(now, policy);
        await clocks.Acknowledged(kase, policy, cancellation);
        await pings.Tell(id, null, now, cancellation);
        db.Publish(new GrievanceAcknowledged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.acknowledged", $"case:{id}", "handling");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/acknowledgement.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/acknowledgement",
            async (Guid id, AcknowledgeCase acknowledge, HttpContext http) => (await acknowledge.Run(id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_AcknowledgeCase").WithSummary("Acknowledge a case")
        .Produces(204).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
