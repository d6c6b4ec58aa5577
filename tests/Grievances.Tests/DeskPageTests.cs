using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The neutral desk's page of a case, and who is led to the queue.</summary>
public sealed class DeskPageTests(GrievancesServer shared)
{
    private const string Form = "form[action*='handler=Route']";

    [Fact]
    public async Task TheDesk_PassesACaseOn_WithThePageAlone()
    {
        await using var server = await OwnServer.Now();
        var (desk, clinic, bank) = (await server.Tenant(), await server.Tenant(), await server.NewTenant("A Bank"));
        server.Services.GetRequiredService<IConfiguration>()["Portal:NeutralDesk"] = desk.Slug;
        var (reference, receipt) = await server.File(desk);
        await server.File(clinic);
        var id = await server.CaseOf(desk, reference);
        using var handler = server.Handler(desk);
        var offered = (await handler.Page($"/console/grievances/{id}")).QuerySelectorAll($"{Form} option").Select(o => o.GetAttribute("value")).ToList();
        Assert.Equal(["", bank.Slug, clinic.Slug], offered);

        using (var nobody = await handler.Submit($"/console/grievances/{id}", page => (IHtmlFormElement)page.QuerySelector(Form)!, ("Organisation", "")))
            Assert.Contains("Choose an organisation.", await nobody.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var unknown = await handler.Submit($"/console/grievances/{id}", page => (IHtmlFormElement)page.QuerySelector(Form)!, ("Organisation", "nobody-here")))
            Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
        Assert.Equal(1, await server.Read(desk, db => db.Wraps.CountAsync(w => w.Holder == "team")));
        using var sent = await handler.Submit($"/console/grievances/{id}", page => (IHtmlFormElement)page.QuerySelector(Form)!, ("Organisation", clinic.Slug));
        Assert.Equal("/console/grievances?done=routed", sent.Headers.Location?.ToString());
        Assert.Contains("The case is passed on.", (await handler.Page("/console/grievances?done=routed")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await server.Read(desk, db => db.Wraps.CountAsync()));
        using var responsible = server.Handler(clinic);
        Assert.Contains(reference, (await responsible.Page($"/console/grievances/{id}")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        using var mailbox = await server.Mailbox(receipt);
        Assert.Equal(reference, (await mailbox.Get($"{GrievancesServer.Api}/mailbox")).GetProperty("reference").GetString());

        // Nobody else has the form, and whoever posts it all the same is refused.
        var other = await server.CaseOf(clinic, await server.Read(clinic, db => db.Grievances.Where(g => g.Id != id).Select(g => g.Reference).SingleAsync()));
        Assert.Null((await responsible.Page($"/console/grievances/{other}")).QuerySelector(Form));
        using var forged = await responsible.Submit($"/console/grievances/{other}", page =>
        {
            var form = (IHtmlFormElement)page.QuerySelector("form[action*='handler=Mark']")!;
            form.SetAttribute("action", form.GetAttribute("action")!.Replace("Mark", "Route", StringComparison.Ordinal));
            return form;
        }, ("Organisation", bank.Slug));
        Assert.Equal(HttpStatusCode.OK, forged.StatusCode);
        Assert.Equal(2, await server.Read(clinic, db => db.Grievances.CountAsync()));
        Assert.Equal(0, await server.Read(bank, db => db.Grievances.CountAsync()));
    }

    [Fact]
    public async Task BeforeAnybodyWrites_TheDeskSaysThatItPassesCasesOn_AndNobodyElseDoes()
    {
        await using var server = await OwnServer.Now();
        var (desk, clinic) = (await server.Tenant(), await server.Tenant());
        server.Services.GetRequiredService<IConfiguration>()["Portal:NeutralDesk"] = desk.Slug;
        using var person = server.Anybody();
        foreach (var path in new[] { "", "/file", "/privacy" })
        {
            var there = (await person.Page($"/portal/{desk.Slug}{path}")).Body!.TextContent;
            foreach (var words in new[] { "pass your case on to that organisation", "when it was passed on, and to whom", "Your receipt stays the same", "“What must not happen?” The desk reads that first" })
                Assert.Contains(words, there, StringComparison.Ordinal);
            foreach (var untrue in new[] { "Only the case handlers of", "Nobody else, unless you allow it", "an AI system of this organisation" })
                Assert.DoesNotContain(untrue, there, StringComparison.Ordinal);
            Assert.DoesNotContain("pass your case on", (await person.Page($"/portal/{clinic.Slug}{path}")).Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatMustNotHappen_StandsBesideTheChoice_AndIsConfirmed()
    {
        await using var server = await OwnServer.Now();
        var (desk, clinic) = (await server.Tenant(), await server.Tenant());
        server.Services.GetRequiredService<IConfiguration>()["Portal:NeutralDesk"] = desk.Slug;
        await server.File(desk, new { language = "en", summary = "S", whatHappened = "W", affected = "self", @unsafe = "The clinic must not know." });
        var id = await server.CaseOf(desk);
        using var handler = server.Handler(desk);
        Assert.Contains("The clinic must not know.", (await handler.Page($"/console/grievances/{id}")).QuerySelector(Form)!.TextContent, StringComparison.Ordinal);
        using (var rash = await handler.Submit($"/console/grievances/{id}", page => (IHtmlFormElement)page.QuerySelector(Form)!, ("Organisation", clinic.Slug), ("Confirmed", "false")))
            Assert.Contains("The person said what must not happen.", await rash.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Machines are asked as well.
        using (var unread = await handler.PostAsync($"{GrievancesServer.Api}/cases/{id}/route", System.Net.Http.Json.JsonContent.Create(new { organisation = clinic.Slug })))
            Assert.Equal("grievances.unsafe_unread", (await unread.Json()).GetProperty("errors").GetProperty("/unsafeRead")[0].GetProperty("code").GetString());
        Assert.Equal(0, await server.Read(clinic, db => db.Grievances.CountAsync()));
        using var sent = await handler.Submit($"/console/grievances/{id}", page => (IHtmlFormElement)page.QuerySelector(Form)!, ("Organisation", clinic.Slug), ("Confirmed", "true"));
        Assert.Equal("/console/grievances?done=routed", sent.Headers.Location?.ToString());
    }

    [Fact]
    public async Task ASystemThatIsFound_SaysWhoIsResponsible_AndNobodyIsToldThatNothingWas()
    {
        var tenant = await shared.Provisioned();
        var (name, system) = ($"Ward {Guid.NewGuid():N}", Guid.CreateVersion7());
        await shared.Send(tenant, new Assessments.Contracts.Events.AiSystemPublished(system, 1, name, true), Guid.NewGuid());
        await shared.Handled(tenant, 2);
        using var person = shared.Anybody();
        var found = await person.Page($"/?q={Uri.EscapeDataString(name)}");
        Assert.NotNull(found.QuerySelector($"a[href*='system={system}']"));
        Assert.DoesNotContain("No organisation of this name", found.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("No organisation of this name", (await person.Page($"/?q={Guid.NewGuid():N}")).Body!.TextContent, StringComparison.Ordinal);

        // The tenant finds what to put into the product, with the system in it.
        using var lead = shared.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        var products = (await lead.Page("/console/grievances/mechanism")).QuerySelector("details.embed")!.TextContent;
        Assert.Contains($"/portal/{tenant.Slug}/file?system={system}", products, StringComparison.Ordinal);
        Assert.Contains($"/portal/{tenant.Slug}/file/tell\"", products, StringComparison.Ordinal);
        Assert.Contains($"name=\"system\" value=\"{system}\"", products, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoMayReadTheQueue_IsLedToIt_AndNobodyElse()
    {
        var tenant = await shared.Provisioned();
        using var reader = shared.Staff(tenant, Permissions.GrievancesRead);
        foreach (var path in new[] { "/console/grievances", "/console/grievances/mechanism" })
            Assert.NotNull((await reader.Page(path)).QuerySelector("nav a[href='/console/grievances']"));
        using var outsider = shared.Staff(tenant, Permissions.AssessmentsRead);
        using var refused = await outsider.GetAsync("/console/grievances");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.DoesNotContain("href=\"/console/grievances\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
