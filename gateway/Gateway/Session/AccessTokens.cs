using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gateway.Session;

/// <summary>A session's token, or why there is none.</summary>
/// <param name="Value">The access token.</param>
/// <param name="Unavailable">The issuer can't be asked at the moment; the session stays.</param>
internal readonly record struct AccessToken(string? Value, bool Unavailable = false)
{
    /// <summary>The issuer said no: the session is over.</summary>
    public static AccessToken Ended => new(null);
}

/// <summary>
/// Gives the access token of a session, and refreshes a stale one once, however many requests ask at the same moment: a second
/// use of a refresh token looks like theft to an issuer.
/// </summary>
internal sealed class AccessTokens(SessionStore sessions, IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time, ILogger<AccessTokens> log)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Lazy<Task<AccessToken>>> flights = new(StringComparer.Ordinal);

    public async Task<AccessToken> Of(AuthenticationProperties session)
    {
        if (IsFresh(session))
            return new AccessToken(session.GetTokenValue("access_token"));
        if (SessionStore.MarkOf(session) is not { } mark)
            return AccessToken.Ended;
        var flight = flights.GetOrAdd(mark.Key, key => new Lazy<Task<AccessToken>>(() => Refresh(key)));
        try
        {
            return await flight.Value;
        }
        finally
        {
            flights.TryRemove(KeyValuePair.Create(mark.Key, flight));
        }
    }

    private bool IsFresh(AuthenticationProperties session) =>
        DateTimeOffset.TryParse(session.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var expires)
        && expires - Early > time.GetUtcNow();

    // No request's cancellation reaches in here: many wait for it, and a token that was issued must be kept.
    private async Task<AccessToken> Refresh(string key)
    {
        // What the caller read may be older than the refresh before this one, or than another replica's.
        if (await sessions.RetrieveAsync(key) is not { } ticket)
            return AccessToken.Ended;
        if (IsFresh(ticket.Properties))
            return new AccessToken(ticket.Properties.GetTokenValue("access_token"));
        var mark = SessionStore.MarkOf(ticket.Properties)!;
        try
        {
            if (ticket.Properties.GetTokenValue("refresh_token") is { } refreshToken && await Ask(refreshToken) is { } answer)
            {
                Take(answer, ticket.Properties);
                return await sessions.Refresh(mark, ticket) ? new AccessToken(answer.AccessToken) : await Newer(mark);
            }
        }
        catch (Exception outage) when (outage is HttpRequestException or TaskCanceledException or InvalidOperationException or JsonException)
        {
            log.LogWarning("The issuer did not refresh a session: {Fault}", outage.GetType().Name);
            return new AccessToken(null, Unavailable: true);
        }
        var newer = await Newer(mark);
        if (newer.Value is null)
            await sessions.RemoveAsync(key);
        return newer;
    }

    /// <summary>What another replica wrote in the meantime.</summary>
    private async Task<AccessToken> Newer(SessionMark mark) =>
        await sessions.RetrieveAsync(mark.Key) is { } ticket && SessionStore.MarkOf(ticket.Properties)!.Version != mark.Version && IsFresh(ticket.Properties)
            ? new AccessToken(ticket.Properties.GetTokenValue("access_token"))
            : AccessToken.Ended;

    /// <summary>The issuer's answer; null where it refused, an exception where it could not say.</summary>
    private async Task<OpenIdConnectMessage?> Ask(string refreshToken)
    {
        var oidc = options.Get(SignIn.Oidc);
        var issuer = await oidc.ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);
        using var form = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("grant_type", "refresh_token"),
            KeyValuePair.Create("client_id", oidc.ClientId!),
            KeyValuePair.Create("refresh_token", refreshToken),
        ]);
        using var response = await oidc.Backchannel.PostAsync(issuer.TokenEndpoint, form);
        if ((int)response.StatusCode is 400 or 401)
            return null;
        response.EnsureSuccessStatusCode();
        var message = new OpenIdConnectMessage(await response.Content.ReadAsStringAsync());
        return message.AccessToken is null ? throw new InvalidOperationException("The issuer answered without a token.") : message;
    }

    private void Take(OpenIdConnectMessage answer, AuthenticationProperties session)
    {
        var seconds = int.TryParse(answer.ExpiresIn, NumberStyles.None, CultureInfo.InvariantCulture, out var s) ? s : 300;
        session.UpdateTokenValue("access_token", answer.AccessToken);
        session.UpdateTokenValue("expires_at", (time.GetUtcNow() + TimeSpan.FromSeconds(seconds)).ToString("o", CultureInfo.InvariantCulture));
        if (answer.RefreshToken is { } next)
            session.UpdateTokenValue("refresh_token", next);
        if (answer.IdToken is { } id)
            session.UpdateTokenValue("id_token", id);
    }
}
