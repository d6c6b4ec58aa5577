using System.Security.Claims;
using Grievances.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Tenancy;

namespace Grievances.Features.Access;

/// <summary>
/// Records each time somebody signed in was refused something of the grievances: by their permissions, since the case is another group's,
/// another colleague's or another tenant's, or since they are kept out of it. It is recorded with the tenant of the one who tried.
/// </summary>
public sealed class RefusedAccess : IStartupFilter
{
    /// <summary>Action of the audit log.</summary>
    public const string Action = "grievances.access_refused";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, rest) =>
        {
            await rest(http);
            if (http.Response.StatusCode is StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound && IsOfStaff(http.Request.Path) && Tenant(http.User) is { } tenant)
                await Record(http, tenant);
        });
        next(app);
    };

    private static bool IsOfStaff(PathString path) => path.StartsWithSegments("/console/grievances")
        || (path.StartsWithSegments("/api/grievances", out var rest) && !rest.Value!.StartsWith("/v1/mailbox", StringComparison.Ordinal) && !rest.Value.StartsWith("/v1/public", StringComparison.Ordinal));

    private static Guid? Tenant(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true && Guid.TryParse(user.FindFirst("tenant")?.Value, out var tenant) ? tenant : null;

    private static async Task Record(HttpContext http, Guid tenant)
    {
        var subject = http.GetRouteValue("id") is { } id && Guid.TryParse(id.ToString(), out var known) ? $"case:{known}"
            : $"endpoint:{http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none"}";
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        var db = scope.ServiceProvider.GetRequiredService<GrievancesDb>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Run(true, async () =>
        {
            db.Record(scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow(), http.User.FindFirst("sub")?.Value ?? "", http.User.FindFirst("role")?.Value ?? "client",
                Action, subject, http.Response.StatusCode is StatusCodes.Status403Forbidden ? "forbidden" : "not_found");
            await db.SaveChangesAsync(CancellationToken.None);
            return true;
        }, kept => kept, CancellationToken.None);
    }
}
