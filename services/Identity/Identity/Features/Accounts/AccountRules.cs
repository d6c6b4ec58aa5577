using System.Text.RegularExpressions;
using Identity.Domain;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;
using Platform.Ui.Layout;

namespace Identity.Features.Accounts;

/// <summary>What somebody is in their organisation: the same rules when an account is made and when it is changed.</summary>
public static partial class AccountRules
{
    /// <summary>Codes of what is wrong with roles, reporting line and revenue, by pointer.</summary>
    public static Dictionary<string, string[]> Faults(IReadOnlyList<string> roles, string? reportingLine, IReadOnlyList<Guid>? revenueFor, string at = "")
    {
        var faults = new Dictionary<string, string[]>();
        if (roles.Count == 0)
            faults[$"{at}/roles"] = ["identity.roles_missing"];
        else if (roles.Any(role => role is null || !Roles.Known.Contains(role)))
            faults[$"{at}/roles"] = ["identity.role_unknown"];
        else if (!Roles.CanBeHeldTogether(roles))
            faults[$"{at}/roles"] = ["identity.roles_conflict"];
        if (reportingLine is not null && !CodeForm().IsMatch(reportingLine))
            faults[$"{at}/reportingLine"] = ["identity.reporting_line_malformed"];
        if (revenueFor is { Count: > 100 })
            faults[$"{at}/revenueFor"] = ["platform.too_long"];
        return faults;
    }

    /// <summary>Codes of what is wrong with a whole new account, by pointer.</summary>
    public static Dictionary<string, string[]> Faults(NewAccount wanted, string password, string at)
    {
        var faults = Faults(wanted.Roles, wanted.ReportingLine, wanted.RevenueFor, at);
        if (!UserNameForm().IsMatch(wanted.UserName))
            faults[$"{at}/userName"] = ["identity.user_name_malformed"];
        if (wanted.DisplayName.Trim() is not { Length: > 0 and <= 100 } name || name.Any(char.IsControl))
            faults[$"{at}/displayName"] = ["identity.name_malformed"];
        if (PasswordRule.Fault(password, wanted.UserName) is { } weak)
            faults[$"{at}/password"] = [weak];
        return faults;
    }

    /// <summary>Refuses what is wrong; of roles that exclude each other the words name the two.</summary>
    public static Refusal Refuse(Dictionary<string, string[]> faults, IReadOnlyList<string> roles) => new(StatusCodes.Status400BadRequest, "platform.invalid", faults,
        Values: Roles.Conflict(roles) is { } pair ? new Dictionary<string, string> { ["one"] = InWords(pair.One), ["other"] = InWords(pair.Other) } : null);

    private static string InWords(string role) => ConsoleNavigation.Name(role) is var name && name.Length > 0 ? char.ToLowerInvariant(name[0]) + name[1..] : role;

    [GeneratedRegex("\\A[A-Za-z0-9][A-Za-z0-9._@+-]{2,63}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex UserNameForm();

    [GeneratedRegex("\\A[a-z0-9][a-z0-9-]{0,39}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex CodeForm();
}
