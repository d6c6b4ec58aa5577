using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;

namespace Gateway.Guards;

/// <summary>Nothing here answers TRACE, and whatever stands behind might send back the headers the gateway adds.</summary>
internal static class TraceGuard
{
    public static IApplicationBuilder UseTraceGuard(this IApplicationBuilder app) => app.Use((http, next) =>
        HttpMethods.IsTrace(http.Request.Method)
            ? Faults.Answer(http, new Refusal(StatusCodes.Status405MethodNotAllowed, Faults.CodeOf(StatusCodes.Status405MethodNotAllowed)))
            : next());
}
