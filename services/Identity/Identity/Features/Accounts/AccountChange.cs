using Identity.Data;
using Platform.Audit;

namespace Identity.Features.Accounts;

/// <summary>One change of one account with its audit lines: they tell in codes what was given and what was taken.</summary>
public sealed class AccountChange(IdentityDb db, Account account, DateTimeOffset now, string actor, string actorRole)
{
    /// <summary>Writes a line about the account.</summary>
    public void Note(string action, string purpose = "administration") => db.Record(now, actor, actorRole, action, $"account:{account.Id}", purpose);

    /// <summary>Sets what somebody is in their organisation, with a line for each difference.</summary>
    public void Assign(IReadOnlyList<string> roles, string? reportingLine, IReadOnlyList<Guid> revenueFor)
    {
        account.Roles = Differences("identity.role_given", "identity.role_taken", account.Roles, roles, role => role);
        account.RevenueFor = Differences("identity.revenue_given", "identity.revenue_taken", account.RevenueFor, revenueFor, system => $"system:{system}");
        if (account.ReportingLine != reportingLine)
            Note("identity.reporting_line_set", reportingLine ?? "none");
        account.ReportingLine = reportingLine;
    }

    private List<T> Differences<T>(string given, string taken, List<T> before, IReadOnlyList<T> after, Func<T, string> code)
    {
        foreach (var added in after.Except(before))
            Note(given, code(added));
        foreach (var removed in before.Except(after))
            Note(taken, code(removed));
        return [.. after.Distinct()];
    }
}
