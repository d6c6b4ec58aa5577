namespace Gateway.Tests;

public sealed class TraceTests
{
    private const string Theirs = "4bf92f3577b34da6a3ce929d0e0e4736";

    /// <summary>With telemetry and without: OpenTelemetry reads the headers of a request by itself.</summary>
    [Theory]
    [InlineData("--x=y"), InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9"), InlineData("--Logging:LogLevel:Default=None")]
    public async Task A_trace_that_somebody_brings_along_ends_at_the_gateway(string setting)
    {
        await using var gateway = await GatewayUnderTest.Start(setting);
        using var browser = gateway.Browser();
        foreach (var path in new[] { "/api/grievances/v1/public/harbour/grievances", "/portal/harbour/file", "/api/grievances/v1/product/grievances", "/connect/login", "/feeds/v1/harbour/subscriptions" })
        {
            var seen = await (await browser.Post(path, ("traceparent", $"00-{Theirs}-00f067aa0ba902b7-01"), ("tracestate", "employer=1"), ("baggage", "who=employer"),
                ("Request-Id", Theirs), ("Correlation-Context", "who=employer"))).Seen();
            Assert.DoesNotContain(seen.Headers, header => header.Value.Contains(Theirs, StringComparison.Ordinal) || header.Value.Contains("employer", StringComparison.Ordinal));
            Assert.DoesNotContain(seen.Headers.Keys, name => name.ToLowerInvariant() is "tracestate" or "baggage" or "correlation-context" or "request-id");
            if (!setting.EndsWith("None", StringComparison.Ordinal))
                Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$", seen.Header("traceparent"));
        }
    }
}
