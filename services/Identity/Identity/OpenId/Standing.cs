using System.Security.Claims;
using Identity.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.OpenId;

/// <summary>Whether somebody may hold a session at this moment: account and tenant active.</summary>
public sealed class Standing(IdentityDb db)
{
    /// <summary>The account that a principal names, where it is in good standing.</summary>
    public async Task<Account?> Find(ClaimsPrincipal? person, CancellationToken cancellation)
    {
        if (!Guid.TryParse(person?.FindFirst("sub")?.Value, out var id))
            return null;
        return await db.Accounts.AsNoTracking()
            .FirstOrDefaultAsync(a => a.Id == id && a.Active && db.Tenants.Any(t => t.Id == a.HomeTenant && t.Active), cancellation);
    }

    /// <summary>Whether a tenant exists and is not suspended.</summary>
    public Task<bool> IsActive(Guid tenant, CancellationToken cancellation) => db.Tenants.AnyAsync(t => t.Id == tenant && t.Active, cancellation);
}
