using Identity.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.Features.Accounts;

/// <summary>
/// Who can be a second person in the tenant: the accounts that hold a confirming role which itself counts. One that counts was made by the
/// platform's operator or confirmed by somebody who had not given it anything, so nobody can make their own second person,
/// not by a chain of accounts either.
/// </summary>
public sealed class SecondPeople(IdentityDb db)
{
    /// <summary>All of the tenant, as they stand now.</summary>
    public async Task<Confirmers> Find(CancellationToken cancellation)
    {
        var found = await db.OwnAccounts().Where(a => a.Active && a.HandlingGivenBy.Count == 0 && a.Roles.Any(role => Domain.Roles.Confirming.Contains(role))).Select(a => a.Id).ToListAsync(cancellation);
        return new Confirmers(found.Select(id => id.ToString()).ToHashSet());
    }
}

/// <summary>The accounts of a tenant that can be a second person.</summary>
/// <param name="Awake">Their ids.</param>
public sealed record Confirmers(IReadOnlySet<string> Awake)
{
    /// <summary>Whether one of them can confirm this account. Where none can, the platform's operator does.</summary>
    public bool AnyFor(Guid account, IReadOnlyList<string> givenBy) => Awake.Any(id => Independent(id, account, givenBy));

    /// <summary>Whether this one can.</summary>
    public bool May(string id, Guid account, IReadOnlyList<string> givenBy) => Awake.Contains(id) && Independent(id, account, givenBy);

    /// <summary>Whether somebody neither is the person of the account nor gave it a role or a way in.</summary>
    public static bool Independent(string id, Guid account, IReadOnlyList<string> givenBy) => id != account.ToString() && !givenBy.Contains(id);
}
