using Grievances.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Forms;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Forms;

/// <summary>What a tenant's portal asks.</summary>
/// <param name="Way">full, easy, child or worker.</param>
/// <param name="FormNumber">Goes along with a filing whose answers belong to the tenant's own pages; null where it has none.</param>
/// <param name="Pages">The platform's pages, and the tenant's own after them.</param>
/// <param name="Lists">Options of the questions that name one in <c>optionsFrom</c>.</param>
public sealed record QuestionnaireView(string Way, int? FormNumber, IReadOnlyList<FormPage> Pages, IReadOnlyDictionary<string, IReadOnlyList<FormOption>> Lists);

/// <summary>Tells machines that file for people what a person would be asked, so that nobody is asked less because of who helps them.</summary>
public sealed class ReadQuestionnaire(FormOfTenant forms)
{
    /// <summary>The questionnaire of a way in force now.</summary>
    public async Task<Outcome<QuestionnaireView>> Run(string? way, CancellationToken cancellation)
    {
        var path = FilingPath.Full;
        if (way is not null && (!Enum.TryParse(way, ignoreCase: true, out path) || !Enum.IsDefined(path) || char.IsAsciiDigit(way[0])))
            return Refusal.Field("platform.invalid", "/way", "platform.wrong_type");
        var asked = await forms.Of(path, null, cancellation);
        var lists = asked.Definition.Pages.SelectMany(page => page.Questions).Where(question => question.OptionsFrom is not null).DistinctBy(question => question.OptionsFrom)
            .ToDictionary(question => question.OptionsFrom!, question => asked.Options.For(question with { Options = [] }));
        return new QuestionnaireView(Domain.Codes.Of(path), asked.Number, asked.Definition.Pages, lists);
    }

    /// <summary>GET /api/grievances/v1/public/{tenant}/questionnaire.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/public/{tenant}/questionnaire", async (string tenant, string? way, ReadQuestionnaire read, HttpContext http) =>
            (await read.Run(way, http.RequestAborted)).ToResult(view => TypedResults.Ok(view)))
        .WithName("Grievances_ReadQuestionnaire").WithSummary("What people are asked, in every language, with conditions").Produces<QuestionnaireView>().ProducesProblem(400).ProducesProblem(404)
        .Anonymous("Anybody may know what is asked").WithMetadata(new TenantFromPathAttribute<GrievancesDb>());
}
