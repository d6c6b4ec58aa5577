using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Grievances.Domain;
using Grievances.Features.Legal;
using Grievances.Help;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Ui.Localization;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The law of a case: proceedings beside it are no reason to stop, and holds last until somebody ends them.</summary>
public sealed class LegalTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    // A Monday.
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory, InlineData("en", "en"), InlineData("ar", "ar"), InlineData("fr", "fr"), InlineData("sw", "en")]
    public async Task AProceeding_FlagsTheCase_TellsThePersonInTheirLanguage_AndIsCountedUntilTheLastEnds(string language, string spoken)
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new { language, summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self" });
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        Assert.False((await person.Get($"{Api}/mailbox/legal")).GetProperty("parallel").GetBoolean());
        var first = (await Note(handler, id, "proceeding", "Labour court, 7 Ca 12")).GetProperty("id").GetGuid();
        var second = (await Note(handler, id, "proceeding", "Data protection authority", body: "de-bfdi")).GetProperty("id").GetGuid();

        var told = Assert.Single((await person.Get($"{Api}/mailbox")).GetProperty("messages").EnumerateArray());
        Assert.Equal(LegalText.Words.Get("law.parallel_message", System.Globalization.CultureInfo.GetCultureInfo(spoken)), told.GetProperty("text").GetString());
        var law = await person.Get($"{Api}/mailbox/legal");
        Assert.True(law.GetProperty("parallel").GetBoolean());
        Assert.DoesNotContain("Labour court", law.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Proceedings elsewhere", (await handler.Page($"/console/grievances/{id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal([id], (await handler.Get($"{Api}/cases?state=all&marks=parallel")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetGuid()));

        await GrievancesServer.Post(handler, $"/cases/{id}/legal/{first}/end", new { });
        Assert.True(await Flag(tenant, id, g => g.ParallelProceedings));
        await GrievancesServer.Post(handler, $"/cases/{id}/legal/{second}/end", new { });
        Assert.False(await Flag(tenant, id, g => g.ParallelProceedings));
        using var again = await handler.Post($"{Api}/cases/{id}/legal/{second}/end");
        Assert.Equal("grievances.legal_note_ended", await again.Problem(HttpStatusCode.Conflict));
        Assert.Equal("received", (await person.Get($"{Api}/mailbox")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task AHold_NeedsADayToLookAgain_AndEndsOnlyWithTheLast_AndNoMarkSetsIt()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        var tomorrow = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1);
        foreach (var (kind, day, field, code) in new (string, DateOnly?, string, string)[]
        {
            ("hold", null, "/reviewOn", "grievances.review_day_missing"), ("hold", tomorrow.AddDays(-1), "/reviewOn", "grievances.review_day_wrong"), ("hold", tomorrow.AddYears(3), "/reviewOn", "grievances.review_day_wrong"),
            ("hand_over", null, "/kind", "grievances.hand_over_is_made"),
        })
        {
            using var refused = await handler.Post($"{Api}/cases/{id}/legal", new { kind, text = "For the court", reviewOn = day });
            Assert.Equal(code, (await refused.Json()).GetProperty("errors").GetProperty(field)[0].GetProperty("code").GetString());
        }
        var first = (await Note(handler, id, "hold", "For the court", tomorrow)).GetProperty("id").GetGuid();
        var second = (await Note(handler, id, "hold", "For the authority", tomorrow)).GetProperty("id").GetGuid();
        Assert.True(await Flag(tenant, id, g => g.LegalHold));
        await End(first, true);
        using (var early = await handler.Post($"{Api}/cases/{id}/marks", new { legalHold = false }))
            Assert.Equal("grievances.hold_goes_on", await early.Problem(HttpStatusCode.Conflict));
        await End(second, false);

        // A mark says neither why nor until when; what an earlier version let one hold stays until it is taken off.
        using (var bare = await handler.Post($"{Api}/cases/{id}/marks", new { legalHold = true }))
            Assert.Equal("grievances.hold_by_note", await bare.Problem(HttpStatusCode.Conflict));
        Assert.False(await Flag(tenant, id, g => g.LegalHold));
        await server.Work(tenant, async db =>
        {
            (await db.Grievances.SingleAsync(g => g.Id == id)).LegalHold = true;
            db.Record(DateTimeOffset.UtcNow, "handler", "case-handler", "grievances.marked", $"case:{id}", "legal_hold");
            await db.SaveChangesAsync();
        });
        await End((await Note(handler, id, "hold", "For the court", tomorrow)).GetProperty("id").GetGuid(), true);
        await GrievancesServer.Post(handler, $"/cases/{id}/marks", new { legalHold = false });
        await End((await Note(handler, id, "hold", "For the court", tomorrow)).GetProperty("id").GetGuid(), false);

        async Task End(Guid note, bool held)
        {
            await GrievancesServer.Post(handler, $"/cases/{id}/legal/{note}/end", new { });
            Assert.Equal(held, await Flag(tenant, id, g => g.LegalHold));
        }
    }

    [Fact]
    public async Task OnTheDay_WhoeverHandlesIt_IsTold_UnlessItEndedBefore()
    {
        await using var own = await OwnServer.WithClock(Begin);
        var tenant = await own.Tenant();
        await own.File(tenant);
        var id = await own.CaseOf(tenant);
        using var handler = own.Staff(tenant, Guid.NewGuid(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        var ended = (await Note(handler, id, "proceeding", "Court", new DateOnly(2027, 3, 2))).GetProperty("id").GetGuid();
        await Note(handler, id, "hold", "Authority", new DateOnly(2027, 3, 4));
        await GrievancesServer.Post(handler, $"/cases/{id}/legal/{ended}/end", new { });
        await own.GoTo(Begin.AddDays(2), tenant);
        Assert.Equal(0, await Told());
        await own.GoTo(Begin.AddDays(3), tenant);
        Assert.Equal(1, await Told());
        var notice = Assert.Single((await handler.Get($"{Api}/notices?role=case-handler")).GetProperty("items").EnumerateArray(), n => n.GetProperty("clock").GetString() == "legal");
        Assert.Equal("reminder", notice.GetProperty("step").GetString());
        Assert.True(await own.Read(tenant, db => db.Grievances.AnyAsync(g => g.Id == id && g.LegalHold)));

        Task<int> Told() => own.Read(tenant, db => db.Notices.CountAsync(n => n.Clock == "legal"));
    }

    [Fact]
    public async Task WithAHold_AClosedCase_OutlivesItsRetention_AndGoesOnceTheHoldEnded()
    {
        await using var own = await OwnServer.WithClock(Begin);
        var tenant = await own.Tenant();
        await own.File(tenant);
        var id = await own.CaseOf(tenant);
        using var handler = own.Staff(tenant, Guid.NewGuid(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        await own.Work(tenant, db => db.Grievances.Where(g => g.Id == id).ExecuteUpdateAsync(g => g.SetProperty(x => x.State, CaseState.Closed).SetProperty(x => x.Outcome, CaseOutcome.Unsubstantiated).SetProperty(x => x.ClosedAt, Begin).SetProperty(x => x.AcknowledgedAt, Begin)));
        var hold = (await Note(handler, id, "hold", "Court", new DateOnly(2028, 3, 1))).GetProperty("id").GetGuid();
        await own.GoTo(Begin.AddMonths(25), tenant);
        Assert.True(await own.Read(tenant, db => db.Wraps.AnyAsync(w => w.CaseId == id)));
        using var later = own.Staff(tenant, Guid.NewGuid(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        await GrievancesServer.Post(later, $"/cases/{id}/legal/{hold}/end", new { });
        await own.GoTo(Begin.AddMonths(50), tenant);
        Assert.False(await own.Read(tenant, db => db.Grievances.AnyAsync(g => g.Id == id)));
        Assert.Equal(0, await own.Read(tenant, db => db.LegalNotes.CountAsync()));
    }

    [Fact]
    public async Task ThePage_ShowsBodiesOfACountry_WithSourceAndDay_AndNotesByForm()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        var address = $"/console/grievances/{id}/legal";
        var page = await handler.Page($"{address}?country=DE");
        foreach (var body in HelpDirectory.Current.Bodies("DE"))
            Assert.Contains(body.Name, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("a").OfType<IHtmlAnchorElement>(), link => link.Href == HelpDirectory.Current.Body("de-bfdi")!.Source);
        // Kinds, powers, subjects, languages and the country in words, as the person reads them.
        foreach (var words in new[] { "Germany", "Data-protection authority", "National Contact Point of the OECD", "Takes complaints about privacy", "can investigate, can order changes", "Languages: German" })
            Assert.Contains(words, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Can investigate", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("does not allow passing it to an authority", page.Body!.TextContent, StringComparison.Ordinal);
        // Nothing goes there from here; that it is named to the person needs no consent.
        Assert.Empty(page.QuerySelectorAll("form[action*='handler=HandOver'] input[name=Body][value='de-bfdi']"));
        Assert.NotNull(page.QuerySelector("form[action*='handler=Name'] input[name=Body][value='de-bfdi']"));

        using (var missing = await handler.SendWhole(address, Form, ("Text", "Kept for the court"), ("Kind", "Hold")))
            Assert.Contains("ReviewOn-error", await missing.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        using (var noted = await handler.SendWhole(address, Form, ("Text", "Kept for the court"), ("Kind", "Hold"), ("ReviewOn", DateTime.UtcNow.AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))))
            Assert.Equal($"{address}?done=noted", noted.Headers.Location?.ToString());
        using (var ended = await handler.SendWhole(address, p => (IHtmlFormElement)p.QuerySelector("form[action*='handler=End']")!))
            Assert.Equal($"{address}?done=ended", ended.Headers.Location?.ToString());

        static IHtmlFormElement Form(IHtmlDocument page) => (IHtmlFormElement)page.QuerySelector("form[action*='handler=Note']")!;
    }

    [Fact]
    public async Task ThePersonsPage_TellsInEveryLanguage_WhoWasResponsibleAndWhoElseHasIt()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        await Note(handler, id, "proceeding", "Labour court");
        await GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines = new[] { new { party = "developer", involvement = "caused", name = "Model <i>Works</i>", evidence = "Witness" } } });
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == id).ExecuteUpdateAsync(g => g.SetProperty(x => x.State, CaseState.Closed).SetProperty(x => x.ClosedAt, DateTimeOffset.UtcNow)));
        using var person = await server.Mailbox(receipt);
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        foreach (var language in PortalLanguages.All)
        {
            var page = await browser.Page($"/portal/mailbox/authorities?lang={language.Code}");
            var said = page.QuerySelector("main")!.TextContent;
            foreach (var words in new[] { "Model <i>Works</i>", LegalText.Words.Get("law.part.caused", language.Culture), LegalText.Words.Get("law.parallel_yes", language.Culture), LegalText.Words.Get("law.handed_none", language.Culture) })
                Assert.Contains(words, said, StringComparison.Ordinal);
            Assert.DoesNotContain("Witness", said, StringComparison.Ordinal);
        }
        using var outside = await server.Anybody().GetAsync("/portal/mailbox/authorities");
        Assert.NotEqual(HttpStatusCode.OK, outside.StatusCode);
    }

    private static Task<JsonElement> Note(HttpClient handler, Guid id, string kind, string text, DateOnly? reviewOn = null, string? body = null) =>
        GrievancesServer.Post(handler, $"/cases/{id}/legal", new { kind, text, reviewOn, body });

    private Task<bool> Flag(TestTenant tenant, Guid id, System.Linq.Expressions.Expression<Func<Grievance, bool>> flag) => server.Read(tenant, db => db.Grievances.Where(g => g.Id == id).Select(flag).SingleAsync());
}
