using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Deadlines of a case that a handler takes for spam, and of one that was none.</summary>
public sealed class SpamLabelTests
{
    // A Monday.
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatPassedUnderTheLabelOfSpam_IsMissedOnce_WhenTheLabelIsTakenBack_AndTheStepsToComeAreTold(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var server = await OwnServer.WithClock(Begin, database);
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        await server.GoTo(Begin.AddDays(1), tenant);
        await handler.Get($"{GrievancesServer.Api}/cases/{id}");
        await Spam(true);
        await server.GoTo(Begin.AddDays(8), tenant);
        Assert.Empty(await ClockTests.Notices(server, tenant));
        Assert.Empty(await server.Events<DeadlineMissed>(tenant));

        string[] missed = ["acknowledge missed case-handler", "acknowledge missed human-rights-lead"];
        await Spam(false);
        Assert.Equal(missed, (await ClockTests.Notices(server, tenant)).Order());
        var told = (await server.Events<DeadlineMissed>(tenant)).Single();
        Assert.Equal(("acknowledge", Begin.AddDays(7)), (told.GetProperty("clock").GetString(), told.GetProperty("dueAt").GetDateTimeOffset()));
        Assert.Equal("acknowledge", told.GetProperty("case").GetProperty("missed")[0].GetString());
        Assert.Equal([("acknowledge", true), ("findings", false)], await ClockTests.Deadlines(server, receipt));
        // A label that comes and goes counts nothing twice.
        await Spam(true);
        await Spam(false);
        await server.GoTo(Begin.AddDays(9), tenant);
        Assert.Equal(missed, (await ClockTests.Notices(server, tenant)).Order());
        Assert.Single(await server.Events<DeadlineMissed>(tenant));

        var findings = Begin.AddDays(7).AddMonths(3);
        await server.GoTo(findings.AddMinutes(-1), tenant);
        Assert.Equal([.. missed, "findings escalation human-rights-lead", "findings reminder case-handler", "findings reminder case-handler"], (await ClockTests.Notices(server, tenant)).Order());
        await server.GoTo(findings.AddMinutes(1), tenant);
        Assert.Contains("findings", (await server.Events<DeadlineMissed>(tenant)).Select(e => e.GetProperty("clock").GetString()));
        await Spam(true);
        await Spam(false);
        await server.GoTo(findings.AddDays(1), tenant);
        Assert.Equal(7, (await ClockTests.Notices(server, tenant)).Count);
        Assert.Single(await server.Events<DeadlineMissed>(tenant), e => e.GetProperty("clock").GetString() == "findings");

        Task Spam(bool spam) => GrievancesServer.Post(handler, $"/cases/{id}/marks", GrievancesServer.Spam(spam));
    }

    [Fact]
    public async Task EveryDayThatPassedUnderTheLabelOfSpam_IsMissed_AlsoWhereTheCaseWasConfirmedOrClosedTooLateMeanwhile()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var handler = server.Handler(tenant);
        var cases = new Dictionary<string, (Guid Id, string Receipt)>();
        foreach (var kind in new[] { "left", "confirmed", "closed", "intime" })
        {
            var (reference, receipt) = await server.File(tenant);
            cases[kind] = (await server.CaseOf(tenant, reference), receipt);
            using (var person = await server.Mailbox(receipt))
                if (kind == "left")
                    await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
            if (kind == "intime")
                await server.Close(tenant, handler, cases[kind].Id);
        }
        // As earlier versions let it be set: on whatever case, and without a word.
        await server.Work(tenant, db => db.Grievances.ExecuteUpdateAsync(g => g.SetProperty(x => x.Spam, true)));
        await server.GoTo(Begin.AddDays(10), tenant);
        await GrievancesServer.Post(handler, $"/cases/{cases["confirmed"].Id}/acknowledgement", new { });
        await server.Close(tenant, handler, cases["closed"].Id);
        await server.GoTo(Begin.AddDays(8).AddMonths(3), tenant);
        foreach (var (id, _) in cases.Values)
            await GrievancesServer.Post(handler, $"/cases/{id}/marks", GrievancesServer.Spam(false));
        await server.GoTo(Begin.AddDays(9).AddMonths(3), tenant);
        var missed = (await server.Events<DeadlineMissed>(tenant)).ToLookup(e => e.GetProperty("case").GetProperty("caseId").GetGuid(), e => e.GetProperty("clock").GetString());
        Assert.Equal(["acknowledge", "findings", "retaliation"], missed[cases["left"].Id].Order());
        Assert.Equal(["acknowledge"], missed[cases["confirmed"].Id]);
        Assert.Equal(["acknowledge"], missed[cases["closed"].Id]);
        Assert.Empty(missed[cases["intime"].Id]);
        // What is counted is what the person is shown.
        foreach (var (id, receipt) in cases.Values)
            Assert.Equal(missed[id].Order(), (await ClockTests.Deadlines(server, receipt)).Where(d => d.Item2).Select(d => d.Item1).Order());
    }
}
