using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;
using Platform.Webhooks;
using Platform.Webhooks.Features;
using Platform.Webhooks.Rows;
using Platform.Webhooks.Sending;
using Testing;

namespace Webhooks.Tests;

/// <summary>One empty database, one clock, one set of secrets and one receiver, that any number of instances of the service work with.</summary>
public sealed class Store : IAsyncDisposable
{
    public const string Filed = "hooks.case_filed";
    public const string Closed = "hooks.case_closed";
    private const string Permission = "hooks.manage";
    private static bool created;
    private readonly List<WebApplication> hosts = [];
    private readonly ConfigurationManager configuration = new();
    private readonly bool postgres;
    private HttpClient? http;

    private Store(bool postgres, Receiver receiver) => (this.postgres, Receiver) = (postgres, receiver);

    public Receiver Receiver { get; }
    public string Folder { get; } = Directory.CreateTempSubdirectory("heed-webhooks-").FullName;

    /// <summary>Begins now: other implementations of the specification read the system's clock.</summary>
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
    public LogKeeper Log { get; } = new();
    public Guid Tenant { get; } = Guid.NewGuid();
    public Lookup Names { get; } = new();

    /// <summary>The instance started first.</summary>
    public WebApplication First => hosts[0];

    /// <summary>Its services.</summary>
    public IServiceProvider Services => hosts[0].Services;

    public static async Task<Store> Open(string database = "Sqlite", bool start = true)
    {
        var store = new Store(database == "Postgres", await Receiver.Start());
        store.configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:Provider"] = database, ["Data:Folder"] = store.Folder });
        if (store.postgres)
            await store.Roles();
        await store.Schema();
        if (start)
            await store.Start();
        return store;
    }

    /// <summary>Starts an instance that may send to the receiver and trusts its certificate, unless told otherwise.</summary>
    public async Task<WebApplication> Start(bool allowed = true, bool trusted = true, string environment = "Development", params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddConfiguration(configuration);
        if (allowed)
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Webhooks:Allowed:0"] = $"localhost:{Receiver.Port}", ["Webhooks:Allowed:1"] = $"localhost:{Receiver.PlainPort}" });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value));
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(_ => SecretFiles.Load(Path.Combine(Folder, "keys"), create: true, DateTimeOffset.UtcNow));
        services.AddHttpContextAccessor().AddMemoryCache(o => o.SizeLimit = 1000).AddRouting();
        services.AddSingleton<KeyTurns>().AddSingleton<TenantKeys>().AddScoped<Actor>().AddScoped(typeof(Idempotency<>));
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower)));
        services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, Account>("test", null);
        services.AddAuthorizationBuilder().AddPolicy(Permission, policy => policy.RequireClaim("permission", Permission).RequireClaim("tenant"));
        services.AddSingleton<IAddressLookup>(Names);
        services.AddSingleton<Random>(new Middling());
        if (trusted)
            services.AddSingleton(new WebhookTrust((_, certificate, _, faults) => faults == SslPolicyErrors.None || certificate?.GetCertHashString() == Receiver.Certificate.GetCertHashString()));
        builder.AddServiceDatabase<HookDb, HookSqlite, HookPostgres>("hooks");
        services.AddWebhooks<HookDb>("hooks", "team", Filed, Closed);
        var app = builder.Build();
        app.UseFaults();
        app.UseRouting();
        app.UseAuthentication();
        app.UseTenant();
        app.UseAuthorization();
        WebhookEndpoints.Map<HookDb>(app.MapServiceApi<HookDb>("hooks"), Permission, "Hooks_");
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        hosts.Add(app);
        http ??= new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await Write(async db => await Keys(app).Ensure(db, ["team"], CancellationToken.None), app.Services);
        return app;
    }

    /// <summary>Takes an instance away in the middle of what it does.</summary>
    public async Task Kill(WebApplication app)
    {
        hosts.Remove(app);
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    public static TenantKeys Keys(WebApplication app) => app.Services.GetRequiredService<TenantKeys>();

    /// <summary>A request to the API as staff of a tenant.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> Call(HttpMethod method, string path, object? body = null, Guid? tenant = null, string? key = null, string? permission = Permission)
    {
        using var request = new HttpRequestMessage(method, "/api/hooks/v1" + path);
        request.Headers.Add("X-Tenant", (tenant ?? Tenant).ToString());
        request.Headers.Add("X-Permission", permission);
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await http!.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    /// <summary>Adds an endpoint at a path of the receiver.</summary>
    public async Task<(Guid Id, string Secret)> Add(string path = "/hook", string[]? events = null, Guid? tenant = null)
    {
        if (tenant is { } other)
            await Write(async db => await Services.GetRequiredService<TenantKeys>().Ensure(db, ["team"], CancellationToken.None), tenant: other);
        var (status, body) = await Call(HttpMethod.Post, "/webhooks", new { address = Receiver.Url(path), events = events ?? ["*"] }, tenant);
        return status == HttpStatusCode.Created ? (body.GetProperty("id").GetGuid(), body.GetProperty("secret").GetString()!) : throw new InvalidOperationException(body.ToString());
    }

    /// <summary>Something happens to a tenant.</summary>
    public async Task<Guid> Announce(string type = Filed, Guid? tenant = null)
    {
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        await Write(db =>
        {
            new Webhooks<HookDb>(db, Services.GetRequiredService<WebhookSource<HookDb>>(), Clock).Announce(id, type, "case:4711", new { caseId = "4711", band = "grave" });
            return db.SaveChangesAsync();
        }, tenant: tenant);
        return id;
    }

    public async Task Write(Func<HookDb, Task> work, IServiceProvider? services = null, Guid? tenant = null)
    {
        await using var scope = (services ?? Services).CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant ?? Tenant);
        await scope.ServiceProvider.GetRequiredService<UnitOfWork<HookDb>>().Write(() => work(scope.ServiceProvider.GetRequiredService<HookDb>()));
    }

    public async Task<T> Read<T>(Func<HookDb, Task<T>> work, Guid? tenant = null)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant ?? Tenant);
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork<HookDb>>().Read(() => work(scope.ServiceProvider.GetRequiredService<HookDb>()));
    }

    /// <summary>Lets time pass at once, and wakes who slept: a sweep that was about to sleep would sleep on from the new time.</summary>
    public async Task Jump(TimeSpan time)
    {
        Clock.Advance(time);
        await Write(db =>
        {
            db.AfterCommit.Add(typeof(WebhookDelivery));
            db.AfterCommit.Add(typeof(WebhookEvent));
            return Task.CompletedTask;
        });
    }

    public Task<List<WebhookDelivery>> Deliveries() => Read(db => db.Set<WebhookDelivery>().AsNoTracking().OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).ToListAsync());

    public Task<WebhookEndpoint> Endpoint(Guid id) => Read(db => db.Set<WebhookEndpoint>().AsNoTracking().SingleAsync(e => e.Id == id));

    /// <summary>The one delivery there is, once something is true of it; the clock stands still.</summary>
    public Task<WebhookDelivery> Delivery(Func<WebhookDelivery, bool> until) => Soon(async () => (await Deliveries()).SingleOrDefault(), d => d is not null && until(d))!;

    /// <summary>Waits until something is true; the clock stands still, or goes on a step at a time.</summary>
    public async Task<T> Soon<T>(Func<Task<T>> ask, Func<T, bool> until, TimeSpan step = default)
    {
        var patience = Stopwatch.StartNew();
        for (; ; )
        {
            var last = await ask();
            if (until(last))
                return last;
            if (patience.Elapsed > TimeSpan.FromSeconds(30))
                throw new TimeoutException($"It did not come true; last seen: {JsonSerializer.Serialize(last)}\n{Log.Text[^Math.Min(3000, Log.Text.Length)..]}");
            if (step > TimeSpan.Zero)
                Clock.Advance(step);
            await Task.Delay(10);
        }
    }

    public Task Admin(string sql) => Admin(sql, command => command.ExecuteNonQueryAsync());

    public async Task<T> Admin<T>(string sql, Func<NpgsqlCommand, Task<T>> run, string? role = null)
    {
        await using var source = NpgsqlDataSource.Create(role is null ? new NpgsqlConnectionStringBuilder(configuration["Admin:postgres"]) { Database = "hooks" }.ToString() : configuration[$"ConnectionStrings:{role}"]!);
        await using var command = source.CreateCommand(sql);
        return await run(command);
    }

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        foreach (var host in hosts)
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }
        http?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task Schema()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddConfiguration(configuration);
        builder.AddServiceDatabase<HookDb, HookSqlite, HookPostgres>("hooks");
        using var host = builder.Build();
        var connection = ((IConfiguration)configuration).ConnectionString("hooks", postgres ? "owner" : null);
        var options = new DbContextOptionsBuilder<HookDb>();
        await using var db = new HookDb((postgres ? options.UseNpgsql(connection) : options.UseSqlite(connection)).Options, new TenantContext());
        await db.Database.EnsureCreatedAsync();
        await host.Services.GetRequiredService<SchemaMigration>().Run();
        if (postgres)
            await Admin("truncate webhook_endpoints, webhook_events, webhook_deliveries, audit_lines, audit_pending, idempotency, tenant_keys, group_keys");
    }

    private async Task Roles()
    {
        configuration.AddJsonFile(await DistributedPlatform.ServersJson());
        configuration["Database:Provider"] = "Postgres";
        var admin = new NpgsqlConnectionStringBuilder(configuration["Admin:postgres"]);
        foreach (var role in new[] { "", "relay", "owner" })
            configuration["ConnectionStrings:" + (role.Length == 0 ? "hooks" : $"hooks-{role}")] =
                new NpgsqlConnectionStringBuilder(admin.ToString()) { Database = "hooks", Username = "hooks_" + (role.Length == 0 ? "app" : role), Password = "hooks-of-the-test" }.ToString();
        if (created)
            return;
        await using var source = NpgsqlDataSource.Create(admin);
        foreach (var sql in new[]
        {
            """
            do $$ begin
              if not exists (select from pg_roles where rolname = 'hooks_owner') then
                create role hooks_owner login password 'hooks-of-the-test'; create role hooks_app login password 'hooks-of-the-test';
                create role hooks_relay login password 'hooks-of-the-test'; create role hooks_door;
              end if;
            end $$
            """,
            "drop database if exists hooks with (force)",
            "create database hooks owner hooks_owner",
        })
            await using (var command = source.CreateCommand(sql))
                await command.ExecuteNonQueryAsync();
        await Admin("alter schema public owner to hooks_owner; grant usage on schema public to hooks_app, hooks_relay, hooks_door");
        created = true;
    }

    /// <summary>Staff, as two headers say.</summary>
    private sealed class Account(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers["X-Tenant"].ToString() is { Length: > 0 } tenant
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(
                [new("tenant", tenant), new("permission", Request.Headers["X-Permission"].ToString()), new("sub", "operator-1"), new("role", "integrator")], "test")), "test"))
            : AuthenticateResult.NoResult());
    }

    /// <summary>Always the middle: waits as the specification proposes them.</summary>
    private sealed class Middling : Random
    {
        public override double NextDouble() => 0.5;
    }
}

/// <summary>Answers for names as a test says, one answer after another; the last holds.</summary>
public sealed class Lookup : IAddressLookup
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Queue<IPAddress[]>> names = new();

    public List<string> Asked { get; } = [];

    public void Set(string host, params string[][] answers) => names[host] = new Queue<IPAddress[]>(answers.Select(answer => answer.Select(IPAddress.Parse).ToArray()));

    public Task<IReadOnlyList<IPAddress>> Find(string host, CancellationToken cancellation)
    {
        lock (Asked)
        {
            Asked.Add(host);
            if (IPAddress.TryParse(host, out var literal))
                return Task.FromResult<IReadOnlyList<IPAddress>>([literal]);
            if (names.TryGetValue(host, out var answers))
                return Task.FromResult<IReadOnlyList<IPAddress>>(answers.Count > 1 ? answers.Dequeue() : answers.Peek());
        }
        return host == "localhost" ? Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Loopback])
            : Task.FromException<IReadOnlyList<IPAddress>>(new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));
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
