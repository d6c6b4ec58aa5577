using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Access;

/// <summary>
/// Keeps in the audit log what somebody tried with a token of before their access ended. The gateway refuses it before any service hears of
/// it, and tells this one what was tried. Whose it was is read from the token alone, so that one that never was ours writes nothing.
/// </summary>
public static class RecordEndedAttempt
{
    /// <summary>POST /internal/grievances/v1/ended-attempts.</summary>
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/internal/grievances/v1/ended-attempts", async (string path, bool? session, OutlivedTokens tokens, HttpContext http) =>
            {
                var header = http.Request.Headers.Authorization.ToString();
                var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
                if (await tokens.Read(token) is not { } user || RefusedAccess.TenantOf(user) is not { } tenant)
                    return Results.Unauthorized();
                await RefusedAccess.RecordEnded(http.RequestServices, user, tenant, path, session == true);
                return Results.NoContent();
            })
            .Anonymous("The gateway tells, which has no account; the token it was sent is checked, and no route from outside leads here")
            .WithMetadata(new WithoutTenantAttribute()).WithName("Grievances_RecordEndedAttempt").ExcludeFromDescription();
}
