using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;

namespace Platform.Hosting.Auth;

/// <summary>
/// Access tokens are the only way in, for APIs and pages alike: any standard OpenID Connect issuer with our documented claims
/// will do. The fallback policy refuses what no endpoint opened.
/// </summary>
public static class BearerAuthentication
{
    /// <summary>The one audience of the platform.</summary>
    public const string Audience = "heed";

    /// <summary>Adds JwtBearer, a policy per permission, and the fallback policy. Reads <c>Issuer</c> and <c>IdentityInternal</c>.</summary>
    public static IServiceCollection AddBearerAuthentication(this IServiceCollection services, IConfiguration configuration)
    {
        var issuer = PublicIssuer.Of(configuration);
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = issuer.ToString();
            options.RequireHttpsMetadata = issuer.Scheme == Uri.UriSchemeHttps;
            options.BackchannelHttpHandler = new InternalIssuer(issuer, PublicIssuer.Inside(configuration));
            options.MapInboundClaims = false;
            options.Audience = Audience;
            options.TokenValidationParameters.ValidTypes = ["at+jwt"];
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(60);
            options.TokenValidationParameters.NameClaimType = "name";
        });
        services.AddSingleton<OutlivedTokens>();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var permission in Permissions.All)
            authorization.AddPolicy(permission, policy =>
            {
                policy.RequireAuthenticatedUser().RequireClaim("permission", permission);
                if (permission != Permissions.PlatformOperate)
                    policy.RequireClaim("tenant");
            });
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim("tenant").Build());
        return services;
    }
}

/// <summary>The issuer as the configuration names it.</summary>
public static class PublicIssuer
{
    /// <summary>Public address; plain HTTP only on loopback, since the session cookie could not be secure elsewhere.</summary>
    public static Uri Of(IConfiguration configuration)
    {
        var issuer = new Uri(configuration["Issuer"] ?? throw new InvalidOperationException("Issuer is not set: the public address of the platform."));
        if (issuer.Scheme != Uri.UriSchemeHttps && !issuer.IsLoopback)
            throw new InvalidOperationException("The public address must be https, or http on localhost.");
        return issuer;
    }

    /// <summary>Internal address of the identity service.</summary>
    public static Uri Inside(IConfiguration configuration) =>
        configuration["IdentityInternal"] is { Length: > 0 } inside ? new Uri(inside) : Of(configuration);
}
