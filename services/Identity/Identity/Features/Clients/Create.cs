using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Clients;

/// <summary>An administrator lets a machine in, with scopes that open no grievance and no account.</summary>
public sealed class CreateClient(ClientCreation creation, Attempts attempts, Actor actor)
{
    public Task<Outcome<CreatedClient>> Run(string key, JsonBody<NewClient> body, CancellationToken cancellation) =>
        attempts.Once("POST /clients", key, body.Raw, () => creation.Add(body.Value, actor.Id, actor.Role), cancellation);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/clients", (HttpRequest http, JsonBody<NewClient> body, CreateClient create, CancellationToken cancellation) =>
                Keyed.Run(http, key => create.Run(key, body, cancellation), c => TypedResults.Created((string?)null, c)))
            .OwnWork().RequirePermission(Permissions.IdentityAdminister).Idempotent().WithName("Identity_CreateClient")
            .Produces<CreatedClient>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
}
