using System.Diagnostics;
using Identity.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Identity.Features.Passwords;

/// <summary>
/// Proves by a password that somebody is who they say. The hash is compared first, with no transaction open; then a short
/// one reads the account again and counts. Unknown name, wrong password, resting, deactivated and suspended give one answer,
/// go the same way, wait in the same queues and are told on the same beat.
/// </summary>
public sealed class PasswordProof(IdentityDb db, UnitOfWork<IdentityDb> unit, ILookupNormalizer names, PasswordWork work, TimeProvider clock)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    /// <summary>What is wrong, whatever is wrong.</summary>
    public static Refusal NotProven { get; } = new(StatusCodes.Status400BadRequest, "identity.password_wrong");

    /// <summary>Runs <paramref name="proven"/> on the account inside the short transaction, where the password is right.</summary>
    public async Task<Outcome<T>> Run<T>(string userName, string password, Func<Account, DateTimeOffset, T> proven, CancellationToken cancellation) where T : class
    {
        var begun = Stopwatch.GetTimestamp();
        var name = names.NormalizeName(userName);
        var known = await db.Accounts.Where(a => a.NormalizedUserName == name)
            .Select(a => new Known(a.HomeTenant, a.PasswordHash, a.SecurityStamp)).FirstOrDefaultAsync(cancellation);
        var compared = await work.Compare(known?.Hash, password, cancellation);
        if (compared.Refusal is { } busy)
            return busy;
        var better = compared.Value == PasswordVerificationResult.SuccessRehashNeeded ? (await work.Hash(password, cancellation)).Value : null;
        if (known is not null)
            db.Tenant.Enter(known.Tenant);
        var right = compared.Value != PasswordVerificationResult.Failed;
        if (await Settle(name, known, right, better, proven, cancellation) is { } result)
            return result;
        // What was written for a name that exists takes a moment; the beat hides it.
        await Task.Delay(Beat - TimeSpan.FromTicks(Stopwatch.GetElapsedTime(begun).Ticks % Beat.Ticks), cancellation);
        return NotProven;
    }

    private async Task<T?> Settle<T>(string name, Known? known, bool right, string? better, Func<Account, DateTimeOffset, T> proven, CancellationToken cancellation) where T : class
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return (await unit.Run(true, () => Count(name, known, right, better, proven), done => done.Keep, cancellation)).Result;
            }
            catch (DbUpdateConcurrencyException) when (attempt < 5)
            {
                // An administrator changed the account at this moment; the guess must not go uncounted for that.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<(T? Result, bool Keep)> Count<T>(string name, Known? known, bool right, string? better, Func<Account, DateTimeOffset, T> proven) where T : class
    {
        // Guesses that arrive together are counted one after the other, or five would count as one. SQLite's gate sees to that by itself.
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({name}, 7))", CancellationToken.None);
        var now = clock.GetUtcNow();
        var found = await db.Accounts.Where(a => a.NormalizedUserName == name)
            .Select(a => new { Account = a, TenantActive = db.Tenants.Any(t => t.Id == a.HomeTenant && t.Active) }).SingleOrDefaultAsync(CancellationToken.None);
        if (known is null || found is not { TenantActive: true, Account: { Active: true } account } || account.IsLockedOut(now))
            return (null, false);
        account.Touch();
        if (!right)
        {
            // Whoever guessed is not the account's owner for all we know.
            db.Record(now, "unknown", "none", "identity.sign_in_failed", $"account:{account.Id}", "sign-in");
            if (account.CountFailure(now))
                db.Record(now, "unknown", "none", "identity.account_locked", $"account:{account.Id}", "sign-in");
            await db.SaveChangesAsync(CancellationToken.None);
            return (null, true);
        }
        // The password was replaced while it was being compared: right a moment ago is not right now.
        if (account.SecurityStamp != known.Stamp)
            return (null, false);
        (account.AccessFailedCount, account.LockoutEnd) = (0, null);
        account.PasswordHash = better ?? account.PasswordHash;
        var result = proven(account, now);
        await db.SaveChangesAsync(CancellationToken.None);
        return (result, true);
    }

    private sealed record Known(Guid Tenant, string? Hash, string? Stamp);
}
