using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Pages say what is so, to whoever reads them, and all that is wrong at once.</summary>
public sealed class PlainWordsTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private const string Waiver = "We are sorry. In return you waive all claims against us. Thank you.";

    [Fact]
    public async Task AnEmptyForm_IsToldAllThatIsMissing()
    {
        var (tenant, id, _) = await Filed();
        using var handler = server.Handler(tenant);
        Assert.Equal(["Organisation", "Text", "Why"], await Faults(handler.Submit($"/console/grievances/{id}/partners", page => Form(page, ""), ("Organisation", ""), ("Text", " "), ("Why", ""))));
        Assert.Equal(["Measure", "Text", "OwnerRole", "DueOn"], (await Faults(handler.Submit($"/console/grievances/{id}/remedy", page => Form(page, "handler=Add"), ("Measure", ""), ("Text", ""), ("OwnerRole", ""), ("DueOn", "")))).Order(Comparer<string>.Create((a, b) => Place(a) - Place(b))));
        using var answer = await handler.Post($"{Api}/cases/{id}/referrals", new { organisation = "", text = "", why = "" });
        Assert.Equal(["/organisation", "/text", "/why"], (await answer.Json()).GetProperty("errors").EnumerateObject().Select(e => e.Name));

        static int Place(string field) => Array.IndexOf(["Measure", "Text", "OwnerRole", "DueOn"], field);
    }

    [Fact]
    public async Task AMessageThatAsksForARight_IsRefusedWithTheSentence()
    {
        var (tenant, id, _) = await Filed();
        using var handler = server.Handler(tenant);
        foreach (var (page, form, field) in new[] { ($"/console/grievances/{id}", "handler=Answer", "Text"), ($"/console/grievances/{id}/remedy", "handler=NotOwed", "Reason"), ($"/console/grievances/{id}/partners", "", "Why") })
        {
            using var refused = await handler.Submit(page, shown => Form(shown, form), (field, Waiver), ("Organisation", "x"), ("Text", field == "Text" ? Waiver : "A tool did it."));
            var error = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync()).QuerySelectorAll(".field.has-error .error").Select(e => e.TextContent).FirstOrDefault(e => e.Contains('“', StringComparison.Ordinal));
            Assert.Contains("“In return you waive all claims against us.”", error, StringComparison.Ordinal);
            Assert.DoesNotContain("Thank you", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhoeverStepsBack_IsToldWhoReadsWhy_AndWhoHasACaseAlready_IsNotProposed()
    {
        var (tenant, id, _) = await Filed();
        var other = await server.Provisioned();
        // The list has an end, and other tests have organisations too.
        await server.Work(tenant, db => db.Set<Platform.Tenancy.KnownTenant>().Where(t => t.Id == other.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.Name, " First")));
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using (var bare = await handler.Submit($"/console/grievances/{id}/people", page => Form(page, "handler=Recuse"), ("Recusal", "")))
        {
            var text = new HtmlParser().ParseDocument(await bare.Content.ReadAsStringAsync()).QuerySelector(".error-summary")!.TextContent;
            Assert.Contains("Those who may open the case read it; the person does not.", text, StringComparison.Ordinal);
        }
        Assert.Contains(other.Slug, await Proposed());
        await GrievancesServer.Post(handler, $"/cases/{id}/referrals", new { organisation = other.Slug, text = "A tool of theirs did it.", why = "They built it." });
        Assert.DoesNotContain(other.Slug, await Proposed());
        await server.Work(tenant, db => db.Shares.ExecuteUpdateAsync(s => s.SetProperty(x => x.State, ShareState.Withdrawn)));
        Assert.Contains("status-neutral", (await handler.Page($"/console/grievances/{id}/partners")).QuerySelector("h3 .status")!.ClassName, StringComparison.Ordinal);

        async Task<IEnumerable<string>> Proposed() => (await handler.Page($"/console/grievances/{id}/partners")).QuerySelectorAll("select[name=Organisation] option").Select(o => o.GetAttribute("value")!);
    }

    [Fact]
    public async Task ACaseThatStaffPutIntoAPattern_SaysSo_AndCanBeTakenOutThere()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self", consents = new[] { "join_similar" } });
        using var handler = server.Handler(tenant);
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Everybody was turned away", description = "On one day." })).GetProperty("id").GetGuid();
        await GrievancesServer.Post(handler, $"/cases/{await server.CaseOf(tenant)}/pattern", new { patternId = pattern });
        using var browser = await Browser(filed.GetProperty("receipt").GetString()!);
        var front = (await browser.Page("/portal/mailbox?lang=en")).QuerySelector("main")!;
        Assert.Contains("The organisation put your case with others like it: Everybody was turned away", front.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("You said that this happened to you too", front.TextContent, StringComparison.Ordinal);
        Assert.Contains("Take it out", front.QuerySelectorAll("a[href^='/portal/mailbox/consents']").Select(a => a.TextContent));
        var consents = (await browser.Page("/portal/mailbox/consents?lang=en")).QuerySelector("main")!.TextContent;
        Assert.Contains("You allow this, and the organisation put your case with others like it", consents, StringComparison.Ordinal);
        Assert.DoesNotContain("You asked for this yourself", consents, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatACustodianGranted_WaitsForNoAnswer_AndCanBeEnded()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new { language = "en", summary = "s", whatHappened = "w", affected = "self", contact = new { kind = "phone", value = "+44 20 7946 0000" } });
        var id = await server.CaseOf(tenant);
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var custodian = server.Staff(tenant, Guid.CreateVersion7(), "identity-custodian", Permissions.GrievancesRead, Permissions.GrievancesCustody);
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var asked = await GrievancesServer.Post(handler, $"/cases/{id}/identity-requests", new { reason = "To call back about the bed.", hours = 2 });
        Assert.Equal(["readers"], await Waits());
        using (var granted = await custodian.PostAsJsonAsync($"{Api}/identity-requests/{asked.GetProperty("id").GetString()}/decision", new { grant = true }))
            Assert.Equal(HttpStatusCode.NoContent, granted.StatusCode);
        Assert.Empty(await Waits());
        await handler.Get($"{Api}/cases/{id}/identity");
        Assert.Equal(["identity_granted", "identity_seen"], (await person.Get($"{Api}/mailbox")).GetProperty("news").EnumerateArray().Select(n => n.GetProperty("kind").GetString()!).Order());
        using var browser = await Browser(filed.GetProperty("receipt").GetString()!);
        Assert.Contains("you can end that", (await browser.Page("/portal/mailbox?lang=en")).Body!.TextContent, StringComparison.Ordinal);
        var readers = (await browser.Page("/portal/mailbox/readers?lang=en")).QuerySelector("main .review p")!.TextContent;
        Assert.Matches("UTC · looked: ", readers);

        async Task<IEnumerable<string?>> Waits() => (await person.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()).ToList();
    }

    [Fact]
    public async Task WhoseYesItWas_IsSaidToThemAsTheirs_AndAnAppealIsDecidedUntilADay()
    {
        using var joint = await JointCase.Set(server);
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={joint.Person.DefaultRequestHeaders.Authorization!.Parameter}");
        var outside = (await browser.Page("/portal/mailbox/authorities?lang=en")).QuerySelector("main")!.TextContent;
        Assert.Contains("has a part of it, with your yes.", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("the one who filed", outside, StringComparison.Ordinal);
        Assert.Equal("Decided until", Grievances.Features.Remedy.RemedyText.In("appeal.decide_by", "en"));
    }

    [Fact]
    public async Task WhoGetsAHandOver_ReadsWords_AndTheFileForMachinesHasTheCodes()
    {
        var (tenant, id, receipt) = await Filed();
        using var handler = server.Handler(tenant);
        using var person = await server.Mailbox(receipt);
        using (var yes = await person.PutAsJsonAsync($"{Api}/mailbox/consents", new { purpose = "share_with_authority", allowed = true }))
            Assert.Equal(HttpStatusCode.NoContent, yes.StatusCode);
        using var archive = await Archives.Open(await handler.Post($"{Api}/cases/{id}/handover", new { body = "de-bfdi" }));
        async Task<string> Entry(string name)
        {
            using var reader = new StreamReader(await archive.GetEntry(name)!.OpenAsync());
            return await reader.ReadToEndAsync();
        }
        var facts = new HtmlParser().ParseDocument(await Entry("case.html")).QuerySelectorAll("dt").DistinctBy(dt => dt.TextContent).ToDictionary(dt => dt.TextContent, dt => dt.NextElementSibling!.TextContent);
        Assert.Equal(("a program, by the interface for machines", "one", "received, not confirmed yet", "the person who filed it", "the person themselves"), (facts["Came in by"], facts["For how many people"], facts["State"], facts["Who was harmed"], facts["Filed as"]));
        Assert.Contains("\"channel\": \"machine\"", (await Entry("case.json")).Replace("\":\"", "\": \"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerChangedFromTheSummary_LeadsBackThere_UnlessItOpensOtherQuestions()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until("review", new Dictionary<string, (string, string)[]> { ["who"] = [("affected", "self")], ["what"] = [("what", "It said no.")] });
        await walk.Go("to:what");
        Assert.Equal(("what", "true"), (walk.Step, walk.Field("Change")));
        // What is wrong is said there, and the way still leads back.
        await walk.Answer(("what", " "));
        Assert.Equal("what", walk.Step);
        await walk.Answer(("what", "It said no, twice."));
        Assert.Equal("review", walk.Step);
        Assert.Contains("It said no, twice.", walk.Text(), StringComparison.Ordinal);
        await walk.Go("to:harm");
        await walk.Answer(("harm", "harm"));
        Assert.Equal(("kind_harm", ""), (walk.Step, walk.Field("Change")));
    }

    private async Task<(TestTenant Tenant, Guid Id, string Receipt)> Filed()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        return (tenant, await server.CaseOf(tenant), receipt);
    }

    private async Task<HttpClient> Browser(string receipt)
    {
        using var session = await server.Mailbox(receipt);
        var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={session.DefaultRequestHeaders.Authorization!.Parameter}");
        return browser;
    }

    private static IHtmlFormElement Form(IHtmlDocument page, string action) => action.Length > 0 ? (IHtmlFormElement)page.QuerySelector($"form[action*='{action}']")! : (IHtmlFormElement)page.QuerySelector("form:has([name=Organisation])")!;

    private static async Task<IReadOnlyList<string>> Faults(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return [.. new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")!.TrimStart('#'))];
    }
}
