using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Platform.Tenancy;

/// <summary>Where a service keeps its rows.</summary>
public enum DatabaseProvider
{
    /// <summary>One file per service in the data folder; no row-level security.</summary>
    Sqlite,

    /// <summary>One database per service, row-level security forced.</summary>
    Postgres,
}

/// <summary>Everything the platform knows about one service's database.</summary>
/// <param name="Service">Name of the service, and of its database or file.</param>
/// <param name="Context">Type of its context.</param>
/// <param name="SqliteMigrations">Context that owns the SQLite migrations.</param>
/// <param name="PostgresMigrations">Context that owns the PostgreSQL migrations.</param>
public sealed record ServiceDatabase(string Service, Type Context, Type SqliteMigrations, Type PostgresMigrations);

/// <summary>Registers a service's context for whichever database the configuration names.</summary>
public static class DatabaseRegistration
{
    /// <summary>Reads <c>Database:Provider</c> (Sqlite unless said).</summary>
    public static DatabaseProvider Provider(this IConfiguration configuration) =>
        configuration.GetValue("Database:Provider", DatabaseProvider.Sqlite);

    /// <summary>Connection string of a service: its own on PostgreSQL, the file in the data folder on SQLite.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="service">Name of the service.</param>
    /// <param name="role"><c>null</c> for the application, <c>relay</c> or <c>owner</c>.</param>
    public static string ConnectionString(this IConfiguration configuration, string service, string? role = null)
    {
        if (configuration.Provider() == DatabaseProvider.Sqlite)
        {
            var folder = configuration["Data:Folder"] ?? throw new InvalidOperationException("Data:Folder is not set.");
            return new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, service + ".db"), DefaultTimeout = 30 }.ToString();
        }
        var name = role is null ? service : $"{service}-{role}";
        return configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set.");
    }

    /// <summary>Adds the context with its interceptors, its gate and its unit of work.</summary>
    /// <typeparam name="TDb">The context the service works with.</typeparam>
    /// <typeparam name="TSqlite">Derived context that owns the SQLite migrations.</typeparam>
    /// <typeparam name="TPostgres">Derived context that owns the PostgreSQL migrations.</typeparam>
    public static IHostApplicationBuilder AddServiceDatabase<TDb, TSqlite, TPostgres>(this IHostApplicationBuilder builder, string service)
        where TDb : PlatformDb where TSqlite : TDb where TPostgres : TDb
    {
        var services = builder.Services;
        services.TryAddScoped<TenantContext>();
        services.TryAddSingleton<CommitSignals>();
        services.TryAddSingleton<SchemaMigration>();
        services.TryAddSingleton<TimeProvider, MicrosecondClock>();
        services.AddSingleton<WriteGate<TDb>>();
        services.AddScoped<UnitOfWork<TDb>>();
        services.AddSingleton(new ServiceDatabase(service, typeof(TDb), typeof(TSqlite), typeof(TPostgres)));
        services.AddDbContext<TDb>((provider, options) =>
            Configure(options, provider.GetRequiredService<IConfiguration>(), service));
        if (builder.Configuration.Provider() == DatabaseProvider.Postgres)
            services.AddHostedService<RoleRefusal<TDb>>();
        return builder;
    }

    internal static void Configure(DbContextOptionsBuilder options, IConfiguration configuration, string service, string? role = null)
    {
        var connection = configuration.ConnectionString(service, role);
        if (configuration.Provider() == DatabaseProvider.Postgres)
            options.UseNpgsql(connection);
        else
            options.UseSqlite(connection);
        options.AddInterceptors(new TenantSetting(), new SqlitePragmas());
    }
}
