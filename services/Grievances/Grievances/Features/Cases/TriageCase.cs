using System.Net;
using Assessments.Contracts;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;
using Platform.Tenancy;

namespace Grievances.Features.Cases;

/// <summary>What a handler decides at triage; what is null stays as it is.</summary>
/// <param name="Band">Severity band.</param>
/// <param name="ImpactId">Impact of the assessments service that this case shows.</param>
/// <param name="Reason">Why the band is critical: a single such case re-opens the impact, so somebody answers for it. The human-rights lead alone reads it; at most 4,000 characters. Of a case that is critical already the reason that was given stays where this is left out.</param>
/// <param name="Version">Version of the case that was read; where it has changed since, this is refused. Left out, it is not asked.</param>
public sealed record TriageRequest(CaseBand? Band = null, Guid? ImpactId = null, string? Reason = null, long? Version = null);

/// <summary>
/// Sets the band and links the case to an impact, which the assessments service is asked about first: a link to nothing would
/// never re-open anything.
/// </summary>
public sealed class TriageCase(GrievancesDb db, CaseDoor doors, CaseKeys keys, Deciders deciders, UnitOfWork<GrievancesDb> unit, IAssessmentsApi assessments, Actor actor, TimeProvider clock, ILogger<TriageCase> log)
{
    /// <summary>Triages in a unit of work of its own.</summary>
    public async Task<Outcome<Done>> Run(Guid id, TriageRequest request, CancellationToken cancellation)
    {
        if (request is { Band: null, ImpactId: null })
            return Refusal.Field("platform.invalid", "", "grievances.triage_empty");
        if (request.Reason is { } reason && FileRules.Characters(reason) > FileRules.MostNote)
            return Refusal.Field("platform.invalid", "/reason", "platform.too_long");
        ImpactSummary? impact = null;
        if (request.ImpactId is { } impactId)
        {
            var found = await Ask(impactId);
            if (found.Refusal is { } refusal)
                return refusal;
            impact = found.Value;
        }
        return await unit.Run(true, () => Decide(id, request.Band, impact is null ? null : (impact.SystemId, impact.Id), request.Reason, request.Version, asksWhy: true), outcome => !outcome.Refused, cancellation);
    }

    /// <summary>Records the decision within the current unit of work; the impact is known to exist.</summary>
    public async Task<Outcome<Done>> Decide(Guid id, CaseBand? band, (Guid System, Guid Impact)? link, string? reason = null, long? read = null, bool asksWhy = false)
    {
        var found = await doors.Find(id, CancellationToken.None);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (kase.ChangedSince(read))
            return Refusal.Conflict("grievances.changed_meanwhile");
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        // Whose decision is looked at, or was overruled, weighs the case no more.
        if (kase.State is CaseState.Appealed)
            return Refusal.Conflict("grievances.appeal_open");
        if (await deciders.Overruled(id, doors.Account, CancellationToken.None))
            return Refusal.Conflict("grievances.decided_before");
        var unsaid = FileRules.IsBlank(reason);
        // Nobody can read the reason that was given but the lead: whoever saves the band as it was need not write it again.
        if (asksWhy && unsaid && band is CaseBand.Critical && kase.Band is not CaseBand.Critical)
            return Refusal.Field("platform.invalid", "/reason", "grievances.band_reason_missing");
        var now = clock.GetUtcNow();
        // What the person named stays to be found, whatever the impact is of.
        if (link is { } other && other.System != kase.SystemId)
            db.Record(now, actor.Id, actor.Role, SystemChange.Action, $"case:{id}", SystemChange.Purpose(kase.SystemId));
        kase.Triage(band, link?.System, link?.Impact, now);
        if (band is { } rated)
        {
            // Whom the person keeps from the lead nobody explains to the lead.
            kase.BandReason = rated is not CaseBand.Critical || kase.Excludes("human-rights-lead") ? null : unsaid ? kase.BandReason
                : new CaseSealer(kase.TenantId, id, await keys.ForLead(id, CancellationToken.None)).Seal("grievance", id, "band_reason", reason!.Trim());
            db.Add(deciders.Of(kase, DecisionKind.Band, Codes.Of(rated), now));
        }
        db.Publish(new GrievanceTriaged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.triaged", $"case:{id}", link is null ? "band" : "link");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    private async Task<Outcome<ImpactSummary>> Ask(Guid impactId)
    {
        try
        {
            var answer = await assessments.GetImpact(impactId);
            if (answer is { IsSuccessful: true, Content: { } impact })
                return impact;
            if (answer.StatusCode is HttpStatusCode.NotFound)
                return Refusal.Field("platform.invalid", "/impactId", "grievances.impact_unknown");
            log.LogWarning("Assessments answered {Status}", answer.StatusCode);
        }
        catch (HttpRequestException fault)
        {
            log.LogWarning("Assessments can't be reached: {Fault}", fault.HttpRequestError);
        }
        return new Refusal(StatusCodes.Status503ServiceUnavailable, "grievances.assessments_unreachable", RetryAfterSeconds: 5);
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/triage.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/triage",
            async (Guid id, JsonBody<TriageRequest> body, TriageCase triage, HttpContext http) =>
                (await triage.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_TriageCase").WithSummary("Set the band, link to an impact")
        .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503).RequirePermission(Permissions.GrievancesHandle).OwnWork();
}
