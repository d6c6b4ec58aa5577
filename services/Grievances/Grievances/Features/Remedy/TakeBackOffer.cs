using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Referrals;
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

/// <summary>Why an offer is taken back.</summary>
/// <param name="Reason">At most 4,000 characters; the person reads it as a message.</param>
public sealed record TakeBackRequest(string Reason);

/// <summary>
/// Takes an offer back that the person has not answered: something in it was wrong, or can't be kept. The person reads why, and the plan is the
/// organisation's to work on again. What was accepted is owed and can't be taken back.
/// </summary>
public sealed class TakeBackOffer(GrievancesDb db, CaseDoor doors, JointRemedy joint, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Takes it back within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, TakeBackRequest request, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(request.Reason, "/reason", "grievances.reason_missing", FileRules.MostNote) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (JointRemedy.NotOurs(kase) is { } notOurs)
            return notOurs;
        if (kase.Remedy is not RemedyState.Offered || await db.Offers.Where(o => o.CaseId == id).OrderByDescending(o => o.Number).FirstOrDefaultAsync(cancellation) is not { State: OfferState.Open } offer)
            return Refusal.Conflict("grievances.no_open_offer");
        var door = await doors.Open(kase, "offering", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var now = clock.GetUtcNow();
        (offer.State, offer.Version) = (OfferState.TakenBack, offer.Version + 1);
        kase.Remedy = RemedyState.Planned;
        if (kase.State is CaseState.RemedyProposed)
            kase.State = CaseState.Assessed;
        db.Add(CaseMessage.OfStaff(door.Value!.Sealer, actor.Role, request.Reason, now));
        kase.Touch(now);
        await pings.Tell(id, null, now, cancellation);
        await joint.Tell(kase, cancellation);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.offer_taken_back", $"case:{id}", "remedy");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/remedy/offers/taken-back.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/remedy/offers/taken-back",
            async (Guid id, JsonBody<TakeBackRequest> body, TakeBackOffer takeBack, HttpContext http) => (await takeBack.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_TakeBackOffer").WithSummary("Take an offer back that the person has not answered")
        .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
