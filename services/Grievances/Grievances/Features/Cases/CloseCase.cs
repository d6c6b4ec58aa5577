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

/// <summary>How a case ends.</summary>
/// <param name="Outcome">What it came to; withdrawn is for the person alone.</param>
/// <param name="Letter">What the person is told: what went wrong, who was responsible, what is done about it.</param>
public sealed record CloseRequest(CaseOutcome Outcome, string Letter);

/// <summary>
/// Closes a case with an outcome and a letter to the person. A substantiated case needs a band and an impact first, a report of retaliation an
/// answer of its own; only the person withdraws it.
/// </summary>
public sealed class CloseCase(GrievancesDb db, CaseKeys keys, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Closes within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, CloseRequest request, CancellationToken cancellation)
    {
        if (FileRules.IsBlank(request.Letter))
            return Refusal.Field("platform.invalid", "/letter", "grievances.letter_missing");
        if (FileRules.Characters(request.Letter) > FileRules.MostText)
            return Refusal.Field("platform.invalid", "/letter", "platform.too_long");
        var kase = await db.Grievances.FirstOrDefaultAsync(g => g.Id == id, cancellation);
        if (kase is null)
            return Refusal.NotFound("grievances.case_unknown");
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        if (request.Outcome is CaseOutcome.Withdrawn)
            return Refusal.Field("platform.invalid", "/outcome", "grievances.only_the_person_withdraws");
        // Whoever is being punished for having complained is not left alone with it by an outcome.
        if (kase.RetaliationWaits)
            return Refusal.Conflict("grievances.retaliation_waits");
        // Accountability needs the thread from harm to risk (UN Guiding Principle 31 g); without it nothing is learned.
        if (request.Outcome is CaseOutcome.Substantiated or CaseOutcome.Partly && (kase.ImpactId is null || kase.Band is null))
            return Refusal.Conflict("grievances.link_missing");
        var sealer = new CaseSealer(kase.TenantId, id, await keys.OpenForHandler(id, actor, "closing", cancellation));
        var now = clock.GetUtcNow();
        kase.Close(request.Outcome, sealer.Seal("grievance", id, "closing_letter", request.Letter.Trim()), now);
        await clocks.Closed(kase, cancellation);
        await pings.Tell(id, null, now, cancellation);
        db.Publish(new GrievanceClosed(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.closed", $"case:{id}", Codes.Of(request.Outcome));
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/closure.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/closure",
            async (Guid id, JsonBody<CloseRequest> body, CloseCase close, HttpContext http) =>
                (await close.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_CloseCase").WithSummary("Close a case with an outcome and a letter")
        .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
