using System.Text.Json;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>Real records: 40 published AI failures, read into the library and filed as grievances.</summary>
public sealed class IncidentTests(SharedEmbedded embedded)
{
    [Fact]
    public async Task FortyRecords_AreImported_AndFiled()
    {
        if (Repository.Incidents is not { } folder)
        {
            Assert.Skip("The published records do not lie beside this checkout.");
            return;
        }
        var files = Directory.GetFiles(folder, "AVID-*.json");
        Assert.Equal(40, files.Length);
        var demo = embedded.Platform.Demo;
        var output = await ServerProcess.Run("services/AllInOne", ["import-incidents", folder, "--tenant", "meridian", "--data", embedded.Platform.Data]);
        Assert.Contains("40", output, StringComparison.Ordinal);
        var user = demo.GetProperty("users").EnumerateArray().First(u => u.GetProperty("tenant").GetString() == "meridian" && u.GetProperty("role").GetString() == "assessor");
        using var assessor = await embedded.Platform.SignIn(user.GetProperty("userName").GetString()!, user.GetProperty("password").GetString()!);
        var library = (await assessor.Get("/api/assessments/v1/incidents?limit=200")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(40, library.Count(i => i.GetProperty("sourceId").GetString()!.StartsWith("AVID-", StringComparison.Ordinal)));
        Assert.All(library, i => Assert.True(i.GetProperty("codes").GetArrayLength() > 0 || i.GetProperty("unmapped").GetBoolean()));

        var tenant = await Tenant.Create(embedded.Platform, "Record Clinic");
        using var publisher = await tenant.Person("publisher");
        using var anybody = embedded.Platform.Anybody();
        var receipts = new List<string>();
        foreach (var file in files)
        {
            var record = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
            var filed = await anybody.Post($"/api/grievances/v1/public/{tenant.Slug}/grievances", new
            {
                language = "en",
                summary = Cut(record.GetProperty("problemtype").GetProperty("description").GetProperty("value").GetString()!, 300),
                whatHappened = record.GetProperty("description").GetProperty("value").GetString(),
                affected = "group",
            });
            receipts.Add(filed.GetProperty("receipt").GetString()!);
        }
        Assert.Equal(40, receipts.Distinct().Count());
        foreach (var receipt in receipts)
        {
            using var mailbox = await Loop.Mailbox(embedded.Platform, receipt);
            Assert.Equal("received", (await mailbox.Get("/api/grievances/v1/mailbox")).GetProperty("state").GetString());
        }
        await People.Eventually(() => Filing.Projected(publisher), total => total == 40);
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
