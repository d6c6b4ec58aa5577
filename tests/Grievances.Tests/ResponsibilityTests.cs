using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Who had which part in a harm: recorded on evidence, never changed, and told to the person once the case is closed.</summary>
public sealed class ResponsibilityTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task ARecord_StandsBesideTheOneBefore_WithWhoDecidedAndOnWhatEvidence()
    {
        var (tenant, id, _) = await Filed();
        using var handler = Account(tenant, Guid.NewGuid());
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        await GrievancesServer.Post(handler, $"/cases/{id}/admissibility", new { admissible = true });
        var first = await GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines = new[] { Line("deployer", "unknown") } });
        Assert.Equal((1, "admissible"), (first.GetProperty("record").GetInt32(), await State(tenant, id)));
        await GrievancesServer.Post(handler, $"/cases/{id}/attributions", new
        {
            lines = new[]
            {
                Line("developer", "contributed", "Model Works", 40, "The model card says that it was not tested in Tigrinya.", "It was, they say."),
                Line("deployer", "caused", null, 60, "Nobody looked at what it put out."),
            },
        });
        Assert.Equal("assessed", await State(tenant, id));

        var records = (await handler.Get($"{Api}/cases/{id}/attributions")).EnumerateArray().ToList();
        Assert.Equal([2, 1], records.Select(r => r.GetProperty("record").GetInt32()));
        Assert.Equal((0, JsonValueKind.Null), (records[0].GetProperty("notAttributed").GetInt32(), records[1].GetProperty("notAttributed").ValueKind));
        var line = records[0].GetProperty("lines")[0];
        Assert.Equal(("developer", "Model Works", "contributed", 40, true, "It was, they say.", "case-handler"), (Text(line, "party"), Text(line, "name"), Text(line, "involvement"), line.GetProperty("share").GetInt32(), line.GetProperty("contested").GetBoolean(), Text(line, "objection"), Text(records[0], "decidedByRole")));
        Assert.Equal(("unknown", JsonValueKind.Null), (Text(records[1].GetProperty("lines")[0], "involvement"), records[1].GetProperty("lines")[0].GetProperty("share").ValueKind));

        // What it rests on is sealed, and each decision is kept with who made it.
        Assert.All(await server.Read(tenant, db => db.Attributions.AsNoTracking().ToListAsync()), row => Assert.DoesNotContain("Tigrinya", Encoding.UTF8.GetString(row.Evidence), StringComparison.Ordinal));
        Assert.Equal(["record-1", "record-2"], await server.Read(tenant, db => db.Decisions.Where(d => d.CaseId == id && d.Kind == DecisionKind.Attribution).OrderBy(d => d.At).Select(d => d.Decided).ToListAsync()));
        Assert.Equal(2, await server.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Subject == $"case:{id}" && l.Action == "grievances.attribution_recorded")));
        Assert.Equal([1, 2], (await server.Events<AttributionRecorded>(tenant)).Select(e => e.GetProperty("record").GetInt32()));
    }

    [Theory]
    [InlineData("""{"lines":[]}""", "/lines", "grievances.attribution_empty")]
    [InlineData("""{"lines":[{"party":"deployer","involvement":"caused"}]}""", "/lines/0/evidence", "grievances.attribution_evidence_missing")]
    [InlineData("""{"lines":[{"party":"deployer","involvement":"none"}]}""", "/lines/0/evidence", "grievances.attribution_evidence_missing")]
    [InlineData("""{"lines":[{"party":"deployer","involvement":"caused","evidence":"e","contested":true}]}""", "/lines/0/objection", "grievances.objection_missing")]
    [InlineData("""{"lines":[{"party":"deployer","involvement":"caused","evidence":"e","objection":"We only ran it."}]}""", "/lines/0/objection", "grievances.objection_uncontested")]
    [InlineData("""{"lines":[{"party":"deployer","involvement":"unknown","share":10}]}""", "/lines/0/share", "grievances.share_without_part")]
    [InlineData("""{"lines":[{"party":"deployer","involvement":"caused","evidence":"e","share":101}]}""", "/lines/0/share", "grievances.share_out_of_range")]
    [InlineData("""{"lines":[{"party":"deployer","involvement":"caused","evidence":"e","share":60},{"party":"developer","involvement":"contributed","evidence":"e","share":41}]}""", "/lines", "grievances.shares_above_hundred")]
    [InlineData("""{"lines":[{"party":"deployer","involvement":"caused","evidence":"e","share":50},{"party":"developer","involvement":"unknown"},{"party":"deployer","involvement":"contributed","evidence":"e","share":20}]}""", "/lines/2/party", "grievances.party_twice")]
    [InlineData("""{"lines":[{"party":"user","involvement":"unknown","name":"Clinic"},{"party":"user","involvement":"unknown","name":" CLINIC "}]}""", "/lines/1/party", "grievances.party_twice")]
    [InlineData("""{"lines":[{"party":"other","involvement":"unknown"}]}""", "/lines/0/name", "grievances.party_name_missing")]
    [InlineData("""{"lines":[{"party":"developer","involvement":"unknown","organisationId":"0199aaaa-0000-7000-8000-000000000001"}]}""", "/lines/0/organisationId", "grievances.organisation_unknown")]
    public async Task WhatCanNotStand_IsRefusedAtItsField_AndNothingIsRecorded(string body, string field, string code)
    {
        var (tenant, id, _) = await Filed();
        using var handler = server.Handler(tenant);
        using var refused = await handler.Post($"{Api}/cases/{id}/attributions", JsonDocument.Parse(body).RootElement);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(code, (await refused.Json()).GetProperty("errors").GetProperty(field)[0].GetProperty("code").GetString());
        Assert.Equal(0, await server.Read(tenant, db => db.Attributions.CountAsync()));
    }

    [Fact]
    public async Task WhoCausedTheHarmOrContributed_OwesARemedy_UntilTheRecordSaysOtherwise()
    {
        var (tenant, id, _) = await Filed();
        using var handler = Account(tenant, Guid.NewGuid());
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        await server.Work(tenant, db => db.Grievances.ExecuteUpdateAsync(g => g.SetProperty(x => x.ImpactId, Guid.NewGuid()).SetProperty(x => x.Band, CaseBand.High)));
        Task Record(string involvement) => GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines = new[] { new { party = "deployer", involvement, organisationId = tenant.Id, evidence = "Nobody looked at what it put out." } } });

        foreach (var involvement in new[] { "caused", "contributed" })
        {
            await Record(involvement);
            using var refused = await handler.Post($"{Api}/cases/{id}/remedy/not-owed", new { reason = "The vendor pays." });
            Assert.Equal("grievances.remedy_is_owed", await refused.Problem(HttpStatusCode.Conflict));
        }
        // Whoever is only linked to it owes none by itself (UN Guiding Principle 22); and what was said before is not the way around a later record.
        await Record("directly_linked");
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/not-owed", new { reason = "The vendor pays." });
        await Record("contributed");
        using (var shut = await handler.Post($"{Api}/cases/{id}/closure", new { outcome = "partly", letter = GrievancesServer.Letter() }))
            Assert.Equal("grievances.remedy_is_owed", await shut.Problem(HttpStatusCode.Conflict));
        using (var shut = await handler.Post($"{Api}/cases/{id}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter() }))
            Assert.Equal("grievances.remedy_is_owed", await shut.Problem(HttpStatusCode.Conflict));
        await Record("directly_linked");
        await GrievancesServer.Post(handler, $"/cases/{id}/closure", new { outcome = "partly", letter = GrievancesServer.Letter() });
    }

    [Fact]
    public async Task OtherServices_HearTheOrganisationsOwnPart_ByACode_AndNobodyElses()
    {
        var (tenant, id, _) = await Filed();
        using var handler = server.Handler(tenant);
        object Own(string involvement, string party = "deployer", bool contested = false) =>
            new { party, involvement, organisationId = tenant.Id, evidence = "Nobody looked.", contested, objection = contested ? "The vendor should have." : null };
        object[][] records =
        [
            [Line("developer", "caused", "Model Works", 60, "The model did it."), Own("contributed")],
            [Own("directly_linked"), Own("caused", "developer")],
            [Own("caused", contested: true), Own("directly_linked", "developer")],
            [Own("none")],
            [Own("unknown")],
            [Line("deployer", "caused", "Somebody else", 60, "They did it.")],
        ];
        foreach (var lines in records)
            await GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines });
        Assert.Equal(["contributed", "caused", "contested", null, null, null], (await server.Events<AttributionRecorded>(tenant)).Select(e => e.GetProperty("ownPart").GetString()));
    }

    [Fact]
    public async Task ThePerson_ReadsWhoWasResponsible_OnceTheCaseIsClosed_AndNotOnWhatEvidence()
    {
        var (tenant, id, receipt) = await Filed();
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines = new[] { Line("developer", "unknown") } });
        await GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines = new[] { Line("data_supplier", "directly_linked", "Data House", 100, "Secret witness", "Not us, they say") } });
        using var person = await server.Mailbox(receipt);
        var before = await person.Get($"{Api}/mailbox/responsibility");
        Assert.Equal((false, 0), (before.GetProperty("decided").GetBoolean(), before.GetProperty("parties").GetArrayLength()));
        await Closed(tenant, id);
        var after = await person.Get($"{Api}/mailbox/responsibility");
        var party = Assert.Single(after.GetProperty("parties").EnumerateArray());
        Assert.Equal(("data_supplier", "Data House", "directly_linked", true), (Text(party, "party"), Text(party, "name"), Text(party, "involvement"), party.GetProperty("contested").GetBoolean()));
        foreach (var kept in new[] { "witness", "they say", "100" })
            Assert.DoesNotContain(kept, after.GetRawText(), StringComparison.Ordinal);
        Assert.InRange(await server.Statements(person, new HttpRequestMessage(HttpMethod.Get, $"{Api}/mailbox/responsibility")), 1, 8);
    }

    [Fact]
    public async Task WhomAnAppealOverruled_RecordsNothingAnyMore()
    {
        var (tenant, id, _) = await Filed();
        var account = Guid.NewGuid();
        using var handler = Account(tenant, account);
        await GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines = new[] { Line("deployer", "unknown") } });
        await server.Work(tenant, async db =>
        {
            db.Add(new CaseAppeal { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = id, FiledAt = DateTimeOffset.UtcNow.AddMinutes(1), DecideBy = DateTimeOffset.UtcNow.AddDays(30), Decision = AppealDecision.Upheld, HolderId = id, Text = [1] });
            await db.SaveChangesAsync();
        });
        using var refused = await handler.Post($"{Api}/cases/{id}/attributions", new { lines = new[] { Line("deployer", "unknown") } });
        Assert.Equal("grievances.decided_before", await refused.Problem(HttpStatusCode.Conflict));
        using var other = Account(tenant, Guid.NewGuid());
        await GrievancesServer.Post(other, $"/cases/{id}/attributions", new { lines = new[] { Line("deployer", "unknown") } });
    }

    [Fact]
    public async Task TheSameKey_RecordsOnce_AndNobodyElseRecordsOrReads()
    {
        var (tenant, id, _) = await Filed();
        using var handler = server.Handler(tenant);
        var (key, body) = (Guid.NewGuid().ToString(), new { lines = new[] { Line("deployer", "unknown") } });
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var recorded = await handler.Post($"{Api}/cases/{id}/attributions", body, key);
            Assert.Equal(1, (await recorded.Json()).GetProperty("record").GetInt32());
        }
        using var reader = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        var other = await server.Provisioned();
        using var stranger = server.Handler(other);
        foreach (var (client, status) in new[] { (reader, HttpStatusCode.Forbidden), (stranger, HttpStatusCode.NotFound) })
        {
            using var read = await client.GetAsync($"{Api}/cases/{id}/attributions");
            using var written = await client.Post($"{Api}/cases/{id}/attributions", body);
            using var page = await client.GetAsync($"/console/grievances/{id}/responsibility");
            Assert.Equal((status, status, status), (read.StatusCode, written.StatusCode, page.StatusCode));
        }
    }

    [Fact]
    public async Task ThePage_ShowsSharesAsABarAndATable_AndAFormThatAdds()
    {
        var (tenant, id, _) = await Filed();
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines = new[] { Line("developer", "contributed", "<b>Model</b> Works", 40, "The card"), Line("deployer", "caused", null, 35, "The log") } });
        var address = $"/console/grievances/{id}/responsibility";
        var page = await handler.Page(address);
        Assert.Equal(["0%", "40%"], page.QuerySelectorAll("svg.chart rect[fill]").Select(r => r.GetAttribute("x")));
        Assert.Contains("Not attributed: 25 %", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Not attributed", "–", "25 %"], page.QuerySelectorAll("table tbody tr")[^1].Children.Take(3).Select(cell => cell.TextContent));
        Assert.Contains("put right what was done", page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main b"));
        Assert.Equal("<b>Model</b> Works", ((IHtmlInputElement)page.QuerySelector("input[name='Lines[0].Name']")!).Value);
        using (var wrong = await handler.SendWhole(address, Form, ("Lines[1].Share", "70")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("more than a hundred", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var unread = await handler.SendWhole(address, Form, ("Lines[1].Share", "abc")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, unread.StatusCode);
            var said = (await new HtmlParser().ParseDocumentAsync(await unread.Content.ReadAsStringAsync())).QuerySelector(".has-error")!;
            Assert.Equal("abc", ((IHtmlInputElement)said.QuerySelector("input[name='Lines[1].Share']")!).GetAttribute("value"));
            Assert.Contains("A share is a number from 0 to 100.", said.TextContent, StringComparison.Ordinal);
        }
        using (var incomplete = await handler.SendWhole(address, Form, ("Lines[2].Party", "User"), ("Lines[2].Involvement", "Caused")))
            Assert.Equal("Lines[2].Evidence", (await new HtmlParser().ParseDocumentAsync(await incomplete.Content.ReadAsStringAsync())).QuerySelector(".has-error textarea")?.GetAttribute("name"));
        using (var added = await handler.SendWhole(address, Form, ("Lines[1].OrganisationId", tenant.Id.ToString()), ("Lines[2].Party", "User"), ("Lines[2].Involvement", "Unknown")))
            Assert.Equal($"{address}?done=recorded", added.Headers.Location?.ToString());
        var records = (await handler.Get($"{Api}/cases/{id}/attributions")).EnumerateArray().ToList();
        Assert.Equal((2, 3), (records.Count, records[0].GetProperty("lines").GetArrayLength()));
        Assert.Equal(tenant.Id, records[0].GetProperty("lines")[1].GetProperty("organisationId").GetGuid());
        Assert.Contains("Our organisation", (await handler.Page(address)).QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("What was recorded before", (await handler.Page(address)).Body!.TextContent, StringComparison.Ordinal);

        static IHtmlFormElement Form(IHtmlDocument page) => (IHtmlFormElement)page.QuerySelector("form[action*='handler=Record']")!;
    }

    private static object Line(string party, string involvement, string? name = null, int? share = null, string? evidence = null, string? objection = null) =>
        new { party, involvement, name, share, evidence, objection, contested = objection is not null };

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<(TestTenant Tenant, Guid Id, string Receipt)> Filed()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        return (tenant, await server.CaseOf(tenant), receipt);
    }

    private Task<string> State(TestTenant tenant, Guid id) => server.Read(tenant, async db => Codes.Of(await db.Grievances.Where(g => g.Id == id).Select(g => g.State).SingleAsync()));

    private Task Closed(TestTenant tenant, Guid id) => server.Work(tenant, db => db.Grievances.Where(g => g.Id == id)
        .ExecuteUpdateAsync(g => g.SetProperty(x => x.State, CaseState.Closed).SetProperty(x => x.Outcome, CaseOutcome.Substantiated).SetProperty(x => x.ClosedAt, DateTimeOffset.UtcNow)));

    private HttpClient Account(TestTenant tenant, Guid account) => server.Staff(tenant, account, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
}
