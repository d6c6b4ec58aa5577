using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>By when somebody has to act, and what happens when nobody does. The clock is the test's.</summary>
public sealed class ClockTests
{
    private const string Api = GrievancesServer.Api;

    // A Monday.
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhereNobodyActs_EachStepIsToldOnce_TheBreachIsShownAndCounted(bool dayByDay)
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        if (dayByDay)
            foreach (var day in Enumerable.Range(1, 7))
            {
                await server.GoTo(Begin.AddDays(day).AddMinutes(-1), tenant);
                if (day == 4)
                {
                    await server.Stop();
                    await server.Start();
                }
            }
        if (dayByDay)
            Assert.Equal(["acknowledge reminder case-handler", "acknowledge reminder case-handler", "acknowledge escalation human-rights-lead"], await Notices(server, tenant));
        await server.GoTo(Begin.AddDays(7).AddMinutes(1), tenant);
        string[] acknowledge =
        [
            "acknowledge reminder case-handler", "acknowledge reminder case-handler", "acknowledge escalation human-rights-lead", "acknowledge missed human-rights-lead", "acknowledge missed case-handler",
        ];
        Assert.Equal(acknowledge.Order(), (await Notices(server, tenant)).Order());
        var missed = (await server.Events<DeadlineMissed>(tenant)).Single();
        Assert.Equal(("acknowledge", Begin.AddDays(7)), (missed.GetProperty("clock").GetString(), missed.GetProperty("dueAt").GetDateTimeOffset()));
        Assert.Equal(["acknowledge"], missed.GetProperty("case").GetProperty("missed").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal([("acknowledge", true), ("findings", false)], await Deadlines(server, receipt));

        // The findings count from the day it was due.
        await server.GoTo(Begin.AddDays(7).AddMonths(3).AddMinutes(-1), tenant);
        Assert.Equal(8, (await Notices(server, tenant)).Count);
        await server.GoTo(Begin.AddDays(7).AddMonths(3).AddMinutes(1), tenant);
        Assert.Equal(acknowledge.Concat(acknowledge.Select(n => n.Replace("acknowledge", "findings", StringComparison.Ordinal))).Order(), (await Notices(server, tenant)).Order());
        Assert.Equal("findings", (await server.Events<DeadlineMissed>(tenant))[^1].GetProperty("clock").GetString());
        Assert.Equal([("acknowledge", true), ("findings", true)], await Deadlines(server, receipt));
        using var browser = server.Anybody();
        using var opened = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent(new Dictionary<string, string> { ["Receipt"] = receipt }));
        browser.DefaultRequestHeaders.Add("Cookie", opened.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        Assert.Equal(2, (await browser.Page("/portal/mailbox")).QuerySelectorAll(".timeline .status, .timeline [class*='status']").Select(s => s.TextContent.Trim()).Count(t => t.Length > 0));

        // And nothing comes again, however long nobody looks.
        await server.GoTo(Begin.AddYears(1), tenant);
        Assert.Equal(10, (await Notices(server, tenant)).Count);
    }

    [Fact]
    public async Task OnceAcknowledged_NothingOfThatClockStrikes_AndTheFindingsCountFromThen()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        await server.GoTo(Begin.AddDays(2), tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        await server.GoTo(Begin.AddDays(30), tenant);
        Assert.Empty(await Notices(server, tenant));
        using (var person = await server.Mailbox(receipt))
            Assert.Equal(Begin.AddDays(2).AddMonths(3), (await person.Get($"{Api}/mailbox")).GetProperty("findingsBy").GetDateTimeOffset());
        await server.GoTo(Begin.AddDays(85), tenant);
        Assert.Equal(["findings reminder case-handler", "findings reminder case-handler", "findings escalation human-rights-lead"], await Notices(server, tenant));

        // Somebody of the role sees a notice once, and it is gone from the list; what was done is gone from it by itself.
        var notice = (await handler.Get($"{Api}/notices?role=case-handler")).GetProperty("items")[0].GetProperty("id").GetString();
        using (var member = server.Staff(tenant, new Dictionary<string, object> { ["role"] = "case-handler" }, Permissions.GrievancesRead))
            await GrievancesServer.Post(member, $"/notices/{notice}/seen", new { });
        Assert.Equal(0, (await handler.Get($"{Api}/notices?role=case-handler")).GetProperty("items").GetArrayLength());
        await server.Close(tenant, handler, id);
        Assert.Equal(0, (await handler.Get($"{Api}/notices")).GetProperty("items").GetArrayLength());
        await server.GoTo(Begin.AddDays(200), tenant);
        Assert.Equal(3, (await Notices(server, tenant)).Count);
        Assert.Empty(await server.Events<DeadlineMissed>(tenant));
        Assert.Equal([("acknowledge", false), ("findings", false)], await Deadlines(server, receipt));
    }

    [Fact]
    public async Task AnExtension_IsRefusedWhereTheDirectiveApplies_AndElsewhereStartsItsOwnReminders()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var (bound, _) = await server.File(tenant);
        using var handler = server.Handler(tenant);
        using var administrator = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        var under = await server.CaseOf(tenant, bound);
        await GrievancesServer.Post(handler, $"/cases/{under}/acknowledgement", new { });
        var five = Begin.AddDays(1).AddMonths(5);
        await NoExtension(under, "grievances.no_extension");

        // It was decided when each case was filed: no later setting gives or takes anything.
        Assert.Equal(HttpStatusCode.NoContent, (await Set(administrator, "\"0\"", new { directiveApplies = false })).StatusCode);
        await NoExtension(under, "grievances.no_extension");
        var (reference, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant, reference);
        Assert.Equal(HttpStatusCode.NoContent, (await Set(administrator, "\"1\"", new { directiveApplies = true })).StatusCode);
        await server.Close(tenant, handler, under);
        await NoExtension(id, "grievances.acknowledge_first");
        await server.GoTo(Begin.AddDays(1), tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        Assert.True((await handler.Get($"{Api}/cases/{under}")).GetProperty("directiveApplies").GetBoolean());
        foreach (var until in new[] { Begin.AddDays(1).AddMonths(6).AddMinutes(1), Begin.AddMonths(2) })
            using (var refused = await handler.Post($"{Api}/cases/{id}/extension", new { until, reason = "The supplier has not answered." }))
                Assert.Equal("platform.invalid", await refused.Problem(HttpStatusCode.BadRequest));
        using (var refused = await handler.Post($"{Api}/cases/{id}/extension", new { until = five, reason = " " }))
            Assert.Equal("platform.invalid", await refused.Problem(HttpStatusCode.BadRequest));
        await server.GoTo(Begin.AddDays(50), tenant);
        Assert.Equal(["findings reminder case-handler"], await Notices(server, tenant));
        await GrievancesServer.Post(handler, $"/cases/{id}/extension", new { until = five, reason = "The supplier has not answered." });
        Assert.Equal(five, (await server.Events<FindingsExtended>(tenant)).Single().GetProperty("findingsBy").GetDateTimeOffset());
        // Once: the person was told a day and a reason.
        using (var again = await handler.Post($"{Api}/cases/{id}/extension", new { until = five.AddDays(3), reason = "Another reason." }))
            Assert.Equal("grievances.extended_before", await again.Problem(HttpStatusCode.Conflict));

        using (var person = await server.Mailbox(receipt))
        {
            var view = await person.Get($"{Api}/mailbox");
            Assert.Equal(("The supplier has not answered.", five), (view.GetProperty("extensionReason").GetString(), view.GetProperty("findingsBy").GetDateTimeOffset()));
            Assert.Equal(five, view.GetProperty("deadlines")[1].GetProperty("dueAt").GetDateTimeOffset());
        }
        await server.GoTo(Begin.AddDays(1).AddMonths(3).AddDays(1), tenant);
        Assert.DoesNotContain("findings missed case-handler", await Notices(server, tenant));
        await server.GoTo(five.AddMinutes(1), tenant);
        // One reminder of the first cycle, and a whole second one.
        Assert.Equal(["findings escalation human-rights-lead", "findings missed case-handler", "findings missed human-rights-lead", .. Enumerable.Repeat("findings reminder case-handler", 3)], (await Notices(server, tenant)).Order());
        Assert.Equal(five, (await server.Events<DeadlineMissed>(tenant)).Single().GetProperty("dueAt").GetDateTimeOffset());

        async Task NoExtension(Guid kase, string code)
        {
            using var refused = await handler.Post($"{Api}/cases/{kase}/extension", new { until = five, reason = "The supplier has not answered." });
            Assert.Equal(code, await refused.Problem(HttpStatusCode.Conflict));
        }
    }

    [Theory]
    [InlineData(10, null, 10)]
    [InlineData(null, 10, null)]
    public async Task TheFindings_AreDueAsWasSetWhenTheCaseCameIn(int? then, int? later, int? counted)
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var handler = server.Handler(tenant);
        using var lead = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        Assert.Equal(HttpStatusCode.NoContent, (await Set(lead, "\"0\"", new { findingsDays = then })).StatusCode);
        var (_, receipt) = await server.File(tenant);
        Assert.Equal(HttpStatusCode.NoContent, (await Set(lead, "\"1\"", new { findingsDays = later })).StatusCode);
        await server.GoTo(Begin.AddDays(2), tenant);
        await GrievancesServer.Post(handler, $"/cases/{await server.CaseOf(tenant)}/acknowledgement", new { });
        using var person = await server.Mailbox(receipt);
        Assert.Equal(counted is { } days ? Begin.AddDays(2 + days) : Begin.AddDays(2).AddMonths(3), (await person.Get($"{Api}/mailbox")).GetProperty("findingsBy").GetDateTimeOffset());
    }

    [Fact]
    public void AnAcknowledgementAfterAnExtension_AsEarlierVersionsAllowed_TakesNothingOfItBack()
    {
        var kase = new Grievance { FiledAt = Begin, AcknowledgeBy = Begin.AddDays(7), FindingsDueAt = Begin.AddMonths(5), ExtensionReason = [1] };
        kase.Acknowledge(Begin.AddDays(2), new ClockPolicy());
        Assert.Equal((Begin.AddMonths(5), Begin.AddMonths(5)), (kase.FindingsBy, kase.DueAt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AReportOfRetaliation_HasItsOwnClock_AlsoAfterTheClosing(bool closed)
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        if (closed)
            await server.Close(tenant, handler, id);
        using (var person = await server.Mailbox(receipt))
        {
            await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
            var view = await person.Get($"{Api}/mailbox");
            Assert.Equal(("retaliation", true), (view.GetProperty("messages")[0].GetProperty("kind").GetString(), view.GetProperty("messages")[0].GetProperty("onlyMine").GetBoolean()));
            Assert.Equal(Begin.AddHours(72), view.GetProperty("deadlines")[2].GetProperty("dueAt").GetDateTimeOffset());
        }
        Assert.Equal(Begin.AddHours(72), (await server.Events<RetaliationReported>(tenant)).Single().GetProperty("actBy").GetDateTimeOffset());
        await server.Settled(tenant);
        Assert.Equal(["retaliation reminder case-handler"], await Notices(server, tenant));
        Assert.Equal("retaliation", Assert.Single((await handler.Get($"{Api}/notices?role=case-handler")).GetProperty("items").EnumerateArray()).GetProperty("clock").GetString());
        await server.GoTo(Begin.AddHours(37), tenant);
        Assert.Equal(["retaliation reminder case-handler", "retaliation escalation human-rights-lead"], await Notices(server, tenant));
        await server.GoTo(Begin.AddHours(73), tenant);
        Assert.Equal(4, (await Notices(server, tenant)).Count);
        Assert.Equal("retaliation", (await server.Events<DeadlineMissed>(tenant)).Single().GetProperty("clock").GetString());
        Assert.Contains(("retaliation", true), await Deadlines(server, receipt));

        // Saying what was done ends it, and that it came too late stays; a further report starts it anew.
        await GrievancesServer.Post(handler, $"/cases/{id}/retaliation", new { text = "The shifts are back." });
        Assert.Contains(("retaliation", true), await Deadlines(server, receipt));
        using (var person = await server.Mailbox(receipt))
            await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "Cut again." });
        await server.Settled(tenant);
        Assert.Equal(5, (await Notices(server, tenant)).Count);
        await GrievancesServer.Post(handler, $"/cases/{id}/retaliation", new { text = "We have spoken to them." });
        await server.GoTo(Begin.AddDays(20), tenant);
        Assert.Equal(5, (await Notices(server, tenant)).Count);
    }

    [Fact]
    public async Task Settings_CanBeStricter_NeverLooser_AndALostUpdateIsTold()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var administrator = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        using var handler = server.Handler(tenant);
        foreach (var (pointer, looser) in new (string, object)[]
        {
            ("/acknowledgeDays", new { acknowledgeDays = 8 }), ("/findingsDays", new { findingsDays = 91 }), ("/retaliationHours", new { retaliationHours = 73 }), ("/retentionMonths", new { retentionMonths = 5 }),
            ("/escalateTo", new { escalateTo = "case-handler" }), ("/escalateTo", new { escalateTo = "administrator" }), ("/escalateTo", new { escalateTo = "board-member" }),
        })
            using (var refused = await Set(administrator, "\"0\"", looser))
                Assert.True((await refused.Json()).GetProperty("errors").TryGetProperty(pointer, out _), pointer);
        using (var blind = await Set(administrator, null, new { acknowledgeDays = 3 }))
            Assert.Equal("grievances.if_match_missing", await blind.Problem((HttpStatusCode)428));
        using (var forbidden = await Set(handler, "\"0\"", new { acknowledgeDays = 3 }))
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using (var stored = await Set(administrator, "\"0\"", new { acknowledgeDays = 3, findingsDays = 30, retaliationHours = 24, escalateTo = "ombuds" }))
            Assert.Equal((HttpStatusCode.NoContent, "\"1\""), (stored.StatusCode, stored.Headers.ETag?.Tag));
        using (var late = await Set(administrator, "\"0\"", new { acknowledgeDays = 2 }))
            Assert.Equal("platform.precondition", await late.Problem(HttpStatusCode.PreconditionFailed));
        using (var read = await administrator.GetAsync($"{Api}/settings/clocks"))
            Assert.Equal(("\"1\"", 3), (read.Headers.ETag?.Tag, (await read.Json()).GetProperty("acknowledgeDays").GetInt32()));

        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using (var person = await server.Mailbox(receipt))
            Assert.Equal(Begin.AddDays(3), (await person.Get($"{Api}/mailbox")).GetProperty("acknowledgeBy").GetDateTimeOffset());
        await server.GoTo(Begin.AddDays(3).AddMinutes(1), tenant);
        Assert.Contains("acknowledge missed ombuds", await Notices(server, tenant));
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        using (var person = await server.Mailbox(receipt))
            Assert.Equal(Begin.AddDays(33).AddMinutes(1), (await person.Get($"{Api}/mailbox")).GetProperty("findingsBy").GetDateTimeOffset(), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task AClosedCase_IsErasedWhenItWasKeptLongEnough_NotUnderAHold_AndActivityCountsAnew()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var administrator = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        using var handler = server.Handler(tenant);
        Assert.Equal(HttpStatusCode.NoContent, (await Set(administrator, "\"0\"", new { retentionMonths = 6 })).StatusCode);
        var cases = new Dictionary<string, (Guid Id, string Receipt)>();
        foreach (var kind in new[] { "quiet", "held", "active", "files", "open" })
        {
            var (reference, receipt) = await server.File(tenant);
            cases[kind] = (await server.CaseOf(tenant, reference), receipt);
            if (kind != "open")
                await server.Close(tenant, handler, cases[kind].Id);
        }
        var hold = await server.Hold(handler, cases["held"].Id);
        await server.GoTo(Begin.AddMonths(5), tenant);
        using (var person = await server.Mailbox(cases["active"].Receipt))
            await GrievancesServer.Post(person, "/mailbox/messages", new { text = "You looked at the wrong day." });
        using (var person = await server.Mailbox(cases["files"].Receipt))
            await GrievancesServer.Post(person, "/mailbox/files", new { files = new[] { await Uploads.Whole(person, tenant, "note.txt", "A note"u8.ToArray()) } });
        await server.GoTo(Begin.AddMonths(6).AddMinutes(-5), tenant);
        Assert.Equal(5, await server.Read(tenant, db => db.Grievances.CountAsync()));

        await server.GoTo(Begin.AddMonths(6).AddDays(1), tenant);
        Assert.Equal(cases.Where(c => c.Key != "quiet").Select(c => c.Value.Id).Order(), (await server.Read(tenant, db => db.Grievances.Select(g => g.Id).ToListAsync())).Order());
        Assert.Equal(cases["quiet"].Id, await server.Read(tenant, db => db.Tombstones.Select(t => t.CaseId).SingleAsync()));
        Assert.Equal("retention", (await server.Events<CaseErased>(tenant)).Single().GetProperty("cause").GetString());
        await server.GoTo(Begin.AddMonths(11).AddDays(1), tenant);
        Assert.Equal(["held", "open"], await Left());

        await GrievancesServer.Release(handler, cases["held"].Id, hold);
        await server.GoTo(Begin.AddMonths(17), tenant);
        Assert.Equal(["held", "open"], await Left());
        await server.GoTo(Begin.AddMonths(17).AddDays(2), tenant);
        Assert.Equal(["open"], await Left());

        async Task<IEnumerable<string>> Left()
        {
            var ids = await server.Read(tenant, db => db.Grievances.Select(g => g.Id).ToListAsync());
            return cases.Where(c => ids.Contains(c.Value.Id)).Select(c => c.Key).Order();
        }
    }

    [Fact]
    public async Task TwoInstancesOnPostgres_OneStoppedInTheMiddle_TellEachStepOfEachCaseOnce()
    {
        const int cases = 200;
        await using var database = await OwnDatabase.Create();
        await using var first = await OwnServer.WithClock(Begin, database);
        var tenant = await first.Tenant();
        await Parallel.ForEachAsync(Enumerable.Range(0, cases), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => await first.File(tenant));
        await using var second = await OwnServer.Beside(first);
        first.Clock!.SetUtcNow(Begin.AddDays(7).AddMinutes(1));
        // In the middle: some are told, most are not.
        await second.Until(() => Count(second), told => told > 40, TimeSpan.FromMilliseconds(200));
        await first.Stop();
        Assert.InRange(await Count(second), 41, 5 * cases - 1);
        await second.Settled(tenant);

        var told = await second.Read(tenant, db => db.Notices.GroupBy(n => new { n.CaseId, n.Step, n.Role }).Select(g => new { g.Key.Step, g.Key.Role, Times = g.Count() }).ToListAsync());
        Assert.Equal(
            [("escalation", "human-rights-lead", 1, cases), ("missed", "case-handler", 1, cases), ("missed", "human-rights-lead", 1, cases), ("reminder", "case-handler", 2, cases)],
            told.GroupBy(n => (n.Step, n.Role, n.Times)).Select(g => (g.Key.Step, g.Key.Role, g.Key.Times, g.Count())).Order());
        Assert.Equal(cases, (await second.Events<DeadlineMissed>(tenant)).Select(e => e.GetProperty("case").GetProperty("caseId").GetGuid()).Distinct().Count());
        Assert.Equal(cases, (await second.Events<DeadlineMissed>(tenant)).Count);
        await first.Start();

        Task<int> Count(OwnServer server) => server.Read(tenant, db => db.Notices.CountAsync());
    }

    internal static Task<List<string>> Notices(OwnServer server, TestTenant tenant) => server.Read(tenant, async db =>
        (await db.Notices.AsNoTracking().ToListAsync()).OrderBy(n => n.At).ThenBy(n => n.Id).Select(n => $"{n.Clock} {n.Step} {n.Role}").ToList());

    internal static async Task<List<(string, bool)>> Deadlines(OwnServer server, string receipt)
    {
        using var person = await server.Mailbox(receipt);
        return [.. (await person.Get($"{Api}/mailbox")).GetProperty("deadlines").EnumerateArray().Select(d => (d.GetProperty("clock").GetString()!, d.GetProperty("missed").GetBoolean()))];
    }

    private static async Task<HttpResponseMessage> Set(HttpClient staff, string? version, object policy)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Api}/settings/clocks") { Content = JsonContent.Create(policy) };
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        return await staff.SendAsync(request);
    }
}
