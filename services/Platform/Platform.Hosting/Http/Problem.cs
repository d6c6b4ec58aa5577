using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Platform.Hosting.Http;

/// <summary>RFC 9457 problem details with a stable <c>code</c>, the one shape of every error of the platform.</summary>
public sealed class Problem(Refusal refusal) : IResult, IStatusCodeHttpResult
{
    /// <summary>Content type of every error.</summary>
    public const string ContentType = "application/problem+json";

    /// <inheritdoc />
    public int? StatusCode => refusal.Status;

    /// <summary>What was refused.</summary>
    public Refusal Refusal => refusal;

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext) => Write(httpContext, refusal);

    /// <summary>Writes the document; the status is set with it.</summary>
    public static Task Write(HttpContext http, Refusal refusal)
    {
        var texts = refusal.Words(ForbiddenWork.Code(http, refusal.Code));
        var details = new ProblemDetails
        {
            Status = refusal.Status,
            Type = $"/problems/{refusal.Code}",
            Title = texts.Title,
            Detail = texts.Mend?.Replace("{limit}", BodySize.InWords(http), StringComparison.Ordinal),
            Extensions = { ["code"] = refusal.Code },
        };
        if (refusal.Errors is { } errors)
            details.Extensions["errors"] = errors.ToDictionary(e => e.Key,
                e => e.Value.Select(code => new { code, detail = refusal.Words(code).Title }).ToArray());
        http.Response.StatusCode = refusal.Status;
        if (refusal.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(details, JsonSerializerOptions.Web, ContentType, http.RequestAborted);
    }
}
