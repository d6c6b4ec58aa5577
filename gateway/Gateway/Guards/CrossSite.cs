using Gateway.Routing;
using Gateway.Session;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;

namespace Gateway.Guards;

/// <summary>
/// Refuses writes that another site makes with a cookie of this one. Where the session counts, the browser must say that the
/// request is ours; a portal form without a cookie has no authority to steal, so only what says it is foreign is refused there.
/// </summary>
internal static class CrossSite
{
    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app, Uri issuer, string sessionCookie) => app.Use((http, next) =>
        Refuses(http, issuer.GetLeftPart(UriPartial.Authority), sessionCookie)
            ? Faults.Answer(http, new Refusal(StatusCodes.Status403Forbidden, "platform.cross_site"))
            : next());

    private static bool Refuses(HttpContext http, string ours, string sessionCookie)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method))
            return false;
        return Routes.DoorOf(http) switch
        {
            // A client with a token of its own is no browser acting on a cookie.
            Door.Api or Door.Console => request.Cookies.ContainsKey(sessionCookie) && !StaffSession.BringsToken(request) && !SaysOurs(request, ours),
            Door.Portal when request.Cookies.Count > 0 && request.Path.StartsWithSegments("/portal/mailbox") => !SaysOurs(request, ours),
            // The first page of a filing, which stores nothing: a product's own page leads to it with what somebody chose to tell.
            Door.Portal when request.Path.Value!.EndsWith("/file/tell", StringComparison.Ordinal) => false,
            Door.Portal => SaysForeign(request, ours),
            _ => false,
        };
    }

    private static bool SaysOurs(HttpRequest request, string ours) => Site(request) switch
    {
        "same-origin" or "none" => true,
        "" => Origin(request) == ours,
        _ => false,
    };

    private static bool SaysForeign(HttpRequest request, string ours) => Site(request) switch
    {
        "same-origin" or "none" => false,
        // A browser may hide the origin of our own form ("null"), depending on the referrer policy.
        "" => Origin(request) is not ("" or "null") && Origin(request) != ours,
        _ => true,
    };

    private static string Site(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString();

    private static string Origin(HttpRequest request) => request.Headers.Origin.ToString();
}
