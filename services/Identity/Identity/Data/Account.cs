using Microsoft.AspNetCore.Identity;
using Platform.Contracts;

namespace Identity.Data;

/// <summary>
/// A person of one tenant. Global, since sign-in knows no tenant yet: whoever lists or changes accounts names the tenant in
/// the query (<see cref="AccountQueries"/>).
/// </summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Tenant the person works for; immutable.</summary>
    public Guid HomeTenant { get; init; }

    /// <summary>What colleagues call the person.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Role ids.</summary>
    [Coarse] public List<string> Roles { get; set; } = [];

    /// <summary>
    /// Who gave the account a guarded role or a way in (made it, set its password, let it in again) since a second person last
    /// confirmed it. While somebody stands here, guarded roles sleep. It is kept for every account: who knows the password of one
    /// that is given a guarded role later is no second person then.
    /// </summary>
    [Coarse] public List<string> HandlingGivenBy { get; set; } = [];

    /// <summary>Whether a role of the account sleeps until a second person has confirmed it.</summary>
    public bool WaitsForSecondPerson => Domain.Roles.Wait(Roles, HandlingGivenBy.Count > 0);

    /// <summary>The roles that count: those of a token, and those that others are told of.</summary>
    public IReadOnlyList<string> EffectiveRoles => Domain.Roles.Effective(Roles, HandlingGivenBy.Count > 0);

    /// <summary>Counts up with every change of standing or effective roles; carried by the events.</summary>
    public long Version { get; set; }

    /// <summary>Code of the reporting line, so that a reviewer from another one can be told.</summary>
    [Coarse] public string? ReportingLine { get; set; }

    /// <summary>AI systems whose revenue the person answers for.</summary>
    public List<Guid> RevenueFor { get; set; } = [];

    /// <summary>False once deactivated: no sign-in, no refresh.</summary>
    public bool Active { get; set; } = true;

    /// <summary>True while somebody else has set or seen the password: no code is given before the person has chosen their own.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>When the account was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    private const int MostFailures = 5;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    /// <summary>Whether the account rests after too many wrong passwords.</summary>
    public bool IsLockedOut(DateTimeOffset now) => LockoutEnd > now;

    /// <summary>Counts a wrong password; true when it was one too many and the account rests from now on.</summary>
    public bool CountFailure(DateTimeOffset now)
    {
        AccessFailedCount++;
        if (AccessFailedCount < MostFailures)
            return false;
        (AccessFailedCount, LockoutEnd) = (0, now + Rest);
        return true;
    }

    /// <summary>Takes a new password. Every sign-in cookie and refresh token from before ends with it, and so does a rest.</summary>
    public void TakePassword(string hash, bool mustChange)
    {
        (PasswordHash, MustChangePassword) = (hash, mustChange);
        (AccessFailedCount, LockoutEnd) = (0, null);
        EndSessions();
    }

    /// <summary>To be called when somebody gave a guarded role or a way into the account: guarded roles sleep from now on.</summary>
    public void HandOut(string by) => HandlingGivenBy = [.. HandlingGivenBy.Append(by).Distinct()];

    /// <summary>Ends every sign-in cookie and refresh token of the account.</summary>
    public void EndSessions() => SecurityStamp = Guid.NewGuid().ToString("N");

    /// <summary>To be called with every change: whoever read the account before it can't overwrite it.</summary>
    public void Touch() => ConcurrencyStamp = Guid.NewGuid().ToString();
}

/// <summary>The ways to look at accounts.</summary>
public static class AccountQueries
{
    /// <summary>Accounts of the tenant of the current work, and no others.</summary>
    public static IQueryable<Account> OwnAccounts(this IdentityDb db)
    {
        var tenant = db.Tenant.Required;
        return db.Accounts.Where(a => a.HomeTenant == tenant);
    }
}
