using Assessments.Contracts.Events;
using Assessments.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Assessments.Features.Systems;

/// <summary>Whether people can choose a system.</summary>
public sealed record PublishSystemRequest(bool Published);

/// <summary>Puts a system on the public list that people choose from, or takes it off. Saying the same twice changes nothing.</summary>
public sealed class PublishSystem(AssessmentsDb db, Actor actor, TimeProvider clock)
{
    public async Task<Outcome<SystemSummary>> Run(Guid id, bool published, CancellationToken cancellation)
    {
        var system = await db.Systems.FirstOrDefaultAsync(s => s.Id == id, cancellation);
        if (system is null)
            return Refusal.NotFound("assessments.system_unknown");
        if (system.Published == published)
            return SystemSummary.Of(system);
        var now = clock.GetUtcNow();
        (system.Published, system.Version) = (published, system.Version + 1);
        db.Publish(new AiSystemPublished(system.Id, system.Version, system.Name, published), now);
        db.Record(now, actor.Id, actor.Role, "assessments.system_published", $"system:{id}", published ? "published" : "withdrawn");
        await db.SaveChangesAsync(cancellation);
        return SystemSummary.Of(system);
    }

    public static void Map(RouteGroupBuilder api) =>
        api.MapPut("/systems/{id:guid}/publication", async (Guid id, JsonBody<PublishSystemRequest> body, PublishSystem publish, CancellationToken cancellation) =>
                (await publish.Run(id, body.Value.Published, cancellation)).ToResult(system => TypedResults.Ok(system)))
            .Writes()
            .RequirePermission(Permissions.AssessmentsAssess)
            .WithName("Assessments_PublishSystem").WithSummary("Publish a system or take it off the public list")
            .Produces<SystemSummary>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
}
