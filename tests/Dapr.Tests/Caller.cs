using Assessments.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Hosting.Between;
using Platform.Hosting.Start;
using Refit;

namespace Dapr.Tests;

/// <summary>A host of the real platform that is a client of assessments, either directly or by its sidecar.</summary>
public sealed class Caller : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly DirectoryInfo keys;

    private Caller(WebApplication host, DirectoryInfo keys) => (this.host, this.keys) = (host, keys);

    public IServiceProvider Services => host.Services;

    public static Caller Direct(AssessmentsApp assessments) => Build(new() { ["Dapr:Enabled"] = "false", ["Services:assessments:http:0"] = assessments.Address });

    /// <summary>Its secrets come from the sidecar too, as in production.</summary>
    public static Caller Through(SidecarDouble sidecar)
    {
        sidecar.Secrets.Put("heed-secrets", "heed-keys", Keys.Complete());
        return Build(new()
        {
            ["Dapr:Enabled"] = "true",
            ["Dapr:HttpEndpoint"] = sidecar.HttpEndpoint,
            ["Dapr:GrpcEndpoint"] = sidecar.GrpcEndpoint,
        });
    }

    /// <summary>Asks for an impact within the request of a user, if a token is given.</summary>
    public async Task<IApiResponse<ImpactSummary>> GetImpact(Guid id, string? token = null)
    {
        var request = new DefaultHttpContext();
        if (token is not null)
            request.Request.Headers.Authorization = $"Bearer {token}";
        host.Services.GetRequiredService<IHttpContextAccessor>().HttpContext = request;
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IAssessmentsApi>().GetImpact(id);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        keys.Delete(recursive: true);
    }

    private static Caller Build(Dictionary<string, string?> settings)
    {
        var keys = Directory.CreateTempSubdirectory("heed-dapr-");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Issuer"] = "http://localhost",
            ["Keys:Directory"] = keys.FullName,
            ["Keys:Create"] = "true",
            ["Bus:Transport"] = "InMemory",
        });
        builder.AddPlatform("grievances", _ => { });
        builder.Logging.ClearProviders();
        builder.AddServiceClient<IAssessmentsApi>("assessments");
        return new Caller(builder.Build(), keys);
    }
}
