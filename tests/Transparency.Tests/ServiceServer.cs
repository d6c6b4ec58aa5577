using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using MassTransit;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Platform.Hosting.Auth;
using Platform.Hosting.Start;
using Platform.Messaging;
using Platform.Tenancy;

namespace ServiceTests;

/// <summary>
/// One service's host as it is, on a loopback port, with SQLite in a temporary folder and the in-memory bus. Only the issuer of
/// tokens is the test's own key.
/// </summary>
public abstract class ServiceServer<TDb> : IAsyncLifetime where TDb : PlatformDb
{
    private static readonly SemaphoreSlim Once = new(1, 1);
    private static readonly string Template = Path.Combine(Directory.CreateTempSubdirectory("service-template-").FullName, "empty.db");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("service-tests-");
    private readonly string address = $"http://localhost:{Testing.Ports.Free()}";
    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "test" };
    private readonly StatementCounter statements = new();
    private bool stopped = true;
    private WebApplication app = null!;

    protected abstract string Name { get; }
    protected abstract void Consume(Platform.Messaging.Consumers consumers);
    protected abstract void Add(IHostApplicationBuilder builder);
    protected abstract void Map(IEndpointRouteBuilder routes);

    /// <summary>Settings beside the address and the folder.</summary>
    protected virtual IEnumerable<string> Settings => [];

    /// <summary>Registers what the platform's own registrations give way to.</summary>
    protected virtual void Prepare(IServiceCollection services) { }

    public string Address => address;
    public string Folder => folder.FullName;
    public IServiceProvider Services => app.Services;

    public virtual async ValueTask InitializeAsync() => await Start();

    /// <summary>Starts it on the folder as it is; after a stop, on what is left there.</summary>
    public async Task Start()
    {
        var builder = PlatformHost.CreateBuilder(
        [
            $"--applicationName={GetType().Assembly.GetName().Name!.Replace(".Tests", ".Host", StringComparison.Ordinal)}", $"--urls={address}", $"--Issuer={address}",
            $"--Data:Folder={folder.FullName}", $"--Keys:Directory={Path.Combine(folder.FullName, "keys")}", "--Keys:Create=true", .. Settings,
        ]);
        Prepare(builder.Services);
        builder.AddPlatform(Name, Consume);
        Add(builder);
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, o =>
        {
            o.Configuration = new OpenIdConnectConfiguration { Issuer = address };
            o.Configuration.SigningKeys.Add(key);
        });
        app = builder.Build();
        app.UsePlatform();
        Map(app);
        app.MapPlatform();
        await Migrate();
        await app.StartAsync();
        stopped = false;
    }

    // The first server on SQLite of a run leaves its empty database for the others: making the tables takes longer than most tests.
    private async Task Migrate()
    {
        var file = Path.Combine(folder.FullName, Name + ".db");
        var fresh = app.Configuration["Database:Provider"] == "Sqlite" && !File.Exists(file);
        await Once.WaitAsync();
        try
        {
            if (fresh && File.Exists(Template))
                File.Copy(Template, file);
            await app.Services.GetRequiredService<SchemaMigration>().Run();
            if (!fresh || File.Exists(Template))
                return;
            await using var made = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False");
            await made.OpenAsync();
            await using var copy = made.CreateCommand();
            copy.CommandText = $"VACUUM INTO '{Template}'";
            await copy.ExecuteNonQueryAsync();
        }
        finally
        {
            Once.Release();
        }
    }

    /// <summary>Stops it; nothing of it is left in the process.</summary>
    public async Task Stop()
    {
        stopped = true;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        // What still works in the background would write to the folder while it is deleted.
        if (!stopped)
            await Stop();
        statements.Dispose();
        key.Rsa.Dispose();
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A tenant known to the service.</summary>
    public async Task<TestTenant> NewTenant(string name = "Harbour Hospitals")
    {
        var id = Guid.CreateVersion7();
        var tenant = new TestTenant(id, "t" + id.ToString("N")[^12..], name);
        await Work(tenant, db => db.Remember(tenant.Id, tenant.Slug, tenant.Name, true, 1, CancellationToken.None));
        return tenant;
    }

    /// <summary>Writes in one unit of work of a tenant.</summary>
    public async Task Work(TestTenant tenant, Func<TDb, Task> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant.Id);
        await scope.ServiceProvider.GetRequiredService<UnitOfWork<TDb>>().Write(() => work(scope.ServiceProvider.GetRequiredService<TDb>()));
    }

    /// <summary>Reads what a tenant has.</summary>
    public async Task<T> Read<T>(TestTenant tenant, Func<TDb, Task<T>> read)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant.Id);
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork<TDb>>().Read(() => read(scope.ServiceProvider.GetRequiredService<TDb>()));
    }

    /// <summary>Puts an event on the bus as another service's relay does.</summary>
    public Task Send<TEvent>(TestTenant tenant, TEvent evt, Guid message) where TEvent : class =>
        app.Services.GetRequiredService<IBus>().Publish(evt, context =>
        {
            context.MessageId = message;
            context.Headers.Set("tenant-id", tenant.Id.ToString());
        });

    /// <summary>Waits until the service has handled so many messages of a tenant.</summary>
    public async Task Handled(TestTenant tenant, int messages)
    {
        for (var attempt = 0; await Read(tenant, db => db.Set<InboxEntry>().CountAsync()) < messages; attempt++)
        {
            Assert.True(attempt < 300, "The messages were not handled in time.");
            await Task.Delay(50);
        }
    }

    /// <summary>Somebody without an account.</summary>
    public HttpClient Anybody() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };

    /// <summary>A member of staff with permissions.</summary>
    public HttpClient Staff(TestTenant tenant, params string[] permissions) => Staff(tenant, new Dictionary<string, object>(), permissions);

    /// <summary>A member of staff, or a machine, with further claims.</summary>
    public HttpClient Staff(TestTenant tenant, IReadOnlyDictionary<string, object> claims, params string[] permissions)
    {
        var client = Anybody();
        var all = new Dictionary<string, object> { ["sub"] = "account-1", ["tenant"] = tenant.Id.ToString(), ["role"] = "publisher", ["permission"] = permissions };
        foreach (var (name, value) in claims)
            all[name] = value;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = address,
            Audience = BearerAuthentication.Audience,
            TokenType = "at+jwt",
            Expires = DateTime.UtcNow.AddMinutes(10),
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
            Claims = all,
        }));
        return client;
    }

    /// <summary>How many statements a request costs, beside those of the transaction.</summary>
    public Task<int> Statements(HttpClient client, HttpRequestMessage request) => statements.Of(client, request);
}

/// <summary>A tenant made for a test.</summary>
public sealed record TestTenant(Guid Id, string Slug, string Name);
