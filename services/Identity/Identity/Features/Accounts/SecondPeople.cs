using Identity.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>
/// Who can be a second person in the tenant: the accounts that hold a confirming role which itself counts. One that counts was made by the
/// platform's operator or confirmed by somebody who had not given it anything, so nobody can make their own second person,
/// not by a chain of accounts either.
/// </summary>
public sealed class SecondPeople(IdentityDb db, Actor actor)
{
    /// <summary>All of the tenant, as they stand now.</summary>
    public async Task<Confirmers> Find(CancellationToken cancellation)
    {
        var found = await db.OwnAccounts().Where(a => a.Active && a.HandlingGivenBy.Count == 0 && a.Roles.Any(role => Domain.Roles.Confirming.Contains(role))).Select(a => a.Id).ToListAsync(cancellation);
        return new Confirmers(found.Select(id => id.ToString()).ToHashSet());
    }

    /// <summary>Why whoever acts is no second person; null where they are one.</summary>
    /// <param name="subject">Id of the account or of the machine's client.</param>
    /// <param name="waits">Whether there is anything to confirm.</param>
    /// <param name="givenBy">Who gave what waits.</param>
    public async Task<Refusal?> Fault(string subject, bool waits, IReadOnlyList<string> givenBy)
    {
        var confirmers = await Find(CancellationToken.None);
        var (operates, counts) = (actor.May(Permissions.PlatformOperate), confirmers.Awake.Contains(actor.Id));
        if (!operates && !counts && !await HoldsConfirmingRole())
            return No("platform.forbidden");
        if (!waits)
            return Refusal.Conflict("identity.nothing_to_confirm");
        if (!Confirmers.Independent(actor.Id, subject, givenBy))
            return No("identity.second_person_needed");
        if (operates && confirmers.AnyFor(subject, givenBy))
            return No("identity.organisation_confirms");
        return operates || counts ? null : No("identity.confirmer_waits");
    }

    /// <summary>Names of those who gave something, by their ids; who is no account of the tenant has none.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Names(IEnumerable<string> givenBy, CancellationToken cancellation)
    {
        var givers = givenBy.Distinct().Select(by => Guid.TryParse(by, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
        return givers.Count == 0 ? new Dictionary<string, string>()
            : await db.OwnAccounts().Where(a => givers.Contains(a.Id)).ToDictionaryAsync(a => a.Id.ToString(), a => a.DisplayName, cancellation);
    }

    /// <summary>Whether whoever acts can confirm, and whether only the platform's operator can.</summary>
    public (bool May, bool ByOperator) Standing(Confirmers confirmers, string subject, IReadOnlyList<string> givenBy)
    {
        var byOperator = !confirmers.AnyFor(subject, givenBy);
        return (actor.May(Permissions.PlatformOperate) ? byOperator && !givenBy.Contains(actor.Id) : confirmers.May(actor.Id, subject, givenBy), byOperator);
    }

    // A token from before may say more than the account holds now, and one of whose role sleeps says nothing of it.
    private async Task<bool> HoldsConfirmingRole() => Guid.TryParse(actor.Id, out var id)
        && await db.OwnAccounts().AnyAsync(a => a.Id == id && a.Active && a.Roles.Any(role => Domain.Roles.Confirming.Contains(role)), CancellationToken.None);

    private static Refusal No(string code) => new(StatusCodes.Status403Forbidden, code);
}

/// <summary>The accounts of a tenant that can be a second person.</summary>
/// <param name="Awake">Their ids.</param>
public sealed record Confirmers(IReadOnlySet<string> Awake)
{
    /// <summary>Whether one of them can confirm this account or machine. Where none can, the platform's operator does.</summary>
    public bool AnyFor(string subject, IReadOnlyList<string> givenBy) => Awake.Any(id => Independent(id, subject, givenBy));

    /// <summary>Whether this one can.</summary>
    public bool May(string id, string subject, IReadOnlyList<string> givenBy) => Awake.Contains(id) && Independent(id, subject, givenBy);

    /// <summary>Whether somebody neither is the person of the account, or the machine, nor gave it a role, a scope or a way in.</summary>
    public static bool Independent(string id, string subject, IReadOnlyList<string> givenBy) => id != subject && !givenBy.Contains(id);
}
