using System.Net;
using System.Text;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Meetings of both sides: asked for, agreed on, called off, and minutes that hold once both agreed to the same words.</summary>
public sealed class MeetingTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private static readonly string[] Needs = ["interpreter", "step_free"];

    private static DateTimeOffset Tomorrow(int hour = 10) => new(DateTime.UtcNow.Date.AddDays(1).AddHours(hour), TimeSpan.Zero);

    [Fact]
    public async Task ThePersonAsks_TheOrganisationNamesOtherTimes_AndThePersonAgreesToOneOfThem()
    {
        var (tenant, id, person, handler) = await Both();
        var berlin = new DateTimeOffset(Tomorrow().DateTime.AddHours(1), TimeSpan.FromHours(1));
        var meeting = (await GrievancesServer.Post(person, "/mailbox/meetings", new { times = new[] { berlin }, way = "phone", needs = Needs, words = "I want to hear why." })).GetProperty("id").GetGuid();
        var seen = Assert.Single((await handler.Get($"{Api}/cases/{id}/meetings")).EnumerateArray());
        Assert.Equal(("proposed", true, true, "I want to hear why."), (Text(seen, "state"), seen.GetProperty("proposedByPerson").GetBoolean(), seen.GetProperty("askedByPerson").GetBoolean(), Text(seen, "words")));
        Assert.Equal(berlin.Offset, seen.GetProperty("times")[0].GetDateTimeOffset().Offset);
        Assert.True(await server.Read(tenant, async db => (await db.Grievances.SingleAsync()).AwaitsAnswer));

        // Nobody agrees to their own times, nor to one that was never named.
        await Refused(person, $"/mailbox/meetings/{meeting}/agreement", new { time = berlin }, HttpStatusCode.Conflict, "grievances.meeting_others_turn");
        await Refused(handler, $"/cases/{id}/meetings/{meeting}/agreement", new { time = Tomorrow(23) }, HttpStatusCode.BadRequest, "platform.invalid");
        await GrievancesServer.Post(handler, $"/cases/{id}/meetings/{meeting}/times", new { times = new[] { Tomorrow(12), Tomorrow(14) }, way = "video", needs = Needs });
        await GrievancesServer.Post(person, $"/mailbox/meetings/{meeting}/agreement", new { time = Tomorrow(14) });
        var agreed = (await person.Get($"{Api}/mailbox/meetings")).GetProperty("items")[0];
        Assert.Equal(("agreed", "video", Tomorrow(14)), (Text(agreed, "state"), Text(agreed, "way"), agreed.GetProperty("agreedFor").GetDateTimeOffset()));
        Assert.Equal(["grievances.meeting_asked", "grievances.meeting_times_proposed", "grievances.meeting_agreed"], await Lines(tenant, id));
        Assert.Equal(3, (await server.Events<CaseChanged>(tenant)).Count);
        Assert.False(await server.Read(tenant, async db => Encoding.UTF8.GetString((await db.Meetings.SingleAsync()).Proposal).Contains("hear why", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Minutes_HoldOnceBothAgreedToTheSameWords_AndANewWordingTakesBothBack()
    {
        var (tenant, id, person, handler) = await Both();
        var meeting = await Agreed(id, person, handler);
        await Refused(handler, $"/cases/{id}/meetings/{meeting}/minutes", new { text = "Too early." }, HttpStatusCode.Conflict, "grievances.meeting_not_held");
        await Past(tenant);
        await Refused(handler, $"/cases/{id}/meetings/{meeting}/minutes", new { text = "You agree not to sue us." }, HttpStatusCode.BadRequest, "grievances.waiver_clause");
        Assert.Equal(1, (await Minutes(handler, id, meeting, "We said we are sorry.", true)).GetProperty("version").GetInt32());
        await Refused(person, $"/mailbox/meetings/{meeting}/minutes/answer", new { version = 1, agreed = false }, HttpStatusCode.BadRequest, "platform.invalid");
        await GrievancesServer.Post(person, $"/mailbox/meetings/{meeting}/minutes/answer", new { version = 1, agreed = false, remark = "You also promised a date." });
        Assert.Equal(2, (await Minutes(handler, id, meeting, "We said we are sorry, and promised 1 May.", true)).GetProperty("version").GetInt32());
        // Somebody who still has the first wording before them agrees to nothing.
        await Refused(person, $"/mailbox/meetings/{meeting}/minutes/answer", new { version = 1, agreed = true }, HttpStatusCode.Conflict, "grievances.minutes_changed");
        await GrievancesServer.Post(person, $"/mailbox/meetings/{meeting}/minutes/answer", new { version = 2, agreed = true });
        var held = (await person.Get($"{Api}/mailbox/meetings")).GetProperty("items")[0];
        Assert.Equal(("minuted", "We said we are sorry, and promised 1 May.", "You also promised a date."), (Text(held, "state"), Text(held, "minutes"), Text(held, "remark")));
        await Refused(handler, $"/cases/{id}/meetings/{meeting}/minutes", new { text = "Something else." }, HttpStatusCode.Conflict, "grievances.minutes_agreed");
        await Refused(person, $"/mailbox/meetings/{meeting}/minutes/answer", new { version = 2, agreed = false, remark = "No." }, HttpStatusCode.Conflict, "grievances.minutes_agreed");
        await Refused(handler, $"/cases/{id}/meetings/{meeting}/cancellation", new { }, HttpStatusCode.Conflict, "grievances.meeting_not_open");
    }

    [Fact]
    public async Task ThePersonsAgreement_IsTakenBackByAnotherWording_AndWaitsForTheOrganisations()
    {
        var (tenant, id, person, handler) = await Both();
        var meeting = await Agreed(id, person, handler);
        await Past(tenant);
        await Minutes(handler, id, meeting, "First wording.", false);
        await GrievancesServer.Post(person, $"/mailbox/meetings/{meeting}/minutes/answer", new { version = 1, agreed = true });
        Assert.Equal("Held", await State(tenant));
        await Minutes(handler, id, meeting, "Second wording.", false);
        Assert.True(await server.Read(tenant, async db => (await db.Meetings.SingleAsync()).PersonAgreedAt is null));
        await GrievancesServer.Post(person, $"/mailbox/meetings/{meeting}/minutes/answer", new { version = 2, agreed = true });
        await GrievancesServer.Post(handler, $"/cases/{id}/meetings/{meeting}/minutes/answer", new { version = 2, agreed = true });
        Assert.Equal("Minuted", await State(tenant));
    }

    [Fact]
    public async Task AMeeting_IsCalledOffByEitherSideWithWords_AndOnlyBefore()
    {
        var (_, id, person, handler) = await Both();
        var meeting = await Agreed(id, person, handler);
        await GrievancesServer.Post(person, $"/mailbox/meetings/{meeting}/cancellation", new { words = "I am not well." });
        var seen = Assert.Single((await handler.Get($"{Api}/cases/{id}/meetings")).EnumerateArray());
        Assert.Equal(("cancelled", true, "I am not well."), (Text(seen, "state"), seen.GetProperty("cancelledByPerson").GetBoolean(), Text(seen, "cancelWords")));
        await Refused(handler, $"/cases/{id}/meetings/{meeting}/times", new { times = new[] { Tomorrow() }, way = "phone" }, HttpStatusCode.Conflict, "grievances.meeting_not_open");
    }

    [Fact]
    public async Task PastTimes_UnknownWays_AndAWaiverInTheInvitation_AreRefused()
    {
        var (_, id, person, handler) = await Both();
        foreach (var body in new object[]
        {
            new { times = new[] { DateTimeOffset.UtcNow.AddHours(-1) }, way = "phone" }, new { times = Array.Empty<DateTimeOffset>(), way = "phone" }, new { times = new[] { Tomorrow(), Tomorrow() }, way = "phone" },
            new { times = new[] { Tomorrow() }, way = "telepathy" }, new { times = new[] { Tomorrow() }, way = "phone", needs = new[] { "a pony" } },
        })
        {
            await Refused(person, "/mailbox/meetings", body, HttpStatusCode.BadRequest, "platform.invalid");
            await Refused(handler, $"/cases/{id}/meetings", body, HttpStatusCode.BadRequest, "platform.invalid");
        }
        await Refused(handler, $"/cases/{id}/meetings", new { times = new[] { Tomorrow() }, way = "phone", words = "Come, if you waive your claims." }, HttpStatusCode.BadRequest, "grievances.waiver_clause");
        // The person may say whatever they want.
        await GrievancesServer.Post(person, "/mailbox/meetings", new { times = new[] { Tomorrow() }, way = "phone", words = "I do not waive my claims, you waive your claims." });
    }

    [Fact]
    public async Task AMemberMeetsForThemselves_AnAdviserReadsAlong_AndNobodyReachesAnothersMeeting()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Pay was cut", whatHappened = "The tool cut our pay.", affected = "group", capacity = "group",
            members = Enumerable.Range(1, 2).Select(i => new { name = $"Person {i}", mandate = new { kind = "written" } }),
        });
        using var speaker = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var (member, _) = await server.TakeOver(filed.GetProperty("members")[0].GetProperty("receipt").GetString()!);
        var added = await GrievancesServer.Post(speaker, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        var (adviser, _) = await server.TakeOver(added.GetProperty("receipt").GetString()!);
        var theirs = (await GrievancesServer.Post(member, "/mailbox/meetings", new { times = new[] { Tomorrow() }, way = "here" })).GetProperty("id").GetGuid();
        await GrievancesServer.Post(speaker, "/mailbox/meetings", new { times = new[] { Tomorrow(12) }, way = "here" });
        Assert.Equal((12, 10, 12), (await First(speaker), await First(member), await First(adviser)));
        await Refused(speaker, $"/mailbox/meetings/{theirs}/cancellation", new { }, HttpStatusCode.NotFound, "grievances.meeting_unknown");
        await Refused(adviser, "/mailbox/meetings", new { times = new[] { Tomorrow() }, way = "here" }, HttpStatusCode.Forbidden, "grievances.decision_not_yours");
        Assert.False((await adviser.Get($"{Api}/mailbox/meetings")).GetProperty("mayAnswer").GetBoolean());
        member.Dispose();
        adviser.Dispose();

        static async Task<int> First(HttpClient who) => Assert.Single((await who.Get($"{Api}/mailbox/meetings")).GetProperty("items").EnumerateArray()).GetProperty("times")[0].GetDateTimeOffset().Hour;
    }

    [Theory]
    [InlineData("ar"), InlineData("en"), InlineData("es"), InlineData("fr"), InlineData("ru"), InlineData("zh")]
    public async Task WithFormsAlone_InEveryLanguage_AMeetingIsAskedFor_AnsweredAndMinuted_OnASmallPageWithoutScript(string language)
    {
        var (tenant, id, person, handler) = await Both();
        var receipt = await server.File(tenant, new { language, summary = "Second", whatHappened = "Again.", affected = "self" });
        var other = await server.CaseOf(tenant, receipt.GetProperty("reference").GetString());
        using var browser = await Browser(receipt.GetProperty("receipt").GetString()!);
        var bound = (await browser.Page("/portal/mailbox/meetings")).QuerySelector("input[name=BoundTo]")!.GetAttribute("value")!;
        using (var wrong = await Send(browser, "", language, bound, ("Meeting.Time1", "soon"), ("Meeting.Way", "phone")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("error-summary", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var asked = await Send(browser, "", language, bound, ("Meeting.Time1", Tomorrow(15).ToString("yyyy-MM-dd'T'HH:mm", null)), ("Meeting.Zone", "+02:00"), ("Meeting.Way", "phone"), ("Meeting.Needs", "interpreter"), ("Meeting.Words", "<b>why</b>")))
            Assert.Equal($"/portal/mailbox/meetings?sent=true&lang={language}", asked.Headers.Location?.ToString());
        var meeting = await server.Read(tenant, async db => (await db.Meetings.SingleAsync(m => m.CaseId == other)).Id);
        var times = (await handler.Get($"{Api}/cases/{other}/meetings"))[0].GetProperty("times");
        Assert.Equal(Tomorrow(13), times[0].GetDateTimeOffset());
        using (var agreed = await handler.Submit($"/console/grievances/{other}/talk", page => page.Forms.Single(f => f.GetAttribute("action")?.Contains("handler=Agree", StringComparison.Ordinal) == true)))
            Assert.Equal($"/console/grievances/{other}/talk?done=agreed", agreed.Headers.Location?.ToString());
        // The time stands in the zone of whoever named it, and says which.
        Assert.Contains("15:00 UTC+02:00", (await browser.Page($"/portal/mailbox/meetings?lang={language}")).QuerySelector("section.review h2")!.TextContent, StringComparison.Ordinal);
        await Past(tenant);
        await Minutes(handler, other, meeting, string.Join(' ', Enumerable.Repeat("\u0639\u0631\u0628\u064a", 4_000)), true);
        using (var shown = await browser.GetAsync($"/portal/mailbox/meetings?lang={language}"))
        {
            var text = await shown.Content.ReadAsStringAsync();
            Assert.True(Encoding.UTF8.GetByteCount(text) < 40_000, $"{language}: {Encoding.UTF8.GetByteCount(text)}");
            Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>why</b>", text, StringComparison.Ordinal);
            Assert.Contains(language == "ar" ? "dir=\"rtl\"" : "dir=\"ltr\"", text, StringComparison.Ordinal);
        }
        using (var yes = await Send(browser, "?handler=Minutes", language, bound, ("Id", meeting.ToString()), ("Version", "1"), ("Agreed", "true")))
            Assert.Equal($"/portal/mailbox/meetings?sent=true&lang={language}", yes.Headers.Location?.ToString());
        Assert.Equal("Minuted", await server.Read(tenant, async db => (await db.Meetings.SingleAsync()).State.ToString()));
        Assert.NotEqual(id, other);
        person.Dispose();

        static Task<HttpResponseMessage> Send(HttpClient browser, string handler, string language, string bound, params (string Name, string Value)[] fields) => browser.PostAsync(
            $"/portal/mailbox/meetings{handler}{(handler.Length > 0 ? "&" : "?")}lang={language}",
            new FormUrlEncodedContent([KeyValuePair.Create("BoundTo", bound), KeyValuePair.Create("Key", Guid.NewGuid().ToString()), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));
    }

    private async Task<(TestTenant Tenant, Guid Id, HttpClient Person, HttpClient Handler)> Both()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        return (tenant, await server.CaseOf(tenant), await server.Mailbox(receipt), server.Handler(tenant));
    }

    private static async Task<Guid> Agreed(Guid id, HttpClient person, HttpClient handler)
    {
        var meeting = (await GrievancesServer.Post(handler, $"/cases/{id}/meetings", new { times = new[] { Tomorrow(), Tomorrow(11) }, way = "in_person", where = "Room 3" })).GetProperty("id").GetGuid();
        await GrievancesServer.Post(person, $"/mailbox/meetings/{meeting}/agreement", new { time = Tomorrow(11) });
        return meeting;
    }

    private Task Past(TestTenant tenant) => server.Work(tenant, db => db.Meetings.ExecuteUpdateAsync(m => m.SetProperty(x => x.AgreedFor, DateTimeOffset.UtcNow.AddHours(-1))));

    private Task<string> State(TestTenant tenant) => server.Read(tenant, async db => (await db.Meetings.SingleAsync()).State.ToString());

    private static Task<JsonElement> Minutes(HttpClient handler, Guid id, Guid meeting, string text, bool agreed) => GrievancesServer.Post(handler, $"/cases/{id}/meetings/{meeting}/minutes", new { text, agreed });

    private Task<List<string>> Lines(TestTenant tenant, Guid id) => server.Read(tenant, db => db.Set<AuditLine>().Where(l => l.Subject == $"case:{id}" && l.Action.StartsWith("grievances.meeting_")).OrderBy(l => l.At).ThenBy(l => l.Id).Select(l => l.Action).ToListAsync());

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static async Task Refused(HttpClient client, string path, object body, HttpStatusCode status, string code)
    {
        using var answer = await client.Post(Api + path, body);
        Assert.Equal(code, await answer.Problem(status));
    }

    private async Task<HttpClient> Browser(string receipt)
    {
        var browser = server.Anybody();
        using var opened = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent([KeyValuePair.Create("Receipt", receipt)]));
        browser.DefaultRequestHeaders.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return browser;
    }
}
