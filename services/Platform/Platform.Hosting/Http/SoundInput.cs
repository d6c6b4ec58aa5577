using System.Net;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Platform.Hosting.Http;

/// <summary>Refuses U+0000 in addresses and forms, before anything reads them: no text may hold it, and PostgreSQL can't store it. Lines typed into a form end in U+000A alone from here on.</summary>
public static class SoundInput
{
    /// <summary>Adds the middleware; bodies in JSON are looked at where they are read.</summary>
    public static IApplicationBuilder UseSoundInput(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var request = http.Request;
        var code = Holds(request.Path) || request.Query.Any(pair => Holds(pair.Key) || pair.Value.Any(Holds)) ? "platform.control_character"
            : IsPlainForm(request) ? await FormFault(http) : null;
        if (code is null)
            await next();
        else
            await Faults.Answer(http, new Refusal(StatusCodes.Status400BadRequest, code));
    });

    /// <summary>
    /// Takes forms with files only where an endpoint reads them as a stream. Everywhere else the framework would read one by
    /// itself, and write what is larger than 64 KiB in clear to a temporary folder.
    /// </summary>
    public static IApplicationBuilder UseStreamedForms(this IApplicationBuilder app) => app.Use((http, next) =>
        http.Request.HasFormContentType && !IsPlainForm(http.Request) && HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IStreamedForm>() is null
            ? Faults.Answer(http, new Refusal(StatusCodes.Status415UnsupportedMediaType, Faults.CodeOf(StatusCodes.Status415UnsupportedMediaType)))
            : next());

    private static bool IsPlainForm(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.HasFormContentType
        && request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private static async Task<string?> FormFault(HttpContext http)
    {
        try
        {
            // The framework keeps what it can't decode as it came, and refuses U+0000; looked at here, before an endpoint is
            // chosen, neither is stored nor becomes a fault.
            using var raw = new MemoryStream();
            await http.Request.Body.CopyToAsync(raw, http.RequestAborted);
            if (!Utf8.IsValid(WebUtility.UrlDecodeToBytes(raw.GetBuffer(), 0, (int)raw.Length)))
                return "platform.invalid_utf8";
            http.Request.Body = new MemoryStream(raw.ToArray());
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (form.Any(field => field.Value.Any(LineEnds.AreForeign)))
                http.Request.Form = new FormCollection(form.ToDictionary(field => field.Key, field => new StringValues([.. field.Value.Select(LineEnds.Of)])));
            return null;
        }
        catch (InvalidDataException)
        {
            return Faults.CodeOf(StatusCodes.Status400BadRequest);
        }
    }

    private static bool Holds(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;
}

/// <summary>On an endpoint that reads a form with files as a stream, and never through the framework.</summary>
public interface IStreamedForm;
