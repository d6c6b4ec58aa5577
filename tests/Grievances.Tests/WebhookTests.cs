using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Machines;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Messaging;
using Platform.Webhooks.Rows;
using ServiceTests;
using Webhooks.Tests;

namespace Grievances.Tests;

/// <summary>The organisation's own systems are told what happens to its cases: ids and codes, signed, of every event, and nothing of what the ombuds hears.</summary>
public sealed class WebhookTests(GrievancesServer server)
{
    private const string Hooks = $"{GrievancesServer.Api}/webhooks";
    private const string Canary = "CANARY-webhook";

    [Fact]
    public void EveryEventOfTheService_CanBeTold() =>
        Assert.Equal([.. typeof(GrievanceFiled).Assembly.GetTypes().Where(t => t.IsDefined(typeof(WireNameAttribute), false)).Select(Outbox.WireName).Order(StringComparer.Ordinal)], TellMachines.Types);

    [Fact]
    public async Task WhatHappensToACase_IsTold_SignedAndWithIdsAlone()
    {
        await using var stage = await Stage.Set();
        var (receiver, own, tenant, secret) = (stage.Receiver, stage.Server, stage.Tenant, stage.Secret);

        var filed = await own.File(tenant, new { language = "en", summary = Canary, whatHappened = Canary + " said no.", affected = "self" });
        var id = await own.CaseOf(tenant);
        using var handler = own.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = Canary });
        await own.Close(tenant, handler, id);

        var told = await Received(receiver, 4);
        Assert.Equal(["grievances.complainant-answered.v1", "grievances.grievance-acknowledged.v1", "grievances.grievance-closed.v1", "grievances.grievance-filed.v1"], told.Select(TypeOf).Order());
        Assert.Equal([1, 2, 3, 4], told.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("data").GetProperty("version").GetInt64()).Order());
        Assert.Equal(told.Count, told.Select(r => r.Id).Distinct().Count());
        var events = await own.Read(tenant, db => db.Set<OutboxMessage>().Select(m => m.Id).ToListAsync());
        Assert.All(told, request =>
        {
            Assert.Contains(Guid.Parse(request.Id), events);
            Assert.DoesNotContain(Canary, request.Body, StringComparison.Ordinal);
            Assert.Contains(Signature(secret, request), request.Signatures);
            var data = JsonDocument.Parse(request.Body).RootElement.GetProperty("data");
            Assert.Equal(["caseId", "reference", "state", "version"], data.EnumerateObject().Select(field => field.Name).Order());
            Assert.Equal((id, filed.GetProperty("reference").GetString()), (data.GetProperty("caseId").GetGuid(), data.GetProperty("reference").GetString()));
        });
    }

    [Fact]
    public async Task RelationsNotesAndTranslations_AreTold_AndNoteOfOnesOwnIsNot()
    {
        await using var stage = await Stage.Set();
        var (receiver, own, tenant) = (stage.Receiver, stage.Server, stage.Tenant);
        var (reference, _) = await own.File(tenant);
        var (other, _) = await own.File(tenant);
        var (id, otherId) = (await own.CaseOf(tenant, reference), await own.CaseOf(tenant, other));
        using var handler = own.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        await Received(receiver, 2);
        await GrievancesServer.Post(handler, $"/cases/{id}/relations", new { otherId, kind = "recurrence" });
        using (var undone = await handler.DeleteAsync($"{GrievancesServer.Api}/cases/{id}/relations/{otherId}?kind=recurrence"))
            Assert.Equal(HttpStatusCode.NoContent, undone.StatusCode);
        await GrievancesServer.Post(handler, $"/cases/{id}/notes", new { text = Canary, readers = "mine" });
        await GrievancesServer.Post(handler, $"/cases/{id}/notes", new { text = Canary });
        var translation = (await GrievancesServer.Post(handler, $"/cases/{id}/translations", new { part = "account", to = "fr" })).GetProperty("id").GetGuid();
        using (var filled = await handler.PutAsJsonAsync($"{GrievancesServer.Api}/cases/{id}/translations/{translation}", new { text = Canary, machine = true }))
            Assert.Equal(HttpStatusCode.NoContent, filled.StatusCode);
        await GrievancesServer.Post(handler, $"/cases/{id}/translations/{translation}/confirmation", new { });

        var told = (await Received(receiver, 8)).Where(r => TypeOf(r) != "grievances.grievance-filed.v1").ToList();
        Assert.Equal(["cases-related", "cases-unrelated", "note-added", "translation-asked", "translation-made", "translation-made"], told.Select(r => TypeOf(r).Split('.')[1]).Order());
        Assert.All(told, request =>
        {
            Assert.DoesNotContain(Canary, request.Body, StringComparison.Ordinal);
            Assert.Equal(id, JsonDocument.Parse(request.Body).RootElement.GetProperty("data").GetProperty("caseId").GetGuid());
        });
        Assert.Equal([(otherId, "recurrence")], (await own.Events<CasesRelated>(tenant)).Select(e => (e.GetProperty("otherId").GetGuid(), e.GetProperty("kind").GetString()!)));
    }

    [Fact]
    public async Task APattern_IsTold_WithIdsAndCodesAlone()
    {
        await using var stage = await Stage.Set();
        var (receiver, own, tenant) = (stage.Receiver, stage.Server, stage.Tenant);
        using var handler = own.Handler(tenant);
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = Canary, description = Canary })).GetProperty("id").GetGuid();
        await GrievancesServer.Post(handler, $"/patterns/{pattern}/progress", new { state = "confirmed", text = Canary });
        var told = await Received(receiver, 2);
        Assert.All(told, request => Assert.DoesNotContain(Canary, request.Body, StringComparison.Ordinal));
        Assert.All(told, request => Assert.Equal("grievances.pattern-changed.v1", TypeOf(request)));
        var data = told.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("data")).OrderBy(d => d.GetProperty("version").GetInt64()).ToList();
        // Nothing was said of it yet when it was opened.
        Assert.Equal(["open patternId version", "open patternId state version"], data.Select(d => string.Join(' ', d.EnumerateObject().Select(field => field.Name).Order())));
        Assert.Equal("confirmed", data[1].GetProperty("state").GetString());
        Assert.Equal([(pattern, true, 1), (pattern, true, 2)], data.Select(d => (d.GetProperty("patternId").GetGuid(), d.GetProperty("open").GetBoolean(), d.GetProperty("version").GetInt64())));
    }

    [Fact]
    public async Task WhatTheOmbudsHears_IsToldToNobody()
    {
        await using var stage = await Stage.Set();
        var (receiver, own, tenant) = (stage.Receiver, stage.Server, stage.Tenant);
        await own.File(tenant, new { language = "en", summary = "About the team", whatHappened = "They laughed.", affected = "self", exclude = new[] { "case-handler" } });
        var heard = await own.CaseOf(tenant);
        Assert.Equal(CaseKeys.Ombuds, await own.Read(tenant, db => db.Grievances.Select(g => g.HandledBy).SingleAsync()));
        using var ombuds = own.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesHear);
        await GrievancesServer.Post(ombuds, $"/cases/{heard}/acknowledgement", new { });
        var (reference, _) = await own.File(tenant);

        var only = Assert.Single(await Received(receiver, 1));
        Assert.Contains(reference, only.Body, StringComparison.Ordinal);
        Assert.Equal([$"case:{await own.CaseOf(tenant, reference)}"], await own.Read(tenant, db => db.Set<WebhookEvent>().Select(e => e.Subject).ToListAsync()));
    }

    [Fact]
    public async Task WithoutAReceiver_NothingIsKept_AndAWriteStaysWithinItsStatements()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        Assert.Empty(await server.Read(tenant, db => db.Set<WebhookEvent>().ToListAsync()));
        using var configures = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        foreach (var address in new[] { Hooks, "/console/grievances/webhooks" })
            Assert.InRange(await server.Statements(configures, new HttpRequestMessage(HttpMethod.Get, address)), 1, 8);
    }

    [Fact]
    public async Task WhatIsUndone_IsToldToNobody()
    {
        await using var stage = await Stage.Set();
        var (receiver, own, tenant) = (stage.Receiver, stage.Server, stage.Tenant);
        await own.File(tenant);
        var id = await own.CaseOf(tenant);
        await Received(receiver, 1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => own.Work(tenant, async db =>
        {
            var kase = await db.Grievances.SingleAsync();
            db.Publish(new CaseChanged(kase.Snapshot()), DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            throw new InvalidOperationException("undone");
        }));
        using var handler = own.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        Assert.Equal(["grievances.grievance-acknowledged.v1", "grievances.grievance-filed.v1"], (await Received(receiver, 2)).Select(TypeOf).Order());
    }

    [Fact]
    public async Task ARotation_SealsReceiversAnew_AndTheyAreStillTold()
    {
        await using var stage = await Stage.Set(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        var (receiver, own, tenant) = (stage.Receiver, stage.Server, stage.Tenant);
        using var configures = own.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        Assert.Equal(HttpStatusCode.Accepted, (await configures.PostAsync($"{GrievancesServer.Api}/keys/rotation", null)).StatusCode);
        await own.Settled(tenant);
        own.Clock!.Advance(TimeSpan.FromMinutes(20));
        await own.Settled(tenant);
        Assert.Equal([2], await own.Read(tenant, db => db.Set<Platform.Security.GroupKey>().Where(k => k.HandlingGroup == CaseKeys.Webhooks).Select(k => k.Version).ToListAsync()));
        await own.File(tenant);
        Assert.Single(await own.Until(() => Task.FromResult(receiver.At("/hook")), requests => requests.Count > 0));
    }

    [Fact]
    public async Task ThePage_AddsAReceiver_ShowsTheSecretOnce_AndWhatItWasSent()
    {
        await using var receiver = await Receiver.Start();
        await using var own = await OwnServer.Telling(receiver.PlainPort);
        var tenant = await own.Tenant();
        using var configures = own.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        const string page = "/console/grievances/webhooks";
        Assert.Contains("No system is told yet", (await configures.Page(page)).Body!.TextContent, StringComparison.Ordinal);
        using (var refused = await configures.SendWhole(page, Form("Add"), ("Address", "http://10.0.0.1/hook"), ("Events", "*")))
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var added = await configures.SendWhole(page, Form("Add"), ("Address", $"http://localhost:{receiver.PlainPort}/hook?token=t-77"), ("Events", "*"));
        var shown = await added.Content.ReadAsStringAsync();
        Assert.Contains("whsec_", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("t-77", shown, StringComparison.Ordinal);
        var list = await configures.Page(page);
        Assert.DoesNotContain("whsec_", list.Source.Text, StringComparison.Ordinal);

        var address = list.QuerySelector("a[href*='webhooks?id=']")!.GetAttribute("href")!.Split('#')[0];
        using (var pinged = await configures.SendWhole(address, Form("Ping")))
            Assert.Equal(HttpStatusCode.Redirect, pinged.StatusCode);
        await Received(receiver, 1);
        Assert.Contains("Test", (await configures.Page(address)).QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        foreach (var (form, then) in new[] { ("State", "It is off"), ("State", "It is on"), ("Replay", "on its way again"), ("Remove", "The receiver is removed") })
        {
            using var answer = await configures.SendWhole(address, Form(form));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Contains(then, (await configures.Page(answer.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);
        }
        Assert.Empty(await own.Read(tenant, db => db.Set<WebhookEndpoint>().ToListAsync()));
        using var handler = own.Handler(tenant);
        using var shut = await handler.GetAsync(page);
        Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
    }

    private static Func<AngleSharp.Html.Dom.IHtmlDocument, AngleSharp.Html.Dom.IHtmlFormElement> Form(string handler) =>
        page => (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector($"form[action*='handler={handler}']")!;

    /// <summary>A receiver, a server that may reach it, and an organisation that has it told of everything.</summary>
    private sealed record Stage(Receiver Receiver, OwnServer Server, TestTenant Tenant, string Secret) : IAsyncDisposable
    {
        public static async Task<Stage> Set(DateTimeOffset? begin = null)
        {
            var receiver = await Receiver.Start();
            var server = await OwnServer.Telling(receiver.PlainPort, begin);
            var tenant = await server.Tenant();
            using var configures = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
            var added = await GrievancesServer.Post(configures, "/webhooks", new { address = $"http://localhost:{receiver.PlainPort}/hook", events = new[] { "*" } });
            return new Stage(receiver, server, tenant, added.GetProperty("secret").GetString()!);
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await Receiver.DisposeAsync();
        }
    }

    private static string TypeOf(Received request) => JsonDocument.Parse(request.Body).RootElement.GetProperty("type").GetString()!;

    // Standard Webhooks 1.0.0: HMAC-SHA256 over id, timestamp and body, with the secret's bytes.
    private static string Signature(string secret, Received request) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{request.Id}.{request.Headers["webhook-timestamp"]}.{request.Body}")));

    private static async Task<IReadOnlyList<Received>> Received(Receiver receiver, int least)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            if (receiver.At("/hook") is var requests && requests.Count >= least)
                return requests;
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"{receiver.At("/hook").Count} of {least} came");
        }
    }
}
