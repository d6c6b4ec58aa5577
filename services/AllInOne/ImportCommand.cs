using System.Text.Json;
using Assessments.Data;
using Assessments.Features.Incidents;
using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace AllInOne;

/// <summary>Reads a folder of AI-failure records (AVID JSON) into a tenant's library of known incidents.</summary>
public static class ImportCommand
{
    private const int PerCall = 50;

    public static async Task<int> Run(Command command)
    {
        if (command.Operands is not [var given])
            throw new UsageException("import-incidents DIR --tenant SLUG");
        var slug = command.Required("tenant");
        if (!Directory.Exists(given))
            throw new UsageException($"{Path.GetFullPath(given)} is no folder. Relative paths start where the program runs: use \"$PWD/…\".");
        var records = new List<JsonElement>();
        foreach (var file in Directory.EnumerateFiles(given, "*.json").Order(StringComparer.Ordinal))
            records.Add(Read(file));
        var counts = (Imported: 0, Unchanged: 0, Refused: 0, Unmapped: 0);
        foreach (var batch in records.Chunk(PerCall))
        {
            var result = await Import(command, slug, batch);
            counts = (counts.Imported + result.Imported, counts.Unchanged + result.Unchanged, counts.Refused + result.Refused, counts.Unmapped + result.Unmapped);
            foreach (var record in result.Records)
                Console.WriteLine($"  {record.Id ?? "(no id)",-18} {record.Outcome,-10} {(record.Reason is not null ? record.Detail : record.Codes.Count == 0 ? "unmapped" : string.Join(' ', record.Codes))}");
        }
        Console.WriteLine($"{records.Count} read: {counts.Imported} imported, {counts.Unchanged} unchanged, {counts.Refused} refused; {counts.Unmapped} unmapped.");
        return counts.Refused == 0 ? 0 : 1;
    }

    private static async Task<ImportResult> Import(Command command, string slug, JsonElement[] records)
    {
        using var folder = DataFolder.TryTake(command);
        if (folder is null)
        {
            var (client, secret) = Credentials(command, slug);
            using var http = await RunningServer.Client(command, client, secret, "assessments.assess");
            return (await RunningServer.Post(http, "/api/assessments/v1/incidents/import", records)).Deserialize<ImportResult>(JsonSerializerOptions.Web)!;
        }
        await using var services = Composition.Services(Composition.Settings(command));
        await Composition.Migrate(services);
        await using var scope = services.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AssessmentsDb>();
        var tenant = await db.Set<KnownTenant>().FirstOrDefaultAsync(t => t.Slug == slug) ?? throw new UsageException($"No tenant is called {slug}.");
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant.Id);
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork<AssessmentsDb>>().Run(true, () => scope.ServiceProvider.GetRequiredService<ImportIncidents>().Run(records), _ => true, default);
    }

    private static JsonElement Read(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        }
        catch (JsonException)
        {
            throw new UsageException($"{file} is not JSON. Nothing was imported.");
        }
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
