using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Identity.Features.Accounts;

/// <summary>Who the token says the caller is, and what they may do with it.</summary>
public sealed record Me(string Id, string? Name, Guid? Tenant, IReadOnlyList<string> Roles, IReadOnlyList<string> Permissions, string? ReportingLine, IReadOnlyList<Guid> RevenueFor)
{
    private static Me Of(ClaimsPrincipal user) => new(
        user.FindFirst("sub")!.Value, user.FindFirst("name")?.Value, Guid.TryParse(user.FindFirst("tenant")?.Value, out var tenant) ? tenant : null,
        [.. user.FindAll("role").Select(c => c.Value)], [.. user.FindAll("permission").Select(c => c.Value)],
        user.FindFirst("reporting_line")?.Value, [.. user.FindAll("revenue_for").Select(c => Guid.Parse(c.Value))]);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapGet("/me", (ClaimsPrincipal user) => TypedResults.Ok(Of(user))).RequireAuthorization().WithName("Identity_GetMe").Produces<Me>();
}
