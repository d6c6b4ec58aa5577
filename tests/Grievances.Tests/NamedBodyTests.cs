using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using Grievances.Help;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Whom a person can turn to is named to them without their consent, since nothing of their case leaves; and then nobody is sent away without somebody to turn to.</summary>
public sealed class NamedBodyTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task ABodyOfTheDirectory_IsNamedWithItsSource_AndIsWhatAnotherOrganisationsCaseNeeds()
    {
        var (tenant, id, receipt) = await Filed();
        using var handler = server.Handler(tenant);
        var body = HelpDirectory.Current.Bodies("FR", ChannelKind.DataProtection)[0];
        Assert.Equal("grievances.nobody_sent_away", await NotTakenUp(handler, id));
        // The person allowed nothing; that a body is named reveals nothing.
        var page = $"/console/grievances/{id}/legal?Country=FR";
        using (var named = await handler.Submit(page, p => (IHtmlFormElement)p.QuerySelectorAll("form[action*='handler=Name']").Single(f => f.QuerySelector($"input[value='{body.Id}']") is not null)))
            Assert.Equal($"/console/grievances/{id}/legal?done=named", named.Headers.Location?.ToString());
        // Named again it is named once.
        await GrievancesServer.Post(handler, $"/cases/{id}/legal/named", new { body = body.Id });
        Assert.Equal(1, await server.Read(tenant, db => db.LegalNotes.CountAsync()));
        Assert.Null(await NotTakenUp(handler, id));

        using var person = await server.Mailbox(receipt);
        var box = await person.Get($"{Api}/mailbox");
        Assert.EndsWith($"You can turn to {body.Name}: {body.Web}", box.GetProperty("admissibility").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("body_named", box.GetProperty("news")[0].GetProperty("kind").GetString());
        var law = await person.Get($"{Api}/mailbox/legal");
        Assert.Equal(0, law.GetProperty("handedOver").GetArrayLength());
        var told = law.GetProperty("named")[0];
        Assert.Equal((body.Id, body.Name, body.Web, body.Source), (told.GetProperty("body").GetString(), told.GetProperty("name").GetString(), told.GetProperty("address").GetString(), told.GetProperty("source").GetString()));
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        Assert.NotNull((await browser.Page("/portal/mailbox")).QuerySelector("main li a[href='/portal/mailbox/authorities']"));
        var shown = (await browser.Page("/portal/mailbox/authorities")).QuerySelector("main")!;
        Assert.NotNull(shown.QuerySelector($"a[href='{body.Web}']"));
        Assert.NotNull(shown.QuerySelector($"a[href='{body.Source}']"));
        Assert.Contains("It was not handed over to anybody outside.", shown.TextContent, StringComparison.Ordinal);
        Assert.Equal([body.Id], await server.Read(tenant, db => db.Set<AuditLine>().Where(l => l.Action == "grievances.body_named").Select(l => l.Purpose).ToListAsync()));
    }

    [Fact]
    public async Task ACompanyOutside_IsNamedByNameAndAddress_AndItsTextIsInert()
    {
        var (tenant, id, receipt) = await Filed();
        using var handler = server.Handler(tenant);
        const string name = "Model <b>Works</b>", address = "javascript:alert(1)\n7 Quay Street";
        foreach (var (request, field, code) in new (object, string, string)[]
        {
            (new { body = "nobody" }, "/body", "grievances.body_unknown"), (new { name = " ", address }, "/name", "grievances.body_name_missing"), (new { name, address = "" }, "/address", "grievances.body_address_missing"),
            (new { name = new string('x', 301), address }, "/name", "platform.too_long"),
        })
        {
            using var refused = await handler.Post($"{Api}/cases/{id}/legal/named", request);
            Assert.Equal(code, (await refused.Json()).GetProperty("errors").GetProperty(field)[0].GetProperty("code").GetString());
        }
        using (var noted = await handler.Post($"{Api}/cases/{id}/legal", new { kind = "named", text = "Somebody" }))
            Assert.Equal("grievances.naming_is_told", (await noted.Json()).GetProperty("errors").GetProperty("/kind")[0].GetProperty("code").GetString());
        using (var named = await handler.Submit($"/console/grievances/{id}/legal", p => (IHtmlFormElement)p.QuerySelectorAll("form[action*='handler=Name']").Single(f => f.QuerySelector("input[name=Name]") is not null), ("Name", name), ("Address", address)))
            Assert.Equal($"/console/grievances/{id}/legal?done=named", named.Headers.Location?.ToString());
        Assert.Null(await NotTakenUp(handler, id));
        using var person = await server.Mailbox(receipt);
        Assert.Contains("You can turn to Model <b>Works</b>: javascript:alert(1)", (await person.Get($"{Api}/mailbox")).GetProperty("admissibility").GetProperty("text").GetString()!, StringComparison.Ordinal);
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        var shown = (await browser.Page("/portal/mailbox/authorities")).QuerySelector("main")!;
        Assert.Contains(name, shown.TextContent, StringComparison.Ordinal);
        Assert.Empty(shown.QuerySelectorAll("b, a[href^='javascript']"));
        Assert.Contains("Named to the person", (await handler.Page($"/console/grievances/{id}/legal")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<(TestTenant Tenant, Guid Id, string Receipt)> Filed()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        return (tenant, id, receipt);
    }

    // The code by which it is refused, or null.
    private static async Task<string?> NotTakenUp(HttpClient handler, Guid id)
    {
        using var answer = await handler.PostAsJsonAsync($"{Api}/cases/{id}/admissibility", new { admissible = false, reason = "other_organisation", text = "The vendor runs this system." });
        return answer.StatusCode is HttpStatusCode.NoContent ? null : (await answer.Json()).GetProperty("code").GetString();
    }
}
