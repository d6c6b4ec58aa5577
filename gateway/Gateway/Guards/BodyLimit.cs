using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Platform.Hosting.Http;

namespace Gateway.Guards;

/// <summary>
/// Takes a body whole before anything behind sees it: one that is too large, broken or sent in drips costs a service nothing.
/// What is left unread of a refused body Kestrel reads away for a few seconds, so that the client gets to see the answer.
/// </summary>
internal static class BodyLimit
{
    public const int MostBytes = 256 * 1024;

    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true)
        {
            await next();
            return;
        }
        MemoryStream? body;
        try
        {
            // Two lengths: Kestrel goes by the chunks and renames the other. Whoever stands in front may have gone by that one.
            if (http.Request.Headers.ContainsKey("X-Content-Length"))
                throw new BadHttpRequestException("A body with two lengths.");
            body = http.Request.ContentLength > MostBytes ? null : await Read(http);
        }
        catch (BadHttpRequestException broken)
        {
            http.Response.Headers.Connection = "close";
            await Faults.Answer(http, new Refusal(broken.StatusCode, Faults.CodeOf(broken.StatusCode)));
            return;
        }
        if (body is null)
        {
            await Faults.Answer(http, new Refusal(StatusCodes.Status413PayloadTooLarge, "platform.body_too_large"));
            return;
        }
        await using (body)
        {
            http.Request.Body = body;
            await next();
        }
    });

    private static async Task<MemoryStream?> Read(HttpContext http)
    {
        var body = new MemoryStream((int)(http.Request.ContentLength ?? 0));
        var buffer = new byte[Math.Min(http.Request.ContentLength ?? 16 * 1024, 16 * 1024) + 1];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + read > MostBytes)
                return null;
            body.Write(buffer, 0, read);
        }
        body.Position = 0;
        return body;
    }
}
