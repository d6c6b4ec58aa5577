using Platform.Contracts;
using Refit;

namespace Assessments.Contracts;

/// <summary>What other services ask the assessments service, on behalf of a signed-in user.</summary>
public interface IAssessmentsApi
{
    /// <summary>Impacts of the tenant, gravest first.</summary>
    /// <param name="system">Only those of one AI system.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">Cursor of the page before.</param>
    [Get("/api/assessments/v1/impacts")]
    Task<IApiResponse<Page<ImpactSummary>>> ListImpacts(Guid? system = null, int? limit = null, string? cursor = null);

    /// <summary>One impact; 404 where the tenant has none of this id.</summary>
    [Get("/api/assessments/v1/impacts/{id}")]
    Task<IApiResponse<ImpactSummary>> GetImpact(Guid id);
}

/// <summary>An impact in a list.</summary>
/// <param name="Id">Id of the impact.</param>
/// <param name="SystemId">AI system it belongs to.</param>
/// <param name="SystemName">Name of the system.</param>
/// <param name="Right">Code of the taxonomy, for example HARM-04.</param>
/// <param name="Group">Affected group, as the tenant calls it.</param>
/// <param name="Title">What happens to whom, in one line.</param>
/// <param name="Band">unrated, low, moderate, high or critical.</param>
/// <param name="Provisional">Whether a dimension is unknown.</param>
/// <param name="Actual">Whether it has happened.</param>
/// <param name="Status">open, mitigated, reopened or closed.</param>
public sealed record ImpactSummary(
    Guid Id, Guid SystemId, [Public] string SystemName, [Coarse] string Right, [Public] string Group, [Public] string Title, [Coarse] string Band,
    bool Provisional, bool Actual, [Coarse] string Status);
