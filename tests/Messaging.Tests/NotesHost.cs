using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Messaging;
using Platform.Tenancy;
using Testing;

namespace Messaging.Tests;

/// <summary>The notes service, running in this process on either database and either bus.</summary>
public sealed class NotesHost : IAsyncDisposable
{
    private static readonly Lock Starting = new();
    private static Task? shared;
    private static Task? topology;
    private readonly WebApplication app;
    private readonly string? folder;

    private NotesHost(WebApplication app, string? folder) => (this.app, this.folder) = (app, folder);

    public Guid Tenant { get; } = Guid.NewGuid();

    public IConfiguration Configuration => app.Configuration;

    public Attempts Attempts => app.Services.GetRequiredService<Attempts>();

    public HealthCheckService Health => app.Services.GetRequiredService<HealthCheckService>();

    /// <param name="database">Sqlite or Postgres.</param>
    /// <param name="bus">InMemory, RabbitMq, or null: not said.</param>
    /// <param name="broker">Address of the broker; the running one unless given. Where given, nothing is declared first.</param>
    public static async Task<NotesHost> Start(string database, string? bus, string? broker = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var servers = bus == "RabbitMq" || database == "Postgres" ? await DistributedPlatform.ServersJson() : null;
        if (servers is not null)
            builder.Configuration.AddJsonFile(servers);
        var folder = database == "Sqlite" ? Directory.CreateTempSubdirectory("heed-notes-").FullName : null;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:Provider"] = database, ["Bus:Transport"] = bus, ["Data:Folder"] = folder });
        if (broker is not null)
            builder.Configuration["Bus:Url"] = broker;
        if (database == "Postgres")
            Connections(builder.Configuration);
        builder.Services.AddSingleton<Attempts>();
        builder.AddServiceDatabase<NotesDb, NotesSqlite, NotesPostgres>("notes");
        builder.AddOutbox<NotesDb>("notes", typeof(NoteWritten).Assembly, keepsAnswers: false);
        builder.AddBus(consumers => consumers.Add<NotesDb, NoteWritten, CopyNote>("notes"));
        builder.WebHost.UseUrls($"http://127.0.0.1:{ServerProcess.FreePort()}");
        var app = builder.Build();
        // Once a process: tables that are altered beside hosts that use them end in deadlocks.
        await (database == "Postgres" ? Once(ref shared, () => Shared(builder.Configuration)) : Schema(builder.Configuration, database));
        // As the Migrator does: what is published before its queue exists would be confirmed and dropped.
        if (broker is null && bus == "RabbitMq")
            await Once(ref topology, () => Topology(builder.Configuration));
        await app.StartAsync(patience.Token);
        return new NotesHost(app, folder);
    }

    private static Task Once(ref Task? done, Func<Task> work)
    {
        lock (Starting)
            return done ??= work();
    }

    private static async Task Shared(IConfiguration configuration)
    {
        await Roles(configuration);
        await Schema(configuration, "Postgres");
    }

    /// <summary>Writes a note and its announcement in one unit of work.</summary>
    public async Task<Guid> Write(bool keep = true, int failuresFirst = 0)
    {
        var id = Guid.NewGuid();
        await In<object>(async (db, unit) =>
        {
            await unit.Run(true, async () =>
            {
                db.Add(new Note { TenantId = Tenant, Id = id });
                db.Publish(new NoteWritten(id, failuresFirst), DateTimeOffset.UtcNow);
                await db.SaveChangesAsync();
                return keep;
            }, kept => kept, CancellationToken.None);
            return new object();
        });
        return id;
    }

    public Task<int> Copies(Guid note) => In((db, unit) => unit.Read(() => db.Copies.CountAsync(c => c.NoteId == note)));

    public Task<int> Copies() => In((db, unit) => unit.Read(() => db.Copies.CountAsync()));

    public Task<int> Unsent() => In((db, unit) => unit.Read(() => db.Set<OutboxMessage>().CountAsync(m => m.SentAt == null)));

    public Task<int> Buried(Guid message) => In((db, unit) => unit.Read(() => db.Set<DeadLetter>().CountAsync(l => l.MessageId == message)));

    public Task<Guid> MessageOf(Guid note) => In((db, unit) => unit.Read(() => db.Set<OutboxMessage>().Where(m => m.Body.Contains(note.ToString())).Select(m => m.Id).SingleAsync()));

    /// <summary>Makes the relay send everything once more, under the same ids.</summary>
    public Task Resend() => In<object>(async (db, unit) =>
    {
        await unit.Write(async () =>
        {
            await db.Set<OutboxMessage>().ExecuteUpdateAsync(s => s.SetProperty(m => m.SentAt, (DateTimeOffset?)null));
            db.AfterCommit.Add(typeof(OutboxMessage));
        });
        return new object();
    });

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
        if (folder is not null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<T> In<T>(Func<NotesDb, UnitOfWork<NotesDb>, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(Tenant);
        return await work(scope.ServiceProvider.GetRequiredService<NotesDb>(), scope.ServiceProvider.GetRequiredService<UnitOfWork<NotesDb>>());
    }

    private static async Task Topology(IConfiguration configuration)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddConfiguration(configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddBus(consumers => consumers.Add<NotesDb, NoteWritten, CopyNote>("notes"), topologyOnly: true);
        await using var app = builder.Build();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await app.Services.DeclareTopology(patience.Token);
    }

    private static async Task Schema(IConfiguration configuration, string database)
    {
        var connection = configuration.ConnectionString("notes", database == "Postgres" ? "owner" : null);
        var options = database == "Postgres" ? new DbContextOptionsBuilder<NotesDb>().UseNpgsql(connection).Options : new DbContextOptionsBuilder<NotesDb>().UseSqlite(connection).Options;
        await using var db = new NotesDb(options, new TenantContext());
        await db.Database.EnsureCreatedAsync();
        if (database == "Postgres")
            await PostgresIsolation.Apply(db, "notes", [], CancellationToken.None);
        else
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
    }

    private static void Connections(ConfigurationManager configuration)
    {
        var admin = new NpgsqlConnectionStringBuilder(configuration["Admin:postgres"]);
        foreach (var role in new[] { "", "relay", "owner" })
        {
            var own = new NpgsqlConnectionStringBuilder(admin.ToString()) { Database = "notes", Username = "notes_" + (role.Length == 0 ? "app" : role), Password = "notes-of-the-test" };
            configuration["ConnectionStrings:" + (role.Length == 0 ? "notes" : $"notes-{role}")] = own.ToString();
        }
    }

    private static async Task Roles(IConfiguration configuration)
    {
        var admin = new NpgsqlConnectionStringBuilder(configuration["Admin:postgres"]);
        await using var source = NpgsqlDataSource.Create(admin);
        await using (var roles = source.CreateCommand("""
            do $$ begin
              if not exists (select from pg_roles where rolname = 'notes_owner') then
                create role notes_owner login password 'notes-of-the-test'; create role notes_app login password 'notes-of-the-test';
                create role notes_relay login password 'notes-of-the-test'; create role notes_door;
              end if;
            end $$
            """))
            await roles.ExecuteNonQueryAsync();
        await using (var there = source.CreateCommand("select count(*) from pg_database where datname = 'notes'"))
            if ((long)(await there.ExecuteScalarAsync())! > 0)
                return;
        await using (var create = source.CreateCommand("create database notes owner notes_owner"))
            await create.ExecuteNonQueryAsync();
        await using var inside = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(admin.ToString()) { Database = "notes" });
        await using var schema = inside.CreateCommand("alter schema public owner to notes_owner; grant usage on schema public to notes_app, notes_relay, notes_door");
        await schema.ExecuteNonQueryAsync();
    }
}
