using Assessments.Data;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;
using static Assessments.Tests.AssessmentsServer;

namespace Assessments.Tests;

/// <summary>The organisation's own part in the harm, beside the cases that record it.</summary>
public class OwnPartTests(AssessmentsServer server)
{
    [Fact]
    public async Task The_newest_record_holds_in_whatever_order_and_however_often_it_is_told()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await Impact(assessor);
        var (random, stories) = (new Random(7), Enumerable.Range(10, 8).Select(day => Story.Of(impact, day)).ToList());
        foreach (var story in stories)
        {
            AttributionRecorded[] records = [new(story[2] with { Version = 4 }, 1, "caused"), new(story[2] with { Version = 5 }, 2), new(story[3] with { Version = 7 }, 3, "contributed")];
            var sends = records.Concat(records).Select(record => new Func<Task>(() => server.Send(tenant, record, Guid.CreateVersion7())))
                .Append(() => server.Send(tenant, new GrievanceClosed(story[3] with { Version = 8 }), Guid.CreateVersion7())).ToArray();
            random.Shuffle(sends);
            foreach (var send in sends)
                await send();
        }
        await server.Handled(tenant, 8 * 7);
        Assert.All(await server.Read(tenant, db => db.Signals.AsNoTracking().ToListAsync()), s => Assert.Equal(("contributed", 3, 8L, "closed"), (s.OwnPart, s.AttributionRecord, s.Version, s.State)));
    }

    [Fact]
    public async Task Staff_see_no_part_of_fewer_than_three_and_only_the_lead_that_of_a_single_grave_case()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await Impact(assessor);
        var grave = Story.Of(impact, 13, band: "critical");
        foreach (var (story, part) in new[] { (Story.Of(impact, 10), "caused"), (Story.Of(impact, 11), "caused"), (Story.Of(impact, 12), "contested"), (grave, "caused") })
        {
            await server.Keep(tenant, story);
            await server.Work(tenant, db => db.KeepOwnPart(new AttributionRecorded(story[3] with { Version = 5 }, 1, part), Story.Day, CancellationToken.None));
        }
        var path = $"{Api}/signals?impact={impact}";
        var seen = await assessor.Get(path);
        Assert.Equal(["caused 3", "contributed fewer than 3", "directly_linked fewer than 3", "contested fewer than 3"],
            seen.GetProperty("ownParts").EnumerateArray().Select(c => $"{c.GetProperty("ownPart").GetString()} {c.GetProperty("shown").GetString()}"));
        var page = $"/console/assessments/impacts/{impact}";
        var shown = (await assessor.Page(page)).QuerySelectorAll("table").Single(t => t.QuerySelector("caption")!.TextContent.Contains("own part", StringComparison.Ordinal));
        Assert.Equal(["Caused it 3", "Contributed to it fewer than 3", "Directly linked to it fewer than 3", "Recorded, and contested fewer than 3"],
            shown.QuerySelectorAll("tbody tr").Select(row => $"{row.QuerySelector("th")!.TextContent} {row.QuerySelector("td")!.TextContent}"));

        using var lead = server.Staff(tenant, Permissions.AssessmentsRead, Permissions.AssessmentsLead);
        Assert.Equal("caused", Assert.Single((await lead.Get(path)).GetProperty("grave").EnumerateArray()).GetProperty("ownPart").GetString());
        Assert.Contains("Caused it", (await lead.Page(page)).QuerySelectorAll("table").Single(t => t.TextContent.Contains("Single critical cases", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.InRange(await server.Statements(lead, new HttpRequestMessage(HttpMethod.Get, page)), 1, 8);
    }

    [Fact]
    public async Task What_is_kept_from_somebody_is_in_no_number_and_a_lead_who_is_kept_out_sees_no_single_case_of_it_yet_the_rule_counts_it()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await Impact(assessor);
        CaseSnapshot[] Kept(int day, params string[] from) => [.. Story.Of(impact, day, band: "critical").Select(s => s with { KeptFrom = from })];
        foreach (var story in new[] { Kept(10, "team"), Kept(11, "human-rights-lead"), Kept(12, "case-handler"), Kept(13) })
            await server.Keep(tenant, story);
        using var lead = server.Staff(tenant, new Dictionary<string, object> { ["role"] = "human-rights-lead" }, Permissions.AssessmentsRead, Permissions.AssessmentsLead);
        var seen = await lead.Get($"{Api}/signals?impact={impact}");
        Assert.All(seen.GetProperty("counts").EnumerateArray(), count => Assert.Equal("fewer than 3", count.GetProperty("shown").GetString()));
        Assert.Equal(2, seen.GetProperty("grave").GetArrayLength());
        Assert.Equal("reopened", (await assessor.Get($"{Api}/impacts/{impact}")).GetProperty("status").GetString());
    }
}
