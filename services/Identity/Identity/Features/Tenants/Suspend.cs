using Identity.Contracts;
using Identity.Contracts.Events;
using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;
using Platform.Tenancy;

namespace Identity.Features.Tenants;

/// <summary>Suspends or resumes a tenant: its people and machines are shut out within seconds, it takes no new grievances; mailboxes of those who filed stay open.</summary>
public sealed class SuspendTenant(IdentityDb db, Attempts attempts, Actor actor, TimeProvider clock)
{
    public async Task<Outcome<TenantSummary>> Run(Guid id, bool active, CancellationToken cancellation)
    {
        if (!await db.Tenants.AnyAsync(t => t.Id == id, cancellation))
            return Refusal.NotFound("identity.tenant_unknown");
        db.Tenant.Enter(id);
        return await attempts.Change(() => Change(id, active), cancellation);
    }

    private async Task<Outcome<TenantSummary>> Change(Guid id, bool active)
    {
        var tenant = await db.Tenants.SingleAsync(t => t.Id == id);
        if (tenant.Active != active)
        {
            var now = clock.GetUtcNow();
            tenant.Active = active;
            if (!active)
                db.EndAccess(id.ToString(), now);
            tenant.Version++;
            db.Publish(new TenantProvisioned(tenant.Id, tenant.Version, tenant.Slug, tenant.Name, tenant.Active), now);
            db.Record(now, actor.Id, actor.Role, active ? "identity.tenant_resumed" : "identity.tenant_suspended", $"tenant:{id}", "operation");
            await db.SaveChangesAsync();
            await db.Remember(id, tenant.Slug, tenant.Name, tenant.Active, tenant.Version, CancellationToken.None);
        }
        return new TenantSummary(tenant.Id, tenant.Slug, tenant.Name, tenant.Active, tenant.CreatedAt);
    }

    internal static void Map(RouteGroupBuilder api)
    {
        Map(api, "suspend", false, "Identity_SuspendTenant");
        Map(api, "resume", true, "Identity_ResumeTenant");
    }

    private static void Map(RouteGroupBuilder api, string verb, bool active, string name) =>
        api.MapPost($"/tenants/{{id:guid}}/{verb}", async (Guid id, SuspendTenant suspend, CancellationToken cancellation) =>
                (await suspend.Run(id, active, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.PlatformOperate).WithMetadata(new WithoutTenantAttribute()).WithName(name)
            .Produces<TenantSummary>().ProducesProblem(404);
}
