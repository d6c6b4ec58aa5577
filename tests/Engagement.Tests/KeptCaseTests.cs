using System.Net;
using Engagement.Data;
using Engagement.Domain;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Engagement.Tests;

/// <summary>Of a case that is kept from somebody they learn nothing here either: not that it exists, what it is called, nor that something is late in it.</summary>
public sealed class KeptCaseTests(EngagementServer server)
{
    private const string Api = "/api/engagement/v1/follow-ups";
    private static readonly string[] Team = ["team"];

    [Fact]
    public async Task What_the_ombuds_hears_is_shown_counted_and_marked_by_the_ombuds_alone()
    {
        var tenant = await server.NewTenant();
        var (secret, known) = (EngagementServer.Filed(20) with { KeptFrom = Team }, EngagementServer.Filed(1) with { KeptFrom = [] });
        await server.Follow(tenant, new CaseEvent(secret), new CaseEvent(known));
        var hidden = await server.Read(tenant, db => db.FollowUps.Where(f => f.CaseId == secret.CaseId && f.Kind == FollowUpKind.AcknowledgeDue).Select(f => f.Id).SingleAsync());
        using var machine = server.Staff(tenant, new Dictionary<string, object> { ["role"] = Array.Empty<string>() }, Permissions.EngagementRead, Permissions.EngagementWork);
        foreach (var somebody in new[] { machine, Staff(tenant, "engagement-lead"), Staff(tenant, "human-rights-lead"), Staff(tenant, "auditor") })
        {
            Assert.Equal([known.CaseId], await Cases(somebody));
            var page = await somebody.Page("/console/engagement");
            Assert.Equal("Nothing is overdue, 2 open", page.QuerySelector("h1")!.TextContent);
            Assert.DoesNotContain(secret.Reference!, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
            using var marked = await somebody.Post($"{Api}/{hidden}/done");
            Assert.Equal("engagement.follow_up_unknown", await marked.Problem(HttpStatusCode.NotFound));
        }
        using var ombuds = Ombuds(tenant);
        Assert.Equal([secret.CaseId, known.CaseId], await Cases(ombuds));
        Assert.Equal("1 acknowledgement is overdue", (await ombuds.Page("/console/engagement")).QuerySelector("h1")!.TextContent);
        (await ombuds.Post($"{Api}/{hidden}/done")).EnsureSuccessStatusCode();
        Assert.Equal([secret.CaseId], await Cases(ombuds, "?state=done"));
        Assert.Empty(await Cases(Staff(tenant, "engagement-lead"), "?state=done"));
    }

    [Fact]
    public async Task Whom_the_person_would_not_have_see_a_case_learns_nothing_of_it()
    {
        var tenant = await server.NewTenant();
        var (lead, ombuds) = (EngagementServer.Filed(2) with { KeptFrom = ["human-rights-lead", "identity-custodian"] }, EngagementServer.Filed(1) with { KeptFrom = ["ombuds"] });
        await server.Follow(tenant, new CaseEvent(lead), new CaseEvent(ombuds));
        Assert.Equal([lead.CaseId, ombuds.CaseId], await Cases(Staff(tenant, "engagement-lead")));
        Assert.Equal([ombuds.CaseId], await Cases(Staff(tenant, "human-rights-lead")));
        Assert.Equal([ombuds.CaseId], await Cases(Staff(tenant, "engagement-lead", "human-rights-lead")));
        Assert.Equal([lead.CaseId], await Cases(Ombuds(tenant)));
    }

    [Fact]
    public async Task A_case_that_moves_is_kept_by_its_newest_event_whatever_comes_late_or_twice()
    {
        var tenant = await server.NewTenant();
        var filed = EngagementServer.Filed(1) with { KeptFrom = [] };
        var moved = filed with { Version = 3, KeptFrom = Team };
        var lead = Staff(tenant, "engagement-lead");
        await server.Follow(tenant, new CaseEvent(filed));
        Assert.Equal([filed.CaseId], await Cases(lead));
        await server.Follow(tenant, new CaseEvent(moved), new CaseEvent(filed), new CaseEvent(filed with { Version = 2 }, new Writing(2, filed.FiledAt.AddHours(2), true)), new CaseEvent(moved));
        Assert.Empty(await Cases(lead));
        // A newer one that does not tell it undoes nothing.
        await server.Follow(tenant, new CaseEvent(filed with { Version = 4, KeptFrom = null }));
        Assert.Empty(await Cases(lead));
        await server.Follow(tenant, new CaseEvent(filed with { Version = 5 }), new CaseEvent(moved));
        Assert.Equal([filed.CaseId], await Cases(lead));
    }

    [Fact]
    public async Task What_no_event_has_told_stays_as_it_is_until_one_does()
    {
        var tenant = await server.NewTenant();
        var filed = EngagementServer.Filed(1) with { Version = 4 };
        var lead = Staff(tenant, "engagement-lead");
        await server.Follow(tenant, new CaseEvent(filed));
        Assert.Equal([filed.CaseId], await Cases(lead));
        await server.Follow(tenant, new CaseEvent(filed with { Version = 3, KeptFrom = Team }));
        Assert.Empty(await Cases(lead));
    }

    [Fact]
    public async Task That_a_case_changed_hands_is_heard()
    {
        var tenant = await server.NewTenant();
        var filed = EngagementServer.Filed(1) with { KeptFrom = [] };
        await server.Send(tenant, new GrievanceFiled(filed), Guid.CreateVersion7());
        await server.Send(tenant, new CaseChanged(filed with { Version = 2, KeptFrom = Team }), Guid.CreateVersion7());
        await server.Handled(tenant, 2);
        Assert.Empty(await Cases(Staff(tenant, "engagement-lead")));
        Assert.Equal([filed.CaseId], await Cases(Ombuds(tenant)));
        Assert.Equal("team", await server.Read(tenant, db => db.Clocks.Select(c => c.KeptFrom).SingleAsync()));
        await server.Work(tenant, db => db.Forget(filed.CaseId, DateTimeOffset.UtcNow, CancellationToken.None));
        Assert.Null(await server.Read(tenant, db => db.Clocks.Select(c => c.KeptFrom).SingleAsync()));
    }

    private HttpClient Staff(TestTenant tenant, params string[] roles) => server.Staff(tenant, new Dictionary<string, object> { ["role"] = roles }, Permissions.EngagementRead, Permissions.EngagementWork);

    private HttpClient Ombuds(TestTenant tenant) =>
        server.Staff(tenant, new Dictionary<string, object> { ["role"] = "ombuds" }, Permissions.EngagementRead, Permissions.EngagementWork, Permissions.GrievancesHear);

    // In the order in which they are due.
    private static async Task<List<Guid>> Cases(HttpClient client, string query = "") =>
        [.. (await client.Get(Api + query)).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("caseId").GetGuid()).Distinct()];
}
