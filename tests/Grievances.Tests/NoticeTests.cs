using Grievances.Domain;
using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Who sees what clocks have to say, and who can say that it was seen.</summary>
public sealed class NoticeTests
{
    private const string Api = GrievancesServer.Api;

    // A Monday.
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ANotice_IsSeenBySomebodyOfItsRole_AndByNobodyElse()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        await server.File(tenant);
        await server.GoTo(Begin.AddDays(8), tenant);
        using var lead = Role(server, tenant, "human-rights-lead", Permissions.GrievancesRead);
        using var handler = Role(server, tenant, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        var notice = (await lead.Get($"{Api}/notices?role=human-rights-lead")).GetProperty("items")[0].GetProperty("id").GetString();
        using (var foreign = await handler.Post($"{Api}/notices/{notice}/seen"))
            Assert.Equal("grievances.notice_of_another_role", await foreign.Problem(HttpStatusCode.Forbidden));
        Assert.Equal(1, (await lead.Get($"{Api}/notices?role=human-rights-lead")).GetProperty("items").GetArrayLength());
        using (var seen = await lead.Submit("/console/grievances", page => (IHtmlFormElement)page.QuerySelector("form[action*='handler=Seen']")!))
            Assert.Equal(HttpStatusCode.Redirect, seen.StatusCode);
        Assert.Equal(0, (await lead.Get($"{Api}/notices?role=human-rights-lead")).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await handler.Get($"{Api}/notices?role=case-handler")).GetProperty("items").GetArrayLength());
        using (var unknown = await lead.Post($"{Api}/notices/{Guid.NewGuid()}/seen"))
            Assert.Equal("grievances.notice_unknown", await unknown.Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task TheMostOverdue_ComesFirst_AndAllAreAPageAway()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        List<string> references = [];
        foreach (var day in Enumerable.Range(0, 7))
        {
            await server.GoTo(Begin.AddDays(day), tenant);
            references.Add((await server.File(tenant)).Reference);
        }
        await server.GoTo(Begin.AddDays(20), tenant);
        using var handler = Role(server, tenant, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        var queue = await handler.Page("/console/grievances");
        Assert.Equal("7 clocks need somebody’s eyes", queue.QuerySelector(".notices h2")!.TextContent);
        Assert.Equal(references.Take(5), queue.QuerySelectorAll(".notices .number").Select(n => n.TextContent));
        // How late it is, and not when somebody was told of it.
        var first = (await handler.Get($"{Api}/notices?role=case-handler")).GetProperty("items")[0].GetProperty("dueAt").GetDateTimeOffset();
        var late = queue.QuerySelector(".notices li .clock-late")!;
        Assert.Equal((Platform.Ui.Localization.UiDates.Machine(first), Platform.Ui.TagHelpers.ClockTagHelper.Words(first, Begin.AddDays(20))), (late.GetAttribute("datetime"), late.FirstChild!.TextContent));
        Assert.Contains(" late", late.TextContent, StringComparison.Ordinal);
        var all = await handler.Page(queue.QuerySelector(".notices a[href='/console/grievances/notices']")!.GetAttribute("href")!);
        Assert.Equal(references, all.QuerySelectorAll("tbody th").Select(n => n.TextContent.Trim()));
        using (var seen = await handler.Submit("/console/grievances/notices", page => (IHtmlFormElement)page.QuerySelector("form[action*='handler=Seen']")!))
            Assert.Equal("/console/grievances/notices", seen.Headers.Location?.ToString());
        Assert.Equal(references.Skip(1), (await handler.Page("/console/grievances/notices")).QuerySelectorAll("tbody th").Select(n => n.TextContent.Trim()));

        var page = await handler.Get($"{Api}/notices?role=case-handler&limit=4");
        var second = await handler.Get($"{Api}/notices?role=case-handler&limit=4&cursor={page.GetProperty("next").GetString()}");
        Assert.Equal(references.Skip(1), page.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(n => n.GetProperty("reference").GetString()));
    }

    private static HttpClient Role(OwnServer server, TestTenant tenant, string role, params string[] permissions) =>
        server.Staff(tenant, new Dictionary<string, object> { ["role"] = role }, permissions);

    [Theory]
    [InlineData("administrator", "human-rights-lead")]
    [InlineData("ombuds", "ombuds")]
    public void AStoredRoleThatSeesNoCase_GivesWayToTheLead(string stored, string told) =>
        Assert.Equal(told, ClockPolicy.Read(new ClockPolicy(EscalateTo: stored).ToJson()).EscalateTo);
}
