using System.Net;
using System.Net.Http.Json;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>What belongs to another tenant is not there: 404, never 403, and nothing changes.</summary>
public sealed class IsolationTests(SharedEmbedded embedded, SharedDistributed distributed) : OnDistributed(distributed)
{
    [Fact]
    public Task AnotherTenantsRecords_AreNotThere_InOneProcess() => Run(embedded.Platform);

    [Fact]
    public Task AnotherTenantsRecords_AreNotThere_OnPostgres() => Run(Distributed.Platform);

    private static async Task Run(PlatformUnderTest platform)
    {
        var (mine, theirs) = (await Tenant.Create(platform, "Mine"), await Tenant.Create(platform, "Theirs"));
        using var anybody = platform.Anybody();
        await anybody.Post($"/api/grievances/v1/public/{theirs.Slug}/grievances", theirs.Grievance());
        using var theirHandler = await theirs.Person("case-handler");
        using var theirAssessor = await theirs.Person("assessor");
        using var myHandler = await mine.Person("case-handler");
        using var myAssessor = await mine.Person("assessor", "publisher", "engagement-lead");
        var kase = (await theirHandler.Get("/api/grievances/v1/cases")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var system = (await theirAssessor.Post("/api/assessments/v1/systems", new { name = "Theirs", role = "deployer", published = true })).GetProperty("id").GetGuid();
        var impact = (await theirAssessor.Post("/api/assessments/v1/impacts", new { systemId = system, right = "HARM-04", group = "g", title = "t", scale = 3, scope = 3, irremediability = 3 })).GetProperty("id").GetGuid();

        foreach (var address in new[] { $"/api/grievances/v1/cases/{kase}", $"/api/assessments/v1/systems/{system}", $"/api/assessments/v1/impacts/{impact}", $"/api/assessments/v1/signals?impact={impact}" })
        {
            using var answer = await (address.Contains("grievances", StringComparison.Ordinal) ? myHandler : myAssessor).GetAsync(address);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{address}: {answer.StatusCode}");
        }
        foreach (var (address, body) in new (string, object)[]
        {
            ($"/api/grievances/v1/cases/{kase}/acknowledgement", new { }),
            ($"/api/grievances/v1/cases/{kase}/messages", new { text = "x" }),
            ($"/api/grievances/v1/cases/{kase}/triage", new { band = "high" }),
            ($"/api/grievances/v1/cases/{kase}/closure", new { outcome = "unsubstantiated", letter = new { language = "en", whatWentWrong = "x", whoWasResponsible = "x", howItIsFixed = "x" } }),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var answer = await myHandler.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{address}: {answer.StatusCode}");
        }
        Assert.Equal(0, (await myHandler.Get("/api/grievances/v1/cases")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await myAssessor.Get("/api/assessments/v1/impacts")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await myAssessor.Get("/api/transparency/v1/projection")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await myAssessor.Get("/api/engagement/v1/follow-ups")).GetProperty("items").GetArrayLength());
        Assert.Equal("received", (await theirHandler.Get("/api/grievances/v1/cases")).GetProperty("items")[0].GetProperty("state").GetString());

        // A tenant named by the client, in any header, changes nothing.
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/api/grievances/v1/cases");
        forged.Headers.Add("X-Tenant", theirs.Slug);
        forged.Headers.Add("X-Tenant-Id", theirs.Slug);
        forged.Headers.Add("tenant-id", theirs.Slug);
        using var still = await myHandler.SendAsync(forged);
        Assert.Equal(0, (await still.Json()).GetProperty("items").GetArrayLength());
    }
}
