using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Messaging;
using Platform.Security;
using Platform.Tenancy;

namespace Assessments.Data;

/// <summary>Tables of the assessments service.</summary>
public class AssessmentsDb : PlatformDb
{
    public AssessmentsDb(DbContextOptions<AssessmentsDb> options, TenantContext tenant) : base(options, tenant) { }

    protected AssessmentsDb(DbContextOptions options, TenantContext tenant) : base(options, tenant) { }

    public DbSet<AiSystem> Systems => Set<AiSystem>();
    public DbSet<Impact> Impacts => Set<Impact>();
    public DbSet<ImpactChange> ImpactChanges => Set<ImpactChange>();
    public DbSet<Signal> Signals => Set<Signal>();
    public DbSet<KnownIncident> Incidents => Set<KnownIncident>();
    public DbSet<IncidentCode> IncidentCodes => Set<IncidentCode>();

    protected override void Describe(ModelBuilder model)
    {
        model.AddTenantDirectory();
        model.AddMessagingTables();
        model.AddAuditTables();
        IdempotencyRecord.Describe(model);
        model.Entity<AiSystem>(system =>
        {
            system.ToTable("ai_systems");
            system.HasKey(s => new { s.TenantId, s.Id });
            system.HasIndex(s => new { s.TenantId, s.Name, s.Id });
            system.Property(s => s.Name).HasMaxLength(200);
            system.Property(s => s.Version).IsConcurrencyToken();
        });
        DescribeImpacts(model);
        DescribeIncidents(model);
    }

    private static void DescribeImpacts(ModelBuilder model)
    {
        model.Entity<Impact>(impact =>
        {
            impact.ToTable("impacts");
            impact.HasKey(i => new { i.TenantId, i.Id });
            impact.HasOne(i => i.System).WithMany().HasForeignKey(i => new { i.TenantId, i.SystemId }).OnDelete(DeleteBehavior.Restrict);
            impact.HasIndex(i => new { i.TenantId, i.Rank, i.Id }).IsDescending(false, true, false);
            impact.HasIndex(i => new { i.TenantId, i.SystemId, i.Right, i.GroupKey });
            impact.Property(i => i.Right).HasMaxLength(20);
            impact.Property(i => i.Group).HasMaxLength(120);
            impact.Property(i => i.GroupKey).HasMaxLength(120);
            impact.Property(i => i.Title).HasMaxLength(300);
            impact.Property(i => i.RatedBy).HasMaxLength(60);
            impact.Property(i => i.Version).IsConcurrencyToken();
            impact.Ignore(i => i.Place);
        });
        model.Entity<ImpactChange>(change =>
        {
            change.ToTable("impact_changes");
            change.HasKey(c => new { c.TenantId, c.ImpactId, c.Version });
            change.HasOne<Impact>().WithMany().HasForeignKey(c => new { c.TenantId, c.ImpactId }).OnDelete(DeleteBehavior.Restrict);
            change.Property(c => c.Kind).HasMaxLength(40);
            change.Property(c => c.ByRole).HasMaxLength(60);
            change.AppendOnly();
        });
        model.Entity<Signal>(signal =>
        {
            signal.ToTable("signals");
            signal.HasKey(s => new { s.TenantId, s.CaseId });
            signal.HasIndex(s => new { s.TenantId, s.ImpactId });
            signal.HasIndex(s => new { s.TenantId, s.SystemId });
            signal.Property(s => s.State).HasMaxLength(40);
            signal.Property(s => s.Outcome).HasMaxLength(40);
            signal.Property(s => s.Band).HasMaxLength(20);
            signal.Property(s => s.OwnPart).HasMaxLength(20);
            signal.Property(s => s.KeptFrom).HasMaxLength(200).HasDefaultValue("");
            signal.Ignore(s => s.Substantiated);
        });
    }

    private static void DescribeIncidents(ModelBuilder model)
    {
        model.Entity<KnownIncident>(incident =>
        {
            incident.ToTable("known_incidents");
            incident.HasKey(i => new { i.TenantId, i.Id });
            incident.HasIndex(i => new { i.TenantId, i.SourceId }).IsUnique();
            incident.Property(i => i.SourceId).HasMaxLength(60);
            incident.Property(i => i.Title).HasMaxLength(300);
            incident.Property(i => i.MappingVersion).HasMaxLength(20);
            incident.Property(i => i.Digest).HasMaxLength(64);
            incident.HasMany(i => i.Codes).WithOne().HasForeignKey(c => new { c.TenantId, c.IncidentId }).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<IncidentCode>(code =>
        {
            code.ToTable("incident_codes");
            code.HasKey(c => new { c.TenantId, c.IncidentId, c.Code });
            code.HasIndex(c => new { c.TenantId, c.Code });
            code.Property(c => c.Code).HasMaxLength(20);
            code.Property(c => c.Rule).HasMaxLength(60);
        });
    }
}

/// <summary>Owns the SQLite migrations.</summary>
public sealed class AssessmentsSqlite(DbContextOptions<AssessmentsSqlite> options) : AssessmentsDb(options, new TenantContext());

/// <summary>Owns the PostgreSQL migrations.</summary>
public sealed class AssessmentsPostgres(DbContextOptions<AssessmentsPostgres> options) : AssessmentsDb(options, new TenantContext());

public sealed class AssessmentsSqliteDesign : SqliteDesign<AssessmentsSqlite>;

public sealed class AssessmentsPostgresDesign : PostgresDesign<AssessmentsPostgres>;
