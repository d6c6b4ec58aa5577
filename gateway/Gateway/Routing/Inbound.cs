using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace Gateway.Routing;

/// <summary>
/// What a client says about itself ends here: no header of its own names a tenant, an address, a host or a trace to a service. Every
/// request is at the public address from here on, whatever its Host header said, and by the public scheme unless a trusted proxy
/// says that it came without TLS.
/// </summary>
internal static class Inbound
{
    private static readonly string[] Prefixes = ["X-Tenant", "X-Forwarded-", "X-Original-", "X-Envoy-", "Dapr-"];

    // The last five carry traces (OwnTraces).
    private static readonly string[] Names =
    [
        "tenant-id", "Forwarded", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP", "Via",
        "traceparent", "tracestate", "baggage", "Request-Id", "Correlation-Context",
    ];

    public static IApplicationBuilder UseInbound(this IApplicationBuilder app, Uri issuer)
    {
        // Only the framework's own word that a proxy was believed may stand here afterwards.
        app.Use((http, next) =>
        {
            http.Request.Headers.Remove(ForwardedHeadersDefaults.XOriginalProtoHeaderName);
            return next();
        });
        app.UseForwardedHeaders();
        return app.Use((http, next) =>
        {
            var headers = http.Request.Headers;
            var plain = headers.ContainsKey(ForwardedHeadersDefaults.XOriginalProtoHeaderName) && !http.Request.IsHttps;
            foreach (var name in headers.Keys.Where(Forbidden).ToList())
                headers.Remove(name);
            if (issuer.IsLoopback && StartsSignIn(http) && http.Request.Host.Value != issuer.Authority)
            {
                // 127.0.0.1 and localhost are two sites to a browser: a sign-in begun on one can't end on the other.
                http.Response.Redirect(new Uri(issuer, http.Request.Path + http.Request.QueryString.Value).ToString());
                return Task.CompletedTask;
            }
            http.Request.Scheme = plain ? Uri.UriSchemeHttp : issuer.Scheme;
            http.Request.Host = new HostString(issuer.Authority);
            return next();
        });
    }

    private static bool Forbidden(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) || Prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));

    private static bool StartsSignIn(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && (http.Request.Path.StartsWithSegments("/console") || http.Request.Path.StartsWithSegments("/signin"));
}
