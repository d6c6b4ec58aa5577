using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;

namespace Gateway.Guards;

/// <summary>
/// Sends who came by plain HTTP to the public address, where a trusted proxy says so; a write is refused, since what was in it
/// has crossed the network in the clear and must not look as if it had been in order.
/// </summary>
internal static class PlainHttp
{
    public static IApplicationBuilder UsePlainHttpGuard(this IApplicationBuilder app, Uri issuer) => app.Use((http, next) =>
    {
        var request = http.Request;
        if (request.IsHttps || issuer.Scheme != Uri.UriSchemeHttps)
            return next();
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return Faults.Answer(http, new Refusal(StatusCodes.Status403Forbidden, "gateway.plain_http"));
        http.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        http.Response.Headers.Location = issuer.GetLeftPart(UriPartial.Authority) + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
        return Task.CompletedTask;
    });
}
