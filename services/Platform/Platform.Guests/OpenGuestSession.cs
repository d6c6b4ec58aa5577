using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Guests;

/// <summary>What a guest's own program sends to open an invitation.</summary>
/// <param name="Token">The part of the link behind <c>/guest/{service}/</c>.</param>
/// <param name="Pin">The PIN, where one is asked for.</param>
public sealed record OpenInvitationRequest(string Token, string? Pin = null);

/// <summary>An open invitation.</summary>
/// <param name="Token">Sent as <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">When it ends; the link opens it again.</param>
/// <param name="Purpose">What it is good for.</param>
/// <param name="Invitation">Its id.</param>
public sealed record GuestSessionView(string Token, DateTimeOffset ExpiresAt, string Purpose, Guid Invitation);

/// <summary>Opens an invitation for a program: the same as the page of the link does, with a token instead of a cookie.</summary>
public static class OpenGuestSession
{
    /// <summary>POST /api/{service}/v1/guest/session.</summary>
    /// <param name="api">The service's API.</param>
    /// <param name="service">Name of the service.</param>
    public static void MapGuests(this RouteGroupBuilder api, string service) => api.MapPost("/guest/session",
            async (JsonBody<OpenInvitationRequest> body, GuestTokens tokens, GuestSessions sessions, TenantContext tenant, HttpContext http) =>
            {
                if (tokens.Read(body.Value.Token) is not { } token)
                    return new Problem(GuestCodes.UnknownLink);
                tenant.Enter(token.Tenant);
                var outcome = await http.RequestServices.GetRequiredKeyedService<GuestDoor>(service).Open(token, body.Value.Pin, http.RequestAborted);
                return outcome.ToResult(opened => TypedResults.Ok(new GuestSessionView(sessions.Issue(opened.Session), opened.Session.ExpiresAt, opened.Session.Purpose, opened.Session.Invitation)));
            })
        .WithName($"{char.ToUpperInvariant(service[0])}{service[1..]}_OpenInvitation").WithSummary("Turn the link of an invitation into a guest's token")
        .Produces<GuestSessionView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(410)
        .Anonymous("The link of the invitation is the key; a guest has no account").WithMetadata(new WithoutTenantAttribute()).OwnWork();
}
