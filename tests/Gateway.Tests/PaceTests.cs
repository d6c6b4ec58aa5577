using System.Net;

namespace Gateway.Tests;

public sealed class PaceTests
{
    private const string Intake = "/api/grievances/v1/public/harbour/grievances";

    [Fact]
    public async Task One_client_far_beyond_a_persons_pace_is_told_when_to_come_back()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:RatePerMinute=3");
        using var browser = gateway.Browser();
        for (var i = 0; i < 3; i++)
            await (await browser.Post(Intake)).Seen();
        await (await browser.Post("/api/grievances/v1/mailbox/session")).Seen();
        foreach (var path in new[] { Intake, "/portal/harbour/file" })
        {
            var refused = await browser.Post(path, ("X-Forwarded-For", "203.0.113.9"));
            await refused.IsProblem(429, "platform.too_many_requests");
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }
        await (await browser.Get("/portal/harbour/file")).Seen();
        await (await browser.Post("/feeds/v1/harbour/subscriptions")).Seen();
    }

    [Fact]
    public async Task A_named_proxy_tells_clients_apart_and_zero_turns_the_limit_off()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:RatePerMinute=1", "--Gateway:TrustedProxies:0=127.0.0.0/8", "--Gateway:TrustedProxies:1=::1/128");
        using var browser = gateway.Browser();
        Assert.Null((await (await browser.Post(Intake, ("X-Forwarded-For", "203.0.113.9"))).Seen()).Header("X-Forwarded-For"));
        await (await browser.Post(Intake, ("X-Forwarded-For", "203.0.113.10"))).Seen();
        await (await browser.Post(Intake, ("X-Forwarded-For", "203.0.113.9"))).IsProblem(429, "platform.too_many_requests");
        await using var unlimited = await GatewayUnderTest.Start("--Gateway:RatePerMinute=0");
        using var other = unlimited.Browser();
        for (var i = 0; i < 5; i++)
            await (await other.Post(Intake)).Seen();
    }

    [Fact]
    public async Task Guessing_passwords_and_secrets_has_a_pace_of_its_own()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:SignInsPerMinute=2", "--Gateway:TokensPerMinute=3");
        using var browser = gateway.Browser();
        foreach (var path in new[] { "/connect/login", "/connect/LOGIN/" })
            await (await browser.Post(path)).Seen();
        var refused = await browser.Post("/connect/login?returnUrl=x");
        await refused.IsProblem(429, "platform.too_many_requests");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var page = await browser.Post("/connect/login", ("Accept", "text/html"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        await (await browser.Get("/connect/login")).Seen();

        foreach (var path in new[] { "/connect/token", "/connect/revoke", "/connect/token" })
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await browser.Send("POST", path, new FormUrlEncodedContent([]))).StatusCode);
        await (await browser.Send("POST", "/connect/token", new FormUrlEncodedContent([]))).IsProblem(429, "platform.too_many_requests");
        await (await browser.Post("/portal/harbour/file")).Seen();
    }

    [Fact]
    public async Task Without_settings_a_client_signs_in_twenty_times_a_minute()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        for (var i = 0; i < 20; i++)
            await (await browser.Post("/connect/login")).Seen();
        await (await browser.Post("/connect/login")).IsProblem(429, "platform.too_many_requests");
    }

    [Fact]
    public async Task The_sessions_of_the_gateway_itself_are_refreshed_past_the_pace()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:TokensPerMinute=1");
        gateway.Services.Issuer.FirstLifetime = 1;
        for (var i = 0; i < 3; i++)
        {
            using var browser = await gateway.SignedIn();
            await (await browser.Get("/console/grievances")).Seen();
        }
        Assert.Equal(3, gateway.Services.Issuer.Refreshes);
    }
}
