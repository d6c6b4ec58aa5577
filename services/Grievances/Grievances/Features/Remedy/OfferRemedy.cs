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

/// <summary>A remedy to put before the person.</summary>
/// <param name="Words">What goes with the measures, at most 20,000 characters, or null.</param>
/// <param name="WithoutFinding">Whether it is offered without saying that the person is right: only then it can do without an apology.</param>
/// <param name="Version">Version of the case that whoever offers has read. Where it has changed since, a measure may stand in the plan that they have not seen, and it is refused; null where it is not asked.</param>
public sealed record OfferRequest(string? Words = null, bool WithoutFinding = false, long? Version = null);

/// <summary>A remedy was offered.</summary>
/// <param name="Number">Number of the offer.</param>
/// <param name="OfferedAt">When.</param>
public sealed record MadeOffer(int Number, DateTimeOffset OfferedAt);

/// <summary>
/// Puts the plan before the person as it is now. It is kept as it was offered, and never runs out: silence accepts nothing. A newer offer takes
/// the place of one that is open. What another organisation carries out stands in it under its name; what is settled from before stands in none.
/// </summary>
public sealed class OfferRemedy(GrievancesDb db, CaseDoor doors, Deciders deciders, JointRemedy joint, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Offers within the current unit of work.</summary>
    public async Task<Outcome<MadeOffer>> Run(Guid id, OfferRequest request, CancellationToken cancellation)
    {
        if (TextForPerson.UnfitIfAny(request.Words, "/words", FileRules.MostText) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (JointRemedy.NotOurs(kase) is { } notOurs)
            return notOurs;
        if (TextForPerson.InOtherLanguage(request.Words, kase.Language, "/words") is { } unread)
            return unread;
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        if (request.Version is { } seen && seen != kase.Version)
            return Refusal.Conflict("grievances.changed_meanwhile");
        if (kase.State is CaseState.Appealed)
            return Refusal.Conflict("grievances.appeal_open");
        if (kase.State is CaseState.Inadmissible)
            return Refusal.Conflict("grievances.not_taken_up");
        if (kase.Remedy.IsOwed())
            return Refusal.Conflict("grievances.remedy_under_way");
        if (await deciders.Overruled(id, doors.Account, cancellation))
            return Refusal.Conflict("grievances.decided_before");
        var now = clock.GetUtcNow();
        var measures = await db.Measures.AsNoTracking().Where(m => m.CaseId == id && m.State != MeasureState.Dropped).OrderBy(m => m.Place).ThenBy(m => m.Id).ToListAsync(cancellation);
        var before = await db.Offers.Where(o => o.CaseId == id).OrderByDescending(o => o.Number).ToListAsync(cancellation);
        var door = await doors.Open(kase, "offering", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var sealer = door.Value!.Sealer;
        // What another organisation planned for a day that has passed, we can't change: it does not keep the rest from the person. What they accepted
        // before stays promised, however late it is.
        var promised = FurtherRemedy.Promised(before, sealer);
        measures.RemoveAll(m => m.ByTenant is not null && m.IsOverdue(now) && !promised.Contains(m.Id));
        var offered = measures.Offered();
        if (offered.Count == 0)
            return Refusal.Conflict("grievances.plan_empty");
        if (offered.Count(m => m.ByTenant is null) > PlanRemedy.MostMeasures)
            return Refusal.Conflict("grievances.too_many_measures");
        if (offered.Apologies() > 1)
            return Refusal.Conflict("grievances.one_apology");
        // An apology that was made before is not made again.
        if (!request.WithoutFinding && measures[0].Measure is not RemedyMeasure.Apology)
            return Refusal.Conflict("grievances.apology_first");
        if (offered.Exists(m => m.ByTenant is null && m.IsOverdue(now)))
            return Refusal.Conflict("grievances.due_passed");
        var plan = new OfferedPlan(FileRules.IsBlank(request.Words) ? null : request.Words.Trim(), request.WithoutFinding,
            [.. offered.Select(m => new OfferedMeasure(m.Id, m.Measure, sealer.Open("measure", m.Id, "text", m.Text), m.Language, m.Signatory, m.OwnerRole, m.DueOn, m.ByTenant))]);
        if (before is [{ State: OfferState.Open } newest, ..] && OfferedPlan.Open(newest, sealer).SaysTheSame(plan))
            return Refusal.Conflict("grievances.same_offer");
        foreach (var open in before.Where(o => o.State is OfferState.Open))
            (open.State, open.Version) = (OfferState.Replaced, open.Version + 1);
        var (offerId, number) = (Guid.CreateVersion7(), before.Count == 0 ? 1 : before[0].Number + 1);
        db.Add(new RemedyOffer
        {
            TenantId = kase.TenantId, Id = offerId, CaseId = id, Number = number, Offered = plan.Seal(offerId, sealer), Kinds = string.Join(',', offered.Select(m => Codes.Of(m.Measure)).Distinct()),
            OfferedByRole = actor.Role, OfferedAt = now, Version = 1,
        });
        kase.NoRemedyReason = null;
        kase.Enter(RemedyState.Offered);
        kase.AwaitsAnswer = false;
        kase.Touch(now);
        db.Add(deciders.Of(kase, DecisionKind.RemedyOffer, Codes.Of(RemedyState.Offered), now));
        await pings.Tell(id, null, now, cancellation);
        await joint.Tell(kase, cancellation);
        db.Publish(new RemedyOffered(kase.Snapshot(), number), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.remedy_offered", $"case:{id}", "remedy");
        await db.SaveChangesAsync(CancellationToken.None);
        return new MadeOffer(number, now);
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/remedy/offers.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/remedy/offers",
            async (Guid id, JsonBody<OfferRequest> body, OfferRemedy offer, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"offer:{id:N}", key, body.Raw, () => offer.Run(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(made => TypedResults.Created($"/api/grievances/v1/cases/{id}/remedy", made));
            })
        .Idempotent().WithName("Grievances_OfferRemedy").WithSummary("Put the plan before the person")
        .Produces<MadeOffer>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
}
