using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Clients;

/// <summary>An administrator lets a machine in, with scopes that open no grievance and no account.</summary>
public sealed class CreateClient(ClientCreation creation, Actor actor)
{
    public Task<Outcome<CreatedClient>> Run(NewClient wanted) => creation.Add(wanted, actor.Id, actor.Role);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/clients", async (JsonBody<NewClient> body, CreateClient create) =>
                (await create.Run(body.Value)).ToResult(c => TypedResults.Created((string?)null, c)))
            .Writes().RequirePermission(Permissions.IdentityAdminister).WithName("Identity_CreateClient")
            .Produces<CreatedClient>(StatusCodes.Status201Created).ProducesProblem(400);
}
