using System.Net;
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
        using var before = await publisher.Post(Releases, new { month = TransparencyServer.LastMonth.Plus(-2).ToString() });
        Assert.Equal("transparency.month_before_first_case", await before.Problem(HttpStatusCode.Conflict));
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
