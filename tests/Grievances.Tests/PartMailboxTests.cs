using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Mail;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The mailbox of a part that was split from a case: opened with the receipt of the case, and as whole as any other.</summary>
public sealed class PartMailboxTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ARemedyOfAPart_IsOfferedAnsweredAppealedAndAskedAbout_AsThatOfAnyCase()
    {
        await using var own = await OwnServer.WithClock(Begin, mail: true);
        var tenant = await own.Tenant();
        var filed = await own.File(tenant, new { language = "en", summary = "Two things", whatHappened = "The chatbot said no, and it kept my photo.", affected = "self", ping = "me@home.example" });
        var id = await own.CaseOf(tenant);
        using var handler = own.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var person = await own.Mailbox(filed.GetProperty("receipt").GetString()!);
        var part = await Split(handler, id);

        await GrievancesServer.Post(handler, $"/cases/{part}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "head of the clinic" });
        var measure = (await GrievancesServer.Post(handler, $"/cases/{part}/remedy/measures", new { measure = "delete_data", text = "We delete the photo.", ownerRole = "case-handler", dueOn = new DateOnly(2027, 4, 1) })).GetProperty("id").GetGuid();
        await GrievancesServer.Post(handler, $"/cases/{part}/remedy/offers", new { words = "With our apology." });
        Assert.True(Assert.Single((await person.Get($"{Api}/mailbox")).GetProperty("parts").EnumerateArray()).GetProperty("waits").GetBoolean());

        using var inside = await Enter(own.Mailbox, filed.GetProperty("receipt").GetString()!, part);
        var box = await inside.Get($"{Api}/mailbox");
        Assert.Equal((filed.GetProperty("reference").GetString(), true, JsonValueKind.Null, "offer"),
            (box.GetProperty("partOf").GetString(), box.GetProperty("filed").GetBoolean(), box.GetProperty("parts").ValueKind, box.GetProperty("waits")[0].GetString()));
        Assert.Equal("With our apology.", Assert.Single((await inside.Get($"{Api}/mailbox/remedy")).GetProperty("offers").EnumerateArray()).GetProperty("words").GetString());
        await Answered(inside, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true });
        await GrievancesServer.Post(handler, $"/cases/{part}/remedy/measures/{measure}/done", new { evidence = "Deletion log of 2 March." });
        Assert.True(Assert.Single((await person.Get($"{Api}/mailbox")).GetProperty("parts").EnumerateArray()).GetProperty("waits").GetBoolean());
        await Answered(inside, $"/mailbox/remedy/measures/{measure}/answer", new { asPromised = true });
        Assert.False(Assert.Single((await person.Get($"{Api}/mailbox")).GetProperty("parts").EnumerateArray()).GetProperty("waits").GetBoolean());

        await own.Work(tenant, async db =>
        {
            var kase = await db.Grievances.SingleAsync(g => g.Id == part);
            (kase.ImpactId, kase.Band) = (Guid.CreateVersion7(), CaseBand.High);
            await db.SaveChangesAsync();
        });
        await GrievancesServer.Post(handler, $"/cases/{part}/closure", new { outcome = "partly", letter = GrievancesServer.Letter() });
        Assert.Equal("closed", (await inside.Get($"{Api}/mailbox")).GetProperty("state").GetString());
        using (var survey = await inside.PutAsJsonAsync($"{Api}/mailbox/surveys/closure", new { satisfied = 4, words = "They listened." }))
            Assert.True(survey.IsSuccessStatusCode, await survey.Content.ReadAsStringAsync());
        await GrievancesServer.Post(inside, "/mailbox/appeals", new { against = "outcome", text = "Not only the photo." });
        // All of it is of the part, and its first is untouched.
        Assert.Equal((CaseState.Appealed, CaseState.Received, 1, 1), await own.Read(tenant, async db => (
            await db.Grievances.Where(g => g.Id == part).Select(g => g.State).SingleAsync(), await db.Grievances.Where(g => g.Id == id).Select(g => g.State).SingleAsync(),
            await db.Surveys.CountAsync(s => s.CaseId == part && s.HolderId == part), await db.Appeals.CountAsync(a => a.CaseId == part && a.HolderId == part))));
    }

    [Fact]
    public async Task OfAPart_WordIsSent_WhereThePersonWantedWordOfTheCase()
    {
        await using var own = await OwnServer.WithClock(Begin, mail: true);
        var tenant = await own.Tenant();
        await own.File(tenant, new { language = "en", summary = "Two things", whatHappened = "The chatbot said no, and it kept my photo.", affected = "self", ping = "me@home.example" });
        using var handler = own.Handler(tenant);
        var part = await Split(handler, await own.CaseOf(tenant));
        await own.Work(tenant, db => db.Set<MailItem>().ExecuteDeleteAsync());
        await GrievancesServer.Post(handler, $"/cases/{part}/messages", new { text = "For everybody." });
        Assert.Equal(1, await own.Read(tenant, db => db.Set<MailItem>().CountAsync()));
        await own.Work(tenant, db => db.Set<MailItem>().ExecuteDeleteAsync());
        await GrievancesServer.Post(handler, $"/cases/{part}/messages", new { text = "For whoever filed.", onlyFor = part });
        Assert.Equal(1, await own.Read(tenant, db => db.Set<MailItem>().CountAsync()));
    }

    [Fact]
    public async Task ReceiptPeopleContactAndProof_AreOfTheCase_AndAPartIsNotErasedAlone_ButTakenBack()
    {
        var tenant = await server.Provisioned();
        var (id, receipt) = await Filed(tenant);
        using var handler = server.Handler(tenant);
        var part = await Split(handler, id);
        using var inside = await Enter(server.Mailbox, receipt, part);
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Post, "/receipt", new { }), (HttpMethod.Get, "/companions", null), (HttpMethod.Post, "/companions", new { role = "adviser", name = "A friend" }), (HttpMethod.Delete, $"/companions/{Guid.NewGuid()}", null),
            (HttpMethod.Get, "/members", null), (HttpMethod.Post, $"/members/{Guid.NewGuid()}/receipt", new { }), (HttpMethod.Get, "/ping", null), (HttpMethod.Put, "/ping", new { address = "me@home.example" }), (HttpMethod.Delete, "/ping", null),
            (HttpMethod.Get, "/proof", null), (HttpMethod.Put, "/consents", new { purpose = "contact_outside", allowed = true }), (HttpMethod.Put, "/consents", new { purpose = "join_similar", allowed = true }), (HttpMethod.Post, "/withdrawal", new { erase = true }),
        })
        {
            using var request = new HttpRequestMessage(method, $"{Api}/mailbox{path}") { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var refused = await inside.SendAsync(request);
            Assert.Equal("grievances.whole_case_only", await refused.Problem(HttpStatusCode.Conflict));
        }
        Assert.Equal(["share_with_supplier", "share_with_authority", "publish_anonymised"], (await inside.Get($"{Api}/mailbox/consents")).EnumerateArray().Select(c => c.GetProperty("purpose").GetString()));
        using (var archive = await inside.GetAsync($"{Api}/mailbox/export"))
            Assert.Equal((HttpStatusCode.OK, "application/zip"), (archive.StatusCode, archive.Content.Headers.ContentType?.MediaType));
        Assert.InRange(await server.Statements(inside, new HttpRequestMessage(HttpMethod.Get, $"{Api}/mailbox")), 1, 8);

        using (var back = await inside.Post($"{Api}/mailbox/withdrawal", new { erase = false }))
            Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
        Assert.Equal([(id, CaseState.Received), (part, CaseState.Closed)], await server.Read(tenant, async db => (await db.Grievances.OrderBy(g => g.Id).ToListAsync()).Select(g => (g.Id, g.State)).ToList()));
    }

    [Fact]
    public async Task AMemberHasAPlaceInAPart_AndWhoeverLeavesTheCase_HasLeftItsParts()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Two things", whatHappened = "The chatbot said no, and it kept our photos.", affected = "group", capacity = "group", @unsafe = "Never call me",
            members = new[] { new { name = "Person 1", mandate = new { kind = "written" } }, new { name = "Person 2", mandate = new { kind = "written" } } },
        });
        var id = await server.CaseOf(tenant);
        var receipts = filed.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("receipt").GetString()!).ToList();
        using var handler = server.Handler(tenant);
        var part = await Split(handler, id, "it kept our photos");
        var members = new List<HttpClient>();
        foreach (var receipt in receipts)
        {
            using var first = await server.Mailbox(receipt);
            var changed = await GrievancesServer.Post(first, "/mailbox/receipt", new { });
            members.Add(await Enter(server.Mailbox, changed.GetProperty("receipt").GetString()!, part));
        }
        Assert.Equal(("member", false), ((await members[0].Get($"{Api}/mailbox")).GetProperty("role").GetString(), (await members[0].Get($"{Api}/mailbox")).GetProperty("filed").GetBoolean()));
        await GrievancesServer.Post(members[0], "/mailbox/messages", new { text = "Between me and the handlers." });
        Assert.DoesNotContain("Between me", await members[1].GetStringAsync($"{Api}/mailbox"), StringComparison.Ordinal);

        // A companion comes after the part was split, and goes again.
        using var filer = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var added = await GrievancesServer.Post(filer, "/mailbox/companions", new { role = "adviser", name = "A friend" });
        using var friend = await server.Mailbox(added.GetProperty("receipt").GetString()!);
        var mine = await GrievancesServer.Post(friend, "/mailbox/receipt", new { });
        using var inside = await Enter(server.Mailbox, mine.GetProperty("receipt").GetString()!, part);
        Assert.Equal("adviser", (await inside.Get($"{Api}/mailbox")).GetProperty("role").GetString());
        using (var removed = await filer.DeleteAsync($"{Api}/mailbox/companions/{added.GetProperty("id").GetGuid()}"))
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using (var shut = await inside.GetAsync($"{Api}/mailbox"))
            Assert.Equal("grievances.mailbox_session", await shut.Problem(HttpStatusCode.Unauthorized));

        // One leaves the case, and erases what they wrote: in the part too.
        using (var leaving = await server.Mailbox(filed.GetProperty("receipt").GetString()!))
        using (var gone = await leaving.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal([(part, true)], await server.Read(tenant, async db => (await db.Holders.Where(h => h.CaseId == part && h.Id == part).ToListAsync()).Select(h => (h.Id, h.LeftAt != null)).ToList()));
        Assert.Equal(1, await server.Read(tenant, db => db.Messages.CountAsync(m => m.CaseId == part)));
        Assert.Equal(0, await server.Read(tenant, db => db.Grievances.CountAsync(g => g.Unsafe != null)));
        foreach (var member in members)
            member.Dispose();
    }

    [Fact]
    public async Task ErasingWithAMember_TakesTheirWordsOutOfThePart()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Two things", whatHappened = "It kept our photos.", affected = "group", capacity = "group",
            members = new[] { new { name = "Person 1", mandate = new { kind = "written" } }, new { name = "Person 2", mandate = new { kind = "written" } } },
        });
        using var handler = server.Handler(tenant);
        var part = await Split(handler, await server.CaseOf(tenant), "it kept our photos");
        using var first = await server.Mailbox(filed.GetProperty("members")[0].GetProperty("receipt").GetString()!);
        var receipt = (await GrievancesServer.Post(first, "/mailbox/receipt", new { })).GetProperty("receipt").GetString()!;
        using var inside = await Enter(server.Mailbox, receipt, part);
        await GrievancesServer.Post(inside, "/mailbox/messages", new { text = "Between me and the handlers." });
        // What was made of their words goes too.
        await server.Work(tenant, async db =>
        {
            var message = await db.Messages.AsNoTracking().SingleAsync(m => m.CaseId == part && m.FromPerson);
            db.Add(new CaseTranslation { TenantId = tenant.Id, Id = Guid.CreateVersion7(), CaseId = part, RowId = message.Id, Part = TranslatedPart.Message, From = "en", To = "fr", RequesterRole = "case-handler", RequestedAt = Begin });
            db.Add(new CaseMeeting { TenantId = tenant.Id, Id = Guid.CreateVersion7(), CaseId = part, HolderId = message.HolderId!.Value, Proposal = [1], ProposedAt = Begin, State = MeetingState.Proposed });
            await db.SaveChangesAsync();
        });
        using (var own = await server.Mailbox(receipt))
        using (var gone = await own.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal((0, 0), await server.Read(tenant, async db => (await db.Translations.CountAsync(), await db.Meetings.CountAsync())));
        Assert.Equal([1, 1], await server.Read(tenant, db => db.Grievances.Select(g => g.People).ToListAsync()));
        Assert.Equal((0, 1), await server.Read(tenant, async db => (await db.Messages.CountAsync(m => m.CaseId == part), await db.Holders.CountAsync(h => h.CaseId == part && h.LeftAt != null && h.Name == null))));
        using (var shut = await inside.GetAsync($"{Api}/mailbox"))
            Assert.Equal("grievances.mailbox_session", await shut.Problem(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task WhoFiledForAGroup_TakesNoPartBackForEverybody_AlsoWhereNobodyElseHasLookedAtIt()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Two things", whatHappened = "It kept our photos.", affected = "group", capacity = "group", members = new[] { new { name = "Person 1", mandate = new { kind = "written" } } },
        });
        using var handler = server.Handler(tenant);
        var part = await Split(handler, await server.CaseOf(tenant), "it kept our photos");
        // As in a part from before its people had a place in it.
        await server.Work(tenant, db => db.Holders.Where(h => h.CaseId == part && h.Role == HolderRole.Member).ExecuteDeleteAsync());
        using var inside = await Enter(server.Mailbox, filed.GetProperty("receipt").GetString()!, part);
        using var refused = await inside.Post($"{Api}/mailbox/withdrawal", new { erase = false });
        Assert.Equal("grievances.whole_case_only", await refused.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task WhoMustNotSeeTheCase_DoesNotSeeItsPartEither_AndWhatWasChosenForThePartStays()
    {
        var tenant = await server.Provisioned();
        var (id, receipt) = await Filed(tenant);
        using var handler = server.Handler(tenant);
        var (part, other) = (await Split(handler, id), await Split(handler, id, again: true));
        using (var inside = await Enter(server.Mailbox, receipt, other))
        using (var chosen = await inside.PutAsJsonAsync($"{Api}/mailbox/readers", new { roles = new[] { "identity-custodian" } }))
            Assert.Equal(HttpStatusCode.NoContent, chosen.StatusCode);
        using var person = await server.Mailbox(receipt);
        using (var chosen = await person.PutAsJsonAsync($"{Api}/mailbox/readers", new { roles = new[] { "case-handler" } }))
            Assert.Equal(HttpStatusCode.NoContent, chosen.StatusCode);
        var kept = await server.Read(tenant, db => db.Grievances.ToDictionaryAsync(g => g.Id, g => $"{g.HandledBy} {g.ExcludedRoles}"));
        Assert.Equal(("ombuds case-handler", "ombuds case-handler", "ombuds case-handler,identity-custodian"), (kept[id], kept[part], kept[other]));
        Assert.Equal(0, await server.Read(tenant, db => db.Wraps.CountAsync(w => w.Holder == CaseKeys.Team && (w.CaseId == part || w.CaseId == other))));
    }

    [Fact]
    public async Task WhoCantBeImpartialInTheCase_CantBeInItsParts_AndIsLetInAgainWithIt()
    {
        var tenant = await server.Provisioned();
        var (id, _) = await Filed(tenant);
        using var handler = server.Handler(tenant);
        var (part, other) = (await Split(handler, id), await Split(handler, id, again: true));
        var account = Guid.CreateVersion7();
        using var partial = server.Staff(tenant, account, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        await GrievancesServer.Post(partial, $"/cases/{other}/recusal", new { reason = "I know them." });
        await GrievancesServer.Post(partial, $"/cases/{id}/recusal", new { reason = "They are a cousin." });
        foreach (var shut in new[] { id, part, other })
        {
            using var refused = await partial.GetAsync($"{Api}/cases/{shut}");
            Assert.Equal("grievances.excluded_from_case", await refused.Problem(HttpStatusCode.Forbidden));
        }
        Assert.Equal(1, await server.Read(tenant, db => db.Set<Platform.Audit.AuditLine>().CountAsync(l => l.Subject == $"case:{part}" && l.Action == "grievances.recused")));

        using (var readmitted = await lead.DeleteAsync($"{Api}/cases/{id}/exclusions/{account}"))
            Assert.Equal(HttpStatusCode.NoContent, readmitted.StatusCode);
        using (var open = await partial.GetAsync($"{Api}/cases/{part}"))
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        // What was said of one part alone holds there.
        using var still = await partial.GetAsync($"{Api}/cases/{other}");
        Assert.Equal("grievances.excluded_from_case", await still.Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task TheYesToBeJoined_IsTakenBackForTheParts_AndTheirNumberFalls()
    {
        await using var own = await OwnServer.WithClock(Begin, mail: true);
        var tenant = await own.Tenant();
        var filed = await own.File(tenant, new { language = "en", summary = "Two things", whatHappened = "It kept my photo.", affected = "self", consents = new[] { "join_similar" }, ping = "me@home.example" });
        using var handler = own.Handler(tenant);
        var part = await Split(handler, await own.CaseOf(tenant));
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Photos are kept", description = "The chatbot keeps photos." })).GetProperty("id").GetGuid();
        using (var joined = await handler.PostAsJsonAsync($"{Api}/cases/{part}/pattern", new { patternId = pattern }))
            Assert.True(joined.IsSuccessStatusCode, await joined.Content.ReadAsStringAsync());
        // What was told once is one report, in however many parts it is handled.
        foreach (var again in new[] { await own.CaseOf(tenant, filed.GetProperty("reference").GetString()), await Split(handler, await own.CaseOf(tenant, filed.GetProperty("reference").GetString()), again: true) })
        {
            using var refused = await handler.PostAsJsonAsync($"{Api}/cases/{again}/pattern", new { patternId = pattern });
            Assert.Equal("grievances.part_in_pattern", await refused.Problem(HttpStatusCode.Conflict));
        }
        // Word of the pattern goes where word of the case goes.
        await own.Work(tenant, db => db.Set<MailItem>().ExecuteDeleteAsync());
        await GrievancesServer.Post(handler, $"/patterns/{pattern}/progress", new { state = "confirmed", text = "We found why." });
        Assert.Equal(1, await own.Read(tenant, db => db.Set<MailItem>().CountAsync()));
        using var person = await own.Mailbox(filed.GetProperty("receipt").GetString()!);
        using (var taken = await person.PutAsJsonAsync($"{Api}/mailbox/consents", new { purpose = "join_similar", allowed = false }))
            Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        Assert.Equal((null, 0), await own.Read(tenant, async db => (await db.Grievances.Where(g => g.Id == part).Select(g => g.PatternId).SingleAsync(), await db.Patterns.Select(p => p.Reports).SingleAsync())));
    }

    [Fact]
    public async Task ACaseIsKept_AsLongAsAPartOfItGoesOn()
    {
        await using var own = await OwnServer.WithClock(Begin);
        var tenant = await own.Tenant();
        var filed = await own.File(tenant, new { language = "en", summary = "Two things", whatHappened = "The chatbot said no, and it kept my photo.", affected = "self" });
        var id = await own.CaseOf(tenant);
        using var handler = own.Handler(tenant);
        var part = await Split(handler, id);
        Task Over(Guid kase) => own.Work(tenant, async db =>
        {
            (await db.Grievances.SingleAsync(g => g.Id == kase)).Withdraw(Begin);
            await db.SaveChangesAsync();
        });
        Task Kept(Guid kase, DateTimeOffset until) => own.Work(tenant, db => Platform.Clocks.DueDatesOfContext.DueDates(db, Begin).Plan(kase, ClockPolicy.Retention, [new(ClockPolicy.Retention, until)]));

        await Over(id);
        await Kept(id, Begin);
        await own.Settled(tenant);
        Assert.Equal(0, await own.Read(tenant, db => db.Tombstones.CountAsync()));
        using (var inside = await Enter(own.Mailbox, filed.GetProperty("receipt").GetString()!, part))
            Assert.Equal("received", (await inside.Get($"{Api}/mailbox")).GetProperty("state").GetString());

        // Once the part is over too, they go together.
        await Over(part);
        await own.GoTo(Begin.AddDays(31), tenant);
        Assert.Equal(2, await own.Read(tenant, db => db.Tombstones.CountAsync()));
    }

    [Fact]
    public async Task APartOfAnotherCase_OpensForNobody_AndAfterErasureNoneDoes()
    {
        var tenant = await server.Provisioned();
        var ((id, receipt), (_, other)) = (await Filed(tenant), await Filed(tenant));
        using var handler = server.Handler(tenant);
        var part = await Split(handler, id);
        using (var stranger = await server.Mailbox(other))
            foreach (var unknown in new[] { part, id, Guid.NewGuid() })
            {
                using var refused = await stranger.Post($"{Api}/mailbox/parts/{unknown}/session", new { });
                Assert.Equal("grievances.part_unknown", await refused.Problem(HttpStatusCode.NotFound));
            }
        using var inside = await Enter(server.Mailbox, receipt, part);
        using (var person = await server.Mailbox(receipt))
        using (var gone = await person.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using (var shut = await inside.GetAsync($"{Api}/mailbox"))
            Assert.Equal("grievances.mailbox_session", await shut.Problem(HttpStatusCode.Unauthorized));
    }

    [Theory, InlineData("en"), InlineData("ar")]
    public async Task OnPages_AButtonOpensAPart_AndAnotherLeadsBack(string language)
    {
        var tenant = await server.Provisioned();
        var (id, receipt) = await Filed(tenant);
        using var handler = server.Handler(tenant);
        var part = await Split(handler, id);
        await GrievancesServer.Post(handler, $"/cases/{part}/messages", new { text = "We deleted the photo." });
        using var browser = server.Anybody();
        await Press(browser, "/portal/mailbox?handler=Open", ("Receipt", receipt));
        var front = await browser.Page($"/portal/mailbox?lang={language}");
        var form = front.Forms.Single(f => f.GetAttribute("action")!.Contains("handler=Part", StringComparison.Ordinal));
        Assert.Equal("/portal/mailbox", await Press(browser, form));
        var inside = await browser.Page($"/portal/mailbox?lang={language}");
        Assert.Contains("We deleted the photo.", inside.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("it kept my photo", inside.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("The chatbot said no", inside.Body.TextContent, StringComparison.Ordinal);
        Assert.Null(inside.QuerySelector("a[href*='/portal/mailbox/people']"));
        Assert.Empty(inside.Scripts);
        // What is of the whole case leads to the front.
        foreach (var page in new[] { "/people", "/receipt", "/about" })
        {
            using var moved = await browser.GetAsync($"/portal/mailbox{page}?lang={language}");
            Assert.Equal(HttpStatusCode.SeeOther, moved.StatusCode);
        }
        foreach (var page in new[] { "/consents", "/data", "/remedy", "/appeal", "/files", "/readers", "/referrals", "/meetings", "/mediation", "/translations", "/authorities", "/retaliation", "/survey" })
            await browser.Page($"/portal/mailbox{page}?lang={language}");
        Assert.Null((await browser.Page("/portal/mailbox/consents")).QuerySelector("#ping, #contact"));
        Assert.Null((await browser.Page("/portal/mailbox/data")).QuerySelector("button[name=Erase][value=true]"));
        // A form of the case does nothing while the part is open.
        using (var elsewhere = await browser.PostAsync("/portal/mailbox?handler=Write", Fields(("BoundTo", form.QuerySelector("input[name=BoundTo]")!.GetAttribute("value")!), ("Text", "For the first."), ("Key", Guid.NewGuid().ToString()))))
            Assert.Equal(HttpStatusCode.OK, elsewhere.StatusCode);
        Assert.Equal(0, await server.Read(tenant, db => db.Messages.CountAsync(m => m.FromPerson)));
        await Press(browser, (await browser.Page($"/portal/mailbox?lang={language}")).Forms.Single(f => f.GetAttribute("action")!.Contains("handler=Back", StringComparison.Ordinal)));
        Assert.Contains("The chatbot said no", (await browser.Page("/portal/mailbox")).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<string?> Press(HttpClient browser, IHtmlFormElement form) =>
        await Press(browser, form.GetAttribute("action")!, [.. form.Elements.OfType<IHtmlInputElement>().Select(i => (i.Name!, i.Value))]);

    private static async Task<string?> Press(HttpClient browser, string address, params (string, string)[] fields)
    {
        using var answer = await browser.PostAsync(address, Fields(fields));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        browser.DefaultRequestHeaders.Remove("Cookie");
        browser.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return answer.Headers.Location?.ToString().Split('?')[0];
    }

    private static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static async Task Answered(HttpClient person, string path, object body)
    {
        using var answer = await person.Post(Api + path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<Guid> Split(HttpClient handler, Guid id, string whatHappened = "it kept my photo", bool again = false) =>
        (await GrievancesServer.Post(handler, $"/cases/{id}/split", new { summary = "Photo kept", whatHappened, again })).GetProperty("id").GetGuid();

    private static async Task<HttpClient> Enter(Func<string, Task<HttpClient>> mailbox, string receipt, Guid part)
    {
        var person = await mailbox(receipt);
        using var answer = await person.Post($"{Api}/mailbox/parts/{part}/session", new { });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        person.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Json()).GetProperty("token").GetString());
        return person;
    }

    private async Task<(Guid Id, string Receipt)> Filed(TestTenant tenant)
    {
        var filed = await server.File(tenant, new { language = "en", summary = "Two things", whatHappened = "The chatbot said no, and it kept my photo.", affected = "self" });
        return (await server.CaseOf(tenant, filed.GetProperty("reference").GetString()), filed.GetProperty("receipt").GetString()!);
    }
}
