using System.Text.RegularExpressions;
using Identity.Data;
using Identity.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Identity.Features.Accounts;

/// <summary>What is needed for an account. Without a password one is made, and told once.</summary>
public sealed record NewAccount(
    string UserName, string DisplayName, IReadOnlyList<string> Roles, string? ReportingLine = null, IReadOnlyList<Guid>? RevenueFor = null, string? Password = null);

/// <summary>A new account; the initial password is null where the caller chose it.</summary>
public sealed record CreatedAccount(Guid Id, string UserName, string? InitialPassword);

/// <summary>Makes accounts of one tenant: behind the API, behind the console page, and for whoever seeds in this process.</summary>
public sealed partial class AccountCreation(IdentityDb db, UnitOfWork<IdentityDb> unit, UserManager<Account> users, TimeProvider clock)
{
    /// <summary>Makes an account in a unit of work of its own; throws where it is refused. The scope belongs to that tenant from then on.</summary>
    public async Task<Guid> Create(Guid tenantId, string userName, string displayName, string password,
        IReadOnlyList<string> roles, string? reportingLine = null, IReadOnlyList<Guid>? revenueFor = null, CancellationToken cancellation = default)
    {
        db.Tenant.Enter(tenantId);
        var outcome = await unit.Run(true, () => Add(new NewAccount(userName, displayName, roles, reportingLine, revenueFor, password), "system", "system"),
            o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? throw new InvalidOperationException(refusal.Code) : outcome.Value!.Id;
    }

    /// <summary>Makes an account of the current tenant inside the current unit of work.</summary>
    /// <param name="wanted">The account.</param>
    /// <param name="actor">Who makes it, for the audit line.</param>
    /// <param name="actorRole">The role they act in.</param>
    /// <param name="at">Pointer to the account inside the request, for errors.</param>
    public async Task<Outcome<CreatedAccount>> Add(NewAccount wanted, string actor, string actorRole, string at = "")
    {
        var password = wanted.Password ?? InitialPassword.Create();
        if (Faults(wanted, at) is { Count: > 0 } faults)
            return new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", faults);
        if (await users.FindByNameAsync(wanted.UserName) is not null)
            return new Refusal(StatusCodes.Status409Conflict, "identity.user_name_taken", new Dictionary<string, string[]> { [$"{at}/userName"] = ["identity.user_name_taken"] });
        var now = clock.GetUtcNow();
        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            HomeTenant = db.Tenant.Required,
            UserName = wanted.UserName,
            DisplayName = wanted.DisplayName.Trim(),
            Roles = [.. wanted.Roles.Distinct(StringComparer.Ordinal)],
            ReportingLine = wanted.ReportingLine,
            RevenueFor = [.. (wanted.RevenueFor ?? []).Distinct()],
            CreatedAt = now,
        };
        db.Record(now, actor, actorRole, "identity.account_created", $"account:{account.Id}", "administration");
        var result = await users.CreateAsync(account, password);
        if (!result.Succeeded)
            return Refusal.Field("platform.invalid", $"{at}/password", "identity.password_weak");
        return new CreatedAccount(account.Id, wanted.UserName, wanted.Password is null ? password : null);
    }

    private static Dictionary<string, string[]> Faults(NewAccount wanted, string at)
    {
        var faults = new Dictionary<string, string[]>();
        if (!UserNameForm().IsMatch(wanted.UserName))
            faults[$"{at}/userName"] = ["identity.user_name_malformed"];
        if (wanted.DisplayName.Trim() is not { Length: > 0 and <= 100 } name || name.Any(char.IsControl))
            faults[$"{at}/displayName"] = ["identity.name_malformed"];
        if (wanted.Roles.Count == 0)
            faults[$"{at}/roles"] = ["identity.roles_missing"];
        else if (wanted.Roles.Any(role => !Roles.Known.Contains(role)))
            faults[$"{at}/roles"] = ["identity.role_unknown"];
        else if (!Roles.CanBeHeldTogether(wanted.Roles))
            faults[$"{at}/roles"] = ["identity.roles_conflict"];
        if (wanted.ReportingLine is { } line && !CodeForm().IsMatch(line))
            faults[$"{at}/reportingLine"] = ["identity.reporting_line_malformed"];
        if (wanted.RevenueFor is { Count: > 100 })
            faults[$"{at}/revenueFor"] = ["platform.too_long"];
        if (wanted.Password is { } password && password.Length is < 12 or > 128)
            faults[$"{at}/password"] = ["identity.password_weak"];
        return faults;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._@+-]{2,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex UserNameForm();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.NonBacktracking)]
    private static partial Regex CodeForm();
}
