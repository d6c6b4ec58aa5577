using System.Net;
using Gateway.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Tests;

public sealed class HealthTests
{
    private static readonly string[] Probes = ["/health/live", "/health/ready", "/health/startup"];

    [Fact]
    public async Task Health_is_answered_on_the_management_port_alone()
    {
        var port = GatewayUnderTest.FreePort();
        await using var gateway = await GatewayUnderTest.Start($"--Management:Port={port}");
        using var browser = gateway.Browser();
        using var management = new Browser($"http://localhost:{port}");
        foreach (var probe in Probes)
        {
            Assert.Equal(HttpStatusCode.OK, (await management.Get(probe)).StatusCode);
            await (await browser.Get(probe)).IsProblem(404, "platform.not_found");
        }
        await (await management.Get("/portal/harbour/file")).IsProblem(404, "platform.not_found");
        await (await browser.Get("/portal/harbour/file")).Seen();
    }

    [Fact]
    public async Task Without_a_management_port_the_public_one_answers()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        foreach (var probe in Probes)
            Assert.Equal(HttpStatusCode.OK, (await browser.Get(probe)).StatusCode);
    }

    [Fact]
    public async Task The_database_is_asked_once_a_second_however_many_ask()
    {
        var databases = new Counting();
        var clock = new Clock();
        var check = new Health.DatabaseAnswers(databases, clock);
        async Task<HealthStatus> Ask() => (await check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status;
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Ask())), status => Assert.Equal(HealthStatus.Healthy, status));
        Assert.Equal(1, databases.Asked);
        clock.Passed = TimeSpan.FromSeconds(1);
        databases.File = "/proc/nowhere/gateway.db";
        Assert.Equal(HealthStatus.Unhealthy, await Ask());
        Assert.Equal(2, databases.Asked);
    }

    private sealed class Counting : IDbContextFactory<GatewayDb>
    {
        public int Asked { get; private set; }

        public string File { get; set; } = ":memory:";

        public GatewayDb CreateDbContext()
        {
            Asked++;
            return new GatewayDb(new DbContextOptionsBuilder<GatewayDb>().UseSqlite($"Data Source={File}").Options);
        }
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
