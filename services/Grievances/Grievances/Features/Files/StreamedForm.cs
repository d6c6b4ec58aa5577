using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Net.Http.Headers;
using Platform.Hosting.Http;

namespace Grievances.Features.Files;

/// <summary>
/// Keeps the framework from reading a form by itself: it would write a file of more than 64 KiB in clear to a temporary folder.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StreamedFormAttribute : Attribute, IResourceFilter, IStreamedForm
{
    /// <inheritdoc />
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    /// <inheritdoc />
    public void OnResourceExecuted(ResourceExecutedContext context) { }
}

/// <summary>Reads a form with one file as a stream: the fields before the file, then the file itself.</summary>
public static class StreamedForm
{
    private const int MostFields = 20;
    private const int MostFieldBytes = 4_096;
    private const string Token = "__RequestVerificationToken";

    /// <summary>
    /// Whether a form of a signed-in user was made by a page of ours. The framework would read the whole form to find the token; it is looked
    /// at here, before the file is read.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="antiforgery">Knows the token.</param>
    /// <param name="fields">The fields that stood before the file.</param>
    public static async Task<bool> IsOurs(HttpContext http, IAntiforgery antiforgery, Dictionary<string, string> fields)
    {
        // Without one the framework would look for it in what of the form was read already.
        if (!fields.TryGetValue(Token, out var token) || token.Length == 0)
            return false;
        http.Request.Headers["RequestVerificationToken"] = token;
        return await antiforgery.IsRequestValidAsync(http);
    }

    /// <summary>Reads the fields and hands the file on; null where the form had no file.</summary>
    /// <param name="request">A multipart form whose fields stand before its file.</param>
    /// <param name="take">Takes the file's name and bytes while they come.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="mostFieldBytes">Bytes a field may have; a longer one is left out.</param>
    public static async Task<(Dictionary<string, string> Fields, Outcome<T>? Taken)> Read<T>(HttpRequest request, Func<Dictionary<string, string>, string, Stream, Task<Outcome<T>>> take, CancellationToken cancellation, int mostFieldBytes = MostFieldBytes)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return (fields, null);
        var reader = new MultipartReader(boundary, request.Body) { HeadersLengthLimit = 8 * 1024 };
        while (fields.Count <= MostFields && await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data"))
                continue;
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
            var file = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
            if (file is not null)
                return (fields, file.Length == 0 ? default(Outcome<T>?) : await take(fields, file, section.Body));
            using var text = new MemoryStream();
            var buffer = new byte[MostFieldBytes];
            for (int read; (read = await section.Body.ReadAsync(buffer, cancellation)) > 0 && text.Length <= mostFieldBytes;)
                text.Write(buffer, 0, read);
            if (text.Length <= mostFieldBytes)
                fields[name] = System.Text.Encoding.UTF8.GetString(text.ToArray());
        }
        return (fields, null);
    }
}
