using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Session;

/// <summary>Gives a refresh token back to the issuer, so that a copy of it is worth nothing. A sign-out doesn't depend on it.</summary>
internal sealed class Grants(IOptionsMonitor<OpenIdConnectOptions> options, ILogger<Grants> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task Revoke(AuthenticationProperties? session)
    {
        if (session?.GetTokenValue("refresh_token") is not { } token)
            return;
        try
        {
            // Not the request's own cancellation: a person who closes the window has signed out all the same.
            using var patience = new CancellationTokenSource(Patience);
            var oidc = options.Get(SignIn.Oidc);
            var issuer = await oidc.ConfigurationManager!.GetConfigurationAsync(patience.Token);
            if (string.IsNullOrEmpty(issuer.RevocationEndpoint))
                return;
            using var form = new FormUrlEncodedContent(
            [
                KeyValuePair.Create("client_id", oidc.ClientId!),
                KeyValuePair.Create("token", token),
                KeyValuePair.Create("token_type_hint", "refresh_token"),
            ]);
            using var response = await oidc.Backchannel.PostAsync(issuer.RevocationEndpoint, form, patience.Token);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception fault)
        {
            log.LogWarning("A refresh token was not revoked and lives until it expires: {Fault}", fault.GetType().Name);
        }
    }
}
