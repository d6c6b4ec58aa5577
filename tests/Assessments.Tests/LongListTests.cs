using System.Net;
using AngleSharp.Html.Dom;
using Assessments.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;
using static Assessments.Tests.AssessmentsServer;

namespace Assessments.Tests;

/// <summary>No list ends silently, and none costs more statements for being long.</summary>
public class LongListTests(AssessmentsServer server)
{
    private const string Console = "/console/assessments";

    [Fact]
    public async Task Grave_cases_and_changes_are_paged_to_their_end()
    {
        var tenant = await server.NewTenant();
        using var lead = server.Staff(tenant, Permissions.AssessmentsRead, Permissions.AssessmentsAssess, Permissions.AssessmentsLead);
        var (system, impact) = await Impact(lead);
        await server.Work(tenant, async db =>
        {
            for (var i = 0; i < 120; i++)
                db.Add(new Signal { CaseId = Guid.CreateVersion7(), Version = 1, State = "triaged", Band = "critical", Rights = ",HARM-04,", SystemId = system, ImpactId = impact });
            var one = await db.Impacts.FirstAsync(i => i.Id == impact);
            for (var i = 0; i < 60; i++)
            {
                one.Rate(new Rating(1 + i % 5, 2, 3, 2, false, false, false, Confidence.Medium), "assessor", Story.Day.AddMinutes(i));
                db.Add(ImpactChange.Of(one, "rated", "assessor", Story.Day.AddMinutes(i)));
            }
            await db.SaveChangesAsync();
        });

        var (cases, cursor) = (new HashSet<string>(), "");
        do
        {
            var said = await lead.Get($"{Api}/signals?impact={impact}&limit=50&cursor={cursor}");
            cases.UnionWith(said.GetProperty("grave").EnumerateArray().Select(c => c.GetProperty("caseId").GetString()!));
            cursor = said.GetProperty("graveNext").GetString() ?? "";
        }
        while (cursor.Length > 0);
        Assert.Equal(120, cases.Count);

        var versions = new List<int>();
        do
        {
            var page = await lead.Get($"{Api}/impacts/{impact}/changes?limit=25&cursor={cursor}");
            versions.AddRange(page.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("version").GetInt32()));
            cursor = page.GetProperty("next").GetString() ?? "";
        }
        while (cursor.Length > 0);
        Assert.Equal(Enumerable.Range(1, 61).Reverse(), versions);
        using var unknown = await lead.GetAsync($"{Api}/impacts/{Guid.NewGuid()}/changes");
        Assert.Equal("assessments.impact_unknown", await unknown.Problem(HttpStatusCode.NotFound));

        var shown = await lead.Page($"{Console}/impacts/{impact}");
        Assert.Equal(50, shown.QuerySelectorAll(".event-title").Length);
        var older = shown.QuerySelectorAll("nav.pager a").OfType<IHtmlAnchorElement>().Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(2, older.Count);
        Assert.Equal(11, (await lead.Page(older.Single(h => h.Contains("changes=", StringComparison.Ordinal)))).QuerySelectorAll(".event-title").Length);

        foreach (var path in new[] { $"{Api}/impacts/{impact}/changes", $"{Api}/signals?impact={impact}", $"{Console}/impacts/{impact}" })
            Assert.InRange(await server.Statements(lead, new HttpRequestMessage(HttpMethod.Get, path)), 1, 8);
    }

    [Fact]
    public async Task Why_an_impact_was_opened_again_is_for_the_lead_also_in_the_list_of_changes()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await Impact(assessor);
        await server.Keep(tenant, Story.Of(impact, 10, band: "critical"));
        using var lead = server.Staff(tenant, Permissions.AssessmentsRead, Permissions.AssessmentsLead);
        foreach (var (client, kind) in new[] { (assessor, "reopened"), (lead, "substantiated_critical") })
            Assert.Equal(kind, (await client.Get($"{Api}/impacts/{impact}/changes")).GetProperty("items")[0].GetProperty("kind").GetString());

        // The page says by which rule, in words, to the same.
        var (_, other) = await Impact(assessor);
        for (var i = 0; i < 3; i++)
            await server.Keep(tenant, Story.Of(other, 10 + i));
        foreach (var (client, id, rule) in new[] { (assessor, impact, "By the rules for substantiated grievances"), (lead, impact, "By the rule of one grievance called critical"), (lead, other, "By the rule of three substantiated grievances") })
            Assert.Contains(rule, (await client.Page($"{Console}/impacts/{id}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_system_beyond_the_first_two_hundred_can_still_be_chosen()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var last = Guid.CreateVersion7();
        await server.Work(tenant, async db =>
        {
            for (var i = 0; i < 205; i++)
                db.Add(new AiSystem { Id = i == 204 ? last : Guid.CreateVersion7(), Name = $"System {i:000}", Version = 1, CreatedAt = Story.Day.AddMinutes(i) });
            await db.SaveChangesAsync();
        });
        Assert.Contains($"{Console}/impacts/new?system={last}", (await assessor.Page($"{Console}/systems")).QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")));
        foreach (var (path, field) in new[] { ($"{Console}/impacts/new?system={last}", "SystemId"), ($"{Console}?system={last}", "system") })
        {
            var page = await assessor.Page(path);
            Assert.Equal(last.ToString(), ((IHtmlSelectElement)page.QuerySelector($"select[name={field}]")!).Value);
            Assert.Contains("The first 200", page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_impact_takes_in_many_waiting_cases_in_a_few_statements()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (system, _) = await Impact(assessor, right: "EXPR-01");
        await server.Work(tenant, async db =>
        {
            for (var i = 0; i < 400; i++)
                db.Add(new Signal { CaseId = Guid.CreateVersion7(), Version = 1, State = "received", Rights = i % 2 == 0 ? ",HARM-04," : ",HARM-04,EXPR-01,", SystemId = system });
            await db.SaveChangesAsync();
        });
        Assert.InRange(await server.Statements(assessor, Answers.Posting($"{Api}/impacts", new { systemId = system, right = "HARM-04", group = "Patients", title = "T" })), 2, 8);
        // Those that also name the other impact's right could mean either.
        Assert.Equal((200, 200), (await server.Read(tenant, db => db.Signals.CountAsync(s => s.ImpactId != null)), await server.Read(tenant, db => db.Signals.CountAsync(s => s.ImpactId == null))));
    }
}
