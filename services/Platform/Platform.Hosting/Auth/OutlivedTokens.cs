using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Platform.Hosting.Auth;

/// <summary>Says whose a token was that counts no longer: ours by its signature, whatever its time. It lets nobody in.</summary>
public sealed class OutlivedTokens(IOptionsMonitor<JwtBearerOptions> bearer)
{
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    /// <summary>Whose it was; null where it never was one of ours.</summary>
    public async Task<ClaimsPrincipal?> Read(string? token)
    {
        var options = bearer.Get(JwtBearerDefaults.AuthenticationScheme);
        var checks = options.TokenValidationParameters.Clone();
        (checks.ConfigurationManager, checks.ValidateLifetime) = (options.ConfigurationManager as BaseConfigurationManager, false);
        var read = await Tokens.ValidateTokenAsync(token, checks);
        return read.IsValid ? new ClaimsPrincipal(read.ClaimsIdentity) : null;
    }
}
