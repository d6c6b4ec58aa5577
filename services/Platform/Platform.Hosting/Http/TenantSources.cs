using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Tenancy;

namespace Platform.Hosting.Http;

/// <summary>
/// Where the tenant of an endpoint comes from, as endpoint metadata: the token's claim unless said, a public path, a sealed
/// token. Never a body, a query or a header of the client's.
/// </summary>
public interface ITenantSource
{
    /// <summary>Finds the tenant, or says why not. Null with no refusal means the endpoint works without one.</summary>
    ValueTask<Outcome<Guid?>> Find(HttpContext http);
}

/// <summary>The <c>tenant</c> segment of a public path, looked up in the service's own directory.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TenantFromPathAttribute<TDb> : Attribute, ITenantSource where TDb : PlatformDb
{
    /// <inheritdoc />
    public async ValueTask<Outcome<Guid?>> Find(HttpContext http)
    {
        var slug = http.GetRouteValue("tenant") as string ?? "";
        var services = http.RequestServices;
        var tenant = await services.GetRequiredService<TenantSlugs<TDb>>().Find(services.GetRequiredService<TDb>(), slug, http.RequestAborted);
        if (tenant is null)
            return Refusal.NotFound("platform.tenant_unknown");
        http.Features.Set(tenant);
        return new Outcome<Guid?>(tenant.Id, null);
    }
}

/// <summary>No tenant: the endpoint touches global tables only.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WithoutTenantAttribute : Attribute, ITenantSource
{
    /// <inheritdoc />
    public ValueTask<Outcome<Guid?>> Find(HttpContext http) => ValueTask.FromResult(new Outcome<Guid?>(null, null));
}

/// <summary>Binds each request to its tenant after authentication and before authorization.</summary>
public static class TenantBinding
{
    /// <summary>Adds the middleware.</summary>
    public static IApplicationBuilder UseTenant(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint() is { } endpoint)
        {
            var source = endpoint.Metadata.GetMetadata<ITenantSource>();
            var found = source is not null ? await source.Find(http)
                : new Outcome<Guid?>(Guid.TryParse(http.User.FindFirst("tenant")?.Value, out var claim) ? claim : null, null);
            if (found.Refused)
            {
                await Faults.Answer(http, found.Refusal!);
                return;
            }
            if (found.Value is { } tenant)
                http.RequestServices.GetRequiredService<TenantContext>().Enter(tenant);
        }
        await next();
    });

    /// <summary>The tenant named by the public path.</summary>
    public static KnownTenant KnownTenant(this HttpContext http) => http.Features.GetRequiredFeature<KnownTenant>();
}
