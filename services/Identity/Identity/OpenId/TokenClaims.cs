using System.Collections.Immutable;
using System.Security.Claims;
using Identity.Data;
using Identity.Domain;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using Platform.Hosting.Auth;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.OpenId;

/// <summary>The documented claims, written in one place. Another issuer that gives the same can take this one's place.</summary>
public static class TokenClaims
{
    /// <summary>Principal of a person. <paramref name="before"/> carries what belongs to the grant when a code or refresh token is exchanged.</summary>
    public static ClaimsPrincipal Of(Account account, IEnumerable<string> scopes, ClaimsPrincipal? before = null)
    {
        var identity = Begin(before?.Claims);
        identity.SetClaim(Claims.Subject, account.Id.ToString()).SetClaim(Claims.Name, account.DisplayName).SetClaim("tenant", account.HomeTenant.ToString())
            .SetClaims(Claims.Role, [.. account.Roles])
            .SetClaims("permission", [.. Roles.PermissionsOf(account.Roles)])
            .SetClaim("reporting_line", account.ReportingLine)
            .SetClaims("revenue_for", [.. account.RevenueFor.Select(system => system.ToString())]);
        return Complete(identity, scopes);
    }

    /// <summary>Principal of a machine; the operator's belongs to no tenant.</summary>
    public static ClaimsPrincipal Of(string clientId, string? name, Guid? tenant, ImmutableArray<string> scopes)
    {
        var identity = Begin(null);
        identity.SetClaim(Claims.Subject, clientId).SetClaim(Claims.Name, name ?? clientId).SetClaim("tenant", tenant?.ToString())
            .SetClaims("permission", [.. Domain.Scopes.PermissionsOf(scopes)]);
        return Complete(identity, scopes);
    }

    private static ClaimsIdentity Begin(IEnumerable<Claim>? claims) =>
        new(claims, TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);

    private static ClaimsPrincipal Complete(ClaimsIdentity identity, IEnumerable<string> scopes)
    {
        identity.SetScopes(scopes).SetResources(BearerAuthentication.Audience);
        identity.SetDestinations(claim => claim.Type is Claims.Name or Claims.Role or "tenant"
            ? [Destinations.AccessToken, Destinations.IdentityToken] : [Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }
}
