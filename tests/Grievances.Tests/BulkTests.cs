using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>One thing done with many cases: each by its own rules, nothing hidden.</summary>
public sealed class BulkTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task EachCase_IsDoneOrRefusedByItsOwnRules_AndTheSameKeyDoesNothingTwice()
    {
        var (tenant, other) = (await server.Provisioned(), await server.Provisioned());
        var ids = await Filed(tenant, 4);
        var foreign = (await Filed(other, 1))[0];
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{ids[1]}/acknowledgement", new { });
        await Opened(handler, ids[0]);
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == ids[2]).ExecuteUpdateAsync(g => g.SetProperty(x => x.HandledBy, "ombuds")));

        var body = new { ids = new[] { ids[0], ids[1], ids[2], foreign, ids[3], ids[0] }, action = "acknowledge" };
        var key = Guid.NewGuid().ToString();
        using (var answer = await handler.Post($"{Api}/cases/bulk", body, key))
        {
            var result = await answer.Json();
            Assert.Equal((1, 4), (result.GetProperty("done").GetInt32(), result.GetProperty("refused").GetInt32()));
            // The person would read that somebody has read it, and on the same page that nobody has opened it.
            Assert.Equal([null, "grievances.already_acknowledged", "grievances.case_unknown", "grievances.case_unknown", "grievances.open_it_first"], result.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("code").GetString()));
        }
        await Opened(handler, ids[3]);
        using (var again = await handler.Post($"{Api}/cases/bulk", body, key))
            Assert.Equal(2, (await again.Json()).GetProperty("done").GetInt32());
        using (var reused = await handler.Post($"{Api}/cases/bulk", new { ids = new[] { ids[3] }, action = "spam", reason = Reason }, key))
            Assert.Equal("platform.idempotency_key_reused", await reused.Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Equal(3, await server.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "grievances.acknowledged")));
        Assert.Null(await server.Read(other, db => db.Grievances.Select(g => g.AcknowledgedAt).SingleAsync()));
    }

    [Fact]
    public async Task WhatIsSpam_IsMarked_AndTakingItBack_TakesBackThoseAlone()
    {
        var tenant = await server.Provisioned();
        var ids = await Filed(tenant, 2);
        using var handler = server.Handler(tenant);
        var arabic = (await server.File(tenant, new { language = "ar", summary = "رُفض طلبي", whatHappened = "قال الروبوت لا", affected = "self" })).GetProperty("reference").GetString();
        ids.Add(await server.CaseOf(tenant, arabic));
        await Opened(handler, ids[0]);
        await GrievancesServer.Post(handler, $"/cases/{ids[0]}/marks", GrievancesServer.Spam());
        // Who has not read it can't tell, and each person reads why in their language.
        Assert.Equal("grievances.open_it_first", (await GrievancesServer.Post(handler, "/cases/bulk", new { ids = new[] { ids[1] }, action = "spam", reason = Reason })).GetProperty("cases")[0].GetProperty("code").GetString());
        await Opened(handler, ids[1], ids[2]);
        var result = await GrievancesServer.Post(handler, "/cases/bulk", new { ids, action = "spam", reason = Reason });
        Assert.Equal(["grievances.marked_before", null, "grievances.letter_in_other_language"], result.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("code").GetString()));
        Assert.Equal([ids[2]], await Open());
        await GrievancesServer.Post(handler, "/cases/bulk", new { ids = new[] { ids[1] }, action = "no_spam" });
        Assert.Equal(new[] { ids[1], ids[2] }.Order(), (await Open()).Order());

        async Task<List<Guid>> Open() => [.. (await handler.Get($"{Api}/cases?state=open")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetGuid())];
    }

    [Fact]
    public async Task WhatCannotBeBegun_IsRefusedWhole()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        using var reader = server.Staff(tenant, Permissions.GrievancesRead);
        foreach (var (body, code) in new (object, string)[]
        {
            (new { ids = Array.Empty<Guid>(), action = "spam" }, "grievances.bulk_empty"), (new { ids = Enumerable.Range(0, 201).Select(_ => Guid.NewGuid()), action = "spam" }, "grievances.bulk_too_many"),
            (new { ids = new[] { Guid.NewGuid() }, action = "spam" }, "grievances.reason_missing"), (new { ids = new[] { Guid.NewGuid() }, action = "attach" }, "platform.field_missing"), (new { ids = new[] { Guid.NewGuid() }, action = "relate" }, "platform.field_missing"),
        })
        {
            using var refused = await handler.Post($"{Api}/cases/bulk", body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal(code, (await refused.Json()).GetProperty("errors").EnumerateObject().Single().Value[0].GetProperty("code").GetString());
        }
        using (var assigning = await handler.Post($"{Api}/cases/bulk", new { ids = new[] { Guid.NewGuid() }, action = "assign", accountId = Guid.NewGuid() }))
            Assert.Equal("platform.forbidden", await assigning.Problem(HttpStatusCode.Forbidden));
        using (var reading = await reader.Post($"{Api}/cases/bulk", new { ids = new[] { Guid.NewGuid() }, action = "spam" }))
            Assert.Equal(HttpStatusCode.Forbidden, reading.StatusCode);
    }

    [Fact]
    public async Task ThePage_AsksFirst_SaysWhatWasRefused_AndTakesItBack()
    {
        var tenant = await server.Provisioned();
        var ids = await Filed(tenant, 3);
        using var handler = server.Handler(tenant);
        await Opened(handler, ids[0]);
        await GrievancesServer.Post(handler, $"/cases/{ids[0]}/marks", GrievancesServer.Spam());
        await Opened(handler, ids[1], ids[2]);
        var reference = await server.Read(tenant, db => db.Grievances.Where(g => g.Id == ids[0]).Select(g => g.Reference).SingleAsync());

        var queue = await handler.Page("/console/grievances?state=all");
        Assert.Equal(3, queue.QuerySelectorAll("input[type=checkbox][form=bulk]").Length);
        using var asked = await Sent(handler, "/console/grievances/bulk", queue.QuerySelector("form#bulk")!, [.. ids.Select(id => ("Ids", id.ToString())), ("Action", "Spam")]);
        var confirm = await Parsed(asked, HttpStatusCode.OK);
        Assert.Equal("Mark as spam: 3 cases", confirm.QuerySelector("h1")!.TextContent);
        Assert.DoesNotContain(reference, confirm.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await server.Read(tenant, db => db.Grievances.CountAsync(g => g.Spam)));

        var form = confirm.QuerySelector("form[action*='handler=Do']")!;
        using (var why = await Sent(handler, "/console/grievances/bulk?handler=Do", form))
            Assert.Contains("Give a reason", (await Parsed(why, HttpStatusCode.BadRequest)).QuerySelector("#Reason-error")!.TextContent, StringComparison.Ordinal);
        using var did = await Sent(handler, "/console/grievances/bulk?handler=Do", form, ("Reason", Reason));
        var result = await Parsed(did, HttpStatusCode.OK);
        Assert.Equal("Done with 2 cases, 1 refused", result.QuerySelector("h1")!.TextContent);
        Assert.Contains(reference, result.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It was marked like this before.", result.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, await server.Read(tenant, db => db.Grievances.CountAsync(g => g.Spam)));

        using var back = await Sent(handler, "/console/grievances/bulk?handler=Do", result.QuerySelector("form[action*='handler=Do']")!);
        Assert.Equal("Done with 2 cases", (await Parsed(back, HttpStatusCode.OK)).QuerySelector("h1")!.TextContent);
        Assert.Equal([ids[0]], await server.Read(tenant, db => db.Grievances.Where(g => g.Spam).Select(g => g.Id).ToListAsync()));
        using var none = await Sent(handler, "/console/grievances/bulk", queue.QuerySelector("form#bulk")!, [("Action", "Spam")]);
        Assert.Contains("No case is ticked.", (await Parsed(none, HttpStatusCode.BadRequest)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colleagues_AreChosenFromAList_NeverOneself_AndTheBarStandsStillOnANarrowScreen()
    {
        var (me, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var identity = await StandInIdentity.Start((me, "case-handler"), (other, "case-handler"), (Guid.CreateVersion7(), "ombuds"));
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero), identity: identity);
        var tenant = await own.Tenant();
        await own.File(tenant);
        using var handler = own.Staff(tenant, me, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesAssign);
        var bar = (await handler.Page("/console/grievances")).QuerySelector("form#bulk")!;
        (string, string)[] ticked = [("Ids", (await own.CaseOf(tenant)).ToString()), ("Action", "Assign")];
        using var asked = await Sent(handler, "/console/grievances/bulk", bar, ticked);
        var confirm = await Parsed(asked, HttpStatusCode.OK);
        Assert.Equal(["", other.ToString()], confirm.QuerySelectorAll("select[name=AccountId] option").Select(o => o.GetAttribute("value")));
        Assert.Null(confirm.QuerySelector("input[name=AccountId]"));
        using var did = await Sent(handler, "/console/grievances/bulk?handler=Do", confirm.QuerySelector("form[action*='handler=Do']")!, ("AccountId", other.ToString()));
        Assert.Equal("Done with one case", (await Parsed(did, HttpStatusCode.OK)).QuerySelector("h1")!.TextContent);
        Assert.Equal(other, await own.Read(tenant, db => db.Grievances.Select(g => g.AssigneeId).SingleAsync()));
        identity.Down = true;
        using var alone = await Sent(handler, "/console/grievances/bulk", bar, ticked);
        Assert.Contains("Colleagues can’t be listed at the moment", (await Parsed(alone, HttpStatusCode.OK)).Body!.TextContent, StringComparison.Ordinal);

        // At 320 pixels it would take a fifth of the screen away.
        var styles = await handler.GetStringAsync("/_content/Platform.Ui/heed.css");
        Assert.DoesNotMatch(@"(?m)^\.bulk-bar \{[^}]*position", styles);
        Assert.Matches(@"@media \(min-width: 40rem\) \{[^@]*\.bulk-bar \{ position: sticky", styles);
    }

    [Fact]
    public async Task WhoeverGivesWorkOut_GivesManyAtOnce_EachByItsOwnRules_AndDoesNothingElseWithThem()
    {
        var (lead, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var identity = await StandInIdentity.Start((other, "case-handler"));
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero), identity: identity);
        var tenant = await own.Tenant();
        await own.File(tenant);
        await own.File(tenant);
        var ids = await own.Read(tenant, db => db.Grievances.OrderBy(g => g.Id).Select(g => g.Id).ToListAsync());
        await own.Work(tenant, db => db.Grievances.Where(g => g.Id == ids[1]).ExecuteUpdateAsync(g => g.SetProperty(x => x.HandledBy, "ombuds")));
        using var gives = own.Staff(tenant, lead, "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        var result = await GrievancesServer.Post(gives, "/cases/bulk", new { ids, action = "assign", accountId = other });
        Assert.Equal([null, "grievances.case_unknown"], result.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("code").GetString()));
        Assert.Equal(other, await own.Read(tenant, db => db.Grievances.Where(g => g.Id == ids[0]).Select(g => g.AssigneeId).SingleAsync()));
        using (var more = await gives.Post($"{Api}/cases/bulk", new { ids, action = "acknowledge" }))
            Assert.Equal("platform.forbidden", await more.Problem(HttpStatusCode.Forbidden));

        var queue = await gives.Page("/console/grievances");
        Assert.Equal([ids[0].ToString()], queue.QuerySelectorAll("input[type=checkbox][form=bulk]").Select(box => box.GetAttribute("value")));
        Assert.Equal(["Assign"], queue.QuerySelectorAll("form#bulk button").Select(button => button.GetAttribute("value")));
        (string, string) ticked = ("Ids", ids[0].ToString());
        using var asked = await Sent(gives, "/console/grievances/bulk", queue.QuerySelector("form#bulk")!, ticked, ("Action", "Assign"));
        Assert.Equal(["", other.ToString()], (await Parsed(asked, HttpStatusCode.OK)).QuerySelectorAll("select[name=AccountId] option").Select(o => o.GetAttribute("value")));
        using var spam = await Sent(gives, "/console/grievances/bulk", queue.QuerySelector("form#bulk")!, ticked, ("Action", "Spam"));
        Assert.Equal(HttpStatusCode.Forbidden, spam.StatusCode);
    }

    private const string Reason = "It sells watches, and tells of nothing that happened to anybody.";

    private static async Task Opened(HttpClient handler, params Guid[] ids)
    {
        foreach (var id in ids)
            await handler.Get($"{Api}/cases/{id}");
    }

    private async Task<List<Guid>> Filed(TestTenant tenant, int count)
    {
        for (var i = 0; i < count; i++)
            await server.File(tenant);
        return await server.Read(tenant, db => db.Grievances.OrderBy(g => g.Id).Select(g => g.Id).ToListAsync());
    }

    private static Task<HttpResponseMessage> Sent(HttpClient client, string address, AngleSharp.Dom.IElement form, params (string Name, string Value)[] more) =>
        client.PostAsync(address, new FormUrlEncodedContent(form.QuerySelectorAll("input").OfType<AngleSharp.Html.Dom.IHtmlInputElement>().Where(i => i.Name is not null).Select(i => KeyValuePair.Create(i.Name!, i.Value))
            .Concat(more.Select(m => KeyValuePair.Create(m.Name, m.Value)))));

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Parsed(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return await new HtmlParser().ParseDocumentAsync(text);
    }
}
