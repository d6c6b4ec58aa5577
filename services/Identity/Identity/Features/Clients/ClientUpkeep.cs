using Identity.Data;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using Platform.Audit;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Clients;

/// <summary>What every change of a machine's account shares: whose it is, whether it still is one, its line in the audit log.</summary>
public sealed class ClientUpkeep(IdentityDb db, IOpenIddictApplicationManager clients, Actor actor, TimeProvider clock)
{
    /// <summary>Finds a client of the current tenant that is not revoked.</summary>
    public async Task<Outcome<OpenIddictEntityFrameworkCoreApplication>> Find(string clientId)
    {
        var client = await db.OwnClients().FirstOrDefaultAsync(c => c.ClientId == clientId, CancellationToken.None);
        return client is null ? Refusal.NotFound("identity.client_unknown")
            : db.Entry(client).Property(ClientRecord.RevokedAt).CurrentValue is not null ? Refusal.Conflict("identity.client_revoked") : client;
    }

    /// <summary>Gives a client another secret and whatever else is to change of it, inside the current unit of work; its tokens from before end.</summary>
    public async Task Change(OpenIddictEntityFrameworkCoreApplication client, string secret, string action, Action<OpenIddictApplicationDescriptor, DateTimeOffset>? more = null)
    {
        var now = clock.GetUtcNow();
        var wanted = new OpenIddictApplicationDescriptor();
        await clients.PopulateAsync(wanted, client, CancellationToken.None);
        wanted.ClientSecret = secret;
        more?.Invoke(wanted, now);
        db.Record(now, actor.Id, actor.Role, action, $"client:{client.ClientId}", "administration");
        db.EndAccess(client.ClientId!, now);
        await clients.UpdateAsync(client, wanted, CancellationToken.None);
    }
}
