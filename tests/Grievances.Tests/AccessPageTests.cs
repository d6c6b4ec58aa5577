using System.Net;
using AngleSharp.Html.Dom;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The pages by which staff and people decide who sees a case, and by which two organisations work on one.</summary>
public sealed class AccessPageTests(GrievancesServer server)
{
    [Fact]
    public async Task AHandler_AsksForTheIdentity_LooksAndStepsBack_ByForms()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant, new { language = "en", summary = "s", whatHappened = "w", affected = "self", contact = new { kind = "phone", value = "+44 20 7946 0000" } });
        var id = await server.CaseOf(tenant);
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var custodian = server.Staff(tenant, Guid.CreateVersion7(), "identity-custodian", Permissions.GrievancesRead, Permissions.GrievancesCustody);
        var people = $"/console/grievances/{id}/people";
        using (var asked = await handler.Submit(people, Form("Ask"), ("Reason", "To call back about the bed."), ("Hours", "2")))
            Assert.Equal($"{people}?done=asked", asked.Headers.Location?.ToString());
        Assert.Contains("One request waits", (await custodian.Page("/console/grievances/identity")).Body!.TextContent, StringComparison.Ordinal);
        using (var granted = await custodian.Submit("/console/grievances/identity", page => page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(), ("Grant", "true")))
            Assert.Equal(HttpStatusCode.Redirect, granted.StatusCode);
        // One line an hour and role, as the person reads it, however often it was opened.
        for (var i = 0; i < 3; i++)
            await handler.Page(people);
        var openings = (await handler.Page(people)).QuerySelectorAll("main h2").Single(h => h.TextContent == "Who opened it").ParentElement!.QuerySelector("h2 ~ p ~ ul")!;
        Assert.InRange(openings.QuerySelectorAll("li").Length, 1, 2);
        Assert.Contains("(×", openings.TextContent, StringComparison.Ordinal);
        using (var looked = await handler.Submit(people, Form("Look")))
            Assert.Contains("+44 20 7946 0000", WebUtility.HtmlDecode(await looked.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using (var back = await handler.Submit(people, Form("Recuse"), ("Recusal", "I know them.")))
            Assert.Equal("/console/grievances?done=recused", back.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await handler.GetAsync(people)).StatusCode);
    }

    [Fact]
    public async Task WhoeverGivesWorkOut_KeepsAColleagueOut_WithoutOpeningTheCase()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        var page = await lead.Page($"/console/grievances/{id}/assign");
        Assert.DoesNotContain("Turned away", page.Body!.TextContent, StringComparison.Ordinal);
        // The identity service is not there in this test, and the page says so.
        Assert.Contains("Colleagues can", page.Body.TextContent, StringComparison.Ordinal);
        using var nobody = await lead.Submit($"/console/grievances/{id}/assign", found => found.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(form => form.QuerySelector("[name=Also]") is not null));
        Assert.Contains("Choose a colleague.", await nobody.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await server.Read(tenant, db => db.Set<Platform.Audit.AuditLine>().AnyAsync(l => l.Action == CaseKeys.Opened)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task WhoeverIsNamedForAnAppeal_ReadsAtTheTopOfTheCase_ThatTheyDecideIt(bool postgres)
    {
        var (handled, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var identity = await StandInIdentity.Start((handled, "case-handler"), (second, "ombuds"));
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero), database, identity: identity);
        var tenant = await own.Tenant();
        var (_, receipt) = await own.File(tenant);
        var id = await own.CaseOf(tenant);
        using var handler = own.Staff(tenant, handled, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        await own.Close(tenant, handler, id);
        using var person = await own.Mailbox(receipt);
        var appeal = (await GrievancesServer.Post(person, "/mailbox/appeals", new { against = "outcome", text = "I disagree." })).GetProperty("id").GetGuid();
        using var lead = own.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        await GrievancesServer.Post(lead, $"/cases/{id}/appeals/{appeal}/reviewer", new { accountId = second, handlers = "ombuds" });
        using var reviewer = own.Staff(tenant, second, "ombuds", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesHear);
        var queue = await reviewer.Page("/console/grievances?state=open&assigned=me");
        var kase = await reviewer.Page(Assert.Single(queue.QuerySelectorAll("tbody th a")).GetAttribute("href")!);
        var notice = kase.QuerySelectorAll(".notice").Single(n => n.TextContent.Contains("You decide the appeal", StringComparison.Ordinal));
        Assert.Equal($"/console/grievances/{id}/remedy", notice.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Appeal", kase.QuerySelectorAll(".summary-list dt").Select(t => t.TextContent));
        Assert.DoesNotContain("Findings", kase.QuerySelectorAll(".summary-list dt").Select(t => t.TextContent));
        Assert.Equal("No other case belongs together with this one", (await reviewer.Page($"/console/grievances/{id}/relations")).QuerySelectorAll("h2")[0].TextContent);
        // Whoever handled it before is told nothing of the kind.
        Assert.DoesNotContain("You decide the appeal", (await handler.Page($"/console/grievances/{id}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLead_ReadsWhyACaseIsCritical_OnAPageOfTheirOwn()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.AssessmentsLead);
        Assert.Contains("No case is called critical", (await lead.Page("/console/grievances/critical")).Body!.TextContent, StringComparison.Ordinal);
        using (await handler.Post($"{GrievancesServer.Api}/cases/{id}/triage", new { band = "critical", reason = "A life was at stake." })) { }
        Assert.Contains("A life was at stake.", (await lead.Page("/console/grievances/critical")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoOrganisations_AndThePerson_WorkTogether_ByForms()
    {
        var (giver, taker) = (await server.Provisioned(), await server.Provisioned());
        var (_, receipt) = await server.File(giver);
        var id = await server.CaseOf(giver);
        using var here = server.Handler(giver);
        using var there = server.Handler(taker);
        using (var proposed = await here.Submit($"/console/grievances/{id}/partners", page => page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(form => form.QuerySelector("[name=Organisation]") is not null),
            ("Organisation", taker.Slug), ("Text", "It happened."), ("Why", "They built it.")))
            Assert.Equal($"/console/grievances/{id}/partners?done=proposed", proposed.Headers.Location?.ToString());
        using var person = await server.Mailbox(receipt);
        var share = (await person.Get($"{GrievancesServer.Api}/mailbox/referrals"))[0].GetProperty("id").GetGuid();
        using (var yes = await person.Post($"{GrievancesServer.Api}/mailbox/referrals/{share}/answer", new { allow = true }))
            Assert.Equal(HttpStatusCode.NoContent, yes.StatusCode);
        var other = await Arrived(taker);
        using (var taken = await there.Submit($"/console/grievances/{other}/partners", page => page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(form => form.QuerySelector("[name=Words]") is not null), ("Words", "We look into it."), ("Kind", "Accepted")))
            Assert.Equal($"/console/grievances/{other}/partners?done=written", taken.Headers.Location?.ToString());
        Assert.Contains("We look into it.", (await there.Page($"/console/grievances/{other}/partners")).Body!.TextContent, StringComparison.Ordinal);
    }

    private async Task<Guid> Arrived(TestTenant taker)
    {
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (await server.Read(taker, db => db.Grievances.Select(g => (Guid?)g.Id).SingleOrDefaultAsync()) is { } id)
                return id;
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "The referral did not arrive.");
        }
    }

    private static Func<IHtmlDocument, IHtmlFormElement> Form(string handler) =>
        page => page.QuerySelectorAll("form").OfType<IHtmlFormElement>().First(form => form.GetAttribute("action")?.Contains($"handler={handler}", StringComparison.Ordinal) == true);
}
