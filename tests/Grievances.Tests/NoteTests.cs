using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Notes among handlers: who reads them, and that the person never does.</summary>
public sealed class NoteTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task ANote_IsReadByEverybodyWhoMayOpenTheCase_OrByItsWriterAlone_NewestFirst()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var writer = Handler(tenant);
        using var colleague = Handler(tenant);
        foreach (var text in new[] { "First", "Second", "Third" })
            await GrievancesServer.Post(writer, $"/cases/{id}/notes", new { text });
        await GrievancesServer.Post(writer, $"/cases/{id}/notes", new { text = "A thought of mine", readers = "mine" });
        Assert.Equal(["A thought of mine", "Third", "Second", "First"], Texts(await writer.Get($"{Api}/cases/{id}/notes")));
        var first = await colleague.Get($"{Api}/cases/{id}/notes?limit=2");
        Assert.Equal(["Third", "Second"], Texts(first));
        Assert.Equal(["First"], Texts(await colleague.Get($"{Api}/cases/{id}/notes?limit=2&cursor={first.GetProperty("next").GetString()}")));
        Assert.DoesNotContain("A thought of mine", (await colleague.Page($"/console/grievances/{id}/talk")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The person never sees these notes", (await colleague.Page($"/console/grievances/{id}/talk")).Body!.TextContent, StringComparison.Ordinal);
        // Nothing of it is in the rows.
        Assert.False(await server.Read(tenant, async db => (await db.Notes.ToListAsync()).Any(n => Encoding.UTF8.GetString(n.Body).Contains("First", StringComparison.Ordinal))));
        Assert.Equal(4, await server.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "grievances.note_added" && l.Subject == $"case:{id}")));
    }

    [Fact]
    public async Task ThePerson_SeesNoNote_NeitherInTheMailboxNorInWhatTheyTakeAlong_ButThatTheCaseWasOpened()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/notes", new { text = "Unspoken thought" });
        using var person = await server.Mailbox(receipt);
        var mailbox = await person.Get($"{Api}/mailbox");
        Assert.DoesNotContain("Unspoken", mailbox.GetRawText(), StringComparison.Ordinal);
        Assert.NotEmpty(mailbox.GetProperty("openings").EnumerateArray());
        using var archive = new ZipArchive(new MemoryStream(await person.GetByteArrayAsync($"{Api}/mailbox/export")));
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            Assert.DoesNotContain("Unspoken", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task NobodyWhoMayNotOpenTheCase_ReadsOrWritesANote_AndAMachineKeepsNoneForItself()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var ombuds = server.Staff(tenant, Guid.CreateVersion7(), "ombuds", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesHear);
        using (var read = await ombuds.GetAsync($"{Api}/cases/{id}/notes"))
            Assert.Equal("grievances.case_unknown", await read.Problem(HttpStatusCode.NotFound));
        using (var write = await ombuds.Post($"{Api}/cases/{id}/notes", new { text = "x" }))
            Assert.Equal("grievances.case_unknown", await write.Problem(HttpStatusCode.NotFound));
        using var machine = server.Handler(tenant);
        using (var mine = await machine.Post($"{Api}/cases/{id}/notes", new { text = "x", readers = "mine" }))
            Assert.Equal("grievances.note_needs_account", await mine.Problem(HttpStatusCode.Forbidden));
        using (var empty = await machine.Post($"{Api}/cases/{id}/notes", new { text = " " }))
            Assert.Equal("platform.invalid", await empty.Problem(HttpStatusCode.BadRequest));
        Assert.Equal(0, await server.Read(tenant, db => db.Notes.CountAsync()));
    }

    [Fact]
    public async Task WithAFormAlone_AHandlerKeepsANote()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = Handler(tenant);
        using var kept = await handler.Submit($"/console/grievances/{id}/talk", page => page.Forms.Single(f => f.GetAttribute("action")?.Contains("handler=Note", StringComparison.Ordinal) == true), ("NoteText", "<script>alert(1)</script>"));
        Assert.Equal($"/console/grievances/{id}/talk?done=noted", kept.Headers.Location?.ToString());
        var shown = await handler.Page($"/console/grievances/{id}/talk?done=noted");
        Assert.Empty(shown.Scripts);
        Assert.Contains("<script>alert(1)</script>", shown.QuerySelector(".message .user-text")!.TextContent, StringComparison.Ordinal);
    }

    private HttpClient Handler(TestTenant tenant) => server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);

    private static List<string?> Texts(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(n => n.GetProperty("text").GetString())];
}
