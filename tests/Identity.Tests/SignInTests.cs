using System.Net;

namespace Identity.Tests;

public sealed class SignInTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    [Fact]
    public async Task Operator_provisions_a_tenant_and_its_administrator_signs_in_with_the_documented_claims()
    {
        var tenant = await server.Provision();

        using var flow = new CodeFlow(server);
        var before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var tokens = await flow.Tokens(tenant.Administrator, tenant.Password);

        var access = tokens.GetProperty("access_token").GetString()!;
        Assert.Equal("at+jwt", CodeFlow.Part(access, 0).GetProperty("typ").GetString());
        var claims = CodeFlow.Part(access, 1);
        Assert.Equal("heed", claims.GetProperty("aud").GetString());
        Assert.Equal(tenant.Id.ToString(), claims.GetProperty("tenant").GetString());
        Assert.Equal("administrator", claims.GetProperty("role").GetString());
        Assert.Equal(["identity.administer", "identity.confirm_handling"], claims.GetProperty("permission").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal("Administrator", claims.GetProperty("name").GetString());
        Assert.True(Guid.TryParse(claims.GetProperty("sub").GetString(), out _));
        Assert.Equal(600, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        var identity = CodeFlow.Part(tokens.GetProperty("id_token").GetString()!, 1);
        Assert.Equal("n1", identity.GetProperty("nonce").GetString());
        Assert.InRange(identity.GetProperty("auth_time").GetInt64(), before, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        Assert.False(identity.TryGetProperty("stamp", out _) || claims.TryGetProperty("stamp", out _));
        Assert.False(identity.TryGetProperty("permission", out _));

        using var me = await server.With(access).GetAsync("/api/identity/v1/me");
        Assert.Equal(tenant.Id, (await me.Json()).GetProperty("tenant").GetGuid());
    }

    [Fact]
    public async Task Wrong_password_and_unknown_user_get_the_same_answer()
    {
        var tenant = await server.Provision();

        var wrong = await Refused("x" + tenant.Password, tenant.Administrator);
        var unknown = await Refused(tenant.Password, "nobody@" + tenant.Slug);

        Assert.Contains("don&#x27;t fit", wrong, StringComparison.Ordinal);
        Assert.Equal(wrong.Replace(tenant.Administrator, "USER", StringComparison.Ordinal), unknown.Replace("nobody@" + tenant.Slug, "USER", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_even_for_the_right_one()
    {
        var tenant = await server.Provision();
        for (var guess = 0; guess < 4; guess++)
            await Refused($"wrong password {guess}", tenant.Administrator);
        Assert.NotEmpty(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));

        for (var guess = 0; guess < 5; guess++)
            await Refused($"wrong password {guess}", tenant.Administrator);

        await Refused(tenant.Password, tenant.Administrator);
    }

    [Fact]
    public async Task Guesses_that_arrive_together_are_all_counted()
    {
        var tenant = await server.Provision();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(guess => Refused($"wrong password {guess}", tenant.Administrator)));

        await Refused(tenant.Password, tenant.Administrator);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/connect/authorize?")]
    [InlineData("/connect/authorize\\@evil.example")]
    public async Task Sign_in_leads_nowhere_but_back_into_the_flow(string returnUrl)
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);

        using var answer = await flow.SubmitForm(tenant.Administrator, tenant.Password, returnUrl);

        Assert.Equal((HttpStatusCode.Redirect, "/console"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Sign_in_page_carries_no_script_and_its_cookie_stays_under_connect()
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);

        using var page = await flow.Browser.GetAsync("/connect/login");
        using var answer = await flow.SubmitForm(tenant.Administrator, tenant.Password);

        Assert.DoesNotContain("<script", await page.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("heed-identity=", StringComparison.Ordinal));
        Assert.Contains("path=/connect; samesite=lax; httponly", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Sign_out_asks_first_unless_the_console_shows_the_id_token()
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);
        var tokens = await flow.Tokens(tenant.Administrator, tenant.Password);
        var back = Uri.EscapeDataString(new Uri(server.Address, "/signout-callback-oidc").ToString());

        var page = await flow.Browser.GetStringAsync("/connect/logout");
        Assert.Contains("Do you want to sign out?", page, StringComparison.Ordinal);
        Assert.True(await IsSignedIn(flow));

        using var answer = await flow.Browser.GetAsync(
            $"/connect/logout?id_token_hint={tokens.GetProperty("id_token").GetString()}&post_logout_redirect_uri={back}&state=s1");
        Assert.StartsWith(new Uri(server.Address, "/signout-callback-oidc").ToString(), answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.False(await IsSignedIn(flow));
    }

    [Fact]
    public async Task A_confirmed_sign_out_ends_the_sign_in_and_an_unconfirmed_post_does_not()
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);
        await flow.Tokens(tenant.Administrator, tenant.Password);

        using var forged = await flow.Browser.PostAsync("/connect/logout", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.True(await IsSignedIn(flow));

        var token = CodeFlow.Hidden(await flow.Browser.GetStringAsync("/connect/logout"), "__RequestVerificationToken");
        using var confirmed = await flow.Browser.PostAsync("/connect/logout", new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]));
        var told = await confirmed.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Contains("Your sign-in has ended", told, StringComparison.Ordinal);
        Assert.Contains("<form method=\"post\" action=\"/signout\">", told, StringComparison.Ordinal);
        Assert.False(await IsSignedIn(flow));
    }

    [Theory]
    [InlineData("&prompt=login")]
    [InlineData("&max_age=0")]
    public async Task A_demand_to_sign_in_again_is_met_by_a_password_and_by_nothing_else(string demand)
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);
        await flow.Tokens(tenant.Administrator, tenant.Password);
        await Task.Delay(1100);

        using var asked = await flow.Browser.GetAsync(flow.AuthorizePath(more: demand));
        var login = asked.Headers.Location!.OriginalString;
        Assert.StartsWith("/connect/login", login, StringComparison.Ordinal);
        var back = Uri.UnescapeDataString(login[(login.IndexOf("returnUrl=", StringComparison.Ordinal) + 10)..]);
        using (var byHand = await flow.Browser.GetAsync(back))
            Assert.StartsWith("/connect/login", byHand.Headers.Location!.OriginalString, StringComparison.Ordinal);
        // The mark of one request does not fit another.
        using (var carried = await flow.Browser.GetAsync(back.Replace("state=abc", "state=abd", StringComparison.Ordinal)))
            Assert.StartsWith("/connect/login", carried.Headers.Location!.OriginalString, StringComparison.Ordinal);

        using var signedIn = await flow.SubmitAt(login, tenant.Administrator, tenant.Password);
        using var answer = await flow.Browser.GetAsync(signedIn.Headers.Location);
        Assert.NotEmpty(flow.CodeIn(answer));
    }

    private static async Task<bool> IsSignedIn(CodeFlow flow)
    {
        using var answer = await flow.Browser.GetAsync(flow.AuthorizePath(more: "&prompt=none"));
        return !answer.Headers.Location!.Query.Contains("error=login_required", StringComparison.Ordinal);
    }

    private async Task<string> Refused(string password, string userName)
    {
        using var flow = new CodeFlow(server);
        using var answer = await flow.SubmitForm(userName, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain(answer.Headers, h => h.Key == "Set-Cookie" && h.Value.Any(v => v.StartsWith("heed-identity=", StringComparison.Ordinal)));
        foreach (var hidden in new[] { "ReturnUrl", "__RequestVerificationToken" })
            page = page.Replace(WebUtility.HtmlEncode(CodeFlow.Hidden(page, hidden)), hidden, StringComparison.Ordinal);
        return page;
    }
}
