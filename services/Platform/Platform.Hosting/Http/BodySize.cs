using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Platform.Hosting.Http;

/// <summary>Limit that a guard before the endpoints holds a request to, where it is another than the endpoint's.</summary>
/// <param name="Bytes">Most bytes.</param>
public sealed record GuardedLimit(long Bytes);

/// <summary>How large a body may be.</summary>
public static class BodySize
{
    private const int Most = 256 * 1024;

    /// <summary>Most bytes of a body in JSON: what the endpoint names, else 256 KiB.</summary>
    public static long Of(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? Most;

    /// <summary>What a request was held to, in words: by a guard, as JSON by its endpoint, else by the server.</summary>
    internal static string InWords(HttpContext http)
    {
        var most = http.Features.Get<GuardedLimit>()?.Bytes ?? (http.Request.Path.StartsWithSegments("/api") ? null : http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize) ?? Of(http);
        return most >= 1024 * 1024 ? $"{most / (1024 * 1024)} MiB" : $"{most / 1024} KiB";
    }
}
