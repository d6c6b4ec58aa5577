using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.Talk;

/// <summary>The templates for programs.</summary>
public static class TemplatesApi
{
    /// <summary>GET and POST /api/grievances/v1/templates, PUT and DELETE /templates/{id}, POST /templates/starting.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/templates", async (ReplyTemplates templates, HttpContext http, string? language = null, string? kind = null) =>
            {
                var of = Enum.GetValues<TemplateKind>().Where(k => Codes.Of(k) == kind).Select(k => (TemplateKind?)k).FirstOrDefault();
                return kind is not null && of is null ? (IResult)new Problem(Refusal.Field("platform.invalid", "/kind", "grievances.template_kind_unknown"))
                    : TypedResults.Ok(await templates.List(language, of, http.RequestAborted));
            })
            .WithName("Grievances_ListTemplates").WithSummary("Words to use again, by language and kind").Produces<IReadOnlyList<TemplateView>>().ProducesProblem(400).RequirePermission(Permissions.GrievancesRead);
        api.MapPost("/templates", async (JsonBody<TemplateRequest> body, ReplyTemplates templates, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once("templates", key, body.Raw, () => templates.Add(body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(added => TypedResults.Created($"/api/grievances/v1/templates/{added.Id}", added));
            })
            .Idempotent().WithName("Grievances_AddTemplate").WithSummary("Add words to use again").Produces<TemplateView>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesConfigure).OwnWork();
        api.MapPost("/templates/starting", async (ReplyTemplates templates, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                return (await idempotency.Once("templates:starting", key, [], () => templates.TakeOver(http.RequestAborted), http.RequestAborted)).ToResult(taken => TypedResults.Ok(taken));
            })
            .Idempotent().WithName("Grievances_TakeStartingTemplates").WithSummary("Take over the product's starting templates in six languages; those there are stay")
            .Produces<TakenTemplates>().ProducesProblem(400).ProducesProblem(409).RequirePermission(Permissions.GrievancesConfigure).OwnWork();
        api.MapPut("/templates/{id:guid}", async (Guid id, JsonBody<TemplateRequest> body, ReplyTemplates templates, HttpContext http) =>
            {
                if (!VersionTag.TryRead(http.Request.Headers.IfMatch.ToString(), out var version))
                    return new Problem(new Refusal(StatusCodes.Status428PreconditionRequired, "grievances.if_match_missing"));
                return (await templates.Change(id, body.Value, version, http.RequestAborted)).ToResult(changed => TypedResults.Ok(changed));
            })
            .WithName("Grievances_ChangeTemplate").WithSummary("Change words to use again; If-Match names the version that was read")
            .Produces<TemplateView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428).RequirePermission(Permissions.GrievancesConfigure).Writes();
        api.MapDelete("/templates/{id:guid}", async (Guid id, ReplyTemplates templates, HttpContext http) => (await templates.Delete(id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_DeleteTemplate").WithSummary("Delete words to use again").Produces(204).ProducesProblem(404).RequirePermission(Permissions.GrievancesConfigure).Writes();
    }
}
