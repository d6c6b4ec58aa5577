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

/// <summary>
/// Gives a signed-in person's browser a code, or leads to the sign-in page first, or to the page where they choose a
/// password of their own. The server has checked client, address and PKCE before.
/// </summary>
public static class Authorize
{
    /// <summary>Where the flow begins; what the sign-in page leads back to.</summary>
    public const string Path = "/connect/authorize";

    /// <summary>Where people choose their own password.</summary>
    public const string PasswordPath = "/connect/password";

    private static readonly TimeSpan WayBack = TimeSpan.FromMinutes(5);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Post], Run).Anonymous("OpenID Connect: whoever signs in is not signed in yet")
            .WithMetadata(new WithoutTenantAttribute()).WithName("Identity_Authorize").ExcludeFromDescription();

    private static async Task<IResult> Run(HttpContext http, Standing standing, Reauthentication again, TimeProvider clock)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The OpenID Connect server did not see this request.");
        var asked = ParametersOf(http.Request);
        var now = clock.GetUtcNow();
        var session = (await http.AuthenticateAsync(OpenIdServer.SignInCookie)).Principal;
        var at = SignInSession.AuthenticatedAt(session);
        var account = await standing.OfSession(session, http.RequestAborted);
        var met = again.Since(asked, request[Reauthentication.Parameter]?.ToString(), now) is { } since && at >= since;
        if (account is null || !IsRecent(request, now - at, met))
            return request.HasPromptValue(PromptValues.None) ? No(Errors.LoginRequired, "Nobody is signed in, or not recently enough.") : ToPage("/connect/login", Marked(asked, again, now));
        if (account.MustChangePassword)
            return request.HasPromptValue(PromptValues.None) ? No(Errors.InteractionRequired, "The password has to be changed first.") : ToPage(PasswordPath, asked);
        return Results.SignIn(TokenClaims.Of(account, request.GetScopes(), at), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    /// <param name="request">What the client asks for.</param>
    /// <param name="age">Time since the password was given.</param>
    /// <param name="met">Whether it was given after this very request had asked for it.</param>
    private static bool IsRecent(OpenIddictRequest request, TimeSpan age, bool met) =>
        (!request.HasPromptValue(PromptValues.Login) || met)
        // Nobody can be back within no seconds at all.
        && (request.MaxAge is not { } seconds || age <= TimeSpan.FromSeconds(seconds) || met && age <= WayBack);

    private static IEnumerable<KeyValuePair<string, string>> Marked(List<KeyValuePair<string, string>> asked, Reauthentication again, DateTimeOffset now) =>
        asked.Exists(p => p.Key is Parameters.Prompt or Parameters.MaxAge)
            ? asked.Where(p => p.Key != Reauthentication.Parameter).Append(new(Reauthentication.Parameter, again.Mark(asked, now))) : asked;

    private static IResult No(string error, string description) => Results.Forbid(new AuthenticationProperties(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
    }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

    private static List<KeyValuePair<string, string>> ParametersOf(HttpRequest request) =>
        [.. (request.HasFormContentType ? request.Form.AsEnumerable() : request.Query).Select(p => KeyValuePair.Create(p.Key, p.Value.ToString()))];

    private static IResult ToPage(string page, IEnumerable<KeyValuePair<string, string>> request) =>
        Results.Redirect($"{page}?returnUrl={Uri.EscapeDataString(Path + QueryString.Create(request.Select(p => KeyValuePair.Create(p.Key, (string?)p.Value))))}");
}
