using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Tests;

/// <summary>The least OpenID Connect issuer that checks what a careful one checks: client, PKCE, exact addresses, one use of each refresh token.</summary>
public sealed class Issuer(string address)
{
    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "test" };
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce)> codes = new();
    private readonly ConcurrentDictionary<string, bool> refreshTokens = new();
    private int refreshes;

    /// <summary>Lifetime of the first access token, in seconds; refreshed ones live an hour.</summary>
    public int FirstLifetime { get; set; } = 3600;

    /// <summary>When set, refreshing answers this.</summary>
    public int? RefuseWith { get; set; }

    public string Permission { get; set; } = "assessments.read";

    public int Refreshes => refreshes;

    public List<string> Logouts { get; } = [];

    /// <summary>Refresh tokens that were given back.</summary>
    public ConcurrentQueue<string> Revoked { get; } = new();

    /// <summary>When set, giving a token back is answered this late, with a fault.</summary>
    public TimeSpan? RevokesAfter { get; set; }

    public void Map(WebApplication app)
    {
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = address + "/",
            authorization_endpoint = address + "/connect/authorize",
            token_endpoint = address + "/connect/token",
            revocation_endpoint = address + "/connect/revoke",
            end_session_endpoint = address + "/connect/logout",
            jwks_uri = address + "/connect/jwks",
        }));
        app.MapGet("/connect/jwks", () =>
        {
            var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = key.KeyId, alg = "RS256", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } } });
        });
        app.MapGet("/connect/authorize", Authorize);
        app.MapPost("/connect/token", Token);
        app.MapPost("/connect/revoke", Revoke);
        app.MapGet("/connect/logout", (HttpRequest request) =>
        {
            Logouts.Add(request.Query["id_token_hint"].ToString());
            var back = request.Query["post_logout_redirect_uri"].ToString();
            return back == address + "/signout-callback-oidc" ? Results.Redirect($"{back}?state={request.Query["state"]}") : Results.BadRequest();
        });
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != "heed-console" || query["code_challenge_method"] != "S256" || query["response_type"] != "code"
            || query["redirect_uri"] != address + "/signin-oidc" || query["scope"] != "openid profile offline_access heed")
            return Results.BadRequest();
        var code = Guid.NewGuid().ToString("N");
        codes[code] = (query["code_challenge"].ToString(), query["nonce"].ToString());
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["client_id"] != "heed-console")
            return Results.Unauthorized();
        if (form["grant_type"] == "refresh_token")
        {
            Interlocked.Increment(ref refreshes);
            await Task.Delay(50);
            if (RefuseWith is { } status)
                return Results.StatusCode(status);
            return refreshTokens.TryRemove(form["refresh_token"].ToString(), out _) ? Tokens(3600, null) : Results.BadRequest(new { error = "invalid_grant" });
        }
        return codes.TryRemove(form["code"].ToString(), out var asked)
            && Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == asked.Challenge
            ? Tokens(FirstLifetime, asked.Nonce) : Results.BadRequest(new { error = "invalid_grant" });
    }

    private async Task<IResult> Revoke(HttpRequest request)
    {
        if (RevokesAfter is { } late)
        {
            await Task.Delay(late, request.HttpContext.RequestAborted);
            return Results.StatusCode(503);
        }
        var form = await request.ReadFormAsync();
        if (form["client_id"] != "heed-console" || form["token_type_hint"] != "refresh_token" || !refreshTokens.TryRemove(form["token"].ToString(), out _))
            return Results.BadRequest();
        Revoked.Enqueue(form["token"].ToString());
        return Results.Ok();
    }

    private IResult Tokens(int seconds, string? nonce)
    {
        var refresh = "refresh-" + Guid.NewGuid().ToString("N");
        refreshTokens[refresh] = true;
        return Results.Json(new
        {
            access_token = Sign("heed", new Claim("permission", Permission), new Claim("jti", Guid.NewGuid().ToString())),
            id_token = Sign("heed-console", new Claim("nonce", nonce ?? "")),
            refresh_token = refresh,
            token_type = "Bearer",
            expires_in = seconds,
        });
    }

    /// <summary>A token as the platform's operator gets one with client credentials: of no tenant.</summary>
    public string MachineToken(string permission, string audience = "heed", string type = "at+jwt") =>
        Sign(audience, type, new Claim("permission", permission));

    private string Sign(string audience, params Claim[] claims) => Sign(audience, "JWT", claims);

    private string Sign(string audience, string type, params Claim[] claims) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        TokenType = type,
        Issuer = address + "/",
        Audience = audience,
        Subject = new ClaimsIdentity([new Claim("sub", "operator-1"), .. claims]),
        SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
    });
}
