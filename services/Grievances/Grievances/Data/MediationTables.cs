using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Data;

/// <summary>Tables of mediation: who was proposed, and what came of it.</summary>
internal static class MediationTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<CaseMediation>(mediation =>
        {
            mediation.ToTable("case_mediations");
            mediation.HasKey(m => new { m.TenantId, m.Id });
            mediation.HasOne<Grievance>().WithMany().HasForeignKey(m => new { m.TenantId, m.CaseId });
            mediation.HasIndex(m => new { m.TenantId, m.InvitationId });
            mediation.Property(m => m.ProposedByRole).HasMaxLength(60);
            mediation.Property(m => m.EndedByRole).HasMaxLength(60);
            mediation.Property(m => m.Version).IsConcurrencyToken();
            mediation.Ignore(m => m.State);
        });
    }
}
