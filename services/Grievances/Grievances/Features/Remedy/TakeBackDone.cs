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

/// <summary>
/// Takes back that a measure is done, while the person has not said whether it came as promised: it was said by mistake. What was promised is owed
/// again, and the person reads why. Whoever carries it out takes it back: of a case that was referred to us the giver, who has the person's mailbox,
/// hears so as it heard that it is done, and the person reads why in the shared part.
/// </summary>
public sealed class TakeBackDone(GrievancesDb db, CaseDoor doors, CaseClocks clocks, SharedPart shared, JointRemedy joint, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Takes it back within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, Guid measureId, TakeBackRequest request, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(request.Reason, "/reason", "grievances.reason_missing", FileRules.MostNote) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        var cameBy = await joint.CameBy(kase, cancellation);
        if (JointRemedy.Untaken(kase, cameBy) is { } untaken)
            return untaken;
        var measures = await db.Measures.Where(m => m.CaseId == id && m.State != MeasureState.Dropped).ToListAsync(cancellation);
        if (measures.Find(m => m.Id == measureId) is not { } measure)
            return Refusal.NotFound("grievances.measure_unknown");
        if (measure.ByTenant is not null)
            return Refusal.Conflict("grievances.measure_of_partner");
        // An apology without a day is made with the yes to it.
        if (!kase.Remedy.IsOwed() || measure is not { State: MeasureState.Done, AnsweredAt: null, DueOn: not null })
            return Refusal.Conflict("grievances.measure_not_done");
        var door = await doors.Open(kase, "remedy", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (now, sealer) = (clock.GetUtcNow(), door.Value!.Sealer);
        (measure.State, measure.Evidence, measure.EvidenceFileId, measure.DoneAt, measure.Version) = (MeasureState.Planned, null, null, null, measure.Version + 1);
        // How far all of it is, the giver knows alone.
        kase.Enter(cameBy is not null ? RemedyState.Implementing : RemedySteps.Undone(measures));
        if (cameBy is not null)
        {
            shared.Write(cameBy, sealer, SharedKind.Words, fromPerson: false, actor.Role, request.Reason);
            joint.Send(cameBy, measure.Id);
        }
        else
        {
            db.Add(CaseMessage.OfStaff(sealer, actor.Role, request.Reason, now));
        }
        kase.Touch(now);
        await pings.Tell(id, kase.Id, now, cancellation);
        await joint.Tell(kase, cancellation);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.measure_done_taken_back", $"case:{id}", Codes.Of(measure.Measure));
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/remedy/measures/{measure}/done/taken-back.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/remedy/measures/{measure:guid}/done/taken-back",
            async (Guid id, Guid measure, JsonBody<TakeBackRequest> body, TakeBackDone takeBack, HttpContext http) =>
                (await takeBack.Run(id, measure, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_TakeBackDone").WithSummary("Take back that a measure is done, while the person has not answered")
        .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
