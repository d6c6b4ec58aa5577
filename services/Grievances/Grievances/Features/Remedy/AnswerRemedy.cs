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

/// <summary>What a person can say to an offer.</summary>
public enum RemedyAnswer { Accept, Refuse, Counter }

/// <summary>What a person says to an offer.</summary>
/// <param name="Offer">Number of the offer that they read: an answer counts for that one alone.</param>
/// <param name="Answer">accept, refuse or counter: they want something else.</param>
/// <param name="Apology">Whether they take the apology, whatever they say to the rest; null where they don't say.</param>
/// <param name="Words">What they say, or want instead; needed where they want something else. At most 20,000 characters.</param>
public sealed record RemedyAnswerRequest(int Offer, RemedyAnswer Answer, bool? Apology = null, string? Words = null);

/// <summary>
/// The person answers an offer. The answer of the one who filed counts for the plan; a member of a group answers for themselves, and the
/// handlers read it. Whoever refused or wants something else can still accept while no newer offer stands in its place.
/// </summary>
public sealed class AnswerRemedy(GrievancesDb db, HolderOfSession holders, CaseClocks clocks, EarlierPromise earlier, JointRemedy joint, TimeProvider clock)
{
    /// <summary>What the log says of an answer; its purpose says which.</summary>
    public const string Answered = "grievances.remedy_answered";

    /// <summary>Answers within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(MailboxSession session, RemedyAnswerRequest request, CancellationToken cancellation)
    {
        if (request.Answer is RemedyAnswer.Counter && FileRules.IsBlank(request.Words))
            return Refusal.Field("platform.invalid", "/words", "grievances.counter_missing");
        if (request.Words is { } words && FileRules.Characters(words) > FileRules.MostText)
            return Refusal.Field("platform.invalid", "/words", "platform.too_long");
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var (kase, holder, _) = found.Value!;
        if (!holder.Decides())
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.decision_not_yours");
        var newest = await db.Offers.Where(o => o.CaseId == kase.Id).OrderByDescending(o => o.Number)
            .Select(o => new { Offer = o, Partners = db.Shares.Where(s => s.CaseId == o.CaseId && s.Given && s.State == ShareState.Accepted).ToList() }).FirstOrDefaultAsync(cancellation);
        if (newest?.Offer is not { } offer || !SaidOfRemedy.Stands(kase.Remedy, offer))
            return Refusal.Conflict("grievances.no_offer");
        if (offer.Number != request.Offer)
            return Refusal.Conflict("grievances.another_offer");
        if (holder.Id != kase.Id)
            return await ForThemselves(found.Value!, request);
        if (SaidOfRemedy.Unfit(offer, request.Answer) is { } unfit)
            return unfit;
        return await ForThePlan(found.Value!, offer, newest.Partners, request, cancellation);
    }

    private async Task<Outcome<Done>> ForThePlan(HeldCase held, RemedyOffer offer, List<CaseShare> partners, RemedyAnswerRequest request, CancellationToken cancellation)
    {
        var (kase, holder, sealer) = held;
        var now = clock.GetUtcNow();
        // Of what was offered together with others the part of those who have left is carried out no more, also where they came back since.
        HashSet<Guid> there = [.. partners.Where(p => p.AnsweredAt <= offer.OfferedAt).Select(p => p.OtherTenantId)];
        var plan = OfferedPlan.Open(offer, sealer);
        if (request.Answer is RemedyAnswer.Accept && plan.Measures.All(m => m.ByTenant is { } by && !there.Contains(by)))
            return Refusal.Conflict("grievances.no_offer");
        offer.Answer(request.Answer, request.Apology, request.Words, sealer, now);
        offer.HolderId = holder.Id;
        if (request.Answer is RemedyAnswer.Accept)
            kase.Enter(RemedySteps.Progress(await Owe(kase, offer, plan, there, sealer, now, cancellation), RemedyState.Accepted));
        else
            kase.Enter(await earlier.GoesOn(kase, offer.Number, partners, sealer, now, cancellation) ?? (request.Answer is RemedyAnswer.Refuse ? RemedyState.Refused : RemedyState.Countered));
        joint.Tell(partners);
        kase.Wrote(person: true, now);
        db.Publish(new RemedyAnswered(kase.Snapshot(), offer.Number, Codes.Of(request.Answer), offer.ApologyAccepted), now);
        if (kase.Remedy is RemedyState.Verified)
            db.Publish(new RemedyVerified(kase.Snapshot()), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), Answered, $"case:{kase.Id}", Codes.Of(request.Answer));
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    // What was accepted is what was offered: the plan may have been worked on since.
    private async Task<List<RemedyAction>> Owe(Grievance kase, RemedyOffer offer, OfferedPlan plan, HashSet<Guid> there, CaseSealer sealer, DateTimeOffset now, CancellationToken cancellation)
    {
        var measures = await db.Measures.Where(m => m.CaseId == kase.Id).ToListAsync(cancellation);
        PromisedPlan.Owe(measures, offer, plan, there, sealer, now);
        clocks.RemedyAccepted(kase, offer.Number, measures);
        return measures;
    }

    private async Task<Outcome<Done>> ForThemselves(HeldCase held, RemedyAnswerRequest request)
    {
        var (kase, holder, sealer) = held;
        var (now, id) = (clock.GetUtcNow(), Guid.CreateVersion7());
        IEnumerable<string?> said =
        [
            RemedyText.Said("said." + Codes.Of(request.Answer), kase),
            request.Apology is { } taken ? RemedyText.Said(taken ? "said.apology_yes" : "said.apology_no", kase) : null,
            FileRules.IsBlank(request.Words) ? null : request.Words.Trim(),
        ];
        db.Add(new CaseMessage
        {
            TenantId = kase.TenantId, Id = id, CaseId = kase.Id, FromPerson = true, HolderId = holder.Id, OnlyFor = holder.Id, WriterRole = Codes.Of(holder.Role),
            Body = sealer.Seal("message", id, "body", string.Join("\n\n", said.OfType<string>())), WrittenAt = now,
        });
        kase.Wrote(person: true, now);
        db.Publish(new ComplainantWrote(kase.Snapshot(), now), now);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), Answered, $"case:{kase.Id}", Codes.Of(request.Answer));
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>POST /api/grievances/v1/mailbox/remedy/answer.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/mailbox/remedy/answer",
            async (JsonBody<RemedyAnswerRequest> body, AnswerRemedy answer, HttpContext http) =>
                (await answer.Run(http.Features.GetRequiredMailbox(), body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_AnswerRemedy").WithSummary("Accept what is offered, refuse it, or say what one wants instead; and about the apology apart from the rest")
        .Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).Writes();
}
