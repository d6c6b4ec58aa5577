using Assessments.Data;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using ServiceTests;
using static Assessments.Tests.AssessmentsServer;

namespace Assessments.Tests;

/// <summary>What a case still shows once it is erased, or called spam.</summary>
public class ErasedCaseTests(AssessmentsServer server)
{
    [Theory]
    [InlineData("import_taken_back", false), InlineData("declined", false), InlineData("routed", false)]
    [InlineData("retention", true), InlineData("person", true), InlineData("consent_withdrawn", true)]
    public async Task What_was_found_counts_when_its_words_are_gone_and_what_never_was_a_case_here_does_not(string cause, bool counts)
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        foreach (var erasedFirst in new[] { false, true })
        {
            var (_, impact) = await Impact(assessor);
            var (erased, others) = (Story.Of(impact, 10), new[] { 20, 30 }.SelectMany(day => Story.Of(impact, day)).ToArray());
            if (!erasedFirst)
                await server.Keep(tenant, erased);
            await Erase(tenant, erased, cause);
            await Erase(tenant, erased, cause);
            // What comes late of it brings it not back.
            await server.Keep(tenant, [.. erased, .. others]);
            Assert.Equal(counts ? "reopened" : "open", (await assessor.Get($"{Api}/impacts/{impact}")).GetProperty("status").GetString());
            Assert.Equal(counts ? "3" : "fewer than 3", await Substantiated(assessor, impact));
        }
    }

    [Fact]
    public async Task What_a_mistake_opened_again_waits_for_a_person_who_may_find_that_it_is_possible_only()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await Impact(assessor);
        var stories = new[] { 10, 20, 30, 40 }.Select(day => Story.Of(impact, day)).ToList();
        await server.Keep(tenant, [.. stories.SelectMany(story => story)]);

        // Three are left and show it.
        await Erase(tenant, stories[3], "import_taken_back");
        var possible = new { scale = 4, scope = 2, irremediability = 3, likelihood = 1, actual = false };
        using (var refused = await Rate(assessor, impact, "\"2\"", possible))
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
        await Erase(tenant, stories[2], "import_taken_back");
        var now = await assessor.Get($"{Api}/impacts/{impact}");
        Assert.Equal(("reopened", true, 3), (now.GetProperty("status").GetString(), now.GetProperty("actual").GetBoolean(), now.GetProperty("version").GetInt32()));
        Assert.Equal("fewer than 3", await Substantiated(assessor, impact));
        var page = await assessor.Page($"/console/assessments/impacts/{impact}");
        Assert.Equal("What showed that it happens was taken back", page.QuerySelector(".event-title")!.TextContent);
        await Erase(tenant, stories[1], "import_taken_back");
        using var rated = await Rate(assessor, impact, "\"3\"", possible);
        Assert.True(rated.IsSuccessStatusCode, await rated.Content.ReadAsStringAsync());
        Assert.Equal(1, await server.Read(tenant, db => db.Set<Platform.Audit.AuditLine>().CountAsync(l => l.Action == "assessments.signal_taken_back" && l.Subject == $"impact:{impact}")));
    }

    [Fact]
    public async Task What_is_labelled_spam_shows_nothing_until_the_label_is_taken_back()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (system, impact) = await Impact(assessor);
        var last = Story.Of(impact, 10, system: system)[3];
        await server.Keep(tenant, last with { Spam = true });
        await server.Keep(tenant, [.. new[] { 20, 30 }.SelectMany(day => Story.Of(impact, day))]);
        Assert.Equal("open", (await assessor.Get($"{Api}/impacts/{impact}")).GetProperty("status").GetString());
        await server.Send(tenant, new CaseChanged(last with { Version = 5 }), Guid.CreateVersion7());
        await server.Handled(tenant, 1);
        Assert.Equal("reopened", (await assessor.Get($"{Api}/impacts/{impact}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Under_appeal_a_case_counts_as_open_and_as_it_ended_where_it_is_dismissed()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await Impact(assessor);
        var closed = Story.Of(impact, 10)[3];
        await server.Keep(tenant, closed);
        await server.Keep(tenant, [.. Story.Of(impact, 20)]);
        await server.Send(tenant, new CaseChanged(closed with { Version = 5, State = "appealed" }), Guid.CreateVersion7());
        await server.Handled(tenant, 1);
        await server.Keep(tenant, [.. Story.Of(impact, 30)]);
        Assert.Equal("open", (await assessor.Get($"{Api}/impacts/{impact}")).GetProperty("status").GetString());
        await server.Send(tenant, new CaseChanged(closed with { Version = 6 }), Guid.CreateVersion7());
        await server.Handled(tenant, 2);
        Assert.Equal("reopened", (await assessor.Get($"{Api}/impacts/{impact}")).GetProperty("status").GetString());
    }

    private async Task Erase(TestTenant tenant, CaseSnapshot[] story, string cause)
    {
        var handled = await server.Read(tenant, db => db.Set<Platform.Messaging.InboxEntry>().CountAsync());
        await server.Send(tenant, new CaseErased(story[0].CaseId, story[^1].Version + 1, cause), Guid.CreateVersion7());
        await server.Handled(tenant, handled + 1);
    }

    private static async Task<string?> Substantiated(HttpClient assessor, Guid impact) =>
        (await assessor.Get($"{Api}/signals?impact={impact}")).GetProperty("counts")[1].GetProperty("shown").GetString();
}
