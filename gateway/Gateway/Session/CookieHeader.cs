using Gateway.Routing;
using Microsoft.AspNetCore.Http;

namespace Gateway.Session;

/// <summary>
/// Which cookies pass. The form cookie of the staff's pages would tell the portal that a person who files also works here, so
/// each door lets through what its pages read and nothing else.
/// </summary>
internal static class CookieHeader
{
    private const string FormTokens = "af-", Mailbox = "heed-mailbox", Filing = "heed-file", Guest = "heed-guest";

    private static readonly string[] SignInCookies = ["heed-identity", "__Secure-heed-identity"];

    public static void KeepForDoor(HttpRequest request, Door? door) => Keep(request, name => door switch
    {
        Door.Portal => name is Mailbox or Guest || name.StartsWith(Filing, StringComparison.Ordinal),
        Door.Open or Door.Intake => name == Mailbox || name.StartsWith(Filing, StringComparison.Ordinal),
        // Without the form cookie the sign-in page would make a new one, and a form that waits in another tab would be void.
        Door.Connect => SignInCookies.Contains(name) || name.StartsWith(FormTokens, StringComparison.Ordinal),
        Door.Console => name.StartsWith(FormTokens, StringComparison.Ordinal),
        _ => false,
    });

    public static void Keep(HttpRequest request, Func<string, bool> wanted)
    {
        if (request.Headers.Cookie.Count == 0)
            return;
        var kept = request.Headers.Cookie.SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(pair => wanted(pair.Split('=', 2)[0].Trim())).ToArray();
        if (kept.Length == 0)
            request.Headers.Remove("Cookie");
        else
            request.Headers.Cookie = string.Join("; ", kept);
    }
}
