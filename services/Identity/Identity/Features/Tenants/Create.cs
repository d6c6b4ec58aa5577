using System.Text;
using Identity.Data;
using Identity.Features.Passwords;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Security;

namespace Identity.Features.Tenants;

/// <summary>The operator makes a tenant, once per Idempotency-Key: the answer holds a password, and must survive a lost connection.</summary>
public sealed class CreateTenant(IdentityDb db, TenantProvisioning provisioning, Attempts attempts, PasswordWork passwords, Secrets secrets, Actor actor)
{
    public async Task<Outcome<CreatedTenant>> Run(string key, JsonBody<NewTenant> body, CancellationToken cancellation)
    {
        db.Tenant.Enter(IdOf(key));
        var password = await passwords.Ready(body.Value.Administrator.Password, cancellation);
        return password.Refusal is { } busy ? busy
            : await attempts.Once("POST /tenants", key, body.Raw, () => provisioning.Add(body.Value, password.Value!, actor.Id, actor.Role), cancellation);
    }

    // The record of a first answer belongs to the tenant that it made, so the key must lead to the same id again.
    private Guid IdOf(string key)
    {
        var id = secrets.Digest("tenant-id", Encoding.UTF8.GetBytes(key)).AsSpan(0, 16);
        id[6] = (byte)(id[6] & 0x0F | 0x80);
        id[8] = (byte)(id[8] & 0x3F | 0x80);
        return new Guid(id, bigEndian: true);
    }

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/tenants", (HttpRequest http, JsonBody<NewTenant> body, CreateTenant create, CancellationToken cancellation) =>
                Keyed.Run(http, key => create.Run(key, body, cancellation), t => TypedResults.Created($"/api/identity/v1/tenants/{t.Id}", t)))
            .OwnWork().RequirePermission(Permissions.PlatformOperate).WithMetadata(new WithoutTenantAttribute()).Idempotent().WithName("Identity_CreateTenant")
            .Produces<CreatedTenant>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
}
