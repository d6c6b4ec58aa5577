using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What is learned from cases: it outlives them, names nobody, and finds what happened before.</summary>
public sealed class LessonTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task ALesson_OutlivesTheCase_AndLeadsToNobody()
    {
        var tenant = await server.Provisioned();
        var (reference, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = Learner(tenant);
        var written = await GrievancesServer.Post(handler, $"/cases/{id}/lessons", new { cause = "missing_language", text = "It was never tested in Tigrinya." });
        var lesson = Assert.Single((await handler.Get($"{Api}/lessons")).GetProperty("items").EnumerateArray());
        Assert.Equal((reference, "missing_language", "It was never tested in Tigrinya.", JsonValueKind.Null), (Text(lesson, "reference"), Text(lesson, "cause"), Text(lesson, "text"), lesson.GetProperty("changed").ValueKind));
        Assert.All(await server.Read(tenant, db => db.Lessons.AsNoTracking().ToListAsync()), row => Assert.DoesNotContain("Tigrinya", Encoding.UTF8.GetString(row.Text), StringComparison.Ordinal));
        Assert.DoesNotContain("Tigrinya", (await server.Events<LessonLearned>(tenant)).Single().GetRawText(), StringComparison.Ordinal);

        // Later something is changed because of it; two who change it at once don't lose each other's words.
        var (address, version) = ($"{Api}/cases/{id}/lessons/{written.GetProperty("id").GetGuid()}", written.GetProperty("version").GetInt64());
        using (var changed = await Put(handler, address, new { cause = "missing_language", text = "It was never tested in Tigrinya.", changed = "We test it now.", version }))
            Assert.Equal(2, (await changed.Json()).GetProperty("version").GetInt64());
        using (var stale = await Put(handler, address, new { cause = "process", text = "Other", version }))
            Assert.Equal("grievances.lesson_changed", await stale.Problem(HttpStatusCode.Conflict));

        using (var person = await server.Mailbox(receipt))
        using (var erased = await person.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        for (var patience = 0; await server.Read(tenant, db => db.Grievances.AnyAsync(g => g.Id == id)); patience++)
        {
            Assert.True(patience < 200, "The case was not erased in time.");
            await Task.Delay(50);
        }
        var left = Assert.Single((await handler.Get($"{Api}/lessons")).GetProperty("items").EnumerateArray());
        Assert.Equal(("We test it now.", JsonValueKind.Null), (Text(left, "changed"), left.GetProperty("reference").ValueKind));
        var page = (await handler.Page("/console/grievances/lessons")).Body!.TextContent;
        Assert.Contains("We test it now.", page, StringComparison.Ordinal);
        Assert.Contains("case no longer here", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{reference} was turned away", "grievances.lesson_names_somebody")]
    [InlineData("Ask me@home.example about it", "grievances.lesson_names_somebody")]
    [InlineData("Call +49 30 123456", "grievances.lesson_names_somebody")]
    [InlineData(" ", "grievances.lesson_missing")]
    public async Task WhatWouldLeadBack_IsRefused(string text, string code)
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new { language = "en", summary = "s", whatHappened = "w", affected = "self", contact = new { kind = "phone", value = "+49 30 123456" }, consents = new[] { "contact_outside" } });
        using var handler = Learner(tenant);
        using var refused = await handler.Post($"{Api}/cases/{await server.CaseOf(tenant)}/lessons", new { cause = "process", text = text.Replace("{reference}", filed.GetProperty("reference").GetString(), StringComparison.Ordinal) });
        Assert.Equal(code, (await refused.Json()).GetProperty("errors").GetProperty("/text")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task TheLibrary_IsFilteredAndPaged_AndTakenAlongInert()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        var system = Guid.CreateVersion7();
        using var handler = Learner(tenant);
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == id).ExecuteUpdateAsync(g => g.SetProperty(x => x.SystemId, system).SetProperty(x => x.Rights, "equality,privacy")));
        await GrievancesServer.Post(handler, $"/cases/{id}/lessons", new { cause = "process", text = "=HYPERLINK(\"http://evil.example\")" });
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == id).ExecuteUpdateAsync(g => g.SetProperty(x => x.SystemId, (Guid?)null).SetProperty(x => x.Rights, "work")));
        await GrievancesServer.Post(handler, $"/cases/{id}/lessons", new { cause = "supplier", text = "<script>alert(1)</script>", changed = "+1" });
        Assert.Equal(["supplier", "process"], await Causes(""));
        Assert.Equal(["process"], await Causes($"?system={system}"));
        Assert.Equal(["supplier"], await Causes("?cause=supplier"));
        Assert.Equal(["process"], await Causes("?right=privacy"));
        Assert.Equal([], await Causes("?right=priv"));
        var first = await handler.Get($"{Api}/lessons?limit=1");
        Assert.Equal(["process"], await Causes($"?limit=1&cursor={Text(first, "next")}"));
        using (var unknown = await handler.GetAsync($"{Api}/lessons?cause=weather"))
            Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);

        using var csv = await handler.GetAsync($"{Api}/lessons/export");
        var table = await csv.Content.ReadAsStringAsync();
        Assert.Equal("attachment", csv.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"", table, StringComparison.Ordinal);
        Assert.Contains(",'+1,", table, StringComparison.Ordinal);
        var json = await handler.GetStringAsync($"{Api}/lessons/export?format=json&cause=supplier");
        Assert.DoesNotContain("<script", json, StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>", Text(JsonDocument.Parse(json).RootElement[0], "text"));
        var page = await handler.Page("/console/grievances/lessons?cause=supplier");
        Assert.Empty(page.QuerySelectorAll("main script"));
        Assert.Contains("<script>alert(1)</script>", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.InRange(await server.Statements(handler, new HttpRequestMessage(HttpMethod.Get, $"{Api}/lessons")), 1, 8);

        async Task<List<string?>> Causes(string query) => [.. (await handler.Get($"{Api}/lessons{query}")).GetProperty("items").EnumerateArray().Select(l => Text(l, "cause"))];
    }

    [Fact]
    public async Task WhoMustNotKnowOfACase_ReadsNoLessonOfIt_AndOnlyWhoHandles_Writes()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = Learner(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/lessons", new { cause = "process", text = "About the team" });
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == id).ExecuteUpdateAsync(g => g.SetProperty(x => x.HandledBy, CaseKeys.Ombuds)));
        Assert.Equal(0, (await handler.Get($"{Api}/lessons")).GetProperty("items").GetArrayLength());
        using var ombuds = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesHear, Permissions.GrievancesLearn);
        Assert.Equal(1, (await ombuds.Get($"{Api}/lessons")).GetProperty("items").GetArrayLength());
        using var auditor = server.Staff(tenant, Permissions.AuditRead, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        using (var written = await auditor.Post($"{Api}/cases/{id}/lessons", new { cause = "process", text = "t" }))
            Assert.Equal(HttpStatusCode.Forbidden, written.StatusCode);
        using var reader = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesHandle);
        foreach (var path in new[] { $"{Api}/lessons", $"{Api}/lessons/export", "/console/grievances/lessons" })
            using (var shut = await reader.GetAsync(path))
                Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
    }

    [Fact]
    public async Task EarlierCasesOfTheSameSystemAndRight_AreSuggested_AndAHumanBeingSaysThatItHappenedAgain()
    {
        var tenant = await server.Provisioned();
        var system = Guid.CreateVersion7();
        var ids = new List<Guid>();
        foreach (var (rights, on) in new[] { ("privacy,work", system), ("equality", system), ("privacy", Guid.NewGuid()), ("privacy", system), ("equality,privacy", system) })
        {
            var (reference, _) = await server.File(tenant);
            var id = await server.CaseOf(tenant, reference);
            ids.Add(id);
            await server.Work(tenant, async db =>
            {
                await db.Grievances.Where(g => g.Id == id).ExecuteUpdateAsync(g => g.SetProperty(x => x.SystemId, on).SetProperty(x => x.Rights, rights));
                db.AddRange(rights.Split(',').Select(code => new CaseRight { TenantId = tenant.Id, Code = code, CaseId = id }));
                await db.SaveChangesAsync();
            });
        }
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == ids[3]).ExecuteUpdateAsync(g => g.SetProperty(x => x.HandledBy, CaseKeys.Ombuds)));
        using var handler = Learner(tenant);
        Assert.Equal([ids[1], ids[0]], await Suggested(ids[4]));
        Assert.Equal([], await Suggested(ids[0]));
        var address = $"/console/grievances/{ids[4]}/lessons";
        using (var again = await handler.SendWhole(address, page => (IHtmlFormElement)page.QuerySelector($"input[name=OtherId][value='{ids[0]}']")!.Closest("form")!))
            Assert.Equal($"{address}?done=related", again.Headers.Location?.ToString());
        Assert.Equal([ids[1]], await Suggested(ids[4]));
        Assert.Equal(RelationKind.Recurrence, await server.Read(tenant, db => db.Relations.Where(r => r.CaseId == ids[4] && r.OtherId == ids[0]).Select(r => r.Kind).SingleAsync()));

        async Task<List<Guid>> Suggested(Guid id) => [.. (await handler.Get($"{Api}/cases/{id}/recurrences")).EnumerateArray().Select(c => c.GetProperty("id").GetGuid())];
    }

    [Fact]
    public async Task ThePageOfACase_WritesALesson_AndChangesIt()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = Learner(tenant);
        var address = $"/console/grievances/{id}/lessons";
        using (var missing = await handler.SendWhole(address, Form, ("Text", "We test it now.")))
            Assert.Contains("Choose what led to it", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var written = await handler.SendWhole(address, Form, ("Text", "It was not tested."), ("Cause", "MissingSafeguard")))
            Assert.Equal($"{address}?done=learned", written.Headers.Location?.ToString());
        var change = (await handler.Page(address)).QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Single(href => href.Contains("?change=", StringComparison.Ordinal));
        var form = await handler.Page(change);
        Assert.Equal("It was not tested.", ((IHtmlTextAreaElement)form.QuerySelector("textarea[name=Text]")!).Value);
        using (var changed = await handler.SendWhole(change, Form, ("Changed", "A test stands in the way of a release.")))
            Assert.Equal($"{address}?done=changed", changed.Headers.Location?.ToString());
        Assert.Contains("A test stands in the way of a release.", (await handler.Page(address)).Body!.TextContent, StringComparison.Ordinal);

        static IHtmlFormElement Form(IHtmlDocument page) => (IHtmlFormElement)page.QuerySelector("form[action*='handler=Write']")!;
    }

    private HttpClient Learner(TestTenant tenant) => server.Staff(tenant, Guid.NewGuid(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesLearn);

    private static async Task<HttpResponseMessage> Put(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = System.Net.Http.Json.JsonContent.Create(body) };
        return await client.SendAsync(request);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
