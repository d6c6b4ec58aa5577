using Engagement.Data;
using Engagement.Domain;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Engagement.Tests;

public class ConvergenceTests(EngagementServer server)
{
    [Fact]
    public async Task Every_order_of_a_cases_events_ends_in_the_same_follow_ups()
    {
        var tenant = await server.NewTenant();
        foreach (var order in Orders(6))
        {
            var story = Story(EngagementServer.Filed(40));
            await server.Follow(tenant, [.. order.Select(step => story[step])]);
        }

        var rows = await server.Read(tenant, db => db.FollowUps.AsNoTracking().ToListAsync());
        var cases = rows.GroupBy(f => f.CaseId).Select(Outline).ToList();
        Assert.Equal(720, cases.Count);
        Assert.Single(cases.Distinct());
        Assert.Equal("acknowledge_due/0 7 done, answer_due/3 10 done, answer_due/5 15 dropped, findings_due/0 93 done, outcome_feedback/0 110 open", cases[0]);
    }

    [Fact]
    public async Task Every_part_of_a_story_in_every_order_agrees_too()
    {
        // What is not there yet must not leave traces that depend on the order either.
        var tenant = await server.NewTenant();
        foreach (var known in new int[][] { [2, 4], [0, 2, 3, 4], [0, 1, 4], [1, 3, 4] })
        {
            var outlines = new HashSet<string>();
            foreach (var order in Orders(known.Length))
            {
                var story = Story(EngagementServer.Filed(40));
                await server.Follow(tenant, [.. order.Select(step => story[known[step]])]);
                outlines.Add(Outline(await server.Read(tenant, db => db.FollowUps.AsNoTracking().Where(f => f.CaseId == story[0].Case.CaseId).ToListAsync())));
            }
            Assert.Single(outlines);
        }
    }

    [Fact]
    public async Task Events_that_come_twice_shuffled_and_at_once_are_followed_once()
    {
        var tenant = await server.NewTenant();
        var random = new Random(11);
        var deliveries = Enumerable.Range(0, 20).Select(_ => Story(EngagementServer.Filed(40)))
            .SelectMany(story => Events(story).Select(send => (Send: send, Message: Guid.CreateVersion7()))).ToList();
        await Task.WhenAll(deliveries.Concat(deliveries).OrderBy(_ => random.Next()).Select(d => d.Send(server, tenant, d.Message)));
        await server.Handled(tenant, deliveries.Count);

        var rows = await server.Read(tenant, db => db.FollowUps.AsNoTracking().ToListAsync());
        var cases = rows.GroupBy(f => f.CaseId).Select(Outline).ToList();
        Assert.Equal(20, cases.Count);
        Assert.Equal("acknowledge_due/0 7 done, answer_due/3 10 done, answer_due/5 15 dropped, findings_due/0 93 done, outcome_feedback/0 110 open", Assert.Single(cases.Distinct()));
    }

    // Filed; acknowledged on day 2; the person writes on day 3 and is answered; writes again on day 8; closed on day 20.
    private static CaseEvent[] Story(CaseSnapshot filed)
    {
        var acknowledged = filed with { Version = 2, State = "acknowledged", AcknowledgedAt = filed.FiledAt.AddDays(2) };
        var closed = acknowledged with { Version = 6, State = "closed", Outcome = "partly", ClosedAt = filed.FiledAt.AddDays(20) };
        return
        [
            new(filed),
            new(acknowledged),
            new(acknowledged with { Version = 3 }, new Writing(3, filed.FiledAt.AddDays(3), true)),
            new(acknowledged with { Version = 4 }, new Writing(4, filed.FiledAt.AddDays(5), false)),
            new(acknowledged with { Version = 5 }, new Writing(5, filed.FiledAt.AddDays(8), true)),
            new(closed),
        ];
    }

    private static IEnumerable<Func<EngagementServer, TestTenant, Guid, Task>> Events(CaseEvent[] story) =>
    [
        (to, tenant, id) => to.Send(tenant, new GrievanceFiled(story[0].Case), id),
        (to, tenant, id) => to.Send(tenant, new GrievanceAcknowledged(story[1].Case), id),
        (to, tenant, id) => to.Send(tenant, new ComplainantWrote(story[2].Case, story[2].Told!.At), id),
        (to, tenant, id) => to.Send(tenant, new ComplainantAnswered(story[3].Case, story[3].Told!.At), id),
        (to, tenant, id) => to.Send(tenant, new ComplainantWrote(story[4].Case, story[4].Told!.At), id),
        (to, tenant, id) => to.Send(tenant, new GrievanceClosed(story[5].Case), id),
    ];

    // Kind and source, due in days from filing, state.
    private static string Outline(IEnumerable<FollowUp> rows)
    {
        var sorted = rows.OrderBy(f => f.Kind, StringComparer.Ordinal).ThenBy(f => f.SourceVersion).ToList();
        var filed = sorted.First(f => f.Kind == FollowUpKind.AcknowledgeDue).DueAt.AddDays(-7);
        return string.Join(", ", sorted.Select(f => $"{f.Kind}/{f.SourceVersion} {Days(f, filed)} {f.State}"));
    }

    // Three months have 89 to 92 days: told as 91 beyond the acknowledgement on day 2.
    private static int Days(FollowUp followUp, DateTimeOffset filed) =>
        followUp.Kind == FollowUpKind.FindingsDue && followUp.DueAt == filed.AddDays(2).AddMonths(3) ? 93 : (int)(followUp.DueAt - filed).TotalDays;

    private static IEnumerable<int[]> Orders(int count) => count == 0 ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(at => (int[])[.. order[..at], count - 1, .. order[at..]]));
}
