using Identity.Data;
using Identity.Features.Passwords;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>
/// An administrator gives a colleague a new initial password. It ends a rest after wrong passwords and every session of the
/// account; the person has to choose their own, and so notices when they did not ask for it. Guarded roles wait for a second person, since
/// whoever sets a password can use it.
/// </summary>
public sealed class ResetPassword(AccountUpkeep upkeep, PasswordWork passwords)
{
    /// <summary>For the form.</summary>
    public Task<Outcome<CreatedAccount>> Run(Guid id, CancellationToken cancellation) =>
        Ready(work => upkeep.Run(id, work, cancellation), cancellation);

    /// <summary>For machines: once per Idempotency-Key.</summary>
    public Task<Outcome<CreatedAccount>> Run(Guid id, string key, CancellationToken cancellation) =>
        Ready(work => upkeep.Once(id, $"POST /users/{id}/password", key, [], work, cancellation), cancellation);

    private async Task<Outcome<CreatedAccount>> Ready(Func<Func<Account, AccountChange, Task<Outcome<CreatedAccount>>>, Task<Outcome<CreatedAccount>>> run, CancellationToken cancellation)
    {
        var password = await passwords.Ready(null, cancellation);
        return password.Refusal is { } busy ? busy : await run((account, change) => Task.FromResult(Reset(account, change, password.Value!)));
    }

    private Outcome<CreatedAccount> Reset(Account account, AccountChange change, ReadyPassword password)
    {
        // Nobody asks for the current one here, so a session left open must not be enough to take an account over.
        if (upkeep.IsOwn(account))
            return Refusal.Conflict("identity.own_password");
        account.TakePassword(password.Hash, mustChange: true);
        account.HandOut(change.Actor);
        change.Note("identity.password_reset");
        return new CreatedAccount(account.Id, account.UserName!, password.Told);
    }

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/users/{id:guid}/password", (Guid id, HttpRequest http, ResetPassword reset, CancellationToken cancellation) =>
                Keyed.Run(http, key => reset.Run(id, key, cancellation), TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.IdentityAdminister).Idempotent().WithName("Identity_ResetPassword")
            .Produces<CreatedAccount>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
}
