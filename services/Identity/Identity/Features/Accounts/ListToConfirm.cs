using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>An account whose guarded roles wait for a second person.</summary>
/// <param name="Id">Id of the account.</param>
/// <param name="UserName">What the person signs in with.</param>
/// <param name="DisplayName">What colleagues call the person.</param>
/// <param name="Roles">The roles that sleep.</param>
/// <param name="GivenBy">Names of those who gave them, or a way into the account; what is no account stands under its own id.</param>
/// <param name="MayConfirm">Whether whoever asks is a second person here.</param>
/// <param name="OperatorConfirms">Whether nobody of the tenant is one, so that the platform's operator confirms.</param>
public sealed record ToConfirm(
    Guid Id, string UserName, string DisplayName, IReadOnlyList<string> Roles, IReadOnlyList<string> GivenBy, bool MayConfirm, bool OperatorConfirms);

/// <summary>The active accounts of a tenant whose guarded roles wait for a second person, by user name.</summary>
public sealed class ListToConfirm(IdentityDb db, ILookupNormalizer names, SecondPeople people)
{
    public async Task<Outcome<Page<ToConfirm>>> Run(int? limit, string? cursor, CancellationToken cancellation)
    {
        var rows = Cursor.Limit(limit);
        if (rows.Refusal is { } tooMany)
            return tooMany;
        var from = Cursor.Read<Place>(cursor);
        if (from.Refusal is { } foreign)
            return foreign;
        var query = db.OwnAccounts().Where(a => a.Active && a.HandlingGivenBy.Count > 0 && a.Roles.Any(role => Domain.Roles.Guarded.Contains(role)));
        if (from.Value is { Name: var name })
            query = query.Where(a => a.NormalizedUserName!.CompareTo(name) > 0);
        var found = await query.OrderBy(a => a.NormalizedUserName).Take(rows.Value + 1)
            .Select(a => new { a.Id, a.UserName, a.DisplayName, a.Roles, a.HandlingGivenBy }).ToListAsync(cancellation);
        var known = await people.Names(found.SelectMany(a => a.HandlingGivenBy), cancellation);
        var confirmers = await people.Find(cancellation);
        return Cursor.Page([.. found.Select(a =>
        {
            var (may, byOperator) = people.Standing(confirmers, a.Id.ToString(), a.HandlingGivenBy);
            return new ToConfirm(a.Id, a.UserName!, a.DisplayName, [.. a.Roles.Intersect(Domain.Roles.Guarded)], [.. a.HandlingGivenBy.Select(by => known.GetValueOrDefault(by, by))], may, byOperator);
        })], rows.Value, a => new Place(names.NormalizeName(a.UserName)));
    }

    /// <summary>For the platform's operator, who belongs to no tenant.</summary>
    public async Task<Outcome<Page<ToConfirm>>> RunIn(Guid tenant, int? limit, string? cursor, CancellationToken cancellation)
    {
        if (!await db.Tenants.AnyAsync(t => t.Id == tenant, cancellation))
            return Refusal.NotFound("identity.tenant_unknown");
        db.Tenant.Enter(tenant);
        return await Run(limit, cursor, cancellation);
    }

    private sealed record Place(string Name);

    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/handling-roles/waiting", async (int? limit, string? cursor, ListToConfirm list, CancellationToken cancellation) =>
                (await list.Run(limit, cursor, cancellation)).ToResult(TypedResults.Ok))
            .RequirePermission(Permissions.IdentityConfirmHandling).WithName("Identity_ListToConfirm")
            .Produces<Page<ToConfirm>>().ProducesProblem(400);
        // Own work: the tenant is entered before anything of it is read.
        api.MapGet("/tenants/{tenant:guid}/handling-roles/waiting", async (Guid tenant, int? limit, string? cursor, ListToConfirm list, CancellationToken cancellation) =>
                (await list.RunIn(tenant, limit, cursor, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.PlatformOperate).WithMetadata(new WithoutTenantAttribute()).WithName("Identity_ListToConfirmAsOperator")
            .Produces<Page<ToConfirm>>().ProducesProblem(400).ProducesProblem(404);
    }
}
