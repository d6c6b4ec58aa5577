using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What the organisation asks of the person stands at the top of their mailbox until they answered, and what was said outside the messages is taken along.</summary>
public sealed class WaitsTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task AReferralAMediatorAndAMeeting_WaitAtTheTopOfTheMailbox_UntilTheyAreAnswered()
    {
        var (tenant, other) = (await server.Provisioned(), await server.Provisioned());
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        using var person = await server.Mailbox(receipt);
        Assert.Empty(await Waits(person));
        var share = (await GrievancesServer.Post(handler, $"/cases/{id}/referrals", new { organisation = other.Slug, text = "A tool of theirs did it.", why = "They built it." })).GetProperty("id").GetGuid();
        var mediation = (await GrievancesServer.Post(handler, $"/cases/{id}/mediations", new { who = "Ombuds of the port", why = "So that we talk." })).GetProperty("id").GetGuid();
        var (ours, theirs) = (await Meeting(person, "/mailbox/meetings"), await Meeting(handler, $"/cases/{id}/meetings"));
        Assert.Equal(["referrals", "mediation", "meetings"], await Waits(person));
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        foreach (var link in (await browser.Page("/portal/mailbox?lang=ru")).QuerySelector("ul.task-list")!.QuerySelectorAll("a"))
            Assert.NotEmpty((await browser.Page(link.GetAttribute("href")!)).QuerySelectorAll("main form button"));

        using (var no = await person.PostAsJsonAsync($"{Api}/mailbox/referrals/{share}/answer", new { allow = false }))
            Assert.True(no.IsSuccessStatusCode, await no.Content.ReadAsStringAsync());
        using (var yes = await person.PutAsJsonAsync($"{Api}/mailbox/mediations/{mediation}/answer", new { agreed = true }))
            Assert.True(yes.IsSuccessStatusCode);
        Assert.Equal(["meetings"], await Waits(person));
        await GrievancesServer.Post(person, $"/mailbox/meetings/{theirs}/agreement", new { time = Tomorrow });
        // What is left is asked by the person themselves: the organisation has to answer.
        Assert.Empty(await Waits(person));
        await GrievancesServer.Post(handler, $"/cases/{id}/meetings/{ours}/agreement", new { time = Tomorrow });
        await server.Work(tenant, db => db.Meetings.ExecuteUpdateAsync(m => m.SetProperty(x => x.AgreedFor, DateTimeOffset.UtcNow.AddHours(-1))));
        await GrievancesServer.Post(handler, $"/cases/{id}/meetings/{ours}/minutes", new { text = "We said we are sorry.", agreed = true });
        Assert.Equal(["meetings"], await Waits(person));
        await GrievancesServer.Post(person, $"/mailbox/meetings/{ours}/minutes/answer", new { version = 1, agreed = true });
        Assert.Empty(await Waits(person));
    }

    [Fact]
    public async Task MeetingsMediatorsTranslationsAndParts_AreTakenAlong()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        using var person = await server.Mailbox(receipt);
        var meeting = await Meeting(handler, $"/cases/{id}/meetings");
        await GrievancesServer.Post(person, $"/mailbox/meetings/{meeting}/agreement", new { time = Tomorrow });
        await server.Work(tenant, db => db.Meetings.ExecuteUpdateAsync(m => m.SetProperty(x => x.AgreedFor, DateTimeOffset.UtcNow.AddHours(-1))));
        await GrievancesServer.Post(handler, $"/cases/{id}/meetings/{meeting}/minutes", new { text = "<b>We said</b> we are sorry.", agreed = true });
        await GrievancesServer.Post(handler, $"/cases/{id}/mediations", new { who = "Ombuds of the port", why = "So that we talk." });
        var translation = (await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "minutes", to = "fr", rowId = meeting })).GetProperty("id").GetGuid();
        using (var filled = await handler.PutAsJsonAsync($"{Api}/cases/{id}/translations/{translation}", new { text = "Nous avons dit pardon.", machine = true }))
            Assert.True(filled.IsSuccessStatusCode);
        await GrievancesServer.Post(handler, $"/cases/{id}/split", new { summary = "Photo kept", whatHappened = "The chatbot said no." });

        using var archive = await Archives.Open(await person.GetAsync($"{Api}/mailbox/export"));
        var page = await new HtmlParser().ParseDocumentAsync(await Text(archive, "case.html"));
        foreach (var said in new[] { "<b>We said</b> we are sorry.", "Ombuds of the port", "So that we talk.", "Nous avons dit pardon.", "A machine made this translation", "Photo kept", "The organisation agreed on" })
            Assert.Contains(said, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("b"));
        var codes = JsonDocument.Parse(await Text(archive, "case.json")).RootElement;
        Assert.Equal((1, 1, 1, 1), (codes.GetProperty("meetings").GetArrayLength(), codes.GetProperty("mediations").GetArrayLength(), codes.GetProperty("translations").GetArrayLength(), codes.GetProperty("case").GetProperty("parts").GetArrayLength()));
    }

    private static DateTimeOffset Tomorrow { get; } = new(DateTime.UtcNow.Date.AddDays(1).AddHours(10), TimeSpan.Zero);

    private static async Task<Guid> Meeting(HttpClient who, string path) =>
        (await GrievancesServer.Post(who, path, new { times = new[] { Tomorrow }, way = "phone" })).GetProperty("id").GetGuid();

    private static async Task<IEnumerable<string?>> Waits(HttpClient person) =>
        (await person.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()).ToList();

    private static async Task<string> Text(ZipArchive archive, string entry)
    {
        using var reader = new StreamReader(await archive.GetEntry(entry)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}
