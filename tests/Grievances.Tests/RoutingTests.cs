using System.Net;
using System.Text.Json;
using Grievances.Domain;
using Grievances.Features.Erasure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Security;
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
        Assert.Equal(1, await server.Read(clinic, db => db.PingAddresses.CountAsync()));
    }

    [Fact]
    public async Task AMonthTurns_LivingCasesOpen_AndTheOldKeyIsDestroyedTwoDaysLater()
    {
        await using var server = await OwnServer.WithClock(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        var copy = await server.Read(tenant, db => db.Wraps.AsNoTracking().FirstAsync(w => w.Holder == "receipt"));
        var secrets = server.Services.GetRequiredService<Secrets>();
        var before = secrets.CurrentEpoch;
        Assert.Equal(before, copy.Epoch);

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

    private static async Task<HttpResponseMessage> Route(HttpClient handler, Guid id, string organisation) =>
        await handler.PostAsync($"{GrievancesServer.Api}/cases/{id}/route", System.Net.Http.Json.JsonContent.Create(new { organisation }));

    private static async Task<string> Proof(OwnServer server, string receipt)
    {
        using var mailbox = await server.Mailbox(receipt);
        var proof = JsonDocument.Parse(await mailbox.GetStringAsync(GrievancesServer.Api + "/mailbox/proof")).RootElement;
        return proof.GetProperty("statement").GetString() + proof.GetProperty("salt").GetString() + proof.GetProperty("content").GetString();
    }
}
