using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;
using Platform.Audit;
using Platform.Messaging;
using Platform.Security;
using Platform.Tenancy;

namespace Identity.Data;

/// <summary>Tenants, accounts and the tables of the OpenID Connect server are global; outbox, audit and idempotency belong to tenants.</summary>
public class IdentityDb : PlatformDb
{
    public IdentityDb(DbContextOptions<IdentityDb> options, TenantContext tenant) : base(options, tenant) { }

    protected IdentityDb(DbContextOptions options, TenantContext tenant) : base(options, tenant) { }

    public DbSet<RegisteredTenant> Tenants => Set<RegisteredTenant>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<EndedAccess> EndedAccess => Set<EndedAccess>();

    // OpenIddict saves its grants and tokens by itself, before anything is answered. Its tables name no tenant; every other write is held to the rule.
    protected override bool NeedsUnitOfWork =>
        ChangeTracker.Entries().Any(e => e.State is not EntityState.Unchanged && e.Metadata.ClrType.Assembly != typeof(OpenIddictEntityFrameworkCoreToken).Assembly);

    protected override void Describe(ModelBuilder model)
    {
        model.AddTenantDirectory();
        model.AddMessagingTables();
        model.AddAuditTables();
        IdempotencyRecord.Describe(model);
        model.Entity<RegisteredTenant>(tenant =>
        {
            tenant.ToTable("tenants");
            tenant.HasKey(t => t.Id);
            tenant.Property(t => t.Id).ValueGeneratedNever();
            tenant.HasIndex(t => t.Slug).IsUnique();
            tenant.Property(t => t.Slug).HasMaxLength(60);
            tenant.Property(t => t.Name).HasMaxLength(200);
            tenant.Property(t => t.Version).IsConcurrencyToken();
        });
        model.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.HasKey(a => a.Id);
            account.Property(a => a.Id).ValueGeneratedNever();
            account.HasIndex(a => a.NormalizedUserName).IsUnique();
            account.HasIndex(a => new { a.HomeTenant, a.NormalizedUserName });
            account.HasOne<RegisteredTenant>().WithMany().HasForeignKey(a => a.HomeTenant).OnDelete(DeleteBehavior.Restrict);
            account.Property(a => a.UserName).HasMaxLength(64).IsRequired();
            account.Property(a => a.NormalizedUserName).HasMaxLength(64).IsRequired();
            account.Property(a => a.DisplayName).HasMaxLength(100);
            account.Property(a => a.ReportingLine).HasMaxLength(40);
            account.Property(a => a.ConcurrencyStamp).HasMaxLength(40).IsConcurrencyToken();
            account.Ignore(a => a.WaitsForSecondPerson).Ignore(a => a.EffectiveRoles);
            // We write to nobody, so we keep no address.
            account.Ignore(a => a.Email).Ignore(a => a.NormalizedEmail).Ignore(a => a.EmailConfirmed);
            account.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed);
        });
        model.Entity<EndedAccess>(ended =>
        {
            ended.ToTable("account_ended_access");
            ended.HasKey(e => e.Id);
            ended.Property(e => e.Id).ValueGeneratedNever();
            ended.Property(e => e.Subject).HasMaxLength(100);
            ended.HasIndex(e => e.EndedAt);
        });
        model.UseOpenIddict();
        ClientRecord.Describe(model);
        model.Entity<OpenIddictEntityFrameworkCoreAuthorization>().ToTable("openid_grants");
        model.Entity<OpenIddictEntityFrameworkCoreScope>().ToTable("openid_scopes");
        model.Entity<OpenIddictEntityFrameworkCoreToken>().ToTable("openid_tokens");
    }
}

public sealed class IdentitySqlite(DbContextOptions<IdentitySqlite> options) : IdentityDb(options, new TenantContext());

public sealed class IdentityPostgres(DbContextOptions<IdentityPostgres> options) : IdentityDb(options, new TenantContext());

public sealed class IdentitySqliteDesign : SqliteDesign<IdentitySqlite>;

public sealed class IdentityPostgresDesign : PostgresDesign<IdentityPostgres>;
