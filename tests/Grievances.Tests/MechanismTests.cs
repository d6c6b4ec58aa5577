using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Platform.Audit;
using Platform.Contracts;
using Platform.Mail;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The organisation's side of the questionnaire and the clocks.</summary>
public sealed class MechanismTests(GrievancesServer server)
{
    private const string Form = GrievancesServer.Api + "/forms/intake";
    private const string Console = "/console/grievances/mechanism";
    private static readonly string[] Languages = ["en", "ar", "es", "fr", "ru", "zh"];

    private static readonly Dictionary<string, (string, string)[]> Account = new()
    {
        ["who"] = [("affected", "self")], ["what"] = [("what", "The rota program gave me four double shifts.")],
    };

    [Fact]
    public async Task APublishedPage_IsAskedOnlyWhereItsConditionHolds_AndItsAnswerIsKeptWithTheNumber()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        await Publish(lead, Definition("shift"));
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until("shift", new Dictionary<string, (string, string)[]>(Account) { ["harm"] = [("harm", "work")] });
        Assert.Contains("Words of shift in en", walk.Page, StringComparison.Ordinal);
        await walk.Answer(("shift", "long"));
        await walk.Until("review");
        Assert.Contains("Choice long in en", walk.Text(), StringComparison.Ordinal);
        var (reference, _) = await walk.Send();
        var other = new FilingWalk(person, tenant.Slug);
        await other.Begin();
        await other.Until("harm", Account);
        await other.Answer(("harm", "equal"));
        for (; other.Step != "review"; await other.Answer())
            Assert.NotEqual("shift", other.Step);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant, reference);
        var answers = (await handler.Get($"{GrievancesServer.Api}/cases/{id}")).GetProperty("answers");
        Assert.Equal(1, answers.GetProperty("formNumber").GetInt32());
        Assert.Equal("long", answers.GetProperty("answers").GetProperty("shift")[0].GetString());
        var shown = (await handler.Page($"/console/grievances/{id}")).Body!.TextContent;
        Assert.Contains("Words of shift in en", shown, StringComparison.Ordinal);
        Assert.Contains("Choice long in en", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADraftWithoutATranslation_IsStored_ButRefusedAtItsPublication_WithThePlace()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        using var saved = await lead.PutAsJsonAsync($"{Form}/draft", Definition("shift", without: "zh"));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Contains((await saved.Json()).GetProperty("faults").EnumerateArray(),
            fault => fault.GetProperty("pointer").GetString() == "/pages/0/questions/0/label/zh" && fault.GetProperty("code").GetString() == "forms.translation_missing");
        using var refused = await Send(lead, HttpMethod.Post, $"{Form}/draft/publication", Tag(saved));
        Assert.Equal("forms.definition_faulty", await refused.Problem(HttpStatusCode.BadRequest));
        Assert.True((await refused.Json()).GetProperty("errors").TryGetProperty("/pages/0/questions/0/label/zh", out _));
        Assert.Equal(JsonValueKind.Null, (await lead.Get(Form)).GetProperty("published").ValueKind);
        var page = await lead.Page(Console);
        Assert.Contains("Chinese", page.QuerySelector("#page-1")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action$='handler=Publish'] .button"));
    }

    [Fact]
    public async Task NobodyWritesOverWhatTheyHaveNotSeen()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        using var first = await lead.PutAsJsonAsync($"{Form}/draft", Definition("one"));
        await Refuses("forms.if_match_missing", HttpStatusCode.PreconditionRequired, lead.PutAsJsonAsync($"{Form}/draft", Definition("two")));
        using var second = await Send(lead, HttpMethod.Put, $"{Form}/draft", Tag(first), Definition("two"));
        Assert.Equal(Tag(second), Tag(await lead.GetAsync(Form)));
        await Refuses("platform.precondition", HttpStatusCode.PreconditionFailed, Send(lead, HttpMethod.Put, $"{Form}/draft", Tag(first), Definition("three")));
        foreach (var (method, path) in new[] { (HttpMethod.Post, "draft/publication"), (HttpMethod.Delete, "draft") })
        {
            await Refuses("forms.if_match_missing", HttpStatusCode.PreconditionRequired, Send(lead, method, $"{Form}/{path}", null));
            await Refuses("platform.precondition", HttpStatusCode.PreconditionFailed, Send(lead, method, $"{Form}/{path}", Tag(first)));
        }
        await Gives(HttpStatusCode.NoContent, Send(lead, HttpMethod.Delete, $"{Form}/draft", Tag(second)));
        await Refuses("forms.draft_unknown", HttpStatusCode.NotFound, Send(lead, HttpMethod.Post, $"{Form}/draft/publication", Tag(second)));
        // A draft begun anew has the number and the count of the one that was thrown away.
        await Task.Delay(5);
        await Gives(HttpStatusCode.OK, lead.PutAsJsonAsync($"{Form}/draft", Definition("four")));
        await Refuses("platform.precondition", HttpStatusCode.PreconditionFailed, Send(lead, HttpMethod.Put, $"{Form}/draft", Tag(first), Definition("three")));
        var actions = await server.Read(tenant, db => Task.FromResult(db.Set<AuditLine>().Where(l => l.Subject == "form:intake").OrderBy(l => l.At).Select(l => l.Action).ToList()));
        Assert.Equal(["grievances.form_saved", "grievances.form_saved", "grievances.form_discarded", "grievances.form_saved"], actions);
    }

    [Fact]
    public async Task OfManyWhoBeginADraftAtOnce_OneDoes_OnPostgresToo()
    {
        await using var database = await OwnDatabase.Create();
        await using var own = await OwnServer.WithClock(DateTimeOffset.UtcNow, database);
        var tenant = await own.Tenant();
        using var lead = own.Staff(tenant, new Dictionary<string, object> { ["role"] = "human-rights-lead" }, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => lead.PutAsJsonAsync($"{Form}/draft", Definition($"page_{i}"))));
        Assert.Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.PreconditionRequired, 5)], answers.Select(answer => answer.StatusCode).Order());
        await Gives(HttpStatusCode.OK, Send(lead, HttpMethod.Post, $"{Form}/draft/publication", Tag(answers.Single(answer => answer.IsSuccessStatusCode))));
        await Publish(lead, Definition("second"));
        await Gives(HttpStatusCode.Redirect, Fill(lead, Console, "handler=Clocks", null, ("AcknowledgeDays", "2")));
        Assert.Equal("Your portal asks the base questionnaire and 1 page of yours", Heading(await lead.Page(Console)));
        Assert.Contains("No mail was given up", (await lead.Page("/console/grievances/mail")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEarlierVersion_ComesBackAsADraft()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        await Publish(lead, Definition("one"));
        await Publish(lead, Definition("two"));
        using var copied = await lead.Post($"{Form}/draft/copies", new { number = 1 });
        Assert.Equal("one", (await copied.Json()).GetProperty("draft").GetProperty("definition").GetProperty("pages")[0].GetProperty("id").GetString());
        await Refuses("forms.if_match_missing", HttpStatusCode.PreconditionRequired, lead.Post($"{Form}/draft/copies", new { number = 2 }));
        await Refuses("forms.version_unknown", HttpStatusCode.NotFound, Send(lead, HttpMethod.Post, $"{Form}/draft/copies", Tag(copied), new { number = 9 }));
        var view = await lead.Get(Form);
        Assert.Equal("two", view.GetProperty("published").GetProperty("definition").GetProperty("pages")[0].GetProperty("id").GetString());
        Assert.Equal(["draft", "published", "retired"], view.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("status").GetString()));
    }

    [Theory]
    [InlineData("kind_of_day", "forms.id_reserved")]
    [InlineData("consent_photos", "forms.id_reserved")]
    [InlineData("review", "forms.id_reserved")]
    [InlineData("job", "forms.id_repeated")]
    [InlineData("harm", "forms.id_repeated")]
    public async Task ANameThatFilingUses_IsRefused(string name, string code)
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        using var saved = await lead.PutAsJsonAsync($"{Form}/draft", Definition(name));
        Assert.Contains(code, (await saved.Json()).GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("code").GetString()));
        await Refuses("forms.definition_faulty", HttpStatusCode.BadRequest, Send(lead, HttpMethod.Post, $"{Form}/draft/publication", Tag(saved)));
    }

    [Fact]
    public async Task WhoMayOnlyRead_ChangesNothing_AndAnotherOrganisationSeesNothing()
    {
        var (tenant, other) = (await server.Provisioned(), await server.Provisioned());
        using var lead = Lead(tenant);
        using var reader = server.Staff(tenant, Permissions.GrievancesRead);
        await Publish(lead, Definition("shift"));
        Assert.Equal("shift", (await reader.Get(Form)).GetProperty("published").GetProperty("definition").GetProperty("pages")[0].GetProperty("id").GetString());
        foreach (var (method, path) in new[] { (HttpMethod.Put, "draft"), (HttpMethod.Post, "draft/publication"), (HttpMethod.Delete, "draft"), (HttpMethod.Post, "draft/copies") })
            await Gives(HttpStatusCode.Forbidden, Send(reader, method, $"{Form}/{path}", null, Definition("mine")));
        Assert.Empty((await reader.Page(Console)).QuerySelectorAll("main form"));
        foreach (var address in new[] { $"{Console}/page", "/console/grievances/mail", "/console/grievances/patterns" })
            await Gives(HttpStatusCode.Forbidden, reader.GetAsync(address));
        // The same person, with the token of the form, after the permission was taken away.
        using var demoted = Lead(tenant);
        await Gives(HttpStatusCode.Forbidden, Fill(demoted, Console, "handler=Remove", Console + "?handler=Remove&at=0", before: () => demoted.DefaultRequestHeaders.Authorization = reader.DefaultRequestHeaders.Authorization));
        Assert.Equal(JsonValueKind.Null, (await lead.Get(Form)).GetProperty("draft").ValueKind);
        using var stranger = Lead(other);
        var view = await stranger.Get(Form);
        Assert.Equal((JsonValueKind.Null, 0), (view.GetProperty("published").ValueKind, view.GetProperty("versions").GetArrayLength()));
        Assert.Contains("asks the base questionnaire alone", Heading(await stranger.Page(Console)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQuestionnaireIsMade_WithPlainFormsAlone()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        Assert.Equal("Your portal asks the base questionnaire alone", Heading(await lead.Page(Console)));
        (string, string)[] texts = [.. Languages.SelectMany(l => new[] { ($"label_{l}", $"How long in {l}?"), ($"hint_{l}", $"Hint in {l}") })];
        var page = await Parsed(HttpStatusCode.BadRequest, Fill(lead, $"{Console}/page", "mechanism/page", null, [("id", "Shift Length"), ("options", "no sign of it"), .. texts]));
        Assert.Equal(["#id", "#options"], page.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Equal("How long in ar?", ((IHtmlInputElement)page.QuerySelector("#label_ar")!).Value);
        await Gives(HttpStatusCode.Redirect, Fill(lead, $"{Console}/page", "mechanism/page", null,
            [("id", "shift"), ("kind", "OneOf"), ("options", "short = Short | قصير | Corto | Court | Короткий | 短\nlong = Long | طويل | Largo | Long | Длинный"), ("about", "harm=work"), ("test", "includes"), ("required", "true"), .. texts]));
        var draft = await lead.Page(Console);
        Assert.Equal("Your portal asks the base questionnaire alone, and a draft waits", Heading(draft));
        var listed = draft.QuerySelector("#page-1")!.TextContent;
        Assert.Contains("Shown where “What kind of harm was it?” includes “Work and income”", listed, StringComparison.Ordinal);
        Assert.Contains("Question 1, choice 2, words, Chinese: The translation is missing.", listed, StringComparison.Ordinal);
        await Gives(HttpStatusCode.Redirect, Fill(lead, $"{Console}/page?at=0", "mechanism/page", null, ("options", "short = Short | قصير | Corto | Court | Короткий | 短\nlong = Long | طويل | Largo | Long | Длинный | 长")));
        await Gives(HttpStatusCode.Redirect, Fill(lead, $"{Console}/page", "mechanism/page", null, [("id", "union_words"), ("kind", "LongText"), .. texts]));
        await Gives(HttpStatusCode.Redirect, Fill(lead, Console, "handler=Remove&at=1", Console + "?handler=Move&at=1&by=-1"));
        Assert.Equal(["union_words", "shift"], await Pages(lead, "draft"));
        await Gives(HttpStatusCode.Redirect, Fill(lead, Console, "handler=Publish", null));
        Assert.Equal("Your portal asks the base questionnaire and 2 pages of yours", Heading(await lead.Page(Console)));
        await Gives(HttpStatusCode.Redirect, Fill(lead, Console, "handler=Remove&at=0", null));
        Assert.Equal(["shift"], await Pages(lead, "draft"));
        Assert.Equal(["union_words", "shift"], await Pages(lead, "published"));
        Assert.Equal("Your portal asks the base questionnaire and 2 pages of yours; a draft waits", Heading(await lead.Page(Console)));
        await Gives(HttpStatusCode.Redirect, Fill(lead, Console, "handler=Copy&number=1", null));
        Assert.Equal(["union_words", "shift"], await Pages(lead, "draft"));
        await Gives(HttpStatusCode.Redirect, Fill(lead, Console, "handler=Publish", Console + "?handler=Discard"));
        var preview = await lead.Page($"{Console}/preview?at=1&language=ar");
        var asked = preview.QuerySelector("[lang=ar][dir=rtl].preview")!;
        Assert.Equal("How long in ar?", asked.QuerySelector("h1")!.TextContent.Trim());
        Assert.Equal(["short", "long", "unknown"], asked.QuerySelectorAll("input[type=radio]").Select(i => i.GetAttribute("value")));
        Assert.Equal("en", preview.DocumentElement.GetAttribute("lang"));
        foreach (var address in new[] { Console, $"{Console}/page", $"{Console}/preview?at=0" })
            Assert.Empty((await lead.Page(address)).QuerySelectorAll("script, [onclick], [onchange]"));
    }

    [Fact]
    public async Task AFormThatWasOvertaken_SaysSo_AndStoresNothing()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        using var first = await lead.PutAsJsonAsync($"{Form}/draft", Definition("shift"));
        var page = await Parsed(HttpStatusCode.PreconditionFailed, Fill(lead, Console, "handler=Publish", null, before: () =>
            Assert.Equal(HttpStatusCode.OK, Send(lead, HttpMethod.Put, $"{Form}/draft", Tag(first), Definition("theirs")).GetAwaiter().GetResult().StatusCode)));
        Assert.Contains("Somebody changed the questionnaire after you opened this page", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Words of theirs in en", page.QuerySelector("#page-1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await lead.Get(Form)).GetProperty("published").ValueKind);
    }

    [Fact]
    public async Task AClock_CanBeStricter_NeverLooser_AndNoneIsOvertakenUnseen()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        await Gives(HttpStatusCode.Redirect, Fill(lead, Console, "handler=Clocks", null, ("AcknowledgeDays", "3"), ("FindingsDays", "30"), ("Zone", "Africa/Cairo"), ("Holidays", "2027-01-07\r\n2027-04-25")));
        var shown = await lead.Page(Console);
        var inForce = shown.QuerySelectorAll(".summary-row").Select(row => row.TextContent).ToList();
        Assert.Contains(inForce, row => row.Contains("within 3 days", StringComparison.Ordinal));
        Assert.Contains(inForce, row => row.Contains("Africa/Cairo", StringComparison.Ordinal) && row.Contains("2 holidays", StringComparison.Ordinal));
        Assert.Contains("Directive (EU) 2019/1937", shown.Body!.TextContent, StringComparison.Ordinal);
        var before = DateTimeOffset.UtcNow;
        var filed = await server.File(tenant, new { language = "en", summary = "Shifts", whatHappened = "Too long.", affected = "self" });
        Assert.InRange(filed.GetProperty("acknowledgeBy").GetDateTimeOffset(), before.AddDays(3).AddSeconds(-1), before.AddDays(3).AddMinutes(1));
        Assert.Equal(["#RetaliationHours"], Links(await Parsed(HttpStatusCode.BadRequest, Fill(lead, Console, "handler=Clocks", null, ("AcknowledgeDays", "10"), ("RetaliationHours", "soon"), ("Holidays", "2027-01-07\n7 January")))));
        var page = await Parsed(HttpStatusCode.BadRequest, Fill(lead, Console, "handler=Clocks", null, ("AcknowledgeDays", "10"), ("Zone", "Cairo"), ("Holidays", "2027-01-07\n7 January")));
        Assert.Equal(["#AcknowledgeDays", "#Zone", "#Holidays"], Links(page));
        Assert.Contains("Line 2", page.QuerySelector("#Holidays-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("10", ((IHtmlInputElement)page.QuerySelector("#AcknowledgeDays")!).Value);
        Assert.Contains("Somebody set the clocks", (await Parsed(HttpStatusCode.PreconditionFailed, Fill(lead, Console, "handler=Clocks", null, ("AcknowledgeDays", "5"), ("ClocksVersion", "0")))).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, (await lead.Get(GrievancesServer.Api + "/settings/clocks")).GetProperty("acknowledgeDays").GetInt32());
    }

    [Fact]
    public async Task TheSmallestCountThatIsShown_IsSetOnThePage_AndNeverBelowThePlatforms()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        foreach (var (typed, words) in new[] { ("5", "from 10 to 100"), ("101", "from 10 to 100"), ("ten", "Write a whole number") })
        {
            var refused = await Parsed(HttpStatusCode.BadRequest, Fill(lead, Console, "handler=Figures", null, ("LeastShown", typed)));
            Assert.Equal(["#LeastShown"], Links(refused));
            Assert.Contains(words, refused.QuerySelector("#LeastShown-error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal((typed, "7"), (((IHtmlInputElement)refused.QuerySelector("#LeastShown")!).Value, ((IHtmlInputElement)refused.QuerySelector("#AcknowledgeDays")!).Value));
        }
        await Gives(HttpStatusCode.Redirect, Fill(lead, Console, "handler=Figures", null, ("LeastShown", "25")));
        Assert.Contains((await lead.Page(Console)).QuerySelectorAll(".summary-row"), row => row.TextContent.Contains("Smallest count", StringComparison.Ordinal) && row.TextContent.Contains("25", StringComparison.Ordinal));
        Assert.Contains("Somebody set the clocks or the figures", (await Parsed(HttpStatusCode.PreconditionFailed, Fill(lead, Console, "handler=Figures", null, ("LeastShown", "30"), ("ClocksVersion", "0")))).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        // The clocks stay as they are, and can be set beside it.
        await Gives(HttpStatusCode.Redirect, Fill(lead, Console, "handler=Clocks", null, ("AcknowledgeDays", "3")));
        Assert.Equal(25, (await lead.Get(GrievancesServer.Api + "/settings/figures")).GetProperty("leastShown").GetInt32());
    }

    [Fact]
    public async Task APattern_IsMadeKnown_AndClosed_OnThePage()
    {
        var (tenant, other) = (await server.Provisioned(), await server.Provisioned());
        using var handler = server.Handler(tenant);
        const string address = "/console/grievances/patterns";
        Assert.Equal(["#Title", "#Description"], Links(await Parsed(HttpStatusCode.BadRequest, Fill(handler, address, "handler=Add", null, ("Title", " ")))));
        await Gives(HttpStatusCode.Redirect, Fill(handler, address, "handler=Add", null, ("Title", "Four double shifts in a row"), ("Description", "We are changing the program.")));
        Assert.Equal("One pattern stands on your portal", Heading(await handler.Page(address)));
        using var person = server.Anybody();
        Assert.Contains("Four double shifts", await person.GetStringAsync($"/portal/{tenant.Slug}/patterns"), StringComparison.Ordinal);
        using var stranger = server.Handler(other);
        Assert.DoesNotContain("Four double shifts", await stranger.GetStringAsync(address), StringComparison.Ordinal);
        await Gives(HttpStatusCode.Redirect, Fill(handler, address, "handler=Close", null, ("Text", "It is mended since Monday.")));
        Assert.DoesNotContain("Four double shifts", await person.GetStringAsync($"/portal/{tenant.Slug}/patterns"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheQueue_LinksOnlyWhatThePersonMayUse()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        using var handler = server.Handler(tenant);
        static IEnumerable<string?> Linked(IHtmlDocument page) => page.QuerySelectorAll("main .inline-list a").Select(a => a.GetAttribute("href"));
        using var learner = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn, Permissions.AssessmentsLead);
        using var custodian = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesCustody);
        foreach (var (who, links) in new (HttpClient, string[])[]
        {
            (lead, [Console, "/console/grievances/templates", "/console/grievances/webhooks", "/console/grievances/mail"]),
            (handler, ["/console/grievances/patterns", "/console/grievances/translations", "/console/grievances/templates"]),
            (learner, ["/console/grievances/effectiveness", "/console/grievances/lessons", "/console/grievances/critical"]),
            (custodian, ["/console/grievances/identity"]),
        })
        {
            Assert.Equal(links, Linked(await who.Page("/console/grievances")));
            foreach (var link in links)
                await who.Page(link);
        }
        foreach (var address in new[] { Form, Console, Console + "/page" })
            Assert.InRange(await server.Statements(lead, new HttpRequestMessage(HttpMethod.Get, address)), 1, 8);
    }

    [Fact]
    public async Task MailThatWasGivenUp_IsCountedByFault_ForItsOwnOrganisationAlone()
    {
        var (tenant, other) = (await server.Provisioned(), await server.Provisioned());
        var now = DateTimeOffset.UtcNow;
        await server.Work(tenant, db =>
        {
            db.Add(new MailItem { TenantId = tenant.Id, Id = Guid.NewGuid(), Template = MailText.SomethingNew, Language = "en", Recipient = new byte[32], CreatedAt = now, DueAt = now, NextAttemptAt = now, FailedAt = now, Fault = "mail.tls" });
            return db.SaveChangesAsync();
        });
        using var lead = Lead(tenant);
        var page = (await lead.Page("/console/grievances/mail")).Body!.TextContent;
        Assert.Contains("No mail is sent", page, StringComparison.Ordinal);
        Assert.Contains("The mail server’s encryption can’t be trusted.".Replace('’', '\''), page, StringComparison.Ordinal);
        using var stranger = Lead(other);
        Assert.Contains("No mail was given up", (await stranger.Page("/console/grievances/mail")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailOfTheFolder_IsShownMasked_AndToNobodyElseOnceThereAreSeveralOrganisations()
    {
        await using var folder = new FolderServer();
        await folder.InitializeAsync();
        var tenant = await folder.Provisioned();
        await folder.File(tenant, new { language = "fr", summary = "Horaires", whatHappened = "Trop longs.", affected = "self", ping = "amina.canary@example.org" });
        using var handler = folder.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{await folder.CaseOf(tenant)}/messages", new { text = "Nous regardons." });
        using var lead = folder.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        var page = await lead.Page("/console/grievances/mail");
        for (var attempt = 0; Heading(page) != "One mail lies in the folder"; page = await lead.Page("/console/grievances/mail"))
        {
            Assert.True(attempt++ < 200, page.Body!.TextContent);
            await Task.Delay(50);
        }
        var row = page.QuerySelector("tbody tr")!.TextContent;
        Assert.Contains(MailAddress.Mask("amina.canary@example.org"), row, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var other = await folder.NewTenant();
        using var stranger = folder.Staff(other, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        Assert.Equal("No mail lies in the folder", Heading(await stranger.Page("/console/grievances/mail")));
        Assert.DoesNotContain("example.org", (await lead.Page("/console/grievances/mail")).DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    private HttpClient Lead(TestTenant tenant) => server.Staff(tenant, new Dictionary<string, object> { ["role"] = "human-rights-lead" }, Permissions.GrievancesRead, Permissions.GrievancesConfigure);

    private static object Definition(string id, string? without = null)
    {
        Dictionary<string, string> Words(string words) => Languages.Where(language => language != without).ToDictionary(language => language, language => $"{words} in {language}");
        var options = new[] { "short", "long" }.Select(option => new { id = option, label = Words($"Choice {option}") });
        var questions = new[] { new { id, kind = "one_of", label = Words($"Words of {id}"), options, required = true } };
        return new { pages = new[] { new { id, title = Words($"Title of {id}"), when = new { question = "harm", includes = "work" }, questions } } };
    }

    private static async Task Publish(HttpClient lead, object definition)
    {
        using var saved = await lead.PutAsJsonAsync($"{Form}/draft", definition);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
        using var published = await Send(lead, HttpMethod.Post, $"{Form}/draft/publication", Tag(saved));
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync());
        Assert.Equal("human-rights-lead", (await published.Json()).GetProperty("publishedBy").GetString());
    }

    private static async Task<string?[]> Pages(HttpClient lead, string which) =>
        [.. (await lead.Get(Form)).GetProperty(which).GetProperty("definition").GetProperty("pages").EnumerateArray().Select(page => page.GetProperty("id").GetString())];

    private static async Task Gives(HttpStatusCode status, Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task Refuses(string code, HttpStatusCode status, Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        Assert.Equal(code, await answer.Problem(status));
    }

    private static string? Tag(HttpResponseMessage answer) => answer.Headers.ETag?.ToString();
    private static Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, string? tag, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (tag is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(tag));
        return client.SendAsync(request);
    }

    private static string Heading(IHtmlDocument page) => page.QuerySelector("h1")!.TextContent.Trim();
    private static IEnumerable<string?> Links(IHtmlDocument page) => page.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href"));

    private static async Task<IHtmlDocument> Parsed(HttpStatusCode status, Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return await new HtmlParser().ParseDocumentAsync(text);
    }

    /// <summary>Sends a form of a page as a browser without script does: what stands in it, what was typed, to where the form or the pressed button leads.</summary>
    private static Task<HttpResponseMessage> Fill(HttpClient client, string path, string form, string? button, params (string Name, string Value)[] typed) => Fill(client, path, form, button, () => { }, typed);

    private static async Task<HttpResponseMessage> Fill(HttpClient client, string path, string form, string? button, Action before, params (string Name, string Value)[] typed)
    {
        var found = (await client.Page(path)).Forms.First(f => f.GetAttribute("action")!.Contains(form, StringComparison.Ordinal));
        if (button is not null && !button.Contains(found.GetAttribute("action")!.Split('?')[1].Split('&')[0], StringComparison.Ordinal))
            Assert.NotNull(found.QuerySelector($"button[formaction='{button}']"));
        var names = typed.Select(t => t.Name).ToHashSet();
        var standing = found.Elements.SelectMany<IHtmlElement, (string? Name, string Value)>(element => element switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
            IHtmlInputElement input => [(input.Name, input.Value)],
            IHtmlTextAreaElement area => [(area.Name, area.Value)],
            IHtmlSelectElement select => [(select.Name, select.Value ?? "")],
            _ => [],
        }).Where(field => field.Name is { Length: > 0 } name && !names.Contains(name));
        before();
        return await client.PostAsync(button ?? found.GetAttribute("action"), new FormUrlEncodedContent(standing.Concat(typed.Select(t => ((string?)t.Name, t.Value))).Select(field => KeyValuePair.Create(field.Item1!, field.Item2))));
    }

    private sealed class FolderServer : GrievancesServer
    {
        protected override IEnumerable<string> Settings => ["--Database:Provider=Sqlite", "--Bus:Transport=InMemory", "--Files:Store=folder", "--Mail:Transport=Folder", "--Mail:RoundMinutes=0"];
    }
}
