using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>
/// Ends what an account can do: no sign-in and no refresh from now on; a token in use runs out within ten minutes.
/// The account stays, since audit lines name it.
/// </summary>
public sealed class DeactivateAccount(IdentityDb db, Actor actor, TimeProvider clock)
{
    public async Task<Outcome<AccountRow>> Run(Guid id, CancellationToken cancellation)
    {
        var account = await db.OwnAccounts().FirstOrDefaultAsync(a => a.Id == id, cancellation);
        if (account is null)
            return Refusal.NotFound("identity.user_unknown");
        if (account.Id.ToString() == actor.Id)
            return Refusal.Conflict("identity.own_account");
        if (!account.Active)
            return AccountRow.Of(account);
        account.Active = false;
        account.ConcurrencyStamp = Guid.NewGuid().ToString();
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "identity.account_deactivated", $"account:{id}", "administration");
        await db.SaveChangesAsync(cancellation);
        return AccountRow.Of(account);
    }

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/users/{id:guid}/deactivate", async (Guid id, DeactivateAccount deactivate, CancellationToken cancellation) =>
                (await deactivate.Run(id, cancellation)).ToResult(TypedResults.Ok))
            .Writes().RequirePermission(Permissions.IdentityAdminister).WithName("Identity_DeactivateUser")
            .Produces<AccountRow>().ProducesProblem(404).ProducesProblem(409);
}
