using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Mail;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Mails of the folder belong to one organisation each.</summary>
public sealed class FolderMailTests
{
    [Fact]
    public async Task ALetterInTheFolder_IsShownToItsOwnOrganisationAlone()
    {
        await using var folder = new FolderServer();
        await folder.InitializeAsync();
        var (first, second) = (await folder.Provisioned(), await folder.Provisioned());
        await Written(folder, first, "amina@one.example");
        await Written(folder, first, "omar@two.example");
        await Written(folder, second, "wei@three.example");
        var letters = folder.Services.GetRequiredService<FolderMail>();
        for (var attempt = 0; letters.List(first.Id).Letters.Count + letters.List(second.Id).Letters.Count < 3; attempt++)
        {
            Assert.True(attempt < 400, "The mails did not leave.");
            await Task.Delay(50);
        }
        Assert.Equal([MailAddress.Mask("amina@one.example"), MailAddress.Mask("omar@two.example")], letters.List(first.Id).Letters.Select(l => l.To).Order(StringComparer.Ordinal));
        Assert.Equal(MailAddress.Mask("wei@three.example"), Assert.Single(letters.List(second.Id, 1).Letters).To);
        Assert.Empty(letters.List(Guid.Empty).Letters);
        Assert.Empty(letters.List(Guid.NewGuid()).Letters);

        using var lead = folder.Staff(second, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        var page = await lead.Page("/console/grievances/mail");
        Assert.Equal("One mail lies in the folder", page.QuerySelector("h1")!.TextContent.Trim());
        Assert.Contains(MailAddress.Mask("wei@three.example"), Assert.Single(page.QuerySelectorAll("main tbody tr")).TextContent, StringComparison.Ordinal);
    }

    private static async Task Written(GrievancesServer server, TestTenant tenant, string address)
    {
        var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", ping = address });
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{await server.CaseOf(tenant, filed.GetProperty("reference").GetString())}/messages", new { text = "We look at it." });
    }

    private sealed class FolderServer : GrievancesServer
    {
        protected override IEnumerable<string> Settings => ["--Database:Provider=Sqlite", "--Bus:Transport=InMemory", "--Files:Store=folder", "--Mail:Transport=Folder", "--Mail:RoundMinutes=0"];
    }
}
