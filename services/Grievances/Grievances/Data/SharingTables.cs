using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace Grievances.Data;

/// <summary>Tables of what two organisations handle together.</summary>
internal static class SharingTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<CaseShare>(share =>
        {
            share.ToTable("case_shares");
            share.HasKey(s => new { s.TenantId, s.Id });
            share.HasOne<Grievance>().WithMany().HasForeignKey(s => new { s.TenantId, s.CaseId });
            share.Property(s => s.OtherName).HasMaxLength(200);
            share.Property(s => s.ProposedByRole).HasMaxLength(60);
            share.Property(s => s.Version).IsConcurrencyToken();
            share.Ignore(s => s.IsOpen);
        });
        model.Entity<SharedEntry>(entry =>
        {
            entry.ToTable("shared_entries");
            entry.HasKey(e => new { e.TenantId, e.Id });
            entry.HasOne<CaseShare>().WithMany().HasForeignKey(e => new { e.TenantId, e.ShareId });
            entry.HasIndex(e => new { e.TenantId, e.ShareId, e.At, e.Id });
            entry.Property(e => e.WriterRole).HasMaxLength(60);
        });
        model.Entity<ShareParcel>(parcel =>
        {
            parcel.ToTable("share_parcels");
            parcel.HasKey(p => new { p.TenantId, p.Id });
            parcel.HasIndex(p => new { p.TenantId, p.NextAttemptAt, p.Id }).HasFilter("delivered_at IS NULL").HasDatabaseName("ix_share_parcels_waiting");
            parcel.HasIndex(p => p.DueAt).HasFilter("delivered_at IS NULL").HasDatabaseName("ix_share_parcels_oldest");
            parcel.ForRelay();
        });
    }
}
