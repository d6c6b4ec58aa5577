using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Tests;

public sealed class ProxyTests
{
    private const string Intake = "/api/grievances/v1/public/harbour/grievances";
    private static readonly string[] Loopback = ["--Gateway:TrustedProxies:0=127.0.0.0/8", "--Gateway:TrustedProxies:1=::1"];

    [Fact]
    public async Task A_chain_of_named_proxies_is_followed_to_the_first_stranger()
    {
        await using var gateway = await GatewayUnderTest.Start([.. Loopback, "--Gateway:TrustedProxies:2=10.1.0.0/16", "--Gateway:RatePerMinute=1", "--Gateway:QueuedPerClient=0"]);
        using var browser = gateway.Browser();
        Task<HttpResponseMessage> From(string chain) => browser.Post(Intake, ("X-Forwarded-For", chain));
        await (await From("203.0.113.9, 10.1.2.3")).Seen();
        await (await From("203.0.113.10, 10.1.2.3")).Seen();
        await (await From("203.0.113.9, 10.1.9.9, 10.1.2.4")).IsProblem(429, "platform.too_many_requests");
        // What stands before the stranger is the stranger's own word.
        await (await From("198.51.100.7, 203.0.113.9, 10.1.2.3")).IsProblem(429, "platform.too_many_requests");
    }

    [Theory]
    [InlineData("GET"), InlineData("HEAD")]
    public async Task Plain_http_from_outside_is_sent_to_the_public_address(string method)
    {
        await using var gateway = await GatewayUnderTest.Start([.. Loopback, "--Issuer=https://heed.example"]);
        using var browser = gateway.Browser();
        var answer = await browser.Send(method, "/portal/harbour/file?lang=ar&x=%2F", null, ("X-Forwarded-Proto", "http"), ("X-Forwarded-For", "203.0.113.9"), ("Host", "evil.example"));
        Assert.Equal((HttpStatusCode)308, answer.StatusCode);
        Assert.Equal("https://heed.example/portal/harbour/file?lang=ar&x=%2F", answer.Headers.Location?.ToString());
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Empty(gateway.Services.Paths);
        Assert.Equal("https", (await (await browser.Send("GET", "/portal/harbour/file", null, ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.9"))).Seen()).Header("X-Forwarded-Proto"));
        Assert.Equal("https", (await (await browser.Get("/portal/harbour/file")).Seen()).Header("X-Forwarded-Proto"));
    }

    [Fact]
    public async Task A_write_by_plain_http_is_refused_not_repeated()
    {
        await using var gateway = await GatewayUnderTest.Start([.. Loopback, "--Issuer=https://heed.example"]);
        using var browser = gateway.Browser();
        foreach (var method in new[] { "POST", "PUT", "DELETE" })
            await (await browser.Send(method, Intake, null, ("X-Forwarded-Proto", "http"), ("X-Forwarded-For", "203.0.113.9"))).IsProblem(403, "gateway.plain_http");
        Assert.Empty(gateway.Services.Paths);
    }

    [Fact]
    public async Task Nobody_who_is_not_named_is_believed_about_the_scheme()
    {
        await using var gateway = await GatewayUnderTest.Start("--Issuer=https://heed.example");
        using var browser = gateway.Browser();
        Assert.Equal("https", (await (await browser.Post(Intake, ("X-Forwarded-Proto", "http"), ("X-Original-Proto", "http"))).Seen()).Header("X-Forwarded-Proto"));
        await using var named = await GatewayUnderTest.Start([.. Loopback, "--Issuer=https://heed.example"]);
        using var other = named.Browser();
        await (await other.Post(Intake, ("X-Original-Proto", "http"))).Seen();
    }

    [Fact]
    public async Task A_public_gateway_without_a_named_proxy_warns_once()
    {
        static IEnumerable<string> Warnings(GatewayUnderTest gateway) => gateway.Log.All.Where(line => line.Contains("Gateway:TrustedProxies", StringComparison.Ordinal));
        await using var alone = await GatewayUnderTest.Start("--Issuer=https://heed.example");
        Assert.StartsWith("Warning", Assert.Single(Warnings(alone)), StringComparison.Ordinal);
        await using var behind = await GatewayUnderTest.Start([.. Loopback, "--Issuer=https://heed.example"]);
        Assert.Empty(Warnings(behind));
        await using var local = await GatewayUnderTest.Start();
        Assert.Empty(Warnings(local));
    }

    [Theory]
    [InlineData("ingress"), InlineData("10.1.0.0/99")]
    public void A_proxy_that_is_no_network_stops_the_start_with_words(string given)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => WebApplication.CreateBuilder([$"--Gateway:TrustedProxies:0={given}", "--Issuer=http://localhost", "--IdentityInternal=http://localhost"]).AddGateway());
        Assert.Contains(given, refusal.Message, StringComparison.Ordinal);
    }
}
