using Identity.Contracts.Events;
using Identity.Data;
using Platform.Audit;
using Platform.Messaging;

namespace Identity.Features.Accounts;

/// <summary>One change of one account with its audit lines: they tell in codes what was given and what was taken.</summary>
public sealed class AccountChange(IdentityDb db, Account account, DateTimeOffset now, string actor, string actorRole)
{
    private readonly bool activeBefore = account.Active;
    private readonly IReadOnlyList<string> rolesBefore = account.EffectiveRoles;

    /// <summary>Who makes the change.</summary>
    public string Actor => actor;

    /// <summary>Writes a line about the account.</summary>
    public void Note(string action, string purpose = "administration") => db.Record(now, actor, actorRole, action, $"account:{account.Id}", purpose);

    /// <summary>Sets what somebody is in their organisation, with a line for each difference.</summary>
    public void Assign(IReadOnlyList<string> roles, string? reportingLine, IReadOnlyList<Guid> revenueFor)
    {
        if (roles.Except(account.Roles).Intersect(Domain.Roles.Guarded).Any())
            account.HandOut(actor);
        account.Roles = Differences("identity.role_given", "identity.role_taken", account.Roles, roles, role => role);
        account.RevenueFor = Differences("identity.revenue_given", "identity.revenue_taken", account.RevenueFor, revenueFor, system => $"system:{system}");
        if (account.ReportingLine != reportingLine)
            Note("identity.reporting_line_set", reportingLine ?? "none");
        account.ReportingLine = reportingLine;
    }

    /// <summary>Wakes what sleeps, with a line for each role: somebody independent of whoever gave it stands in for it.</summary>
    public void Confirm()
    {
        foreach (var role in account.Roles.Intersect(account.WaitsForSecondPerson ? Domain.Roles.Guarded : []))
            Note("identity.handling_confirmed", role);
        account.HandlingGivenBy = [];
    }

    /// <summary>Ends what tokens from before allow, and tells the other services where standing or roles are others than they were.</summary>
    public void Complete()
    {
        db.EndAccess(account.Id.ToString(), now);
        if (account.Active != activeBefore || !account.EffectiveRoles.Order(StringComparer.Ordinal).SequenceEqual(rolesBefore.Order(StringComparer.Ordinal)))
            Publish();
    }

    /// <summary>Tells the other services what the account is from now on.</summary>
    public void Publish() => db.Publish(new AccountChanged(account.Id, ++account.Version, account.EffectiveRoles, account.Active), now);

    private List<T> Differences<T>(string given, string taken, List<T> before, IReadOnlyList<T> after, Func<T, string> code)
    {
        foreach (var added in after.Except(before))
            Note(given, code(added));
        foreach (var removed in before.Except(after))
            Note(taken, code(removed));
        return [.. after.Distinct()];
    }
}
