using Identity.Contracts;
using Identity.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>What every change of an existing account shares: whose it is, one change of a tenant's accounts at a time, and the account saved with its audit lines.</summary>
public sealed class AccountUpkeep(IdentityDb db, Attempts attempts, Actor actor, TimeProvider clock)
{
    /// <summary>Runs a change in a unit of work of its own.</summary>
    public Task<Outcome<T>> Run<T>(Guid id, Func<Account, AccountChange, Task<Outcome<T>>> work, CancellationToken cancellation) =>
        attempts.Change(() => Inside(id, work), cancellation);

    /// <summary>Runs a change once per Idempotency-Key.</summary>
    public Task<Outcome<T>> Once<T>(Guid id, string scope, string key, byte[] body, Func<Account, AccountChange, Task<Outcome<T>>> work, CancellationToken cancellation) =>
        attempts.Once(scope, key, body, () => Inside(id, work), cancellation);

    /// <summary>Whether it is the account of whoever acts.</summary>
    public bool IsOwn(Account account) => account.Id.ToString() == actor.Id;

    /// <summary>Whether the tenant would have nobody left who can manage its accounts. An administrator whose role sleeps can't.</summary>
    public async Task<bool> IsLastAdministrator(Account account) => account.Active && account.EffectiveRoles.Contains(RoleIds.Administrator)
        && !await db.OwnAccounts().AnyAsync(a => a.Id != account.Id && a.Active && a.HandlingGivenBy.Count == 0 && a.Roles.Contains(RoleIds.Administrator));

    private async Task<Outcome<T>> Inside<T>(Guid id, Func<Account, AccountChange, Task<Outcome<T>>> work)
    {
        // Two administrators who take the role from each other at once would leave nobody.
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({db.Tenant.Required.ToString()}, 8))", CancellationToken.None);
        var account = await db.OwnAccounts().FirstOrDefaultAsync(a => a.Id == id, CancellationToken.None);
        if (account is null)
            return Refusal.NotFound("identity.user_unknown");
        var change = new AccountChange(db, account, clock.GetUtcNow(), actor.Id, actor.Role);
        var outcome = await work(account, change);
        if (outcome.Refused || !db.ChangeTracker.HasChanges())
            return outcome;
        change.Complete();
        account.Touch();
        await db.SaveChangesAsync(CancellationToken.None);
        return outcome;
    }
}
