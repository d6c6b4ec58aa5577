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

    /// <summary>Clients of the tenant of the current work, and no others.</summary>
    public static IQueryable<OpenIddictEntityFrameworkCoreApplication> OwnClients(this IdentityDb db)
    {
        var tenant = db.Tenant.Required;
        return db.Set<OpenIddictEntityFrameworkCoreApplication>().Where(c => EF.Property<Guid?>(c, HomeTenant) == tenant);
    }

    internal static void Describe(ModelBuilder model) => model.Entity<OpenIddictEntityFrameworkCoreApplication>(client =>
    {
        client.ToTable("openid_clients");
        client.Property<Guid?>(HomeTenant);
        client.Property<DateTimeOffset?>(RevokedAt);
        client.HasIndex(HomeTenant, nameof(OpenIddictEntityFrameworkCoreApplication.ClientId));
    });
}
