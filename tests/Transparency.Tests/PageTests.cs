using Microsoft.EntityFrameworkCore;
using Grievances.Contracts.Events;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Platform.Contracts;
using ServiceTests;
using Transparency.Domain;

namespace Transparency.Tests;

public class PageTests(TransparencyServer server)
{
    private static readonly Month Last = TransparencyServer.LastMonth;

    [Fact]
    public async Task The_public_page_shows_ended_months_rounded_and_keeps_small_numbers_back()
    {
        var tenant = await server.NewTenant();
        await server.Count(tenant,
        [
            .. Enumerable.Range(0, 23).Select(_ => TransparencyServer.Case(Last, "HARM-01")),
            .. Enumerable.Range(0, 4).Select(_ => Closed(TransparencyServer.Case(Last.Plus(-1), "PRIV-02"))),
        ]);
        using var reader = server.Anybody();
        var page = await reader.Page($"/transparency/{tenant.Slug}?lang=en");
        Assert.StartsWith("About 25 grievances", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, page.QuerySelectorAll("figure svg").Length);
        Assert.Equal(5, page.QuerySelectorAll("figure table").Length);
        Assert.Equal("25", Cell(page, Platform.Ui.Localization.UiDates.Month(Last.Start, Platform.Ui.Localization.PortalLanguages.English.Culture)));
        Assert.Equal("[c]", Cell(page, "Privacy"));
        Assert.Equal("[c]", Cell(page, "Found to be right"));
        // Under so small a total a zero would tell too.
        Assert.Equal("[c]", Cell(page, "Withdrawn by the person"));
        Assert.Empty(page.QuerySelectorAll("script"));

        // What this month brings is nobody's business until it has ended.
        await server.Count(tenant, Enumerable.Range(0, 50).Select(_ => TransparencyServer.Case(Last.Plus(1), "CHILD-01")));
        var after = await reader.Page($"/transparency/{tenant.Slug}?lang=en");
        Assert.Equal(page.QuerySelector("main")!.TextContent, after.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task What_was_acknowledged_or_closed_after_the_month_had_not_happened_yet()
    {
        var tenant = await server.NewTenant();
        var now = Last.Plus(1).Start.AddMinutes(1);
        await server.Count(tenant, Enumerable.Range(0, 32).Select(_ => TransparencyServer.Case(Last) with { Version = 2, AcknowledgedAt = now, ClosedAt = now, Outcome = "withdrawn", State = "closed" }));
        var page = await server.Anybody().Page($"/transparency/{tenant.Slug}?lang=en");
        Assert.Equal(("0", "0", "30"), (Cell(page, "In time"), Cell(page, "Late"), Cell(page, "Not yet")));
        Assert.Equal("0", Cell(page, "Withdrawn by the person"));
    }

    [Fact]
    public async Task Whether_findings_came_in_time_were_put_off_or_late_is_counted()
    {
        var tenant = await server.NewTenant();
        CaseSnapshot Ended(int months, bool missed) => TransparencyServer.Case(Last.Plus(-8)) is var filed
            ? filed with { Version = 2, State = "closed", Outcome = "unsubstantiated", AcknowledgedAt = filed.FiledAt.AddDays(1), ClosedAt = filed.FiledAt.AddMonths(months), Missed = missed ? ["findings"] : ["retaliation"] } : filed;
        await server.Count(tenant, [.. Enumerable.Range(0, 20).Select(_ => Ended(2, false)), .. Enumerable.Range(0, 15).Select(_ => Ended(5, false)), .. Enumerable.Range(0, 10).Select(_ => Ended(5, true))]);
        var counted = await server.Read(tenant, db => db.Cases.GroupBy(f => f.Findings).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key!, g => g.Count));
        Assert.Equal((20, 15, 10), (counted["in_time"], counted["extended"], counted["late"]));
        Assert.Equal("15", Cell(await server.Anybody().Page($"/transparency/{tenant.Slug}?lang=en"), "Later, as announced with a reason"));
    }

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("en", "ltr")]
    [InlineData("es", "ltr")]
    [InlineData("fr", "ltr")]
    [InlineData("ru", "ltr")]
    [InlineData("zh", "ltr")]
    public async Task The_empty_page_says_so_in_every_language(string language, string direction)
    {
        var tenant = await server.NewTenant("Ħarbour & Söhne");
        var page = await server.Anybody().Page($"/transparency/{tenant.Slug}?lang={language}");
        Assert.Equal(direction, page.DocumentElement.GetAttribute("dir"));
        Assert.Equal(Words.Catalogue.Get("figures.empty", Platform.Ui.Localization.PortalLanguages.Find(language)!.Culture), page.QuerySelector("p.empty")!.TextContent);
        Assert.Contains(tenant.Name, page.QuerySelector("main p.lead")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/feeds/v1/{tenant.Slug}/atom.xml']"));
    }

    [Fact]
    public async Task A_publisher_publishes_from_the_desk_and_everybody_sees_it()
    {
        var tenant = await server.TenantWithMonths(1);
        using var publisher = server.Publisher(tenant);
        var desk = await publisher.Page("/console/transparency");
        Assert.Equal("12 cases are counted, 1 month is ready to publish", desk.QuerySelector("h1")!.TextContent);
        var link = (IHtmlAnchorElement)desk.QuerySelector("section a.button")!;
        Assert.StartsWith("Publish figures of", link.TextContent, StringComparison.Ordinal);

        var form = (IHtmlFormElement)(await publisher.Page(link.GetAttribute("href")!)).QuerySelector("main form")!;
        using var done = await publisher.Submit(link.GetAttribute("href")!, page => (IHtmlFormElement)page.QuerySelector("main form")!);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var after = await publisher.Page(done.Headers.Location!.ToString());
        Assert.NotNull(after.QuerySelector(".notice-success"));
        Assert.Equal("12 cases are counted, every month that can be published is", after.QuerySelector("h1")!.TextContent);

        var release = (IHtmlAnchorElement)(await server.Anybody().Page($"/transparency/{tenant.Slug}?lang=en")).QuerySelector("#changes ~ ul a")!;
        // Who looks again, or sends what somebody else has sent meanwhile, is led to the release and offered no button.
        using var looked = await publisher.GetAsync(link.GetAttribute("href")!);
        using var sent = await publisher.Submit("/console/transparency/publish/" + Last, _ => form);
        foreach (var again in new[] { looked, sent })
        {
            Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
            var refused = await new HtmlParser().ParseDocumentAsync(await again.Content.ReadAsStringAsync());
            Assert.Contains("already published", refused.QuerySelector(".notice-stop")!.TextContent, StringComparison.Ordinal);
            Assert.Null(refused.QuerySelector("main form"));
            Assert.Equal(release.GetAttribute("href")!.Split('?')[0], refused.QuerySelector("main > p a")!.GetAttribute("href"));
        }
        var page = await server.Anybody().Page(release.GetAttribute("href")!);
        Assert.Equal("10", Cell(page, "Filed in this month"));
    }

    [Fact]
    public async Task The_chart_starts_when_the_tenant_came_and_what_was_never_measured_is_no_zero()
    {
        var (known, unknown, old, late) = (await server.NewTenant(), await server.NewTenant(), await server.NewTenant(), await server.NewTenant());
        await server.Known(known, Last.Plus(-2));
        await server.Known(old, Last.Plus(-30));
        await server.Known(late, Last.Plus(-2));
        // Somebody wrote before this service knew of the organisation: it counts from there.
        await server.Count(late, Enumerable.Range(0, 12).Select(_ => TransparencyServer.Case(Last.Plus(-4))));
        foreach (var tenant in new[] { known, unknown, old, late })
            await server.Count(tenant, Enumerable.Range(0, 12).Select(_ => TransparencyServer.Case(Last.Plus(-1))));
        Assert.Equal(["0", "10", "0"], await Months(known));
        Assert.Equal(["10", "0"], await Months(unknown));
        Assert.Equal(["10", "0", "0", "10", "0"], await Months(late));
        Assert.Equal(12, (await Months(old)).Count);

        async Task<List<string>> Months(TestTenant tenant) =>
            [.. (await server.Anybody().Page($"/transparency/{tenant.Slug}?lang=en")).QuerySelector("figure")!.QuerySelectorAll("tbody td").Select(cell => cell.TextContent.Trim())];
    }

    [Fact]
    public async Task A_release_shows_rights_with_a_number_first_and_folds_the_others()
    {
        var tenant = await server.NewTenant();
        await server.Count(tenant,
        [
            .. Enumerable.Range(0, 35).Select(_ => TransparencyServer.Case(Last, "PRIV-01")),
            .. Enumerable.Range(0, 15).Select(_ => TransparencyServer.Case(Last, "HARM-01")),
            .. Enumerable.Range(0, 4).Select(_ => TransparencyServer.Case(Last, "WORK-01")),
        ]);
        using var publisher = server.Publisher(tenant);
        using var done = await publisher.Post("/api/transparency/v1/releases", new { month = Last.ToString() });
        var page = await server.Anybody().Page($"/transparency/{tenant.Slug}/releases/{(await done.Json()).GetProperty("id").GetGuid()}?lang=en");
        var folded = Assert.Single(page.QuerySelectorAll("main details"));
        Assert.Equal("Nothing filed, or not shown (19)", folded.QuerySelector("summary")!.TextContent);
        Assert.Equal(19, folded.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(("15", "35", "[c]", "0"), (Cell(page, "Freedom from physical and mental harm"), Cell(page, "Privacy"), Cell(page, "Work and earning a living"), Cell(page, "Life")));
        Assert.DoesNotContain("Privacy", folded.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script"));
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("fr")]
    [InlineData("ru")]
    [InlineData("zh")]
    public async Task Every_page_of_the_record_leads_to_the_portal_and_to_its_feeds(string language)
    {
        var tenant = await server.TenantWithMonths(1);
        using var publisher = server.Publisher(tenant);
        using var done = await publisher.Post("/api/transparency/v1/releases", new { month = Last.ToString() });
        foreach (var path in new[] { $"/transparency/{tenant.Slug}", $"/transparency/{tenant.Slug}/releases/{(await done.Json()).GetProperty("id").GetGuid()}" })
        {
            var page = await server.Anybody().Page($"{path}?lang={language}");
            Assert.Contains(tenant.Name, page.QuerySelector($"main a[href='/portal/{tenant.Slug}?lang={language}']")!.TextContent, StringComparison.Ordinal);
            var culture = Platform.Ui.Localization.PortalLanguages.Find(language)!.Culture;
            foreach (var (type, href, words) in new[]
            {
                ("application/atom+xml", $"/feeds/v1/{tenant.Slug}/atom.xml", "feeds.atom"),
                ("application/json", $"/feeds/v1/{tenant.Slug}/releases", "feeds.json"),
            })
            {
                Assert.Equal(Words.Catalogue.Get(words, culture), page.QuerySelector($"head link[rel=alternate][type='{type}'][href='{href}']")!.GetAttribute("title"));
                Assert.Equal(Words.Catalogue.Get(words, culture), page.QuerySelector($"footer a[href='{href}']")!.TextContent);
            }
        }
    }

    [Fact]
    public async Task The_record_of_nobody_leads_to_the_first_page()
    {
        using var reader = server.Anybody();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var answer = await reader.SendAsync(new HttpRequestMessage(method, "/transparency?lang=fr"));
            Assert.Equal((HttpStatusCode.Redirect, "/?lang=fr"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        }
        using var posted = await reader.PostAsync("/transparency", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    [Fact]
    public async Task The_desk_tells_no_small_number_and_lets_readers_only_read()
    {
        var tenant = await server.TenantWithMonths(1);
        await server.Count(tenant, Enumerable.Range(0, 2).Select(_ => TransparencyServer.Case(Last) with { Band = "critical" }));
        using var reader = server.Staff(tenant, Permissions.TransparencyRead);
        var desk = await reader.Page("/console/transparency");
        Assert.Equal("fewer than 3", Cell(desk, "Critical"));
        // Neither lead nor publisher: rounded, and without the months from which the first case could be told.
        Assert.Equal("10", Cell(desk, "Unrated"));
        Assert.Equal("About 15 cases are counted", desk.QuerySelector("h1")!.TextContent);
        Assert.Null(desk.QuerySelector("#ready"));
        Assert.Null(desk.QuerySelector("section a.button"));
        using var refused = await reader.GetAsync($"/console/transparency/publish/{Last}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Every_month_that_waits_is_counted_and_can_be_reached()
    {
        var tenant = await server.NewTenant();
        await server.Count(tenant, [TransparencyServer.Case(Last.Plus(-29))]);
        using var publisher = server.Publisher(tenant);
        var desk = await publisher.Page("/console/transparency");
        Assert.Equal("1 case is counted, 30 months are ready to publish", desk.QuerySelector("h1")!.TextContent);
        Assert.Equal("30", desk.QuerySelector("#ready .count")!.TextContent);
        var seen = Waiting(desk);
        Assert.Equal(12, seen.Count);
        while (desk.QuerySelectorAll("a").FirstOrDefault(a => a.TextContent.StartsWith("Show older", StringComparison.Ordinal)) is { } older)
        {
            desk = await publisher.Page(older.GetAttribute("href")!);
            Assert.Equal("30", desk.QuerySelector("#ready .count")!.TextContent);
            seen.AddRange(Waiting(desk));
        }
        Assert.Equal(Month.Range(Last.Plus(-29), Last).Reverse().Select(m => $"/console/transparency/publish/{m}"), seen);

        static List<string> Waiting(IHtmlDocument page) => [.. page.QuerySelectorAll("section a.button").Select(a => a.GetAttribute("href")!)];
    }

    [Fact]
    public async Task A_page_that_is_refused_says_why()
    {
        var tenant = await server.NewTenant();
        using var publisher = server.Publisher(tenant);
        foreach (var (path, status, code) in new[]
        {
            ("/console/transparency?cursor=%21", HttpStatusCode.BadRequest, "platform.cursor_invalid"),
            ("/console/transparency?ready=soon", HttpStatusCode.BadRequest, "platform.cursor_invalid"),
            ($"/console/transparency/publish/{Last.Plus(1)}", HttpStatusCode.Conflict, "transparency.month_open"),
            ($"/transparency/{tenant.Slug}/releases/{Guid.NewGuid()}", HttpStatusCode.NotFound, "transparency.release_unknown"),
        })
        {
            using var answer = await publisher.GetAsync(path);
            Assert.Equal(code, await answer.Problem(status));
        }
    }

    [Fact]
    public async Task However_many_ask_for_the_public_page_the_cases_are_counted_once()
    {
        var tenant = await server.TenantWithMonths(2);
        using var reader = server.Anybody();
        using var slow = new SlowCounts();
        // Who the tenant of the path is, is kept from here on.
        using var feed = await reader.GetAsync($"/feeds/v1/{tenant.Slug}/releases");
        var costs = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => server.Statements(reader, new HttpRequestMessage(HttpMethod.Get, $"/transparency/{tenant.Slug}"))));
        Assert.Equal([.. Enumerable.Repeat(1, 23), 2], costs.Order());
    }

    private static Grievances.Contracts.Events.CaseSnapshot Closed(Grievances.Contracts.Events.CaseSnapshot filed) =>
        filed with { Version = 3, State = "closed", AcknowledgedAt = filed.FiledAt.AddDays(1), ClosedAt = filed.FiledAt.AddDays(5), Outcome = "substantiated" };

    private static string Cell(IHtmlDocument page, string label) =>
        page.QuerySelectorAll("tr").First(row => row.QuerySelector("th[scope=row]")?.TextContent.Trim() == label).QuerySelector("td")!.TextContent.Trim();
}
