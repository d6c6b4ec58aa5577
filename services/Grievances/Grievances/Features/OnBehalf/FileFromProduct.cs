using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.OnBehalf;

/// <summary>A grievance that somebody files without leaving an AI product.</summary>
/// <param name="Grievance">What is filed; the system is that of the credentials.</param>
/// <param name="Excerpt">What the person chose to pass on of their use, at most 20,000 characters; never more than they chose.</param>
public sealed record ProductRequest(FileRequest Grievance, string? Excerpt = null);

/// <summary>
/// Takes grievances out of a product: one set of credentials an AI system, and the same sealed intake as everywhere. The
/// receipt goes back to the product, which shows it to the person; since the product has seen it, it opens nothing before the
/// person has changed it.
/// </summary>
public static class FileFromProduct
{
    /// <summary>POST /api/grievances/v1/product/grievances.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/product/grievances",
            async (JsonBody<ProductRequest> body, FileGrievance file, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                if (!Guid.TryParse(http.User.FindFirst("system")?.Value, out var system))
                    return new Problem(new Refusal(StatusCodes.Status403Forbidden, "platform.forbidden"));
                if (body.Value.Grievance.SystemId is { } other && other != system)
                    return new Problem(Refusal.Field("platform.invalid", "/grievance/systemId", "grievances.system_not_yours"));
                if (FileRules.Characters(body.Value.Excerpt ?? "") > FileRules.MostText)
                    return new Problem(Refusal.Field("platform.invalid", "/excerpt", "platform.too_long"));
                var outcome = await idempotency.Once("product", key, body.Raw,
                    async () => Within(await file.Run(body.Value.Grievance with { SystemId = system }, FilingChannel.Product, body.Value.Excerpt, http.RequestAborted, seen: true)), http.RequestAborted);
                return outcome.ToResult(filed => TypedResults.Created("/api/grievances/v1/mailbox", filed));
            })
        .Idempotent().WithName("Grievances_FileFromProduct").WithSummary("File out of an AI product, with the excerpt the person chose").WithDescription(FileGrievance.WithoutForm)
        .Produces<FiledGrievance>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422).RequirePermission(Permissions.GrievancesFileFromProduct).OwnWork();

    // What is wrong with the filing stands a level deeper in this body.
    private static Outcome<FiledGrievance> Within(Outcome<FiledGrievance> outcome) => outcome.Refusal is { Errors: { } errors } refusal
        ? refusal with { Errors = errors.ToDictionary(at => "/grievance" + at.Key, at => at.Value, StringComparer.Ordinal) }
        : outcome;
}
