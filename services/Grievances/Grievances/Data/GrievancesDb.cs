using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Platform.Audit;
using Platform.Clocks;
using Platform.Forms;
using Platform.Guests;
using Platform.Mail;
using Platform.Messaging;
using Platform.Security;
using Platform.Tenancy;
using Platform.Webhooks.Rows;

namespace Grievances.Data;

/// <summary>Tables of the grievances service.</summary>
public class GrievancesDb : PlatformDb
{
    public GrievancesDb(DbContextOptions<GrievancesDb> options, TenantContext tenant) : base(options, tenant) { }

    protected GrievancesDb(DbContextOptions options, TenantContext tenant) : base(options, tenant) { }

    public DbSet<Grievance> Grievances => Set<Grievance>();
    public DbSet<CaseMessage> Messages => Set<CaseMessage>();
    public DbSet<CaseWrap> Wraps => Set<CaseWrap>();
    public DbSet<ReceiptLookup> Receipts => Set<ReceiptLookup>();
    public DbSet<KnownSystem> Systems => Set<KnownSystem>();
    public DbSet<CaseHolder> Holders => Set<CaseHolder>();
    public DbSet<CaseRight> CaseRights => Set<CaseRight>();
    public DbSet<CaseConsent> Consents => Set<CaseConsent>();
    public DbSet<CaseFile> Files => Set<CaseFile>();
    public DbSet<StagedFile> StagedFiles => Set<StagedFile>();
    public DbSet<Draft> Drafts => Set<Draft>();
    public DbSet<Tombstone> Tombstones => Set<Tombstone>();
    public DbSet<FilingCommitment> Commitments => Set<FilingCommitment>();
    public DbSet<PingAddress> PingAddresses => Set<PingAddress>();
    public DbSet<AboutPerson> AboutPeople => Set<AboutPerson>();
    public DbSet<CaseNotice> Notices => Set<CaseNotice>();
    public DbSet<PatternCase> Patterns => Set<PatternCase>();
    public DbSet<PatternTranslation> PatternTranslations => Set<PatternTranslation>();
    public DbSet<MechanismSettings> Settings => Set<MechanismSettings>();
    public DbSet<CaseAssignment> Assignments => Set<CaseAssignment>();
    public DbSet<CaseExclusion> Exclusions => Set<CaseExclusion>();
    public DbSet<IdentityRequest> IdentityRequests => Set<IdentityRequest>();
    public DbSet<CaseDecision> Decisions => Set<CaseDecision>();
    public DbSet<CaseNote> Notes => Set<CaseNote>();
    public DbSet<CaseRelation> Relations => Set<CaseRelation>();
    public DbSet<SavedView> Views => Set<SavedView>();
    public DbSet<RemedyAction> Measures => Set<RemedyAction>();
    public DbSet<RemedyOffer> Offers => Set<RemedyOffer>();
    public DbSet<CaseAppeal> Appeals => Set<CaseAppeal>();
    public DbSet<CaseSurvey> Surveys => Set<CaseSurvey>();
    public DbSet<CaseAttribution> Attributions => Set<CaseAttribution>();
    public DbSet<LegalNote> LegalNotes => Set<LegalNote>();
    public DbSet<CaseLesson> Lessons => Set<CaseLesson>();
    public DbSet<ReplyTemplate> Templates => Set<ReplyTemplate>();
    public DbSet<CaseMeeting> Meetings => Set<CaseMeeting>();
    public DbSet<CaseTranslation> Translations => Set<CaseTranslation>();
    public DbSet<CaseRedaction> Redactions => Set<CaseRedaction>();
    public DbSet<CaseShare> Shares => Set<CaseShare>();
    public DbSet<SharedEntry> SharedEntries => Set<SharedEntry>();
    public DbSet<ShareParcel> Parcels => Set<ShareParcel>();
    public DbSet<CaseImport> Imports => Set<CaseImport>();
    public DbSet<ImportedRow> ImportedRows => Set<ImportedRow>();
    public DbSet<RegisterNumber> RegisterNumbers => Set<RegisterNumber>();

    /// <inheritdoc />
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Filed, split off, taken over from a register, referred or passed on: a case comes with the index of its rights, in the same batch.
        AddRange(ChangeTracker.Entries<Grievance>().Where(e => e.State is EntityState.Added).ToList().SelectMany(e => CaseRight.Of(e.Entity)));
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void Describe(ModelBuilder model)
    {
        model.AddTenantDirectory();
        model.AddMessagingTables();
        model.AddAuditTables();
        IdempotencyRecord.Describe(model);
        TenantKeys.Describe(model);
        model.Entity<Grievance>(grievance =>
        {
            grievance.ToTable("grievances");
            grievance.HasKey(g => new { g.TenantId, g.Id });
            grievance.HasIndex(g => new { g.TenantId, g.Reference }).IsUnique();
            grievance.HasIndex(g => new { g.TenantId, g.DueAt, g.Id });
            grievance.HasIndex(g => new { g.TenantId, g.State, g.DueAt, g.Id });
            grievance.Property(g => g.Reference).HasMaxLength(10);
            grievance.Property(g => g.Language).HasMaxLength(35);
            // Their index is written with the case: who lets them be changed has to change it as well.
            grievance.Property(g => g.Rights).HasMaxLength(400).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            grievance.Property(g => g.Wants).HasMaxLength(200);
            grievance.Property(g => g.PassedOnBy).HasMaxLength(200);
            grievance.Property(g => g.Version).IsConcurrencyToken();
            grievance.Ignore(g => g.IsOpen);
            grievance.Ignore(g => g.FindingsBy);
            grievance.Ignore(g => g.HandlerRole);
            grievance.Property(g => g.HandledBy).HasMaxLength(20);
            grievance.Property(g => g.ExcludedRoles).HasMaxLength(200);
            grievance.HasIndex(g => new { g.TenantId, g.Rank, g.DueAt, g.Id }).IsDescending(false, true, false, false);
            grievance.HasIndex(g => new { g.TenantId, g.AssigneeId, g.DueAt, g.Id });
            // What is closed gathers over the years in front of what is due: the queue as it opens, and what its heading counts, must not pass through it.
            const string waits = "retaliation_by IS NOT NULL AND retaliation_settled_at IS NULL", open = $"state <> 'Closed' OR awaits_answer OR ({waits})";
            grievance.HasIndex(g => new { g.TenantId, g.DueAt, g.Id }, "ix_grievances_open_due").HasFilter(open).HasDatabaseName("ix_grievances_open_due");
            grievance.HasIndex(g => new { g.TenantId, g.Rank, g.DueAt, g.Id }, "ix_grievances_open_band").IsDescending(false, true, false, false).HasFilter(open).HasDatabaseName("ix_grievances_open_band");
            grievance.HasIndex(g => new { g.TenantId, g.DueAt, g.Id }, "ix_grievances_awaiting").HasFilter("awaits_answer").HasDatabaseName("ix_grievances_awaiting");
            grievance.HasIndex(g => new { g.TenantId, g.DueAt, g.Id }, "ix_grievances_retaliation").HasFilter(waits).HasDatabaseName("ix_grievances_retaliation");
        });
        model.Entity<CaseMessage>(message =>
        {
            message.ToTable("case_messages");
            message.HasKey(m => new { m.TenantId, m.Id });
            message.HasOne<Grievance>().WithMany().HasForeignKey(m => new { m.TenantId, m.CaseId });
            message.HasIndex(m => new { m.TenantId, m.CaseId, m.WrittenAt, m.Id });
            message.Property(m => m.WriterRole).HasMaxLength(60);
        });
        model.Entity<CaseRight>(right =>
        {
            right.ToTable("case_rights");
            right.HasKey(r => new { r.TenantId, r.Code, r.CaseId });
            right.HasOne<Grievance>().WithMany().HasForeignKey(r => new { r.TenantId, r.CaseId }).OnDelete(DeleteBehavior.Cascade);
            right.Property(r => r.Code).HasMaxLength(40);
        });
        model.Entity<CaseWrap>(wrap =>
        {
            wrap.ToTable("case_wraps");
            wrap.HasKey(w => new { w.TenantId, w.CaseId, w.Holder });
            wrap.HasOne<Grievance>().WithMany().HasForeignKey(w => new { w.TenantId, w.CaseId });
            wrap.Property(w => w.Holder).HasMaxLength(60);
            wrap.Property(w => w.Epoch).HasMaxLength(20);
        });
        model.Entity<ReceiptLookup>(receipt =>
        {
            receipt.ToTable("receipts");
            receipt.HasKey(r => new { r.TenantId, r.Digest });
            receipt.HasOne<Grievance>().WithMany().HasForeignKey(r => new { r.TenantId, r.CaseId });
            receipt.HasIndex(r => r.Digest);
        });
        model.Entity<KnownSystem>(system =>
        {
            system.ToTable("known_systems");
            system.HasKey(s => new { s.TenantId, s.Id });
            system.Property(s => s.Name).HasMaxLength(200);
        });
        model.Entity<PublicSystem>(system =>
        {
            system.ToTable("public_systems");
            system.HasKey(s => s.Id);
            system.HasIndex(s => new { s.Published, s.SearchName, s.Id });
            system.Property(s => s.Name).HasMaxLength(200);
            system.Property(s => s.SearchName).HasMaxLength(200);
        });
        CaseTables.Describe(model);
        HandlingTables.Describe(model);
        SharingTables.Describe(model);
        ImportTables.Describe(model);
        model.AddFormTables();
        model.AddDueDates();
        model.AddMailItems();
        model.AddGuests();
        MediationTables.Describe(model);
        model.AddWebhooks();
    }
}

/// <summary>Owns the SQLite migrations.</summary>
public sealed class GrievancesSqlite(DbContextOptions<GrievancesSqlite> options) : GrievancesDb(options, new TenantContext());

/// <summary>Owns the PostgreSQL migrations.</summary>
public sealed class GrievancesPostgres(DbContextOptions<GrievancesPostgres> options) : GrievancesDb(options, new TenantContext());

/// <summary>For the tool that writes migrations.</summary>
public sealed class GrievancesSqliteDesign : SqliteDesign<GrievancesSqlite>;

/// <inheritdoc cref="GrievancesSqliteDesign" />
public sealed class GrievancesPostgresDesign : PostgresDesign<GrievancesPostgres>;
