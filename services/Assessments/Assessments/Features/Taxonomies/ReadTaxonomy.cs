using Assessments.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Assessments.Features.Taxonomies;

/// <summary>The taxonomy in force.</summary>
public sealed record TaxonomyDocument([Public] string Version, [Public] string Label, IReadOnlyList<RightHeading> Headings, IReadOnlyList<RiskKind> Kinds);

/// <summary>The taxonomy that codes are checked against.</summary>
public static class ReadTaxonomy
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/taxonomy", () =>
            {
                var taxonomy = Taxonomy.Current;
                return TypedResults.Ok(new TaxonomyDocument(taxonomy.Version, taxonomy.Label, taxonomy.Headings, taxonomy.All));
            })
            .RequirePermission(Permissions.AssessmentsRead)
            .WithName("Assessments_ReadTaxonomy").WithSummary("Headings and kinds of risk")
            .Produces<TaxonomyDocument>();
}
