using Identity.Data;
using Identity.Features.Passwords;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>An administrator adds a colleague. The initial password is in this answer and nowhere else.</summary>
public sealed class CreateAccount(AccountCreation creation, Attempts attempts, PasswordWork passwords, Actor actor)
{
    /// <summary>For the form, whose second sending finds the user name taken.</summary>
    public Task<Outcome<CreatedAccount>> Run(NewAccount wanted, CancellationToken cancellation) =>
        Ready(wanted, work => attempts.Change(work, cancellation), cancellation);

    /// <summary>For machines: once per Idempotency-Key.</summary>
    public Task<Outcome<CreatedAccount>> Run(string key, JsonBody<NewAccount> body, CancellationToken cancellation) =>
        Ready(body.Value, work => attempts.Once("POST /users", key, body.Raw, work, cancellation), cancellation);

    private async Task<Outcome<CreatedAccount>> Ready(NewAccount wanted, Func<Func<Task<Outcome<CreatedAccount>>>, Task<Outcome<CreatedAccount>>> run, CancellationToken cancellation)
    {
        var password = await passwords.Ready(wanted.Password, cancellation);
        return password.Refusal is { } busy ? busy : await run(() => creation.Add(wanted, password.Value!, actor.Id, actor.Role));
    }

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/users", (HttpRequest http, JsonBody<NewAccount> body, CreateAccount create, CancellationToken cancellation) =>
                Keyed.Run(http, key => create.Run(key, body, cancellation), a => TypedResults.Created($"/api/identity/v1/users/{a.Id}", a)))
            .OwnWork().RequirePermission(Permissions.IdentityAdminister).Idempotent().WithName("Identity_CreateUser")
            .Produces<CreatedAccount>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
}
