using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>A case from another register ends like any other: whoever filed it has no mailbox, so a handler tells them and writes down what they say.</summary>
public sealed class RecordedAnswerTests(GrievancesServer shared)
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task AnOffer_IsAnsweredForTheRecord_CarriedOut_Confirmed_AndTheCaseCloses()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var id = await Imported(server, tenant);
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        var (kase, page) = ($"/console/grievances/{id}", $"/console/grievances/{id}/recorded");
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        Assert.Contains("Nothing is offered yet", (await handler.Page(page)).Body!.TextContent, StringComparison.Ordinal);
        using (var nothing = await handler.Post($"{Api}/cases/{id}/remedy/recorded-answer", new { offer = 1, answer = "accept", how = "phone", words = "Yes." }))
            Assert.Equal("grievances.no_offer", await nothing.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "head of the clinic" });
        var money = (await GrievancesServer.Post(handler, $"/cases/{id}/remedy/measures", new { measure = "compensation", text = "Forty euros.", ownerRole = "case-handler", dueOn = "2027-03-20" })).GetProperty("id").GetGuid();
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/offers", new { words = "With our apology." });

        // How it was said and what was said is needed.
        using (var bare = await handler.Submit(page, Form("Answer"), ("Answer", "Counter"), ("How", ""), ("Words", "Sixty.")))
            Assert.Contains("Choose how they said it.", await bare.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var wordless = await handler.Submit(page, Form("Answer"), ("Answer", "Counter"), ("How", "Phone"), ("Words", " ")))
            Assert.Contains("Write down what the person said.", await wordless.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var unsaid = await handler.Post($"{Api}/cases/{id}/remedy/recorded-answer", new { offer = 1, answer = "accept", words = "Yes." }))
            Assert.Equal(HttpStatusCode.BadRequest, unsaid.StatusCode);
        Assert.Equal($"{page}?done=answered", await Location(handler.Submit(page, Form("Answer"), ("Answer", "Counter"), ("Apology", "true"), ("How", "Phone"), ("Words", "CANARY-9 Sixty."))));
        var shown = (await handler.Page(page)).QuerySelector("main")!;
        foreach (var words in new[] { "They want something else", "Recorded by case handler · by phone", "CANARY-9 Sixty.", "They take the apology." })
            Assert.Contains(words, shown.TextContent, StringComparison.Ordinal);
        Assert.Equal(["", "Accept"], shown.QuerySelectorAll("#Answer option").Select(o => o.GetAttribute("value") ?? ""));
        using (var again = await handler.Post($"{Api}/cases/{id}/remedy/recorded-answer", new { offer = 1, answer = "refuse", how = "letter", words = "No." }))
            Assert.Equal("grievances.offer_answered", await again.Problem(HttpStatusCode.Conflict));
        server.Clock!.Advance(TimeSpan.FromMinutes(1));
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/recorded-answer", new { offer = 1, answer = "accept", how = "other_register", words = "All right then." });
        Assert.Equal(["accept", "counter"], (await server.Events<RemedyAnswered>(tenant)).Select(e => e.GetProperty("answer").GetString()!).Order());
        Assert.Equal(["case-handler accept:other_register", "case-handler counter:phone"], await Lines("grievances.answer_recorded"));
        Assert.False(await server.Read(tenant, db => db.Set<AuditLine>().AnyAsync(l => l.Purpose.Contains("CANARY"))));
        using (var twice = await handler.Post($"{Api}/cases/{id}/remedy/recorded-answer", new { offer = 1, answer = "accept", how = "phone", words = "Yes." }))
            Assert.Equal("grievances.offer_accepted", await twice.Problem(HttpStatusCode.Conflict));

        // What was accepted is owed as anybody's, and ends with their word alone.
        using (var early = await handler.Post($"{Api}/cases/{id}/remedy/measures/{money}/recorded-answer", new { asPromised = true, how = "phone", words = "Came." }))
            Assert.Equal("grievances.carry_out_first", await early.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/measures/{money}/done", new { evidence = "Paid on the fourth." });
        var asked = await handler.Page(page);
        Assert.Equal("The person’s word on one measure is not recorded yet", asked.QuerySelectorAll("h2")[0].TextContent);
        var form = asked.QuerySelector("main a[href^='?measure=']")!.GetAttribute("href")!.Split('#')[0];
        Assert.Equal($"{page}?done=confirmed", await Location(handler.Submit(page + form, Form("Confirm"), ("AsPromised", "false"), ("How", "Letter"), ("Words", "Nothing came."))));
        Assert.True(await server.Read(tenant, db => db.Grievances.Select(g => g.AwaitsAnswer).SingleAsync()));
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/measures/{money}/done", new { evidence = "Paid again." });
        Assert.InRange(await server.Statements(handler, new HttpRequestMessage(HttpMethod.Get, page)), 1, 8);
        Assert.Equal($"{page}?done=confirmed", await Location(handler.Submit(page + form, Form("Confirm"), ("AsPromised", "true"), ("How", "InPerson"), ("Words", "It came."))));
        Assert.Equal(["case-handler confirmed:in_person", "case-handler disputed:letter"], await Lines("grievances.confirmation_recorded"));
        Assert.Single(await server.Events<RemedyVerified>(tenant));
        Assert.Equal("verified", (await handler.Get($"{Api}/cases/{id}/remedy")).GetProperty("remedy").GetProperty("state").GetString());
        await server.Link(tenant, id);
        await GrievancesServer.Post(handler, $"/cases/{id}/closure", new { outcome = "substantiated", letter = GrievancesServer.Letter("We were wrong.") });
        Assert.Contains("closed", (await handler.Get($"{Api}/cases/{id}")).GetProperty("case").GetProperty("state").GetString(), StringComparison.Ordinal);

        // What was said lies sealed like everything else.
        await server.Stop();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("CANARY-9", System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), StringComparison.Ordinal);

        Task<List<string>> Lines(string action) => server.Read(tenant, db => db.Set<AuditLine>().Where(l => l.Action == action).OrderBy(l => l.Purpose).Select(l => l.Role + " " + l.Purpose).ToListAsync());
    }

    [Fact]
    public async Task ThePages_SayThatThereIsNoMailbox_AndNeverThatSomebodyReadsInOne()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var id = await Imported(server, tenant);
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        // Where the directive applies, nothing is put off.
        await server.Work(tenant, db => db.Grievances.ExecuteUpdateAsync(g => g.SetProperty(x => x.DirectiveApplies, false)));
        var kase = $"/console/grievances/{id}";
        var page = await handler.Page(kase);
        Assert.Equal($"{kase}/recorded", page.QuerySelectorAll(".notice a").Single(a => a.TextContent.Contains("record", StringComparison.Ordinal)).GetAttribute("href"));
        Assert.NotNull(page.QuerySelector($".case-pages a[href='{kase}/recorded']"));
        var texts = new List<string> { page.QuerySelector("main")!.TextContent };
        foreach (var (form, fields) in new (string, (string, string)[])[]
        {
            ("Acknowledge", []), ("Answer", [("Text", "We have it here now.")]), ("Extend", [("Until", "2027-07-01"), ("Reason", "The other register is slow.")]), ("Admissibility", [("Admissible", "yes"), ("AdmissibilityText", "We look into it.")]),
        })
            texts.Add((await handler.Page((await Location(handler.Submit(kase, Form(form), fields)))!)).QuerySelector("main")!.TextContent);
        Assert.All(texts, text => Assert.Contains("tell the person yourself", text, StringComparison.OrdinalIgnoreCase));
        Assert.All(texts, text => Assert.DoesNotContain("their mailbox", text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("person reads", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoeverHasAMailbox_AnswersThere_AndNobodyForThem()
    {
        var tenant = await shared.Provisioned();
        await shared.File(tenant);
        var id = await shared.CaseOf(tenant);
        using var handler = shared.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "head of the clinic" });
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/offers", new { });
        using (var answer = await handler.Post($"{Api}/cases/{id}/remedy/recorded-answer", new { offer = 1, answer = "accept", how = "phone", words = "Yes." }))
            Assert.Equal("grievances.person_answers_themselves", await answer.Problem(HttpStatusCode.Conflict));
        var measure = await shared.Read(tenant, db => db.Measures.Select(m => m.Id).SingleAsync());
        using (var word = await handler.Post($"{Api}/cases/{id}/remedy/measures/{measure}/recorded-answer", new { asPromised = true, how = "phone", words = "Yes." }))
            Assert.Equal("grievances.person_answers_themselves", await word.Problem(HttpStatusCode.Conflict));
        var page = await handler.Page($"/console/grievances/{id}/recorded");
        Assert.Equal("The person answers in their mailbox", page.QuerySelectorAll("h2")[0].TextContent);
        Assert.Empty(page.QuerySelectorAll("main form"));
        var kase = await handler.Page($"/console/grievances/{id}");
        Assert.Empty(kase.QuerySelectorAll("a[href$='/recorded']"));
        Assert.Contains("they read it in their mailbox", kase.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("offered", (await handler.Get($"{Api}/cases/{id}/remedy")).GetProperty("remedy").GetProperty("state").GetString());
        using var reader = shared.Staff(tenant, Permissions.GrievancesRead);
        using var refused = await reader.Post($"{Api}/cases/{id}/remedy/recorded-answer", new { offer = 1, answer = "accept", how = "phone", words = "Yes." });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    internal static async Task<Guid> Imported(OwnServer server, TestTenant tenant)
    {
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesImport);
        var names = new Dictionary<string, string> { ["number"] = "number", ["text"] = "text", ["filed_at"] = "filed_at" };
        var rows = new[] { new Dictionary<string, string> { ["number"] = "1", ["text"] = "It said no.", ["filed_at"] = "2027-02-01" } };
        var started = await GrievancesServer.Post(lead, "/imports", new { register = "Clinic", language = "en", mapping = names, rows });
        await server.Until(() => lead.Get($"{Api}/imports/{started.GetProperty("id").GetString()}"), import => import.GetProperty("state").GetString() == "done", TimeSpan.FromMilliseconds(100));
        return await server.CaseOf(tenant);
    }

    private static Func<IHtmlDocument, IHtmlFormElement> Form(string handler) => page => (IHtmlFormElement)page.QuerySelector($"form[action*='handler={handler}']")!;

    private static async Task<string?> Location(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return answer.Headers.Location?.ToString();
    }
}
