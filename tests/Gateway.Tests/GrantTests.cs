using System.Diagnostics;
using Gateway.Data;
using Gateway.Session;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests;

/// <summary>What becomes of refresh tokens: given back at the end, never lost before.</summary>
public sealed class GrantTests
{
    [Fact]
    public async Task Signing_out_gives_the_refresh_token_back()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = await gateway.SignedIn();
        Assert.Empty(gateway.Services.Issuer.Revoked);
        await browser.Post("/signout", ("Origin", gateway.Address));
        Assert.StartsWith("refresh-", Assert.Single(gateway.Services.Issuer.Revoked), StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Log.All, line => line.Contains("refresh-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_issuer_that_does_not_take_it_back_holds_up_no_sign_out()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = await gateway.SignedIn();
        gateway.Services.Issuer.RevokesAfter = TimeSpan.FromMinutes(1);
        var watch = Stopwatch.StartNew();
        var answer = await browser.Post("/signout", ("Origin", gateway.Address));
        Assert.StartsWith(gateway.Address + "/connect/logout?", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Null(browser.SessionCookie);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
        Assert.Contains(gateway.Log.All, line => line.StartsWith("Warning Gateway.Session.Grants", StringComparison.Ordinal) && line.Contains("TaskCanceledException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refreshed_token_that_the_database_does_not_take_is_kept_until_it_does()
    {
        await using var gateway = await GatewayUnderTest.Start();
        gateway.Services.Issuer.FirstLifetime = 1;
        using var browser = gateway.Browser();
        await browser.Follow("/signin?returnUrl=/portal/harbour/file");
        await Sql(gateway, "CREATE TRIGGER ill BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'ill'); END");
        for (var i = 0; i < 2; i++)
            await (await browser.Get("/console/grievances")).IsProblem(502, "platform.upstream");
        Assert.NotNull(browser.SessionCookie);
        await Sql(gateway, "DROP TRIGGER ill");
        var seen = await (await browser.Get("/console/grievances")).Seen();
        Assert.Equal(1, gateway.Services.Issuer.Refreshes);
        await gateway.Restart();
        Assert.Equal(seen.Header("Authorization"), (await (await browser.Get("/console/grievances")).Seen()).Header("Authorization"));
        Assert.Equal(1, gateway.Services.Issuer.Refreshes);
    }

    [Fact]
    public async Task A_short_fault_of_the_database_is_not_noticed()
    {
        await using var gateway = await GatewayUnderTest.Start();
        gateway.Services.Issuer.FirstLifetime = 1;
        using var browser = gateway.Browser();
        await browser.Follow("/signin?returnUrl=/portal/harbour/file");
        await Sql(gateway, "CREATE TRIGGER ill BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'ill'); END");
        var waiting = browser.Get("/console/grievances");
        while (gateway.Services.Issuer.Refreshes == 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await Task.Delay(150, TestContext.Current.CancellationToken);
        await Sql(gateway, "DROP TRIGGER ill");
        Assert.NotNull((await (await waiting).Seen()).Header("Authorization"));
    }

    [Fact]
    public async Task Expired_sessions_are_deleted_an_hour_later_whatever_the_database_says()
    {
        var databases = new Ill();
        var sessions = new SessionStore(databases, new EphemeralDataProtectionProvider(), TimeProvider.System);
        using var service = new ExpiredSessions(sessions, new Hasty(), NullLogger<ExpiredSessions>.Instance);
        await service.StartAsync(TestContext.Current.CancellationToken);
        while (databases.Asked < 3 && !service.ExecuteTask!.IsCompleted)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.True(databases.Asked >= 3);
        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task Sql(GatewayUnderTest gateway, string text)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(gateway.Folder, "gateway.db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the provider throws when it has tried again in vain.</summary>
    private sealed class Ill : IDbContextFactory<GatewayDb>
    {
        public int Asked { get; private set; }

        public GatewayDb CreateDbContext()
        {
            Asked++;
            throw new InvalidOperationException("An exception has been raised that is likely due to a transient failure.");
        }
    }

    /// <summary>An hour in ten milliseconds.</summary>
    private sealed class Hasty : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10));
    }
}
