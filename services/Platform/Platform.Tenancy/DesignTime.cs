using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Platform.Tenancy;

/// <summary>Makes a migrations context without any database: for the tool that writes migrations.</summary>
public abstract class SqliteDesign<TContext> : IDesignTimeDbContextFactory<TContext> where TContext : PlatformDb
{
    /// <inheritdoc />
    public TContext CreateDbContext(string[] args) => Migrations.Create<TContext>(o => o.UseSqlite("Data Source=:memory:"));
}

/// <inheritdoc cref="SqliteDesign{TContext}" />
public abstract class PostgresDesign<TContext> : IDesignTimeDbContextFactory<TContext> where TContext : PlatformDb
{
    /// <inheritdoc />
    public TContext CreateDbContext(string[] args) => Migrations.Create<TContext>(o => o.UseNpgsql("Host=127.0.0.1"));
}

internal static class Migrations
{
    public static TContext Create<TContext>(Action<DbContextOptionsBuilder> configure) where TContext : PlatformDb =>
        (TContext)Create(typeof(TContext), configure);

    public static PlatformDb Create(Type context, Action<DbContextOptionsBuilder> configure)
    {
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        configure(builder);
        return (PlatformDb)Activator.CreateInstance(context, builder.Options)!;
    }
}
