using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Messaging;
using ServiceTests;
using Transparency.Domain;

namespace Transparency.Tests;

public class PublishTests(TransparencyServer server)
{
    private const string Releases = "/api/transparency/v1/releases";

    [Fact]
    public async Task Sixteen_publishers_at_once_leave_no_gap_in_the_sequence()
    {
        var tenant = await server.TenantWithMonths(16);
        using var publisher = server.Publisher(tenant);
        var months = Month.Range(TransparencyServer.LastMonth.Plus(-15), TransparencyServer.LastMonth).ToList();
        var answers = await Task.WhenAll(months.Select(m => publisher.Post(Releases, new { month = m.ToString() })));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        var sequences = await Task.WhenAll(answers.Select(async a => (await a.Json()).GetProperty("sequence").GetInt64()));
        Assert.Equal(Enumerable.Range(1, 16).Select(n => (long)n), sequences.Order());
    }

    [Fact]
    public async Task A_month_is_published_once_and_a_refusal_takes_no_number()
    {
        var tenant = await server.TenantWithMonths(2);
        using var publisher = server.Publisher(tenant);
        var (older, newer) = (TransparencyServer.LastMonth.Plus(-1).ToString(), TransparencyServer.LastMonth.ToString());
        using var first = await publisher.Post(Releases, new { month = older });
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        using var again = await publisher.Post(Releases, new { month = older });
        Assert.Equal("transparency.month_published", await again.Problem(HttpStatusCode.Conflict));
        using var next = await publisher.Post(Releases, new { month = newer });
        Assert.Equal(2, (await next.Json()).GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task A_release_comes_with_its_event_and_its_audit_line()
    {
        var tenant = await server.TenantWithMonths(1);
        using var publisher = server.Publisher(tenant);
        using var answer = await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.ToString() });
        var id = (await answer.Json()).GetProperty("id").GetGuid();

        var sent = await server.Read(tenant, db => db.Set<OutboxMessage>().AsNoTracking().SingleAsync());
        Assert.Equal("transparency.disclosure-released.v1", sent.Type);
        Assert.Contains(id.ToString(), sent.Body, StringComparison.Ordinal);
        var line = await server.Read(tenant, db => db.Set<AuditLine>().AsNoTracking().SingleAsync());
        Assert.Equal(("transparency.release_published", $"release:{id}", "publisher"), (line.Action, line.Subject, line.Role));
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_one_release()
    {
        var tenant = await server.TenantWithMonths(1);
        using var publisher = server.Publisher(tenant);
        var (body, key) = (new { month = TransparencyServer.LastMonth.ToString() }, Guid.NewGuid().ToString());
        using var first = await publisher.Post(Releases, body, key);
        using var second = await publisher.Post(Releases, body, key);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal((await first.Json()).GetProperty("id").GetGuid(), (await second.Json()).GetProperty("id").GetGuid());
        using var keyless = await publisher.PostAsync(Releases, System.Net.Http.Json.JsonContent.Create(body));
        Assert.Equal("platform.idempotency_key_missing", await keyless.Problem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task What_has_not_ended_is_not_published_nor_what_is_no_month_nor_what_was_before()
    {
        var tenant = await server.TenantWithMonths(1);
        using var publisher = server.Publisher(tenant);
        using var open = await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.Plus(1).ToString() });
        Assert.Equal("transparency.month_open", await open.Problem(HttpStatusCode.Conflict));
        using var nonsense = await publisher.Post(Releases, new { month = "October" });
        Assert.Equal("platform.invalid", await nonsense.Problem(HttpStatusCode.BadRequest));
        using var before = await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.Plus(-1).ToString() });
        Assert.Equal("transparency.month_before_start", await before.Problem(HttpStatusCode.Conflict));
        using var preview = await publisher.GetAsync($"/console/transparency/publish/{TransparencyServer.LastMonth.Plus(-1)}");
        Assert.Equal("transparency.month_before_start", await preview.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_month_without_a_case_is_published_from_the_tenants_start_on()
    {
        var tenant = await server.NewTenant();
        using var publisher = server.Publisher(tenant);
        // Nothing tells since when this tenant is here.
        using var unknown = await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.ToString() });
        Assert.Equal("transparency.month_before_start", await unknown.Problem(HttpStatusCode.Conflict));

        await server.Known(tenant, TransparencyServer.LastMonth.Plus(-1));
        // What is kept is the first time, whatever is heard again.
        await server.Known(tenant, TransparencyServer.LastMonth.Plus(1));
        using var before = await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.Plus(-2).ToString() });
        Assert.Equal("transparency.month_before_start", await before.Problem(HttpStatusCode.Conflict));
        using var first = await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.Plus(-1).ToString() });
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);

        // A case of an earlier month, which came here later, moves the start.
        await server.Count(tenant, [TransparencyServer.Case(TransparencyServer.LastMonth.Plus(-3))]);
        using var earlier = await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.Plus(-2).ToString() });
        Assert.Equal(HttpStatusCode.Created, earlier.StatusCode);
    }

    [Fact]
    public async Task The_event_of_a_new_tenant_tells_since_when_it_is_here()
    {
        var tenant = await server.NewTenant();
        await server.Send(tenant, new Identity.Contracts.Events.TenantProvisioned(tenant.Id, 2, tenant.Slug, tenant.Name, true), Guid.CreateVersion7());
        await server.Handled(tenant, 1);
        var start = await server.Read(tenant, db => db.Starts.AsNoTracking().SingleAsync());
        Assert.Equal(Month.Of(server.Clock.GetUtcNow()).Number, start.FirstMonth);
    }

    [Fact]
    public async Task Reading_is_not_publishing()
    {
        var tenant = await server.TenantWithMonths(1);
        using var reader = server.Staff(tenant, Permissions.TransparencyRead);
        using var refused = await reader.Post(Releases, new { month = TransparencyServer.LastMonth.ToString() });
        Assert.Equal("platform.forbidden", await refused.Problem(HttpStatusCode.Forbidden));
        using var nobody = await server.Anybody().GetAsync(Releases);
        Assert.Equal("platform.unauthenticated", await nobody.Problem(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_release_keeps_its_figures_when_cases_come_late()
    {
        var tenant = await server.TenantWithMonths(1);
        using var publisher = server.Publisher(tenant);
        (await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.ToString() })).EnsureSuccessStatusCode();
        var before = (await publisher.Get($"/feeds/v1/{tenant.Slug}/releases")).GetProperty("items")[0].GetProperty("body");
        await server.Count(tenant, Enumerable.Range(0, 40).Select(_ => TransparencyServer.Case(TransparencyServer.LastMonth, "HARM-01")));
        var after = (await publisher.Get($"/feeds/v1/{tenant.Slug}/releases")).GetProperty("items")[0].GetProperty("body");
        Assert.Equal(before.GetRawText(), after.GetRawText());
        Assert.Equal(10, after.GetProperty("filed").GetProperty("value").GetInt64());
    }

    [Fact]
    public async Task Nothing_is_published_while_an_event_of_the_tenant_is_stuck()
    {
        var (tenant, other) = (await server.TenantWithMonths(2), await server.TenantWithMonths(1));
        await server.Work(tenant, async db =>
        {
            db.Add(new DeadLetter { TenantId = tenant.Id, MessageId = Guid.CreateVersion7(), Consumer = "transparency-count-filed", Type = "grievances.grievance-filed.v1", Body = "{}" });
            await db.SaveChangesAsync();
        });
        using var publisher = server.Publisher(tenant);
        using var refused = await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.ToString() });
        Assert.Equal("transparency.events_stuck", await refused.Problem(HttpStatusCode.Conflict));
        using var preview = await publisher.GetAsync($"/console/transparency/publish/{TransparencyServer.LastMonth}");
        Assert.Equal("transparency.events_stuck", await preview.Problem(HttpStatusCode.Conflict));

        using var elsewhere = server.Publisher(other);
        (await elsewhere.Post(Releases, new { month = TransparencyServer.LastMonth.ToString() })).EnsureSuccessStatusCode();
        await server.Work(tenant, db => db.Set<DeadLetter>().ExecuteDeleteAsync());
        (await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.ToString() })).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task What_was_previewed_is_published_or_nothing()
    {
        var tenant = await server.TenantWithMonths(1);
        using var publisher = server.Publisher(tenant);
        var path = $"/console/transparency/publish/{TransparencyServer.LastMonth}";
        var previewed = await publisher.Page(path);
        await server.Count(tenant, Enumerable.Range(0, 40).Select(_ => TransparencyServer.Case(TransparencyServer.LastMonth)));

        var fields = ((IHtmlFormElement)previewed.QuerySelector("main form")!).QuerySelectorAll("input").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);
        using var refused = await publisher.PostAsync(path, new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var again = await new HtmlParser().ParseDocumentAsync(await refused.Content.ReadAsStringAsync());
        Assert.Contains("Nothing was published", again.QuerySelector(".notice-stop")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(again.QuerySelectorAll("td"), cell => cell.TextContent.Trim() == "50");
        Assert.Empty(await server.Read(tenant, db => db.Releases.ToListAsync()));

        fields = ((IHtmlFormElement)again.QuerySelector("main form")!).QuerySelectorAll("input").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);
        using var done = await publisher.PostAsync(path, new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var release = await server.Read(tenant, db => db.Releases.AsNoTracking().SingleAsync());
        Assert.Equal((1, fields["previewed"]), (release.Sequence, release.BodyHash));
    }

    [Fact]
    public async Task The_publisher_is_told_how_much_came_too_late_for_a_release()
    {
        var tenant = await server.TenantWithMonths(2);
        using var publisher = server.Publisher(tenant);
        var (older, newer) = (TransparencyServer.LastMonth.Plus(-1), TransparencyServer.LastMonth);
        (await publisher.Post(Releases, new { month = older.ToString() })).EnsureSuccessStatusCode();
        var closed = await server.Read(tenant, db => db.Cases.Where(f => f.FiledMonth == newer.Number).Select(f => f.CaseId).FirstAsync());
        Assert.Contains("fewer than 3", await Late(), StringComparison.Ordinal);

        var now = server.Clock.GetUtcNow();
        await server.Count(tenant, [.. Enumerable.Range(0, 3).Select(_ => TransparencyServer.Case(older)), TransparencyServer.Case(newer)], now);
        await server.Count(tenant, [TransparencyServer.Case(newer) with { CaseId = closed, Version = 2, ClosedAt = older.Start.AddDays(20), Outcome = "withdrawn", State = "closed" }], now);
        Assert.Contains("after their release: 4.", await Late(), StringComparison.Ordinal);

        async Task<string> Late() => (await publisher.Page($"/console/transparency/publish/{newer}")).QuerySelector("main")!.TextContent;
    }

    [Fact]
    public async Task The_figures_of_a_month_come_from_one_statement()
    {
        var tenant = await server.TenantWithMonths(1);
        using var publisher = server.Publisher(tenant);
        // Whether the month can be published, the figures, and what came late: a consumer's commit can't fall into the middle of them.
        Assert.Equal(3, await server.Statements(publisher, new HttpRequestMessage(HttpMethod.Get, $"/console/transparency/publish/{TransparencyServer.LastMonth}")));
        // The tables agree with one another: each counts every case once.
        await server.Count(tenant, Enumerable.Range(0, 30).Select(_ => TransparencyServer.Case(TransparencyServer.LastMonth, "HARM-01", "PRIV-02") with { Affected = "group" }));
        (await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.ToString() })).EnsureSuccessStatusCode();
        var body = (await publisher.Get($"/feeds/v1/{tenant.Slug}/releases")).GetProperty("items")[0].GetProperty("body");
        long Of(string table, string cell) => body.GetProperty(table).GetProperty(cell).GetProperty("value").GetInt64();
        Assert.Equal((40, 10, 30), (body.GetProperty("filed").GetProperty("value").GetInt64(), Of("byAffected", "self"), Of("byAffected", "group")));
        Assert.Equal((30, 30, 10, 0), (Of("byRight", "HARM"), Of("byRight", "PRIV"), Of("byRight", "not_said"), Of("byRight", "CHILD")));
        Assert.Equal((0, 0, 40), (Of("acknowledged", "in_time"), Of("acknowledged", "late"), Of("acknowledged", "not_yet")));
    }

    [Fact]
    public async Task No_request_needs_more_than_eight_statements()
    {
        var tenant = await server.TenantWithMonths(3);
        using var publisher = server.Publisher(tenant);
        var publish = await server.Statements(publisher, Answers.Posting(Releases, new { month = TransparencyServer.LastMonth.ToString() }));
        Assert.InRange(publish, 4, 8);
        foreach (var path in new[]
        {
            "/api/transparency/v1/projection", Releases, $"/feeds/v1/{tenant.Slug}/releases", $"/feeds/v1/{tenant.Slug}/atom.xml", $"/transparency/{tenant.Slug}",
            "/console/transparency", $"/console/transparency/publish/{TransparencyServer.LastMonth.Plus(-1)}",
        })
        {
            var count = await server.Statements(publisher, new HttpRequestMessage(HttpMethod.Get, path));
            Assert.True(count is >= 1 and <= 8, $"{path} took {count} statements");
        }
    }
}
