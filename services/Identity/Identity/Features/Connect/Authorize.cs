using System.Globalization;
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

/// <summary>Gives a signed-in person's browser a code, or leads to the sign-in page first. The server has checked client, address and PKCE before.</summary>
public static class Authorize
{
    /// <summary>Where the flow begins; the only kind of address the sign-in page leads back to.</summary>
    public const string Path = "/connect/authorize";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Post], Run).Anonymous("OpenID Connect: whoever signs in is not signed in yet")
            .WithMetadata(new WithoutTenantAttribute()).WithName("Identity_Authorize").ExcludeFromDescription();

    private static async Task<IResult> Run(HttpContext http, Standing standing, TimeProvider clock)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The OpenID Connect server did not see this request.");
        var session = await http.AuthenticateAsync(OpenIdServer.SignInCookie);
        var account = request.HasPromptValue(PromptValues.Login) || IsTooOld(session, request.MaxAge, clock.GetUtcNow())
            ? null : await standing.Find(session.Principal, http.RequestAborted);
        if (account is not null)
            return Results.SignIn(TokenClaims.Of(account, request.GetScopes()), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        return request.HasPromptValue(PromptValues.None) ? SignInNeeded() : ToLogin(http.Request);
    }

    private static bool IsTooOld(AuthenticateResult session, long? maxAge, DateTimeOffset now) =>
        maxAge is { } seconds && (session.Properties?.IssuedUtc is not { } issued || (now - issued).TotalSeconds > seconds);

    private static IResult SignInNeeded() => Results.Forbid(new AuthenticationProperties(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "Nobody is signed in.",
    }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

    private static IResult ToLogin(HttpRequest request)
    {
        // Asked for once, answered once: kept, these two would lead back to the sign-in page for ever.
        var again = (request.HasFormContentType ? request.Form.AsEnumerable() : request.Query)
            .Where(p => p.Key is not (Parameters.Prompt or Parameters.MaxAge));
        var back = Path + QueryString.Create(again);
        return Results.Redirect(string.Create(CultureInfo.InvariantCulture, $"/connect/login?returnUrl={Uri.EscapeDataString(back)}"));
    }
}
