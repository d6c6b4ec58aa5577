using System.Security.Claims;
using Gateway.Routing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.JsonWebTokens;
using Platform.Ui.Layout;

namespace Gateway.Session;

/// <summary>The addresses that belong to the session itself.</summary>
internal static class SessionEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapSession(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/signin", Reading, async (HttpContext http, string? returnUrl) =>
        {
            var target = IsLocal(returnUrl) ? returnUrl! : "/console";
            return (await http.AuthenticateAsync(SignIn.Session)).Succeeded
                ? Results.LocalRedirect(target)
                : Results.Challenge(new AuthenticationProperties { RedirectUri = target }, [SignIn.Oidc]);
        });
        app.MapPost("/signout", async (HttpContext http, Grants grants) =>
        {
            await grants.Revoke((await http.AuthenticateAsync(SignIn.Session)).Properties);
            return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [SignIn.Session, SignIn.Oidc]);
        }).WithMetadata(new DoorMetadata(Door.Api));
        app.MapMethods("/console", Reading, async http => http.Response.Redirect(FirstPlace(await http.GetTokenAsync(SignIn.Session, "access_token"))))
            .RequireAuthorization(SignIn.SignedIn);
    }

    internal static bool IsLocal(string? url) =>
        url is { Length: > 0 } && url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);

    /// <summary>The token is the issuer's business; where it can be read, it says which places its holder may open.</summary>
    private static string FirstPlace(string? token)
    {
        var reader = new JsonWebTokenHandler();
        if (token is null || !reader.CanReadToken(token))
            return "/console/grievances";
        var person = new ClaimsPrincipal(new ClaimsIdentity(reader.ReadJsonWebToken(token).Claims));
        return ConsoleNavigation.For(person) is [var first, ..] ? first.Href : "/console/grievances";
    }
}
