using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Grievances.Domain;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>A tenant's own pages: taken away again, and with questions over the tenant's own lists.</summary>
public sealed class OwnPagesTests(GrievancesServer server)
{
    private const string Form = GrievancesServer.Api + "/forms/intake";
    private static readonly string[] Languages = ["en", "ar", "es", "fr", "ru", "zh"];

    [Fact]
    public async Task PublishingNoPages_LeadsBackToTheBaseQuestionnaire_AsAVersionOfItsOwn()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        Assert.Equal(1, (await Publish(lead, Own("depot"))).GetProperty("number").GetInt32());
        using var person = server.Anybody();
        Assert.Contains("depot", await Asked(person, tenant));

        var bare = await Publish(lead, new { pages = Array.Empty<object>() });
        Assert.Equal((2, "published"), (bare.GetProperty("number").GetInt32(), bare.GetProperty("status").GetString()));
        Assert.DoesNotContain("depot", await Asked(person, tenant));
        Assert.Contains("asks the base questionnaire alone", (await lead.Page("/console/grievances/mechanism")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);

        using var copied = await lead.PostAsJsonAsync($"{Form}/draft/copies", new { number = 1 });
        await Published(lead, copied);
        Assert.Contains("depot", await Asked(person, tenant));
        var versions = (await lead.Get(Form)).GetProperty("versions").EnumerateArray().Select(v => (v.GetProperty("number").GetInt32(), v.GetProperty("status").GetString()));
        Assert.Equal([(3, "published"), (2, "retired"), (1, "retired")], versions);
    }

    [Fact]
    public async Task TheLastPage_IsTakenAway_WithPlainFormsAlone()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        await Publish(lead, Own("depot"));
        const string console = "/console/grievances/mechanism";
        using (var removed = await lead.Submit(console, page => page.Forms.First(f => f.GetAttribute("action")!.Contains("handler=Remove", StringComparison.Ordinal)) as AngleSharp.Html.Dom.IHtmlFormElement))
            Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Contains("the draft takes your pages away", (await lead.Page(console)).Body!.TextContent, StringComparison.Ordinal);
        using (var published = await lead.Submit(console, page => page.Forms.First(f => f.GetAttribute("action")!.Contains("handler=Publish", StringComparison.Ordinal)) as AngleSharp.Html.Dom.IHtmlFormElement))
            Assert.Equal($"{console}?done=published", published.Headers.Location?.ToString());
        Assert.Equal(0, (await lead.Get(Form)).GetProperty("published").GetProperty("definition").GetProperty("pages").GetArrayLength());
    }

    [Fact]
    public async Task AQuestionOverTheTenantsSystems_TakesOneOfThem_AndNothingElse()
    {
        var tenant = await server.Provisioned();
        var system = Guid.CreateVersion7();
        await server.Work(tenant, db =>
        {
            db.Add(new KnownSystem { TenantId = tenant.Id, Id = system, Name = "Rota Planner", Published = true, Version = 1 });
            return db.SaveChangesAsync();
        });
        using var lead = Lead(tenant);
        await Publish(lead, Own("second_system", "ai_systems"));
        object Filing(string answer) => new { language = "en", summary = "S", whatHappened = "W", affected = "self", formNumber = 1, answers = new { second_system = new[] { answer } } };

        await server.File(tenant, Filing(system.ToString()));
        Assert.Equal(system.ToString(), await Kept(tenant));
        using var person = server.Anybody();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{GrievancesServer.Api}/public/{tenant.Slug}/grievances") { Content = JsonContent.Create(Filing(Guid.NewGuid().ToString())) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var refused = await person.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("forms.option_unknown", (await refused.Json()).GetProperty("errors").GetProperty("/answers/second_system")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task AListThePortalDoesNotFill_IsRefusedAtThePublication()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        using var saved = await lead.PutAsJsonAsync($"{Form}/draft", Own("depot", "depots"));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Form}/draft/publication");
        request.Headers.IfMatch.Add(saved.Headers.ETag!);
        using var refused = await lead.SendAsync(request);
        Assert.Equal("forms.definition_faulty", await refused.Problem(HttpStatusCode.BadRequest));
        Assert.True((await refused.Json()).GetProperty("errors").TryGetProperty("/pages/0/questions/0/optionsFrom", out _));
    }

    [Fact]
    public async Task AQuestionThatNeedsAnAnswer_TakesThatOneDoesNotKnow()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        Dictionary<string, string> Words(string words) => Languages.ToDictionary(language => language, language => $"{words} in {language}");
        using var saved = await lead.PutAsJsonAsync($"{Form}/draft", new { pages = new[] { new { id = "hours", title = Words("Hours"), questions = new[] { new { id = "hours", kind = "number", label = Words("Hours"), required = true, unknown = false } } } } });
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Form}/draft/publication");
        request.Headers.IfMatch.Add(saved.Headers.ETag!);
        using var refused = await lead.SendAsync(request);
        Assert.Equal("grievances.unknown_needed", (await refused.Json()).GetProperty("errors").GetProperty("/pages/0/questions/0/unknown")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task AnAnswerToAHiddenQuestion_IsRefused_AndOneThatTheFilingLeadsTo_IsKept()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        Dictionary<string, string> Words(string words) => Languages.ToDictionary(language => language, language => $"{words} in {language}");
        await Publish(lead, new
        {
            pages = new object[]
            {
                new { id = "job_page", title = Words("Job"), questions = new[] { new { id = "occupation", kind = "one_of", label = Words("Job"), options = new[] { new { id = "driver", label = Words("Driver") }, new { id = "nurse", label = Words("Nurse") } } } } },
                new { id = "hours_page", title = Words("Hours"), when = new { question = "occupation", @is = "driver" }, questions = new[] { new { id = "hours", kind = "number", label = Words("Hours") } } },
                new { id = "self_page", title = Words("Self"), when = new { question = "affected", @is = "self" }, questions = new[] { new { id = "since", kind = "text", label = Words("Since") } } },
            },
        });
        using var person = server.Anybody();
        Task<HttpResponseMessage> Send(object answers, string affected = "self") => person.Post($"{GrievancesServer.Api}/public/{tenant.Slug}/grievances", new { language = "en", summary = "S", whatHappened = "W", affected, formNumber = 1, answers });
        using (var hidden = await Send(new { occupation = new[] { "nurse" }, hours = new[] { "8" } }))
            Assert.Equal("forms.answer_hidden", (await hidden.Json()).GetProperty("errors").GetProperty("/answers/hours")[0].GetProperty("code").GetString());
        using (var hidden = await Send(new { since = new[] { "May" } }, "other"))
            Assert.Equal("forms.answer_hidden", (await hidden.Json()).GetProperty("errors").GetProperty("/answers/since")[0].GetProperty("code").GetString());
        using var led = await Send(new { occupation = new[] { "driver" }, hours = new[] { "8" }, since = new[] { "May" } });
        Assert.Equal(HttpStatusCode.Created, led.StatusCode);
    }

    [Fact]
    public async Task AFilingWithoutTheFormsNumber_IsTaken_AndWhatWasNotAskedIsMarkedForBothSides()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        Dictionary<string, string> Words(string words) => Languages.ToDictionary(language => language, language => $"{words} in {language}");
        object Question(string id, bool required) => new { id, kind = "text", label = Words(id), required };
        await Publish(lead, new
        {
            pages = new object[]
            {
                new { id = "depot_page", title = Words("Depot"), questions = new[] { Question("depot", true), Question("shift", false) } },
                new { id = "others_page", title = Words("Others"), when = new { question = "affected", @is = "other" }, questions = new[] { Question("others", true) } },
            },
        });
        using var anybody = server.Anybody();
        using (var asked = await anybody.Post($"{GrievancesServer.Api}/public/{tenant.Slug}/grievances", new { language = "en", summary = "S", whatHappened = "W", affected = "self", formNumber = 1 }))
            Assert.Equal("forms.answer_missing", (await asked.Json()).GetProperty("errors").GetProperty("/answers/depot")[0].GetProperty("code").GetString());
        var receipt = (await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self" })).GetProperty("receipt").GetString()!;
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        Assert.Equal(["depot"], NotAsked(await handler.Get($"{GrievancesServer.Api}/cases/{id}")));
        var console = (await handler.Page($"/console/grievances/{id}")).QuerySelector("main")!.TextContent;
        Assert.Contains("Not asked yet", console, StringComparison.Ordinal);
        Assert.Contains("depot in en", console, StringComparison.Ordinal);
        using var person = await server.Mailbox(receipt);
        Assert.Equal(["depot"], NotAsked(await person.Get($"{GrievancesServer.Api}/mailbox")));
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        var shown = (await browser.Page("/portal/mailbox?lang=fr")).QuerySelector("main")!.TextContent;
        Assert.Contains("depot in fr", shown, StringComparison.Ordinal);
        Assert.Contains("Pas encore demandé", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("shift in fr", shown, StringComparison.Ordinal);

        // The proof is of what was filed, and nothing that was not asked is part of that.
        var proof = await person.Get($"{GrievancesServer.Api}/mailbox/proof");
        var committed = System.Security.Cryptography.SHA256.HashData([.. proof.GetProperty("salt").GetBytesFromBase64(), .. proof.GetProperty("content").GetBytesFromBase64()]);
        Assert.Contains(committed, await server.Read(tenant, db => Task.FromResult(db.Commitments.Select(c => c.Commitment).ToList())));

        // Where the organisation needs nothing of its own, nothing is marked.
        var plain = await server.Provisioned();
        await server.File(plain);
        using var other = server.Handler(plain);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await other.Get($"{GrievancesServer.Api}/cases/{await server.CaseOf(plain)}")).GetProperty("answers").ValueKind);
    }

    private static IEnumerable<string?> NotAsked(System.Text.Json.JsonElement view) => view.GetProperty("answers").GetProperty("notAsked").EnumerateArray().Select(q => q.GetProperty("id").GetString());

    private HttpClient Lead(TestTenant tenant) => server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);

    private static object Own(string id, string? list = null)
    {
        Dictionary<string, string> Words(string words) => Languages.ToDictionary(language => language, language => $"{words} in {language}");
        object question = list is null ? new { id, kind = "text", label = Words(id) } : new { id, kind = "one_of", label = Words(id), optionsFrom = list, required = true };
        return new { pages = new[] { new { id, title = Words("Title"), questions = new[] { question } } } };
    }

    private static async Task<JsonElement> Publish(HttpClient lead, object definition)
    {
        using var saved = await lead.PutAsJsonAsync($"{Form}/draft", definition);
        return await Published(lead, saved);
    }

    private static async Task<JsonElement> Published(HttpClient lead, HttpResponseMessage saved)
    {
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Form}/draft/publication");
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(saved.Headers.ETag!.ToString()));
        using var published = await lead.SendAsync(request);
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync());
        return await published.Json();
    }

    private async Task<string?> Kept(TestTenant tenant)
    {
        using var handler = server.Handler(tenant);
        var kase = await handler.Get($"{GrievancesServer.Api}/cases/{await server.CaseOf(tenant)}");
        return kase.GetProperty("answers").GetProperty("answers").GetProperty("second_system")[0].GetString();
    }

    // Steps that the portal asks on the full way, one after the other.
    private static async Task<List<string>> Asked(HttpClient person, TestTenant tenant)
    {
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until("what", new Dictionary<string, (string, string)[]> { ["who"] = [("affected", "self")] });
        List<string> steps = [];
        await walk.Answer(("what", "W"));
        for (; walk.Step != "review"; await walk.Answer())
        {
            Assert.True(steps.Count < 60, string.Join(' ', steps));
            steps.Add(walk.Step!);
        }
        return steps;
    }
}
