using System.Globalization;
using System.Security.Claims;
using Identity.Data;

namespace Identity.OpenId;

/// <summary>What the sign-in cookie says: who, under which stamp of the account, and when the password was given.</summary>
public static class SignInSession
{
    /// <summary>Claim with the account's security stamp; codes and refresh tokens carry it too, tokens that leave us never.</summary>
    public const string Stamp = "stamp";

    // In milliseconds: a demand to sign in again is often followed within the same second.
    private const string At = "at";

    /// <summary>The principal of a new cookie.</summary>
    public static ClaimsPrincipal Of(Account account, DateTimeOffset at) => new(new ClaimsIdentity(
    [
        new Claim("sub", account.Id.ToString()),
        new Claim(Stamp, account.SecurityStamp ?? ""),
        new Claim(At, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
    ], OpenIdServer.SignInCookie));

    /// <summary>When the password was given; the beginning of time where the cookie does not say.</summary>
    public static DateTimeOffset AuthenticatedAt(ClaimsPrincipal? session) =>
        long.TryParse(session?.FindFirst(At)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at) : DateTimeOffset.UnixEpoch;
}
