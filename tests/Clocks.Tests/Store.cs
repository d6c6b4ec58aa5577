using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Platform.Clocks;
using Platform.Mail;
using Platform.Security;
using Platform.Tenancy;
using Testing;

namespace Clocks.Tests;

/// <summary>One empty database, one clock and one set of secrets, that any number of instances of the service work on.</summary>
public sealed class Store : IAsyncDisposable
{
    public static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static bool created;
    private readonly string database;
    private readonly List<IHost> hosts = [];
    private readonly ConfigurationManager configuration = new();

    private Store(string database) => this.database = database;

    public string Folder { get; } = Directory.CreateTempSubdirectory("heed-clocks-").FullName;
    public FakeTimeProvider Clock { get; } = new(Begin);
    public Script Script { get; } = new();
    public LogKeeper Log { get; } = new();
    public Guid Tenant { get; } = Guid.NewGuid();
    public bool IsPostgres => database == "Postgres";

    public static async Task<Store> Open(string database)
    {
        var store = new Store(database);
        store.configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:Provider"] = database, ["Data:Folder"] = store.Folder });
        if (store.IsPostgres)
            await store.Roles();
        await store.Schema();
        return store;
    }

    /// <summary>Starts one instance.</summary>
    public async Task<IHost> Start(bool sweep = true, bool mail = false, string? name = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddConfiguration(configuration);
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Configuration["Instance"] = name;
        if (IsPostgres && name is not null)
            foreach (var connection in new[] { "clocks", "clocks-relay" })
                builder.Configuration[$"ConnectionStrings:{connection}"] += $";Application Name={name}";
        builder.Logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(Script);
        builder.Services.AddSingleton(_ => SecretFiles.Load(Path.Combine(Folder, "keys"), create: true, Begin));
        builder.AddServiceDatabase<ClockDb, ClockSqlite, ClockPostgres>("clocks");
        if (sweep)
            builder.Services.AddDueSweep<ClockDb, LeaveARow>("clocks");
        if (mail)
            builder.Services.AddMail<ClockDb>("clocks");
        var host = builder.Build();
        hosts.Add(host);
        await host.StartAsync();
        return host;
    }

    /// <summary>Work in one unit, under a tenant.</summary>
    public async Task<T> Write<T>(IHost host, Func<ClockDb, Task<T>> work, Guid? tenant = null)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant ?? Tenant);
        var db = scope.ServiceProvider.GetRequiredService<ClockDb>();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork<ClockDb>>().Run(true, () => work(db), _ => true, CancellationToken.None);
    }

    public async Task<T> Read<T>(IHost host, Func<ClockDb, Task<T>> work, Guid? tenant = null)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant ?? Tenant);
        var db = scope.ServiceProvider.GetRequiredService<ClockDb>();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork<ClockDb>>().Read(() => work(db));
    }

    public Task<List<Firing>> Firings(IHost host, Guid? tenant = null) => Read(host, db => db.Set<Firing>().AsNoTracking().OrderBy(f => f.Turn).ToListAsync(), tenant);

    /// <summary>Lets the clock run, a second at a time unless said, until something is true.</summary>
    public async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> until, TimeSpan? step = null, int seconds = 60)
    {
        var patience = Stopwatch.StartNew();
        T last;
        do
        {
            last = await ask();
            if (until(last))
                return last;
            Clock.Advance(step ?? TimeSpan.FromSeconds(1));
            await Task.Delay(15);
        }
        while (patience.Elapsed < TimeSpan.FromSeconds(seconds));
        throw new TimeoutException($"It did not come true within {seconds} s; last seen: {last}");
    }

    /// <summary>Lets the clock run for a while, so that whatever could happen does.</summary>
    public async Task Run(TimeSpan time, int steps = 40)
    {
        for (var i = 0; i < steps; i++)
        {
            Clock.Advance(time / steps);
            await Task.Delay(15);
        }
    }

    public Task Admin(string sql) => Admin(sql, command => command.ExecuteNonQueryAsync());

    public async Task<T> Admin<T>(string sql, Func<NpgsqlCommand, Task<T>> run)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(configuration["Admin:postgres"]) { Database = "clocks" });
        await using var command = source.CreateCommand(sql);
        return await run(command);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task Schema()
    {
        using var host = Prepared();
        await using (var db = NewContext())
            await db.Database.EnsureCreatedAsync();
        await host.Services.GetRequiredService<SchemaMigration>().Run();
        if (IsPostgres)
            await Admin("truncate due_dates, mail_items, firings");
        else
            await using (var db = NewContext())
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
    }

    private IHost Prepared()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddConfiguration(configuration);
        builder.AddServiceDatabase<ClockDb, ClockSqlite, ClockPostgres>("clocks");
        return builder.Build();
    }

    private ClockDb NewContext()
    {
        var connection = ((IConfiguration)configuration).ConnectionString("clocks", IsPostgres ? "owner" : null);
        var options = new DbContextOptionsBuilder<ClockDb>();
        return new ClockDb((IsPostgres ? options.UseNpgsql(connection) : options.UseSqlite(connection)).Options, new TenantContext());
    }

    private async Task Roles()
    {
        configuration.AddJsonFile(await DistributedPlatform.ServersJson());
        configuration["Database:Provider"] = database;
        var admin = new NpgsqlConnectionStringBuilder(configuration["Admin:postgres"]);
        foreach (var role in new[] { "", "relay", "owner" })
            configuration["ConnectionStrings:" + (role.Length == 0 ? "clocks" : $"clocks-{role}")] =
                new NpgsqlConnectionStringBuilder(admin.ToString()) { Database = "clocks", Username = "clocks_" + (role.Length == 0 ? "app" : role), Password = "clocks-of-the-test" }.ToString();
        if (created)
            return;
        await using var source = NpgsqlDataSource.Create(admin);
        foreach (var sql in new[]
        {
            """
            do $$ begin
              if not exists (select from pg_roles where rolname = 'clocks_owner') then
                create role clocks_owner login password 'clocks-of-the-test'; create role clocks_app login password 'clocks-of-the-test';
                create role clocks_relay login password 'clocks-of-the-test'; create role clocks_door;
              end if;
            end $$
            """,
            "drop database if exists clocks with (force)",
            "create database clocks owner clocks_owner",
        })
            await using (var command = source.CreateCommand(sql))
                await command.ExecuteNonQueryAsync();
        await Admin("alter schema public owner to clocks_owner; grant usage on schema public to clocks_app, clocks_relay, clocks_door");
        created = true;
    }
}

/// <summary>Keeps every line at every level, to look for what must not be in one.</summary>
public sealed class LogKeeper : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose() => GC.SuppressFinalize(this);
}
