using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Referrals;
using Grievances.Features.Responsibility;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Remedy;

/// <summary>Why there is no remedy.</summary>
/// <param name="Reason">At most 4,000 characters; the person reads it.</param>
public sealed record NotOwedRequest(string Reason);

/// <summary>
/// Says that no remedy is owed, or that none is possible, and why; the person reads it and can appeal. Not while the record of responsibility
/// says that the organisation caused the harm or contributed to it (UN Guiding Principle 22).
/// </summary>
public sealed class OweNoRemedy(GrievancesDb db, CaseDoor doors, Deciders deciders, JointRemedy joint, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Says so within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, NotOwedRequest request, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(request.Reason, "/reason", "grievances.reason_missing", FileRules.MostNote) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (JointRemedy.NotOurs(kase) is { } notOurs)
            return notOurs;
        if (TextForPerson.InOtherLanguage(request.Reason, kase.Language, "/reason") is { } unread)
            return unread;
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        if (kase.State is CaseState.Appealed)
            return Refusal.Conflict("grievances.appeal_open");
        var before = await db.Grievances.Where(g => g.Id == id).Select(g => new
        {
            Accepted = db.Offers.Any(o => o.CaseId == g.Id && o.State == OfferState.Accepted),
            Partner = db.Measures.Any(m => m.CaseId == g.Id && m.ByTenant != null && m.State != MeasureState.Dropped),
        }).SingleAsync(cancellation);
        // Of what the person accepted at some time it is no more said that it is not owed.
        if (kase.Remedy is RemedyState.Offered || kase.Remedy.IsOwed() || before.Accepted)
            return Refusal.Conflict("grievances.remedy_under_way");
        // What another organisation means to do is not taken from the person by us.
        if (before.Partner)
            return Refusal.Conflict("grievances.partner_plans");
        if (await deciders.Overruled(id, doors.Account, cancellation))
            return Refusal.Conflict("grievances.decided_before");
        if (await OwnPart.Stands(db, kase, cancellation))
            return Refusal.Conflict("grievances.remedy_is_owed");
        var door = await doors.Open(kase, "remedy", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var now = clock.GetUtcNow();
        kase.NoRemedyReason = door.Value!.Sealer.Seal("grievance", id, "no_remedy_reason", request.Reason.Trim());
        kase.Enter(RemedyState.NotOwed);
        kase.Touch(now);
        db.Add(deciders.Of(kase, DecisionKind.RemedyOffer, Codes.Of(RemedyState.NotOwed), now));
        await pings.Tell(id, null, now, cancellation);
        await joint.Tell(kase, cancellation);
        db.Publish(new RemedyNotOwed(kase.Snapshot()), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.remedy_not_owed", $"case:{id}", "remedy");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/remedy/not-owed.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/remedy/not-owed",
            async (Guid id, JsonBody<NotOwedRequest> body, OweNoRemedy owe, HttpContext http) => (await owe.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_OweNoRemedy").WithSummary("Say that no remedy is owed or possible, with a reason the person reads")
        .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
