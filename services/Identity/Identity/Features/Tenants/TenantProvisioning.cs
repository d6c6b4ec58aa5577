using Identity.Contracts;
using Identity.Contracts.Events;
using Identity.Data;
using Identity.Domain;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Messaging;
using Platform.Tenancy;

namespace Identity.Features.Tenants;

/// <summary>The first account of a tenant.</summary>
public sealed record FirstAdministrator(string UserName, string DisplayName, string? Password = null);

/// <summary>What is needed for a tenant.</summary>
public sealed record NewTenant(string Slug, string Name, FirstAdministrator Administrator);

/// <summary>A new tenant; the administrator's initial password is told here, once.</summary>
public sealed record CreatedTenant(Guid Id, string Slug, string Name, CreatedAccount Administrator);

/// <summary>Makes tenants: behind the API, and for whoever seeds in this process.</summary>
public sealed class TenantProvisioning(IdentityDb db, UnitOfWork<IdentityDb> unit, AccountCreation accounts, TimeProvider clock)
{
    /// <summary>Makes a tenant with its administrator in a unit of work of its own; throws where it is refused. One scope, one tenant.</summary>
    public async Task<Guid> Create(string slug, string name, string adminUserName, string displayName, string password, CancellationToken cancellation = default)
    {
        db.Tenant.Enter(Guid.CreateVersion7(clock.GetUtcNow()));
        var outcome = await unit.Run(true, () => Add(new NewTenant(slug, name, new FirstAdministrator(adminUserName, displayName, password)), "system", "system"),
            o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? throw new InvalidOperationException(refusal.Code) : outcome.Value!.Id;
    }

    /// <summary>Makes the tenant whose id the scope has entered, inside the current unit of work.</summary>
    public async Task<Outcome<CreatedTenant>> Add(NewTenant wanted, string actor, string actorRole)
    {
        var faults = new Dictionary<string, string[]>();
        if (Slugs.Fault(wanted.Slug) is { } fault)
            faults["/slug"] = [fault];
        if (wanted.Name.Trim() is not { Length: > 0 and <= 200 } name || name.Any(char.IsControl))
            faults["/name"] = ["identity.name_malformed"];
        if (faults.Count > 0)
            return new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", faults);
        if (await db.Tenants.AnyAsync(t => t.Slug == wanted.Slug))
            return new Refusal(StatusCodes.Status409Conflict, "identity.slug_taken", new Dictionary<string, string[]> { ["/slug"] = ["identity.slug_taken"] });
        var now = clock.GetUtcNow();
        var tenant = new RegisteredTenant { Id = db.Tenant.Required, Slug = wanted.Slug, Name = wanted.Name.Trim(), Version = 1, CreatedAt = now };
        db.Add(tenant);
        db.Publish(new TenantProvisioned(tenant.Id, tenant.Version, tenant.Slug, tenant.Name, tenant.Active), now);
        db.Record(now, actor, actorRole, "identity.tenant_created", $"tenant:{tenant.Id}", "operation");
        await db.Remember(tenant.Id, tenant.Slug, tenant.Name, tenant.Active, tenant.Version, CancellationToken.None);
        var first = wanted.Administrator;
        var administrator = await accounts.Add(new NewAccount(first.UserName, first.DisplayName, [RoleIds.Administrator], Password: first.Password), actor, actorRole, "/administrator");
        return administrator.Refusal is { } refusal ? refusal : new CreatedTenant(tenant.Id, tenant.Slug, tenant.Name, administrator.Value!);
    }
}
