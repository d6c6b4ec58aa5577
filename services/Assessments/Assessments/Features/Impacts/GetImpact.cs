using Assessments.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Assessments.Features.Impacts;

/// <summary>One impact with its rating, and what it was before.</summary>
public sealed class GetImpact(AssessmentsDb db)
{
    public async Task<Outcome<ImpactDetail>> Run(Guid id, CancellationToken cancellation) =>
        await Load(id, cancellation) is { } impact ? ImpactDetail.Of(impact, impact.System!.Name) : Refusal.NotFound("assessments.impact_unknown");

    /// <summary>The impact with its system, or null.</summary>
    public Task<Impact?> Load(Guid id, CancellationToken cancellation) =>
        db.Impacts.AsNoTracking().Include(i => i.System).FirstOrDefaultAsync(i => i.Id == id, cancellation);

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/impacts/{id:guid}", async (Guid id, GetImpact get, HttpContext http, CancellationToken cancellation) =>
                (await get.Run(id, cancellation)).ToResult(impact =>
                {
                    VersionTag.Give(http, impact.Version);
                    return TypedResults.Ok(impact);
                }))
            .RequirePermission(Permissions.AssessmentsRead)
            .WithName("Assessments_GetImpact").WithSummary("One impact; its ETag is needed to rate it")
            .Produces<ImpactDetail>()
            .ProducesProblem(StatusCodes.Status404NotFound);
}
