using Identity.Contracts;
using Identity.Data;
using Identity.Features.Passwords;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>What is needed for an account. Without a password one is made, and told once.</summary>
public sealed record NewAccount(
    string UserName, string DisplayName, IReadOnlyList<string> Roles, string? ReportingLine = null, IReadOnlyList<Guid>? RevenueFor = null, string? Password = null);

/// <summary>A new account; the initial password is null where the caller chose it.</summary>
public sealed record CreatedAccount(Guid Id, string UserName, string? InitialPassword);

/// <summary>Makes accounts of one tenant: behind the API, behind the console page, and for whoever seeds in this process.</summary>
public sealed class AccountCreation(IdentityDb db, Attempts attempts, PasswordWork passwords, UserManager<Account> users, TimeProvider clock)
{
    /// <summary>Makes an account in a unit of work of its own; throws where it is refused. The scope belongs to that tenant from then on.</summary>
    /// <param name="tenantId">Tenant the account belongs to.</param>
    /// <param name="wanted">The account, with its password.</param>
    /// <param name="mustChangePassword">False only where the password is meant to be known to others, as a demo's is.</param>
    /// <param name="by">The administrator who makes it, where it is one: never the second person who confirms its roles.</param>
    /// <param name="cancellation">Honoured until the work begins.</param>
    public async Task<Guid> Create(Guid tenantId, NewAccount wanted, bool mustChangePassword = true, Guid? by = null, CancellationToken cancellation = default)
    {
        db.Tenant.Enter(tenantId);
        var ready = await passwords.Ready(wanted.Password, cancellation);
        var outcome = ready.Refused ? ready.Refusal!
            : await attempts.Change(() => Add(wanted, ready.Value!, by?.ToString() ?? "system", by is null ? "system" : RoleIds.Administrator, mustChangePassword: mustChangePassword), cancellation);
        return outcome.Refusal is { } refusal ? throw new InvalidOperationException(refusal.Code) : outcome.Value!.Id;
    }

    /// <summary>Makes an account of the current tenant inside the current unit of work.</summary>
    /// <param name="wanted">The account.</param>
    /// <param name="password">Its password, hashed before the unit of work began.</param>
    /// <param name="actor">Who makes it, for the audit lines.</param>
    /// <param name="actorRole">The role they act in.</param>
    /// <param name="at">Pointer to the account inside the request, for errors.</param>
    /// <param name="mustChangePassword">Whether the person is to choose another password before anything else.</param>
    /// <param name="countsAtOnce">Only for an administrator whom the platform's operator makes where the tenant has nobody yet who could be a second person.</param>
    public async Task<Outcome<CreatedAccount>> Add(
        NewAccount wanted, ReadyPassword password, string actor, string actorRole, string at = "", bool mustChangePassword = true, bool countsAtOnce = false)
    {
        if (AccountRules.Faults(wanted, password.Text, at) is { Count: > 0 } faults)
            return AccountRules.Refuse(faults, wanted.Roles);
        var now = clock.GetUtcNow();
        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            HomeTenant = db.Tenant.Required,
            UserName = wanted.UserName,
            DisplayName = wanted.DisplayName.Trim(),
            PasswordHash = password.Hash,
            MustChangePassword = mustChangePassword,
            CreatedAt = now,
        };
        var change = new AccountChange(db, account, now, actor, actorRole);
        change.Note("identity.account_created");
        account.HandOut(actor);
        change.Assign(wanted.Roles, wanted.ReportingLine, wanted.RevenueFor ?? []);
        if (countsAtOnce)
            account.HandlingGivenBy = [];
        change.Publish();
        var result = await users.CreateAsync(account);
        return result.Succeeded ? new CreatedAccount(account.Id, wanted.UserName, password.Told) : RefusalOf(result, at);
    }

    private static Refusal RefusalOf(IdentityResult result, string at) => result.Errors.First().Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateUserName) =>
            new Refusal(StatusCodes.Status409Conflict, "identity.user_name_taken", new Dictionary<string, string[]> { [$"{at}/userName"] = ["identity.user_name_taken"] }),
        nameof(IdentityErrorDescriber.InvalidUserName) => Refusal.Field("platform.invalid", $"{at}/userName", "identity.user_name_malformed"),
        nameof(IdentityErrorDescriber.ConcurrencyFailure) => Refusal.Conflict("platform.conflict"),
        var code => throw new InvalidOperationException($"An account was refused for {code}, which no rule of ours lets through."),
    };
}
