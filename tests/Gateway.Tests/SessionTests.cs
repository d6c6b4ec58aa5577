using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests;

public sealed class SessionTests
{
    [Fact]
    public async Task The_console_leads_to_the_sign_in_and_back_to_where_one_wanted_to_go()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var first = await browser.Get("/console/assessments/systems?limit=5");
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.StartsWith(gateway.Address + "/connect/authorize?", first.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("/console/assessments/systems?limit=5", (await (await browser.Follow("/console/assessments/systems?limit=5")).Seen()).Path);
        Assert.Equal("/console/assessments", (await (await browser.Follow("/console")).Seen()).Path);
        Assert.Null((await (await gateway.Browser().Get("/api/grievances/v1/cases")).Seen()).Header("Authorization"));
    }

    [Theory]
    [InlineData("https://evil.example/"), InlineData("//evil.example"), InlineData("/%5Cevil.example"), InlineData("")]
    public async Task A_sign_in_never_ends_on_another_site(string target)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        Assert.Equal("/console/assessments", (await (await browser.Follow("/signin?returnUrl=" + target)).Seen()).Path);
        Assert.Equal("/console", (await browser.Get("/signin?returnUrl=" + target)).Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_sign_in_begun_at_another_loopback_name_moves_to_the_public_one()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = new Browser(gateway.Address.Replace("localhost", "127.0.0.1", StringComparison.Ordinal));
        Assert.Equal(gateway.Address + "/console/grievances?x=1", (await browser.Get("/console/grievances?x=1")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_sign_in_that_was_not_begun_here_fails_with_words()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await (await browser.Get("/signin-oidc?code=x&state=y")).IsProblem(400, "gateway.sign_in_failed");
    }

    [Fact]
    public async Task The_cookie_is_a_key_and_no_token_can_be_read_on_disk()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var answer = await browser.Get("/signin");
        var callback = await browser.Get((await browser.Get(answer.Headers.Location!.ToString())).Headers.Location!.ToString());
        var cookie = callback.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("heed=", StringComparison.Ordinal));
        Assert.Contains("; path=/; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.True(cookie.Length < 800);
        var token = (await (await browser.Get("/console/grievances")).Seen()).Header("Authorization")!["Bearer ".Length..];
        foreach (var text in await gateway.Kept())
        {
            Assert.DoesNotContain(token[..40], text, StringComparison.Ordinal);
            Assert.DoesNotContain("refresh-", text, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", text, StringComparison.Ordinal);
        }
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(gateway.Folder, "keys", "gateway.key")));
    }

    [Fact]
    public async Task A_sign_in_never_takes_over_a_planted_session()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var attacker = await gateway.SignedIn();
        using var victim = gateway.Browser();
        var callback = (await victim.Get((await victim.Get("/signin")).Headers.Location!.ToString())).Headers.Location!.ToString();
        victim.Cookies.Add(new Uri(gateway.Address), new Cookie("heed", attacker.SessionCookie));
        await victim.Get(callback);
        var mine = (await (await victim.Get("/console/grievances")).Seen()).Header("Authorization");
        Assert.NotEqual(mine, (await (await attacker.Get("/console/grievances")).Seen()).Header("Authorization"));
    }

    [Fact]
    public async Task A_stale_token_is_refreshed_once_however_many_ask()
    {
        await using var gateway = await GatewayUnderTest.Start();
        gateway.Services.Issuer.FirstLifetime = 35;
        using var browser = gateway.Browser();
        var early = await (await browser.Follow("/signin?returnUrl=/api/grievances/v1/cases")).Seen();
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        var seen = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i => await (await browser.Get(i % 2 == 0 ? "/api/grievances/v1/cases" : "/console/grievances")).Seen()));
        Assert.Equal(1, gateway.Services.Issuer.Refreshes);
        var token = Assert.Single(seen.Select(s => s.Header("Authorization")).Distinct());
        Assert.NotEqual(early.Header("Authorization"), token);
    }

    [Theory]
    [InlineData(400), InlineData(401)]
    public async Task When_the_issuer_refuses_the_session_is_over(int status)
    {
        await using var gateway = await GatewayUnderTest.Start();
        gateway.Services.Issuer.FirstLifetime = 1;
        using var browser = gateway.Browser();
        await browser.Follow("/signin?returnUrl=/portal/harbour/file");
        gateway.Services.Issuer.RefuseWith = status;
        var cookie = browser.SessionCookie;
        Assert.Null((await (await browser.Get("/api/grievances/v1/cases")).Seen()).Header("Authorization"));
        Assert.Null(browser.SessionCookie);
        gateway.Services.Issuer.RefuseWith = null;
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/console/grievances", ("Cookie", "heed=" + cookie))).StatusCode);
    }

    [Fact]
    public async Task When_the_issuer_is_ill_the_session_waits()
    {
        await using var gateway = await GatewayUnderTest.Start();
        gateway.Services.Issuer.FirstLifetime = 1;
        using var browser = gateway.Browser();
        await browser.Follow("/signin?returnUrl=/portal/harbour/file");
        gateway.Services.Issuer.RefuseWith = 503;
        await (await browser.Get("/console/grievances")).IsProblem(502, "platform.upstream");
        gateway.Services.Issuer.RefuseWith = null;
        Assert.NotNull((await (await browser.Get("/console/grievances")).Seen()).Header("Authorization"));
    }

    [Theory]
    [InlineData("Sqlite"), InlineData("Postgres")]
    public async Task A_session_outlives_the_process_and_its_refresh_is_kept(string database)
    {
        await using var gateway = await GatewayUnderTest.Start(database == "Postgres" ? Postgres() : []);
        gateway.Services.Issuer.FirstLifetime = 1;
        using var browser = await gateway.SignedIn();
        var before = (await (await browser.Get("/console/grievances")).Seen()).Header("Authorization");
        await gateway.Restart();
        Assert.Equal(before, (await (await browser.Get("/console/grievances")).Seen()).Header("Authorization"));
        Assert.Equal(1, gateway.Services.Issuer.Refreshes);
        Assert.Equal(database == "Sqlite", File.Exists(Path.Combine(gateway.Folder, "gateway.db")));
        await browser.Post("/signout", ("Origin", gateway.Address));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/console/grievances")).StatusCode);
    }

    private static string[] Postgres()
    {
        var file = Environment.GetEnvironmentVariable("HEED_SERVERS_JSON");
        Assert.SkipWhen(string.IsNullOrEmpty(file), "infra/servers.sh up starts PostgreSQL; HEED_SERVERS_JSON names its addresses.");
        var servers = new ConfigurationBuilder().AddJsonFile(file!).Build();
        return ["--Database:Provider=Postgres", .. new[] { "gateway", "gateway-owner" }.Select(name => $"--ConnectionStrings:{name}={servers.GetConnectionString(name)}")];
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_issuer()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = await gateway.SignedIn();
        var cookie = browser.SessionCookie;
        var answer = await browser.Post("/signout", ("Origin", gateway.Address));
        Assert.StartsWith(gateway.Address + "/connect/logout?", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        var back = await browser.Get(answer.Headers.Location.ToString());
        Assert.Equal("/", (await browser.Get(back.Headers.Location!.ToString())).Headers.Location?.ToString());
        Assert.NotEqual("", Assert.Single(gateway.Services.Issuer.Logouts));
        Assert.Null(browser.SessionCookie);
        // A copy of the cookie opens nothing any more.
        Assert.Null((await (await browser.Get("/api/grievances/v1/cases", ("Cookie", "heed=" + cookie))).Seen()).Header("Authorization"));
    }
}
