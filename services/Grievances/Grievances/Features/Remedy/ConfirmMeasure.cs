using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Referrals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Remedy;

/// <summary>Whether a measure came as promised.</summary>
/// <param name="AsPromised">Whether it did.</param>
/// <param name="Words">What the person says; needed where it did not, but of an apology that they don't take. At most 4,000 characters.</param>
public sealed record ConfirmRequest(bool AsPromised, string? Words = null);

/// <summary>
/// The person says of each measure whether it came as promised: only their word ends it (UN Guiding Principle 31 f and its commentary; A/HRC/44/32,
/// policy objective 12). What they dispute goes back to its owner; where that is an organisation that has left, nobody carries it out any more.
/// </summary>
public sealed class ConfirmMeasure(GrievancesDb db, HolderOfSession holders, CaseClocks clocks, JointRemedy joint, TimeProvider clock)
{
    /// <summary>Says so within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(MailboxSession session, Guid measureId, ConfirmRequest request, CancellationToken cancellation)
    {
        if (request.Words is { } words && FileRules.Characters(words) > FileRules.MostNote)
            return Refusal.Field("platform.invalid", "/words", "platform.too_long");
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var (kase, holder, sealer) = found.Value!;
        if (holder.Id != kase.Id)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed");
        var measures = await db.Measures.Where(m => m.CaseId == kase.Id && m.State != MeasureState.Dropped).ToListAsync(cancellation);
        if (!kase.Remedy.IsOwed() || measures.FirstOrDefault(m => m.Id == measureId) is not { } measure)
            return Refusal.NotFound("grievances.measure_unknown");
        // Nobody has to say why they don't take an apology.
        if (!request.AsPromised && measure.Measure is not RemedyMeasure.Apology && FileRules.IsBlank(request.Words))
            return Refusal.Field("platform.invalid", "/words", "grievances.words_missing");
        if (!measure.Asks() && !(request.AsPromised && measure.WasNotTaken()))
            return Refusal.Conflict(measure.State is MeasureState.Planned ? "grievances.measure_not_done" : "grievances.measure_settled");
        var now = clock.GetUtcNow();
        measure.Confirm(request.AsPromised, request.Words, !request.AsPromised && await HasLeft(kase.Id, measure.ByTenant, cancellation), sealer, now);
        if (measure.State is MeasureState.Dropped)
        {
            JointRemedy.GoOn(kase, [.. measures.Where(m => m != measure)]);
            // The person says that it is not as promised: that is no remedy they confirmed.
            if (kase.Remedy is RemedyState.Verified)
                JointRemedy.PlanAnew(kase);
        }
        else
            kase.Enter(RemedySteps.Progress(measures, RemedyState.Implementing));
        kase.Wrote(person: true, now);
        await joint.Tell(kase, cancellation);
        db.Publish(new RemedyMeasureAnswered(kase.Snapshot(), measure.Id, Codes.Of(measure.Measure), request.AsPromised), now);
        if (kase.Remedy is RemedyState.Verified)
            db.Publish(new RemedyVerified(kase.Snapshot()), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), request.AsPromised ? "grievances.measure_confirmed" : "grievances.measure_disputed", $"case:{kase.Id}", Codes.Of(measure.Measure));
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    private async Task<bool> HasLeft(Guid caseId, Guid? by, CancellationToken cancellation) =>
        by is { } carrier && !await db.Shares.AnyAsync(s => s.CaseId == caseId && s.Given && s.OtherTenantId == carrier && s.State == ShareState.Accepted, cancellation);

    /// <summary>POST /api/grievances/v1/mailbox/remedy/measures/{id}/answer.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/mailbox/remedy/measures/{measure:guid}/answer",
            async (Guid measure, JsonBody<ConfirmRequest> body, ConfirmMeasure confirm, HttpContext http) =>
                (await confirm.Run(http.Features.GetRequiredMailbox(), measure, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_ConfirmMeasure").WithSummary("Say whether a measure came as promised")
        .Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).Writes();
}
