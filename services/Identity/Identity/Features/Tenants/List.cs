using Identity.Contracts;
using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Tenants;

/// <summary>The tenants of the platform, by slug: names and standing, nothing of what they hold.</summary>
public sealed class ListTenants(IdentityDb db)
{
    public async Task<Outcome<Page<TenantSummary>>> Run(int? limit, string? cursor, CancellationToken cancellation)
    {
        var rows = Cursor.Limit(limit);
        if (rows.Refusal is { } tooMany)
            return tooMany;
        var from = Cursor.Read<Place>(cursor);
        if (from.Refusal is { } foreign)
            return foreign;
        var query = db.Tenants.AsNoTracking();
        if (from.Value is { Slug: var slug })
            query = query.Where(t => t.Slug.CompareTo(slug) > 0);
        var found = await query.OrderBy(t => t.Slug).Take(rows.Value + 1)
            .Select(t => new TenantSummary(t.Id, t.Slug, t.Name, t.Active, t.CreatedAt)).ToListAsync(cancellation);
        return Cursor.Page(found, rows.Value, t => new Place(t.Slug));
    }

    private sealed record Place(string Slug);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapGet("/tenants", async (int? limit, string? cursor, ListTenants list, CancellationToken cancellation) =>
                (await list.Run(limit, cursor, cancellation)).ToResult(TypedResults.Ok))
            .RequirePermission(Permissions.PlatformOperate).WithMetadata(new WithoutTenantAttribute()).WithName("Identity_ListTenants")
            .Produces<Page<TenantSummary>>().ProducesProblem(400);
}
