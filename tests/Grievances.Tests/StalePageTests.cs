using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Two handlers have one case open: what the first decides is not overwritten by the second, who has not seen it.</summary>
public sealed class StalePageTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task WhoeverDecidesOnAnOldPage_IsShownWhatStandsNow_KeepsWhatTheyTyped_AndDecidesAgain()
    {
        var (tenant, id, page) = await Acknowledged();
        using var first = Account(tenant);
        using var second = Account(tenant);
        var old = await second.Page(page);
        using (var decided = await first.Submit(page, Form("Admissibility"), ("Admissible", "yes"), ("AdmissibilityText", "We look into it.")))
            Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        (string, string)[] opposite = [("Admissible", "NotAboutAi"), ("AdmissibilityText", "It is about a kettle.")];
        using var refused = await Send(second, page, Form("Admissibility")(old), opposite);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal((CaseState.Admissible, 1), await server.Read(tenant, async db => (await db.Grievances.Select(g => g.State).SingleAsync(), await db.Decisions.CountAsync())));
        var now = await new HtmlParser().ParseDocumentAsync(await refused.Content.ReadAsStringAsync());
        var said = now.QuerySelector("main")!;
        Assert.Contains("Look at what stands now and decide again.", said.QuerySelector(".notice-stop")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("it was taken up", said.QuerySelector(".notice-stop")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("We look into it.", said.TextContent, StringComparison.Ordinal);
        Assert.Equal(("It is about a kettle.", "NotAboutAi"), (now.QuerySelector("#AdmissibilityText")!.TextContent.Trim(), ((IHtmlSelectElement)now.QuerySelector("#Admissible")!).Value));
        // Now they have seen it, and what they decide counts.
        using var again = await Send(second, page, Form("Admissibility")(now), opposite);
        Assert.Equal($"{page}?done=admissibility", again.Headers.Location?.ToString());
        Assert.Equal(CaseState.Inadmissible, await server.Read(tenant, db => db.Grievances.Select(g => g.State).SingleAsync()));
    }

    [Theory]
    [InlineData("Triage", "Band", "Critical", "BandReason", "A life was at stake.")]
    [InlineData("Extend", "Until", "2099-01-01", "Reason", "We need the logs.")]
    [InlineData("Preview", "Outcome", "Unsubstantiated", "Letter.WhatWentWrong", "We looked at the logs.")]
    public async Task EachDecision_IsRefusedWhereTheOtherClosedTheCase_AndNothingThatWasTypedIsLost(string form, string field, string value, string text, string words)
    {
        var (tenant, id, page) = await Acknowledged();
        using var first = Account(tenant);
        using var second = Account(tenant);
        // The letter has a page of its own.
        var old = await second.Page(form == "Preview" ? $"{page}/close" : page);
        await server.Close(tenant, first, id);
        using var refused = await Send(second, page, Form(form)(old), (field, value), (text, words), ("Letter.Language", "en"), ("Letter.WhoWasResponsible", "We were."), ("Letter.HowItIsFixed", "It is."), ("Letter.HowToAppeal", "Write."));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var main = (await new HtmlParser().ParseDocumentAsync(await refused.Content.ReadAsStringAsync())).QuerySelector("main")!;
        Assert.Contains("The case is closed", main.QuerySelector(".notice-stop")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(words, main.TextContent, StringComparison.Ordinal);
        Assert.Null(main.QuerySelector("form[action*='handler=Preview'], form[action*='handler=Close']"));
        Assert.Equal((CaseOutcome.Unsubstantiated, CaseBand.Moderate), await server.Read(tenant, async db => await db.Grievances.SingleAsync() is var g ? (g.Outcome!.Value, g.Band!.Value) : default));
    }

    [Fact]
    public async Task APageThatWasRefusedForAnotherReason_HasSeenNothingNewer()
    {
        var (tenant, _, page) = await Acknowledged();
        using var first = Account(tenant);
        using var second = Account(tenant);
        var old = await second.Page(page);
        using (await first.Submit(page, Form("Admissibility"), ("Admissible", "yes"))) { }
        using var reasonless = await Send(second, page, Form("Admissibility")(old), ("Admissible", "NotAboutAi"));
        var shown = await new HtmlParser().ParseDocumentAsync(await reasonless.Content.ReadAsStringAsync());
        using var refused = await Send(second, page, Form("Admissibility")(shown), ("Admissible", "NotAboutAi"), ("AdmissibilityText", "A kettle."));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task AProgram_SaysWhichVersionItRead_WhereItWantsThat()
    {
        var (tenant, id, _) = await Acknowledged();
        using var handler = Account(tenant);
        var version = (await handler.Get($"{Api}/cases/{id}")).GetProperty("version").GetInt64();
        await GrievancesServer.Post(handler, $"/cases/{id}/triage", new { band = "high", version });
        foreach (var (path, body) in new (string, object)[]
        {
            ("triage", new { band = "low", version }), ("admissibility", new { admissible = true, version }), ("extension", new { until = DateTimeOffset.UtcNow.AddMonths(5), reason = "Logs.", version }),
            ("closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter(), version }),
        })
            using (var stale = await handler.Post($"{Api}/cases/{id}/{path}", body))
                Assert.Equal("grievances.changed_meanwhile", await stale.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(handler, $"/cases/{id}/triage", new { band = "low" });
    }

    private async Task<(TestTenant Tenant, Guid Id, string Page)> Acknowledged()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        // Where the directive applies, nothing is put off.
        await server.Work(tenant, db => db.Grievances.ExecuteUpdateAsync(g => g.SetProperty(x => x.DirectiveApplies, false)));
        return (tenant, id, $"/console/grievances/{id}");
    }

    private HttpClient Account(TestTenant tenant) => server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);

    private static Func<IHtmlDocument, IHtmlFormElement> Form(string handler) => page => (IHtmlFormElement)page.QuerySelector($"form[action*='handler={handler}']")!;

    private static Task<HttpResponseMessage> Send(HttpClient client, string page, IHtmlFormElement form, params (string Name, string Value)[] more)
    {
        var fields = form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Name is not null).ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in more)
            fields[name] = value;
        return client.PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : page, new FormUrlEncodedContent(fields));
    }
}
