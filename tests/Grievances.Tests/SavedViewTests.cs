using System.Net;
using System.Net.Http.Json;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Filters of the queue that people keep.</summary>
public sealed class SavedViewTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task AView_IsKeptAsItsFilter_AndOnlyItsOwnerChangesIt()
    {
        var tenant = await server.Provisioned();
        using var mine = Account(tenant);
        using var colleague = Account(tenant);
        using var stranger = Account(await server.Provisioned());
        var own = await GrievancesServer.Post(mine, "/views", new { name = " Grave and late ", query = "?sort=due&band=high&due=overdue&band=critical&reference=" });
        Assert.Equal(("Grave and late", "band=critical,high&due=overdue", false, true),
            (own.GetProperty("name").GetString(), own.GetProperty("query").GetString(), own.GetProperty("shared").GetBoolean(), own.GetProperty("mine").GetBoolean()));
        var shared = await GrievancesServer.Post(mine, "/views", new { name = "Nobody’s", query = "assigned=nobody", shared = true });
        Assert.Equal(2, (await mine.Get($"{Api}/views")).GetArrayLength());
        var seen = Assert.Single((await colleague.Get($"{Api}/views")).EnumerateArray());
        Assert.Equal(("Nobody’s", false), (seen.GetProperty("name").GetString(), seen.GetProperty("mine").GetBoolean()));
        Assert.Equal(0, (await stranger.Get($"{Api}/views")).GetArrayLength());

        var (ownAddress, sharedAddress) = ($"{Api}/views/{own.GetProperty("id").GetString()}", $"{Api}/views/{shared.GetProperty("id").GetString()}");
        using (var hidden = await colleague.DeleteAsync(ownAddress))
            Assert.Equal("grievances.view_unknown", await hidden.Problem(HttpStatusCode.NotFound));
        using (var theirs = await colleague.PutAsJsonAsync(sharedAddress, new { name = "Mine now", shared = true }))
            Assert.Equal("grievances.view_not_yours", await theirs.Problem(HttpStatusCode.Forbidden));
        using (var abroad = await stranger.DeleteAsync(sharedAddress))
            Assert.Equal(HttpStatusCode.NotFound, abroad.StatusCode);
        using (var renamed = await mine.PutAsJsonAsync(sharedAddress, new { name = "Free", shared = false }))
            Assert.Equal("Free", (await renamed.Json()).GetProperty("name").GetString());
        Assert.Equal(0, (await colleague.Get($"{Api}/views")).GetArrayLength());
        using (var gone = await mine.DeleteAsync(sharedAddress))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(1, (await mine.Get($"{Api}/views")).GetArrayLength());
    }

    [Theory]
    [InlineData("name=x", "grievances.filter_unknown"), InlineData("state=99", "grievances.state_unknown"), InlineData("band=grave", "grievances.filter_value_unknown"), InlineData("due=week,today", "grievances.filter_once")]
    public async Task AViewOfNoKnownFilter_IsRefused(string query, string code)
    {
        using var mine = Account(await server.Provisioned());
        using var answer = await mine.Post($"{Api}/views", new { name = "N", query });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (await answer.Json()).GetProperty("errors").GetProperty("/query")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task FiftyAreKept_AndNoMore_AndAMachineKeepsNone()
    {
        var tenant = await server.Provisioned();
        using var mine = Account(tenant);
        for (var i = 0; i < 50; i++)
            await GrievancesServer.Post(mine, "/views", new { name = $"View {i}", query = "" });
        using (var full = await mine.Post($"{Api}/views", new { name = "One more", query = "" }))
            Assert.Equal("grievances.too_many_views", await full.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(mine, "/views", new { name = "Shared", query = "", shared = true });
        using var machine = server.Staff(tenant, Permissions.GrievancesRead);
        using var refused = await machine.Post($"{Api}/views", new { name = "N", query = "" });
        Assert.Equal("grievances.view_needs_account", await refused.Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task TwoViewsOfOneList_HaveTwoNames_AndWhatOthersKeepForThemselvesTakesNone()
    {
        var tenant = await server.Provisioned();
        using var mine = Account(tenant);
        using var colleague = Account(tenant);
        await GrievancesServer.Post(mine, "/views", new { name = "Late", query = "due=overdue" });
        var free = await GrievancesServer.Post(colleague, "/views", new { name = "Free", query = "assigned=nobody", shared = true });
        foreach (var name in new[] { " late ", "FREE" })
            using (var taken = await mine.Post($"{Api}/views", new { name, query = "" }))
                Assert.Equal("grievances.view_name_taken", await taken.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(colleague, "/views", new { name = "Late", query = "" });
        using (var renamed = await colleague.PutAsJsonAsync($"{Api}/views/{free.GetProperty("id").GetString()}", new { name = "Late", shared = true }))
            Assert.Equal("grievances.view_name_taken", await renamed.Problem(HttpStatusCode.Conflict));
        using (var same = await colleague.PutAsJsonAsync($"{Api}/views/{free.GetProperty("id").GetString()}", new { name = "free", shared = true }))
            Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        using var said = await mine.Submit("/console/grievances/views?query=band%3Dhigh", Form("Save"), ("Name", "Late"), ("Shared", "false"));
        Assert.Equal(HttpStatusCode.Conflict, said.StatusCode);
        Assert.Contains("There is a view by this name already.", await said.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheQueue_LeadsToItsViews_AndAPageKeepsThem()
    {
        var tenant = await server.Provisioned();
        using var mine = Account(tenant);
        var save = (await mine.Page("/console/grievances?band=high")).QuerySelectorAll("a").Single(a => a.TextContent == "Save this view").GetAttribute("href")!;
        using (var nameless = await mine.Submit(save, Form("Save"), ("Name", " ")))
            Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
        using (var saved = await mine.Submit(save, Form("Save"), ("Name", "<b>High</b>"), ("Shared", "false")))
            Assert.Equal("/console/grievances?state=open&band=high&done=saved", saved.Headers.Location?.ToString());
        var link = (await mine.Page("/console/grievances")).QuerySelector("nav.chips a")!;
        Assert.Equal(("<b>High</b>", "/console/grievances?state=open&band=high"), (link.TextContent, link.GetAttribute("href")));
        using (var changed = await mine.Submit("/console/grievances/views", Form("Change"), ("Name", "High"), ("Shared", "true")))
            Assert.Equal("/console/grievances/views?done=changed", changed.Headers.Location?.ToString());
        using var colleague = Account(tenant);
        Assert.Equal("High", (await colleague.Page("/console/grievances")).QuerySelector("nav.chips a")!.TextContent);
        Assert.Null((await colleague.Page("/console/grievances/views")).QuerySelector("form[action*='Delete']"));
        using (var deleted = await mine.Submit("/console/grievances/views", Form("Delete")))
            Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        Assert.Null((await colleague.Page("/console/grievances")).QuerySelector("nav.chips a"));
    }

    private static Func<AngleSharp.Html.Dom.IHtmlDocument, AngleSharp.Html.Dom.IHtmlFormElement> Form(string handler) =>
        page => (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector($"form[action*='handler={handler}']")!;

    private HttpClient Account(TestTenant tenant) =>
        server.Staff(tenant, new Dictionary<string, object> { ["sub"] = Guid.NewGuid().ToString(), ["role"] = "case-handler" }, Permissions.GrievancesRead, Permissions.GrievancesHandle);
}
