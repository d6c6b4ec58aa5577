using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Messaging;
using Platform.Security;
using Platform.Tenancy;

namespace Engagement.Data;

/// <summary>Tables of the engagement service.</summary>
public class EngagementDb : PlatformDb
{
    public EngagementDb(DbContextOptions<EngagementDb> options, TenantContext tenant) : base(options, tenant) { }

    protected EngagementDb(DbContextOptions options, TenantContext tenant) : base(options, tenant) { }

    public DbSet<FollowUp> FollowUps => Set<FollowUp>();
    public DbSet<CaseClock> Clocks => Set<CaseClock>();
    public DbSet<CaseWriting> Writings => Set<CaseWriting>();
    public DbSet<KnownPattern> Patterns => Set<KnownPattern>();

    protected override void Describe(ModelBuilder model)
    {
        model.AddTenantDirectory();
        model.AddMessagingTables();
        model.AddAuditTables();
        IdempotencyRecord.Describe(model);
        model.Entity<FollowUp>(followUp =>
        {
            followUp.ToTable("follow_ups");
            followUp.HasKey(f => new { f.TenantId, f.Id });
            followUp.HasIndex(f => new { f.TenantId, f.CaseId, f.Kind, f.SourceVersion }).IsUnique();
            followUp.HasIndex(f => new { f.TenantId, f.State, f.DueAt, f.Id });
            followUp.Property(f => f.Kind).HasMaxLength(40);
            // Somebody may mark it done while an event settles it: one of the two has to look again.
            followUp.Property(f => f.State).HasMaxLength(20).IsConcurrencyToken();
            followUp.Property(f => f.DoneBy).HasMaxLength(60);
        });
        model.Entity<CaseClock>(clock =>
        {
            clock.ToTable("case_clocks");
            clock.HasKey(c => new { c.TenantId, c.CaseId });
            clock.Property(c => c.Reference).HasMaxLength(10);
            clock.Property(c => c.KeptFrom).HasMaxLength(200);
        });
        model.Entity<CaseWriting>(writing =>
        {
            writing.ToTable("case_writings");
            writing.HasKey(w => new { w.TenantId, w.CaseId, w.Version });
            // What settled before and after a message is found in one step, however many messages there are.
            writing.HasIndex(w => new { w.TenantId, w.CaseId, w.ByPerson, w.Version });
            writing.HasOne<CaseClock>().WithMany().HasForeignKey(w => new { w.TenantId, w.CaseId });
        });
        model.Entity<KnownPattern>(pattern =>
        {
            pattern.ToTable("patterns");
            pattern.HasKey(p => new { p.TenantId, p.PatternId });
            pattern.HasIndex(p => new { p.TenantId, p.Open, p.QuietSince, p.PatternId });
            pattern.Property(p => p.Right).HasMaxLength(40);
            pattern.Property(p => p.State).HasMaxLength(40);
        });
    }
}

/// <summary>Owns the SQLite migrations.</summary>
public sealed class EngagementSqlite(DbContextOptions<EngagementSqlite> options) : EngagementDb(options, new TenantContext());

/// <summary>Owns the PostgreSQL migrations.</summary>
public sealed class EngagementPostgres(DbContextOptions<EngagementPostgres> options) : EngagementDb(options, new TenantContext());

public sealed class EngagementSqliteDesign : SqliteDesign<EngagementSqlite>;

public sealed class EngagementPostgresDesign : PostgresDesign<EngagementPostgres>;
