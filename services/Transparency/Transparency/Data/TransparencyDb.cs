using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Messaging;
using Platform.Security;
using Platform.Tenancy;

namespace Transparency.Data;

/// <summary>Tables of the transparency service.</summary>
public class TransparencyDb : PlatformDb
{
    public TransparencyDb(DbContextOptions<TransparencyDb> options, TenantContext tenant) : base(options, tenant) { }

    protected TransparencyDb(DbContextOptions options, TenantContext tenant) : base(options, tenant) { }

    public DbSet<CaseFact> Cases => Set<CaseFact>();

    /// <summary>Cases that figures count: a grievance each, which happened and is no spam.</summary>
    public IQueryable<CaseFact> Counted => Cases.Where(f => f.State != CaseFact.Spam && f.State != CaseFact.Part && f.State != CaseFact.Gone);

    public DbSet<CaseRight> Rights => Set<CaseRight>();
    public DbSet<Release> Releases => Set<Release>();
    public DbSet<FeedHead> Heads => Set<FeedHead>();
    public DbSet<TenantStart> Starts => Set<TenantStart>();

    protected override void Describe(ModelBuilder model)
    {
        model.AddTenantDirectory();
        model.AddMessagingTables();
        model.AddAuditTables();
        IdempotencyRecord.Describe(model);
        model.Entity<CaseFact>(fact =>
        {
            fact.ToTable("case_facts");
            fact.HasKey(f => new { f.TenantId, f.CaseId });
            fact.HasIndex(f => new { f.TenantId, f.FiledMonth });
            fact.HasIndex(f => new { f.TenantId, f.ClosedMonth });
            fact.Property(f => f.State).HasMaxLength(40);
            fact.Property(f => f.Affected).HasMaxLength(20);
            fact.Property(f => f.Band).HasMaxLength(20);
            fact.Property(f => f.Outcome).HasMaxLength(40);
            fact.Property(f => f.Findings).HasMaxLength(20);
        });
        model.Entity<CaseRight>(right =>
        {
            right.ToTable("case_rights");
            right.HasKey(r => new { r.TenantId, r.CaseId, r.Heading });
            right.HasOne<CaseFact>().WithMany().HasForeignKey(r => new { r.TenantId, r.CaseId });
            right.Property(r => r.Heading).HasMaxLength(20);
        });
        model.Entity<Release>(release =>
        {
            release.ToTable("releases");
            release.HasKey(r => new { r.TenantId, r.Id });
            release.HasIndex(r => new { r.TenantId, r.Sequence }).IsUnique();
            release.HasIndex(r => new { r.TenantId, r.DisclosureId }).IsUnique().HasFilter("kind = 'original'").HasDatabaseName("ix_releases_one_original");
            release.Property(r => r.Kind).HasMaxLength(20);
            release.Property(r => r.ActorRole).HasMaxLength(60);
            release.Property(r => r.Title).HasMaxLength(200);
            release.Property(r => r.BodyHash).HasMaxLength(64);
            release.AppendOnly();
        });
        model.Entity<FeedHead>(head =>
        {
            head.ToTable("feed_heads");
            head.HasKey(h => h.TenantId);
        });
        model.Entity<TenantStart>(start =>
        {
            start.ToTable("tenant_starts");
            start.HasKey(s => s.TenantId);
        });
    }
}

/// <summary>Owns the SQLite migrations.</summary>
public sealed class TransparencySqlite(DbContextOptions<TransparencySqlite> options) : TransparencyDb(options, new TenantContext());

/// <summary>Owns the PostgreSQL migrations.</summary>
public sealed class TransparencyPostgres(DbContextOptions<TransparencyPostgres> options) : TransparencyDb(options, new TenantContext());

public sealed class TransparencySqliteDesign : SqliteDesign<TransparencySqlite>;

public sealed class TransparencyPostgresDesign : PostgresDesign<TransparencyPostgres>;
