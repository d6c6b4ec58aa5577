using Identity.Data;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Clients;

/// <summary>A machine that gets no token before a second person has confirmed it.</summary>
/// <param name="ClientId">Its client.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scopes">The guarded scopes, which wait.</param>
/// <param name="GivenBy">Names of those who let it in or were told its secret; who is no account stands under their own id.</param>
/// <param name="MayConfirm">Whether whoever asks is a second person here.</param>
/// <param name="OperatorConfirms">Whether nobody of the tenant is one, so that the platform's operator confirms.</param>
public sealed record ClientToConfirm(string ClientId, string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string> GivenBy, bool MayConfirm, bool OperatorConfirms);

/// <summary>The machines of a tenant that wait for a second person, by client id.</summary>
public sealed class ListClientsToConfirm(IdentityDb db, SecondPeople people)
{
    public async Task<Outcome<Page<ClientToConfirm>>> Run(int? limit, string? cursor, CancellationToken cancellation)
    {
        var (rows, from) = (Cursor.Limit(limit), Cursor.Read<Place>(cursor));
        if ((rows.Refusal ?? from.Refusal) is { } refusal)
            return refusal;
        var query = db.OwnClients().AsNoTracking().Where(c => EF.Property<List<string>>(c, ClientRecord.HandlingGivenBy).Count > 0);
        if (from.Value is { ClientId: var id })
            query = query.Where(c => c.ClientId!.CompareTo(id) > 0);
        var found = await query.OrderBy(c => c.ClientId).Take(rows.Value + 1)
            .Select(c => new { c.ClientId, c.DisplayName, c.Permissions, GivenBy = EF.Property<List<string>>(c, ClientRecord.HandlingGivenBy) }).ToListAsync(cancellation);
        if (found.Count == 0)
            return new Page<ClientToConfirm>([], null);
        var (known, confirmers) = (await people.Names(found.SelectMany(c => c.GivenBy), cancellation), await people.Find(cancellation));
        return Cursor.Page([.. found.Select(c =>
        {
            var (may, byOperator) = people.Standing(confirmers, c.ClientId!, c.GivenBy);
            return new ClientToConfirm(c.ClientId!, c.DisplayName ?? c.ClientId!, [.. ListClients.ScopesOf(c.Permissions).Intersect(Domain.Scopes.Guarded)],
                [.. c.GivenBy.Select(by => known.GetValueOrDefault(by, by))], may, byOperator);
        })], rows.Value, c => new Place(c.ClientId));
    }

    /// <summary>For the platform's operator, who belongs to no tenant.</summary>
    public async Task<Outcome<Page<ClientToConfirm>>> RunIn(Guid tenant, int? limit, string? cursor, CancellationToken cancellation)
    {
        if (!await db.Tenants.AnyAsync(t => t.Id == tenant, cancellation))
            return Refusal.NotFound("identity.tenant_unknown");
        db.Tenant.Enter(tenant);
        return await Run(limit, cursor, cancellation);
    }

    private sealed record Place(string ClientId);

    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/clients/waiting", async (int? limit, string? cursor, ListClientsToConfirm list, CancellationToken cancellation) =>
                (await list.Run(limit, cursor, cancellation)).ToResult(TypedResults.Ok))
            .RequirePermission(Permissions.IdentityConfirmHandling).WithName("Identity_ListClientsToConfirm")
            .Produces<Page<ClientToConfirm>>().ProducesProblem(400);
        // Own work: the tenant is entered before anything of it is read.
        api.MapGet("/tenants/{tenant:guid}/clients/waiting", async (Guid tenant, int? limit, string? cursor, ListClientsToConfirm list, CancellationToken cancellation) =>
                (await list.RunIn(tenant, limit, cursor, cancellation)).ToResult(TypedResults.Ok))
            .OwnWork().RequirePermission(Permissions.PlatformOperate).WithMetadata(new WithoutTenantAttribute()).WithName("Identity_ListClientsToConfirmAsOperator")
            .Produces<Page<ClientToConfirm>>().ProducesProblem(400).ProducesProblem(404);
    }
}
