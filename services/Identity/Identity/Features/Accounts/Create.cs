using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>An administrator adds a colleague. The initial password is in this answer and nowhere else.</summary>
public sealed class CreateAccount(AccountCreation creation, Actor actor)
{
    public Task<Outcome<CreatedAccount>> Run(NewAccount wanted) => creation.Add(wanted, actor.Id, actor.Role);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/users", async (JsonBody<NewAccount> body, CreateAccount create) =>
                (await create.Run(body.Value)).ToResult(a => TypedResults.Created($"/api/identity/v1/users/{a.Id}", a)))
            .Writes().RequirePermission(Permissions.IdentityAdminister).WithName("Identity_CreateUser")
            .Produces<CreatedAccount>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409);
}
