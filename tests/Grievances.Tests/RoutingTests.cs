using System.Net;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Erasure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Contracts;
using Platform.Security;
using Platform.Tenancy;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The neutral desk passes cases on, and the turn of a month closes what was erased.</summary>
public sealed class RoutingTests
{
    [Fact]
    public async Task ACaseOfTheDesk_GoesToWhomItBelongs_UnderTheSameReceipt_AndTheDeskKeepsNothing()
    {
        await using var server = await OwnServer.Now();
        var (desk, clinic, other) = (await server.Tenant(), await server.Tenant(), await server.Tenant());
        server.Services.GetRequiredService<IConfiguration>()["Portal:NeutralDesk"] = desk.Slug;
        using var person = server.Anybody();
        var filed = await GrievancesServer.Post(person, $"/public/{desk.Slug}/grievances", new
        {
            language = "en", summary = "Who answers for this?", whatHappened = "A chatbot of I do not know whom.", affected = "group", capacity = "group",
            members = new[] { new { name = "First", mandate = new { kind = "written" } }, new { name = "Second", mandate = new { kind = "oral" } } }, @unsafe = "Do not call.", ping = "me@home.example",
        });
        var receipt = filed.GetProperty("receipt").GetString()!;
        using (var mailbox = await server.Mailbox(receipt))
            await GrievancesServer.Post(mailbox, "/mailbox/messages", new { text = "I found a bill." });
        var proof = await Proof(server, receipt);
        var id = await server.Read(desk, db => db.Grievances.Select(g => g.Id).SingleAsync());

        using var stranger = server.Handler(other);
        Assert.Equal(HttpStatusCode.Forbidden, (await Route(stranger, id, clinic.Slug)).StatusCode);
        using var handler = server.Handler(desk);
        Assert.Equal(HttpStatusCode.BadRequest, (await Route(handler, id, "nobody-here")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Route(handler, id, clinic.Slug)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Route(handler, id, clinic.Slug)).StatusCode);

        using var kept = await server.Mailbox(receipt);
        var view = JsonDocument.Parse(await kept.GetStringAsync(GrievancesServer.Api + "/mailbox")).RootElement;
        Assert.Equal(("received", "A chatbot of I do not know whom.", "Do not call."), (view.GetProperty("state").GetString(), view.GetProperty("whatHappened").GetString(), view.GetProperty("unsafe").GetString()));
        Assert.Equal("I found a bill.", view.GetProperty("messages")[0].GetProperty("text").GetString());
        Assert.Equal(filed.GetProperty("reference").GetString(), view.GetProperty("reference").GetString());
        Assert.Equal(proof, await Proof(server, receipt));
        var member = filed.GetProperty("members")[1].GetProperty("receipt").GetString()!;
        using var second = await server.Mailbox(member);
        await GrievancesServer.Post(second, "/mailbox/receipt", new { });

        using var responsible = server.Handler(clinic);
        var opened = JsonDocument.Parse(await responsible.GetStringAsync($"{GrievancesServer.Api}/cases/{id}")).RootElement;
        Assert.Equal("A chatbot of I do not know whom.", opened.GetProperty("whatHappened").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await handler.GetAsync($"{GrievancesServer.Api}/cases/{id}/messages")).StatusCode);
        Assert.Equal(0, await server.Read(desk, db => db.Wraps.CountAsync() ) + await server.Read(desk, db => db.Receipts.CountAsync()));
        Assert.Equal(ErasureCause.Routed, await server.Read(desk, db => db.Tombstones.Select(t => t.Cause).SingleAsync()));
        Assert.Equal("referred", (await server.Events<CaseChanged>(desk))[^1].GetProperty("case").GetProperty("state").GetString());
        Assert.Equal(1, await server.Read(clinic, db => db.PingAddresses.CountAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatThePersonHad_GoesAlong(bool acknowledged)
    {
        var begin = new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
        await using var server = await OwnServer.WithClock(begin, mail: true);
        var (desk, clinic) = (await server.NewTenant("A Desk"), await server.NewTenant("A Clinic"));
        foreach (var tenant in new[] { desk, clinic })
            await server.Work(tenant, db => server.Services.GetRequiredService<TenantKeys>().Ensure(db, CaseKeys.Groups, CancellationToken.None));
        server.Services.GetRequiredService<IConfiguration>()["Portal:NeutralDesk"] = desk.Slug;
        var receipt = (await server.File(desk, new { language = "en", summary = "S", whatHappened = "W", affected = "self", ping = "me@home.example" })).GetProperty("receipt").GetString()!;
        var id = await server.CaseOf(desk);
        using var handler = server.Staff(desk, new Dictionary<string, object> { ["role"] = "case-handler" }, Permissions.GrievancesRead, Permissions.GrievancesHandle);
        await handler.Get($"{GrievancesServer.Api}/cases/{id}");
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "We look who it is." });
        await server.Hold(handler, id);
        await GrievancesServer.Post(handler, $"/cases/{id}/marks", new { appealHold = true });
        if (acknowledged)
            await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        using (var person = await server.Mailbox(receipt))
            await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
        await server.GoTo(begin.AddHours(2), desk);
        var before = await View();
        Assert.Equal(HttpStatusCode.NoContent, (await Route(handler, id, clinic.Slug)).StatusCode);

        var view = await View();
        foreach (var same in new[] { "state", "acknowledgedAt", "acknowledgeBy", "findingsBy", "deadlines" })
            Assert.Equal(before.GetProperty(same).ToString(), view.GetProperty(same).ToString());
        var openings = Openings(view.GetProperty("openings"));
        Assert.Equal(Openings(before.GetProperty("openings")), openings.Skip(1));
        using (var theirs = await server.Mailbox(receipt))
        {
            Assert.Equal(openings, Openings((await theirs.Get($"{GrievancesServer.Api}/mailbox/openings")).GetProperty("items")));
            using var export = new System.IO.Compression.ZipArchive(new MemoryStream(await theirs.GetByteArrayAsync($"{GrievancesServer.Api}/mailbox/export")));
            await using var told = export.Entries.Single(entry => entry.Name == "case.json").Open();
            Assert.Equal(Enumerable.Reverse(openings), Openings((await JsonDocument.ParseAsync(told)).RootElement.GetProperty("openings")));
        }
        var passed = view.GetProperty("passedOn");
        Assert.Equal(("A Desk", "A Clinic"), (passed.GetProperty("by").GetString(), passed.GetProperty("to").GetString()));
        Assert.Equal(begin.AddHours(2), passed.GetProperty("at").GetDateTimeOffset(), TimeSpan.FromMinutes(1));
        Assert.Equal("neutral-desk", view.GetProperty("messages")[0].GetProperty("writerRole").GetString());
        Assert.Equal((true, true), await server.Read(clinic, async db => { var kase = await db.Grievances.SingleAsync(); return (kase.LegalHold, kase.AppealHold); }));
        Assert.Equal(1, await server.Read(clinic, db => db.Set<Platform.Mail.MailItem>().CountAsync()));

        using var responsible = server.Handler(clinic);
        var opened = await responsible.Get($"{GrievancesServer.Api}/cases/{id}");
        Assert.Equal("A Desk", opened.GetProperty("passedOnBy").GetString());
        Assert.Equal(begin.AddHours(72), opened.GetProperty("retaliationBy").GetDateTimeOffset(), TimeSpan.FromMinutes(1));
        using var browser = server.Anybody();
        using var entered = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent(new Dictionary<string, string> { ["Receipt"] = receipt }));
        browser.DefaultRequestHeaders.Add("Cookie", entered.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        var page = (await browser.Page("/portal/mailbox")).Body!.TextContent;
        Assert.Contains("A Desk", page, StringComparison.Ordinal);
        Assert.Contains("Neutral desk", page, StringComparison.Ordinal);

        // The clocks go on with whom it was passed on to.
        await server.GoTo(begin.AddHours(73), clinic);
        Assert.Contains("retaliation missed case-handler", await ClockTests.Notices(server, clinic));
        await server.GoTo(begin.AddMonths(3).AddDays(8), clinic);
        Assert.Contains("findings missed case-handler", await ClockTests.Notices(server, clinic));
        Assert.Equal(!acknowledged, (await ClockTests.Notices(server, clinic)).Contains("acknowledge missed case-handler"));

        async Task<JsonElement> View()
        {
            using var person = await server.Mailbox(receipt);
            return await person.Get(GrievancesServer.Api + "/mailbox");
        }
    }

    [Fact]
    public async Task AClosedCase_StaysWhereItWasDecided()
    {
        await using var server = await OwnServer.Now();
        var (desk, clinic) = (await server.Tenant(), await server.Tenant());
        server.Services.GetRequiredService<IConfiguration>()["Portal:NeutralDesk"] = desk.Slug;
        await server.File(desk);
        var id = await server.CaseOf(desk);
        using var handler = server.Handler(desk);
        await server.Close(desk, handler, id);
        using var refused = await Route(handler, id, clinic.Slug);
        Assert.Equal("grievances.closed_not_routed", await refused.Problem(HttpStatusCode.Conflict));
        Assert.Equal((1, 0), (await server.Read(desk, db => db.Receipts.CountAsync()), await server.Read(clinic, db => db.Grievances.CountAsync())));
    }

    [Fact]
    public async Task AMonthTurns_LivingCasesOpen_AndTheOldKeyIsDestroyedTwoDaysLater()
    {
        await using var server = await OwnServer.WithClock(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        var tenant = await server.Tenant();
        var receipt = (await server.File(tenant, new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self", contact = new { kind = "phone", value = "+44 20 7946 0000" } })).GetProperty("receipt").GetString()!;
        await using (var scope = server.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant.Id);
            var (keys, kase) = (scope.ServiceProvider.GetRequiredService<CaseKeys>(), await server.CaseOf(tenant));
            await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Write(async () =>
            {
                keys.WrapForGuest(kase, Guid.CreateVersion7(), new byte[32], await keys.ForLead(kase, CancellationToken.None));
                await scope.ServiceProvider.GetRequiredService<GrievancesDb>().SaveChangesAsync();
            });
        }
        // Every way to a case, to an identity and to a lead's reasons stands under the month's key: a copy of the database from before opens none of them once it is gone.
        var copy = await server.Read(tenant, db => db.Wraps.AsNoTracking().ToListAsync());
        var secrets = server.Services.GetRequiredService<Secrets>();
        var before = secrets.CurrentEpoch;
        Assert.Equal(["custodian", "guest", "identity", "lead", "receipt", "team"], copy.Select(w => w.Holder.Split('-')[0]).Order());
        Assert.All(copy, wrap => Assert.Equal(before, wrap.Epoch));

        server.Clock!.SetUtcNow(new DateTimeOffset(2027, 1, 1, 0, 30, 0, TimeSpan.Zero));
        await Turn(server);
        Assert.NotEqual(before, secrets.CurrentEpoch);
        Assert.All(await server.Read(tenant, db => db.Wraps.AsNoTracking().ToListAsync()), wrap => Assert.Equal(secrets.CurrentEpoch, wrap.Epoch));
        Assert.NotEmpty(secrets.Get(before));

        server.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 3, 0, 30, 0, TimeSpan.Zero));
        await Turn(server);
        Assert.DoesNotContain(before, secrets.Named(Secrets.EpochPrefix));
        Assert.False(File.Exists(Path.Combine(server.Folder, "keys", before + ".key")));
        using var mailbox = await server.Mailbox(receipt);
        Assert.Contains("The chatbot said no.", await mailbox.GetStringAsync(GrievancesServer.Api + "/mailbox"), StringComparison.Ordinal);
    }

    private static Task Turn(OwnServer server) => server.Services.GetServices<IHostedService>().OfType<EpochTurn>().Single().Turn(CancellationToken.None);

    private static List<(string?, DateTimeOffset)> Openings(JsonElement list) => [.. list.EnumerateArray().Select(o => (o.GetProperty("role").GetString(), o.GetProperty("at").GetDateTimeOffset()))];

    private static async Task<HttpResponseMessage> Route(HttpClient handler, Guid id, string organisation) =>
        await handler.PostAsync($"{GrievancesServer.Api}/cases/{id}/route", System.Net.Http.Json.JsonContent.Create(new { organisation, unsafeRead = true }));

    private static async Task<string> Proof(OwnServer server, string receipt)
    {
        using var mailbox = await server.Mailbox(receipt);
        var proof = JsonDocument.Parse(await mailbox.GetStringAsync(GrievancesServer.Api + "/mailbox/proof")).RootElement;
        return proof.GetProperty("statement").GetString() + proof.GetProperty("salt").GetString() + proof.GetProperty("content").GetString();
    }
}
