using Identity.Contracts;
using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>
/// The second pair of eyes: wakes an account's handling roles, where the one who confirms is neither the account's own person nor
/// anybody who gave it a role, a password or its standing since it was last confirmed.
/// </summary>
public sealed class ConfirmHandling(AccountUpkeep upkeep, Actor actor)
{
    /// <summary>Confirms.</summary>
    /// <param name="id">The account.</param>
    /// <param name="seen">The roles as they were shown, where they were: one given since is not confirmed with them.</param>
    /// <param name="cancellation">Honoured until the work begins.</param>
    public Task<Outcome<Colleague>> Run(Guid id, IReadOnlyList<string>? seen, CancellationToken cancellation) => upkeep.Run<Colleague>(id, (account, change) =>
        Task.FromResult<Outcome<Colleague>>(Confirm(account, change, seen)), cancellation);

    private Outcome<Colleague> Confirm(Account account, AccountChange change, IReadOnlyList<string>? seen)
    {
        if (!account.Active || !account.WaitsForSecondPerson)
            return Refusal.Conflict("identity.nothing_to_confirm");
        if (upkeep.IsOwn(account) || account.HandlingGivenBy.Contains(actor.Id))
            return new Refusal(StatusCodes.Status403Forbidden, "identity.second_person_needed");
        var handling = account.Roles.Intersect(Domain.Roles.Handling).ToList();
        if (seen is not null && handling.Except(seen).Any())
            return Refusal.Conflict("platform.conflict");
        account.HandlingGivenBy = [];
        foreach (var role in handling)
            change.Note("identity.handling_confirmed", role);
        return new Colleague(account.Id, account.DisplayName, account.EffectiveRoles);
    }

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/users/{id:guid}/handling-roles/confirmation", async (Guid id, ConfirmHandling confirm, CancellationToken cancellation) =>
                (await confirm.Run(id, null, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.IdentityConfirmHandling).WithName("Identity_ConfirmHandling")
            .Produces<Colleague>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
}
