using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace Grievances.Data;

/// <summary>Tables of registers that are taken in.</summary>
internal static class ImportTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<CaseImport>(import =>
        {
            import.ToTable("case_imports");
            import.HasKey(i => new { i.TenantId, i.Id });
            import.HasIndex(i => new { i.TenantId, i.StartedAt, i.Id });
            import.Property(i => i.ActorRole).HasMaxLength(200);
            import.Property(i => i.Version).IsConcurrencyToken();
        });
        model.Entity<ImportedRow>(row =>
        {
            row.ToTable("imported_rows");
            row.HasKey(r => new { r.TenantId, r.ImportId, r.Number });
            row.HasOne<CaseImport>().WithMany().HasForeignKey(r => new { r.TenantId, r.ImportId }).OnDelete(DeleteBehavior.Cascade);
            row.Property(r => r.Code).HasMaxLength(80);
            row.Property(r => r.Field).HasMaxLength(80);
            row.Property(r => r.MoreFaults).HasMaxLength(1_000);
        });
        model.Entity<RegisterNumber>(number =>
        {
            number.ToTable("register_numbers");
            number.HasKey(n => new { n.TenantId, n.Digest });
            number.HasOne<Grievance>().WithMany().HasForeignKey(n => new { n.TenantId, n.CaseId });
            number.HasIndex(n => new { n.TenantId, n.CaseId });
        });
    }
}
