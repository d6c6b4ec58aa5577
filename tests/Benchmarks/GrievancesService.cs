using Grievances;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Forms;
using Platform.Hosting.Start;
using Platform.Security;
using Platform.Tenancy;
using Testing;

namespace Benchmarks;

/// <summary>
/// The grievances service with one organisation that publishes an AI system, asks questions of its own and has an open pattern. It
/// runs as the process it is; where a benchmark has to look inside, a second host on the same database runs in this one.
/// </summary>
public sealed class GrievancesService : IAsyncDisposable
{
    public const string Api = "/api/grievances/v1";
    private readonly string folder = Directory.CreateTempSubdirectory("heed-benchmark-").FullName;
    private ServerProcess? process;

    private GrievancesService(BenchmarkServers servers) => Servers = servers;

    public BenchmarkServers Servers { get; }
    public string Address { get; } = $"http://127.0.0.1:{ServerProcess.FreePort()}";
    public Guid Tenant { get; } = Guid.CreateVersion7();
    public Guid System { get; } = Guid.CreateVersion7();
    public Guid Pattern { get; } = Guid.CreateVersion7();
    public string Slug => "b" + Tenant.ToString("N")[^12..];

    /// <summary>Its processes, for counting CPU.</summary>
    public Watched Watched { get; private set; }

    public Secrets Secrets => SecretFiles.Load(Path.Combine(folder, "keys"), create: false, DateTimeOffset.UtcNow);

    /// <summary>Migrates, makes the organisation, starts the process.</summary>
    public static async Task<GrievancesService> Start(string connection)
    {
        var service = new GrievancesService(await BenchmarkServers.Create(connection));
        await using (var inside = service.Build("http://127.0.0.1:0", _ => { }))
        {
            await inside.Services.GetRequiredService<SchemaMigration>().Run();
            await service.Prepare(inside.Services);
        }
        service.process = ServerProcess.Start("services/Grievances/Grievances.Host", service.Settings(service.Address));
        await service.process.Ready(new Uri(service.Address + "/health/ready"));
        service.Watched = new Watched(service.process.Id, await service.Servers.Postmaster(), await service.Servers.Broker());
        return service;
    }

    /// <summary>A further host in this process, not yet started.</summary>
    public WebApplication Build(string address, Action<IServiceCollection> prepare)
    {
        var builder = PlatformHost.CreateBuilder([.. Settings(address), "--applicationName=Grievances.Host"]);
        prepare(builder.Services);
        builder.AddPlatform("grievances", consumers => consumers.AddGrievancesConsumers());
        builder.AddGrievances();
        var app = builder.Build();
        app.UsePlatform();
        app.MapGrievances();
        app.MapPlatform();
        return app;
    }

    /// <summary>Somebody with so many connections at once.</summary>
    public static HttpClient Client(string address, int connections = 1) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.Stop();
            await process.DisposeAsync();
        }
        await Servers.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string[] Settings(string address) =>
    [
        $"--urls={address}", "--Issuer=http://localhost:1", $"--Data:Folder={folder}", "--Files:Store=folder", "--Files:Clamd=",
        $"--Keys:Directory={Path.Combine(folder, "keys")}", "--Keys:Create=true", .. Servers.Settings,
    ];

    private async Task Prepare(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(Tenant);
        var db = scope.ServiceProvider.GetRequiredService<GrievancesDb>();
        var now = DateTimeOffset.UtcNow;
        await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Write(async () =>
        {
            await db.Remember(Tenant, Slug, "Harbour Hospitals", true, 1, CancellationToken.None);
            await services.GetRequiredService<TenantKeys>().Ensure(db, CaseKeys.Groups, CancellationToken.None);
            db.Add(new KnownSystem { TenantId = Tenant, Id = System, Name = "Appointment assistant", Published = true, Version = 1 });
            db.Add(new PatternCase { TenantId = Tenant, Id = Pattern, Title = "Turned away by the assistant", SystemId = System, OpenedAt = now, Version = 1 });
            db.Add(new FormVersion
            {
                TenantId = Tenant, FormId = FormOfTenant.Intake, Number = 1, Status = FormVersionStatus.Published, Definition = FormJson.Write(FilingBody.OwnPages),
                Version = 1, CreatedAt = now, PublishedAt = now, PublishedBy = "mechanism-owner",
            });
            await db.SaveChangesAsync();
        });
    }
}
