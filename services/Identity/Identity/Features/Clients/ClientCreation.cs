using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Identity.Data;
using Identity.Domain;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using Platform.Audit;
using Platform.Hosting.Http;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Features.Clients;

/// <summary>What is needed for a machine's account.</summary>
/// <param name="Name">What people call it, at most 100 characters.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="SystemId">The AI system it speaks for; needed where it passes on what people file out of a product.</param>
public sealed record NewClient(string Name, IReadOnlyList<string> Scopes, Guid? SystemId = null);

/// <summary>A machine's account; the secret is told here, once.</summary>
/// <param name="ClientId">What it calls itself at <c>/connect/token</c>.</param>
/// <param name="ClientSecret">Its secret.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="WaitsForSecondPerson">Whether it gets no token before a second person has confirmed it.</param>
public sealed record CreatedClient(string ClientId, string ClientSecret, string Name, IReadOnlyList<string> Scopes, bool WaitsForSecondPerson);

/// <summary>The tenant a client belongs to, as it is kept with the client.</summary>
public static class ClientTenant
{
    internal const string Property = "tenant";

    /// <summary>Property with the AI system a client speaks for.</summary>
    internal const string SystemProperty = "system";

    /// <summary>The tenant, or null: then it is one of the platform's own clients.</summary>
    public static Guid? Of(ImmutableDictionary<string, JsonElement> properties) =>
        properties.TryGetValue(Property, out var tenant) ? tenant.GetGuid() : null;

    /// <summary>The AI system it speaks for, or null.</summary>
    public static Guid? SystemOf(ImmutableDictionary<string, JsonElement> properties) =>
        properties.TryGetValue(SystemProperty, out var system) ? system.GetGuid() : null;
}

/// <summary>Makes machines' accounts of one tenant: behind the API, and for whoever seeds in this process.</summary>
public sealed class ClientCreation(IdentityDb db, Attempts attempts, IOpenIddictApplicationManager clients, TimeProvider clock)
{
    /// <summary>
    /// Makes a client with a given id and secret in a unit of work of its own; throws where it is refused. The scope belongs to that tenant from then on.
    /// It counts at once: whoever seeds in this process could as well write into its tables.
    /// </summary>
    public async Task Create(Guid tenantId, string clientId, string secret, IReadOnlyList<string> scopes, Guid? systemId = null, CancellationToken cancellation = default)
    {
        db.Tenant.Enter(tenantId);
        var outcome = await attempts.Change(() => Add(clientId, secret, new NewClient(clientId, scopes, systemId), "system", "system", countsAtOnce: true), cancellation);
        if (outcome.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Code);
    }

    /// <summary>Makes a client of the current tenant with a random id and secret, inside the current unit of work.</summary>
    public Task<Outcome<CreatedClient>> Add(NewClient wanted, string actor, string actorRole) =>
        Add("client-" + RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 12), NewSecret(), wanted, actor, actorRole, countsAtOnce: false);

    /// <summary>A secret of 32 random bytes.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private async Task<Outcome<CreatedClient>> Add(string clientId, string secret, NewClient wanted, string actor, string actorRole, bool countsAtOnce)
    {
        var faults = new Dictionary<string, string[]>();
        if (wanted.Name.Trim() is not { Length: > 0 and <= 100 } name || name.Any(char.IsControl))
            faults["/name"] = ["identity.name_malformed"];
        if (wanted.Scopes.Count == 0 || wanted.Scopes.Any(scope => scope is null || !Domain.Scopes.ForTenants.Contains(scope)))
            faults["/scopes"] = ["identity.scope_unknown"];
        else if (wanted.Scopes.Contains(Platform.Contracts.Permissions.GrievancesFileFromProduct) != wanted.SystemId is not null)
            faults["/systemId"] = ["identity.system_missing"];
        if (faults.Count > 0)
            return new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", faults);
        var scopes = wanted.Scopes.Distinct(StringComparer.Ordinal).ToList();
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = clientId,
            ClientSecret = secret,
            DisplayName = wanted.Name.Trim(),
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials, Permissions.Prefixes.Scope + Domain.Scopes.Platform },
            Properties = { [ClientTenant.Property] = JsonSerializer.SerializeToElement(db.Tenant.Required) },
        };
        if (wanted.SystemId is { } system)
            client.Properties[ClientTenant.SystemProperty] = JsonSerializer.SerializeToElement(system);
        client.Permissions.UnionWith(scopes.Select(scope => Permissions.Prefixes.Scope + scope));
        var now = clock.GetUtcNow();
        db.Record(now, actor, actorRole, "identity.client_created", $"client:{clientId}", "administration");
        foreach (var scope in scopes)
            db.Record(now, actor, actorRole, "identity.scope_given", $"client:{clientId}", scope);
        var record = await clients.CreateAsync(client);
        db.Entry(record).Property(ClientRecord.HomeTenant).CurrentValue = db.Tenant.Required;
        var waits = !countsAtOnce && scopes.Intersect(Domain.Scopes.Guarded).Any();
        if (waits)
            db.HandOut((OpenIddictEntityFrameworkCoreApplication)record, actor);
        await db.SaveChangesAsync();
        return new CreatedClient(clientId, secret, client.DisplayName, scopes, waits);
    }
}
