using Identity.Data;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Platform.Hosting.Auth;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.OpenId;

/// <summary>The OpenID Connect server: authorization code with PKCE for people, client credentials for machines, nothing else.</summary>
public static class OpenIdServer
{
    /// <summary>Scheme of the sign-in cookie, which lives under /connect alone.</summary>
    public const string SignInCookie = "heed-sign-in";

    /// <summary>Life of an access token; where access ends before, the gateway takes it no longer (<see cref="Data.EndedAccess"/>).</summary>
    public static readonly TimeSpan AccessTokenLife = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan SessionLife = TimeSpan.FromHours(8);

    /// <summary>Adds the server with its stores and keys.</summary>
    public static void AddOpenIdServer(this IServiceCollection services)
    {
        SizedCache.Register(services);
        services.AddSingleton<IdentityKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, ServerKeys>();
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDb>())
            .AddServer(server =>
            {
                server.SetAuthorizationEndpointUris("connect/authorize")
                    .SetTokenEndpointUris("connect/token")
                    .SetEndSessionEndpointUris("connect/logout")
                    .SetUserInfoEndpointUris("connect/userinfo")
                    .SetRevocationEndpointUris("connect/revoke")
                    .SetJsonWebKeySetEndpointUris("connect/jwks");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                server.AllowRefreshTokenFlow().AllowClientCredentialsFlow();
                server.RegisterScopes([Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess, .. Domain.Scopes.Known]);
                server.RegisterClaims(Claims.Name, Claims.Role, Claims.AuthenticationTime, "tenant", "permission", "waiting_permission", "reporting_line", "revenue_for");
                server.SetAccessTokenLifetime(AccessTokenLife).SetIdentityTokenLifetime(AccessTokenLife)
                    .SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1)).SetRefreshTokenLifetime(SessionLife);
                // Any service validates our tokens by discovery alone; encrypted ones it could not read.
                server.DisableAccessTokenEncryption();
                server.Configure(options =>
                {
                    options.CodeChallengeMethods.Clear();
                    options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
                });
                server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough()
                    .EnableStatusCodePagesIntegration();
            });
        services.AddOptions<OpenIddictServerOptions>().Configure<IConfiguration>((options, configuration) => options.Issuer = PublicIssuer.Of(configuration));
        services.AddOptions<OpenIddictServerAspNetCoreOptions>().Configure<IConfiguration>((options, configuration) =>
            options.DisableTransportSecurityRequirement = PublicIssuer.Of(configuration).Scheme == Uri.UriSchemeHttp);
        services.AddHostedService<ClientSeeding>();
        services.AddHostedService<TokenPruning>().AddHostedService<EndedAccessPruning>();
    }

    /// <summary>Adds password accounts and the cookie that remembers a sign-in between two requests of the server.</summary>
    public static void AddAccounts(this IServiceCollection services)
    {
        // Not AddIdentity: it would make its cookie the default scheme, and valid bearers would be ignored.
        // What a password must be like and how often it may be wrong are rules of ours: see PasswordRule and Account.
        services.AddIdentityCore<Account>();
        services.AddScoped<IUserStore<Account>, UserOnlyStore<Account, IdentityDb, Guid>>();
        services.AddAuthentication().AddCookie(SignInCookie);
        services.AddOptions<CookieAuthenticationOptions>(SignInCookie).Configure<IConfiguration>((options, configuration) =>
        {
            var secure = PublicIssuer.Of(configuration).Scheme == Uri.UriSchemeHttps;
            options.Cookie.Name = secure ? "__Secure-heed-identity" : "heed-identity";
            options.Cookie.Path = "/connect";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = SessionLife;
            options.SlidingExpiration = false;
        });
    }
}
