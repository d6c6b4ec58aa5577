using System.Security.Claims;
using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Tenancy;

namespace Identity.Features.Access;

/// <summary>Records each time somebody signed in was refused accounts, machines or confirmations by their permissions, with the tenant of the one who tried.</summary>
public sealed class RefusedAccess : IStartupFilter
{
    /// <summary>Action of the audit log.</summary>
    public const string Action = "identity.access_refused";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, rest) =>
        {
            await rest(http);
            if (http.Response.StatusCode == StatusCodes.Status403Forbidden && IsOurs(http.Request.Path) && !RefusedAttempts.IsKept(http) && TenantOf(http.User) is { } tenant)
                await Record(http, tenant);
        });
        next(app);
    };

    private static bool IsOurs(PathString path) =>
        path.StartsWithSegments("/api/identity") || path.StartsWithSegments("/console/administration") || path.StartsWithSegments("/console/confirmations");

    private static Guid? TenantOf(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true && Guid.TryParse(user.FindFirst("tenant")?.Value, out var tenant) ? tenant : null;

    private static async Task Record(HttpContext http, Guid tenant)
    {
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        var (db, now) = (scope.ServiceProvider.GetRequiredService<IdentityDb>(), scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
        await scope.ServiceProvider.GetRequiredService<UnitOfWork<IdentityDb>>().Write(async () =>
        {
            db.Record(now, http.User.FindFirst("sub")?.Value ?? "", http.User.FindFirst("role")?.Value ?? "client", Action, SubjectOf(http), "forbidden");
            await db.SaveChangesAsync(CancellationToken.None);
        }, CancellationToken.None);
    }

    // An id in the address is an account's; everything else is told by the endpoint's own name, never by what was sent.
    private static string SubjectOf(HttpContext http) => Guid.TryParse(http.Request.RouteValues["id"]?.ToString(), out var id) ? $"account:{id}"
        : $"endpoint:{http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none"}";
}
