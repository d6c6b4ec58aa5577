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

namespace Grievances.Features.Remedy;

/// <summary>How somebody without a mailbox told what they say.</summary>
public enum SaidBy { Phone, Letter, Email, InPerson, OtherRegister }

/// <summary>What a person without a mailbox said to an offer.</summary>
/// <param name="Offer">Number of the offer that was put to them.</param>
/// <param name="Answer">accept, refuse or counter: they want something else.</param>
/// <param name="How">phone, letter, email, in_person or other_register: how they said it.</param>
/// <param name="Words">What they said, as close to their own words as is known; at most 20,000 characters.</param>
/// <param name="Apology">Whether they take the apology, whatever they say to the rest; null where they did not say.</param>
public sealed record RecordedAnswerRequest(int Offer, RemedyAnswer Answer, SaidBy How, string Words, bool? Apology = null);

/// <summary>What a person without a mailbox said of a measure.</summary>
/// <param name="AsPromised">Whether it came as promised.</param>
/// <param name="How">phone, letter, email, in_person or other_register: how they said it.</param>
/// <param name="Words">What they said, as close to their own words as is known; at most 4,000 characters.</param>
public sealed record RecordedConfirmRequest(bool AsPromised, SaidBy How, string Words);

/// <summary>
/// A handler writes down what somebody answered who has no mailbox here: their case was taken over from another register, and whoever filed it holds
/// a receipt of that one, if any. Without it their case could never end with a remedy. Who recorded it and how it was said stays with it for good;
/// whoever has a mailbox answers there, and nobody for them.
/// </summary>
public sealed class RecordAnswer(GrievancesDb db, CaseDoor doors, CaseClocks clocks, EarlierPromise earlier, Actor actor, TimeProvider clock)
{
    /// <summary>Action of the audit line of an answer to an offer.</summary>
    public const string Answered = "grievances.answer_recorded";

    /// <summary>Action of the audit line of what was said of a measure.</summary>
    public const string Confirmed = "grievances.confirmation_recorded";

    private static readonly IReadOnlySet<Guid> Nobody = new HashSet<Guid>();

    /// <summary>Records within the current unit of work what the person said to the newest offer.</summary>
    public async Task<Outcome<Done>> Run(Guid id, RecordedAnswerRequest request, CancellationToken cancellation)
    {
        if (Unfit(request.Words, FileRules.MostText) is { } unfit)
            return unfit;
        var found = await Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (await db.Offers.Where(o => o.CaseId == id).OrderByDescending(o => o.Number).FirstOrDefaultAsync(cancellation) is not { } offer || !SaidOfRemedy.Stands(kase.Remedy, offer))
            return Refusal.Conflict("grievances.no_offer");
        if (offer.Number != request.Offer)
            return Refusal.Conflict("grievances.another_offer");
        if (SaidOfRemedy.Unfit(offer, request.Answer) is { } answered)
            return answered;
        var door = await doors.Open(kase, "recording", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (sealer, now) = (door.Value!.Sealer, clock.GetUtcNow());
        offer.Answer(request.Answer, request.Apology, request.Words, sealer, now);
        if (request.Answer is RemedyAnswer.Accept)
        {
            var measures = await db.Measures.Where(m => m.CaseId == id).ToListAsync(cancellation);
            // No other organisation has a part in it: the person's yes to that is given in a mailbox.
            PromisedPlan.Owe(measures, offer, OfferedPlan.Open(offer, sealer), Nobody, sealer, now);
            clocks.RemedyAccepted(kase, offer.Number, measures);
            kase.Enter(RemedySteps.Progress(measures, RemedyState.Accepted));
        }
        else
            kase.Enter(await earlier.GoesOn(kase, offer.Number, [], sealer, now, cancellation) ?? (request.Answer is RemedyAnswer.Refuse ? RemedyState.Refused : RemedyState.Countered));
        // Whoever wrote down a yes has just spoken with them: nobody waits for a word.
        kase.Wrote(person: request.Answer is not RemedyAnswer.Accept, now);
        db.Publish(new RemedyAnswered(kase.Snapshot(), offer.Number, Codes.Of(request.Answer), offer.ApologyAccepted), now);
        await Save(kase, Answered, $"{Codes.Of(request.Answer)}:{Codes.Of(request.How)}", now, cancellation);
        return new Done();
    }

    /// <summary>Records within the current unit of work whether a measure came as promised.</summary>
    public async Task<Outcome<Done>> Run(Guid id, Guid measureId, RecordedConfirmRequest request, CancellationToken cancellation)
    {
        if (Unfit(request.Words, FileRules.MostNote) is { } unfit)
            return unfit;
        var found = await Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        var measures = await db.Measures.Where(m => m.CaseId == id && m.State != MeasureState.Dropped).ToListAsync(cancellation);
        if (!kase.Remedy.IsOwed() || measures.FirstOrDefault(m => m.Id == measureId) is not { } measure)
            return Refusal.NotFound("grievances.measure_unknown");
        if (!measure.Asks() && !(request.AsPromised && measure.WasNotTaken()))
            return Refusal.Conflict(measure.State is MeasureState.Planned ? "grievances.carry_out_first" : "grievances.measure_settled");
        var door = await doors.Open(kase, "recording", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var now = clock.GetUtcNow();
        measure.Confirm(request.AsPromised, request.Words, hasLeft: false, door.Value!.Sealer, now);
        kase.Enter(RemedySteps.Progress(measures, RemedyState.Implementing));
        kase.Wrote(person: measure.State is MeasureState.Disputed, now);
        db.Publish(new RemedyMeasureAnswered(kase.Snapshot(), measure.Id, Codes.Of(measure.Measure), request.AsPromised), now);
        await Save(kase, Confirmed, $"{(request.AsPromised ? "confirmed" : "disputed")}:{Codes.Of(request.How)}", now, cancellation);
        return new Done();
    }

    /// <summary>What keeps words from being recorded, or null.</summary>
    internal static Refusal? Unfit(string? words, int most) =>
        FileRules.IsBlank(words) ? Refusal.Field("platform.invalid", "/words", "grievances.recorded_words_missing")
        : FileRules.Characters(words) > most ? Refusal.Field("platform.invalid", "/words", "platform.too_long") : null;

    private async Task<Outcome<Grievance>> Find(Guid id, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        return found.Refusal is null && found.Value!.HasMailbox ? Refusal.Conflict("grievances.person_answers_themselves") : found;
    }

    private async Task Save(Grievance kase, string action, string purpose, DateTimeOffset now, CancellationToken cancellation)
    {
        if (kase.Remedy is RemedyState.Verified)
            db.Publish(new RemedyVerified(kase.Snapshot()), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, action, $"case:{kase.Id}", purpose);
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/remedy/recorded-answer and /cases/{id}/remedy/measures/{measure}/recorded-answer.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/remedy/recorded-answer", async (Guid id, JsonBody<RecordedAnswerRequest> body, RecordAnswer record, HttpContext http) =>
                (await record.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_RecordRemedyAnswer").WithSummary("Write down what a person without a mailbox said to an offer")
            .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPost("/cases/{id:guid}/remedy/measures/{measure:guid}/recorded-answer", async (Guid id, Guid measure, JsonBody<RecordedConfirmRequest> body, RecordAnswer record, HttpContext http) =>
                (await record.Run(id, measure, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_RecordMeasureAnswer").WithSummary("Write down whether a measure came as promised to a person without a mailbox")
            .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
