using System.Net;
using ServiceTests;

namespace Grievances.Tests;

public sealed class DescriptionTests(GrievancesServer server)
{
    [Fact]
    public async Task TheApiDescription_SaysWhoMayCall_AndWhichKeyACreationNeeds()
    {
        using var reader = server.Anybody();
        var document = await reader.Get("/api/grievances/openapi.json");
        var paths = document.GetProperty("paths");
        var filing = paths.GetProperty("/api/grievances/v1/public/{tenant}/grievances").GetProperty("post");
        var queue = paths.GetProperty("/api/grievances/v1/cases").GetProperty("get");

        Assert.Contains(filing.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() == "Idempotency-Key" && p.GetProperty("required").GetBoolean());
        Assert.False(filing.TryGetProperty("security", out _));
        Assert.True(queue.GetProperty("security")[0].TryGetProperty("bearer", out _));
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task ThePortalsBareAddress_LeadsToTheFirstPage()
    {
        using var person = server.Anybody();
        using var answer = await person.GetAsync("/portal?lang=ar");
        Assert.Equal((HttpStatusCode.Redirect, "/?lang=ar"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }
}
