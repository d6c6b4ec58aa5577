using Identity.Data;
using Identity.Features.Access;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Clients;

/// <summary>
/// The second pair of eyes for machines: who could confirm a handling role confirms a machine with a guarded scope, and nobody who let it in or
/// was told its secret since. Every attempt is a line in the audit log.
/// </summary>
public sealed class ConfirmClient(
    IdentityDb db, ClientUpkeep upkeep, SecondPeople people, Attempts attempts, RefusedAttempts refused, IOpenIddictApplicationManager clients, Actor actor, TimeProvider clock)
{
    public async Task<Outcome<ClientRow>> Run(string clientId, CancellationToken cancellation)
    {
        var outcome = await attempts.Change(() => Confirm(clientId), cancellation);
        if (outcome.Refusal is { Status: not StatusCodes.Status404NotFound } refusal)
            await refused.Keep("identity.confirmation_refused", $"client:{clientId}", refusal.Code);
        return outcome;
    }

    /// <summary>For the platform's operator, who belongs to no tenant.</summary>
    public async Task<Outcome<ClientRow>> RunIn(Guid tenant, string clientId, CancellationToken cancellation)
    {
        if (!await db.Tenants.AnyAsync(t => t.Id == tenant, cancellation))
            return Refusal.NotFound("identity.tenant_unknown");
        db.Tenant.Enter(tenant);
        return await Run(clientId, cancellation);
    }

    private async Task<Outcome<ClientRow>> Confirm(string clientId)
    {
        var found = await upkeep.Find(clientId);
        if (found.Refusal is { } unknown)
            return unknown;
        var client = found.Value!;
        var givenBy = db.GivenBy(client);
        if (await people.Fault(clientId, givenBy.Count > 0, givenBy) is { } fault)
            return fault;
        var scopes = ListClients.ScopesOf(client.Permissions);
        foreach (var scope in scopes.Intersect(Domain.Scopes.Guarded))
            db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "identity.client_confirmed", $"client:{clientId}", scope);
        db.EndWaiting(client);
        // By the manager, so that a secret that is replaced at this moment is not confirmed with it.
        await clients.UpdateAsync(client, CancellationToken.None);
        return new ClientRow(clientId, client.DisplayName ?? clientId, scopes, Active: true);
    }

    internal static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/clients/{clientId}/confirmation", async (string clientId, ConfirmClient confirm, CancellationToken cancellation) =>
                (await confirm.Run(clientId, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireClaim("tenant")).WithName("Identity_ConfirmClient")
            .Produces<ClientRow>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/tenants/{tenant:guid}/clients/{clientId}/confirmation", async (Guid tenant, string clientId, ConfirmClient confirm, CancellationToken cancellation) =>
                (await confirm.RunIn(tenant, clientId, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.PlatformOperate).WithMetadata(new WithoutTenantAttribute()).WithName("Identity_ConfirmClientAsOperator")
            .Produces<ClientRow>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }
}
