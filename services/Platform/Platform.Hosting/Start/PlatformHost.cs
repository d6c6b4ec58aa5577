using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Hosting.Auth;
using Platform.Hosting.Between;
using Platform.Hosting.Http;
using Platform.Messaging;
using Platform.Security;
using Platform.Tenancy;
using Platform.Ui;
using Platform.Ui.Localization;

namespace Platform.Hosting.Start;

/// <summary>What every host of a service calls: one list of what the platform adds, one of the order it runs in.</summary>
public static class PlatformHost
{
    /// <summary>Makes a builder whose content root is the program's own folder: with another, stylesheets answer 200 with an empty body.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="embedded">All in one process on one folder: what <c>infra/servers.sh</c> wrote about servers is not for it.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args, bool embedded = false)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (!embedded && Environment.GetEnvironmentVariable("HEED_SERVERS_JSON") is { Length: > 0 } servers)
            builder.Configuration.AddJsonFile(servers, optional: false).AddEnvironmentVariables().AddCommandLine(args);
        builder.WebHost.UseStaticWebAssets();
        // Otherwise a build that was not published sends its stylesheets uncompressed.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.AddQuietLogs();
        return builder;
    }

    /// <summary>Adds what every service stands on, and the one bus of the process.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="application">Name that separates keys and telemetry of separate hosts.</param>
    /// <param name="consume">The consumers of every module in this process.</param>
    public static WebApplicationBuilder AddPlatform(this WebApplicationBuilder builder, string application, Action<Consumers> consume)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = 1024 * 1024;
            o.AllowSynchronousIO = false;
            // Any byte a browser may send: as UTF-8 a café in a Referer would be refused without a word.
            o.RequestHeaderEncodingSelector = _ => System.Text.Encoding.Latin1;
        });
        // First, since the framework adds the untruncated clock wherever there is none.
        services.TryAddSingleton<TimeProvider, MicrosecondClock>();
        services.AddSingleton(builder.LoadSecrets());
        services.AddHttpContextAccessor();
        services.AddMemoryCache(o => o.SizeLimit = 20_000);
        services.AddSingleton<KeyTurns>();
        services.AddSingleton<TenantKeys>();
        services.AddScoped<Actor>();
        services.AddScoped(typeof(Idempotency<>));
        services.AddSingleton(typeof(Tenancy.TenantSlugs<>));
        services.AddBearerAuthentication(builder.Configuration);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.SnakeCaseLower));
            // The descriptions are made from this: a number is a number, as bodies are read.
            o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        // What an address says wrongly is answered by one that names the field; without this it is a bare 400.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddPlatformUi();
        services.AddRazorPages();
        services.AddAntiforgery(o =>
        {
            (o.Cookie.Name, o.Cookie.SameSite) = ($"af-{application}", SameSiteMode.Strict);
            o.Cookie.SecurePolicy = PublicIssuer.Of(builder.Configuration).Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        SecretProtection.Register(services, application);
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // Services are reached through the gateway alone (NetworkPolicy); it strips what clients send.
            o.KnownIPNetworks.Clear();
            o.KnownProxies.Clear();
        });
        services.AddHealthChecks().AddCheck("alive", () => HealthCheckResult.Healthy(), tags: ["live"]);
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(25));
        builder.AddTelemetry(application);
        builder.AddServiceClients();
        builder.AddBus(consume);
        return builder;
    }

    /// <summary>The order in which a request passes the platform.</summary>
    public static WebApplication UsePlatform(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseFaults();
        app.UseHeedLanguage();
        app.UseSoundInput();
        app.UseRouting();
        app.UseStreamedForms();
        app.UseAuthentication();
        // After authentication, which answers discovery and the token endpoints itself.
        app.UseNothingHere();
        app.UseTenant();
        app.UseAuthorization();
        return app;
    }

    /// <summary>Endpoints every service has: health, OpenAPI, pages, static files.</summary>
    public static WebApplication MapPlatform(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = c => c.Tags.Contains("live") }).AllowAnonymous();
        app.MapHealthChecks("/health/startup").AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        app.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages();
        return app;
    }

    private static void AddQuietLogs(this WebApplicationBuilder builder)
    {
        // Paths, queries and addresses of requests are no business of a log (see the threat model).
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat, o.UseUtcTimestamp) = (true, "HH:mm:ss ", true));
    }

    private static Secrets LoadSecrets(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration.GetValue("Dapr:Enabled", false))
            return DaprSecrets.Load(configuration);
        var folder = configuration["Keys:Directory"] ?? throw new InvalidOperationException("Keys:Directory is not set.");
        return SecretFiles.Load(folder, configuration.GetValue("Keys:Create", false), DateTimeOffset.UtcNow);
    }
}
