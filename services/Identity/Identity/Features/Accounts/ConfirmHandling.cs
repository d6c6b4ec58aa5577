using Identity.Contracts;
using Identity.Data;
using Identity.Features.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>
/// The second pair of eyes: wakes an account's guarded roles, where the one who confirms is neither the account's own person nor
/// anybody who gave it a role, a password or its standing since it was last confirmed, and holds a confirming role that counts
/// itself. Where a tenant has nobody like that, the platform's operator confirms. Every attempt is a line in the audit log.
/// </summary>
public sealed class ConfirmHandling(IdentityDb db, AccountUpkeep upkeep, SecondPeople people, RefusedAttempts refused)
{
    /// <summary>Confirms.</summary>
    /// <param name="id">The account.</param>
    /// <param name="seen">The roles as they were shown, where they were: one given since is not confirmed with them.</param>
    /// <param name="cancellation">Honoured until the work begins.</param>
    public async Task<Outcome<Colleague>> Run(Guid id, IReadOnlyList<string>? seen, CancellationToken cancellation)
    {
        var outcome = await upkeep.Run<Colleague>(id, async (account, change) =>
            await Fault(account, seen) is { } fault ? fault : Confirm(account, change), cancellation);
        if (outcome.Refusal is { Status: not StatusCodes.Status404NotFound } refusal)
            await refused.Keep("identity.confirmation_refused", $"account:{id}", refusal.Code);
        return outcome;
    }

    /// <summary>For the platform's operator, who belongs to no tenant.</summary>
    public async Task<Outcome<Colleague>> RunIn(Guid tenant, Guid id, CancellationToken cancellation)
    {
        if (!await db.Tenants.AnyAsync(t => t.Id == tenant, cancellation))
            return Refusal.NotFound("identity.tenant_unknown");
        db.Tenant.Enter(tenant);
        return await Run(id, null, cancellation);
    }

    private static Outcome<Colleague> Confirm(Account account, AccountChange change)
    {
        change.Confirm();
        return new Colleague(account.Id, account.DisplayName, account.EffectiveRoles);
    }

    private async Task<Refusal?> Fault(Account account, IReadOnlyList<string>? seen) =>
        await people.Fault(account.Id.ToString(), account.Active && account.WaitsForSecondPerson, account.HandlingGivenBy) is { } fault ? fault
            : seen is not null && account.Roles.Intersect(Domain.Roles.Guarded).Except(seen).Any() ? Refusal.Conflict("platform.conflict") : null;

    internal static void Map(RouteGroupBuilder api)
    {
        // Whose confirming role sleeps comes in as well, to be told why not and to stand in the audit log.
        api.MapPost("/users/{id:guid}/handling-roles/confirmation", async (Guid id, ConfirmHandling confirm, CancellationToken cancellation) =>
                (await confirm.Run(id, null, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireClaim("tenant")).WithName("Identity_ConfirmHandling")
            .Produces<Colleague>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/tenants/{tenant:guid}/users/{id:guid}/handling-roles/confirmation", async (Guid tenant, Guid id, ConfirmHandling confirm, CancellationToken cancellation) =>
                (await confirm.RunIn(tenant, id, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.PlatformOperate).WithMetadata(new WithoutTenantAttribute()).WithName("Identity_ConfirmHandlingAsOperator")
            .Produces<Colleague>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }
}
