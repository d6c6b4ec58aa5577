using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Platform.Tenancy;

/// <summary>
/// Base of every service's context: named tenant filter, write guard, UTC instants in microseconds, snake_case names.
/// A write outside a unit of work throws, so that no statement ever runs without the tenant set on the connection.
/// </summary>
public abstract class PlatformDb(DbContextOptions options, TenantContext tenant) : DbContext(options)
{
    /// <summary>Name of the query filter that holds rows to the tenant.</summary>
    public const string TenantFilter = "Tenant";

    /// <summary>Tenant of this context; the filters read it at each query.</summary>
    public TenantContext Tenant { get; } = tenant;

    /// <summary>The tenant as the filters see it.</summary>
    public Guid? TenantId => Tenant.Id;

    /// <summary>Work to do once the surrounding unit of work has committed (wake the relay, wake the sealer).</summary>
    public HashSet<Type> AfterCommit { get; } = [];

    /// <summary>Whether what is about to be saved must stand in a unit of work. Only a context with global tables that a library saves on its own may say no, and for those tables alone.</summary>
    protected virtual bool NeedsUnitOfWork => true;

    /// <inheritdoc />
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder
            .UseSnakeCaseNamingConvention()
            // A required navigation whose principal is filtered too is what composite tenant keys look like.
            .ConfigureWarnings(w => w.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMicroseconds>();
        configurationBuilder.Properties<decimal>().HavePrecision(18, 4);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Describe(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType)))
            entity.SetQueryFilter(TenantFilter, BelongsToTenant(entity.ClrType));
    }

    /// <summary>The tables of the service.</summary>
    protected abstract void Describe(ModelBuilder model);

    /// <inheritdoc />
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Writes are asynchronous.");

    /// <inheritdoc />
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is null && NeedsUnitOfWork)
            throw new InvalidOperationException("A write needs a unit of work: mark the endpoint with Writes(), or run it through UnitOfWork.");
        foreach (var entry in ChangeTracker.Entries<ITenantOwned>())
        {
            if (entry.State == EntityState.Added && entry.Entity.TenantId == Guid.Empty)
                entry.Entity.TenantId = Tenant.Required;
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && entry.Entity.TenantId != Tenant.Required)
                throw new InvalidOperationException($"{entry.Metadata.ShortName()} belongs to another tenant.");
        }
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private LambdaExpression BelongsToTenant(Type entity)
    {
        // The filter must read a member of the context: a captured value would freeze the first tenant into the cached model.
        var row = Expression.Parameter(entity, "row");
        var owner = Expression.Convert(Expression.Property(row, nameof(ITenantOwned.TenantId)), typeof(Guid?));
        var current = Expression.Property(Expression.Constant(this, typeof(PlatformDb)), nameof(TenantId));
        return Expression.Lambda(Expression.Equal(owner, current), row);
    }

    private sealed class UtcMicroseconds() : ValueConverter<DateTimeOffset, DateTime>(
        value => Truncate(value.UtcDateTime),
        value => new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)))
    {
        private static DateTime Truncate(DateTime value) => new(value.Ticks - value.Ticks % 10, DateTimeKind.Utc);
    }
}
