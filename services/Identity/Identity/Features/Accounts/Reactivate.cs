using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>Lets a deactivated account in again, with its roles and its password as they were; its sessions from before stay ended, and guarded roles wait for a second person.</summary>
public sealed class ReactivateAccount(AccountUpkeep upkeep)
{
    public Task<Outcome<AccountRow>> Run(Guid id, CancellationToken cancellation) => upkeep.Run<AccountRow>(id, (account, change) =>
    {
        if (!account.Active)
        {
            account.Active = true;
            account.HandOut(change.Actor);
            change.Note("identity.account_reactivated");
        }
        return Task.FromResult<Outcome<AccountRow>>(AccountRow.Of(account));
    }, cancellation);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/users/{id:guid}/reactivate", async (Guid id, ReactivateAccount reactivate, CancellationToken cancellation) =>
                (await reactivate.Run(id, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.IdentityAdminister).WithName("Identity_ReactivateUser")
            .Produces<AccountRow>().ProducesProblem(404).ProducesProblem(409);
}
