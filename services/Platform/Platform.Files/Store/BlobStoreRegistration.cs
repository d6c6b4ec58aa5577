using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Platform.Files;

/// <summary>Registers where files lie and who scans them.</summary>
public static class BlobStoreRegistration
{
    /// <summary>
    /// Adds the store: <c>Files:Store</c> is <c>folder</c> (default; <c>Files:Directory</c>, else <c>files</c> in <c>Data:Folder</c>) or <c>s3</c> (<c>Files:S3:*</c>);
    /// and the scanner: <c>Files:Clamd</c> is <c>host:port</c> or the path of a socket, none where it is not set.
    /// A store that is away makes the service degraded, not unready: what is said in words can still be filed.
    /// </summary>
    public static IHostApplicationBuilder AddBlobStore(this IHostApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("Files");
        switch (settings["Store"] ?? "folder")
        {
            case "folder":
                var folder = settings["Directory"] ?? (builder.Configuration["Data:Folder"] is { Length: > 0 } data ? Path.Combine(data, "files")
                    : throw new InvalidOperationException("Files:Directory is not set."));
                builder.Services.AddSingleton<IBlobStore>(_ => new FolderBlobs(folder));
                break;
            case "s3":
                builder.Services.AddSingleton<IBlobStore>(_ => new S3Blobs(settings.GetSection("S3")));
                break;
            default:
                throw new InvalidOperationException("Files:Store is neither folder nor s3.");
        }
        builder.Services.AddSingleton<IVirusScanner>(settings["Clamd"] is { Length: > 0 } address ? new ClamdScanner(ClamdAddress.Parse(address)) : new NoScanner());
        builder.Services.AddHealthChecks().AddCheck<BlobStoreHealth>("files", HealthStatus.Degraded, timeout: TimeSpan.FromSeconds(5));
        return builder;
    }
}

/// <summary>Whether the store answers.</summary>
internal sealed class BlobStoreHealth(IBlobStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.Check(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (BlobStoreException fault)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, fault.Message);
        }
    }
}
