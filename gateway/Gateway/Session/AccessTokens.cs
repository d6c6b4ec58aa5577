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
/// Gives the access token of a session, and refreshes one that is stale or from before its person's access ended once, however many requests ask at the same moment: a second
/// use of a refresh token looks like theft to an issuer.
/// </summary>
internal sealed class AccessTokens(SessionStore sessions, Grants grants, EndedAccess ended, IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time,
    ILogger<AccessTokens> log)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];
    private readonly ConcurrentDictionary<string, Lazy<Task<AccessToken>>> flights = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Refreshed> unsaved = new(StringComparer.Ordinal);

    public async Task<AccessToken> Of(AuthenticationProperties session)
    {
        if (!await ended.IsKnown(CancellationToken.None))
            return new AccessToken(null, Unavailable: true);
        if (Counts(session))
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

    private bool Counts(AuthenticationProperties session) => IsFresh(session) && !ended.Covers(session.GetTokenValue("access_token"));

    private bool IsFresh(AuthenticationProperties session) =>
        DateTimeOffset.TryParse(session.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var expires)
        && expires - Early > time.GetUtcNow();

    // No request's cancellation reaches in here: many wait for it, and a token that was issued must be kept.
    private async Task<AccessToken> Refresh(string key)
    {
        // Issued before, and not stored yet: the issuer would take a second use of the token before for theft.
        if (unsaved.TryRemove(key, out var waiting) && waiting.Ticket.Properties.ExpiresUtc > time.GetUtcNow())
        {
            var kept = await Keep(waiting);
            if (kept.Value is null || Counts(waiting.Ticket.Properties))
                return kept;
        }
        // What the caller read may be older than the refresh before this one, or than another replica's.
        if (await sessions.RetrieveAsync(key) is not { } ticket)
            return AccessToken.Ended;
        if (Counts(ticket.Properties))
            return new AccessToken(ticket.Properties.GetTokenValue("access_token"));
        var mark = SessionStore.MarkOf(ticket.Properties)!;
        try
        {
            await ended.SecondOver(ticket.Properties.GetTokenValue("access_token"));
            if (ticket.Properties.GetTokenValue("refresh_token") is { } refreshToken && await Ask(refreshToken) is { } answer)
            {
                Take(answer, ticket.Properties);
                return await Keep(new Refreshed(mark, ticket));
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

    /// <summary>Stores what the issuer gave. While the database can't take it, it waits here for the next request of the session.</summary>
    private async Task<AccessToken> Keep(Refreshed refreshed)
    {
        var begun = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (await sessions.Refresh(refreshed.Mark, refreshed.Ticket))
                    return new AccessToken(refreshed.Ticket.Properties.GetTokenValue("access_token"));
                var newer = await Newer(refreshed.Mark);
                // Signed out in the meantime: nobody will ever use this one.
                if (newer.Value is null)
                    await grants.Revoke(refreshed.Ticket.Properties);
                return newer;
            }
            catch (Exception fault) when (attempt < Pauses.Length && time.GetElapsedTime(begun) < TimeSpan.FromSeconds(5))
            {
                log.LogDebug("A refreshed session is not stored yet: {Fault}", fault.GetType().Name);
                await Task.Delay(Pauses[attempt], time);
            }
            catch (Exception fault)
            {
                log.LogError("A refreshed session can't be stored and waits in memory: {Fault}", fault.GetType().Name);
                Wait(refreshed);
                return new AccessToken(null, Unavailable: true);
            }
        }
    }

    private void Wait(Refreshed refreshed)
    {
        foreach (var (key, old) in unsaved)
            if (old.Ticket.Properties.ExpiresUtc <= time.GetUtcNow())
                unsaved.TryRemove(key, out _);
        unsaved[refreshed.Mark.Key] = refreshed;
    }

    /// <summary>What another replica wrote in the meantime.</summary>
    private async Task<AccessToken> Newer(SessionMark mark) =>
        await sessions.RetrieveAsync(mark.Key) is { } ticket && SessionStore.MarkOf(ticket.Properties)!.Version != mark.Version && Counts(ticket.Properties)
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

    private sealed record Refreshed(SessionMark Mark, AuthenticationTicket Ticket);
}
