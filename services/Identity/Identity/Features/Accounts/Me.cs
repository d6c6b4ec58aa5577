using System.Security.Claims;
using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Identity.Features.Accounts;

/// <summary>Who the token says the caller is, and what they may do with it.</summary>
public sealed record Me(string Id, string? Name, Guid? Tenant, string? TenantSlug, IReadOnlyList<string> Roles, IReadOnlyList<string> Permissions, string? ReportingLine, IReadOnlyList<Guid> RevenueFor)
{
    private static async Task<Me> Of(ClaimsPrincipal user, IdentityDb db, CancellationToken cancellation)
    {
        Guid? tenant = Guid.TryParse(user.FindFirst("tenant")?.Value, out var claim) ? claim : null;
        return Of(user, tenant, tenant is null ? null : await db.Tenants.Where(t => t.Id == tenant).Select(t => t.Slug).FirstOrDefaultAsync(cancellation));
    }

    private static Me Of(ClaimsPrincipal user, Guid? tenant, string? slug) => new(
        user.FindFirst("sub")!.Value, user.FindFirst("name")?.Value, tenant, slug,
        [.. user.FindAll("role").Select(c => c.Value)], [.. user.FindAll("permission").Select(c => c.Value)],
        user.FindFirst("reporting_line")?.Value, [.. user.FindAll("revenue_for").Select(c => Guid.Parse(c.Value))]);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapGet("/me", async (ClaimsPrincipal user, IdentityDb db, CancellationToken cancellation) => TypedResults.Ok(await Of(user, db, cancellation))).RequireAuthorization().WithName("Identity_GetMe").Produces<Me>();
}
