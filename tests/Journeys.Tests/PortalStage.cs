using System.Net;
using System.Text.Json;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>Organisations as the pages of the portal show them: one with systems and patterns, a neutral desk, one that takes nothing at the moment.</summary>
internal sealed class PortalStage
{
    private PortalStage(PlatformUnderTest platform, Tenant tenant, HttpClient handler, string suspended) =>
        (Platform, Tenant, Handler, Suspended) = (platform, tenant, handler, suspended);

    public PlatformUnderTest Platform { get; }
    public Tenant Tenant { get; }
    public HttpClient Handler { get; }
    public string Slug => Tenant.Slug;
    public string Suspended { get; }
    public string Desk => "neutral-desk";

    /// <summary>The impact that cases here belong to.</summary>
    public required Guid Impact { get; init; }

    public static async Task<PortalStage> Set(PlatformUnderTest platform)
    {
        var tenant = await Tenant.Create(platform, "Brackwater Clinics");
        using var assessor = await tenant.Person("assessor");
        var system = await assessor.Post("/api/assessments/v1/systems", new { name = "Brackwater Triage", role = "deployer", description = "Sorts who is seen first", stage = "production", published = true });
        var impact = await assessor.Post("/api/assessments/v1/impacts", new
        {
            systemId = system.GetProperty("id").GetGuid(), right = "HARM-04", group = "Patients", title = "Sent home too early", description = "Somebody is sent home who needs a doctor.", scale = 4, scope = 2, irremediability = 3, likelihood = 2, actual = false,
        });
        var handler = await tenant.Person("case-handler");
        await handler.Post("/api/grievances/v1/patterns", new { title = "Triage sends people home", description = "Several people were told that they need no doctor. The hospital looks into it." });
        using var operators = await platform.Operator();
        using var anybody = platform.Anybody();
        var desk = await anybody.GetAsync("/portal/neutral-desk");
        if (desk.StatusCode == HttpStatusCode.NotFound)
            await operators.Post("/api/identity/v1/tenants", new { slug = "neutral-desk", name = "Desk of last resort", administrator = new { userName = "administrator@neutral-desk", displayName = "A", password = Tenant.Password } });
        var suspended = await Tenant.Create(platform, "Closed Clinic");
        var list = await operators.Get("/api/identity/v1/tenants?limit=200");
        var id = list.GetProperty("items").EnumerateArray().Single(t => t.GetProperty("slug").GetString() == suspended.Slug).GetProperty("id").GetGuid();
        using (var done = await operators.PostAsync($"/api/identity/v1/tenants/{id}/suspend", null))
            Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        await People.Eventually(() => anybody.GetStringAsync("/?q=Brackwater"), text => text.Contains("Brackwater Triage", StringComparison.Ordinal) && text.Contains("neutral-desk", StringComparison.Ordinal));
        // What a service knows of a tenant it may trust for half a minute.
        await People.Eventually(() => anybody.GetStringAsync($"/portal/{suspended.Slug}"), text => !text.Contains($"/portal/{suspended.Slug}/file", StringComparison.Ordinal), 60);
        return new PortalStage(platform, tenant, handler, suspended.Slug) { Impact = impact.GetProperty("id").GetGuid() };
    }

    /// <summary>The case of a reference.</summary>
    public async Task<Guid> Case(string reference) => (await Handler.Get("/api/grievances/v1/cases?limit=200")).GetProperty("items").EnumerateArray()
        .Single(c => c.GetProperty("reference").GetString() == reference).GetProperty("id").GetGuid();

    /// <summary>Lets a case lie for so long that its first deadline has passed.</summary>
    public Task Miss(string reference) => Platform.Change("grievances",
        $"update grievances set filed_at = '{Days(-12)}', acknowledge_by = '{Days(-5)}' where reference = '{reference}'");

    /// <summary>What a handler does.</summary>
    public async Task Handle(Guid id, string step, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/grievances/v1/cases/{id}/{step}")
        {
            Content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await Handler.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{step}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static string Days(int days) => DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture);
}
