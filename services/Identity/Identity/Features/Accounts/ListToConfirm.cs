using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>An account whose handling roles wait for a second person.</summary>
/// <param name="Id">Id of the account.</param>
/// <param name="UserName">What the person signs in with.</param>
/// <param name="DisplayName">What colleagues call the person.</param>
/// <param name="Roles">The handling roles that sleep.</param>
/// <param name="GivenBy">Names of those who gave them, or a way into the account; what is no account stands under its own id.</param>
/// <param name="MayConfirm">Whether whoever asks is a second person here.</param>
public sealed record ToConfirm(Guid Id, string UserName, string DisplayName, IReadOnlyList<string> Roles, IReadOnlyList<string> GivenBy, bool MayConfirm);

/// <summary>The active accounts of one's own tenant whose handling roles wait for a second person, by user name.</summary>
public sealed class ListToConfirm(IdentityDb db, ILookupNormalizer names, Actor actor)
{
    public async Task<Outcome<Page<ToConfirm>>> Run(int? limit, string? cursor, CancellationToken cancellation)
    {
        var rows = Cursor.Limit(limit);
        if (rows.Refusal is { } tooMany)
            return tooMany;
        var from = Cursor.Read<Place>(cursor);
        if (from.Refusal is { } foreign)
            return foreign;
        var query = db.OwnAccounts().Where(a => a.Active && a.HandlingGivenBy.Count > 0);
        if (from.Value is { Name: var name })
            query = query.Where(a => a.NormalizedUserName!.CompareTo(name) > 0);
        var found = await query.OrderBy(a => a.NormalizedUserName).Take(rows.Value + 1)
            .Select(a => new { a.Id, a.UserName, a.DisplayName, a.Roles, a.HandlingGivenBy }).ToListAsync(cancellation);
        var givers = found.SelectMany(a => a.HandlingGivenBy).Distinct().Select(by => Guid.TryParse(by, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
        var known = givers.Count == 0 ? [] : await db.OwnAccounts().Where(a => givers.Contains(a.Id)).ToDictionaryAsync(a => a.Id.ToString(), a => a.DisplayName, cancellation);
        return Cursor.Page([.. found.Select(a => new ToConfirm(a.Id, a.UserName!, a.DisplayName, [.. a.Roles.Intersect(Domain.Roles.Handling)],
            [.. a.HandlingGivenBy.Select(by => known.GetValueOrDefault(by, by))], a.Id.ToString() != actor.Id && !a.HandlingGivenBy.Contains(actor.Id)))],
            rows.Value, a => new Place(names.NormalizeName(a.UserName)));
    }

    private sealed record Place(string Name);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapGet("/handling-roles/waiting", async (int? limit, string? cursor, ListToConfirm list, CancellationToken cancellation) =>
                (await list.Run(limit, cursor, cancellation)).ToResult(TypedResults.Ok))
            .RequirePermission(Permissions.IdentityConfirmHandling).WithName("Identity_ListToConfirm")
            .Produces<Page<ToConfirm>>().ProducesProblem(400);
}
