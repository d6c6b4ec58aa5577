using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Clients;

/// <summary>Ends a machine's account for good: no token from now on, one in use ends within seconds. It stays in the list, since audit lines name it.</summary>
public sealed class RevokeClient(IdentityDb db, ClientUpkeep upkeep, Attempts attempts)
{
    public Task<Outcome<ClientRow>> Run(string clientId, CancellationToken cancellation) => attempts.Change<ClientRow>(async () =>
    {
        var client = await upkeep.Find(clientId);
        if (client.Refusal is { } refusal)
            return refusal;
        await upkeep.Change(client.Value!, ClientCreation.NewSecret(), "identity.client_revoked", (wanted, now) =>
        {
            wanted.Permissions.Clear();
            db.Entry(client.Value!).Property(ClientRecord.RevokedAt).CurrentValue = now;
            db.EndWaiting(client.Value!);
        });
        return new ClientRow(clientId, client.Value!.DisplayName ?? clientId, [], Active: false);
    }, cancellation);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/clients/{clientId}/revoke", async (string clientId, RevokeClient revoke, CancellationToken cancellation) =>
                (await revoke.Run(clientId, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.IdentityAdminister).WithName("Identity_RevokeClient")
            .Produces<ClientRow>().ProducesProblem(404).ProducesProblem(409);
}
