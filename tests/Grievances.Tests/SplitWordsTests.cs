using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Features.Queue;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What a part of a case tells is the person's, word for word; what a handler adds is marked as theirs.</summary>
public sealed class SplitWordsTests(GrievancesServer server)
{
    private const string Told = "The chatbot  said no.\r\nIt kept my photo, and I never agreed.\r\nNow I wait.";
    private const string Api = GrievancesServer.Api;

    [Theory]
    [InlineData("it kept my photo", "it kept my photo")]
    [InlineData("The chatbot said\nno.", "The chatbot said\nno.")]
    [InlineData("The chatbot said no.\nNow I wait.", "The chatbot said no.\n[…]\nNow I wait.")]
    [InlineData("Now I wait.\n[…]\nblue", "Now I wait.\n[…]\nblue")]
    [InlineData("I agreed.", null)]
    [InlineData("The chatbot said no.\nThe handler says why.", null)]
    [InlineData("[…]", null)]
    public void OnlyPassagesOfWhatWasFiled_MakeAPart(string typed, string? kept) => Assert.Equal(kept, SplitText.Of(typed, [Told, null, "blue"]));

    [Fact]
    public async Task WordsThatAreNotThePersons_AreRefused_WithTheWayToMendIt_AndTheHeadingIsAHandlers()
    {
        var (tenant, id, receipt) = await Filed();
        using var handler = server.Handler(tenant);
        var page = $"/console/grievances/{id}/relations";
        Assert.Contains("and I never agreed.", (await handler.Page(page)).QuerySelector("#split .user-text")!.TextContent, StringComparison.Ordinal);
        using (var put = await handler.Submit(page, Form, ("Summary", "Photo kept"), ("WhatHappened", "It kept my photo, and I agreed.")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, put.StatusCode);
            var form = new HtmlParser().ParseDocument(await put.Content.ReadAsStringAsync()).QuerySelector("#split")!;
            Assert.Contains("This is not what the person wrote. Copy passages", form.QuerySelector(".error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("It kept my photo, and I agreed.", form.QuerySelector("textarea")!.TextContent.Trim());
        }
        using (var put = await handler.Post($"{Api}/cases/{id}/split", new { summary = "Photo kept", whatHappened = "The handler says why." }))
            Assert.Equal("grievances.not_their_words", (await put.Json()).GetProperty("errors").GetProperty("/whatHappened")[0].GetProperty("code").GetString());
        Assert.Equal(1, await server.Read(tenant, db => db.Grievances.CountAsync()));

        var part = (await GrievancesServer.Post(handler, $"/cases/{id}/split", new { summary = "A heading of ours", whatHappened = "it kept my photo" })).GetProperty("id").GetGuid();
        Assert.Contains("This line is a handler’s", (await handler.Page($"/console/grievances/{part}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("This line is a handler’s", (await handler.Page($"/console/grievances/{id}")).Body!.TextContent, StringComparison.Ordinal);
        using var person = await server.Mailbox(receipt);
        using var opened = await person.Post($"{Api}/mailbox/parts/{part}/session", new { });
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={(await opened.Json()).GetProperty("token").GetString()}");
        Assert.Contains("The heading of this part is the organisation’s.", (await browser.Page("/portal/mailbox?lang=en")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSamePassageTwice_IsMeant_OrRefused()
    {
        var (tenant, id, _) = await Filed();
        using var handler = server.Handler(tenant);
        var page = $"/console/grievances/{id}/relations";
        await GrievancesServer.Post(handler, $"/cases/{id}/split", new { summary = "Photo kept", whatHappened = "it kept my photo" });
        using (var twice = await handler.Post($"{Api}/cases/{id}/split", new { summary = "Photo kept", whatHappened = "It  kept my photo" }))
            Assert.Equal("grievances.split_before", await twice.Problem(HttpStatusCode.Conflict));
        Assert.Null((await handler.Page(page)).QuerySelector("#split [name=Again]"));
        using (var twice = await handler.Submit(page, Form, ("Summary", "Photo kept"), ("WhatHappened", "it kept my photo")))
            Assert.NotNull(new HtmlParser().ParseDocument(await twice.Content.ReadAsStringAsync()).QuerySelector("#split [name=Again]"));
        using (var meant = await handler.Submit(page, Form, ("Summary", "Photo kept"), ("WhatHappened", "it kept my photo"), ("Again", "true")))
            Assert.Equal($"{page}?done=split", meant.Headers.Location?.ToString());
        Assert.Equal(3, await server.Read(tenant, db => db.Grievances.CountAsync()));
    }

    private async Task<(TestTenant Tenant, Guid Id, string Receipt)> Filed()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new { language = "en", summary = "Two things", whatHappened = Told, affected = "self" });
        return (tenant, await server.CaseOf(tenant), filed.GetProperty("receipt").GetString()!);
    }

    private static IHtmlFormElement Form(IHtmlDocument page) => (IHtmlFormElement)page.QuerySelector("form[action*='handler=Split']")!;
}
