using Assessments.Contracts.Events;
using Assessments.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Assessments.Features.Systems;

/// <summary>A system to add.</summary>
public sealed record AddSystemRequest(
    [Public] string Name, SystemRole Role, [Public] string Description = "", LifecycleStage Stage = LifecycleStage.Production, bool Published = false);

/// <summary>Adds an AI system; impacts hang on it, and people can choose it once it is published.</summary>
public sealed class AddSystem(AssessmentsDb db, Actor actor, TimeProvider clock)
{
    public const int MostName = 200;
    public const int MostDescription = 4000;

    public async Task<Outcome<SystemSummary>> Run(AddSystemRequest request, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Name))
            return Refusal.Field("platform.invalid", "/name", "assessments.name_missing");
        if (request.Name.Trim().Length > MostName)
            return Refusal.Field("platform.invalid", "/name", "platform.too_long");
        if (request.Description.Length > MostDescription)
            return Refusal.Field("platform.invalid", "/description", "platform.too_long");
        var now = clock.GetUtcNow();
        var system = new AiSystem
        {
            Id = Guid.CreateVersion7(now),
            Name = request.Name.Trim(),
            Role = request.Role,
            Description = request.Description.Trim(),
            Stage = request.Stage,
            Published = request.Published,
            Version = 1,
            CreatedAt = now,
        };
        db.Add(system);
        if (system.Published)
            db.Publish(new AiSystemPublished(system.Id, system.Version, system.Name, true), now);
        db.Record(now, actor.Id, actor.Role, "assessments.system_added", $"system:{system.Id}", system.Published ? "published" : "internal");
        await db.SaveChangesAsync(cancellation);
        return SystemSummary.Of(system);
    }

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/systems", async (JsonBody<AddSystemRequest> body, HttpRequest request, AddSystem add, Idempotency<AssessmentsDb> idempotency, CancellationToken cancellation) =>
            {
                if (!Idempotency<AssessmentsDb>.TryRead(request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once("assessments.systems", key, body.Raw, () => add.Run(body.Value, CancellationToken.None), cancellation);
                return outcome.ToResult(system => TypedResults.Created($"/api/assessments/v1/systems/{system.Id}", system));
            })
            .OwnWork()
            .Idempotent()
            .RequirePermission(Permissions.AssessmentsAssess)
            .WithName("Assessments_AddSystem").WithSummary("Add an AI system")
            .Produces<SystemSummary>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
}
