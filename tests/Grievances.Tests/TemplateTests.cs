using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using Grievances.Domain;
using Grievances.Domain.Waivers;
using Grievances.Features.Talk;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Words to use again: who changes them, what they must not hold, and how a case offers them.</summary>
public sealed class TemplateTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public void EveryLanguage_HasAStartingTemplateOfEachKind_AndNoneAsksForAWaiver()
    {
        var keys = StartingTemplates.Words.Keys("en").Order().ToList();
        Assert.Equal(2 * Enum.GetValues<TemplateKind>().Length, keys.Count);
        foreach (var language in new[] { "ar", "en", "es", "fr", "ru", "zh" })
            Assert.Equal(keys, StartingTemplates.Words.Keys(language).Order());
        Assert.Equal(6 * Enum.GetValues<TemplateKind>().Length, StartingTemplates.All.Count);
        Assert.All(StartingTemplates.All, template => Assert.Empty(WaiverClauses.Find(template.Text)));
        Assert.Equal(StartingTemplates.All.Count, StartingTemplates.All.Select(t => t.Text).Distinct().Count());
        Assert.DoesNotContain(StartingTemplates.All, t => t.Language == "fr" && t.Text.Contains("plainte", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task StartingTemplates_AreTakenOverOnce_AndThoseThereAreStay()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        Assert.Equal(48, (await GrievancesServer.Post(lead, "/templates/starting", new { })).GetProperty("added").GetInt32());
        var apology = (await lead.Get($"{Api}/templates?language=en&kind=apology"))[0];
        using (var changed = await Put(lead, apology.GetProperty("id").GetGuid(), 1, new { kind = "apology", language = "en", title = "Apology", text = "We are truly sorry. {organisation}" }))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(0, (await GrievancesServer.Post(lead, "/templates/starting", new { })).GetProperty("added").GetInt32());
        Assert.Equal("We are truly sorry. {organisation}", (await lead.Get($"{Api}/templates?language=en&kind=apology"))[0].GetProperty("text").GetString());
        using var unknown = await lead.GetAsync($"{Api}/templates?kind=poem");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Theory]
    [InlineData("Dear {name}", "platform.invalid")]
    [InlineData("Case {reference", "platform.invalid")]
    [InlineData("You waive all your claims against us.", "grievances.waiver_clause")]
    [InlineData("There is no appeal.", "grievances.denies_appeal")]
    [InlineData(" ", "platform.invalid")]
    public async Task ATemplateWithAnUnknownPlaceholder_OrAWaiver_IsRefused(string text, string code)
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        using var refused = await lead.Post($"{Api}/templates", new { kind = "message", language = "en", title = "t", text });
        Assert.Equal(code, await refused.Problem(HttpStatusCode.BadRequest));
        Assert.Equal(0, await server.Read(tenant, db => db.Templates.CountAsync()));
    }

    [Fact]
    public async Task AChange_NeedsTheVersionThatWasRead_AndThePermission()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        using var handler = server.Handler(tenant);
        var body = new { kind = "message", language = "fr", title = "Merci", text = "Merci. {date}" };
        var id = (await GrievancesServer.Post(lead, "/templates", body)).GetProperty("id").GetGuid();
        using (var unversioned = await lead.PutAsJsonAsync($"{Api}/templates/{id}", body))
            Assert.Equal(HttpStatusCode.PreconditionRequired, unversioned.StatusCode);
        using (var stale = await Put(lead, id, 7, body))
            Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        foreach (var answer in new[] { await Put(handler, id, 1, body), await handler.DeleteAsync($"{Api}/templates/{id}"), await handler.Post($"{Api}/templates", body) })
            using (answer)
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using (var forged = await handler.Submit("/console/grievances/templates", Logout, ("Title", "x")))
            Assert.NotEqual(HttpStatusCode.OK, forged.StatusCode);
        using (var gone = await lead.DeleteAsync($"{Api}/templates/{id}"))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        // The page has no form of a handler's to change anything; one that is sent all the same changes nothing.
        static IHtmlFormElement Logout(IHtmlDocument page)
        {
            Assert.DoesNotContain(page.Forms, f => f.GetAttribute("action")?.Contains("templates", StringComparison.Ordinal) == true);
            var form = (IHtmlFormElement)page.CreateElement("form");
            form.SetAttribute("action", "/console/grievances/templates?handler=Add");
            form.SetAttribute("method", "post");
            page.Body!.AppendChild(form);
            return form;
        }
    }

    [Fact]
    public async Task ACase_OffersThoseOfItsLanguageFirst_AndFillsTheChosenOneIn_WithoutSendingAnything()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        await GrievancesServer.Post(lead, "/templates/starting", new { });
        await GrievancesServer.Post(lead, "/templates", new { kind = "message", language = "en", title = "Facts", text = "{reference} / {organisation}" });
        var filed = await server.File(tenant, new { language = "fr-CA", summary = "Refus", whatHappened = "Le robot a dit non.", affected = "self" });
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        var page = await handler.Page($"/console/grievances/{id}");
        var options = page.QuerySelectorAll("select[name=template] option").Select(o => o.TextContent).ToList();
        Assert.Equal(1 + 8 + 9, options.Count);
        Assert.All(options[1..9], option => Assert.EndsWith("(fr)", option, StringComparison.Ordinal));
        Assert.All(options[9..], option => Assert.EndsWith("(en)", option, StringComparison.Ordinal));
        Assert.Contains("Answer in the person’s language: French (Canada)", page.Body!.TextContent, StringComparison.Ordinal);
        var facts = page.QuerySelectorAll("select[name=template] option").Single(o => o.TextContent.Contains("Facts", StringComparison.Ordinal)).GetAttribute("value");
        var filled = await handler.Page($"/console/grievances/{id}?template={facts}");
        Assert.Equal($"{filed.GetProperty("reference").GetString()} / Harbour Hospitals", filled.QuerySelector("textarea[name=Text]")!.TextContent.Trim());
        Assert.Equal(0, await server.Read(tenant, db => db.Messages.CountAsync()));
        using var sent = await handler.Submit($"/console/grievances/{id}?template={facts}", p => p.Forms.Single(f => f.Id == "answer"), ("Text", "Changed to fit."));
        Assert.Equal(1, await server.Read(tenant, db => db.Messages.CountAsync()));
    }

    [Fact]
    public async Task WithFormsAlone_ALeadTakesThemOver_AddsOne_ChangesIt_AndDeletesIt()
    {
        var tenant = await server.Provisioned();
        using var lead = Lead(tenant);
        using (var taken = await lead.Submit("/console/grievances/templates", page => Form(page, "handler=Starting")))
            Assert.Equal("/console/grievances/templates?done=taken&added=48", taken.Headers.Location?.ToString());
        using (var refused = await lead.Submit("/console/grievances/templates", page => Form(page, "handler=Add"), ("Language", "en"), ("Title", "Mine"), ("Text", "You must keep silent about this.")))
            Assert.Contains("keep silent", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var added = await lead.Submit("/console/grievances/templates", page => Form(page, "handler=Add"), ("Language", "en"), ("Title", "Mine"), ("Text", "Thank you.")))
            Assert.Equal("/console/grievances/templates?done=added", added.Headers.Location?.ToString());
        var id = await server.Read(tenant, db => db.Templates.Where(t => t.Title == "Mine").Select(t => t.Id).SingleAsync());
        using (var changed = await lead.Submit($"/console/grievances/templates?id={id}", page => Form(page, "handler=Change"), ("Text", "Thank you very much.")))
            Assert.Equal("/console/grievances/templates?done=changed", changed.Headers.Location?.ToString());
        Assert.Equal(("Thank you very much.", 2), await server.Read(tenant, async db => (await db.Templates.SingleAsync(t => t.Id == id)) is var t ? (t.Text, (int)t.Version) : default));
        using (var deleted = await lead.Submit("/console/grievances/templates", page => Form(page, $"handler=Delete&id={id}")))
            Assert.Equal("/console/grievances/templates?done=deleted", deleted.Headers.Location?.ToString());
        Assert.Equal(48, await server.Read(tenant, db => db.Templates.CountAsync()));
    }

    private HttpClient Lead(TestTenant tenant) => server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);

    private static IHtmlFormElement Form(IHtmlDocument page, string action) => page.Forms.Single(f => f.GetAttribute("action")?.Contains(action, StringComparison.Ordinal) == true);

    private static async Task<HttpResponseMessage> Put(HttpClient client, Guid id, long version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Api}/templates/{id}") { Content = JsonContent.Create(body) };
        request.Headers.Add("If-Match", $"\"{version}\"");
        return await client.SendAsync(request);
    }
}
