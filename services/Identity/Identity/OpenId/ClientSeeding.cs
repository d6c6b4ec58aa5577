using System.Text;
using System.Text.Json;
using Identity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using Platform.Hosting.Auth;
using Platform.Security;
using Platform.Tenancy;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.OpenId;

/// <summary>Keeps the platform's own two clients as the configuration says, before the first request is taken: a secret that was taken away takes its client with it.</summary>
public sealed class ClientSeeding(IServiceScopeFactory scopes, IConfiguration configuration, IdentityKeys keys, Secrets secrets, ILogger<ClientSeeding> log) : IHostedService
{
    /// <summary>The gateway's browser sessions.</summary>
    public const string Console = "heed-console";

    /// <summary>Whoever runs the platform.</summary>
    public const string Operator = "heed-operator";

    private const string Fingerprint = "fingerprint";

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // A key that can't be used is told now, not at the first sign-in.
        _ = keys.EncryptionKey();
        var operatorSecret = keys.OperatorSecret();
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<IdentityDb>();
        var clients = services.GetRequiredService<IOpenIddictApplicationManager>();
        await services.GetRequiredService<UnitOfWork<IdentityDb>>().Write(async () =>
        {
            // Replicas that start together take turns.
            if (db.Database.IsNpgsql())
                await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(20260901)", CancellationToken.None);
            await Keep(clients, ConsoleClient(PublicIssuer.Of(configuration)));
            if (operatorSecret is not null)
                await Keep(clients, OperatorClient(operatorSecret));
            else if (await clients.FindByClientIdAsync(Operator) is { } left)
                await clients.DeleteAsync(left);
        }, cancellationToken);
        if (operatorSecret is null)
            log.LogWarning("No operator secret: the client {Client} is not available", Operator);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static OpenIddictApplicationDescriptor ConsoleClient(Uri issuer) => new()
    {
        ClientId = Console,
        DisplayName = "Heed console",
        ClientType = ClientTypes.Public,
        ConsentType = ConsentTypes.Implicit,
        RedirectUris = { new Uri(issuer, "/signin-oidc") },
        PostLogoutRedirectUris = { new Uri(issuer, "/signout-callback-oidc") },
        Permissions =
        {
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation,
            Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
            Permissions.Scopes.Profile, Permissions.Prefixes.Scope + Domain.Scopes.Platform,
        },
        Requirements = { Requirements.Features.ProofKeyForCodeExchange },
    };

    private static OpenIddictApplicationDescriptor OperatorClient(string secret) => new()
    {
        ClientId = Operator,
        ClientSecret = secret,
        DisplayName = "Platform operator",
        ClientType = ClientTypes.Confidential,
        ConsentType = ConsentTypes.Implicit,
        Permissions =
        {
            Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials,
            Permissions.Prefixes.Scope + Domain.Scopes.Platform, Permissions.Prefixes.Scope + Platform.Contracts.Permissions.PlatformOperate,
        },
    };

    private async Task Keep(IOpenIddictApplicationManager clients, OpenIddictApplicationDescriptor wanted)
    {
        var mark = MarkOf(wanted);
        wanted.Properties[Fingerprint] = JsonSerializer.SerializeToElement(mark);
        var found = await clients.FindByClientIdAsync(wanted.ClientId!);
        if (found is null)
        {
            await clients.CreateAsync(wanted);
            return;
        }
        var properties = await clients.GetPropertiesAsync(found);
        if (properties.TryGetValue(Fingerprint, out var kept) && kept.GetString() == mark)
            return;
        await clients.UpdateAsync(found, wanted);
    }

    // Keyed, so that a database alone can't tell whether somebody has guessed the secret; it spares a slow hash at each start.
    private string MarkOf(OpenIddictApplicationDescriptor client)
    {
        var parts = new[] { client.ClientSecret ?? "", client.DisplayName ?? "" }
            .Concat(client.RedirectUris.Select(u => u.ToString()).Order(StringComparer.Ordinal))
            .Concat(client.PostLogoutRedirectUris.Select(u => u.ToString()).Order(StringComparer.Ordinal))
            .Concat(client.Permissions.Order(StringComparer.Ordinal)).Concat(client.Requirements.Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(secrets.Digest("client-fingerprint", Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }
}
