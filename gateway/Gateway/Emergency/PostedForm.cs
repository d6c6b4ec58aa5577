using System.Net;
using System.Text;
using Gateway.Guards;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Gateway.Emergency;

/// <summary>The fields of a form as they were sent, in their order.</summary>
internal sealed record PostedForm(IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    // As many as the services read of a form.
    private const int MostFields = 1024;

    /// <summary>The form that a request holds, or null where it holds something else, or more fields than anybody reads.</summary>
    public static PostedForm? Of(HttpContext http)
    {
        if (http.Features.Get<HeldBody>() is not { } body)
            return new PostedForm([]);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return null;
        var text = Encoding.UTF8.GetString(body.Bytes);
        if (text.AsSpan().Count('&') >= MostFields)
            return null;
        return new PostedForm([.. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Field)]);
    }

    public string? Last(string name) => Fields.LastOrDefault(f => f.Key == name).Value;

    private static KeyValuePair<string, string> Field(string pair)
    {
        var parts = pair.Split('=', 2);
        return KeyValuePair.Create(WebUtility.UrlDecode(parts[0]), parts.Length == 2 ? WebUtility.UrlDecode(parts[1]) : "");
    }
}
