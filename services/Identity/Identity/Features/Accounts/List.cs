using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Identity.Features.Accounts;

/// <summary>An account as an administrator sees it.</summary>
public sealed record AccountRow(
    Guid Id, string UserName, string DisplayName, IReadOnlyList<string> Roles, string? ReportingLine, IReadOnlyList<Guid> RevenueFor, bool Active, bool MustChangePassword, DateTimeOffset CreatedAt)
{
    /// <summary>Whether a role of the account sleeps until a second person has confirmed it.</summary>
    public bool WaitsForSecondPerson => Domain.Roles.Wait(Roles, GivenBy.Count > 0);

    /// <summary>Who is no second person here; it decides who can confirm, and is shown to nobody by id.</summary>
    internal IReadOnlyList<string> GivenBy { get; init; } = [];

    internal static AccountRow Of(Account a) =>
        new(a.Id, a.UserName!, a.DisplayName, a.Roles, a.ReportingLine, a.RevenueFor, a.Active, a.MustChangePassword, a.CreatedAt) { GivenBy = a.HandlingGivenBy };
}

/// <summary>Reads rows without what an administrator has no business with: hashes and stamps stay in the database.</summary>
internal static class AccountRows
{
    public static IQueryable<AccountRow> AsRows(this IQueryable<Account> accounts) => accounts.Select(a =>
        new AccountRow(a.Id, a.UserName!, a.DisplayName, a.Roles, a.ReportingLine, a.RevenueFor, a.Active, a.MustChangePassword, a.CreatedAt) { GivenBy = a.HandlingGivenBy });
}

/// <summary>The accounts of the administrator's own tenant, by user name.</summary>
public sealed class ListAccounts(IdentityDb db, ILookupNormalizer names)
{
    public async Task<Outcome<Page<AccountRow>>> Run(int? limit, string? cursor, CancellationToken cancellation)
    {
        var rows = Cursor.Limit(limit);
        if (rows.Refusal is { } tooMany)
            return tooMany;
        var from = Cursor.Read<Place>(cursor);
        if (from.Refusal is { } foreign)
            return foreign;
        var query = db.OwnAccounts();
        if (from.Value is { Name: var name })
            query = query.Where(a => a.NormalizedUserName!.CompareTo(name) > 0);
        var found = await query.OrderBy(a => a.NormalizedUserName).Take(rows.Value + 1).AsRows().ToListAsync(cancellation);
        return Cursor.Page(found, rows.Value, a => new Place(names.NormalizeName(a.UserName)));
    }

    public Task<int> CountActive(CancellationToken cancellation) => db.OwnAccounts().CountAsync(a => a.Active, cancellation);

    private sealed record Place(string Name);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapGet("/users", async (int? limit, string? cursor, ListAccounts list, CancellationToken cancellation) =>
                (await list.Run(limit, cursor, cancellation)).ToResult(TypedResults.Ok))
            .RequirePermission(Permissions.IdentityAdminister).WithName("Identity_ListUsers")
            .Produces<Page<AccountRow>>().ProducesProblem(400);
}
