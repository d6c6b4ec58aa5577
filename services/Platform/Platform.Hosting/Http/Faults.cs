using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Ui.Layout;

namespace Platform.Hosting.Http;

/// <summary>
/// Gives every error a body: a problem document to machines, a page that says how to go on to people. The framework alone
/// answers many of them with an empty body.
/// </summary>
public static class Faults
{
    /// <summary>Adds the middleware, first in line.</summary>
    public static IApplicationBuilder UseFaults(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(handler => handler.Run(http =>
        {
            var fault = http.Features.Get<IExceptionHandlerFeature>()?.Error;
            if (fault is Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException)
                return Answer(http, new Refusal(StatusCodes.Status412PreconditionFailed, "platform.precondition"));
            // The message of an exception may quote what a person wrote; its type and place never do.
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Heed.Fault")
                .LogError("{Fault} at {Place}", fault?.GetType().FullName, fault?.StackTrace);
            return Answer(http, fault switch
            {
                BadHttpRequestException bad => new Refusal(bad.StatusCode, CodeOf(bad.StatusCode)),
                _ => new Refusal(StatusCodes.Status500InternalServerError, "platform.fault"),
            });
        }));
        app.UseStatusCodePages(context => Answer(context.HttpContext, new Refusal(context.HttpContext.Response.StatusCode, CodeOf(context.HttpContext.Response.StatusCode))));
        return app;
    }

    /// <summary>
    /// Says 404, 405 and 415 before anybody is asked to sign in: the fallback policy would answer 401 where there is nothing.
    /// </summary>
    public static IApplicationBuilder UseNothingHere(this IApplicationBuilder app) => app.Use((http, next) => http.GetEndpoint() switch
    {
        null => Answer(http, new Refusal(StatusCodes.Status404NotFound, CodeOf(StatusCodes.Status404NotFound))),
        { DisplayName: "405 HTTP Method Not Supported" or "415 HTTP Unsupported Media Type", RequestDelegate: { } refuse } => refuse(http),
        _ => next(),
    });

    /// <summary>Answers in the form the client reads.</summary>
    public static Task Answer(HttpContext http, Refusal refusal) => WantsPage(http) ? Page(http, refusal) : Problem.Write(http, refusal);

    /// <summary>The code of an error that only has a status.</summary>
    public static string CodeOf(int status) => status switch
    {
        401 => "platform.unauthenticated",
        403 => "platform.forbidden",
        404 => "platform.not_found",
        405 => "platform.method_not_allowed",
        413 => "platform.body_too_large",
        415 => "platform.media_type",
        429 => "platform.too_many_requests",
        502 or 504 => "platform.upstream",
        503 => "platform.busy",
        >= 500 => "platform.fault",
        _ => "platform.bad_request",
    };

    private static bool WantsPage(HttpContext http)
    {
        var path = http.Request.Path;
        return !path.StartsWithSegments("/api") && !path.StartsWithSegments("/feeds")
            && http.Request.Headers.Accept.Any(a => a?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);
    }

    private static Task Page(HttpContext http, Refusal refusal)
    {
        var texts = ProblemTexts.Find(refusal.Code);
        var encode = System.Text.Encodings.Web.HtmlEncoder.Default;
        http.Response.StatusCode = refusal.Status;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{encode.Encode(texts.Title)}</title><link rel="stylesheet" href="{encode.Encode(HeedAssets.Stylesheet)}"></head>
            <body class="portal"><main id="main"><h1>{encode.Encode(texts.Title)}</h1>
            <p>{encode.Encode(texts.Mend ?? "")}</p><p><a href="/">Start page</a></p><p class="quiet"><code>{encode.Encode(refusal.Code)}</code></p></main></body></html>
            """, http.RequestAborted);
    }
}
