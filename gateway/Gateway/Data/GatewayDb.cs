using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Data;

/// <summary>A browser's session: the ticket is sealed, and the cookie's key is kept as a digest only.</summary>
internal sealed class SessionRow
{
    public required string Id { get; init; }

    public required byte[] Ticket { get; set; }

    /// <summary>Unix seconds.</summary>
    public required long Expires { get; set; }

    /// <summary>Counts renewals, so that of two gateways that refresh the same session one sees that it was late.</summary>
    public required long Version { get; set; }
}

/// <summary>The gateway's own database: sessions, and the ring of keys that seal them.</summary>
internal sealed class GatewayDb(DbContextOptions<GatewayDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SessionRow>(session =>
        {
            session.ToTable("sessions");
            session.HasKey(s => s.Id);
            session.Property(s => s.Id).HasColumnName("id");
            session.Property(s => s.Ticket).HasColumnName("ticket");
            session.Property(s => s.Expires).HasColumnName("expires");
            session.Property(s => s.Version).HasColumnName("version");
        });
        modelBuilder.Entity<DataProtectionKey>(key =>
        {
            key.ToTable("data_protection_keys");
            key.Property(k => k.Id).HasColumnName("id");
            key.Property(k => k.FriendlyName).HasColumnName("friendly_name");
            key.Property(k => k.Xml).HasColumnName("xml");
        });
    }
}
