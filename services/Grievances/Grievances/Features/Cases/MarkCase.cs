using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
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
/// <param name="LegalHold">Takes the hold for a court or an authority off where no legal note holds the case; it is placed by a note, which says for whom, why and until when.</param>
/// <param name="AppealHold">Whether an appeal needs it kept beyond retention.</param>
/// <param name="Reason">Why it is spam, in the person's language, at most 4,000 characters; needed for it. The person reads it, and can appeal.</param>
public sealed record MarkRequest(bool? Spam = null, bool? LegalHold = null, bool? AppealHold = null, string? Reason = null);

/// <summary>
/// Sets and takes back marks: spam, and holds that keep a case from being erased. Whoever takes a grievance for none has read it and says why: the person reads
/// it as of anything that is not taken up, and can appeal; where something was found, offered or decided it is a grievance.
/// </summary>
public sealed class MarkCase(GrievancesDb db, CaseDoor doors, Deciders deciders, CaseClocks clocks, MissedDeadlines missed, Pings pings, Actor actor, TimeProvider clock)
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
        if (request.LegalHold is { } hold && hold != kase.LegalHold && await Held(id, hold, cancellation) is { } held)
            return held;
        var now = clock.GetUtcNow();
        var before = (kase.Spam, kase.LegalHold, kase.AppealHold);
        if (request.Spam is { } spam && spam != kase.Spam && await (spam ? Take(kase, request.Reason, now, cancellation) : TakeOff(kase, now, cancellation)) is { } refusal)
            return refusal;
        (kase.LegalHold, kase.AppealHold) = (request.LegalHold ?? kase.LegalHold, request.AppealHold ?? kase.AppealHold);
        if (before == (kase.Spam, kase.LegalHold, kase.AppealHold))
            return request.Spam is not null && IsDecidedAnew(kase) ? Refusal.Conflict("grievances.appeal_open") : new Done();
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

    // While somebody looks at it anew, it is neither spam nor not: what comes of the appeal says which.
    private static bool IsDecidedAnew(Grievance kase) => kase is { State: CaseState.Appealed, InadmissibleFor: InadmissibleReason.NoGrievance };

    private async Task<Refusal?> Take(Grievance kase, string? reason, DateTimeOffset now, CancellationToken cancellation)
    {
        if ((TextForPerson.Unfit(reason, "/reason", "grievances.reason_missing", FileRules.MostNote) ?? TextForPerson.InOtherLanguage(reason, kase.Language, "/reason")) is { } unfit)
            return unfit;
        if (IsDecidedAnew(kase))
            return Refusal.Conflict("grievances.appeal_open");
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        if (kase.RetaliationWaits)
            return Refusal.Conflict("grievances.retaliation_waits");
        // The person's mailbox is with the giver, where they would read nothing of it.
        if (kase.Channel is FilingChannel.Referral)
            return Refusal.Conflict("grievances.spam_of_referred");
        if (kase.State is not (CaseState.Received or CaseState.Acknowledged) || kase.Remedy is not RemedyState.None)
            return Refusal.Conflict("grievances.treated_as_grievance");
        if (await Known(kase.Id, cancellation) is { } treated)
            return treated;
        if (await doors.Seal(kase, "admissibility_reason", reason!, cancellation) is not { } why)
            return Refusal.NotFound("grievances.case_unknown");
        kase.TakeForSpam(why);
        db.Add(deciders.Of(kase, DecisionKind.Admissibility, Codes.Of(InadmissibleReason.NoGrievance), now));
        await pings.Tell(kase.Id, null, now, cancellation);
        return null;
    }

    private async Task<Refusal?> TakeOff(Grievance kase, DateTimeOffset now, CancellationToken cancellation)
    {
        // What was closed for it an appeal opens again, and nobody by a mark.
        if (kase is { IsOpen: false, InadmissibleFor: InadmissibleReason.NoGrievance })
            return Refusal.Conflict("grievances.case_closed");
        kase.NoSpam();
        await pings.Tell(kase.Id, null, now, cancellation);
        return null;
    }

    // Somebody decided something in it, beside how grave it is or that it was spam before, or asked another organisation to handle it; or nobody has read it.
    private async Task<Refusal?> Known(Guid id, CancellationToken cancellation)
    {
        var (spam, openings) = (Codes.Of(InadmissibleReason.NoGrievance), doors.Openings(id));
        var before = await db.Grievances.Where(g => g.Id == id).Select(g => new
        {
            Opened = openings.Any(),
            Treated = db.Decisions.Any(d => d.CaseId == g.Id && d.Kind != DecisionKind.Band && d.Decided != spam)
                || db.Shares.Any(s => s.CaseId == g.Id && (s.State == ShareState.AwaitingConsent || s.State == ShareState.Offered || s.State == ShareState.Accepted)),
        }).SingleAsync(cancellation);
        return before.Treated ? Refusal.Conflict("grievances.treated_as_grievance") : before.Opened ? null : Refusal.Conflict("grievances.open_it_first");
    }

    // A note says for whom, why and until when it is looked at again, and a hold that it keeps running ends with it.
    private async Task<Refusal?> Held(Guid id, bool hold, CancellationToken cancellation) =>
        hold ? Refusal.Conflict("grievances.hold_by_note")
        : await db.LegalNotes.AnyAsync(n => n.CaseId == id && n.Kind == LegalNoteKind.Hold && n.EndedAt == null, cancellation) ? Refusal.Conflict("grievances.hold_goes_on") : null;

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
        .WithName("Grievances_MarkCase").WithSummary("Set or take back marks: spam, with reasons the person reads, and appeal hold; take a legal hold off that no note keeps running")
        .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
