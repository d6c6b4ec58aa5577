using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Clients;

/// <summary>A machine's new secret, told here, once.</summary>
/// <param name="ClientId">Its client.</param>
/// <param name="ClientSecret">The secret.</param>
/// <param name="WaitsForSecondPerson">Whether it gets no token before a second person has confirmed it.</param>
public sealed record RotatedSecret(string ClientId, string ClientSecret, bool WaitsForSecondPerson);

/// <summary>
/// Gives a machine a new secret; the old one ends at once, a token in use within seconds. Whoever is told the secret can be the machine: one
/// with a guarded scope waits for a second person afterwards, as an account does whose password was reset.
/// </summary>
public sealed class RotateSecret(IdentityDb db, ClientUpkeep upkeep, Attempts attempts, Actor actor)
{
    public Task<Outcome<RotatedSecret>> Run(string clientId, string key, CancellationToken cancellation) =>
        attempts.Once<RotatedSecret>($"POST /clients/{clientId}/secret", key, [], async () =>
        {
            var client = await upkeep.Find(clientId);
            if (client.Refusal is { } refusal)
                return refusal;
            var secret = ClientCreation.NewSecret();
            var waits = ListClients.ScopesOf(client.Value!.Permissions).Intersect(Domain.Scopes.Guarded).Any();
            if (waits)
                db.HandOut(client.Value, actor.Id);
            await upkeep.Change(client.Value, secret, "identity.client_secret_rotated");
            return new RotatedSecret(clientId, secret, waits);
        }, cancellation);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/clients/{clientId}/secret", (string clientId, HttpRequest http, RotateSecret rotate, CancellationToken cancellation) =>
                Keyed.Run(http, key => rotate.Run(clientId, key, cancellation), TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.IdentityAdminister).Idempotent().WithName("Identity_RotateSecret")
            .Produces<RotatedSecret>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
}
