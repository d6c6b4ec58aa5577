using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What happened to many is read in the reader's language where somebody said it in that one, and else is marked as what it is written in.</summary>
public sealed class PatternLanguageTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private const string Title = "الجرعات خاطئة";
    private const string Description = "ضاعف المساعد الجرعات في آذار.";
    private const string Hostile = "<img src=x onerror=alert(1)>\"";

    [Theory, InlineData(false), InlineData(true)]
    public async Task APattern_IsReadInTheReadersLanguage_OrSaysInWhichItIsWritten(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var own = await OwnServer.WithClock(DateTimeOffset.UtcNow, database);
        var tenant = await own.Tenant();
        using var handler = own.Handler(tenant);
        using var anybody = own.Anybody();
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Wrong doses", description = "The assistant doubled doses in March.", language = "en" })).GetProperty("id").GetString()!;
        var said = (await GrievancesServer.Post(handler, $"/patterns/{pattern}/progress", new { state = "confirmed", text = "We found the doubling." })).GetProperty("id").GetString()!;
        var receipt = (await own.File(tenant, new { language = "ar", summary = "S", whatHappened = "W", affected = "self", patternId = pattern })).GetProperty("receipt").GetString()!;

        // Before anybody said it in Arabic, all of it is marked as English.
        var before = (await anybody.Page($"/portal/{tenant.Slug}/patterns?lang=ar")).QuerySelector("main section")!;
        Assert.Equal([("en", "ltr"), ("en", "ltr"), ("en", "ltr")], Marked(before));
        Assert.Equal(2, before.TextContent.Split("كُتب بهذه اللغة: الإنجليزية").Length - 1);
        Assert.DoesNotContain("Written in", (await anybody.Page($"/portal/{tenant.Slug}/patterns?lang=en")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        await Put(handler, $"/patterns/{pattern}/translations/ar", new { title = Title, description = Description });
        await Put(handler, $"/patterns/{pattern}/progress/{said}/translations/ar", new { text = "لم ننته" });
        // Written anew it takes the place of the one before.
        await Put(handler, $"/patterns/{pattern}/progress/{said}/translations/ar", new { text = "وجدنا الخطأ." });
        var page = (await anybody.Page($"/portal/{tenant.Slug}/patterns?lang=ar")).QuerySelector("main section")!;
        Assert.Equal([("ar", "rtl"), ("ar", "rtl"), ("ar", "rtl")], Marked(page));
        Assert.Equal([Description, "وجدنا الخطأ."], page.QuerySelectorAll(".user-text").Select(t => t.TextContent));
        Assert.Equal(Title, page.QuerySelector("h2")!.TextContent);
        Assert.DoesNotContain("كُتب", page.TextContent, StringComparison.Ordinal);
        // Another reader reads what was written first.
        Assert.Equal("Wrong doses", (await anybody.Page($"/portal/{tenant.Slug}/patterns?lang=fr")).QuerySelector("main h2")!.TextContent);

        var listed = (await anybody.Get($"{Api}/public/{tenant.Slug}/patterns?lang=ar"))[0];
        Assert.Equal((Title, "ar", "ar"), (listed.GetProperty("title").GetString(), listed.GetProperty("language").GetString(), listed.GetProperty("progress").GetProperty("language").GetString()));
        Assert.Equal(("Wrong doses", "en"), ((await anybody.Get($"{Api}/public/{tenant.Slug}/patterns"))[0] is var plain ? plain.GetProperty("title").GetString() : null, plain.GetProperty("language").GetString()));

        // So does the mailbox, its page of consents, and the form for whoever met the same.
        using var person = await own.Mailbox(receipt);
        var box = (await person.Get($"{Api}/mailbox?lang=ar")).GetProperty("pattern");
        Assert.Equal((Title, "وجدنا الخطأ."), (box.GetProperty("title").GetString(), box.GetProperty("progress").GetProperty("text").GetString()));
        Assert.Equal(("Wrong doses", "en"), ((await person.Get($"{Api}/mailbox?lang=ru")).GetProperty("pattern") is var other ? other.GetProperty("title").GetString() : null, other.GetProperty("language").GetString()));
        using var browser = own.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        foreach (var address in new[] { "/portal/mailbox", "/portal/mailbox/consents" })
        {
            Assert.Equal(Title, (await browser.Page($"{address}?lang=ar")).QuerySelector("main bdi[lang=ar]")!.TextContent);
            Assert.Equal("Wrong doses", (await browser.Page($"{address}?lang=es")).QuerySelector("main bdi[lang=en]")!.TextContent);
        }
        Assert.Equal(2, await own.Read(tenant, db => db.PatternTranslations.CountAsync()));
        Assert.Equal(3, await own.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "grievances.pattern_translated" && l.Purpose == "ar")));
    }

    [Fact]
    public async Task WordsAreInTheLanguageTheyAreSaidToBeIn_AndAnotherTenantsPatternIsUnknown()
    {
        var (tenant, other) = (await server.Provisioned(), await server.Provisioned());
        using var handler = server.Handler(tenant);
        using var stranger = server.Handler(other);
        using var auditor = server.Staff(tenant, Platform.Contracts.Permissions.GrievancesRead);
        const string French = "L’assistant a doublé les doses en mars, et nous le regrettons beaucoup pour les personnes.";
        async Task<string?> Code(Task<HttpResponseMessage> sending)
        {
            using var answer = await sending;
            var said = await answer.Json();
            return said.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().First().Value[0].GetProperty("code").GetString() : said.GetProperty("code").GetString();
        }

        Assert.Equal("grievances.language_unknown", await Code(handler.Post($"{Api}/patterns", new { title = "T", description = "D", language = "klingon" })));
        Assert.Equal("grievances.words_in_other_language", await Code(handler.Post($"{Api}/patterns", new { title = "Doses", description = French })));
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Doses", description = French, language = "fr" })).GetProperty("id").GetString()!;
        Assert.Equal("grievances.progress_in_other_language", await Code(handler.Post($"{Api}/patterns/{pattern}/progress", new { state = "confirmed", text = "We found the fault, and we are sorry for what it did to all of you." })));
        var text = new { title = "Doses", description = "The assistant doubled doses, and we are sorry for what it did to all of you." };
        Assert.Equal("grievances.written_in_it", await Code(handler.PutAsJsonAsync($"{Api}/patterns/{pattern}/translations/fr", new { title = "Doses", description = French })));
        Assert.Equal("grievances.portal_language_unknown", await Code(handler.PutAsJsonAsync($"{Api}/patterns/{pattern}/translations/sw", text)));
        Assert.Equal("grievances.words_in_other_language", await Code(handler.PutAsJsonAsync($"{Api}/patterns/{pattern}/translations/es", text)));
        Assert.Equal("grievances.title_missing", await Code(handler.PutAsJsonAsync($"{Api}/patterns/{pattern}/translations/en", new { title = " ", description = "D" })));
        Assert.Equal("grievances.progress_unknown", await Code(handler.PutAsJsonAsync($"{Api}/patterns/{pattern}/progress/{Guid.NewGuid()}/translations/en", new { text = "T" })));
        Assert.Equal("grievances.pattern_unknown", await Code(stranger.PutAsJsonAsync($"{Api}/patterns/{pattern}/translations/en", text)));
        using (var reader = await auditor.PutAsJsonAsync($"{Api}/patterns/{pattern}/translations/en", text))
            Assert.Equal(HttpStatusCode.Forbidden, reader.StatusCode);
        Assert.Equal(0, await server.Read(tenant, db => db.PatternTranslations.CountAsync()));
    }

    [Fact]
    public async Task AHandler_SaysItInOtherLanguages_OnTheirPage_AndHostileTextIsInert()
    {
        const string page = "/console/grievances/patterns";
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        using (var added = await handler.Submit(page, p => Form(p, "Add"), ("Title", "Doses fausses"), ("Description", "Doublées."), ("Language", "fr")))
            Assert.Equal($"{page}?done=added", added.Headers.Location?.ToString());
        var pattern = await server.Read(tenant, db => db.Patterns.SingleAsync());
        Assert.Equal("fr", pattern.Language);
        var said = (await GrievancesServer.Post(handler, $"/patterns/{pattern.Id}/progress", new { state = "confirmed", text = "Nous avons trouvé." })).GetProperty("id").GetGuid();
        Assert.Equal(["ar", "en", "es", "ru", "zh"], ((IHtmlSelectElement)Form(await handler.Page(page), "Translate").QuerySelector("select[name=Language]")!).Options.Select(o => o.Value));
        using (var title = await handler.Submit(page, p => Form(p, "Translate"), ("Language", "en"), ("Title", Hostile), ("Description", Hostile)))
            Assert.Equal($"{page}?done=translated", title.Headers.Location?.ToString());
        using (var words = await handler.Submit(page, p => Form(p, "TranslateSaid"), ("SaidId", said.ToString()), ("Language", "en"), ("Text", Hostile)))
            Assert.Equal($"{page}?done=translated", words.Headers.Location?.ToString());
        using (var missing = await handler.Submit(page, p => Form(p, "Translate"), ("Language", "en"), ("Title", ""), ("Description", "D")))
            Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
        using var anybody = server.Anybody();
        foreach (var shown in new[] { await handler.Page(page), await anybody.Page($"/portal/{tenant.Slug}/patterns?lang=en") })
        {
            Assert.Null(shown.QuerySelector("img"));
            Assert.Contains(Hostile, shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }
        Assert.Contains("English", (await handler.Page(page)).QuerySelector("main .summary-list, main dl")!.TextContent, StringComparison.Ordinal);
        Assert.InRange(await server.Statements(handler, new HttpRequestMessage(HttpMethod.Get, page)), 1, 8);
        Assert.InRange(await server.Statements(anybody, new HttpRequestMessage(HttpMethod.Get, $"/portal/{tenant.Slug}/patterns?lang=en")), 1, 8);
    }

    private static IHtmlFormElement Form(IHtmlDocument page, string handler) => (IHtmlFormElement)page.QuerySelector($"form[action*='handler={handler}&'], form[action$='handler={handler}']")!;

    private static List<(string?, string?)> Marked(IElement section) => [.. section.QuerySelectorAll("h2, .user-text").Select(e => (e.GetAttribute("lang"), e.GetAttribute("dir")))];

    private static async Task Put(HttpClient client, string path, object body)
    {
        using var answer = await client.PutAsJsonAsync(Api + path, body);
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
