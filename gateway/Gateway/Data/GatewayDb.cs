using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;

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

/// <summary>The emergency switch: one row, the same for all replicas. It is on until its end, and off when that has passed.</summary>
internal sealed class EmergencyRow
{
    public const int Only = 1;

    public required int Id { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long Since { get; set; }

    /// <summary>Unix seconds.</summary>
    public required long Until { get; set; }

    /// <summary>Who switched last: the subject of a token.</summary>
    [Public] public required string By { get; set; }
}

/// <summary>A pass that the operator handed out. Who holds it is not known here.</summary>
internal sealed class PassRow
{
    /// <summary>A keyed digest of the pass.</summary>
    [Sealed] public required string Id { get; init; }

    /// <summary>A keyed digest of the request that made it.</summary>
    [Sealed] public required string Batch { get; init; }

    /// <summary>Its number in that request.</summary>
    public required int Number { get; init; }

    /// <summary>For whom it was made, in the operator's words.</summary>
    [Coarse] public required string Note { get; init; }

    public required int GrievancesLeft { get; set; }

    public required int UploadsLeft { get; set; }

    /// <summary>Unix seconds.</summary>
    public required long Expires { get; init; }
}

/// <summary>The gateway's own database: sessions, the ring of keys that seal them, the emergency switch and its passes.</summary>
internal sealed class GatewayDb(DbContextOptions<GatewayDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<EmergencyRow> Emergency => Set<EmergencyRow>();

    public DbSet<PassRow> Passes => Set<PassRow>();

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
        modelBuilder.Entity<EmergencyRow>(emergency =>
        {
            emergency.ToTable("emergency");
            emergency.HasKey(e => e.Id);
            emergency.Property(e => e.Id).HasColumnName("id");
            emergency.Property(e => e.Since).HasColumnName("since");
            emergency.Property(e => e.Until).HasColumnName("until");
            emergency.Property(e => e.By).HasColumnName("switched_by");
        });
        modelBuilder.Entity<PassRow>(pass =>
        {
            pass.ToTable("passes");
            pass.HasKey(p => p.Id);
            pass.Property(p => p.Id).HasColumnName("id");
            pass.Property(p => p.Batch).HasColumnName("batch");
            pass.Property(p => p.Number).HasColumnName("number");
            pass.Property(p => p.Note).HasColumnName("note");
            pass.Property(p => p.GrievancesLeft).HasColumnName("grievances_left");
            pass.Property(p => p.UploadsLeft).HasColumnName("uploads_left");
            pass.Property(p => p.Expires).HasColumnName("expires");
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
