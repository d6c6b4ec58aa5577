using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Platform.Tenancy;

/// <summary>Brings one service's schema up to date: as owner on PostgreSQL, in place on SQLite.</summary>
public sealed class SchemaMigration(IConfiguration configuration, IEnumerable<ServiceDatabase> databases, IEnumerable<Door> doors, ILogger<SchemaMigration> log)
{
    private const int MostAttempts = 8;

    /// <summary>Migrates every registered service, or the named one.</summary>
    public async Task Run(string? only = null, CancellationToken cancellation = default)
    {
        foreach (var database in databases.Where(d => only is null or "all" || d.Service == only))
        {
            if (configuration.Provider() == DatabaseProvider.Postgres)
                await Postgres(database, cancellation);
            else
                await Sqlite(database, cancellation);
        }
    }

    private async Task Sqlite(ServiceDatabase database, CancellationToken cancellation)
    {
        await using var db = Migrations.Create(database.SqliteMigrations,
            o => DatabaseRegistration.Configure(o, configuration, database.Service));
        // So that readers and the writer do not wait for each other. The framework does it only for a file that it creates itself.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellation);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        if (pending.Count == 0)
            return;
        // A process killed while migrating leaves its lock row behind, and the next start would wait for it for ever.
        // The data folder's lock file has already made sure that no other process is migrating.
        await db.Database.ExecuteSqlRawAsync("""
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            DELETE FROM "__EFMigrationsLock";
            """, cancellation);
        await db.Database.MigrateAsync(cancellation);
        log.LogInformation("{Service}: {Count} migrations applied", database.Service, pending.Count);
    }

    private async Task Postgres(ServiceDatabase database, CancellationToken cancellation)
    {
        await using var db = Migrations.Create(database.PostgresMigrations,
            o => DatabaseRegistration.Configure(o, configuration, database.Service, "owner"));
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        await db.Database.MigrateAsync(cancellation);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PostgresIsolation.Apply(db, database.Service, doors.Where(d => d.Service == database.Service), cancellation);
                break;
            }
            catch (PostgresException gaveWay) when (gaveWay.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < MostAttempts)
            {
                // Servers that run meanwhile hold tables in another order; of nothing half is left, and the next try finds its turn.
                log.LogWarning("{Service}: the database let others go first, for the {Count}. time", database.Service, attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), cancellation);
            }
        }
        log.LogInformation("{Service}: {Count} migrations applied, isolation in force", database.Service, pending.Count);
    }
}
