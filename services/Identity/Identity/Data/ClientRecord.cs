using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace Identity.Data;

/// <summary>
/// What we keep of a client beside OpenIddict's own columns. As with accounts the table is global, since a token request
/// knows no tenant yet: whoever lists or changes clients names the tenant in the query.
/// </summary>
public static class ClientRecord
{
    /// <summary>The tenant a machine belongs to; null for the platform's own clients.</summary>
    public const string HomeTenant = "HomeTenant";

    /// <summary>When it was revoked, or null.</summary>
    public const string RevokedAt = "RevokedAt";

    /// <summary>
    /// Who gave a machine a guarded scope or its secret since a second person last confirmed it, as it is kept of an account
    /// (<see cref="Account.HandlingGivenBy"/>). While somebody stands here, it gets no token; nobody ever does where no scope is guarded.
    /// </summary>
    public const string HandlingGivenBy = "HandlingGivenBy";

    /// <summary>Clients of the tenant of the current work, and no others.</summary>
    public static IQueryable<OpenIddictEntityFrameworkCoreApplication> OwnClients(this IdentityDb db)
    {
        var tenant = db.Tenant.Required;
        return db.Set<OpenIddictEntityFrameworkCoreApplication>().Where(c => EF.Property<Guid?>(c, HomeTenant) == tenant);
    }

    /// <summary>Who is no second person for a client.</summary>
    public static IReadOnlyList<string> GivenBy(this IdentityDb db, OpenIddictEntityFrameworkCoreApplication client) => db.Entry(client).Property<List<string>?>(HandlingGivenBy).CurrentValue ?? [];

    /// <summary>Whether a client waits for a second person.</summary>
    public static Task<bool> IsWaiting(this IdentityDb db, string clientId, CancellationToken cancellation) => db.Set<OpenIddictEntityFrameworkCoreApplication>().AsNoTracking()
        .AnyAsync(c => c.ClientId == clientId && EF.Property<List<string>>(c, HandlingGivenBy).Count > 0, cancellation);

    /// <summary>To be called when somebody gave a client a guarded scope or its secret: it waits from now on.</summary>
    public static void HandOut(this IdentityDb db, OpenIddictEntityFrameworkCoreApplication client, string by) =>
        db.Entry(client).Property<List<string>?>(HandlingGivenBy).CurrentValue = [.. db.GivenBy(client).Append(by).Distinct()];

    /// <summary>Ends the waiting.</summary>
    public static void EndWaiting(this IdentityDb db, OpenIddictEntityFrameworkCoreApplication client) => db.Entry(client).Property<List<string>?>(HandlingGivenBy).CurrentValue = null;

    internal static void Describe(ModelBuilder model) => model.Entity<OpenIddictEntityFrameworkCoreApplication>(client =>
    {
        client.ToTable("openid_clients");
        client.Property<Guid?>(HomeTenant);
        client.Property<DateTimeOffset?>(RevokedAt);
        client.PrimitiveCollection<List<string>?>(HandlingGivenBy);
        client.HasIndex(HomeTenant, nameof(OpenIddictEntityFrameworkCoreApplication.ClientId));
    });
}
