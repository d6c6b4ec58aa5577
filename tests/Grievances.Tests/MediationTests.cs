using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Guests;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>An outside mediator: never without the person's yes, by a link that ends with it, and never to more than was shared.</summary>
public sealed class MediationTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task NobodyIsInvited_BeforeTheOneWhoFiledAgreed()
    {
        var (tenant, id, person, handler) = await Both();
        var mediation = await Proposed(handler, id);
        Assert.Equal("grievances.mediation_not_agreed", await Refused(handler.Post($"{Api}/cases/{id}/mediations/{mediation}/invitation", new { language = "en" }), HttpStatusCode.Conflict));
        Assert.Equal("grievances.mediation_open", await Refused(handler.Post($"{Api}/cases/{id}/mediations", new { who = "Another", why = "Too" }), HttpStatusCode.Conflict));
        var asked = (await person.Get($"{Api}/mailbox/mediations")).GetProperty("items")[0];
        Assert.Equal(("proposed", "Ombuds of the port", "So that we talk."), (Text(asked, "state"), Text(asked, "who"), Text(asked, "why")));
        await Answer(person, mediation, false);
        Assert.Equal("grievances.mediation_not_agreed", await Refused(handler.Post($"{Api}/cases/{id}/mediations/{mediation}/invitation", new { language = "en" }), HttpStatusCode.Conflict));
        Assert.Equal("grievances.mediation_over", await Refused(person.PutAsJsonAsync($"{Api}/mailbox/mediations/{mediation}/answer", new { agreed = true }), HttpStatusCode.Conflict));
        Assert.Equal(0, await server.Read(tenant, db => db.Set<GuestInvitation>().CountAsync()));
        Assert.Equal("grievances.waiver_clause", await Refused(handler.Post($"{Api}/cases/{id}/mediations", new { who = "A", why = "You must keep silent about it." }), HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task TheMediator_ReadsWhatWasShared_AndOnlyWhatWasWrittenSince_AndEachOpeningIsShownToThePerson()
    {
        var (tenant, id, person, handler) = await Both();
        await GrievancesServer.Post(person, "/mailbox/messages", new { text = "Before anybody came." });
        var (mediator, mediation) = await Invited(id, person, handler);
        await GrievancesServer.Post(person, "/mailbox/messages", new { text = "Thank you for coming." });
        await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "They cut my shifts." });
        await GrievancesServer.Post(handler, $"/cases/{id}/notes", new { text = "Unspoken thought" });
        var written = await GrievancesServer.Post(mediator, "/mediation/messages", new { text = "Let us talk on Monday." });

        var room = await mediator.Get($"{Api}/mediation");
        Assert.Equal(("Harbour Hospitals", "Turned away", "The chatbot said no."), (Text(room, "organisation"), Text(room, "summary"), Text(room, "account")));
        Assert.Equal(["Thank you for coming.", "Let us talk on Monday."], room.GetProperty("messages").EnumerateArray().Select(m => Text(m, "text")));
        foreach (var hidden in new[] { "Before anybody came", "cut my shifts", "Unspoken" })
            Assert.DoesNotContain(hidden, room.GetRawText(), StringComparison.Ordinal);

        var mailbox = await person.Get($"{Api}/mailbox");
        var message = mailbox.GetProperty("messages").EnumerateArray().Single(m => m.GetProperty("id").GetGuid() == written.GetProperty("id").GetGuid());
        Assert.Equal(("mediator", false), (Text(message, "writerRole"), message.GetProperty("mine").GetBoolean()));
        Assert.Equal(2, mailbox.GetProperty("openings").EnumerateArray().Count(o => Text(o, "role") == "mediator"));
        Assert.Contains((await handler.Get($"{Api}/cases/{id}")).GetProperty("messages").EnumerateArray(), m => Text(m, "writerRole") == "mediator");
        Assert.NotEqual(Guid.Empty, mediation);
        Assert.True(await server.Read(tenant, db => db.Wraps.AnyAsync(w => w.CaseId == id && w.Holder.StartsWith("guest-"))));
    }

    [Fact]
    public async Task WhereAMaskedCopyWasChosen_TheMediatorSeesNothingElseOfTheAccount()
    {
        var (_, id, person, handler) = await Both();
        await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "account", to = "fr" });
        var copy = (await GrievancesServer.Post(handler, $"/cases/{id}/redactions", new { account = "The ⟦chatbot⟧ said no." })).GetProperty("id").GetGuid();
        var (mediator, _) = await Invited(id, person, handler, copy);
        var room = await mediator.Get($"{Api}/mediation");
        Assert.Equal(("The █████ said no.", JsonValueKind.Null, true), (Text(room, "account"), room.GetProperty("summary").ValueKind, room.GetProperty("masked").GetBoolean()));
        Assert.DoesNotContain("chatbot", room.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(room.GetProperty("translations").EnumerateArray());
        mediator.Dispose();
    }

    [Theory]
    [InlineData("person")]
    [InlineData("organisation")]
    [InlineData("closed")]
    public async Task OnceItEnds_TheMediatorReadsAndWritesNothingMore(string by)
    {
        var (tenant, id, person, handler) = await Both();
        var (mediator, mediation) = await Invited(id, person, handler);
        Assert.Equal(HttpStatusCode.OK, (await mediator.GetAsync($"{Api}/mediation")).StatusCode);
        if (by == "person")
            await Answer(person, mediation, false);
        else if (by == "organisation")
            Assert.Equal(HttpStatusCode.NoContent, (await handler.DeleteAsync($"{Api}/cases/{id}/mediations/{mediation}")).StatusCode);
        else
            await server.Work(tenant, db => db.Grievances.Where(g => g.Id == id).ExecuteUpdateAsync(g => g.SetProperty(x => x.State, CaseState.Closed)));
        Assert.Equal(GuestCodes.Ended, await Refused(mediator.GetAsync($"{Api}/mediation"), HttpStatusCode.Gone));
        Assert.Equal(GuestCodes.Ended, await Refused(mediator.Post($"{Api}/mediation/messages", new { text = "Still here?" }), HttpStatusCode.Gone));
        Assert.Equal(by == "closed", await server.Read(tenant, db => db.Wraps.AnyAsync(w => w.Holder.StartsWith("guest-"))));
    }

    [Fact]
    public async Task AMediator_WhoAsksForSilence_IsRefused_AndAnotherPurposeOrTokenOpensNothing()
    {
        var (_, id, person, handler) = await Both();
        var (mediator, _) = await Invited(id, person, handler);
        Assert.Equal("grievances.waiver_clause", await Refused(mediator.Post($"{Api}/mediation/messages", new { text = "You must keep silent about this." }), HttpStatusCode.BadRequest));
        using var anybody = server.Anybody();
        Assert.Equal(GuestCodes.NoSession, await Refused(anybody.GetAsync($"{Api}/mediation"), HttpStatusCode.Unauthorized));
        anybody.DefaultRequestHeaders.Authorization = person.DefaultRequestHeaders.Authorization;
        Assert.Equal(GuestCodes.NoSession, await Refused(anybody.GetAsync($"{Api}/mediation"), HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task AMediator_FillsATranslationIn_OfWhatTheyMayRead()
    {
        var (_, id, person, handler) = await Both();
        var early = (await GrievancesServer.Post(person, "/mailbox/messages", new { text = "Before" })).GetProperty("id").GetGuid();
        var (mediator, _) = await Invited(id, person, handler);
        var late = (await GrievancesServer.Post(person, "/mailbox/messages", new { text = "After" })).GetProperty("id").GetGuid();
        var hidden = (await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "message", to = "fr", rowId = early })).GetProperty("id").GetGuid();
        var theirs = (await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "message", to = "fr", rowId = late })).GetProperty("id").GetGuid();
        Assert.Equal([theirs], (await mediator.Get($"{Api}/mediation")).GetProperty("translations").EnumerateArray().Select(t => t.GetProperty("id").GetGuid()));
        Assert.Equal("grievances.translation_unknown", await Refused(mediator.PutAsJsonAsync($"{Api}/mediation/translations/{hidden}", new { text = "Avant" }), HttpStatusCode.NotFound));
        using var filled = await mediator.PutAsJsonAsync($"{Api}/mediation/translations/{theirs}", new { text = "Après" });
        Assert.Equal(HttpStatusCode.NoContent, filled.StatusCode);
        Assert.Contains((await handler.Get($"{Api}/cases/{id}/translations")).EnumerateArray(), t => Text(t, "text") == "Après" && Text(t, "translator") == "mediator");
    }

    [Theory]
    [InlineData("ar"), InlineData("en"), InlineData("es"), InlineData("fr"), InlineData("ru"), InlineData("zh")]
    public async Task WithPagesAlone_FromTheProposalToTheRoomAndItsEnd(string language)
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        using var person = await Browser(receipt);
        using (var proposed = await handler.Submit($"/console/grievances/{id}/mediation", page => Form(page, "handler=Propose"), ("Who", "Ombuds of the port"), ("Why", "So that we talk.")))
            Assert.Equal($"/console/grievances/{id}/mediation?done=proposed", proposed.Headers.Location?.ToString());
        using (var agreed = await person.Submit("/portal/mailbox/mediation", page => Form(page, "/mailbox/mediation"), ("Agreed", "true")))
            Assert.Equal("/portal/mailbox/mediation?sent=true", agreed.Headers.Location?.ToString());
        using var made = await handler.Submit($"/console/grievances/{id}/mediation", page => Form(page, "handler=Invite"), ("Language", language), ("Pin", "false"));
        var link = (await new HtmlParser().ParseDocumentAsync(await made.Content.ReadAsStringAsync())).QuerySelector(".receipt-number")!.TextContent;
        Assert.EndsWith($"?lang={language}", link, StringComparison.Ordinal);

        using var mediator = server.Anybody();
        mediator.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Assert.DoesNotContain("Turned away", (await mediator.Page(link)).Body!.TextContent, StringComparison.Ordinal);
        using var opened = await mediator.PostAsync(link, new FormUrlEncodedContent([]));
        var room = opened.Headers.Location!.ToString();
        Assert.StartsWith("/mediation/", room, StringComparison.Ordinal);
        mediator.DefaultRequestHeaders.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        mediator.DefaultRequestHeaders.Add("Origin", server.Address);
        var shown = await mediator.Page(room);
        Assert.Equal((language == "ar" ? "rtl" : "ltr", 0), (shown.DocumentElement.GetAttribute("dir"), shown.Scripts.Length));
        Assert.Contains("The chatbot said no.", shown.Body!.TextContent, StringComparison.Ordinal);
        using (var said = await mediator.Submit(room, page => page.Forms.Single(f => f.QuerySelector("textarea[name=Text]") is not null), ("Text", "<i>Hello</i> both")))
            Assert.Equal(HttpStatusCode.SeeOther, said.StatusCode);
        Assert.Contains("<i>Hello</i> both", (await person.Page("/portal/mailbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.True(await server.Read(tenant, db => db.Set<AuditLine>().AnyAsync(l => l.Subject == $"case:{id}" && l.Action == CaseKeys.Opened && l.Role == "mediator")));

        using (var withdrawn = await person.Submit("/portal/mailbox/mediation", page => Form(page, "/mailbox/mediation"), ("Agreed", "false")))
            Assert.Equal(HttpStatusCode.SeeOther, withdrawn.StatusCode);
        using var shut = await mediator.GetAsync(room);
        Assert.StartsWith("/guest/grievances/leave", shut.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var again = await mediator.GetAsync(link);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Fact]
    public async Task WhoAndWhy_AreSealed_AndAnAdviserDecidesNothing()
    {
        var (tenant, id, person, handler) = await Both();
        var mediation = await Proposed(handler, id);
        Assert.False(await server.Read(tenant, async db => Encoding.UTF8.GetString((await db.Set<CaseMediation>().SingleAsync()).Who).Contains("Ombuds", StringComparison.Ordinal)));
        var added = await GrievancesServer.Post(person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        var (adviser, _) = await server.TakeOver(added.GetProperty("receipt").GetString()!);
        Assert.False((await adviser.Get($"{Api}/mailbox/mediations")).GetProperty("decides").GetBoolean());
        Assert.Equal("grievances.only_who_filed", await Refused(adviser.PutAsJsonAsync($"{Api}/mailbox/mediations/{mediation}/answer", new { agreed = true }), HttpStatusCode.Forbidden));
        adviser.Dispose();
    }

    private async Task<(TestTenant Tenant, Guid Id, HttpClient Person, HttpClient Handler)> Both()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        return (tenant, await server.CaseOf(tenant), await server.Mailbox(receipt), server.Handler(tenant));
    }

    private static async Task<Guid> Proposed(HttpClient handler, Guid id, Guid? copy = null) =>
        (await GrievancesServer.Post(handler, $"/cases/{id}/mediations", new { who = "Ombuds of the port", why = "So that we talk.", redactionId = copy })).GetProperty("id").GetGuid();

    private static async Task Answer(HttpClient person, Guid mediation, bool agreed)
    {
        using var answer = await person.PutAsJsonAsync($"{Api}/mailbox/mediations/{mediation}/answer", new { agreed });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    // A client that holds a mediator's token, and the mediation.
    private async Task<(HttpClient Mediator, Guid Mediation)> Invited(Guid id, HttpClient person, HttpClient handler, Guid? copy = null)
    {
        var mediation = await Proposed(handler, id, copy);
        await Answer(person, mediation, true);
        var made = await GrievancesServer.Post(handler, $"/cases/{id}/mediations/{mediation}/invitation", new { language = "en", pin = true });
        var mediator = server.Anybody();
        var token = Text(made, "link")!.Split('/')[^1].Split('?')[0];
        var session = await GrievancesServer.Post(mediator, "/guest/session", new { token, pin = Text(made, "pin") });
        mediator.DefaultRequestHeaders.Authorization = new("Bearer", session.EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.String).Value.GetString());
        return (mediator, mediation);
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static async Task<string> Refused(Task<HttpResponseMessage> sent, HttpStatusCode status)
    {
        using var answer = await sent;
        return await answer.Problem(status);
    }

    private static IHtmlFormElement Form(IHtmlDocument page, string action) => page.Forms.Single(f => f.GetAttribute("action")?.Contains(action, StringComparison.Ordinal) == true);

    private async Task<HttpClient> Browser(string receipt)
    {
        var browser = server.Anybody();
        using var opened = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent([KeyValuePair.Create("Receipt", receipt)]));
        browser.DefaultRequestHeaders.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return browser;
    }
}
