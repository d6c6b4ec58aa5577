using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Hosting.Auth;

namespace Gateway.Emergency;

/// <summary>Who may use the switch: holders of a token with <c>platform.operate</c>. No cookie counts here, so no other site can use one.</summary>
internal static class Operators
{
    public const string Policy = "operator";

    public static void AddOperators(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddBearerAuthentication(configuration);
        // Everything else the gateway passes on is for the services to judge.
        services.Configure<AuthenticationOptions>(o => o.DefaultScheme = null);
        services.Configure<AuthorizationOptions>(o => o.FallbackPolicy = null);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
            .RequireAuthenticatedUser().RequireClaim("permission", Permissions.PlatformOperate));
    }

    public static string SubjectOf(ClaimsPrincipal user) => user.FindFirst("sub")?.Value ?? throw new InvalidOperationException("A token without a subject.");
}
