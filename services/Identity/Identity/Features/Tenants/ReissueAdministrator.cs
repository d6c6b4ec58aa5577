using Identity.Contracts;
using Identity.Data;
using Identity.Features.Accounts;
using Identity.Features.Passwords;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Tenants;

/// <summary>Whom the operator lets in to manage a tenant's accounts.</summary>
public sealed record WantedAdministrator(string UserName, string DisplayName);

/// <summary>
/// For a tenant whose administrators can't get in any more: the operator makes one, or gives one who is there a new initial
/// password. The tenant's own audit log tells it, and a person whose password was replaced is asked to choose another. Where
/// somebody of the tenant can be a second person, the role waits for them: the operator lets nobody in past people who are there.
/// </summary>
public sealed class ReissueAdministrator(IdentityDb db, Attempts attempts, PasswordWork passwords, AccountCreation creation, SecondPeople people, ILookupNormalizer names, Actor actor, TimeProvider clock)
{
    public async Task<Outcome<CreatedAccount>> Run(Guid id, string key, JsonBody<WantedAdministrator> body, CancellationToken cancellation)
    {
        if (!await db.Tenants.AnyAsync(t => t.Id == id, cancellation))
            return Refusal.NotFound("identity.tenant_unknown");
        db.Tenant.Enter(id);
        var password = await passwords.Ready(null, cancellation);
        return password.Refusal is { } busy ? busy
            : await attempts.Once($"POST /tenants/{id}/administrators", key, body.Raw, () => Issue(body.Value, password.Value!), cancellation);
    }

    private async Task<Outcome<CreatedAccount>> Issue(WantedAdministrator wanted, ReadyPassword password)
    {
        var name = names.NormalizeName(wanted.UserName);
        var account = await db.OwnAccounts().FirstOrDefaultAsync(a => a.NormalizedUserName == name);
        var confirmers = await people.Find(CancellationToken.None);
        // Anybody else's name is taken, as it is for whoever makes accounts: the operator gives no roles to people who are there.
        if (account is null || !account.Roles.Contains(RoleIds.Administrator))
            return await creation.Add(new NewAccount(wanted.UserName, wanted.DisplayName, [RoleIds.Administrator]), password, actor.Id, actor.Role, countsAtOnce: confirmers.Awake.Count == 0);
        var change = new AccountChange(db, account, clock.GetUtcNow(), actor.Id, actor.Role);
        if (!account.Active)
            change.Note("identity.account_reactivated", "operation");
        account.Active = true;
        account.TakePassword(password.Hash, mustChange: true);
        account.Touch();
        change.Note("identity.password_reset", "operation");
        if (confirmers.AnyFor(account.Id.ToString(), account.HandlingGivenBy))
            account.HandOut(actor.Id);
        else
            change.Confirm();
        change.Complete();
        await db.SaveChangesAsync();
        return new CreatedAccount(account.Id, account.UserName!, password.Told);
    }

    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/tenants/{id:guid}/administrators", (Guid id, HttpRequest http, JsonBody<WantedAdministrator> body, ReissueAdministrator reissue, CancellationToken cancellation) =>
                Keyed.Run(http, key => reissue.Run(id, key, body, cancellation), TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.PlatformOperate).WithMetadata(new WithoutTenantAttribute()).Idempotent().WithName("Identity_ReissueAdministrator")
            .Produces<CreatedAccount>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
}
