using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Refit;

namespace Platform.Hosting.Between;

/// <summary>
/// How services ask each other: a Refit interface of the other's Contracts, on behalf of the signed-in user. Directly by
/// service discovery, or through the Dapr sidecar, which then also retries.
/// </summary>
public static class ServiceClients
{
    internal static void AddServiceClients(this WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        builder.Services.AddTransient<BearerOfUser>();
    }

    /// <summary>Adds a client of one service at <c>http://{service}</c> (also its Dapr app id).</summary>
    public static IHostApplicationBuilder AddServiceClient<TApi>(this IHostApplicationBuilder builder, string service) where TApi : class
    {
        var client = builder.Services.AddRefitGeneratedClient<TApi>(new RefitSettings(new SystemTextJsonContentSerializer(Http.ClientJson.Options)))
            .ConfigureHttpClient(http => (http.BaseAddress, http.Timeout) = (new Uri($"http://{service}"), TimeSpan.FromSeconds(5)))
            .AddHttpMessageHandler<BearerOfUser>();
        if (builder.Configuration.GetValue("Dapr:Enabled", false))
            client.AddHttpMessageHandler(() => new InvocationHandler { DaprEndpoint = builder.Configuration["Dapr:HttpEndpoint"] ?? DefaultSidecar });
        else
            client.AddServiceDiscovery();
        return builder;
    }

    private static string DefaultSidecar => $"http://127.0.0.1:{Environment.GetEnvironmentVariable("DAPR_HTTP_PORT") ?? "3500"}";

    /// <summary>Passes the caller's own token on: a service can do for a user what the user may do, no more.</summary>
    internal sealed class BearerOfUser(IHttpContextAccessor http) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (http.HttpContext?.Request.Headers.Authorization.ToString() is { Length: > 0 } token)
                request.Headers.TryAddWithoutValidation("Authorization", token);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
