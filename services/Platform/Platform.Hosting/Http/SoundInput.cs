using System.Net;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Platform.Hosting.Http;

/// <summary>Refuses U+0000 in addresses and forms, before anything reads them: no text may hold it, and PostgreSQL can't store it.</summary>
public static class SoundInput
{
    /// <summary>Adds the middleware; bodies in JSON are looked at where they are read.</summary>
    public static IApplicationBuilder UseSoundInput(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var request = http.Request;
        var code = Holds(request.Path) || request.Query.Any(pair => Holds(pair.Key) || pair.Value.Any(Holds)) ? "platform.control_character"
            : request.HasFormContentType && HttpMethods.IsPost(request.Method) ? await FormFault(http) : null;
        if (code is null)
            await next();
        else
            await Faults.Answer(http, new Refusal(StatusCodes.Status400BadRequest, code));
    });

    private static async Task<string?> FormFault(HttpContext http)
    {
        try
        {
            // The framework keeps what it can't decode as it came, and refuses U+0000; looked at here, before an endpoint is
            // chosen, neither is stored nor becomes a fault.
            if (http.Request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            {
                using var raw = new MemoryStream();
                await http.Request.Body.CopyToAsync(raw, http.RequestAborted);
                if (!Utf8.IsValid(WebUtility.UrlDecodeToBytes(raw.GetBuffer(), 0, (int)raw.Length)))
                    return "platform.invalid_utf8";
                http.Request.Body = new MemoryStream(raw.ToArray());
            }
            await http.Request.ReadFormAsync(http.RequestAborted);
            return null;
        }
        catch (InvalidDataException)
        {
            return Faults.CodeOf(StatusCodes.Status400BadRequest);
        }
    }

    private static bool Holds(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;
}
