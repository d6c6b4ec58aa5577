using Assessments.Contracts.Events;
using Assessments.Data;
using Assessments.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Assessments.Features.Impacts;

/// <summary>The whole rating; a dimension that nobody knows is null. Without a status it stays as it is.</summary>
public sealed record RateImpactRequest(
    int? Scale, int? Scope, int? Irremediability, int? Likelihood, bool Actual, bool DelayMakesIrremediable = false, bool Vulnerable = false,
    Confidence Confidence = Confidence.Medium, ImpactStatus? Status = null);

/// <summary>Rates an impact anew, unless somebody changed it since the caller read it.</summary>
public sealed class RateImpact(AssessmentsDb db, Actor actor, TimeProvider clock)
{
    public async Task<Outcome<ImpactDetail>> Run(Guid id, long version, RateImpactRequest request, CancellationToken cancellation)
    {
        var rating = new Rating(request.Scale, request.Scope, request.Irremediability, request.Likelihood, request.Actual, request.DelayMakesIrremediable,
            request.Vulnerable, request.Confidence, request.Status);
        if (RatingRules.Check(rating) is { } refusal)
            return refusal;
        // Held before its version is looked at: of two ratings at once the later one is told that it lost.
        await db.HoldImpact(id, cancellation);
        var impact = await db.Impacts.Include(i => i.System).FirstOrDefaultAsync(i => i.Id == id, cancellation);
        if (impact is null)
            return Refusal.NotFound("assessments.impact_unknown");
        if (impact.Version != version)
            return new Refusal(StatusCodes.Status412PreconditionFailed, "platform.precondition");
        if (impact.ShownByCasesAt is not null && !request.Actual)
            return Refusal.Field("platform.invalid", "/actual", "assessments.shown_by_cases");
        var now = clock.GetUtcNow();
        impact.Rate(rating, actor.Role, now);
        db.Add(ImpactChange.Of(impact, "rated", actor.Role, now));
        db.Publish(new ImpactRated(impact.Id, impact.Version, impact.SystemId, impact.Right, Codes.Of(impact.Band)), now);
        db.Record(now, actor.Id, actor.Role, "assessments.impact_rated", $"impact:{id}", Codes.Of(impact.Band));
        await db.SaveChangesAsync(cancellation);
        return ImpactDetail.Of(impact, impact.System!.Name);
    }

    public static void Map(RouteGroupBuilder api) =>
        api.MapPut("/impacts/{id:guid}/rating", async (Guid id, JsonBody<RateImpactRequest> body, RateImpact rate, HttpContext http, CancellationToken cancellation) =>
            {
                if (http.Request.Headers.IfMatch.ToString() is not { Length: > 0 } tag)
                    return new Problem(new Refusal(StatusCodes.Status428PreconditionRequired, "assessments.if_match_missing"));
                // Also the star and weak tags: "whatever it is" and "about this one" are not what a rating may say.
                if (!VersionTag.TryRead(tag, out var version))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "assessments.if_match_malformed"));
                return (await rate.Run(id, version, body.Value, cancellation)).ToResult(impact =>
                {
                    VersionTag.Give(http, impact.Version);
                    return TypedResults.Ok(impact);
                });
            })
            .Writes()
            .RequirePermission(Permissions.AssessmentsAssess)
            .WithName("Assessments_RateImpact").WithSummary("Rate an impact; If-Match carries the ETag it was read with")
            .Produces<ImpactDetail>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}
