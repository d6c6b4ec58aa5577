using System.Linq.Expressions;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Referrals;
using Grievances.Features.Remedy;
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

namespace Grievances.Features.Cases;

/// <summary>How a case ends.</summary>
/// <param name="Outcome">What it came to; withdrawn is for the person alone.</param>
/// <param name="Letter">What the person is told, in their language: what went wrong, who was responsible, how it is fixed, how to appeal.</param>
/// <param name="Version">Version of the case that was read; where it has changed since, this is refused. Left out, it is not asked.</param>
public sealed record CloseRequest(CaseOutcome Outcome, LetterRequest? Letter = null, long? Version = null);

/// <summary>
/// Closes a case with an outcome and a letter to the person. What it belongs to has to be known before, what is done about it decided, and a report
/// of retaliation answered; only the person withdraws it, and whom an appeal overruled does not close it again. The letter of a case that was referred
/// to us goes to the person by the shared part, since their mailbox is with whoever referred it.
/// </summary>
public sealed class CloseCase(GrievancesDb db, CaseDoor doors, Deciders deciders, SharedPart shared, JointRemedy joint, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Closes within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, CloseRequest request, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (kase.ChangedSince(request.Version))
            return Refusal.Conflict("grievances.changed_meanwhile");
        if (Unfit(kase, request) is { } unfit)
            return unfit;
        var apology = Codes.Of(RemedyMeasure.Apology);
        var overruling = deciders.Overruling(id, doors.Account);
        var before = await db.Grievances.Where(g => g.Id == id)
            .Select(g => new
            {
                Overruled = overruling.Any(),
                Planned = db.Measures.Any(m => m.CaseId == id && m.State != MeasureState.Dropped),
                Accepted = db.Offers.Any(o => o.CaseId == id && o.State == OfferState.Accepted),
                // Also one they did not want: they had it before them.
                Apology = db.Measures.Any(m => m.CaseId == id && m.Measure == RemedyMeasure.Apology && m.State != MeasureState.Dropped)
                    || db.Offers.Any(o => o.CaseId == id && o.State != OfferState.TakenBack && o.Kinds != null && o.Kinds.Contains(apology)),
                Shares = db.Shares.Where(s => s.CaseId == g.Id && s.State == ShareState.Accepted).ToList(),
            }).SingleAsync(cancellation);
        if (before.Overruled)
            return Refusal.Conflict("grievances.decided_before");
        var (referred, cameBy) = (kase.Channel is FilingChannel.Referral, before.Shares.FirstOrDefault(s => !s.Given));
        if (JointRemedy.Untaken(kase, cameBy) is { } untaken)
            return untaken;
        // What is planned, offered or answered with something else is decided before the case ends, whatever was found: the person reads what comes of it.
        if (IsUndecided(kase.Remedy) && (request.Outcome.FindsHarm() || before.Planned || (!referred && kase.Remedy is not RemedyState.None)))
            return Refusal.Conflict(referred ? "grievances.giver_decides_first" : "grievances.remedy_open");
        if (!referred && kase.Remedy is RemedyState.None or RemedyState.NotOwed && request.Outcome is not CaseOutcome.Inadmissible && await OwnPart.Stands(db, kase, cancellation))
            return Refusal.Conflict("grievances.remedy_is_owed");
        // Where the person was right, what they were offered began with an apology: an offer without one said that nothing was found. Of a joint one
        // it may be the giver's, who put the plan before them.
        if (request.Outcome.FindsHarm() && kase.Remedy is not RemedyState.NotOwed && !referred && !before.Apology)
            return Refusal.Conflict("grievances.apology_first");
        var door = await doors.Open(kase, "closing", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (sealer, now) = (door.Value!.Sealer, clock.GetUtcNow());
        // Whoever accepted an apology for what happened is not told that it could not be confirmed.
        if (request.Outcome is CaseOutcome.Unsubstantiated && !referred && (kase.Remedy.IsOwed() || before.Accepted) && await WithFinding(id, o => o.State == OfferState.Accepted, sealer, cancellation))
            return Refusal.Conflict("grievances.outcome_against_remedy");
        // Nor does the record say later that they were right, where all they ever had before them was offered without saying so.
        if (request.Outcome is CaseOutcome.Substantiated && !referred && kase.Remedy.IsOwed()
            && !await WithFinding(id, o => o.State == OfferState.Accepted || o.State == OfferState.Refused || o.State == OfferState.Countered, sealer, cancellation))
            return Refusal.Conflict("grievances.offered_without_finding");
        var letter = request.Letter!;
        var stored = letter.ToStored(kase.Channel);
        kase.Close(request.Outcome, sealer.Seal("grievance", id, "closing_letter", stored), now);
        if (cameBy is not null)
            shared.Write(cameBy, sealer, SharedKind.Outcome, fromPerson: false, actor.Role, LetterView.Plain(stored));
        if (request.Outcome is CaseOutcome.Unsubstantiated && kase.Remedy is RemedyState.None)
        {
            (kase.Remedy, kase.NoRemedyReason) = (RemedyState.NotOwed, sealer.Seal("grievance", id, "no_remedy_reason", RemedyText.Said("said.not_confirmed", kase)));
            joint.Tell(before.Shares);
        }
        db.Add(deciders.Of(kase, DecisionKind.Outcome, Codes.Of(request.Outcome), now));
        clocks.AskHowItWas(kase, now);
        await clocks.Closed(kase, cancellation);
        await pings.Tell(id, null, now, cancellation);
        db.Publish(new GrievanceClosed(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.closed", $"case:{id}", Codes.Of(request.Outcome));
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    private async Task<bool> WithFinding(Guid id, Expression<Func<RemedyOffer, bool>> which, CaseSealer sealer, CancellationToken cancellation) =>
        await db.Offers.AsNoTracking().Where(o => o.CaseId == id).Where(which).OrderByDescending(o => o.Number).FirstOrDefaultAsync(cancellation) is { } offer && !OfferedPlan.Open(offer, sealer).WithoutFinding;

    private static bool IsUndecided(RemedyState remedy) => remedy is RemedyState.None or RemedyState.Planned or RemedyState.Offered or RemedyState.Countered;

    private static Refusal? Unfit(Grievance kase, CloseRequest request)
    {
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        if (request.Outcome is CaseOutcome.Withdrawn)
            return Refusal.Field("platform.invalid", "/outcome", "grievances.only_the_person_withdraws");
        // Whoever is being punished for having complained is not left alone with it by an outcome.
        if (kase.RetaliationWaits)
            return Refusal.Conflict("grievances.retaliation_waits");
        if (kase.State is CaseState.Appealed)
            return Refusal.Conflict("grievances.appeal_open");
        if ((request.Letter ?? new LetterRequest()).Unfit(kase.Language) is { } letter)
            return letter;
        if (request.Outcome is CaseOutcome.Inadmissible)
            return kase.State is CaseState.Inadmissible ? null : Refusal.Conflict("grievances.not_inadmissible");
        // What nobody took up nobody looked into: no finding ends it.
        if (kase.State is CaseState.Inadmissible)
            return Refusal.Conflict("grievances.not_taken_up");
        // Accountability needs the thread from harm to risk (UN Guiding Principle 31 g); without it nothing is learned.
        return kase.ImpactId is null || (request.Outcome.FindsHarm() && kase.Band is null) ? Refusal.Conflict("grievances.link_missing") : null;
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/closure.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/closure",
            async (Guid id, JsonBody<CloseRequest> body, CloseCase close, HttpContext http) =>
                (await close.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_CloseCase").WithSummary("Close a case with an outcome and a letter")
        .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}

/// <summary>What an outcome says.</summary>
internal static class Outcomes
{
    /// <summary>Whether somebody was harmed, so that a remedy is owed.</summary>
    public static bool FindsHarm(this CaseOutcome outcome) => outcome is CaseOutcome.Substantiated or CaseOutcome.Partly;
}
