using System.Collections.Immutable;
using Identity.Features.Clients;
using Identity.OpenId;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Platform.Hosting.Http;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Features.Connect;

/// <summary>Turns a code, a refresh token or a client's secret into tokens. Roles and standing are read anew each time.</summary>
public static class Token
{
    private const string ClientWaits = "identity.client_waits";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/connect/token", Run).Anonymous("OpenID Connect: the code or secret in the request is the authentication")
            .WithMetadata(new WithoutTenantAttribute()).WithName("Identity_Token").ExcludeFromDescription();

    private static async Task<IResult> Run(HttpContext http, Standing standing, IOpenIddictApplicationManager clients)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The OpenID Connect server did not see this request.");
        if (request.IsClientCredentialsGrantType())
            return await ForMachine(http, request, standing, clients);
        var grant = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        var account = await standing.OfSession(grant.Principal, http.RequestAborted);
        // A password that was reset between the code and its exchange has ended the code as well: the stamp says so.
        return account is null
            ? No(Errors.InvalidGrant, "This session has ended, or the account can't sign in any more.")
            : Yes(TokenClaims.Of(account, grant.Principal!));
    }

    private static async Task<IResult> ForMachine(HttpContext http, OpenIddictRequest request, Standing standing, IOpenIddictApplicationManager clients)
    {
        var client = await clients.FindByClientIdAsync(request.ClientId!, http.RequestAborted)
            ?? throw new InvalidOperationException("The server accepted a client that it does not know.");
        var properties = await clients.GetPropertiesAsync(client, http.RequestAborted);
        var tenant = ClientTenant.Of(properties);
        if (tenant is { } id && !await standing.IsActive(id, http.RequestAborted))
            return No(Errors.InvalidGrant, "This organisation is suspended.");
        if (await standing.Waits(request.ClientId!, http.RequestAborted))
            return Waits();
        // A client that asks for nothing in particular gets all it may have; what it may not have the server has refused before.
        var scopes = request.GetScopes() is { Length: > 0 } asked ? asked : await Allowed(clients, client, http.RequestAborted);
        return Yes(TokenClaims.Of(request.ClientId!, await clients.GetDisplayNameAsync(client, http.RequestAborted), tenant, ClientTenant.SystemOf(properties), scopes));
    }

    private static async Task<ImmutableArray<string>> Allowed(IOpenIddictApplicationManager clients, object client, CancellationToken cancellation) =>
        [.. (await clients.GetPermissionsAsync(client, cancellation))
            .Where(p => p.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal)).Select(p => p[Permissions.Prefixes.Scope.Length..])];

    private static IResult Yes(System.Security.Claims.ClaimsPrincipal principal) =>
        Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);

    private static IResult Waits()
    {
        var words = ProblemTexts.Find(ClientWaits);
        return No(Errors.UnauthorizedClient, $"{words.Title} {words.Mend}", ClientWaits);
    }

    // The code stands beside what OAuth says, as it does in every error of the platform.
    private static IResult No(string error, string description, string? code = null) => Results.Forbid(new AuthenticationProperties(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
    }, code is null ? null : new Dictionary<string, object?> { ["code"] = code }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
