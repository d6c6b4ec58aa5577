using System.Text.Json;
using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using static OpenIddict.Abstractions.OpenIddictConstants.Permissions;

namespace Identity.Features.Clients;

/// <summary>A machine's account as an administrator sees it; what is revoked has no scopes.</summary>
public sealed record ClientRow(string ClientId, string Name, IReadOnlyList<string> Scopes, bool Active)
{
    /// <summary>Whether it gets no token before a second person has confirmed it.</summary>
    public bool WaitsForSecondPerson => GivenBy.Count > 0;

    /// <summary>Who is no second person here; it decides who can confirm, and is shown to nobody by id.</summary>
    internal IReadOnlyList<string> GivenBy { get; init; } = [];
}

/// <summary>The machines of the administrator's own tenant, by client id.</summary>
public sealed class ListClients(IdentityDb db)
{
    public async Task<Outcome<Page<ClientRow>>> Run(int? limit, string? cursor, CancellationToken cancellation)
    {
        var rows = Cursor.Limit(limit);
        if (rows.Refusal is { } tooMany)
            return tooMany;
        var from = Cursor.Read<Place>(cursor);
        if (from.Refusal is { } foreign)
            return foreign;
        var query = db.OwnClients();
        if (from.Value is { ClientId: var id })
            query = query.Where(c => c.ClientId!.CompareTo(id) > 0);
        var found = await query.OrderBy(c => c.ClientId).Take(rows.Value + 1)
            .Select(c => new { c.ClientId, c.DisplayName, c.Permissions, Revoked = EF.Property<DateTimeOffset?>(c, ClientRecord.RevokedAt) != null, GivenBy = EF.Property<List<string>?>(c, ClientRecord.HandlingGivenBy) })
            .ToListAsync(cancellation);
        return Cursor.Page([.. found.Select(c => new ClientRow(c.ClientId!, c.DisplayName ?? c.ClientId!, ScopesOf(c.Permissions), !c.Revoked) { GivenBy = c.GivenBy ?? [] })],
            rows.Value, c => new Place(c.ClientId));
    }

    /// <summary>The scopes among OpenIddict's permissions, but for the one that every client has.</summary>
    internal static IReadOnlyList<string> ScopesOf(string? permissions) =>
        [.. (permissions is null ? [] : JsonSerializer.Deserialize<string[]>(permissions)!)
            .Where(p => p.StartsWith(Prefixes.Scope, StringComparison.Ordinal)).Select(p => p[Prefixes.Scope.Length..])
            .Where(scope => scope != Domain.Scopes.Platform).Order(StringComparer.Ordinal)];

    private sealed record Place(string ClientId);

    internal static void Map(RouteGroupBuilder api) =>
        api.MapGet("/clients", async (int? limit, string? cursor, ListClients list, CancellationToken cancellation) =>
                (await list.Run(limit, cursor, cancellation)).ToResult(TypedResults.Ok))
            .RequirePermission(Platform.Contracts.Permissions.IdentityAdminister).WithName("Identity_ListClients")
            .Produces<Page<ClientRow>>().ProducesProblem(400);
}
