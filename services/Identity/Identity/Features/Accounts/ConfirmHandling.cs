using Identity.Contracts;
using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Identity.Features.Accounts;

/// <summary>
/// The second pair of eyes: wakes an account's guarded roles, where the one who confirms is neither the account's own person nor
/// anybody who gave it a role, a password or its standing since it was last confirmed, and holds a confirming role that counts
/// itself. Where a tenant has nobody like that, the platform's operator confirms. Every attempt is a line in the audit log.
/// </summary>
public sealed class ConfirmHandling(IdentityDb db, AccountUpkeep upkeep, SecondPeople people, UnitOfWork<IdentityDb> unit, Actor actor, TimeProvider clock)
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
            await unit.Write(async () =>
            {
                db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "identity.confirmation_refused", $"account:{id}", refusal.Code);
                await db.SaveChangesAsync(CancellationToken.None);
            }, CancellationToken.None);
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

    private async Task<Refusal?> Fault(Account account, IReadOnlyList<string>? seen)
    {
        var confirmers = await people.Find(CancellationToken.None);
        var counts = confirmers.Awake.Contains(actor.Id);
        if (!Operates && !counts && !await HoldsConfirmingRole())
            return No("platform.forbidden");
        if (!account.Active || !account.WaitsForSecondPerson)
            return Refusal.Conflict("identity.nothing_to_confirm");
        if (!Confirmers.Independent(actor.Id, account.Id, account.HandlingGivenBy))
            return No("identity.second_person_needed");
        if (Operates && confirmers.AnyFor(account.Id, account.HandlingGivenBy))
            return No("identity.organisation_confirms");
        if (!Operates && !counts)
            return No("identity.confirmer_waits");
        return seen is not null && account.Roles.Intersect(Domain.Roles.Guarded).Except(seen).Any() ? Refusal.Conflict("platform.conflict") : null;
    }

    private bool Operates => actor.May(Permissions.PlatformOperate);

    // A token from before may say more than the account holds now, and one of whose role sleeps says nothing of it.
    private async Task<bool> HoldsConfirmingRole() => Guid.TryParse(actor.Id, out var id)
        && await db.OwnAccounts().AnyAsync(a => a.Id == id && a.Active && a.Roles.Any(role => Domain.Roles.Confirming.Contains(role)), CancellationToken.None);

    private static Refusal No(string code) => new(StatusCodes.Status403Forbidden, code);

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
