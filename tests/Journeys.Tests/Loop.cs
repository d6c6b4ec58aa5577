using System.Net;
using System.Text.Json;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>A tenant with its people, made through the public API as an operator and an administrator make it.</summary>
public sealed class Tenant
{
    public const string Password = "Correct-Horse-7-Battery";

    private static readonly string[] Guarded = ["case-handler", "ombuds", "identity-custodian", "human-rights-lead", "auditor", "administrator"];

    // The second person without whom nobody else handles grievances, confirmed by the operator in turn.
    private readonly Lazy<Task<HttpClient>> lead;
    private Guid id;

    private Tenant(PlatformUnderTest platform, string slug) => (Platform, Slug, lead) = (platform, slug, new(() => Make(account => platform.Confirm(id, account), "human-rights-lead")));

    public PlatformUnderTest Platform { get; }
    public string Slug { get; }
    public HttpClient Administrator { get; private set; } = null!;

    public static async Task<Tenant> Create(PlatformUnderTest platform, string name = "Harbour Hospitals")
    {
        var tenant = new Tenant(platform, "t" + Guid.NewGuid().ToString("N")[..12]);
        using var operators = await platform.Operator();
        tenant.id = (await operators.Post("/api/identity/v1/tenants", new
        {
            slug = tenant.Slug, name, administrator = new { userName = $"administrator@{tenant.Slug}", displayName = "Administrator", password = Password },
        })).GetProperty("id").GetGuid();
        tenant.Administrator = await platform.SignIn($"administrator@{tenant.Slug}", Password);
        // Identity's event makes the tenant known to the others.
        using var anybody = platform.Anybody();
        await People.Eventually(() => anybody.GetAsync($"/portal/{tenant.Slug}"), answer => answer.StatusCode == HttpStatusCode.OK);
        return tenant;
    }

    public Task<HttpClient> Person(params string[] roles) => Make(async account =>
    {
        if (roles.Intersect(Guarded).Any())
            await (await lead.Value).Confirm(account);
    }, roles);

    private async Task<HttpClient> Make(Func<Guid, Task> confirm, params string[] roles)
    {
        var userName = $"{roles[0]}-{Guid.NewGuid().ToString("N")[..6]}@{Slug}";
        var account = await Administrator.Post("/api/identity/v1/users", new { userName, displayName = roles[0], password = Password, roles });
        await confirm(account.GetProperty("id").GetGuid());
        return await Platform.SignIn(userName, Password);
    }

    public object Grievance(string marker = "", Guid? systemId = null) => new
    {
        language = "en",
        summary = $"The chatbot told me to double my dose {marker}".Trim(),
        whatHappened = $"I asked about my medicine and followed the answer. I was in hospital for two days. {marker}".Trim(),
        affected = "self",
        rights = new[] { "HARM-04" },
        wants = new[] { "apology", "non_repetition" },
        systemId,
    };
}

/// <summary>The main job of the platform, end to end, by its public address: the same in both ways of running.</summary>
public static class Loop
{
    public static async Task Run(PlatformUnderTest platform)
    {
        var tenant = await Tenant.Create(platform);
        var slug = tenant.Slug;
        using var anybody = platform.Anybody();
        using var assessor = await tenant.Person("assessor");
        using var handler = await tenant.Person("case-handler");
        using var publisher = await tenant.Person("publisher");
        using var engagement = await tenant.Person("engagement-lead");

        // The risk is assessed.
        var system = (await assessor.Post("/api/assessments/v1/systems", new { name = "Ward assistant", role = "deployer", description = "Answers patients", stage = "production", published = true })).GetProperty("id").GetGuid();
        var impact = (await assessor.Post("/api/assessments/v1/impacts", new
        {
            systemId = system, right = "HARM-04", group = "Patients", title = "Wrong advice on medicines is followed", description = "A patient acts on a wrong dose.",
            scale = 4, scope = 2, irremediability = 3, likelihood = 2, actual = false,
        })).GetProperty("id").GetGuid();

        // Somebody files, and keeps the receipt.
        var grievance = tenant.Grievance();
        var key = Guid.NewGuid().ToString();
        var filed = await anybody.Post($"/api/grievances/v1/public/{slug}/grievances", grievance, key);
        var receipt = filed.GetProperty("receipt").GetString()!;
        Assert.Matches("^[0-9]{20}$", receipt);
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{10}$", filed.GetProperty("reference").GetString());
        var replay = await anybody.Post($"/api/grievances/v1/public/{slug}/grievances", grievance, key);
        Assert.Equal(filed.GetRawText(), replay.GetRawText());

        // The person opens the mailbox.
        using var mailbox = await Mailbox(platform, receipt);
        Assert.Equal("received", (await mailbox.Get("/api/grievances/v1/mailbox")).GetProperty("state").GetString());

        // A handler opens, acknowledges, writes.
        var row = (await handler.Get("/api/grievances/v1/cases?state=open")).GetProperty("items")[0];
        var id = row.GetProperty("id").GetGuid();
        Assert.Equal(filed.GetProperty("reference").GetString(), row.GetProperty("reference").GetString());
        Assert.DoesNotContain("medicine", row.GetRawText(), StringComparison.Ordinal);
        var opened = await handler.Get($"/api/grievances/v1/cases/{id}");
        Assert.Contains("medicine", opened.GetProperty("whatHappened").GetString(), StringComparison.Ordinal);
        await handler.Post($"/api/grievances/v1/cases/{id}/acknowledgement", new { });
        await handler.Post($"/api/grievances/v1/cases/{id}/messages", new { text = "We are sorry. Which day was it?" });
        await mailbox.Post("/api/grievances/v1/mailbox/messages", new { text = "On the third of the month." });

        var seen = await mailbox.Get("/api/grievances/v1/mailbox");
        Assert.Equal("acknowledged", seen.GetProperty("state").GetString());
        Assert.Equal(["We are sorry. Which day was it?", "On the third of the month."], seen.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString()!));
        Assert.Contains(seen.GetProperty("openings").EnumerateArray(), o => o.GetProperty("role").GetString() == "case-handler");

        // The case is linked to the impact and closed: the impact opens again by itself.
        using (var early = await Closure(handler, platform, id, new { outcome = "substantiated", letter = Letter(grievance, "We were wrong.") }))
            Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        await handler.Post($"/api/grievances/v1/cases/{id}/triage", new { band = "critical", impactId = impact, reason = "A patient was turned away." });
        using (var undecided = await Closure(handler, platform, id, new { outcome = "substantiated", letter = Letter(grievance, "We were wrong.") }))
            Assert.Equal(HttpStatusCode.Conflict, undecided.StatusCode);

        // What puts it right is offered, and the person accepts it.
        await handler.Post($"/api/grievances/v1/cases/{id}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "head of the clinic" });
        await handler.Post($"/api/grievances/v1/cases/{id}/remedy/measures", new { measure = "suspend_feature", text = "The assistant no longer speaks about doses.", ownerRole = "product-owner", dueOn = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(20) });
        await handler.Post($"/api/grievances/v1/cases/{id}/remedy/offers", new { });
        await mailbox.Post("/api/grievances/v1/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true });
        Assert.Equal("accepted", (await mailbox.Get("/api/grievances/v1/mailbox/remedy")).GetProperty("state").GetString());
        using (var closed = await Closure(handler, platform, id, new { outcome = "substantiated", letter = Letter(grievance, "We are sorry. The answer was wrong.") }))
            Assert.Equal(HttpStatusCode.NoContent, closed.StatusCode);
        Assert.Equal("substantiated", (await mailbox.Get("/api/grievances/v1/mailbox")).GetProperty("outcome").GetString());
        var reopened = await People.Eventually(() => assessor.Get($"/api/assessments/v1/impacts/{impact}"), i => i.GetProperty("status").GetString() == "reopened");
        Assert.True(reopened.GetProperty("actual").GetBoolean());

        // What happened to many is known to whoever engages with them, in codes alone, with how far it is.
        var pattern = (await handler.Post("/api/grievances/v1/patterns", new { title = "Wrong doses", description = "The assistant doubled doses in March.", systemId = system }, Guid.NewGuid().ToString())).GetProperty("id").GetGuid();
        await handler.Post($"/api/grievances/v1/patterns/{pattern}/progress", new { state = "confirmed", text = "We found the doubling." }, Guid.NewGuid().ToString());
        var known = await People.Eventually(() => engagement.Get("/api/engagement/v1/patterns"), p => p.GetProperty("items").GetArrayLength() == 1 && p.GetProperty("items")[0].GetProperty("state").GetString() == "confirmed");
        Assert.Equal((pattern, system), (known.GetProperty("items")[0].GetProperty("id").GetGuid(), known.GetProperty("items")[0].GetProperty("systemId").GetGuid()));
        Assert.DoesNotContain("doubl", known.GetRawText(), StringComparison.OrdinalIgnoreCase);

        // The follow-up is on somebody's list, the counts have moved.
        await People.Eventually(() => engagement.Get("/api/engagement/v1/follow-ups?state=open"), f => f.GetProperty("items").GetArrayLength() == 1);
        await People.Eventually(() => publisher.Get("/api/transparency/v1/projection"), p => p.GetProperty("total").GetInt32() == 1);

        // The publisher publishes a closed month: one release, in JSON and as Atom.
        // A month before the tenant was here is no month without grievances, and is refused; so the tenant is made older.
        var month = DateTime.UtcNow.AddMonths(-2).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/api/transparency/v1/releases") { Content = new StringContent(JsonSerializer.Serialize(new { month }), System.Text.Encoding.UTF8, "application/json") })
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var refused = await publisher.SendAsync(request);
            Assert.Contains("transparency.month_before_start", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        await platform.Change("transparency", $"update tenant_starts set first_month = first_month - 2 where tenant_id = (select id from known_tenants where slug = '{slug}')");
        await publisher.Post("/api/transparency/v1/releases", new { month });
        var feed = await anybody.Get($"/feeds/v1/{slug}/releases");
        Assert.Equal(1, feed.GetProperty("items").GetArrayLength());
        Assert.Equal(1, feed.GetProperty("items")[0].GetProperty("sequence").GetInt64());
        var rest = await anybody.Get($"/feeds/v1/{slug}/releases?cursor={feed.GetProperty("next").GetString()}");
        Assert.Equal(0, rest.GetProperty("items").GetArrayLength());
        Assert.Contains("<entry>", await anybody.GetStringAsync($"/feeds/v1/{slug}/atom.xml"), StringComparison.Ordinal);
        using var page = await anybody.GetAsync($"/transparency/{slug}");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    public static async Task<HttpClient> Mailbox(PlatformUnderTest platform, string receipt)
    {
        var http = platform.Anybody();
        var session = await http.Post("/api/grievances/v1/mailbox/session", new { receipt });
        http.DefaultRequestHeaders.Authorization = new("Bearer", session.GetProperty("token").GetString());
        return http;
    }

    // In the language of whoever filed.
    private static object Letter(object grievance, string what) => new
    {
        language = JsonSerializer.SerializeToElement(grievance).GetProperty("language").GetString(), whatWentWrong = what, whoWasResponsible = "We were to blame.", howItIsFixed = "The assistant no longer speaks about doses.",
    };

    private static async Task<HttpResponseMessage> Closure(HttpClient handler, PlatformUnderTest platform, Guid id, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{platform.BaseUrl}/api/grievances/v1/cases/{id}/closure")
        {
            Content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json"),
        };
        return await handler.SendAsync(request);
    }
}
