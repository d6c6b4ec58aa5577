using System.Security.Claims;
using Identity.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.OpenId;

/// <summary>Whether somebody may hold a session at this moment: account and tenant active, the session not ended meanwhile.</summary>
public sealed class Standing(IdentityDb db)
{
    /// <summary>The account whose sign-in cookie, code or refresh token this is, where it is in good standing and its sessions were not ended since.</summary>
    public async Task<Account?> OfSession(ClaimsPrincipal? session, CancellationToken cancellation) =>
        await Find(session, cancellation) is { SecurityStamp: { } stamp } account && session!.FindFirst(SignInSession.Stamp)?.Value == stamp ? account : null;

    /// <summary>The account that an access token names, where it is in good standing.</summary>
    public async Task<Account?> Find(ClaimsPrincipal? person, CancellationToken cancellation)
    {
        if (!Guid.TryParse(person?.FindFirst("sub")?.Value, out var id))
            return null;
        return await db.Accounts.AsNoTracking()
            .FirstOrDefaultAsync(a => a.Id == id && a.Active && db.Tenants.Any(t => t.Id == a.HomeTenant && t.Active), cancellation);
    }

    /// <summary>Whether a machine waits for a second person.</summary>
    public Task<bool> Waits(string clientId, CancellationToken cancellation) => db.IsWaiting(clientId, cancellation);

    /// <summary>Whether a tenant exists and is not suspended.</summary>
    public Task<bool> IsActive(Guid tenant, CancellationToken cancellation) => db.Tenants.AnyAsync(t => t.Id == tenant && t.Active, cancellation);
}
