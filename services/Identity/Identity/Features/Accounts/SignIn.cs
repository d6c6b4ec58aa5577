using System.Security.Claims;
using Identity.Data;
using Identity.OpenId;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Tenancy;

namespace Identity.Features.Accounts;

/// <summary>
/// Checks a user name and a password. Unknown name, wrong password, locked, deactivated and suspended all give the same
/// answer, and all take one password hash's time.
/// </summary>
public sealed class SignIn(IdentityDb db, UnitOfWork<IdentityDb> unit, UserManager<Account> users, Standing standing, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    private static string? decoy;

    /// <summary>The principal of the sign-in cookie, or null.</summary>
    public async Task<ClaimsPrincipal?> Run(string userName, string password, CancellationToken cancellation)
    {
        var name = users.NormalizeName(userName);
        var tenant = await db.Accounts.Where(a => a.NormalizedUserName == name).Select(a => (Guid?)a.HomeTenant).FirstOrDefaultAsync(cancellation);
        if (tenant is null)
        {
            Spend(password);
            return null;
        }
        db.Tenant.Enter(tenant.Value);
        return await unit.Run(true, () => Check(name, password), _ => true, cancellation);
    }

    private async Task<ClaimsPrincipal?> Check(string name, string password)
    {
        // Guesses that arrive together are counted one after the other, or five would count as one.
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({name}, 7))", CancellationToken.None);
        var account = await db.Accounts.SingleAsync(a => a.NormalizedUserName == name);
        if (await users.IsLockedOutAsync(account) || await standing.Find(Principal(account), CancellationToken.None) is null)
        {
            Spend(password);
            return null;
        }
        var now = clock.GetUtcNow();
        if (!await users.CheckPasswordAsync(account, password))
        {
            await users.AccessFailedAsync(account);
            if (await users.IsLockedOutAsync(account))
                await Note(account, now, "identity.account_locked");
            return null;
        }
        await users.ResetAccessFailedCountAsync(account);
        await Note(account, now, "identity.signed_in");
        return Principal(account);
    }

    private async Task Note(Account account, DateTimeOffset now, string action)
    {
        db.Record(now, account.Id.ToString(), account.Roles.FirstOrDefault() ?? "none", action, $"account:{account.Id}", "sign-in");
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static ClaimsPrincipal Principal(Account account) =>
        new(new ClaimsIdentity([new Claim("sub", account.Id.ToString())], OpenIdServer.SignInCookie));

    private void Spend(string password)
    {
        var nobody = new Account();
        decoy ??= hasher.HashPassword(nobody, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(nobody, decoy, password);
    }
}
