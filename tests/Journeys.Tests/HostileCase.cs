using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>A case in which every field that anybody can type into holds hostile text: by the person, by guests, and by the organisation to the person.</summary>
internal sealed class HostileCase
{
    private const string Api = "/api/grievances/v1";
    private const int Text = 19_900;
    private const int Note = 1_900;
    private const int Line = 280;
    private readonly PlatformUnderTest platform;
    private readonly HostilePlaces put;
    private readonly List<string> measures = [];

    private HostileCase(PlatformUnderTest platform, HostilePlaces put, Tenant tenant, Tenant partner) => (this.platform, this.put, Tenant, Partner) = (platform, put, tenant, partner);

    public Tenant Tenant { get; }
    public Tenant Partner { get; }
    public Guid Id { get; private set; }
    public Guid PartnersId { get; private set; }

    /// <summary>An impact that a handler links the case to.</summary>
    public Guid Impact { get; private set; }

    public string Receipt { get; private set; } = "";
    public Guid Copy { get; private set; }
    public Guid Template { get; private set; }

    /// <summary>The appeal, once there is one.</summary>
    public Guid Appeal { get; private set; }

    /// <summary>Where the mediator begins.</summary>
    public string Invitation { get; private set; } = "";

    public HttpClient Handler { get; private init; } = null!;
    public HttpClient Lead { get; private init; } = null!;
    public HttpClient Custodian { get; private init; } = null!;
    public HttpClient PartnersHandler { get; private init; } = null!;
    private HttpClient Person { get; set; } = null!;

    /// <summary>The people of two organisations whose names are hostile too.</summary>
    public static async Task<HostileCase> Begin(PlatformUnderTest platform, HostilePlaces put)
    {
        var tenant = await Tenant.Create(platform, put.Put("organisation", "\"><img src=x onerror=__xss('o')>"));
        var partner = await Tenant.Create(platform, put.Put("partner", "</title><svg onload=__xss('p')> & Co"));
        return new HostileCase(platform, put, tenant, partner)
        {
            Handler = await tenant.Person("case-handler"), Lead = await tenant.Person("human-rights-lead"), Custodian = await tenant.Person("identity-custodian"),
                PartnersHandler = await partner.Person("case-handler"),
        };
    }

    /// <summary>Filed, answered and talked about, and still open.</summary>
    public async Task Filed()
    {
        using var anybody = platform.Anybody();
        var system = await Assessed();
        var pattern = (await Say(Handler, "/patterns", new { title = put.Put("pattern title", Line), description = put.Put("pattern", Note) })).GetProperty("id").GetGuid();
        await Say(Handler, $"/patterns/{pattern}/progress", new { state = "looking_into_it", text = put.Put("progress", Note) });
        Template = (await Say(Lead, "/templates", new { kind = "message", language = "en", title = put.Put("template", Line), text = put.Put("template", Note) })).GetProperty("id").GetGuid();
        await Say(Handler, "/views", new { name = put.Put("view", 100), query = "state=all", shared = true });
        await Others(anybody);
        var files = new List<object>();
        foreach (var (typed, shown) in HostileText.FileNames)
            files.Add(await Upload(anybody, typed, put.Put("files", shown)));
        // What a telephone wrote into a picture is shown as well.
        files.Add(await Upload(anybody, "IMG_1.jpg", "IMG_1.jpg", Photograph.Of(put.Put("found", "<svg onload=__xss('x1')>"), put.Put("found", "\"><img src=x onerror=__xss('x2')>"))));
        var filed = await Say(anybody, $"/public/{Tenant.Slug}/grievances", new
        {
            language = "en", summary = put.Put("summary", Line), whatHappened = put.Put("account", Text), affected = "group", capacity = "group", systemId = system,
                systemDescription = put.Put("system words", Note),
            members = Enumerable.Range(0, 3).Select(_ => new { name = put.Put("members", Line), mandate = new { kind = "written", words = put.Put("members", Note) } }).ToArray(),
            rights = new[] { "HARM-04" }, contact = new { kind = "other", value = put.Put("contact", Line) }, @unsafe = put.Put("unsafe", Note), consents = new[] { "share_with_authority" },
            answers = new { where = new[] { put.Put("answers", Line) } }, files, patternId = pattern,
        });
        Receipt = filed.GetProperty("receipt").GetString()!;
        Id = await Case(Handler, filed.GetProperty("reference").GetString()!);
        Person = await Loop.Mailbox(platform, Receipt);
        await Talk();
        await Meetings();
        await Partners();
        await Decide();
        await Handle("remedy/not-owed", new { reason = put.Put("not owed", Note) });
    }

    /// <summary>A remedy that the person would have otherwise.</summary>
    public async Task Offered()
    {
        await Handle("remedy/measures", new { measure = "apology", text = put.Put("measures", Note), ownerRole = "case-handler", signatory = "chief executive" });
        foreach (var measure in new[] { "compensation", "human_review" })
            measures.Add((await Handle("remedy/measures", new { measure, text = put.Put("measures", Note), ownerRole = "case-handler", dueOn = "2033-01-01" })).GetProperty("id").GetString()!);
        await Handle("remedy/offers", new { words = put.Put("offer", Note) });
        await Say(Person, "/mailbox/remedy/answer", new { offer = 1, answer = "counter", apology = false, words = put.Put("counter-proposal", Note) });
    }

    // Code alone is in no language, and a letter has to be in the person's.
    private string Letter() => "This is what was written to us:\n" + put.Put("letter", Note);

    /// <summary>Put right, closed and asked about.</summary>
    public async Task Closed()
    {
        await Handle("remedy/offers", new { words = put.Put("second offer", Note) });
        await Say(Person, "/mailbox/remedy/answer", new { offer = 2, answer = "accept", apology = true, words = put.Put("answer", Note) });
        foreach (var measure in measures)
        {
            await Handle($"remedy/measures/{measure}/done", new { evidence = put.Put("evidence", Note) });
            await Say(Person, $"/mailbox/remedy/measures/{measure}/answer", new { asPromised = measure == measures[0], words = put.Put("remarks", Note) });
        }
        await Handle("closure", new
        {
            outcome = "substantiated",
            letter = new { language = "en", whatWentWrong = Letter(), whoWasResponsible = Letter(), howItIsFixed = Letter(), howToAppeal = Letter() },
        });
        await Send(Person.PutAsJsonAsync(Api + "/mailbox/surveys/closure", new { fair = 2, words = put.Put("survey", Note) }));
        // One formula a lesson, so that a cell of the table begins with it; a word that looks like somebody's address is refused there.
        foreach (var formula in HostileText.Formulas)
            await Handle("lessons", new { cause = "process", text = put.Put("lessons", formula), changed = put.Put("lessons", Note, line => !line.Contains('@', StringComparison.Ordinal)) });
    }

    /// <summary>Appealed, and decided by somebody else.</summary>
    public async Task Appealed()
    {
        var appeal = (await Say(Person, "/mailbox/appeals", new { against = "outcome", text = put.Put("appeal", Note) })).GetProperty("id").GetGuid();
        Appeal = appeal;
        var (name, roles) = ($"reviewer@{Tenant.Slug}", new[] { "case-handler" });
        var account = (await Tenant.Administrator.Post("/api/identity/v1/users", new { userName = name, displayName = "Reviewer", password = Tenant.Password, roles })).GetProperty("id").GetGuid();
        await Lead.Confirm(account);
        using var reviewer = await platform.SignIn(name, Tenant.Password);
        await Say(Lead, $"/cases/{Id}/appeals/{appeal}/reviewer", new { accountId = account, handlers = "team" });
        await Say(reviewer, $"/cases/{Id}/appeals/{appeal}/decision", new { decision = "dismissed", letter = put.Put("appeal", Note) });
    }

    private async Task<Guid> Assessed()
    {
        using var assessor = await Tenant.Person("assessor");
        var system = (await assessor.Post("/api/assessments/v1/systems", new { name = put.Put("system", "=HYPERLINK(\"//nobody.example\")<svg onload=__xss('s')>"), role = "deployer",
            description = "Sorts", stage = "production", published = true })).GetProperty("id").GetGuid();
        Impact = (await assessor.Post("/api/assessments/v1/impacts", new { systemId = system, right = "HARM-04", group = "Patients",
            title = put.Put("impact title", "'><img src=x onerror=__xss('i')>"), description = put.Put("impact", Note), scale = 4, scope = 2, irremediability = 3 }))
            .GetProperty("id").GetGuid();
        using var anybody = platform.Anybody();
        await People.Eventually(() => anybody.GetStringAsync("/?q=HYPERLINK"), page => page.Contains(Tenant.Slug, StringComparison.Ordinal));
        return system;
    }

    // By somebody who speaks for another, and by a worker: what is asked of them alone.
    private async Task Others(HttpClient anybody)
    {
        var filed = await Say(anybody, $"/public/{Tenant.Slug}/grievances", new
        {
            language = "ar", summary = put.Put("speaks for another", Line), whatHappened = put.Put("speaks for another", Text), affected = "other", capacity = "representative",
            mandate = new { kind = "written", words = put.Put("speaks for another", Note) },
            answers = new { job = new[] { put.Put("speaks for another", 180) }, employer = new[] { put.Put("speaks for another", 180) } },
        });
        Other = await Case(Handler, filed.GetProperty("reference").GetString()!);
    }

    /// <summary>The case of somebody who speaks for another.</summary>
    public Guid Other { get; private set; }

    private async Task Talk()
    {
        await Handle("acknowledgement", new { });
        await Say(Person, "/mailbox/messages", new { text = put.Put("messages", Text) });
        var asked = (await Handle("messages", new { text = put.Put("messages", Note) })).GetProperty("id").GetGuid();
        await Say(Person, "/mailbox/retaliation", new { text = put.Put("messages", Note) });
        await Handle("retaliation", new { text = put.Put("messages", Note) });
        await Say(Person, "/mailbox/companions", new { role = "representative", name = put.Put("companion name", Line), mandate = new { kind = "written", words = put.Put("companion", Note) } });
        var file = await Upload(Person, "\"><svg onload=__xss('f9')>.svg", put.Put("files", "\"><svg onload=__xss('f9')>.svg"),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"__xss('f10')\"><script>__xss('f11')</script></svg>"u8.ToArray());
        await Say(Person, "/mailbox/files", new { files = new[] { file } });
        await Handle("notes", new { text = put.Put("notes", Note) });
        await Handle("admissibility", new { admissible = true, text = put.Put("admissibility", Note) });
        var translations = new List<string>();
        foreach (var body in new object[] { new { part = "account", to = "fr" }, new { part = "message", to = "fr", rowId = asked } })
            translations.Add((await Handle("translations", body)).GetProperty("id").GetString()!);
        foreach (var translation in translations)
            await Send(Handler.PutAsJsonAsync($"{Api}/cases/{Id}/translations/{translation}", new { text = put.Put(translation == translations[0] ? "translated for us" : "translations", Note),
                machine = true }));
        await Handle("translations", new { part = "account", to = "es" });
        var account = (await Handler.Get($"{Api}/cases/{Id}")).GetProperty("whatHappened").GetString();
        Copy = (await Handle("redactions", new { account })).GetProperty("id").GetGuid();
    }

    private async Task Meetings()
    {
        var (day, needs) = (DateTime.UtcNow.Date.AddDays(2).AddHours(10), new[] { "interpreter" });
        var held = (await Say(Person, "/mailbox/meetings", new { times = new[] { day }, way = "phone", needs, where = put.Put("meeting place", Line),
            words = put.Put("meetings", Note) })).GetProperty("id").GetGuid();
        await Handle($"meetings/{held}/agreement", new { time = day });
        var past = DateTime.UtcNow.AddHours(-1).ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture);
        await platform.Change("grievances", $"update case_meetings set agreed_for = '{past}' where case_id = '{Id.ToString().ToUpperInvariant()}'");
        await Handle($"meetings/{held}/minutes", new { text = put.Put("meetings", Note), agreed = true });
        await Say(Person, $"/mailbox/meetings/{held}/minutes/answer", new { version = 1, agreed = false, remark = put.Put("meetings", Note) });
        var off = (await Handle("meetings", new { times = new[] { day.AddDays(1) }, way = "video", where = put.Put("meeting place", Line), words = put.Put("meetings",
            Note) })).GetProperty("id").GetGuid();
        await Say(Person, $"/mailbox/meetings/{off}/cancellation", new { words = put.Put("meetings", Note) });
        var mediation = (await Handle("mediations", new { who = put.Put("mediation", Line), why = put.Put("mediation", Note) })).GetProperty("id").GetGuid();
        await Send(Person.PutAsJsonAsync($"{Api}/mailbox/mediations/{mediation}/answer", new { agreed = true }));
        var made = await Handle($"mediations/{mediation}/invitation", new { language = "en", days = 5, pin = false });
        Invitation = new Uri(new Uri(platform.BaseUrl), made.GetProperty("link").GetString()!).PathAndQuery;
        using var mediator = platform.Anybody();
        var session = await Say(mediator, "/guest/session", new { token = Invitation.Split('/')[^1].Split('?')[0] });
        mediator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.String).Value.GetString());
        await Say(mediator, "/mediation/messages", new { text = put.Put("with the mediator", Note) });
        await Say(Person, "/mailbox/messages", new { text = put.Put("with the mediator", Note) });
    }

    private async Task Partners()
    {
        var share = (await Handle("referrals", new { organisation = Partner.Slug, text = put.Put("shared", Note), why = put.Put("why shared", Note) })).GetProperty("id").GetGuid();
        await Say(Person, $"/mailbox/referrals/{share}/answer", new { allow = true });
        PartnersId = (await People.Eventually(() => PartnersHandler.Get(Api + "/cases"), list => list.GetProperty("items").GetArrayLength() == 1)).GetProperty("items")[0].GetProperty("id").GetGuid();
        await Say(PartnersHandler, $"/cases/{PartnersId}/referrals/{share}/entries", new { kind = "accepted", text = put.Put("shared", Note) });
        await People.Eventually(() => Person.Get(Api + "/mailbox/referrals"), shares => shares[0].GetProperty("state").GetString() == "accepted");
        await Say(Person, $"/mailbox/referrals/{share}/entries", new { text = put.Put("shared", Note) });
        await Handle($"referrals/{share}/entries", new { kind = "words", text = put.Put("shared", Note) });
        foreach (var (who, id) in new[] { (Handler, Id), (PartnersHandler, PartnersId) })
            await People.Eventually(() => who.Get($"{Api}/cases/{id}/referrals"), shares => shares[0].GetProperty("entries").GetArrayLength() == 3);
    }

    private async Task Decide()
    {
        await Handle("triage", new { band = "critical", impactId = Impact, reason = put.Put("reason", Note) });
        await Handle("attributions", new
        {
            lines = new[] { new { party = "developer", involvement = "contributed", name = put.Put("responsible", Line), share = 40, contested = true, evidence = put.Put("evidence of a part", Note),
                objection = put.Put("evidence of a part", Note) } },
        });
        await Handle("identity-requests", new { reason = put.Put("why the identity", Note), hours = 2 });
        await Handle("legal", new { kind = "note", text = put.Put("law", Note) });
        var account = await Tenant.Administrator.Post("/api/identity/v1/users", new { userName = $"colleague@{Tenant.Slug}", displayName = "Colleague", password = Tenant.Password,
            roles = new[] { "case-handler" } });
        await Lead.Confirm(account.GetProperty("id").GetGuid());
        await Say(Lead, $"/cases/{Id}/exclusions", new { accountId = account.GetProperty("id").GetGuid(), reason = put.Put("kept out", Note) });
        using var given = await HandOver(put.Put("order", Note));
        Assert.True(given.IsSuccessStatusCode, await given.Content.ReadAsStringAsync());
    }

    private async Task<object> Upload(HttpClient who, string name, string content, byte[]? bytes = null)
    {
        bytes ??= System.Text.Encoding.UTF8.GetBytes("Notes on " + content);
        var announced = await Say(who, $"/public/{Tenant.Slug}/uploads", new { name, length = bytes.Length });
        var (id, token) = (announced.GetProperty("id").GetGuid(), announced.GetProperty("token").GetString()!);
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{Api}/public/{Tenant.Slug}/uploads/{id}") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Add("Upload-Token", token);
        request.Headers.Add("Upload-Offset", "0");
        using var sent = await who.SendAsync(request);
        Assert.True(sent.IsSuccessStatusCode, $"{name}: {await sent.Content.ReadAsStringAsync()}");
        return new { id, token };
    }

    private static async Task<Guid> Case(HttpClient handler, string reference) => (await handler.Get(Api + "/cases?limit=200")).GetProperty("items").EnumerateArray()
        .Single(row => row.GetProperty("reference").GetString() == reference).GetProperty("id").GetGuid();

    /// <summary>The archive for a court.</summary>
    public async Task<HttpResponseMessage> HandOver(object reason)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}/cases/{Id}/handover") { Content = JsonContent.Create(new { body = "none", reason }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await Handler.SendAsync(request);
    }

    private Task<JsonElement> Handle(string step, object body) => Say(Handler, $"/cases/{Id}/{step}", body);

    private static Task<JsonElement> Say(HttpClient who, string path, object body) => who.Post(Api + path, body);

    private static async Task Send(Task<HttpResponseMessage> sending)
    {
        using var sent = await sending;
        Assert.True(sent.IsSuccessStatusCode, $"{sent.RequestMessage!.RequestUri}: {await sent.Content.ReadAsStringAsync()}");
    }
}
