using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What a case belongs together with, on a page of its own, as a browser without any script sees it.</summary>
public sealed class RelationPageTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task CasesAreRelated_ByTheirReference_StandAtBoth_AndAreTakenBack()
    {
        var tenant = await server.Provisioned();
        var (first, second) = (await Filed(tenant), await Filed(tenant));
        using var handler = server.Handler(tenant);
        var page = Page(first.Id);
        var empty = await handler.Page(page);
        Assert.Equal("No other case belongs together with this one", empty.QuerySelectorAll("h2")[0].TextContent);
        Assert.Equal(page, empty.QuerySelector(".case-pages [aria-current]")!.GetAttribute("href"));
        Assert.Empty(empty.Scripts);
        foreach (var (reference, kind, words) in new[] { ("NOSUCHCASE", "Related", "Compare it sign by sign"), (first.Reference, "Related", "belong together with itself"), (second.Reference, "", "Choose how they belong together.") })
            Assert.Contains(words, await Error(handler.Submit(page, Form("Relate"), ("Reference", reference), ("Kind", kind))), StringComparison.Ordinal);
        var spoken = $"{second.Reference[..5].ToLowerInvariant()} {second.Reference[5..]}";
        Assert.Equal($"{page}?done=related", await Location(handler.Submit(page, Form("Relate"), ("Reference", spoken), ("Kind", "Recurrence"))));
        // That they belong together as well makes no second case of it.
        Assert.Equal($"{page}?done=related", await Location(handler.Submit(page, Form("Relate"), ("Reference", second.Reference), ("Kind", "Related"))));
        Assert.Equal("One other case belongs together with this one", (await handler.Page(page)).QuerySelectorAll("h2")[0].TextContent);
        Assert.Contains("One belongs together with it", (await handler.Page($"/console/grievances/{first.Id}")).Body!.TextContent, StringComparison.Ordinal);
        using (var back = await handler.DeleteAsync($"{Api}/cases/{first.Id}/relations/{second.Id}"))
            Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
        Assert.Contains("Take the relation back first", await Error(handler.Submit(page, Form("Relate"), ("Reference", second.Reference), ("Kind", "Recurrence"))), StringComparison.Ordinal);
        foreach (var (one, other) in new[] { (first, second), (second, first) })
        {
            var row = Assert.Single((await handler.Page(Page(one.Id))).QuerySelectorAll("tbody tr"));
            Assert.Equal($"/console/grievances/{other.Id}", row.QuerySelector("th a")!.GetAttribute("href"));
            Assert.Contains("It happened again", row.TextContent, StringComparison.Ordinal);
            Assert.Contains("One belongs together with it", (await handler.Page($"/console/grievances/{one.Id}")).Body!.TextContent, StringComparison.Ordinal);
        }
        Assert.Equal($"{Page(second.Id)}?done=undone", await Location(handler.Submit(Page(second.Id), Form("Undo"))));
        Assert.Equal(0, await server.Read(tenant, db => db.Relations.CountAsync()));
    }

    [Fact]
    public async Task ACaseThatIsHandledWithAnother_SaysSoAtItsTop_OffersNoFormThatCannotWork_AndGoesItsOwnWayAgain()
    {
        var tenant = await server.Provisioned();
        var (lead, behind, third) = (await Filed(tenant), await Filed(tenant), await Filed(tenant));
        using var handler = server.Handler(tenant);
        Assert.Contains("Compare it sign by sign", await Error(handler.Submit(Page(behind.Id), Form("Merge"), ("Into", "X"))), StringComparison.Ordinal);
        Assert.Equal($"{Page(behind.Id)}?done=merged", await Location(handler.Submit(Page(behind.Id), Form("Merge"), ("Into", lead.Reference))));
        Assert.Contains("Choose the one that leads", await Error(handler.Submit(Page(third.Id), Form("Merge"), ("Into", behind.Reference))), StringComparison.Ordinal);

        var top = (await handler.Page($"/console/grievances/{behind.Id}")).QuerySelectorAll(".notice").Single(n => n.TextContent.Contains("Handled with another case", StringComparison.Ordinal));
        Assert.Contains($"/console/grievances/{lead.Id}", top.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        var own = await handler.Page(Page(behind.Id));
        Assert.Equal(("It is handled with another case", null), (own.QuerySelectorAll("h2")[0].TextContent, own.QuerySelector("#merge")));
        Assert.NotNull(own.QuerySelector("#split"));
        var leading = await handler.Page(Page(lead.Id));
        Assert.Null(leading.QuerySelector("#merge"));
        Assert.Contains("Is handled with this case", leading.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Handled with another case", (await handler.Page($"/console/grievances/{lead.Id}")).Body!.TextContent, StringComparison.Ordinal);
        foreach (var page in new[] { Page(behind.Id), Page(lead.Id) })
            Assert.InRange(await server.Statements(handler, new HttpRequestMessage(HttpMethod.Get, page)), 1, 8);

        // From the page of the one that leads as well.
        Assert.Equal($"{Page(lead.Id)}?done=undone", await Location(handler.Submit(Page(lead.Id), Form("Unmerge"))));
        Assert.Null(await server.Read(tenant, db => db.Grievances.Where(g => g.Id == behind.Id).Select(g => g.MergedIntoId).SingleAsync()));
        await GrievancesServer.Post(handler, $"/cases/{behind.Id}/merge", new { into = lead.Id });
        Assert.Equal($"{Page(behind.Id)}?done=undone", await Location(handler.Submit(Page(behind.Id), Form("Unmerge"))));
        Assert.Equal(0, await server.Read(tenant, db => db.Relations.CountAsync()));
        await server.Close(tenant, handler, third.Id);
        var closed = await handler.Page(Page(third.Id));
        Assert.Equal((null, null), (closed.QuerySelector("#merge"), closed.QuerySelector("#split")));
    }

    [Fact]
    public async Task APart_IsSplitOff_ThePersonIsTold_AndAPartIsSplitNoFurther()
    {
        var tenant = await server.Provisioned();
        var whole = await Filed(tenant);
        using var handler = server.Handler(tenant);
        using (var nothing = await handler.Submit(Page(whole.Id), Form("Split"), ("Summary", " "), ("WhatHappened", "")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
            Assert.Equal(["Summary", "WhatHappened"], (await Read(nothing)).QuerySelectorAll("#split [aria-invalid]").Select(f => f.GetAttribute("name")!));
        }
        using (var half = await handler.Submit(Page(whole.Id), Form("Split"), ("Summary", "Photo kept"), ("WhatHappened", "")))
        {
            var form = (await Read(half)).QuerySelector("#split")!;
            Assert.Equal(("Photo kept", "WhatHappened"), (((IHtmlInputElement)form.QuerySelector("[name=Summary]")!).Value, form.QuerySelector("[aria-invalid]")!.GetAttribute("name")));
        }
        Assert.Equal($"{Page(whole.Id)}?done=split", await Location(handler.Submit(Page(whole.Id), Form("Split"), ("Summary", "Photo kept"), ("WhatHappened", "The chatbot  said\nno."))));
        var row = Assert.Single((await handler.Page(Page(whole.Id))).QuerySelectorAll("tbody tr"));
        Assert.Contains("Is a part of this case", row.TextContent, StringComparison.Ordinal);
        Assert.Null(row.QuerySelector("form"));
        var part = Guid.Parse(row.QuerySelector("th a")!.GetAttribute("href")!.Split('/')[^1]);
        var own = await handler.Page(Page(part));
        Assert.Contains("This case is a part of it", own.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Null(own.QuerySelector("#split"));
        using var person = await server.Mailbox(whole.Receipt);
        Assert.Contains(row.QuerySelector("th")!.TextContent.Trim(), await person.GetStringAsync($"{Api}/mailbox"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotForTheReader_IsNotLinked_OrNotThere()
    {
        var (tenant, mine) = (await server.Provisioned(), Guid.NewGuid());
        var (first, taken, hidden) = (await Filed(tenant), await Filed(tenant), await Filed(tenant));
        using var handler = server.Staff(tenant, mine, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        foreach (var other in new[] { taken, hidden })
            await GrievancesServer.Post(handler, $"/cases/{first.Id}/relations", new { otherId = other.Id });
        await GrievancesServer.Post(handler, $"/cases/{first.Id}/merge", new { into = hidden.Id });
        await server.Work(tenant, async db =>
        {
            await db.Grievances.Where(g => g.Id == hidden.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.HandledBy, CaseKeys.Ombuds));
            var (kase, colleague) = (await db.Grievances.SingleAsync(g => g.Id == taken.Id), Guid.NewGuid());
            kase.AssigneeId = colleague;
            db.Add(new CaseAssignment { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = taken.Id, AccountId = colleague, AssignedBy = "lead", AssignedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        });
        var page = await handler.Page(Page(first.Id));
        var row = Assert.Single(page.QuerySelectorAll("tbody tr"));
        Assert.Equal((taken.Reference, null), (row.QuerySelector("th")!.TextContent.Trim(), row.QuerySelector("th a")));
        Assert.DoesNotContain(hidden.Reference, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("not for you to see", page.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden.Reference, (await handler.Page($"/console/grievances/{first.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{Page(first.Id)}?done=undone", await Location(handler.Submit(Page(first.Id), Form("Unmerge"))));
        using var stranger = server.Staff(tenant, Guid.NewGuid(), "ombuds", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesHear);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(Page(first.Id))).StatusCode);
    }

    private static string Page(Guid id) => $"/console/grievances/{id}/relations";

    private async Task<(Guid Id, string Reference, string Receipt)> Filed(TestTenant tenant)
    {
        var (reference, receipt) = await server.File(tenant);
        return (await server.CaseOf(tenant, reference), reference, receipt);
    }

    private static Func<IHtmlDocument, IHtmlFormElement> Form(string handler) => page => (IHtmlFormElement)page.QuerySelector($"form[action*='handler={handler}']")!;

    private static async Task<string?> Location(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        return answer.Headers.Location?.ToString();
    }

    private static async Task<string> Error(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        return string.Join('\n', (await Read(answer)).QuerySelectorAll(".has-error .error").Select(e => e.TextContent));
    }

    private static async Task<IHtmlDocument> Read(HttpResponseMessage answer) => await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
}
