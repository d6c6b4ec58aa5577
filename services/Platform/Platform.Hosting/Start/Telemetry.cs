using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Platform.Hosting.Start;

/// <summary>Traces and metrics, exported only where an OTLP endpoint is named. No address of a client, no path of a person.</summary>
public static class Telemetry
{
    /// <summary>Reads <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 })
            return;
        // Which trace a request belongs to is the framework's to say: at the gateway nobody's but its own, and the default here reads headers past it.
        Sdk.SetDefaultTextMapPropagator(new OpenTelemetry.Context.Propagation.TraceContextPropagator());
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService(service))
            .WithMetrics(m => m.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter("Heed.*")
                // The resolver's metric names each host that was asked for, and so the receivers of webhooks.
                .AddView("dns.lookup.duration", MetricStreamConfiguration.Drop))
            .WithTracing(t => t.AddAspNetCoreInstrumentation(o => o.EnrichWithHttpRequest = (activity, _) =>
            {
                // A person may have put anything into an address, a receipt as well; http.route says which page it was.
                foreach (var tag in new[] { "client.address", "network.peer.address", "user_agent.original", "url.full", "url.path", "url.query" })
                    activity.SetTag(tag, null);
            })
            // An address in the store of files is made of ids: of a tenant, of a file, at a time.
            .AddHttpClientInstrumentation(o => o.EnrichWithHttpRequestMessage = (activity, request) => activity.SetTag("url.full", request.RequestUri?.GetLeftPart(UriPartial.Authority)))
            .AddSource("MassTransit"))
            .UseOtlpExporter();
    }
}
