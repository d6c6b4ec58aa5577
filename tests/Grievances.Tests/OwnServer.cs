using System.Diagnostics;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Platform.Security;
using ServiceTests;
using Testing;

namespace Grievances.Tests;

/// <summary>
/// A server of one test alone, with a clock that the test moves and, where it asks for it, a PostgreSQL database of its own: what
/// falls due here falls due for nobody else.
/// </summary>
public sealed class OwnServer : GrievancesServer
{
    private readonly OwnDatabase? database;
    private string? clamd;
    private string? keys;
    private bool mail;
    private string? identity;
    private int? receiver;

    private OwnServer(FakeTimeProvider? clock, OwnDatabase? database)
    {
        (Clock, this.database) = (clock, database);
    }

    /// <summary>The clock of the server; null where it is the machine's.</summary>
    public FakeTimeProvider? Clock { get; }

    /// <summary>Where set, what looks at the service in the moment in which its parts begin to start, before any of them.</summary>
    public Func<IServiceProvider, Task>? FirstLook { get; set; }

    /// <summary>A server whose clock stands still until it is moved.</summary>
    public static async Task<OwnServer> WithClock(DateTimeOffset begin, OwnDatabase? database = null, bool mail = false, StandInIdentity? identity = null)
    {
        var server = new OwnServer(new FakeTimeProvider(begin), database) { mail = mail, identity = identity?.Address };
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A further server on the clock and the keys of another, and on its database.</summary>
    public static async Task<OwnServer> Beside(OwnServer first)
    {
        var server = new OwnServer(first.Clock, first.database) { keys = Path.Combine(first.Folder, "keys") };
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A server on the machine's clock, with a virus scanner where one is named.</summary>
    public static async Task<OwnServer> Now(string? clamd = null)
    {
        var server = new OwnServer(null, null) { clamd = clamd };
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A server whose webhooks may reach a receiver on this machine, on a clock of its own where it is given one.</summary>
    public static async Task<OwnServer> Telling(int receiver, DateTimeOffset? begin = null)
    {
        var server = new OwnServer(begin is { } at ? new FakeTimeProvider(at) : null, null) { receiver = receiver };
        await server.InitializeAsync();
        return server;
    }

    protected override IEnumerable<string> Settings =>
    [
        "--Bus:Transport=InMemory", "--Files:Store=folder", $"--Files:Clamd={clamd}",
        .. mail ? ["--Mail:Transport=folder", "--Mail:From=post@neutral.example"] : Array.Empty<string>(),
        .. identity is null ? Array.Empty<string>() : [$"--Services:identity:http:0={identity}"],
        .. receiver is { } port ? ["--environment=Development", $"--Webhooks:Allowed:0=localhost:{port}"] : Array.Empty<string>(),
        .. keys is null ? Array.Empty<string>() : [$"--Keys:Directory={keys}"],
        .. database?.Settings ?? ["--Database:Provider=Sqlite"],
    ];

    protected override void Prepare(IServiceCollection services)
    {
        if (Clock is not null)
            services.AddSingleton<TimeProvider>(Clock);
        if (FirstLook is { } look)
            services.AddHostedService(provider => new Looking(provider, look));
    }

    /// <summary>A tenant with its keys, without the bus.</summary>
    public async Task<TestTenant> Tenant()
    {
        var tenant = await NewTenant();
        await Work(tenant, db => Services.GetRequiredService<TenantKeys>().Ensure(db, CaseKeys.Groups, CancellationToken.None));
        return tenant;
    }

    /// <summary>Lets the clock run in steps until something is true.</summary>
    public async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> until, TimeSpan? step = null)
    {
        for (var patience = Stopwatch.StartNew(); ;)
        {
            var last = await ask();
            if (until(last))
                return last;
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(180), $"It did not come true; last seen: {last}");
            Clock?.Advance(step ?? TimeSpan.FromSeconds(5));
            await Task.Delay(20);
        }
    }

    /// <summary>Goes to an instant, and lets everything that is due by then happen.</summary>
    public async Task GoTo(DateTimeOffset instant, TestTenant tenant)
    {
        if (instant > Clock!.GetUtcNow())
            Clock.SetUtcNow(instant);
        await Settled(tenant);
    }

    /// <summary>Waits until nothing of a tenant is due any more.</summary>
    public async Task Settled(TestTenant tenant)
    {
        // What strikes may set the next clock for at once, so each look is at the clock as it is by then.
        await Until(() => Left(Clock!.GetUtcNow()), left => left == 0, TimeSpan.FromMilliseconds(500));

        Task<int> Left(DateTimeOffset now) => Read(tenant, db => db.Set<Platform.Clocks.DueDate>().CountAsync(d => d.SettledAt == null && d.At <= now));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private sealed class Looking(IServiceProvider services, Func<IServiceProvider, Task> look) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => look(services);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>An empty database of the test cluster with the roles of the service, gone afterwards.</summary>
public sealed class OwnDatabase : IAsyncDisposable
{
    private readonly string name = "grievances_" + Guid.NewGuid().ToString("N")[..12];
    private readonly NpgsqlConnectionStringBuilder admin;
    private readonly IConfiguration servers;

    private OwnDatabase(IConfiguration servers)
    {
        this.servers = servers;
        admin = new NpgsqlConnectionStringBuilder(servers["Admin:postgres"]);
    }

    public static async Task<OwnDatabase> Create()
    {
        var made = new OwnDatabase(new ConfigurationBuilder().AddJsonFile(await DistributedPlatform.ServersJson()).Build());
        await made.Run(made.admin, $"create database {made.name} owner grievances_owner", $"grant connect on database {made.name} to grievances_app, grievances_relay");
        await made.Run(new NpgsqlConnectionStringBuilder(made.admin.ToString()) { Database = made.name },
            "alter schema public owner to grievances_owner", "grant usage on schema public to grievances_app, grievances_relay", "grant usage, create on schema public to grievances_door",
            "alter default privileges for role grievances_owner revoke execute on functions from public");
        return made;
    }

    /// <summary>Settings that lead a server here.</summary>
    public IReadOnlyList<string> Settings =>
    [
        "--Database:Provider=Postgres",
        .. new[] { "grievances", "grievances-relay", "grievances-owner" }.Select(role =>
            $"--ConnectionStrings:{role}={new NpgsqlConnectionStringBuilder(servers.GetConnectionString(role)) { Database = name, MaxPoolSize = 15 }}"),
    ];

    public async ValueTask DisposeAsync() => await Run(admin, $"drop database {name} with (force)");

    private async Task Run(NpgsqlConnectionStringBuilder connection, params string[] statements)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        foreach (var sql in statements)
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
