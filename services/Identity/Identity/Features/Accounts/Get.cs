using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>One account of the administrator's own tenant; anybody else's is unknown here.</summary>
public sealed class GetAccount(IdentityDb db)
{
    public async Task<Outcome<AccountRow>> Run(Guid id, CancellationToken cancellation) =>
        await db.OwnAccounts().Where(a => a.Id == id).AsRows().FirstOrDefaultAsync(cancellation) is { } account
            ? account : Refusal.NotFound("identity.user_unknown");

    internal static void Map(RouteGroupBuilder api) =>
        api.MapGet("/users/{id:guid}", async (Guid id, GetAccount get, CancellationToken cancellation) =>
                (await get.Run(id, cancellation)).ToResult(TypedResults.Ok))
            .RequirePermission(Permissions.IdentityAdminister).WithName("Identity_GetUser")
            .Produces<AccountRow>().ProducesProblem(404);
}
