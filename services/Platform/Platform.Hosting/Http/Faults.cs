using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Platform.Hosting.Http;

/// <summary>
/// Gives every error a body: a problem document to machines, a page that says how to go on to people. The framework alone
/// answers many of them with an empty body.
/// </summary>
public static partial class Faults
{
    /// <summary>Adds the middleware, first in line.</summary>
    public static IApplicationBuilder UseFaults(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(handler => handler.Run(http =>
        {
            var fault = http.Features.Get<IExceptionHandlerFeature>()?.Error;
            switch (fault)
            {
                case Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException when http.Request.Headers.IfMatch.Count > 0:
                    return Answer(http, new Refusal(StatusCodes.Status412PreconditionFailed, "platform.precondition"));
                case Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException:
                    return Answer(http, Refusal.Conflict("platform.conflict"));
                case BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad when Unbound().Match(bad.Message) is { Success: true } named:
                    return Answer(http, Refusal.Field("platform.invalid", "/" + JsonNamingPolicy.CamelCase.ConvertName(named.Groups["name"].Value), named.Groups["what"].Value == "Required" ? "platform.field_missing" : "platform.wrong_type"));
                case BadHttpRequestException bad:
                    return Answer(http, new Refusal(bad.StatusCode, CodeOf(bad.StatusCode)));
            }
            // The message of an exception may quote what a person wrote; its type and place never do.
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Heed.Fault")
                .LogError("{Fault} at {Place}", fault?.GetType().FullName, fault?.StackTrace);
            return Answer(http, IsOutage(fault) ? new Refusal(StatusCodes.Status503ServiceUnavailable, "platform.busy", RetryAfterSeconds: 5)
                : new Refusal(StatusCodes.Status500InternalServerError, "platform.fault"));
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

    // 'Failed to bind parameter "int? limit" from "abc".' and 'Required parameter "string role" was not provided from query string.': the name alone is taken.
    [GeneratedRegex("""^(?<what>Failed to bind|Required) parameter "[^"]* (?<name>\w+)" """)]
    private static partial Regex Unbound();

    // The provider wraps what it could retry in an InvalidOperationException.
    private static bool IsOutage(Exception? fault) => fault switch
    {
        null => false,
        System.Data.Common.DbException { IsTransient: true } or Platform.Contracts.IOutage => true,
        _ => IsOutage(fault.InnerException),
    };

    /// <summary>Answers in the form the client reads.</summary>
    public static Task Answer(HttpContext http, Refusal refusal) => WantsPage(http) ? FaultPage.Write(http, refusal) : Problem.Write(http, refusal);

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
}
