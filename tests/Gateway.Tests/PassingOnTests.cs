using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Tests;

public sealed class PassingOnTests
{
    [Fact]
    public async Task What_a_client_says_about_itself_reaches_no_service()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var seen = await (await browser.Get("/feeds/v1/harbour/releases?cursor=x", ("X-Tenant-Id", "harbour"), ("tenant-id", "harbour"), ("X-Forwarded-For", "203.0.113.9"),
            ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Prefix", "/evil"), ("Forwarded", "for=203.0.113.9"), ("X-Real-IP", "203.0.113.9"),
            ("X-Original-For", "203.0.113.9"), ("Host", "evil.example"), ("Accept-Language", "ar"))).Seen();
        Assert.Equal("/feeds/v1/harbour/releases?cursor=x", seen.Path);
        Assert.Equal("http", seen.Header("X-Forwarded-Proto"));
        Assert.Equal(new Uri(gateway.Address).Authority, seen.Header("X-Forwarded-Host"));
        Assert.Equal("ar", seen.Header("Accept-Language"));
        Assert.Equal(["X-Forwarded-Host", "X-Forwarded-Proto"], seen.Headers.Keys.Where(k => k.StartsWith("X-", StringComparison.OrdinalIgnoreCase)).Order());
        Assert.DoesNotContain(seen.Headers, h => h.Key.Contains("tenant", StringComparison.OrdinalIgnoreCase) || h.Value.Contains("203.0.113", StringComparison.Ordinal)
            || h.Value.Contains("evil", StringComparison.Ordinal) || h.Value.Contains("::1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_browsers_header_in_any_script_passes()
    {
        await using var gateway = await GatewayUnderTest.Start();
        var address = new Uri(gateway.Address);
        foreach (var bytes in new[] { System.Text.Encoding.Latin1.GetBytes("café"), System.Text.Encoding.UTF8.GetBytes("café") })
        {
            using var socket = new System.Net.Sockets.TcpClient();
            await socket.ConnectAsync(address.Host, address.Port);
            var stream = socket.GetStream();
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET /portal/harbour/file HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\nReferer: https://"));
            await stream.WriteAsync(bytes);
            await stream.WriteAsync("\r\n\r\n"u8.ToArray());
            using var reader = new StreamReader(stream);
            Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync());
        }
    }

    private static readonly (string Name, string Value)[] EveryCookie = [("language", "ar"), ("af-heed", "form"), ("heed-mailbox", "case"), ("heed-identity", "person")];

    [Theory]
    [InlineData("/"), InlineData("/portal/harbour/file"), InlineData("/portal/mailbox"), InlineData("/transparency/harbour"), InlineData("/feeds/v1/harbour/releases"), InlineData("/guest/grievances/a-link"), InlineData("/mediation/0b0a0f5e")]
    [InlineData("/api/grievances/v1/public/harbour/grievances"), InlineData("/api/grievances/v1/mailbox"), InlineData("/API/grievances/v1/PUBLIC/harbour/grievances")]
    [InlineData("/connect/userinfo"), InlineData("/_content/Platform.Ui/heed.css"), InlineData("/_content/Transparency/x.css")]
    public async Task A_signed_in_employee_is_nobody_on_public_routes(string path)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = await gateway.SignedIn();
        foreach (var (name, value) in EveryCookie)
            browser.Cookies.Add(new Uri(gateway.Address), new Cookie(name, value));
        var seen = await (await browser.Get(path)).Seen();
        Assert.Null(seen.Header("Authorization"));
        Assert.Equal(path.StartsWith("/connect", StringComparison.Ordinal) ? "af-heed=form; heed-identity=person" : "heed-mailbox=case", seen.Header("Cookie"));
        Assert.NotNull(browser.SessionCookie);
    }

    [Theory]
    [InlineData("/console/grievances"), InlineData("/console/administration/users"), InlineData("/console/confirmations"), InlineData("/api/grievances/v1/cases"), InlineData("/api/identity/v1/users")]
    public async Task Staff_routes_get_the_token_and_never_the_cookie(string path)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = await gateway.SignedIn();
        foreach (var (name, value) in EveryCookie)
            browser.Cookies.Add(new Uri(gateway.Address), new Cookie(name, value));
        var seen = await (await browser.Get(path)).Seen();
        Assert.StartsWith("Bearer ey", seen.Header("Authorization"), StringComparison.Ordinal);
        Assert.Equal(path.StartsWith("/console", StringComparison.Ordinal) ? "af-heed=form" : null, seen.Header("Cookie"));
        var own = await (await browser.Get(path, ("Authorization", "Bearer mine"))).Seen();
        Assert.Equal("Bearer mine", own.Header("Authorization"));
    }

    [Fact]
    public async Task What_a_service_answers_stays_as_it_is()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var conflict = await browser.Get("/api/grievances/v1/conflict");
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        Assert.Equal("the service's own words", await conflict.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var bare = await browser.Get("/api/grievances/v1/bare");
        Assert.Equal(HttpStatusCode.NotFound, bare.StatusCode);
        Assert.Equal("", await bare.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/portal/harbour/file", "default-src 'none'"), InlineData("/nothing/here", "default-src 'none'"), InlineData("/console/grievances", "script-src 'self'")]
    public async Task Every_answer_carries_the_security_headers(string path, string policy)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var answer = await browser.Get(path);
        Assert.Contains(policy, answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Empty(answer.Headers.Server);
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_https_everything_is_secure()
    {
        await using var gateway = await GatewayUnderTest.Start("--Issuer=https://heed.example");
        using var browser = gateway.Browser();
        var answer = await browser.Get("/portal/harbour/file", ("Cookie", "__Host-heed=x; heed-mailbox=case; heed-file=1; heed-file-AbC_-123=draft; other=y"));
        var seen = await answer.Seen();
        Assert.Equal(("https", "heed.example", "heed-mailbox=case; heed-file=1; heed-file-AbC_-123=draft"), (seen.Header("X-Forwarded-Proto"), seen.Header("X-Forwarded-Host"), seen.Header("Cookie")));
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
        var challenge = await browser.Get("/console/grievances");
        Assert.Contains("redirect_uri=https%3A%2F%2Fheed.example%2Fsignin-oidc", challenge.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.All(challenge.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public void Plain_http_is_for_loopback_only()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => WebApplication.CreateBuilder(["--Issuer=http://heed.example"]).AddGateway());
        Assert.Contains("https", refusal.Message, StringComparison.Ordinal);
    }
}
