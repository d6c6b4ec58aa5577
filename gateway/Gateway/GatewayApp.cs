using Gateway.Data;
using Gateway.Emergency;
using Gateway.Guards;
using Gateway.Routing;
using Gateway.Session;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Hosting.Start;

namespace Gateway;

/// <summary>The one public door of the platform: routes, sessions of browsers, limits, headers. Knows no tenant, and reads a body only to give it back.</summary>
public static class GatewayApp
{
    /// <summary>
    /// Adds the gateway to a host of its own. Reads <c>Issuer</c>, <c>IdentityInternal</c>, <c>Services:{name}:http:0</c>,
    /// <c>Database:Provider</c> with <c>Data:Folder</c> or <c>ConnectionStrings:gateway</c>, <c>Keys:Directory</c> and
    /// <c>Keys:Create</c> (or Dapr's), <c>Management:Port</c>, and under <c>Gateway</c> what its host's appsettings.json lists.
    /// </summary>
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        ProblemTexts.Add(typeof(GatewayApp).Assembly);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Any byte a browser may send, here and on the way in: as UTF-8 a café in a Referer would be refused without a word.
            kestrel.RequestHeaderEncodingSelector = _ => System.Text.Encoding.Latin1;
            kestrel.Limits.MaxRequestBufferSize = PublicPace.MostUnread;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
            kestrel.Limits.MaxConcurrentConnections = configuration.GetValue("Gateway:MostConnections", 10_000L);
        });
        // Addresses, paths and stacks of a service that is down are no business of a log; Upstream writes the one line that is.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Query", LogLevel.None);
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.None);
        services.TryAddSingleton(TimeProvider.System);
        services.AddGatewayDatabase();
        services.AddKeyRing();
        services.AddOwnTraces();
        services.AddSignIn(configuration);
        services.AddEndedAccess();
        services.AddTrustedProxies(configuration);
        services.AddPublicPace(configuration);
        services.AddSingleton<Buffered>();
        services.AddSingleton<FileDoor>();
        services.AddEmergency(configuration);
        services.AddUpstream(configuration);
        services.AddHealth();
        builder.AddTelemetry("gateway");
        return builder;
    }

    /// <summary>The order in which a request passes the gateway, and its endpoints.</summary>
    public static WebApplication UseGateway(this WebApplication app)
    {
        var issuer = PublicIssuer.Of(app.Configuration);
        var cookie = app.Services.GetRequiredService<SessionCookie>();
        app.WarnWithoutTrustedProxies(issuer);
        app.UseHealth(app.Configuration.GetValue<int?>("Management:Port"));
        app.UseInbound(issuer);
        app.UseSecurityHeaders();
        app.UseFaults();
        app.UsePlainHttpGuard(issuer);
        app.UseTraceGuard();
        app.UseIssuerOutage();
        app.UseRouting();
        app.UseCrossSiteGuard(issuer, cookie.Name);
        app.UseRateLimiter();
        app.UseSignInPace();
        app.UseEndedTokens();
        app.UsePassOfMachines();
        app.UseFileDoor();
        app.UseBodyLimit();
        app.UseWaitingRoom();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapSession();
        app.MapEmergency();
        app.MapUpstream();
        return app;
    }
}
