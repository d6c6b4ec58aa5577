using Gateway.Routing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;

namespace Gateway.Session;

/// <summary>
/// Changes the session cookie for the token behind it, on staff routes alone. On every route the cookie stays here, and so do
/// all others that the pages behind it don't read: an employee who files through the portal is as unknown to the services as
/// anyone.
/// </summary>
internal sealed class StaffSession(RequestDelegate next, AccessTokens tokens, EndedAttempts attempts)
{
    public static bool BringsToken(HttpRequest request) => !string.IsNullOrEmpty(request.Headers.Authorization.ToString());

    public async Task InvokeAsync(HttpContext http)
    {
        var door = Routes.DoorOf(http);
        if (door is Door.Api or Door.Console && !BringsToken(http.Request)
            && await http.AuthenticateAsync(SignIn.Session) is { Succeeded: true } session)
        {
            var token = await tokens.Of(session.Properties!);
            if (token.Unavailable)
            {
                await Faults.Answer(http, Upstream.Unreachable);
                return;
            }
            if (token.Value is null)
            {
                await attempts.Tell(http, session.Properties!.GetTokenValue("access_token"), ofSession: true);
                await http.SignOutAsync(SignIn.Session);
                if (door == Door.Console)
                {
                    await http.ChallengeAsync(SignIn.Session);
                    return;
                }
            }
            else
            {
                http.Request.Headers.Authorization = "Bearer " + token.Value;
            }
        }
        CookieHeader.KeepForDoor(http.Request, door);
        await next(http);
    }
}

/// <summary>The one cookie of a signed-in browser.</summary>
internal sealed class SessionCookie(Uri issuer)
{
    /// <summary>The prefix binds it to this host and to HTTPS; plain HTTP exists on loopback only, where some clients refuse the prefix.</summary>
    public string Name { get; } = issuer.Scheme == Uri.UriSchemeHttps ? "__Host-heed" : "heed";

    public void StripFrom(HttpRequest request) => CookieHeader.Keep(request, name => name != Name);
}
