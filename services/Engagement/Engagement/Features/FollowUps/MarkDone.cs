using Engagement.Contracts;
using Engagement.Data;
using Engagement.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Engagement.Features.FollowUps;

/// <summary>Says that a follow-up was done outside the system, by a call or a meeting. Of a case that is kept from whoever says so there is none.</summary>
public sealed class MarkDone(EngagementDb db, SeenFollowUps seen, Actor actor, TimeProvider clock)
{
    public async Task<Outcome<FollowUpSummary>> Run(Guid id, CancellationToken cancellation)
    {
        var owner = await seen.All.Where(f => f.Id == id).Select(f => (Guid?)f.CaseId).FirstOrDefaultAsync(cancellation);
        if (owner is not { } caseId)
            return Refusal.NotFound("engagement.follow_up_unknown");
        // Events of the case wait from here on, or this waits for them: what is read next is the truth until the commit.
        var known = await db.LockClock(caseId, cancellation);
        var found = await seen.All.Where(f => f.Id == id)
            .Select(f => new { FollowUp = f, Reference = db.Clocks.Where(c => c.CaseId == f.CaseId).Select(c => c.Reference).FirstOrDefault() }).FirstOrDefaultAsync(cancellation);
        if (found is null)
            return Refusal.NotFound("engagement.follow_up_unknown");
        var (followUp, reference) = (found.FollowUp, found.Reference);
        if (followUp.State != FollowUpState.Open)
            return Refusal.Conflict("engagement.follow_up_settled");
        var now = clock.GetUtcNow();
        (followUp.State, followUp.DoneBy, followUp.DoneAt, followUp.DoneVersion) = (FollowUpState.Done, actor.Role, now, known);
        db.Record(now, actor.Id, actor.Role, "engagement.follow_up_done", $"follow-up:{id}", followUp.Kind);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Conflict("engagement.follow_up_settled");
        }
        return new FollowUpSummary(followUp.Id, followUp.CaseId, reference, followUp.Kind, followUp.DueAt, followUp.State, followUp.DoneBy, followUp.DoneAt);
    }

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/follow-ups/{id:guid}/done", async (Guid id, MarkDone mark, CancellationToken cancellation) =>
                (await mark.Run(id, cancellation)).ToResult(followUp => TypedResults.Ok(followUp)))
            .Writes()
            .RequirePermission(Permissions.EngagementWork)
            .WithName("Engagement_MarkFollowUpDone").WithSummary("Say that a follow-up was done outside this system; nothing is sent to the person")
            .Produces<FollowUpSummary>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
}
