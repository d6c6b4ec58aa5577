using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace Grievances.Data;

/// <summary>Tables around a case: who holds it, its files, what staff have to see, and what stays when it is gone.</summary>
internal static class CaseTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<CaseHolder>(holder =>
        {
            holder.ToTable("case_holders");
            holder.HasKey(h => new { h.TenantId, h.CaseId, h.Id });
            holder.HasOne<Grievance>().WithMany().HasForeignKey(h => new { h.TenantId, h.CaseId });
        });
        model.Entity<CaseConsent>(consent =>
        {
            consent.ToTable("case_consents");
            consent.HasKey(c => new { c.TenantId, c.CaseId, c.HolderId, c.Purpose });
            consent.HasOne<CaseHolder>().WithMany().HasForeignKey(c => new { c.TenantId, c.CaseId, c.HolderId });
        });
        model.Entity<CaseFile>(file =>
        {
            file.ToTable("case_files");
            file.HasKey(f => new { f.TenantId, f.Id });
            file.HasOne<Grievance>().WithMany().HasForeignKey(f => new { f.TenantId, f.CaseId });
            file.HasIndex(f => new { f.TenantId, f.CaseId, f.AddedAt, f.Id });
            file.Property(f => f.Kind).HasMaxLength(20);
            file.Property(f => f.StaffRole).HasMaxLength(60);
        });
        model.Entity<StagedFile>(staged =>
        {
            staged.ToTable("staged_files");
            staged.HasKey(s => new { s.TenantId, s.Id });
            staged.Property(s => s.Version).IsConcurrencyToken();
        });
        model.Entity<Draft>(draft =>
        {
            draft.ToTable("drafts");
            draft.HasKey(d => new { d.TenantId, d.CodeDigest });
            draft.HasIndex(d => new { d.TenantId, d.ExpiresAt });
            draft.Property(d => d.Version).IsConcurrencyToken();
        });
        model.Entity<Tombstone>(stone =>
        {
            stone.ToTable("tombstones");
            stone.HasKey(t => new { t.TenantId, t.CaseId });
            stone.AppendOnly();
        });
        model.Entity<FilingCommitment>(commitment =>
        {
            commitment.ToTable("filing_commitments");
            commitment.HasKey(c => new { c.TenantId, c.Commitment });
            commitment.HasIndex(c => new { c.TenantId, c.Day });
            commitment.AppendOnly();
        });
        model.Entity<PingAddress>(address =>
        {
            address.ToTable("ping_addresses");
            address.HasKey(a => new { a.TenantId, a.CaseId, a.HolderId });
            address.HasOne<CaseHolder>().WithMany().HasForeignKey(a => new { a.TenantId, a.CaseId, a.HolderId });
            address.Property(a => a.Language).HasMaxLength(35);
        });
        model.Entity<AboutPerson>(about =>
        {
            about.ToTable("about_people");
            about.HasKey(a => new { a.TenantId, a.CaseId });
            about.HasOne<Grievance>().WithOne().HasForeignKey<AboutPerson>(a => new { a.TenantId, a.CaseId });
            about.Property(a => a.Age).HasMaxLength(20);
            about.Property(a => a.Gender).HasMaxLength(20);
            about.Property(a => a.Region).HasMaxLength(3);
        });
        model.Entity<CaseNotice>(notice =>
        {
            notice.ToTable("case_notices");
            notice.HasKey(n => new { n.TenantId, n.Id });
            notice.HasOne<Grievance>().WithMany().HasForeignKey(n => new { n.TenantId, n.CaseId });
            notice.HasIndex(n => new { n.TenantId, n.Role, n.SeenAt, n.At, n.Id });
            notice.Property(n => n.Clock).HasMaxLength(20);
            notice.Property(n => n.Step).HasMaxLength(20);
            notice.Property(n => n.Role).HasMaxLength(60);
        });
        model.Entity<PatternCase>(pattern =>
        {
            pattern.ToTable("pattern_cases");
            pattern.HasKey(p => new { p.TenantId, p.Id });
            pattern.HasIndex(p => new { p.TenantId, p.OpenedAt, p.Id });
            pattern.Property(p => p.Title).HasMaxLength(300);
            pattern.Property(p => p.Description).HasMaxLength(4000);
            pattern.Property(p => p.Language).HasMaxLength(35);
            pattern.Property(p => p.Takes).HasMaxLength(400);
            pattern.Property(p => p.Version).IsConcurrencyToken();
        });
        model.Entity<MechanismSettings>(settings =>
        {
            settings.ToTable("mechanism_settings");
            settings.HasKey(s => s.TenantId);
            settings.Property(s => s.Clocks).HasMaxLength(4000);
            settings.Property(s => s.Version).IsConcurrencyToken();
        });
    }
}
