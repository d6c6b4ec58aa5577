using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>
/// Ends what an account can do: no sign-in and no refresh from now on; the gateway takes its tokens no longer within seconds.
/// The account stays, since audit lines name it.
/// </summary>
public sealed class DeactivateAccount(AccountUpkeep upkeep)
{
    public Task<Outcome<AccountRow>> Run(Guid id, CancellationToken cancellation) => upkeep.Run<AccountRow>(id, async (account, change) =>
    {
        if (upkeep.IsOwn(account))
            return Refusal.Conflict("identity.own_account");
        if (!account.Active)
            return AccountRow.Of(account);
        if (await upkeep.IsLastAdministrator(account))
            return Refusal.Conflict("identity.last_administrator");
        account.Active = false;
        account.EndSessions();
        change.Note("identity.account_deactivated");
        return AccountRow.Of(account);
    }, cancellation);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/users/{id:guid}/deactivate", async (Guid id, DeactivateAccount deactivate, CancellationToken cancellation) =>
                (await deactivate.Run(id, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.IdentityAdminister).WithName("Identity_DeactivateUser")
            .Produces<AccountRow>().ProducesProblem(404).ProducesProblem(409);
}
