using System.Net;
using System.Net.Http.Json;
using Grievances.Domain;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Ui.Localization;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What people write about how it was is read by whoever answers for the mechanism, never by those who handled the case, and never so that one is told apart.</summary>
public sealed class SurveyWordsTests(GrievancesServer server)
{
    private const string Page = "/console/grievances/survey-words";

    [Fact]
    public async Task TheLeadReadsTheTeams_TheOmbudsTheirOwn_ByTensAndWithoutTheCase()
    {
        var tenant = await server.Provisioned();
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesLearn, Permissions.GrievancesConfigure);
        using var ombuds = server.Staff(tenant, Guid.CreateVersion7(), "ombuds", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesHear, Permissions.GrievancesLearn);
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesLearn);
        for (var i = 0; i < 9; i++)
            await Says($"team-{i}");
        await Says("kept-from-lead", "human-rights-lead");
        for (var i = 0; i < 10; i++)
            await Says($"ombuds-{i}", "case-handler");
        Assert.Empty(await Read(lead));
        Assert.Equal(10, (await Read(ombuds)).Count(text => text.StartsWith("ombuds-", StringComparison.Ordinal)));
        Assert.False(await server.Read(tenant, db => db.Set<AuditLine>().AnyAsync(l => l.Action == "grievances.survey_words_read" && l.Role == "human-rights-lead")));

        await Says("team-9");
        await Says("the eleventh");
        var read = await Read(lead);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"team-{i}"), read);
        var references = await server.Read(tenant, db => db.Grievances.Select(g => g.Reference).ToListAsync());
        var page = await lead.GetStringAsync(Page);
        Assert.DoesNotContain(references, reference => page.Contains(reference, StringComparison.Ordinal));
        Assert.True(await server.Read(tenant, db => db.Set<AuditLine>().AnyAsync(l => l.Action == "grievances.survey_words_read" && l.Role == "human-rights-lead")));

        // Where the organisation keeps more people back, it does so here too.
        using (var limit = new HttpRequestMessage(HttpMethod.Put, $"{GrievancesServer.Api}/settings/figures") { Content = JsonContent.Create(new { leastShown = 12 }), Headers = { { "If-Match", "\"0\"" } } })
        using (var set = await lead.SendAsync(limit))
            Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        Assert.Empty(await Read(lead));
        using var refused = await handler.GetAsync(Page);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains(Page, await lead.GetStringAsync("/console/grievances/effectiveness"), StringComparison.Ordinal);
        Assert.DoesNotContain(Page, await handler.GetStringAsync("/console/grievances/effectiveness"), StringComparison.Ordinal);

        async Task Says(string text, string? exclude = null)
        {
            var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", exclude = exclude is null ? [] : new[] { exclude } });
            var reference = filed.GetProperty("reference").GetString();
            await server.Work(tenant, db => db.Grievances.Where(g => g.Reference == reference).ExecuteUpdateAsync(g => g.SetProperty(x => x.State, CaseState.Closed)
                .SetProperty(x => x.Outcome, CaseOutcome.Unsubstantiated).SetProperty(x => x.ClosedAt, DateTimeOffset.UtcNow.AddMinutes(-1))));
            using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
            using var said = await person.PutAsJsonAsync($"{GrievancesServer.Api}/mailbox/surveys/closure", new { words = text });
            Assert.Equal(HttpStatusCode.NoContent, said.StatusCode);
        }

        static async Task<List<string>> Read(HttpClient who) => [.. (await who.Page(Page)).QuerySelectorAll("article .user-text").Select(text => text.TextContent)];
    }

    [Fact]
    public async Task WhoeverIsAsked_IsToldWhoReadsTheirWords()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var handler = server.Handler(tenant);
        await server.Close(tenant, handler, await server.CaseOf(tenant));
        using var person = await server.Mailbox(receipt);
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        foreach (var language in PortalLanguages.All)
            Assert.Contains(RemedyText.Words.Get("survey.words_hint", language.Culture), (await browser.Page($"/portal/mailbox/survey?lang={language.Code}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }
}
