using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Transparency.Features.Feeds;

/// <summary>
/// An answer that anybody may keep and anybody's page may read: strong ETag over the bytes, so that an unchanged feed costs a
/// reader nothing (304), and HEAD.
/// </summary>
public static class FeedAnswer
{
    public const string Caching = "public, max-age=30";

    /// <param name="http">The request.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="contentType">Their type.</param>
    /// <param name="modified">
    /// When it came to be, of what never changes after. A list has none: the header knows seconds only, and who asked by it alone
    /// would miss the second of two releases in one.
    /// </param>
    /// <param name="links">Values of the Link header.</param>
    public static IResult Of(HttpContext http, byte[] content, string contentType, DateTimeOffset? modified, params string[] links)
    {
        http.Response.Headers.CacheControl = Caching;
        http.Response.Headers.Link = string.Join(", ", [.. links, $"<{FeedAddresses.License}>; rel=\"license\""]);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"");
        return TypedResults.Bytes(content, contentType, entityTag: tag, lastModified: modified);
    }

    /// <summary>Answers a browser's question whether another site's page may ask conditionally.</summary>
    public static IResult Preflight(HttpContext http)
    {
        http.Response.Headers.AccessControlAllowMethods = "GET, HEAD";
        http.Response.Headers.AccessControlAllowHeaders = "If-None-Match, If-Modified-Since";
        http.Response.Headers.AccessControlMaxAge = "86400";
        return TypedResults.NoContent();
    }

    /// <summary>Lets pages of other sites read the answer, whatever it turns out to be: also what the handler of faults says, which begins an answer anew.</summary>
    public static void Open(HttpContext http) => http.Response.OnStarting(() =>
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.AccessControlExposeHeaders = "ETag, Last-Modified, Link";
        return Task.CompletedTask;
    });
}
