using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What whoever keeps identities has before them: what waits for them first, who said no, and the end of what they granted.</summary>
public sealed class IdentityPageTests
{
    private const string Api = GrievancesServer.Api;
    private const string Page = "/console/grievances/identity";
    private const string Why = "The clinic has to call back about a bed.";
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory, InlineData(false), InlineData(true)]
    public async Task WhatWaits_ComesFirst_AtHomeAndInTheList_AndEachNoSaysWhose(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var server = await OwnServer.WithClock(Begin, database);
        var tenant = await server.Tenant();
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var custodian = server.Staff(tenant, Guid.CreateVersion7(), "identity-custodian", Permissions.GrievancesRead, Permissions.GrievancesCustody);
        var asked = new List<(Guid Request, string Reference, string Receipt)>();
        for (var i = 0; i < 4; i++)
        {
            var filed = await server.File(tenant, new { language = "en", summary = "s", whatHappened = "w", affected = "self", contact = new { kind = "phone", value = "+44 20 7946 0000" } });
            var reference = filed.GetProperty("reference").GetString()!;
            var id = await server.CaseOf(tenant, reference);
            using (var brief = await handler.Post($"{Api}/cases/{id}/identity-requests", new { reason = "x", hours = 2 }))
                Assert.Equal("grievances.reason_too_short", (await brief.Json()).GetProperty("errors").GetProperty("/reason")[0].GetProperty("code").GetString());
            using (var bare = await handler.Submit($"/console/grievances/{id}/people", page => (IHtmlFormElement)page.QuerySelector("form[action*='handler=Ask']")!, ("Reason", ".")))
                Assert.Contains("Give a reason of at least 20 characters.", await bare.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            asked.Add(((await GrievancesServer.Post(handler, $"/cases/{id}/identity-requests", new { reason = Why, hours = 2 })).GetProperty("id").GetGuid(), reference, filed.GetProperty("receipt").GetString()!));
            server.Clock!.Advance(TimeSpan.FromMinutes(1));
        }
        // The oldest waits still; of the rest one was refused by the person, one by the custodian, one granted.
        using var person = await server.Mailbox(asked[1].Receipt);
        using (var no = await person.PostAsync($"{Api}/mailbox/readers/requests/{asked[1].Request}/refusal", null))
            Assert.Equal(HttpStatusCode.NoContent, no.StatusCode);
        await Decide(asked[2].Request, false);
        await Decide(asked[3].Request, true);

        var home = await custodian.Page("/console/grievances");
        Assert.Equal("One request waits for your decision", home.Title);
        Assert.NotNull(home.QuerySelector($"main p a[href='{Page}']"));
        Assert.DoesNotContain("request", (await handler.Page("/console/grievances")).Title!, StringComparison.Ordinal);
        var list = await custodian.Page(Page);
        Assert.Equal([asked[0].Reference, asked[3].Reference, asked[2].Reference, asked[1].Reference], list.QuerySelectorAll("main h2 .number").Select(n => n.TextContent));
        Assert.Equal(["Waiting", "Granted", "Refused by the custodian", "Refused by the person"], list.QuerySelectorAll("main h2 .status, main h2 [class*=status]").Select(n => n.TextContent.Trim()));
        var pages = new List<string?>();
        for (string? cursor = null; ;)
        {
            var part = await custodian.Get($"{Api}/identity-requests?limit=1{(cursor is null ? "" : "&cursor=" + cursor)}");
            pages.Add(part.GetProperty("items")[0].GetProperty("state").GetString());
            if ((cursor = part.GetProperty("next").GetString()) is null)
                break;
        }
        Assert.Equal(["waiting", "granted", "refused", "refused"], pages);
        async Task Decide(Guid request, bool grant)
        {
            using var answer = await custodian.PostAsJsonAsync($"{Api}/identity-requests/{request}/decision", new { grant });
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task ACustodianWhomThePersonKeepsOut_LearnsNothingOfWhatWasAsked(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var server = await OwnServer.WithClock(Begin, database);
        var tenant = await server.Tenant();
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var custodian = server.Staff(tenant, Guid.CreateVersion7(), "identity-custodian", Permissions.GrievancesRead, Permissions.GrievancesCustody);
        var filed = await server.File(tenant, new { language = "en", summary = "s", whatHappened = "w", affected = "self", contact = new { kind = "phone", value = "+44 20 7946 0000" } });
        var (id, reference) = (await server.CaseOf(tenant), filed.GetProperty("reference").GetString()!);
        var asked = (await GrievancesServer.Post(handler, $"/cases/{id}/identity-requests", new { reason = Why, hours = 2 })).GetProperty("id").GetGuid();
        Assert.Contains(reference, (await custodian.Page(Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        async Task Keep(params string[] roles)
        {
            using var kept = await person.PutAsJsonAsync($"{Api}/mailbox/readers", new { roles });
            Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        }
        await Keep("identity-custodian");
        Assert.DoesNotContain(reference, (await custodian.Page(Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, (await custodian.Get($"{Api}/identity-requests")).GetProperty("items").GetArrayLength());
        Assert.DoesNotContain("waits for your decision", (await custodian.Page("/console/grievances")).Title!, StringComparison.Ordinal);
        using (var unknown = await custodian.PostAsJsonAsync($"{Api}/identity-requests/{asked}/decision", new { grant = true }))
            Assert.Equal("grievances.identity_request_unknown", await unknown.Problem(HttpStatusCode.NotFound));
        await Keep();
        Assert.Contains(reference, (await custodian.Page(Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACustodian_EndsWhatTheyGranted_AndThePersonReadsIt()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var custodian = server.Staff(tenant, Guid.CreateVersion7(), "identity-custodian", Permissions.GrievancesRead, Permissions.GrievancesCustody);
        var filed = await server.File(tenant, new { language = "en", summary = "s", whatHappened = "w", affected = "self", contact = new { kind = "phone", value = "+44 20 7946 0000" } });
        var id = await server.CaseOf(tenant);
        var asked = (await GrievancesServer.Post(handler, $"/cases/{id}/identity-requests", new { reason = Why, hours = 2 })).GetProperty("id").GetGuid();
        using (var early = await custodian.Post($"{Api}/identity-requests/{asked}/end"))
            Assert.Equal("grievances.identity_not_running", await early.Problem(HttpStatusCode.Conflict));
        using (var granted = await custodian.PostAsJsonAsync($"{Api}/identity-requests/{asked}/decision", new { grant = true }))
            Assert.Equal(HttpStatusCode.NoContent, granted.StatusCode);
        Assert.Equal("+44 20 7946 0000", (await handler.Get($"{Api}/cases/{id}/identity")).GetProperty("value").GetString());
        using (var mine = await handler.Post($"{Api}/identity-requests/{asked}/end"))
            Assert.Equal(HttpStatusCode.Forbidden, mine.StatusCode);
        using (var ended = await custodian.Submit(Page, page => (IHtmlFormElement)page.QuerySelector("form[action*='handler=End']")!))
            Assert.Equal($"{Page}?done=ended", ended.Headers.Location?.ToString());
        using (var shut = await handler.GetAsync($"{Api}/cases/{id}/identity"))
            Assert.Equal("grievances.identity_not_granted", await shut.Problem(HttpStatusCode.Forbidden));
        var row = (await custodian.Get($"{Api}/identity-requests")).GetProperty("items")[0];
        Assert.Equal(("ended", "custodian"), (row.GetProperty("state").GetString(), row.GetProperty("by").GetString()));
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        Assert.Equal(("ended", "custodian"), ((await person.Get($"{Api}/mailbox/readers")).GetProperty("requests")[0] is var told ? told.GetProperty("state").GetString() : null, told.GetProperty("by").GetString()));
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        Assert.Contains("whoever keeps it ended it", (await browser.Page("/portal/mailbox/readers")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await server.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "grievances.identity_ended" && l.Role == "identity-custodian" && l.Subject == $"case:{id}")));
    }
}
