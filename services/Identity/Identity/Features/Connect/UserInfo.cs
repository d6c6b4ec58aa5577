using Identity.OpenId;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Server.AspNetCore;
using Platform.Hosting.Http;

namespace Identity.Features.Connect;

/// <summary>Who the holder of an access token is, as the account stands now.</summary>
public static class UserInfo
{
    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/connect/userinfo", [HttpMethods.Get, HttpMethods.Post], Run).Anonymous("OpenID Connect: the server checks the token by itself")
            .WithMetadata(new WithoutTenantAttribute()).WithName("Identity_UserInfo").ExcludeFromDescription();

    private static async Task<IResult> Run(HttpContext http, Standing standing)
    {
        var token = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        var account = await standing.Find(token.Principal, http.RequestAborted);
        return account is null
            ? Results.Challenge(null, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme])
            : Results.Ok(new Dictionary<string, object>
            {
                ["sub"] = account.Id,
                ["name"] = account.DisplayName,
                ["tenant"] = account.HomeTenant,
                ["role"] = account.EffectiveRoles,
            });
    }
}
