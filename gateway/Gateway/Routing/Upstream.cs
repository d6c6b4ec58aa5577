using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Hosting.Http;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Routing;

/// <summary>The reverse proxy itself: routes, what it sets on the way in, and one line in the log where a service does not answer.</summary>
internal static class Upstream
{
    public static void AddUpstream(this IServiceCollection services, IConfiguration configuration) =>
        services.AddReverseProxy()
            .LoadFromMemory(Routes.Configured, Routes.Clusters(configuration))
            .ConfigureHttpClient((context, client) =>
            {
                if (context.ClusterId == Routes.Files)
                    client.PlaintextStreamFilter = (connection, _) => ValueTask.FromResult<Stream>(new Guards.EarlyAnswers(connection.PlaintextStream));
            })
            .AddTransforms(context =>
            {
                context.UseDefaultForwarders = false;
                context.AddXForwardedProto(action: ForwardedTransformActions.Set);
                context.AddXForwardedHost(action: ForwardedTransformActions.Set);
                context.AddRequestHeaderRemove(Emergency.PassOfMachines.Header);
                context.AddResponseHeaderRemove("Server", ResponseCondition.Always);
                if (context.Route.ClusterId == Routes.Files)
                    // A service that refuses a file before it reads one is heard at once, and the file is never sent.
                    context.AddRequestTransform(transform =>
                    {
                        transform.ProxyRequest.Headers.ExpectContinue = transform.ProxyRequest.Content is not null;
                        return ValueTask.CompletedTask;
                    });
            });

    public static void MapUpstream(this WebApplication app)
    {
        var ended = app.Services.GetRequiredService<Session.EndedAccess>();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Heed.Gateway");
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<Session.StaffSession>();
            proxy.Use(async (http, next) =>
            {
                if (MayEndAccess(http))
                    http.Response.OnStarting(() => http.Response.StatusCode < 400 ? ended.Look(http.RequestAborted) : Task.CompletedTask);
                await next();
                // YARP logs each failure with its stack: under load that is a flood that says the same thing.
                if (http.Response.StatusCode >= 500 && http.GetForwarderErrorFeature() is { } failure)
                    log.LogWarning("{Service} does not answer: {Error}", http.GetReverseProxyFeature().Cluster.Config.ClusterId, failure.Error);
            });
        }).ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(Routes.MetadataOf(route)));
    }

    // Whoever is told that somebody's access has ended finds it ended here; other replicas look within two seconds.
    private static bool MayEndAccess(HttpContext http) => http.GetReverseProxyFeature().Cluster.Config.ClusterId == Routes.Identity && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)
        && http.GetEndpoint()?.Metadata.GetMetadata<DoorMetadata>() is { Door: Door.Api or Door.Console };

    /// <summary>Turns "the identity service can't be reached" into 502: the sign-in handlers throw it as a fault of ours.</summary>
    public static IApplicationBuilder UseIssuerOutage(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        try
        {
            await next();
        }
        catch (Exception fault) when (!http.Response.HasStarted && IsOutage(fault))
        {
            await Faults.Answer(http, Unreachable);
        }
    });

    public static Refusal Unreachable { get; } = new(StatusCodes.Status502BadGateway, Faults.CodeOf(StatusCodes.Status502BadGateway), RetryAfterSeconds: 5);

    public static bool IsOutage(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
            if (fault is HttpRequestException || (fault is IOException && fault.Message.StartsWith("IDX20807", StringComparison.Ordinal)))
                return true;
        return false;
    }
}
