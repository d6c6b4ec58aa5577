using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Forms;
using Platform.Hosting.Http;

namespace Grievances.Features.Forms;

/// <summary>The questionnaire's API: <c>/api/grievances/v1/forms/intake</c>. ETag and If-Match are the draft's.</summary>
public static class IntakeFormApi
{
    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        var form = api.MapGroup("/forms/intake");
        form.MapGet("", async (IntakeForm intake, HttpContext http) =>
            {
                var view = await intake.Read(http.RequestAborted);
                if (view.Draft is { } draft)
                    http.Response.Headers.ETag = IntakeForm.TagOf(draft);
                return TypedResults.Ok(view);
            })
            .WithName("Grievances_ReadForm").WithSummary("Your own pages of the questionnaire: published, draft, faults, versions").Produces<IntakeFormView>().RequirePermission(Permissions.GrievancesRead);
        form.MapPut("/draft", async (JsonBody<FormDefinition> body, IntakeForm intake, HttpContext http) =>
                Tagged(await intake.Save(body.Value, IfMatch(http), http.RequestAborted), http))
            .WithName("Grievances_SaveFormDraft").WithSummary("Begin the draft, or replace it; If-Match where there is one")
            .Produces<SavedDraft>().ProducesProblem(400).ProducesProblem(412).ProducesProblem(413).ProducesProblem(428).RequirePermission(Permissions.GrievancesConfigure).Writes();
        form.MapPost("/draft/publication", async (IntakeForm intake, HttpContext http) =>
                (await intake.Publish(IfMatch(http), http.RequestAborted)).ToResult(TypedResults.Ok))
            .WithName("Grievances_PublishForm").WithSummary("Ask what the draft says from now on; If-Match is needed")
            .Produces<ReadVersion>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428).RequirePermission(Permissions.GrievancesConfigure).Writes();
        form.MapDelete("/draft", async (IntakeForm intake, HttpContext http) =>
                (await intake.Discard(IfMatch(http), http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_DiscardFormDraft").WithSummary("Throw the draft away; If-Match is needed")
            .Produces(204).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428).RequirePermission(Permissions.GrievancesConfigure).Writes();
        form.MapPost("/draft/copies", async (JsonBody<CopyRequest> body, IntakeForm intake, HttpContext http) =>
                Tagged(await intake.Copy(body.Value.Number, IfMatch(http), http.RequestAborted), http))
            .WithName("Grievances_CopyForm").WithSummary("Make an earlier version the draft; If-Match where there is one")
            .Produces<SavedDraft>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428).RequirePermission(Permissions.GrievancesConfigure).Writes();
    }

    private static IResult Tagged(Outcome<SavedDraft> outcome, HttpContext http) => outcome.ToResult(saved =>
    {
        http.Response.Headers.ETag = IntakeForm.TagOf(saved.Draft);
        return TypedResults.Ok(saved);
    });

    private static string IfMatch(HttpContext http) => http.Request.Headers.IfMatch.ToString();
}
