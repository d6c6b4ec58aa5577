using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;
using Platform.Ui;
using Platform.Ui.Localization;
using Testing;

namespace Guests.Tests;

/// <summary>The smallest service with guests.</summary>
public class VisitDb : PlatformDb
{
    public VisitDb(DbContextOptions<VisitDb> options, TenantContext tenant) : base(options, tenant) { }

    protected VisitDb(DbContextOptions options, TenantContext tenant) : base(options, tenant) { }

    protected override void Describe(ModelBuilder model)
    {
        model.AddGuests();
        model.AddAuditTables();
        model.Entity<Arrival>().ToTable("arrivals").HasKey(a => new { a.TenantId, a.Id });
    }
}

public sealed class VisitSqlite(DbContextOptions<VisitSqlite> options) : VisitDb(options, new TenantContext());

public sealed class VisitPostgres(DbContextOptions<VisitPostgres> options) : VisitDb(options, new TenantContext());

/// <summary>What the first opening leaves; opened twice for the first time, there would be two.</summary>
public sealed class Arrival : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid Subject { get; set; }
    public byte[] Key { get; set; } = [];
}

public sealed class Visit : GuestPurpose<VisitDb>
{
    public override Task<GuestWords> Words(VisitDb db, GuestInvitation invitation, CancellationToken cancellation) =>
        Task.FromResult(new GuestWords("You are invited to a visit", "Harbour <Bank> invites you.", "We ask you to look at one thing."));

    public override Task FirstOpened(VisitDb db, GuestInvitation invitation, GuestKey key, CancellationToken cancellation)
    {
        db.Add(new Arrival { TenantId = invitation.TenantId, Id = Guid.NewGuid(), Subject = invitation.Subject, Key = key.Bytes });
        return Task.CompletedTask;
    }
}

public sealed class Survey : GuestPurpose<VisitDb>
{
    public override Task<GuestWords> Words(VisitDb db, GuestInvitation invitation, CancellationToken cancellation) => Task.FromResult(new GuestWords("Survey", "Harbour Bank"));
}

/// <summary>The service on one database, with its pages and the platform's order of a request.</summary>
public abstract class VisitHost(string database) : IAsyncLifetime
{
    public const string Purpose = "visit";
    public const string Other = "survey";
    public static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private const string Service = "visits";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("heed-guests-");
    private WebApplication app = null!;

    public FakeTimeProvider Clock { get; } = new(Begin);
    public LogKeeper Log { get; } = new();
    public StatementCounter Statements { get; } = new();
    public Uri Address { get; } = new($"http://localhost:{ServerProcess.FreePort()}");
    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();
    public string Connection => app.Configuration.ConnectionString(Service);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        // As every host of the platform has it.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Folder"] = folder.FullName });
        if (database == "Postgres")
        {
            builder.Configuration.AddJsonFile(await DistributedPlatform.ServersJson());
            await Roles(builder.Configuration);
        }
        builder.Configuration["Database:Provider"] = database;
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(_ => SecretFiles.Load(Path.Combine(folder.FullName, "keys"), create: true, Begin));
        builder.AddServiceDatabase<VisitDb, VisitSqlite, VisitPostgres>(Service);
        builder.Services.ConfigureDbContext<VisitDb>(options => options.AddInterceptors(Statements));
        builder.Services.AddGuests<VisitDb, Visit>(new GuestPlace(Service, Purpose, "/visit", "thing"));
        builder.Services.AddGuests<VisitDb, Survey>(new GuestPlace(Service, Other, "/survey", "thing"));
        builder.Services.AddPlatformUi();
        builder.Services.AddRazorPages();
        builder.WebHost.UseUrls(Address.ToString());
        app = builder.Build();
        app.UseSecurityHeaders();
        app.UseFaults();
        app.UseHeedLanguage();
        app.UseSoundInput();
        app.UseRouting();
        app.UseTenant();
        app.MapRazorPages();
        var api = app.MapServiceApi<VisitDb>(Service);
        api.MapGuests(Service);
        api.MapGet("/visit", async (Invitations<VisitDb> invitations, Microsoft.AspNetCore.Http.HttpContext http) =>
                (await invitations.Find(http.Features.Get<GuestSession>()!, http.RequestAborted)).ToResult(found => Microsoft.AspNetCore.Http.Results.Text(found.Subject.ToString())))
            .WithMetadata(new TenantFromGuestAttribute(Purpose));
        api.MapGet("/survey", () => "survey").WithMetadata(new TenantFromGuestAttribute(Other));
        await Schema();
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    /// <summary>Work of the staff in one unit, as an endpoint does it: kept unless refused.</summary>
    public Task<Outcome<T>> Staff<T>(Guid tenant, Func<Invitations<VisitDb>, Task<Outcome<T>>> work) =>
        In(tenant, provider => provider.GetRequiredService<UnitOfWork<VisitDb>>().Run(true, () => work(provider.GetRequiredService<Invitations<VisitDb>>()), outcome => !outcome.Refused, CancellationToken.None));

    public Task<T> Read<T>(Guid tenant, Func<VisitDb, Task<T>> work) =>
        In(tenant, provider => provider.GetRequiredService<UnitOfWork<VisitDb>>().Read(() => work(provider.GetRequiredService<VisitDb>())));

    public Task<GuestInvitation> Row(MadeInvitation made) => Read(made.Invitation.TenantId, db => db.Set<GuestInvitation>().AsNoTracking().SingleAsync(i => i.Id == made.Invitation.Id));

    /// <summary>An invitation with a subject of its own, for a week.</summary>
    public async Task<MadeInvitation> Invite(Guid? tenant = null, string purpose = Purpose, string language = "en", GuestPin? pin = null, Guid? subject = null)
    {
        var outcome = await Staff(tenant ?? Guid.NewGuid(), invitations => invitations.Invite(
            new NewInvitation(Guid.NewGuid(), new GuestSubject(purpose, subject ?? Guid.NewGuid()), language, "sealed elsewhere"u8.ToArray(), Clock.GetUtcNow().AddDays(7), pin), new Inviter("account-1", "handler"), CancellationToken.None));
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    public Browser Browser() => new(Address);

    private async Task<T> In<T>(Guid tenant, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        return await work(scope.ServiceProvider);
    }

    private async Task Schema()
    {
        var owner = app.Configuration.ConnectionString(Service, database == "Postgres" ? "owner" : null);
        var options = database == "Postgres" ? new DbContextOptionsBuilder<VisitDb>().UseNpgsql(owner) : new DbContextOptionsBuilder<VisitDb>().UseSqlite(owner);
        await using var db = new VisitDb(options.Options, new TenantContext());
        if (database == "Postgres")
            await db.Database.ExecuteSqlRawAsync("drop schema public cascade; create schema public; grant usage on schema public to visits_app, visits_relay, visits_door");
        else
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
        await db.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
        // The very step that puts isolation on a service's tables.
        if (database == "Postgres")
            await app.Services.GetRequiredService<SchemaMigration>().Run();
    }

    private static async Task Roles(ConfigurationManager configuration)
    {
        const string password = "guests-of-the-tests";
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
        await using var schema = inside.CreateCommand($"alter schema public owner to {Service}_owner");
        await schema.ExecuteNonQueryAsync();
    }
}

public sealed class SqliteVisits() : VisitHost("Sqlite");

public sealed class PostgresVisits() : VisitHost("Postgres");

/// <summary>Counts what is asked of the database.</summary>
public sealed class StatementCounter : DbCommandInterceptor
{
    public int Count { get; set; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Count++;
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Count++;
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }
}

/// <summary>Keeps every line, to look for what must not be in one.</summary>
public sealed class LogKeeper : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose() => GC.SuppressFinalize(this);
}
