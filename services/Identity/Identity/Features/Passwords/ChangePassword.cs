using System.Security.Claims;
using Identity.Data;
using Identity.Domain;
using Identity.OpenId;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;

namespace Identity.Features.Passwords;

/// <summary>
/// A signed-in person chooses a password. Whoever has just signed in with one that somebody else knows is not asked for it
/// again; everybody else gives the current one, and a wrong one counts as at the sign-in. Every other session ends.
/// </summary>
public sealed class ChangePassword(IdentityDb db, Attempts attempts, PasswordWork work, PasswordProof proof, TimeProvider clock)
{
    /// <summary>Changes it; the answer is what the sign-in cookie will hold from now on.</summary>
    /// <param name="account">Account of the session, as it was found in good standing.</param>
    /// <param name="signedInAt">When the session began.</param>
    /// <param name="current">The current password, where it is asked for.</param>
    /// <param name="wanted">The new one.</param>
    /// <param name="cancellation">Honoured until the work begins.</param>
    public async Task<Outcome<ClaimsPrincipal>> Run(Account account, DateTimeOffset signedInAt, string current, string wanted, CancellationToken cancellation)
    {
        if (PasswordRule.Fault(wanted, account.UserName!) is { } fault)
            return Refusal.Field("platform.invalid", "/password", fault);
        if (!account.MustChangePassword && wanted == current)
            return Unchanged;
        var hash = await work.Hash(wanted, cancellation);
        if (hash.Refusal is { } busy)
            return busy;
        if (!account.MustChangePassword)
            return await proof.Run(account.UserName!, current, (proven, now) => Take(proven, hash.Value!, now, now), cancellation);
        var same = await work.Compare(account.PasswordHash, wanted, cancellation);
        if (same.Refusal is { } full)
            return full;
        return same.Value != PasswordVerificationResult.Failed ? Unchanged : await First(account, signedInAt, hash.Value!, cancellation);
    }

    private static Refusal Unchanged => Refusal.Field("platform.invalid", "/password", "identity.password_unchanged");

    private Task<Outcome<ClaimsPrincipal>> First(Account seen, DateTimeOffset signedInAt, string hash, CancellationToken cancellation)
    {
        db.Tenant.Enter(seen.HomeTenant);
        return attempts.Change<ClaimsPrincipal>(async () =>
        {
            // Another reset since, and this session is none any more.
            if (await db.Accounts.FirstOrDefaultAsync(a => a.Id == seen.Id && a.SecurityStamp == seen.SecurityStamp, CancellationToken.None) is not { } account)
                return Refusal.Conflict("platform.conflict");
            account.Touch();
            var session = Take(account, hash, signedInAt, clock.GetUtcNow());
            await db.SaveChangesAsync(CancellationToken.None);
            return session;
        }, cancellation);
    }

    private ClaimsPrincipal Take(Account account, string hash, DateTimeOffset signedInAt, DateTimeOffset now)
    {
        // Before the first password of one's own there was no token that could be about.
        if (!account.MustChangePassword)
            db.EndAccess(account.Id.ToString(), now);
        account.TakePassword(hash, mustChange: false);
        db.Record(now, account.Id.ToString(), account.Roles.FirstOrDefault() ?? "none", "identity.password_changed", $"account:{account.Id}", "own-account");
        return SignInSession.Of(account, signedInAt);
    }
}
