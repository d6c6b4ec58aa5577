using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using ServiceTests;
using Transparency.Data;
using Transparency.Domain;

namespace Transparency.Tests;

/// <summary>What figures say of cases that were erased, and of the parts of cases.</summary>
public class ForgottenCaseTests(TransparencyServer server)
{
    private static readonly Month Filed = TransparencyServer.LastMonth.Plus(-1);

    [Theory]
    [InlineData("import_taken_back", false), InlineData("declined", false)]
    [InlineData("retention", true), InlineData("person", true), InlineData("routed", true), InlineData("consent_withdrawn", true)]
    public async Task What_happened_stays_counted_when_it_is_erased_and_what_never_did_does_not(string cause, bool counts)
    {
        var tenant = await server.NewTenant();
        var stories = Enumerable.Range(0, 24).Select(_ => Story()).ToList();
        var (before, after) = (stories.Take(6).ToList(), stories.Skip(6).Take(6).ToList());
        // Of six the bus brings the erasure before all else, and after all else of six; of each twice.
        foreach (var story in before)
            await Erase(tenant, story, cause);
        await server.Handled(tenant, 12);
        foreach (var one in stories.SelectMany(story => story))
            await server.Send(tenant, new CaseChanged(one), Guid.CreateVersion7());
        await server.Handled(tenant, 60);
        foreach (var story in after)
            await Erase(tenant, story, cause);
        await server.Handled(tenant, 72);
        foreach (var story in after)
            await server.Send(tenant, new CaseChanged(story[0]), Guid.CreateVersion7());
        await server.Handled(tenant, 78);

        long left = counts ? 24 : 12;
        var raw = await server.Read(tenant, db => new CaseCounts(db).Of(Filed, Filed, CancellationToken.None));
        Assert.Equal((left, left, left, left), (raw.Filed, raw.Closed, raw.ByRight.Values.Sum(), raw.ByAcknowledgement.Values.Sum()));
        using var publisher = server.Publisher(tenant);
        Assert.Equal(left, (await publisher.Get("/api/transparency/v1/projection")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task What_a_release_counts_stays_as_it_was_published_and_the_publisher_learns_that_some_of_it_never_was()
    {
        var tenant = await server.NewTenant();
        var cases = Enumerable.Range(0, 24).Select(_ => TransparencyServer.Case(Filed) with { Channel = "import" }).ToList();
        await server.Count(tenant, cases);
        using var publisher = server.Publisher(tenant);
        (await publisher.Post("/api/transparency/v1/releases", new { month = Filed.ToString() })).EnsureSuccessStatusCode();
        var published = await Body();
        Assert.Contains("not taken on: fewer than 3.", await Preview(), StringComparison.Ordinal);

        await server.Work(tenant, async db =>
        {
            foreach (var one in cases.Take(4))
                await db.Forget(one.CaseId, server.Clock.GetUtcNow(), CancellationToken.None);
        });
        Assert.Contains("not taken on: 4.", await Preview(), StringComparison.Ordinal);
        Assert.Contains("after their release: fewer than 3.", await Preview(), StringComparison.Ordinal);
        Assert.Equal(published, await Body());

        async Task<string> Body() => (await publisher.Get($"/feeds/v1/{tenant.Slug}/releases")).GetProperty("items")[0].GetProperty("body").GetRawText();
        async Task<string> Preview() => (await publisher.Page($"/console/transparency/publish/{TransparencyServer.LastMonth}")).QuerySelector("main")!.TextContent;
    }

    [Fact]
    public async Task What_never_was_a_case_does_not_tell_since_when_a_tenant_is_here()
    {
        var tenant = await server.NewTenant();
        await server.Count(tenant, [TransparencyServer.Case(TransparencyServer.LastMonth)]);
        var wrong = TransparencyServer.Case(Filed.Plus(-3));
        await server.Count(tenant, [wrong]);
        await server.Work(tenant, db => db.Forget(wrong.CaseId, server.Clock.GetUtcNow(), CancellationToken.None));
        // Nothing was heard of this one but that it is gone.
        await server.Work(tenant, db => db.Forget(Guid.CreateVersion7(), server.Clock.GetUtcNow(), CancellationToken.None));
        using var publisher = server.Publisher(tenant);
        Assert.Equal("1 case is counted, 1 month is ready to publish", (await publisher.Page("/console/transparency")).QuerySelector("h1")!.TextContent);
        using var refused = await publisher.Post("/api/transparency/v1/releases", new { month = Filed.ToString() });
        Assert.Equal("transparency.month_before_start", await refused.Problem(System.Net.HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task The_parts_of_a_case_are_no_grievances_of_their_own()
    {
        var tenant = await server.NewTenant();
        var cases = Enumerable.Range(0, 12).Select(_ => Story()).ToList();
        await server.Count(tenant, cases.SelectMany(story => story));
        await server.Count(tenant, cases.Take(4).SelectMany(story => Story().Select(part => part with { SplitFrom = story[0].CaseId })), server.Clock.GetUtcNow());
        var raw = await server.Read(tenant, db => new CaseCounts(db).Of(Filed, Filed, CancellationToken.None));
        Assert.Equal((12L, 12L, 12L), (raw.Filed, raw.Closed, raw.ByRight.Values.Sum()));
        using var publisher = server.Publisher(tenant);
        Assert.Equal(12, (await publisher.Get("/api/transparency/v1/projection")).GetProperty("total").GetInt64());
    }

    private async Task Erase(TestTenant tenant, CaseSnapshot[] story, string cause)
    {
        foreach (var _ in story)
            await server.Send(tenant, new CaseErased(story[0].CaseId, 3, cause), Guid.CreateVersion7());
    }

    private static CaseSnapshot[] Story()
    {
        var filed = TransparencyServer.Case(Filed, "HARM-04");
        return [filed, filed with { Version = 2, State = "closed", Outcome = "substantiated", ClosedAt = filed.FiledAt.AddDays(9) }];
    }
}
