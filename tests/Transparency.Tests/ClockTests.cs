using System.Net;
using ServiceTests;
using Transparency.Domain;

namespace Transparency.Tests;

/// <summary>What depends on the hour: a service of its own, whose clock these tests set.</summary>
public class ClockTests(ClockTests.Server server) : IClassFixture<ClockTests.Server>
{
    private static readonly Month Last = TransparencyServer.LastMonth;

    [Fact]
    public async Task A_month_is_not_published_before_its_last_events_had_time_to_come()
    {
        var tenant = await server.TenantWithMonths(2);
        using var publisher = server.Publisher(tenant);
        server.Clock.Set(Last.SettledAt.AddMinutes(-40));
        using var early = await publisher.Post("/api/transparency/v1/releases", new { month = Last.ToString() });
        Assert.Equal("transparency.month_settling", await early.Problem(HttpStatusCode.Conflict));
        Assert.InRange(early.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(35), TimeSpan.FromMinutes(40));
        using var preview = await publisher.GetAsync($"/console/transparency/publish/{Last}");
        Assert.Equal("transparency.month_settling", await preview.Problem(HttpStatusCode.Conflict));
        Assert.Equal("24 cases are counted, 1 month is ready to publish", (await publisher.Page("/console/transparency")).QuerySelector("h1")!.TextContent);
        (await publisher.Post("/api/transparency/v1/releases", new { month = Last.Plus(-1).ToString() })).EnsureSuccessStatusCode();

        server.Clock.Set(Last.SettledAt.AddSeconds(1));
        Assert.Equal("24 cases are counted, 1 month is ready to publish", (await publisher.Page("/console/transparency")).QuerySelector("h1")!.TextContent);
        (await publisher.Post("/api/transparency/v1/releases", new { month = Last.ToString() })).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task The_public_page_counts_again_after_half_a_minute_and_in_another_month()
    {
        var tenant = await server.NewTenant();
        using var reader = server.Anybody();
        var noon = Last.SettledAt.AddHours(11);
        server.Clock.Set(noon);
        Assert.StartsWith("No grievance", await Heading(), StringComparison.Ordinal);
        await server.Count(tenant, Enumerable.Range(0, 23).Select(_ => TransparencyServer.Case(Last)));
        Assert.StartsWith("No grievance", await Heading(), StringComparison.Ordinal);
        server.Clock.Set(noon.AddSeconds(31));
        Assert.StartsWith("About 25 grievances", await Heading(), StringComparison.Ordinal);

        // The next month has ended a moment later: what is kept speaks of another one.
        server.Clock.Set(Last.Plus(2).Start.AddSeconds(-1));
        Assert.Contains(Name(Last), await Heading(), StringComparison.Ordinal);
        server.Clock.Set(Last.Plus(2).Start.AddSeconds(1));
        Assert.Contains(Name(Last.Plus(1)), await Heading(), StringComparison.Ordinal);

        async Task<string> Heading() => (await reader.Page($"/transparency/{tenant.Slug}?lang=en")).QuerySelector("h1")!.TextContent;
        static string Name(Month month) => Platform.Ui.Localization.UiDates.Month(month.Start, Platform.Ui.Localization.PortalLanguages.English.Culture);
    }

    public sealed class Server : TransparencyServer;
}
