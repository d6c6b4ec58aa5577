using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;

namespace Platform.Guests;

/// <summary>The tenant of a link that a guest opens: the link says it, and we wrote the link.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TenantFromInvitationAttribute : Attribute, ITenantSource
{
    /// <inheritdoc />
    public ValueTask<Outcome<Guid?>> Find(HttpContext http)
    {
        var token = http.RequestServices.GetRequiredService<GuestTokens>().Read(http.GetRouteValue("token") as string);
        http.Features.Set(token);
        return ValueTask.FromResult(new Outcome<Guid?>(token?.Tenant, null));
    }
}

/// <summary>
/// The tenant of a guest who has opened an invitation: from the sealed cookie on pages, from the sealed token in the header on APIs. Where
/// the address names an invitation, as <c>{guest}</c>, it is the session's own or there is none.
/// </summary>
/// <param name="purpose">The purpose whose invitations open the endpoint.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TenantFromGuestAttribute(string purpose) : Attribute, ITenantSource
{
    /// <summary>Cookie of the pages, on the address of its invitation only.</summary>
    public const string Cookie = "heed-guest";

    /// <summary>Part of an address that names the invitation.</summary>
    public const string Segment = "guest";

    /// <summary>The purpose whose invitations open the endpoint.</summary>
    public string Purpose => purpose;

    /// <inheritdoc />
    public ValueTask<Outcome<Guid?>> Find(HttpContext http)
    {
        var page = !http.Request.Path.StartsWithSegments("/api");
        if (page && IsForeign(http.Request))
            return ValueTask.FromResult<Outcome<Guid?>>(new Refusal(StatusCodes.Status403Forbidden, "platform.cross_site"));
        var sessions = http.RequestServices.GetRequiredService<GuestSessions>();
        var session = sessions.Open(purpose, page ? http.Request.Cookies[Cookie] : Bearer(http.Request));
        if (session is null || http.GetRouteValue(Segment) is string named && !(Guid.TryParse(named, out var invitation) && invitation == session.Invitation))
            return ValueTask.FromResult<Outcome<Guid?>>(page ? new Outcome<Guid?>(null, null) : new Refusal(StatusCodes.Status401Unauthorized, GuestCodes.NoSession));
        http.Features.Set(session);
        if (page && sessions.Renewed(session) is { } renewed)
            Remember(http, renewed, sessions);
        return ValueTask.FromResult(new Outcome<Guid?>(session.Tenant, null));
    }

    /// <summary>Keeps an invitation open in this browser.</summary>
    internal static void Remember(HttpContext http, GuestSession session, GuestSessions sessions)
    {
        var place = http.RequestServices.GetRequiredService<GuestPlaces>().Of(session.Purpose);
        http.Response.Cookies.Append(Cookie, sessions.Issue(session), place.Cookie(http, session.Invitation));
    }

    private static string? Bearer(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
    }

    // The cookie is strict and comes with no form of another site; a browser that sent it nevertheless must say that the form was ours.
    private static bool IsForeign(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Cookies.ContainsKey(Cookie)
        && (Site(request) is { Length: > 0 } site ? site is not ("same-origin" or "none") : Origin(request) != Ours(request));

    /// <summary>Whether a form says that it is another site's. The page of a link hides where its own form comes from, and no cookie gives that form any power.</summary>
    internal static bool SaysForeign(HttpRequest request) =>
        Site(request) is { Length: > 0 } site ? site is not ("same-origin" or "none") : Origin(request) is not ("" or "null") && Origin(request) != Ours(request);

    private static string Site(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString();

    private static string Origin(HttpRequest request) => request.Headers.Origin.ToString();

    private static string Ours(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
