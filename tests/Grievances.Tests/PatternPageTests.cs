using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Patterns on the pages of staff: what was said stays to be read, what was closed is there, and a case is taken out again.</summary>
public sealed class PatternPageTests(GrievancesServer server)
{
    private const string Page = "/console/grievances/patterns";

    [Fact]
    public async Task WhoeverClosesAPatternThatSomebodyClosed_IsToldSo_AndNothingMoreIsSaidToAnybody()
    {
        var tenant = await server.Provisioned();
        using var first = server.Handler(tenant);
        using var second = server.Handler(tenant);
        var pattern = (await GrievancesServer.Post(first, "/patterns", new { title = "Wrong doses", description = "Doubled." })).GetProperty("id").GetString()!;
        var old = await second.Page(Page);
        using (var closed = await Send(first, await first.Page(Page), "Close", ("State", "Fixed"), ("Text", "Version 2 doubles nothing.")))
            Assert.Equal($"{Page}?done=closed", closed.Headers.Location?.ToString());
        foreach (var form in new[] { "Close", "Progress" })
        {
            using var stale = await Send(second, old, form, ("State", "NotConfirmed"), ("Text", "It never happened."));
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
            var main = (await new HtmlParser().ParseDocumentAsync(await stale.Content.ReadAsStringAsync())).QuerySelector("main")!;
            Assert.Contains("Somebody closed this pattern before.", main.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("Version 2 doubles nothing.", main.TextContent, StringComparison.Ordinal);
        }
        foreach (var path in new[] { "closure", "progress" })
            using (var again = await second.Post($"{GrievancesServer.Api}/patterns/{pattern}/{path}", new { state = "fixed", text = "Again." }))
                Assert.Equal("grievances.pattern_closed", await again.Problem(HttpStatusCode.Conflict));
        Assert.Equal(1, await server.Read(tenant, db => db.Set<Domain.PatternUpdate>().CountAsync()));
    }

    [Fact]
    public async Task WhatWasSaid_AndWhatIsClosed_StayToBeRead()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        foreach (var title in new[] { "Wrong doses", "Lost letters" })
        {
            var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title, description = "Doubled." })).GetProperty("id").GetString()!;
            await GrievancesServer.Post(handler, $"/patterns/{pattern}/progress", new { state = "confirmed", text = $"{title}: we found it." });
            await GrievancesServer.Post(handler, $"/patterns/{pattern}/progress", new { state = "being_fixed", text = $"{title}: it is being mended." });
            if (title == "Lost letters")
                await GrievancesServer.Post(handler, $"/patterns/{pattern}/closure", new { state = "fixed", text = $"{title}: mended." });
        }
        var page = await handler.Page(Page);
        Assert.Equal(["Wrong doses", "Add a pattern", "Closed"], page.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.Equal(["Wrong doses: it is being mended.", "Wrong doses: we found it.", "Lost letters: mended.", "Lost letters: it is being mended.", "Lost letters: we found it."], page.QuerySelectorAll("main .message .user-text").Select(t => t.TextContent));
        Assert.Empty(page.QuerySelectorAll("main table"));
        Assert.InRange(await server.Statements(handler, new HttpRequestMessage(HttpMethod.Get, Page)), 1, 8);
    }

    [Fact]
    public async Task ACase_IsTakenOutOfItsPattern_OnItsPage()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "Doubled." })).GetProperty("id").GetString()!;
        await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", patternId = pattern });
        var address = $"/console/grievances/{await server.CaseOf(tenant)}";
        var old = await handler.Page(address);
        using (var taken = await Send(handler, old, "Detach"))
            Assert.Equal($"{address}?done=detached", taken.Headers.Location?.ToString());
        Assert.Equal((null, 0), await server.Read(tenant, async db => (await db.Grievances.Select(g => g.PatternId).SingleAsync(), await db.Patterns.Select(p => p.Reports).SingleAsync())));
        Assert.Null((await handler.Page(address)).QuerySelector("form[action*='handler=Detach']"));
        using var again = await Send(handler, old, "Detach");
        Assert.Contains("This case belongs to no pattern.", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // The first such form of a page, whoever had it before them and since when.
    private static Task<HttpResponseMessage> Send(HttpClient client, IHtmlDocument page, string handler, params (string Name, string Value)[] typed)
    {
        var form = (IHtmlFormElement)page.QuerySelector($"form[action*='handler={handler}']")!;
        var fields = form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Name is not null).ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in typed)
            fields[name] = value;
        return client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(fields));
    }
}
