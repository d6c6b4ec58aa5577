using System.Text;
using System.Text.Json;
using Assessments.Data;
using Assessments.Features.Incidents;
using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace AllInOne;

/// <summary>A tenant's library of incidents, in the running server or in the files of a stopped one; opened once for a whole import.</summary>
public sealed class Library : IAsyncDisposable
{
    private readonly DataFolder? folder;
    private readonly WebApplication? services;
    private readonly Guid tenant;
    private readonly HttpClient? http;

    private Library(HttpClient http) => this.http = http;

    private Library(DataFolder folder, WebApplication services, Guid tenant) => (this.folder, this.services, this.tenant) = (folder, services, tenant);

    /// <summary>Opens the library of a tenant.</summary>
    public static async Task<Library> Open(Command command, string slug)
    {
        var folder = DataFolder.TryTake(command);
        if (folder is null)
        {
            var (client, secret) = Credentials(command, slug);
            var http = await RunningServer.Client(command, client, secret, "assessments.assess");
            var owner = (await RunningServer.Get(http, "/api/identity/v1/me")).GetProperty("tenantSlug").GetString();
            return owner == slug ? new Library(http) : throw new UsageException($"{client} is a client of {owner}, not of {slug}. Nothing was imported.");
        }
        WebApplication? services = null;
        try
        {
            services = Composition.Services(Composition.Settings(command));
            await Composition.Migrate(services);
            await using var scope = services.Services.CreateAsyncScope();
            var tenant = await scope.ServiceProvider.GetRequiredService<AssessmentsDb>().Set<KnownTenant>().FirstOrDefaultAsync(t => t.Slug == slug);
            return tenant is null ? throw new UsageException($"No tenant is called {slug}.") : new Library(folder, services, tenant.Id);
        }
        catch
        {
            if (services is not null)
                await services.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Imports one call's records.</summary>
    public async Task<ImportResult> Import(IReadOnlyList<JsonElement> records)
    {
        if (http is not null)
        {
            // As they stand in their files: a text that is none would not survive being written anew.
            using var body = new StringContent($"[{string.Join(',', records.Select(r => r.GetRawText()))}]", Encoding.UTF8, "application/json");
            return (await RunningServer.Post(http, "/api/assessments/v1/incidents/import", body)).Deserialize<ImportResult>(JsonSerializerOptions.Web)!;
        }
        await using var scope = services!.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        var import = scope.ServiceProvider.GetRequiredService<ImportIncidents>();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork<AssessmentsDb>>().Run(true, () => import.Run(records), _ => true, default);
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        if (services is not null)
            await services.DisposeAsync();
        folder?.Dispose();
    }

    /// <summary>Credentials of the tenant's own machine account: given, or the demo's.</summary>
    private static (string Client, string Secret) Credentials(Command command, string slug)
    {
        if (command.Options.TryGetValue("client-id", out var id) && command.Options.TryGetValue("client-secret", out var secret))
            return (id, secret);
        var demo = Path.Combine(command.Data, "demo.json");
        if (File.Exists(demo))
            foreach (var client in JsonDocument.Parse(File.ReadAllText(demo)).RootElement.GetProperty("clients").EnumerateArray())
                if (client.GetProperty("tenant").GetString() == slug)
                    return (client.GetProperty("clientId").GetString()!, client.GetProperty("clientSecret").GetString()!);
        throw new UsageException($"The server is running: name a client of {slug} with --client-id and --client-secret. An administrator makes one with the scope assessments.assess.");
    }
}
