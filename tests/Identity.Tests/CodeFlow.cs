using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;

namespace Identity.Tests;

/// <summary>Signs in as the gateway and a browser would: authorization code with PKCE, through the form.</summary>
public sealed partial class CodeFlow(IdentityServer server, DelegatingHandler? watch = null) : IDisposable
{
    // What people chose in place of a password that somebody gave them.
    private static readonly ConcurrentDictionary<(Uri, string, string), string> Chosen = new();
    private readonly string verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public HttpClient Browser { get; } = server.Browser(watch);

    public string RedirectUri => new Uri(server.Address, "/signin-oidc").ToString();

    public string AuthorizePath(bool pkce = true, string method = "S256", string more = "")
    {
        var path = $"/connect/authorize?client_id=heed-console&response_type=code&state=abc&nonce=n1&scope={Uri.EscapeDataString("openid profile offline_access heed")}"
            + $"&redirect_uri={Uri.EscapeDataString(RedirectUri)}{more}";
        var challenge = method == "plain" ? verifier : Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return pkce ? $"{path}&code_challenge={challenge}&code_challenge_method={method}" : path;
    }

    /// <summary>Asks for a code, fills in the form, gives the answer to the form.</summary>
    public async Task<HttpResponseMessage> SubmitForm(string userName, string password, string? returnUrl = null)
    {
        using var begin = await Browser.GetAsync(AuthorizePath());
        Assert.Equal(HttpStatusCode.Redirect, begin.StatusCode);
        return await SubmitAt(begin.Headers.Location!.OriginalString, userName, password, returnUrl);
    }

    /// <summary>Fills in the form at an address.</summary>
    public async Task<HttpResponseMessage> SubmitAt(string address, string userName, string password, string? returnUrl = null)
    {
        var page = await Browser.GetStringAsync(address);
        return await Browser.PostAsync("/connect/login", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["UserName"] = userName,
            ["Password"] = Own(userName, password),
            ["ReturnUrl"] = returnUrl ?? Hidden(page, "ReturnUrl"),
            ["__RequestVerificationToken"] = Hidden(page, "__RequestVerificationToken"),
        }));
    }

    /// <summary>The password that a person has chosen in place of a given one, or the given one.</summary>
    public string Own(string userName, string given) => Chosen.GetValueOrDefault((server.Address, userName, given), given);

    /// <summary>The code the browser is sent back with; where another password is asked for first, one is chosen.</summary>
    public async Task<string> Code(string userName, string password)
    {
        using var login = await SubmitForm(userName, password);
        Assert.Equal(HttpStatusCode.Redirect, login.StatusCode);
        var back = await Browser.GetAsync(login.Headers.Location);
        if (back.Headers.Location?.OriginalString.StartsWith("/connect/password", StringComparison.Ordinal) == true)
        {
            var own = $"own {Guid.NewGuid()}";
            using var changed = await Choose(back.Headers.Location.OriginalString, own);
            Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
            Chosen[(server.Address, userName, password)] = own;
            back = await Browser.GetAsync(changed.Headers.Location);
        }
        return CodeIn(back);
    }

    /// <summary>Sends the form of the page where a password is chosen.</summary>
    public async Task<HttpResponseMessage> Choose(string address, string wanted, string? repeated = null, string? current = null)
    {
        var page = await Browser.GetStringAsync(address);
        var form = new Dictionary<string, string> { ["Password"] = wanted, ["Repeated"] = repeated ?? wanted, ["__RequestVerificationToken"] = Hidden(page, "__RequestVerificationToken") };
        if (address.Contains("returnUrl", StringComparison.Ordinal))
            form["ReturnUrl"] = Hidden(page, "ReturnUrl");
        if (current is not null)
            form["Current"] = current;
        return await Browser.PostAsync("/connect/password", new FormUrlEncodedContent(form));
    }

    /// <summary>The code in the answer that leads back to the console.</summary>
    public string CodeIn(HttpResponseMessage back)
    {
        Assert.StartsWith(RedirectUri, back.Headers.Location!.ToString(), StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(back.Headers.Location.Query);
        Assert.Equal("abc", query["state"]);
        return query["code"]!;
    }

    /// <summary>Exchanges a code.</summary>
    public Task<HttpResponseMessage> Exchange(string code, bool withVerifier = true)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["client_id"] = "heed-console", ["code"] = code, ["redirect_uri"] = RedirectUri,
        };
        if (withVerifier)
            form["code_verifier"] = verifier;
        return Browser.PostAsync("/connect/token", new FormUrlEncodedContent(form));
    }

    /// <summary>Uses a refresh token.</summary>
    public Task<HttpResponseMessage> Refresh(string refreshToken) => Browser.PostAsync("/connect/token", new FormUrlEncodedContent(
        new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["client_id"] = "heed-console", ["refresh_token"] = refreshToken }));

    /// <summary>The whole way to tokens.</summary>
    public async Task<JsonElement> Tokens(string userName, string password)
    {
        using var answer = await Exchange(await Code(userName, password));
        var body = await answer.Json();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return body;
    }

    /// <summary>Signs in and gives the access token.</summary>
    public static async Task<string> AccessToken(IdentityServer server, string userName, string password)
    {
        using var flow = new CodeFlow(server);
        return (await flow.Tokens(userName, password)).GetProperty("access_token").GetString()!;
    }

    /// <summary>Header or body of a token, unverified.</summary>
    public static JsonElement Part(string token, int part) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[part])).RootElement;

    public static string Hidden(string page, string name)
    {
        var field = HiddenField().Matches(page).FirstOrDefault(m => m.Groups[1].Value == name);
        Assert.True(field is not null, $"No field {name} in: {page}");
        return WebUtility.HtmlDecode(field.Groups[2].Value);
    }

    public void Dispose() => Browser.Dispose();

    [GeneratedRegex("<input[^>]*?name=\"([^\"]+)\"[^>]*?value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
