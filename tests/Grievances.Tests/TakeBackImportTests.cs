using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The wrong file was brought: all of it is taken back, as long as nobody has worked on any of it.</summary>
public sealed class TakeBackImportTests
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task WhatNobodyWorkedOn_IsErased_AndTheRightFileCanBeBrought(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var server = await OwnServer.WithClock(Begin, database);
        var tenant = await server.Tenant();
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesImport);
        using var handler = server.Handler(tenant);
        var started = await Brought(server, tenant, lead, 120);
        var page = $"/console/grievances/imports/{started}";
        // To have looked at one is no work on it.
        var opened = await server.Read(tenant, db => db.Grievances.Select(g => g.Id).FirstAsync());
        await handler.Get($"{Api}/cases/{opened}");
        using (var taken = await lead.Submit(page, shown => (IHtmlFormElement)shown.QuerySelector("form[action*='handler=TakeBack']")!))
            Assert.Equal(page, taken.Headers.Location?.ToString());
        await server.Until(() => server.Read(tenant, async db => await db.Grievances.CountAsync() + await db.RegisterNumbers.CountAsync() + await db.Wraps.CountAsync()), left => left == 0, TimeSpan.FromMinutes(1));
        Assert.Equal("taken_back", (await lead.Get($"{Api}/imports/{started}")).GetProperty("state").GetString());
        Assert.Equal(120, await server.Read(tenant, db => db.ImportedRows.CountAsync(r => r.Outcome == Domain.ImportOutcome.TakenBack)));
        Assert.Equal(0, await server.Read(tenant, db => db.Set<Platform.Clocks.DueDate>().CountAsync(d => d.Kind == "import_back")));
        Assert.Contains("Taken back: what 120 rows had become is erased", (await lead.Page(page)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        using (var again = await lead.Post($"{Api}/imports/{started}/taken-back", new { }))
            Assert.Equal("grievances.import_taken_back", await again.Problem(HttpStatusCode.Conflict));
        await Brought(server, tenant, lead, 120);
        Assert.Equal(120, await server.Read(tenant, db => db.Grievances.CountAsync()));
    }

    [Fact]
    public async Task WhereSomebodyWorksOnACase_NothingIsErased()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesImport);
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        var started = await Brought(server, tenant, lead, 3);
        var one = await server.Read(tenant, db => db.Grievances.Select(g => g.Id).FirstAsync());
        await GrievancesServer.Post(handler, $"/cases/{one}/notes", new { text = "I know this one." });
        using var refused = await lead.Submit($"/console/grievances/imports/{started}", shown => (IHtmlFormElement)shown.QuerySelector("form[action*='handler=TakeBack']")!);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Somebody has begun to work on a case that it brought.", (await new HtmlParser().ParseDocumentAsync(await refused.Content.ReadAsStringAsync())).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((3, 3), await server.Read(tenant, async db => (await db.Grievances.CountAsync(), await db.Wraps.CountAsync())));
        // A machine brings cases and takes none away; after a week nobody takes them away at one stroke.
        using (var machine = server.Staff(tenant, new Dictionary<string, object> { ["sub"] = "hotline" }, Permissions.GrievancesImport))
        using (var no = await machine.Post($"{Api}/imports/{started}/taken-back", new { }))
            Assert.Equal("grievances.import_back_by_people", await no.Problem(HttpStatusCode.Forbidden));
        await server.GoTo(Begin.AddDays(8), tenant);
        using var later = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesImport);
        using (var late = await later.Post($"{Api}/imports/{started}/taken-back", new { }))
            Assert.Equal("grievances.import_back_too_late", await late.Problem(HttpStatusCode.Conflict));
        using var stranger = server.Staff(await server.Tenant(), Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesImport);
        using var unknown = await stranger.Post($"{Api}/imports/{started}/taken-back", new { });
        Assert.Equal("grievances.import_unknown", await unknown.Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task WhatAnotherCaseWasPutBehind_IsWorkedOn_AlsoWhereNoLineNamesIt()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesImport);
        using var handler = server.Handler(tenant);
        await server.File(tenant);
        var filed = await server.CaseOf(tenant);
        var started = await Brought(server, tenant, lead, 3);
        var one = await server.Read(tenant, db => db.Grievances.Where(g => g.Id != filed).Select(g => g.Id).FirstAsync());
        await GrievancesServer.Post(handler, $"/cases/{filed}/merge", new { into = one });
        using var refused = await lead.Post($"{Api}/imports/{started}/taken-back", new { });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(4, await server.Read(tenant, db => db.Grievances.CountAsync()));
    }

    private static async Task<string> Brought(OwnServer server, TestTenant tenant, HttpClient lead, int rows)
    {
        var csv = "number,text,filed_at\n" + string.Concat(Enumerable.Range(1, rows).Select(i => $"{i},It said no.,2027-01-01\n"));
        var started = (await GrievancesServer.Post(lead, "/imports", new { register = "Clinic", language = "en", csv })).GetProperty("id").GetString()!;
        await server.Until(() => lead.Get($"{Api}/imports/{started}"), import => import.GetProperty("state").GetString() == "done", TimeSpan.FromMinutes(1));
        return started;
    }
}
