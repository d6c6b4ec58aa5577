using System.Net;

namespace Gateway.Tests;

public sealed class PaceTests
{
    private const string Intake = "/api/grievances/v1/public/harbour/grievances";

    [Fact]
    public async Task One_client_far_beyond_a_persons_pace_is_told_when_to_come_back()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:RatePerMinute=3", "--Gateway:QueuedPerClient=0");
        using var browser = gateway.Browser();
        for (var i = 0; i < 3; i++)
            await (await browser.Post(Intake)).Seen();
        await (await browser.Post("/api/grievances/v1/mailbox/messages")).Seen();
        foreach (var path in new[] { Intake, "/portal/harbour/file" })
        {
            var refused = await browser.Post(path, ("X-Forwarded-For", "203.0.113.9"));
            await refused.IsProblem(429, "platform.too_many_requests");
            // Three a minute: the next one in twenty seconds.
            Assert.Equal(20, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        }
        await (await browser.Get("/portal/harbour/file")).Seen();
        await (await browser.Post("/feeds/v1/harbour/subscriptions")).Seen();
    }

    [Fact]
    public async Task A_wave_from_one_place_waits_its_turn_and_nobody_else_does()
    {
        // 800 at once and 13 in each second after: the last of 900 waits for seven.
        await using var gateway = await GatewayUnderTest.Start("--Gateway:RatePerMinute=800", "--Gateway:TrustedProxies:0=127.0.0.0/8", "--Gateway:TrustedProxies:1=::1");
        using var browser = gateway.Browser();
        Task<HttpResponseMessage> From(int client, string path = Intake) => browser.Post(path, ("X-Forwarded-For", $"203.0.113.{client}"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var wave = Enumerable.Range(0, 900).Select(_ => From(1)).ToList();
        for (var i = 0; i < 600 && wave.Count(sent => sent.IsCompleted) < 800; i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        // Whoever waits holds nothing; whoever's turn just came does for a moment.
        for (var i = 0; i < 500 && gateway.Of<Gateway.Guards.Buffered>().Total > 0; i++)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.Equal(0, gateway.Of<Gateway.Guards.Buffered>().Total);
        await (await From(2)).Seen();
        await (await From(1, "/api/grievances/v1/mailbox/messages")).Seen();
        Assert.Contains(wave, sent => !sent.IsCompleted);

        Assert.All(await Task.WhenAll(wave), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Who_comes_when_the_line_is_full_is_told_when_it_has_moved()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:RatePerMinute=6", "--Gateway:QueuedPerClient=1");
        using var browser = gateway.Browser();
        for (var i = 0; i < 6; i++)
            await (await browser.Post(Intake)).Seen();
        var (one, other) = (browser.Post(Intake), browser.Post(Intake));
        var refused = await await Task.WhenAny(one, other);
        await refused.IsProblem(429, "platform.too_many_requests");
        Assert.Equal(20, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        await (await (refused == await one ? other : one)).Seen();
    }

    [Theory]
    [InlineData("/api/grievances/v1/mailbox/session"), InlineData("/portal/mailbox?handler=Open&lang=ar")]
    public async Task A_thousand_wrong_receipts_from_one_place_delay_no_right_one(string path)
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:QueuedPerClient=0");
        using var browser = gateway.Browser();
        for (var i = 0; i < 1000; i += 50)
            await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => await (await browser.Post(path)).Seen()));
        Assert.Equal(path, (await (await browser.Post(path)).Seen()).Path);
    }

    [Fact]
    public async Task What_only_looks_like_opening_a_mailbox_is_counted()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:RatePerMinute=1", "--Gateway:QueuedPerClient=0");
        using var browser = gateway.Browser();
        await (await browser.Post("/portal/mailbox?handler=Write&handler=Open")).Seen();
        foreach (var path in new[] { "/portal/mailbox?handler=Write", "/portal/mailbox/files/x?handler=Open", "/api/grievances/v1/mailbox/messages", "/portal/mailbox" })
            await (await browser.Post(path)).IsProblem(429, "platform.too_many_requests");
    }

    [Fact]
    public async Task A_named_proxy_tells_clients_apart_and_zero_turns_the_limit_off()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:RatePerMinute=1", "--Gateway:QueuedPerClient=0", "--Gateway:TrustedProxies:0=127.0.0.0/8", "--Gateway:TrustedProxies:1=::1/128");
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
        await using var gateway = await GatewayUnderTest.Start("--Gateway:SignInsPerMinute=2", "--Gateway:TokensPerMinute=4");
        using var browser = gateway.Browser();
        foreach (var path in new[] { "/connect/login", "/connect/LOGIN/" })
            await (await browser.Post(path)).Seen();
        var refused = await browser.Post("/connect/login?returnUrl=x");
        await refused.IsProblem(429, "platform.too_many_requests");
        // When the first of the two is a minute ago.
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 30, 60);
        var page = await browser.Post("/connect/login", ("Accept", "text/html"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        await (await browser.Get("/connect/login")).Seen();

        foreach (var path in new[] { "/connect/token", "/connect/revoke", "/connect/token", "/connect/revoke" })
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await browser.Send("POST", path, new FormUrlEncodedContent([]))).StatusCode);
        await (await browser.Send("POST", "/connect/token", new FormUrlEncodedContent([]))).IsProblem(429, "platform.too_many_requests");
        await (await browser.Post("/portal/harbour/file")).Seen();
    }

    [Fact]
    public async Task Who_signs_in_takes_nobodys_place_and_twenty_failures_a_minute_are_one_client()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        for (var i = 0; i < 20; i++)
        {
            for (var colleague = 0; colleague < 3; colleague++)
                Assert.Equal(HttpStatusCode.Redirect, (await browser.Post("/connect/login?right=1")).StatusCode);
            await (await browser.Post("/connect/login")).Seen();
        }
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
