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
    /// <summary>Principal of a person whose browser is given a code.</summary>
    public static ClaimsPrincipal Of(Account account, IEnumerable<string> scopes, DateTimeOffset authenticatedAt)
    {
        var identity = Begin(null);
        identity.SetClaim(Claims.AuthenticationTime, authenticatedAt.ToUnixTimeSeconds()).SetClaim(SignInSession.Stamp, account.SecurityStamp);
        return OfPerson(identity, account, scopes);
    }

    /// <summary>Principal of a person whose code or refresh token is exchanged; <paramref name="before"/> carries what belongs to the grant.</summary>
    public static ClaimsPrincipal Of(Account account, ClaimsPrincipal before) => OfPerson(Begin(before.Claims), account, before.GetScopes());

    private static ClaimsPrincipal OfPerson(ClaimsIdentity identity, Account account, IEnumerable<string> scopes)
    {
        identity.SetClaim(Claims.Subject, account.Id.ToString()).SetClaim(Claims.Name, account.DisplayName).SetClaim("tenant", account.HomeTenant.ToString())
            .SetClaims(Claims.Role, [.. account.EffectiveRoles])
            .SetClaims("permission", [.. Roles.PermissionsOf(account.EffectiveRoles)])
            .SetClaims("waiting_permission", [.. Roles.PermissionsOf(account.Roles).Except(Roles.PermissionsOf(account.EffectiveRoles))])
            .SetClaim("reporting_line", account.ReportingLine)
            .SetClaims("revenue_for", [.. account.RevenueFor.Select(system => system.ToString())]);
        return Complete(identity, scopes);
    }

    /// <summary>Principal of a machine; the operator's belongs to no tenant.</summary>
    public static ClaimsPrincipal Of(string clientId, string? name, Guid? tenant, Guid? system, ImmutableArray<string> scopes)
    {
        var identity = Begin(null);
        identity.SetClaim(Claims.Subject, clientId).SetClaim(Claims.Name, name ?? clientId).SetClaim("tenant", tenant?.ToString()).SetClaim("system", system?.ToString())
            .SetClaims("permission", [.. Domain.Scopes.PermissionsOf(scopes)]);
        return Complete(identity, scopes);
    }

    private static ClaimsIdentity Begin(IEnumerable<Claim>? claims) =>
        new(claims, TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);

    private static ClaimsPrincipal Complete(ClaimsIdentity identity, IEnumerable<string> scopes)
    {
        identity.SetScopes(scopes).SetResources(BearerAuthentication.Audience);
        identity.SetDestinations(claim => claim.Type switch
        {
            Claims.Name or Claims.Role or Claims.AuthenticationTime or "tenant" => [Destinations.AccessToken, Destinations.IdentityToken],
            // It stays inside codes and refresh tokens, which are sealed and come back to us alone.
            SignInSession.Stamp => [],
            _ => [Destinations.AccessToken],
        });
        return new ClaimsPrincipal(identity);
    }
}
