using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Whoever takes a grievance for none says why: the person reads it, and somebody else decides an appeal against it.</summary>
public sealed class SpamTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private static readonly Guid First = Guid.CreateVersion7();
    private static readonly Guid Second = Guid.CreateVersion7();

    [Fact]
    public async Task AMarkOfSpam_NeedsAReason_ThatThePersonReads_WithNothingOwed_AndTheWayToAppeal()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        foreach (var (reason, code) in new (string?, string)[]
        {
            (null, "grievances.reason_missing"), ("…", "grievances.reason_missing"), ("If you agree not to sue us, we look again.", "grievances.waiver_clause"), ("There is no appeal against this.", "grievances.denies_appeal"),
            ("هذا ليس شكوى على الإطلاق، بل هو إعلان عن ساعات يبيعها أحد التجار عبر الشبكة.", "grievances.letter_in_other_language"),
        })
        {
            using var refused = await handler.Post($"{Api}/cases/{id}/marks", new { spam = true, reason });
            Assert.Equal(code, (await refused.Json()).GetProperty("errors").GetProperty("/reason")[0].GetProperty("code").GetString());
        }
        // Who has not read it can't tell.
        using (var unread = await handler.Post($"{Api}/cases/{id}/marks", GrievancesServer.Spam()))
            Assert.Equal("grievances.open_it_first", await unread.Problem(HttpStatusCode.Conflict));
        Assert.False(await server.Read(tenant, db => db.Grievances.AnyAsync(g => g.Spam)));
        await handler.Get($"{Api}/cases/{id}");
        await GrievancesServer.Post(handler, $"/cases/{id}/marks", GrievancesServer.Spam());

        using var person = await server.Mailbox(receipt);
        var box = await person.Get($"{Api}/mailbox");
        Assert.Equal(("inadmissible", "no_grievance", 0), (box.GetProperty("state").GetString(), box.GetProperty("admissibility").GetProperty("reason").GetString(), box.GetProperty("deadlines").GetArrayLength()));
        Assert.StartsWith("It sells watches", box.GetProperty("admissibility").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(["appeal"], box.GetProperty("waits").EnumerateArray().Select(w => w.GetString()));
        Assert.Equal(["inadmissible"], (await person.Get($"{Api}/mailbox/appeals")).GetProperty("possible").EnumerateArray().Select(p => p.GetString()));
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        var said = (await browser.Page("/portal/mailbox")).QuerySelector("main")!.TextContent;
        foreach (var words in new[] { "Your grievance was not taken up", "Why: the organisation takes it for no grievance.", "It sells watches", "You can answer in a message, appeal" })
            Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.DoesNotContain("has to confirm it", said, StringComparison.Ordinal);
        Assert.Equal(1, await server.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "grievances.marked" && l.Purpose == "spam")));

        // It is nothing to be taken up beside its mark; a second look takes that off, and it stands where it stood.
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        using (var beside = await handler.Post($"{Api}/cases/{id}/admissibility", new { admissible = true }))
            Assert.Equal("grievances.marked_as_spam", await beside.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(handler, $"/cases/{id}/marks", GrievancesServer.Spam(false));
        box = await person.Get($"{Api}/mailbox");
        Assert.Equal(("acknowledged", JsonValueKind.Null), (box.GetProperty("state").GetString(), box.GetProperty("admissibility").ValueKind));
        using (var unmarked = await handler.Post($"{Api}/cases/{id}/admissibility", new { admissible = false, reason = "no_grievance", text = "It is none." }))
            Assert.Equal("grievances.spam_by_mark", (await unmarked.Json()).GetProperty("errors").GetProperty("/reason")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task WhereRetaliationWaits_OrSomethingWasDecided_OrItIsClosed_NothingIsTakenForSpam()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        async Task Refused(string code, Func<Guid, string, Task> before)
        {
            var (reference, receipt) = await server.File(tenant);
            var id = await server.CaseOf(tenant, reference);
            await before(id, receipt);
            using var answer = await handler.Post($"{Api}/cases/{id}/marks", GrievancesServer.Spam());
            Assert.Equal(code, await answer.Problem(HttpStatusCode.Conflict));
            Assert.False(await server.Read(tenant, db => db.Grievances.AnyAsync(g => g.Id == id && g.Spam)));
        }

        await Refused("grievances.case_closed", (id, _) => server.Close(tenant, handler, id, "substantiated"));
        await Refused("grievances.retaliation_waits", async (_, receipt) =>
        {
            using var person = await server.Mailbox(receipt);
            await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
        });
        await Refused("grievances.treated_as_grievance", async (id, _) =>
        {
            await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
            await GrievancesServer.Post(handler, $"/cases/{id}/admissibility", new { admissible = true });
        });
        await Refused("grievances.treated_as_grievance", (id, _) => GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines = new[] { new { party = "developer", involvement = "caused", evidence = "Witness" } } }));
        await Refused("grievances.treated_as_grievance", (id, _) => GrievancesServer.Post(handler, $"/cases/{id}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "chief executive" }));
    }

    [Fact]
    public async Task WhatWasReferred_IsDeclined_AndNotMarked()
    {
        using var joint = await JointCase.Set(server, taken: false);
        using var answer = await joint.There.Post($"{Api}/cases/{joint.Other}/marks", GrievancesServer.Spam());
        Assert.Equal("grievances.spam_of_referred", await answer.Problem(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("upheld", CaseState.Assessed, false)]
    [InlineData("dismissed", CaseState.Inadmissible, true)]
    public async Task AnAppealAgainstIt_BringsItIntoTheQueue_AndSomebodyElseDecides(string decision, CaseState state, bool spam)
    {
        await using var stage = await AppealTests.Stage.Set();
        stage.Identity.People.AddRange([(First, "case-handler"), (Second, "case-handler")]);
        using var first = stage.Staff(First, "case-handler");
        await first.Get(stage.Case);
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/marks", GrievancesServer.Spam());
        Assert.Empty(await Queue(first));
        var appeal = await stage.Appeal("inadmissible");
        Assert.Equal([stage.Id], await Queue(first));
        Assert.False((await Told()).Spam);
        foreach (var mark in new[] { GrievancesServer.Spam(), GrievancesServer.Spam(false) })
            using (var meanwhile = await first.Post($"{stage.Case}/marks", mark))
                Assert.Equal("grievances.appeal_open", await meanwhile.Problem(HttpStatusCode.Conflict));
        // The page sends all marks at once: what is asked beside spam is done.
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/marks", new { spam = false, appealHold = false });
        Assert.False(await stage.Server.Read(stage.Tenant, db => db.Grievances.AnyAsync(g => g.AppealHold)));
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/marks", new { spam = false, appealHold = true });
        Assert.Equal("grievances.reviewer_was_in_it", (await stage.Name(appeal, First, "team")).Code);
        Assert.Null((await stage.Name(appeal, Second, "team")).Code);
        using var reviewer = stage.Staff(Second, "case-handler");
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/appeals/{appeal}/decision", new { decision, letter = "We looked at what you wrote once more, and at why it was marked." });
        var kase = await stage.Server.Read(stage.Tenant, db => db.Grievances.SingleAsync());
        Assert.Equal((state, spam, spam ? InadmissibleReason.NoGrievance : null), (kase.State, kase.Spam, kase.InadmissibleFor));
        Assert.Equal((spam ? "inadmissible" : "assessed", spam), await Told());
        // Somebody has written to the person by now: nobody owes them a confirmation.
        Assert.Equal(spam, kase.AcknowledgedAt is null);
        if (spam)
            Assert.Empty(await stage.Possible());
        else
            using (var again = await first.Post($"{stage.Case}/marks", GrievancesServer.Spam()))
                Assert.NotEqual(HttpStatusCode.NoContent, again.StatusCode);

        static async Task<List<Guid>> Queue(HttpClient handler) => [.. (await handler.Get($"{Api}/cases?state=open")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetGuid())];

        async Task<(string? State, bool Spam)> Told() => (await stage.Server.Events<CaseChanged>(stage.Tenant)).Select(e => e.GetProperty("case")).MaxBy(c => c.GetProperty("version").GetInt64()) is var told ? (told.GetProperty("state").GetString(), told.GetProperty("spam").GetBoolean()) : default;
    }

    [Fact]
    public async Task WhoeverReportsRetaliation_IsHeard_WhateverTheirCaseWasTakenFor()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        await handler.Get($"{Api}/cases/{id}");
        await GrievancesServer.Post(handler, $"/cases/{id}/marks", GrievancesServer.Spam());
        using var person = await server.Mailbox(receipt);
        await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
        var kase = await server.Read(tenant, db => db.Grievances.SingleAsync());
        Assert.Equal((false, CaseState.Received, null, true), (kase.Spam, kase.State, kase.InadmissibleFor, kase.RetaliationWaits));
        Assert.Equal(1, (await handler.Get($"{Api}/cases?state=open")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task ThePageOfTheCase_AsksWhy()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        var address = $"/console/grievances/{id}";
        using (var bare = await handler.Submit(address, Form, ("Spam", "true")))
            Assert.Contains("SpamReason-error", await bare.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var marked = await handler.Submit(address, Form, ("Spam", "true"), ("SpamReason", "It sells watches.")))
            Assert.Equal($"{address}?done=marked", marked.Headers.Location?.ToString());
        var page = await handler.Page(address);
        Assert.Null(page.QuerySelector("form[action*='handler=Admissibility']"));
        Assert.Contains("It was not taken up: No grievance", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#LegalHold"));

        static IHtmlFormElement Form(IHtmlDocument page) => (IHtmlFormElement)page.QuerySelector("form[action*='handler=Mark']")!;
    }
}
