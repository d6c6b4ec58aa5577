using Identity.Contracts;
using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>The active people of one's own tenant with the roles that count, for whoever gives work to others. A role that sleeps is not told.</summary>
public sealed class ListColleagues(IdentityDb db)
{
    private static readonly string[] MayAsk = [Permissions.GrievancesAssign, Permissions.AssessmentsLead, Permissions.IdentityAdminister];

    public async Task<Outcome<Page<Colleague>>> Run(string? role, int? limit, string? cursor, CancellationToken cancellation)
    {
        var rows = Cursor.Limit(limit);
        if (rows.Refusal is { } tooMany)
            return tooMany;
        var from = Cursor.Read<Place>(cursor);
        if (from.Refusal is { } foreign)
            return foreign;
        if (role is not null && !Domain.Roles.Known.Contains(role))
            return Refusal.Field("platform.invalid", "/role", "identity.role_unknown");
        var query = db.OwnAccounts().Where(a => a.Active);
        if (role is not null)
            query = query.Where(a => a.Roles.Contains(role));
        if (Domain.Roles.Guarded.Contains(role))
            query = query.Where(a => a.HandlingGivenBy.Count == 0);
        if (from.Value is { Name: var name })
            query = query.Where(a => a.NormalizedUserName!.CompareTo(name) > 0);
        var found = await query.OrderBy(a => a.NormalizedUserName).Take(rows.Value + 1)
            .Select(a => new { a.Id, a.DisplayName, a.Roles, Waits = a.HandlingGivenBy.Count > 0, a.NormalizedUserName }).ToListAsync(cancellation);
        var page = Cursor.Page(found, rows.Value, a => new Place(a.NormalizedUserName!));
        return new Page<Colleague>([.. page.Items.Select(a => new Colleague(a.Id, a.DisplayName, Domain.Roles.Effective(a.Roles, a.Waits)))], page.Next);
    }

    private sealed record Place(string Name);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapGet("/colleagues", async (string? role, int? limit, string? cursor, ListColleagues list, CancellationToken cancellation) =>
                (await list.Run(role, limit, cursor, cancellation)).ToResult(TypedResults.Ok))
            .RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireClaim("tenant").RequireClaim("permission", MayAsk)).WithName("Identity_ListColleagues")
            .Produces<Page<Colleague>>().ProducesProblem(400);
}
