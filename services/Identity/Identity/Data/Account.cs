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

    /// <summary>Code of the reporting line, so that a reviewer from another one can be told.</summary>
    [Coarse] public string? ReportingLine { get; set; }

    /// <summary>AI systems whose revenue the person answers for.</summary>
    public List<Guid> RevenueFor { get; set; } = [];

    /// <summary>False once deactivated: no sign-in, no refresh.</summary>
    public bool Active { get; set; } = true;

    /// <summary>When the account was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }
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
