using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Translations beside their originals: asked for, filled in by people or pasted from a machine and marked, read by the person.</summary>
public sealed class TranslationTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task AMessage_IsTranslatedByAMachine_AndIsMarkedUntilSomebodyReadIt_WithTheOriginalBeside()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        using var person = await server.Mailbox(receipt);
        var message = (await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "We look into it." })).GetProperty("id").GetGuid();
        var translation = (await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "message", to = "ar", rowId = message })).GetProperty("id").GetGuid();
        Assert.Empty((await person.Get($"{Api}/mailbox/translations")).EnumerateArray());
        using (var filled = await handler.PutAsJsonAsync($"{Api}/cases/{id}/translations/{translation}", new { text = "نحن ننظر في الأمر.", machine = true }))
            Assert.Equal(HttpStatusCode.NoContent, filled.StatusCode);
        var seen = Assert.Single((await person.Get($"{Api}/mailbox/translations")).EnumerateArray());
        Assert.Equal(("We look into it.", "نحن ننظر في الأمر.", true), (Text(seen, "original"), Text(seen, "text"), seen.GetProperty("machine").GetBoolean()));
        using var browser = await Browser(receipt);
        Assert.Contains("it may be wrong", (await browser.Page($"/portal/mailbox/translations?id={translation}")).Body!.TextContent, StringComparison.Ordinal);
        using (var confirmed = await handler.Post($"{Api}/cases/{id}/translations/{translation}/confirmation"))
            Assert.Equal(HttpStatusCode.NoContent, confirmed.StatusCode);
        var page = await browser.Page($"/portal/mailbox/translations?id={translation}&lang=fr");
        Assert.DoesNotContain("machine", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["We look into it.", "نحن ننظر في الأمر."], page.QuerySelectorAll(".user-text").Select(t => t.TextContent));
        using var again = await handler.Post($"{Api}/cases/{id}/translations/{translation}/confirmation");
        Assert.Equal("grievances.translation_not_machine", await again.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task TheList_NamesReferencesAndLanguagesAlone_OldestFirst_AndOnlyOfCasesOneMaySee()
    {
        var tenant = await server.Provisioned();
        var (reference, _) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "account", to = "fr" });
        await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "account", to = "ru" });
        var first = await handler.Get($"{Api}/translations?limit=1");
        Assert.Equal((reference, "fr"), (Text(first.GetProperty("items")[0], "reference"), Text(first.GetProperty("items")[0], "to")));
        Assert.Equal("ru", Text((await handler.Get($"{Api}/translations?limit=1&cursor={Text(first, "next")}")).GetProperty("items")[0], "to"));
        Assert.DoesNotContain("chatbot", (await handler.Get($"{Api}/translations")).GetRawText(), StringComparison.Ordinal);
        var page = await handler.Page("/console/grievances/translations");
        Assert.Equal("2 translations wait", page.QuerySelector("h1")!.TextContent);
        using var ombuds = server.Staff(tenant, Guid.CreateVersion7(), "ombuds", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesHear);
        await server.Work(tenant, db => db.Grievances.ExecuteUpdateAsync(g => g.SetProperty(x => x.HandledBy, "ombuds")));
        Assert.Empty((await handler.Get($"{Api}/translations")).GetProperty("items").EnumerateArray());
        Assert.Equal(2, (await ombuds.Get($"{Api}/translations")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task ATranslation_IsAskedForOnce_OfSomethingThatIsThere_AndOursHoldsNoWaiver()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        var account = (await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "account", to = "fr" })).GetProperty("id").GetGuid();
        foreach (var (body, status, code) in new (object, HttpStatusCode, string)[]
        {
            (new { part = "account", to = "fr" }, HttpStatusCode.Conflict, "grievances.translation_asked_before"), (new { part = "account", to = "en-GB" }, HttpStatusCode.BadRequest, "platform.invalid"),
            (new { part = "letter", to = "fr" }, HttpStatusCode.BadRequest, "platform.invalid"), (new { part = "message", to = "fr", rowId = Guid.NewGuid() }, HttpStatusCode.BadRequest, "platform.invalid"),
        })
            using (var refused = await handler.Post($"{Api}/cases/{id}/translations", body))
                Assert.Equal(code, await refused.Problem(status));
        // What the person said is translated as they said it; what they read of ours asks for nothing.
        using (var theirs = await handler.PutAsJsonAsync($"{Api}/cases/{id}/translations/{account}", new { text = "They told me: you must waive all your claims." }))
            Assert.Equal(HttpStatusCode.NoContent, theirs.StatusCode);
        var message = (await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "Hello" })).GetProperty("id").GetGuid();
        var ours = (await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "message", to = "es", rowId = message })).GetProperty("id").GetGuid();
        using var waiver = await handler.PutAsJsonAsync($"{Api}/cases/{id}/translations/{ours}", new { text = "You waive all your claims against us." });
        Assert.Equal("grievances.waiver_clause", await waiver.Problem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task AnotherWordingOfTheMinutes_TakesTheirTranslationAway()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        var meeting = (await GrievancesServer.Post(handler, $"/cases/{id}/meetings", new { times = new[] { DateTimeOffset.UtcNow.AddDays(1) }, way = "phone" })).GetProperty("id").GetGuid();
        await server.Work(tenant, db => db.Meetings.ExecuteUpdateAsync(m => m.SetProperty(x => x.AgreedFor, DateTimeOffset.UtcNow.AddHours(-1)).SetProperty(x => x.State, global::Grievances.Domain.MeetingState.Agreed)));
        await GrievancesServer.Post(handler, $"/cases/{id}/meetings/{meeting}/minutes", new { text = "First" });
        await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "minutes", to = "fr", rowId = meeting });
        await GrievancesServer.Post(handler, $"/cases/{id}/meetings/{meeting}/minutes", new { text = "First", agreed = true });
        Assert.Equal(1, await server.Read(tenant, db => db.Translations.CountAsync()));
        await GrievancesServer.Post(handler, $"/cases/{id}/meetings/{meeting}/minutes", new { text = "Second" });
        Assert.Equal(0, await server.Read(tenant, db => db.Translations.CountAsync()));
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private async Task<HttpClient> Browser(string receipt)
    {
        var browser = server.Anybody();
        using var opened = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent([KeyValuePair.Create("Receipt", receipt)]));
        browser.DefaultRequestHeaders.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return browser;
    }
}
