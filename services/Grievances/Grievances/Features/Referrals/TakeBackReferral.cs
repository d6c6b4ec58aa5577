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

namespace Grievances.Features.Referrals;

/// <summary>
/// Takes a proposal back that the person has not answered: something in it was wrong, or is not needed any more. Nothing of it has left; the person
/// reads why, and a better one can be proposed. What they said yes to is theirs alone to take back.
/// </summary>
public sealed class TakeBackReferral(GrievancesDb db, CaseDoor doors, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Takes it back within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, Guid shareId, TakeBackRequest request, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(request.Reason, "/reason", "grievances.reason_missing", FileRules.MostNote) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        if (await db.Shares.FirstOrDefaultAsync(s => s.CaseId == id && s.Id == shareId && s.Given, cancellation) is not { } share)
            return Refusal.NotFound("grievances.referral_unknown");
        if (share.State is not ShareState.AwaitingConsent)
            return Refusal.Conflict(share.State is ShareState.TakenBack ? "grievances.referral_taken_back" : "grievances.referral_answered");
        var door = await doors.Open(found.Value!, "referral", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        var now = clock.GetUtcNow();
        (share.State, share.EndedAt, share.Version) = (ShareState.TakenBack, now, share.Version + 1);
        db.Add(CaseMessage.OfStaff(sealer, actor.Role, request.Reason, now));
        kase.Touch(now);
        await clocks.Moved(kase, cancellation);
        await pings.Tell(id, null, now, cancellation);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.referral_taken_back", $"case:{id}", $"share:{share.Id}");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/referrals/{share}/taken-back.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/referrals/{share:guid}/taken-back",
            async (Guid id, Guid share, JsonBody<TakeBackRequest> body, TakeBackReferral takeBack, HttpContext http) => (await takeBack.Run(id, share, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_TakeBackReferral").WithSummary("Take a proposal back that the person has not answered")
        .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
