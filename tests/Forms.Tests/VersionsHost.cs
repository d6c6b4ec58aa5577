using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Testing;

namespace Forms.Tests;

/// <summary>The smallest service that asks questions: its only table is the library's.</summary>
public class AskingDb : PlatformDb
{
    public AskingDb(DbContextOptions<AskingDb> options, TenantContext tenant) : base(options, tenant) { }

    protected AskingDb(DbContextOptions options, TenantContext tenant) : base(options, tenant) { }

    protected override void Describe(ModelBuilder model) => FormVersions.Describe(model);
}

public sealed class AskingSqlite(DbContextOptions<AskingSqlite> options) : AskingDb(options, new TenantContext());

public sealed class AskingPostgres(DbContextOptions<AskingPostgres> options) : AskingDb(options, new TenantContext());

/// <summary>Both databases, each with the schema and the roles as a service has them.</summary>
public sealed class VersionsHost : IAsyncLifetime
{
    private const string Service = "formstests";
    private readonly Dictionary<string, WebApplication> apps = [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("heed-forms-");

    public async ValueTask InitializeAsync()
    {
        foreach (var database in new[] { "Sqlite", "Postgres" })
            apps[database] = await Build(database);
    }

    public string AppConnection => apps["Postgres"].Configuration.ConnectionString(Service);

    /// <summary>Runs a use case in a unit of work, as an endpoint would: kept unless refused.</summary>
    public Task<Outcome<T>> Write<T>(string database, Guid tenant, Func<AskingDb, IServiceProvider, Task<Outcome<T>>> work) =>
        In(database, tenant, (db, unit, provider) => unit.Run(true, () => work(db, provider), outcome => !outcome.Refused, CancellationToken.None));

    public Task<T> Read<T>(string database, Guid tenant, Func<AskingDb, IServiceProvider, Task<T>> work) =>
        In(database, tenant, (db, unit, provider) => unit.Read(() => work(db, provider)));

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps.Values)
            await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private async Task<T> In<T>(string database, Guid tenant, Func<AskingDb, UnitOfWork<AskingDb>, IServiceProvider, Task<T>> work)
    {
        await using var scope = apps[database].Services.CreateAsyncScope();
        var provider = scope.ServiceProvider;
        provider.GetRequiredService<TenantContext>().Enter(tenant);
        return await work(provider.GetRequiredService<AskingDb>(), provider.GetRequiredService<UnitOfWork<AskingDb>>(), provider);
    }

    private async Task<WebApplication> Build(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (database == "Postgres")
            builder.Configuration.AddJsonFile(await DistributedPlatform.ServersJson());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:Provider"] = database, ["Data:Folder"] = folder.FullName });
        if (database == "Postgres")
            await Roles(builder.Configuration);
        builder.AddServiceDatabase<AskingDb, AskingSqlite, AskingPostgres>(Service);
        builder.Services.AddForms();
        var app = builder.Build();
        var owner = builder.Configuration.ConnectionString(Service, database == "Postgres" ? "owner" : null);
        var options = database == "Postgres" ? new DbContextOptionsBuilder<AskingDb>().UseNpgsql(owner) : new DbContextOptionsBuilder<AskingDb>().UseSqlite(owner);
        await using var db = new AskingDb(options.Options, new TenantContext());
        if (database == "Postgres")
            await db.Database.ExecuteSqlRawAsync("drop table if exists form_versions");
        else
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
        await db.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
        // The very step that puts isolation on a service's tables.
        if (database == "Postgres")
            await app.Services.GetRequiredService<SchemaMigration>().Run();
        return app;
    }

    private static async Task Roles(ConfigurationManager configuration)
    {
        const string password = "forms-of-the-tests";
        var admin = new NpgsqlConnectionStringBuilder(configuration["Admin:postgres"]);
        foreach (var (name, role) in new[] { (Service, "app"), (Service + "-relay", "relay"), (Service + "-owner", "owner") })
            configuration["ConnectionStrings:" + name] = new NpgsqlConnectionStringBuilder(admin.ToString()) { Database = Service, Username = $"{Service}_{role}", Password = password }.ToString();
        await using var source = NpgsqlDataSource.Create(admin);
        foreach (var role in new[] { "owner", "app", "relay", "door" })
        {
            await using var create = source.CreateCommand($"do $$ begin if not exists (select from pg_roles where rolname = '{Service}_{role}') then create role {Service}_{role} login password '{password}'; end if; end $$");
            await create.ExecuteNonQueryAsync();
        }
        await using (var there = source.CreateCommand($"select count(*) from pg_database where datname = '{Service}'"))
            if ((long)(await there.ExecuteScalarAsync())! > 0)
                return;
        await using (var create = source.CreateCommand($"create database {Service} owner {Service}_owner"))
            await create.ExecuteNonQueryAsync();
        await using var inside = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(admin.ToString()) { Database = Service });
        await using var schema = inside.CreateCommand($"alter schema public owner to {Service}_owner; grant usage on schema public to {Service}_app, {Service}_relay, {Service}_door");
        await schema.ExecuteNonQueryAsync();
    }
}
