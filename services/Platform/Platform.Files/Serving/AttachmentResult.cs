using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Platform.Files;

/// <summary>
/// Sends a sealed file as something to save, never to show: unnamed type, no sniffing, sandbox without rights, kept by nobody.
/// For endpoints and pages alike. The stream is disposed afterwards. The first chunk is opened before the first header is sent,
/// so that a file that was tampered with ends in an error and not in a broken download.
/// </summary>
/// <param name="content">The file.</param>
/// <param name="fileName">What to call it when saved.</param>
public sealed class AttachmentResult(SealedFileStream content, string fileName) : ActionResult, IResult
{
    /// <inheritdoc />
    public override Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var stream = content;
        var cancellation = httpContext.RequestAborted;
        var first = new byte[1];
        stream.Position = 0;
        await stream.ReadAtLeastAsync(first, 1, throwOnEndOfStream: false, cancellation);
        stream.Position = 0;
        var (response, headers) = (httpContext.Response, httpContext.Response.Headers);
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/octet-stream";
        response.ContentLength = stream.Length;
        headers.ContentDisposition = Disposition(fileName);
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "no-store";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        await stream.CopyToAsync(response.Body, SealedManifest.ChunkLength / 16, cancellation);
    }

    /// <summary>The header for a name: it can't leave a folder, hide its ending or break the line; other scripts than Latin stay readable.</summary>
    public static string Disposition(string fileName)
    {
        var name = Sound(fileName);
        var plain = new StringBuilder();
        foreach (var character in name)
            plain.Append(char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or ' ' ? character : '_');
        return string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{plain}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}");
    }

    private static string Sound(string fileName)
    {
        // Also the signs that turn the direction of writing: with them "fdp.exe" reads "exe.pdf".
        var name = Found.Printable(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]);
        name = new string([.. name.Where(c => c is not (':' or '*' or '?' or '"' or '<' or '>' or '|'))]).Trim(' ', '.');
        if (name.Length > 120)
        {
            var extension = Path.GetExtension(name);
            name = extension.Length is > 0 and <= 12 ? name[..(120 - extension.Length)] + extension : name[..120];
        }
        // A pair of surrogates may have been cut.
        name = new string([.. name.Where((c, i) => !char.IsSurrogate(c) || (char.IsHighSurrogate(c) ? i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]) : i > 0 && char.IsHighSurrogate(name[i - 1])))]);
        return name.Length == 0 ? "file" : name;
    }
}
