using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Platform.Hosting.Http;

/// <summary>
/// The entity tag of something that is changed only by whoever read it as it is: its version in quotes, given as ETag and sent back as If-Match (RFC 9110, 13.1.1).
/// </summary>
public static class VersionTag
{
    /// <summary>Gives the version in the answer.</summary>
    public static void Give(HttpContext http, long version) => http.Response.Headers.ETag = $"\"{version}\"";

    /// <summary>Reads a tag as it was given. A star and a weak tag are none: "whatever it is" and "about this one" name no version.</summary>
    public static bool TryRead(string tag, out long version)
    {
        version = 0;
        return tag.Length > 2 && tag[0] == '"' && tag[^1] == '"' && long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
