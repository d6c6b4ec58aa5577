using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>A report of retaliation ends with a step of its own, and leaves a trace whatever became of it.</summary>
public sealed class RetaliationTests
{
    private const string Api = GrievancesServer.Api;

    // A Monday.
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task NoMessageEndsIt_TheCaseCannotBeClosedMeanwhile_AndWhatWasDoneStaysInTheDeadlines()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        using (var nothing = await handler.Post($"{Api}/cases/{id}/retaliation", new { text = "Nothing to do." }))
            Assert.Equal("grievances.no_retaliation", await nothing.Problem(HttpStatusCode.Conflict));
        using var person = await server.Mailbox(receipt);
        await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "ok" });
        foreach (var outcome in new[] { "inadmissible", "unsubstantiated" })
            using (var refused = await handler.Post($"{Api}/cases/{id}/closure", new { outcome, letter = GrievancesServer.Letter("It ends here.") }))
                Assert.Equal("grievances.retaliation_waits", await refused.Problem(HttpStatusCode.Conflict));
        var row = (await handler.Get($"{Api}/cases")).GetProperty("items")[0];
        Assert.Equal((Begin.AddHours(72), Begin.AddHours(72)), (row.GetProperty("retaliationBy").GetDateTimeOffset(), row.GetProperty("dueAt").GetDateTimeOffset()));

        await server.GoTo(Begin.AddHours(10), tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/retaliation", new { text = "The shifts are back." });
        var deadline = await Retaliation(server, receipt);
        Assert.Equal((Begin.AddHours(72), false), (deadline.GetProperty("dueAt").GetDateTimeOffset(), deadline.GetProperty("missed").GetBoolean()));
        Assert.Equal(Begin.AddHours(10), deadline.GetProperty("doneAt").GetDateTimeOffset(), TimeSpan.FromMinutes(1));
        row = (await handler.Get($"{Api}/cases")).GetProperty("items")[0];
        Assert.Equal((JsonValueKind.Null, Begin.AddDays(7)), (row.GetProperty("retaliationBy").ValueKind, row.GetProperty("dueAt").GetDateTimeOffset()));
        await server.Close(tenant, handler, id);
        await server.GoTo(Begin.AddDays(10), tenant);
        Assert.DoesNotContain("retaliation missed case-handler", await ClockTests.Notices(server, tenant));
        Assert.False((await Retaliation(server, receipt)).GetProperty("missed").GetBoolean());
    }

    [Fact]
    public async Task AMissedDay_StaysWithThePerson_WhateverComesLater()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        using (var person = await server.Mailbox(receipt))
            await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
        await server.GoTo(Begin.AddHours(73), tenant);
        Assert.Equal(Begin.AddHours(72), await server.Read(tenant, db => db.Grievances.Select(g => g.RetaliationMissedAt).SingleAsync()));
        await GrievancesServer.Post(handler, $"/cases/{id}/retaliation", new { text = "The shifts are back." });
        var deadline = await Retaliation(server, receipt);
        Assert.True(deadline.GetProperty("missed").GetBoolean());
        Assert.Equal(Begin.AddHours(73), deadline.GetProperty("doneAt").GetDateTimeOffset(), TimeSpan.FromMinutes(1));

        await server.GoTo(Begin.AddHours(80), tenant);
        using var again = await server.Mailbox(receipt);
        await GrievancesServer.Post(again, "/mailbox/retaliation", new { text = "Cut again." });
        var both = (await again.Get($"{Api}/mailbox")).GetProperty("deadlines").EnumerateArray().Where(d => d.GetProperty("clock").GetString() == "retaliation").ToList();
        Assert.Equal([true, false], both.Select(d => d.GetProperty("missed").GetBoolean()));
        Assert.Equal(Begin.AddHours(72), both[0].GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal(Begin.AddHours(152), both[1].GetProperty("dueAt").GetDateTimeOffset(), TimeSpan.FromMinutes(1));
        await GrievancesServer.Post(again, "/mailbox/withdrawal", new { erase = false });
        Assert.Equal(Begin.AddHours(72), (await Retaliation(server, receipt)).GetProperty("dueAt").GetDateTimeOffset());
        Assert.Null(await server.Read(tenant, db => db.Grievances.Select(g => g.RetaliationBy).SingleAsync()));
    }

    [Fact]
    public async Task EveryMissedDay_StaysWithThePerson_AndOtherServicesHearOfIt()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        await Report(server, receipt);
        Assert.Empty((await server.Events<RetaliationReported>(tenant))[^1].GetProperty("case").GetProperty("missed").EnumerateArray());
        await server.GoTo(Begin.AddHours(73), tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/retaliation", new { text = "The shifts are back." });
        foreach (var hours in new[] { 80, 160 })
        {
            await server.GoTo(Begin.AddHours(hours), tenant);
            await Report(server, receipt);
        }
        using (var person = await server.Mailbox(receipt))
            Assert.Equal([(72, true), (152, true), (232, false)], await Days(person));
        await server.GoTo(Begin.AddHours(233), tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/retaliation", new { text = "We have spoken to them." });
        using var again = await server.Mailbox(receipt);
        Assert.Equal([(72, true), (152, true), (232, true)], await Days(again));
        await GrievancesServer.Post(again, "/mailbox/withdrawal", new { erase = false });
        Assert.Equal([(72, true), (152, true), (232, true)], await Days(again));
        Assert.Equal([72, 152, 232], (await server.Events<DeadlineMissed>(tenant)).Where(e => e.GetProperty("clock").GetString() == "retaliation").Select(e => Hours(e.GetProperty("dueAt"))));
        Assert.Contains("retaliation", (await server.Events<GrievanceClosed>(tenant)).Single().GetProperty("case").GetProperty("missed").EnumerateArray().Select(m => m.GetString()));
    }

    [Fact]
    public async Task AnotherReport_GivesNobodyLongerForTheFirst()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        await Report(server, receipt);
        await server.GoTo(Begin.AddHours(48), tenant);
        await Report(server, receipt);
        using (var person = await server.Mailbox(receipt))
            Assert.Equal([(72, false)], await Days(person));
        await server.GoTo(Begin.AddHours(73), tenant);
        using (var person = await server.Mailbox(receipt))
            Assert.Equal([(72, true)], await Days(person));
        Assert.Contains("retaliation missed case-handler", await ClockTests.Notices(server, tenant));
    }

    [Fact]
    public void ADayIsMissedOnce_HoweverOftenItIsTold_AndInItsOrder()
    {
        var kase = new Grievance();
        Assert.Empty(kase.RetaliationMissed());
        foreach (var hours in new[] { 72, 232, 72, 152, 232 })
            kase.MissRetaliation(Begin.AddHours(hours));
        Assert.Equal([72, 152, 232], kase.RetaliationMissed().Select(day => (int)(day - Begin).TotalHours));
        Assert.Equal(Begin.AddHours(232), kase.RetaliationMissedAt);
    }

    [Fact]
    public async Task WhatWasDone_IsForThoseWhoReported_AndTheConsoleHasAFormForIt()
    {
        await using var server = await OwnServer.Now();
        var tenant = await server.Tenant();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "S", whatHappened = "W", affected = "group", capacity = "group",
            members = new[] { new { name = "First", mandate = new { kind = "written" } }, new { name = "Second", mandate = new { kind = "oral" } } },
        });
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        var (first, _) = await server.TakeOver(filed.GetProperty("members")[0].GetProperty("receipt").GetString()!);
        var (second, _) = await server.TakeOver(filed.GetProperty("members")[1].GetProperty("receipt").GetString()!);
        using var complainant = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        await GrievancesServer.Post(first, "/mailbox/retaliation", new { text = "My shifts were cut." });
        // A message to another member ends nothing.
        var other = await server.Read(tenant, db => db.Holders.Where(h => h.Role == HolderRole.Member).Select(h => h.Id).ToListAsync());
        var reporter = await server.Read(tenant, db => db.Messages.Select(m => m.HolderId!.Value).SingleAsync());
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "How are you?", onlyFor = other.Single(h => h != reporter) });
        Assert.NotNull((await handler.Get($"{Api}/cases/{id}")).GetProperty("retaliationBy").GetString());
        Assert.Contains("Retaliation reported", await handler.GetStringAsync("/console/grievances"), StringComparison.Ordinal);
        Assert.DoesNotContain((await handler.Page($"/console/grievances/{id}")).QuerySelectorAll("select[name=Outcome] option"), o => o.GetAttribute("value") == "Withdrawn");

        using (var empty = await handler.Submit($"/console/grievances/{id}", Settle, ("Settlement", " ")))
            Assert.Equal(HttpStatusCode.OK, empty.StatusCode);
        using (var sent = await handler.Submit($"/console/grievances/{id}", Settle, ("Settlement", "The shifts are back.")))
            Assert.Equal($"/console/grievances/{id}?done=settled", sent.Headers.Location?.ToString());
        Assert.Null((await handler.Page($"/console/grievances/{id}")).QuerySelector("form[action*='handler=Settle']"));
        Assert.Contains("The shifts are back.", await first.GetStringAsync($"{Api}/mailbox"), StringComparison.Ordinal);
        foreach (var nobody in new[] { second, complainant })
            Assert.DoesNotContain("The shifts are back.", await nobody.GetStringAsync($"{Api}/mailbox"), StringComparison.Ordinal);
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task OnlyThePersonWithdraws()
    {
        await using var server = await OwnServer.Now();
        var tenant = await server.Tenant();
        await server.File(tenant);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        using var refused = await handler.Post($"{Api}/cases/{id}/closure", new { outcome = "withdrawn", letter = GrievancesServer.Letter("They took it back.") });
        Assert.Equal("grievances.only_the_person_withdraws", (await refused.Json()).GetProperty("errors").GetProperty("/outcome")[0].GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task AClosedCaseWithAReport_IsInTheQueue_UntilSomebodySaidWhatWasDone()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        await server.Close(tenant, handler, id);
        using var person = await server.Mailbox(receipt);
        await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "We look into it." });
        var row = Assert.Single((await handler.Get($"{Api}/cases?state=open")).GetProperty("items").EnumerateArray());
        Assert.Equal(Begin.AddHours(72), row.GetProperty("dueAt").GetDateTimeOffset());
        await GrievancesServer.Post(handler, $"/cases/{id}/retaliation", new { text = "The shifts are back." });
        Assert.Empty((await handler.Get($"{Api}/cases?state=open")).GetProperty("items").EnumerateArray());
    }

    private static IHtmlFormElement Settle(IHtmlDocument page) => (IHtmlFormElement)page.QuerySelector("form[action*='handler=Settle']")!;

    private static async Task Report(OwnServer server, string receipt)
    {
        using var person = await server.Mailbox(receipt);
        await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
    }

    private static async Task<List<(int Hours, bool Missed)>> Days(HttpClient person) => [.. (await person.Get($"{Api}/mailbox")).GetProperty("deadlines").EnumerateArray()
        .Where(d => d.GetProperty("clock").GetString() == "retaliation").Select(d => (Hours(d.GetProperty("dueAt")), d.GetProperty("missed").GetBoolean()))];

    private static int Hours(JsonElement day) => (int)(day.GetDateTimeOffset() - Begin).TotalHours;

    private static async Task<JsonElement> Retaliation(OwnServer server, string receipt)
    {
        using var person = await server.Mailbox(receipt);
        return (await person.Get($"{Api}/mailbox")).GetProperty("deadlines").EnumerateArray().Single(d => d.GetProperty("clock").GetString() == "retaliation");
    }
}
