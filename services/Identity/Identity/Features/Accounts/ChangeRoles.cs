using Identity.Contracts;
using Identity.Data;
using Identity.Features.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>What somebody is in their organisation from now on, whole: what is not named is taken.</summary>
public sealed record Assignment(IReadOnlyList<string> Roles, string? ReportingLine = null, IReadOnlyList<Guid>? RevenueFor = null);

/// <summary>Changes roles, reporting line and revenue of an account. Tokens from before end: a session goes on with what the account is now.</summary>
/// <remarks>Who tried to hand out a guarded role and was refused, to themselves above all, stands in the audit log.</remarks>
public sealed class ChangeRoles(AccountUpkeep upkeep, RefusedAttempts refused)
{
    public async Task<Outcome<AccountRow>> Run(Guid id, Assignment wanted, CancellationToken cancellation)
    {
        var outcome = await Change(id, wanted, cancellation);
        if (outcome.Refusal is { Status: not StatusCodes.Status404NotFound } refusal && wanted.Roles.Intersect(Domain.Roles.Guarded).Any())
            await refused.Keep("identity.role_refused", $"account:{id}", refusal.Errors?.GetValueOrDefault("/roles")?[0] ?? refusal.Code);
        return outcome;
    }

    private async Task<Outcome<AccountRow>> Change(Guid id, Assignment wanted, CancellationToken cancellation)
    {
        if (AccountRules.Faults(wanted.Roles, wanted.ReportingLine, wanted.RevenueFor) is { Count: > 0 } faults)
            return AccountRules.Refuse(faults, wanted.Roles);
        return await upkeep.Run<AccountRow>(id, async (account, change) =>
        {
            if (account.Roles.Contains(RoleIds.Administrator) && !wanted.Roles.Contains(RoleIds.Administrator))
            {
                if (upkeep.IsOwn(account))
                    return Refusal.Conflict("identity.own_administrator");
                if (await upkeep.IsLastAdministrator(account))
                    return Refusal.Conflict("identity.last_administrator");
            }
            change.Assign(wanted.Roles, wanted.ReportingLine, wanted.RevenueFor ?? []);
            return AccountRow.Of(account);
        }, cancellation);
    }

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPut("/users/{id:guid}/roles", async (Guid id, JsonBody<Assignment> body, ChangeRoles change, CancellationToken cancellation) =>
                (await change.Run(id, body.Value, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.IdentityAdminister).WithName("Identity_ChangeRoles")
            .Produces<AccountRow>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
}
