using Identity.Contracts;
using Identity.Contracts.Events;
using Identity.Data;
using Identity.Domain;
using Identity.Features.Accounts;
using Identity.Features.Passwords;
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
public sealed class TenantProvisioning(IdentityDb db, Attempts attempts, PasswordWork passwords, AccountCreation accounts, TimeProvider clock)
{
    /// <summary>Makes a tenant with its administrator in a unit of work of its own; throws where it is refused. One scope, one tenant.</summary>
    /// <param name="wanted">The tenant, with its administrator's password.</param>
    /// <param name="mustChangePassword">False only where the password is meant to be known to others, as a demo's is.</param>
    /// <param name="cancellation">Honoured until the work begins.</param>
    public async Task<Guid> Create(NewTenant wanted, bool mustChangePassword = true, CancellationToken cancellation = default)
    {
        db.Tenant.Enter(Guid.CreateVersion7(clock.GetUtcNow()));
        var password = await passwords.Ready(wanted.Administrator.Password, cancellation);
        var outcome = password.Refused ? password.Refusal! : await attempts.Change(() => Add(wanted, password.Value!, "system", "system", mustChangePassword), cancellation);
        return outcome.Refusal is { } refusal ? throw new InvalidOperationException(refusal.Code) : outcome.Value!.Id;
    }

    /// <summary>Makes the tenant whose id the scope has entered, inside the current unit of work.</summary>
    public async Task<Outcome<CreatedTenant>> Add(NewTenant wanted, ReadyPassword password, string actor, string actorRole, bool mustChangePassword = true)
    {
        var faults = new Dictionary<string, string[]>();
        if (Slugs.Fault(wanted.Slug) is { } fault)
            faults["/slug"] = [fault];
        if (wanted.Name.Trim() is not { Length: > 0 and <= 200 } name || name.Any(char.IsControl))
            faults["/name"] = ["identity.name_malformed"];
        if (faults.Count > 0)
            return new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", faults);
        var id = db.Tenant.Required;
        var there = await db.Tenants.Where(t => t.Slug == wanted.Slug || t.Id == id).Select(t => t.Slug).ToListAsync();
        if (there.Contains(wanted.Slug))
            return new Refusal(StatusCodes.Status409Conflict, "identity.slug_taken", new Dictionary<string, string[]> { ["/slug"] = ["identity.slug_taken"] });
        // The id comes from the Idempotency-Key: a key older than its record made another tenant once.
        if (there.Count > 0)
            return new Refusal(StatusCodes.Status422UnprocessableEntity, "platform.idempotency_key_reused");
        var now = clock.GetUtcNow();
        var tenant = new RegisteredTenant { Id = id, Slug = wanted.Slug, Name = wanted.Name.Trim(), Version = 1, CreatedAt = now };
        db.Add(tenant);
        db.Publish(new TenantProvisioned(tenant.Id, tenant.Version, tenant.Slug, tenant.Name, tenant.Active), now);
        db.Record(now, actor, actorRole, "identity.tenant_created", $"tenant:{tenant.Id}", "operation");
        var first = wanted.Administrator;
        var administrator = await accounts.Add(new NewAccount(first.UserName, first.DisplayName, [RoleIds.Administrator]), password, actor, actorRole, "/administrator", mustChangePassword,
            countsAtOnce: true);
        if (administrator.Refusal is { } refusal)
            return refusal;
        // Saved with the account: whoever lost a race for the slug has been stopped by then.
        await db.Remember(tenant.Id, tenant.Slug, tenant.Name, tenant.Active, tenant.Version, CancellationToken.None);
        return new CreatedTenant(tenant.Id, tenant.Slug, tenant.Name, administrator.Value!);
    }
}
