using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Platform.Hosting.Http;

/// <summary>
/// Headers on every answer. Public pages carry no script at all; the console allows its own modules. Nothing that speaks of a
/// person is kept by a browser or a proxy.
/// </summary>
public static class SecurityHeaders
{
    /// <summary>Policy of the portal, the transparency pages and everything that is no page.</summary>
    public const string Strict = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Policy of the console.</summary>
    public const string Console = Strict + "; script-src 'self'; connect-src 'self'";

    /// <summary>Adds the headers before anything is sent.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/console") ? Console : Strict;
            headers.XContentTypeOptions = "nosniff";
            // Not no-referrer: browsers would then send "Origin: null" with our own forms, and the origin check would refuse them.
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            if (IsMarkedAsset(http))
                headers.CacheControl = "public, max-age=31536000, immutable";
            else if (!headers.ContainsKey("Cache-Control"))
                headers.CacheControl = "no-store";
            if (http.Request.IsHttps)
                headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
            return Task.CompletedTask;
        });
        return next();
    });

    // A stylesheet asked for by the mark of its content never changes; one fetch is enough on a poor line.
    private static bool IsMarkedAsset(HttpContext http) =>
        http.Response.StatusCode == StatusCodes.Status200OK && http.Request.Path.StartsWithSegments("/_content") && http.Request.Query.ContainsKey("v");
}
