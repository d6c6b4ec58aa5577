using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Hosting.Http;
using Platform.Mail;
using Platform.Ui.Localization;
using Xunit;

namespace Clocks.Tests;

/// <summary>Pings through a real server: who gets one, when, what is in it, and what becomes of it when the server says no.</summary>
public sealed class MailTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task PingInEachLanguage_ArrivesWellFormed_AndSaysNothingElse(string database)
    {
        await using var server = await MailServer.Start();
        await using var store = await Store.Open(database);
        var host = await store.Start(mail: true, settings: server.Settings());
        foreach (var language in PortalLanguages.All)
            Assert.False((await Enqueue(store, host, $"person-{language.Code}@example.org", language.Tag)).Refused);
        await store.Until(() => Task.FromResult(server.Raw().Count), count => count == 6);
        foreach (var mail in server.Arrived())
        {
            var to = Assert.Single(mail.To.Mailboxes).Address;
            var language = PortalLanguages.Find(to["person-".Length..to.IndexOf('@', StringComparison.Ordinal)])!;
            Assert.Equal(MailText.Catalogue.Get("new.subject", language.Culture), mail.Subject);
            Assert.Equal(MailText.Catalogue.Get("new.body", language.Culture), mail.TextBody!.Trim());
            Assert.Equal("text/plain", mail.Body!.ContentType.MimeType);
            Assert.Equal("utf-8", mail.Body.ContentType.Charset, ignoreCase: true);
            Assert.Equal(language.Tag, mail.Body.Headers[MimeKit.HeaderId.ContentLanguage]);
            Assert.Equal("post@neutral.example", Assert.Single(mail.From.Mailboxes).Address);
            Assert.EndsWith("@neutral.example", mail.MessageId, StringComparison.Ordinal);
            Assert.Equal(store.Clock.GetUtcNow(), mail.Date, TimeSpan.FromMinutes(5));
        }
        Assert.Equal(6, server.Arrived().Select(m => m.Subject).Distinct().Count());
        foreach (var raw in server.Raw())
        {
            // Words of every script travel encoded, and nothing names this product, its machine or a page.
            Assert.All(raw, b => Assert.InRange(b, 1, 126));
            var text = Encoding.ASCII.GetString(raw);
            foreach (var word in new[] { "heed", "grievance", "complaint", "http", Environment.MachineName })
                Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task ServerThatIsDown_IsTriedAgainLaterEachTime_AndTheMailArrivesOnce(string database)
    {
        await using var server = new MailServer();
        await using var store = await Store.Open(database);
        var host = await store.Start(mail: true, settings: server.Settings());
        await Enqueue(store, host, "waiting@example.org");
        var waits = new List<TimeSpan>();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var row = await store.Until(() => Row(store, host), r => r.Attempts == attempt && r.StartedAt is null, TimeSpan.FromSeconds(5));
            Assert.Equal("mail.unreachable", row.Fault);
            waits.Add(row.NextAttemptAt - store.Clock.GetUtcNow());
        }
        Assert.True(waits[3] > waits[2] && waits[2] > waits[1] && waits[1] > waits[0], string.Join(' ', waits));
        await server.Up();
        var delivered = await store.Until(() => Row(store, host), r => r.DeliveredAt is not null, TimeSpan.FromSeconds(5));
        Assert.Null(delivered.Address);
        Assert.Null(delivered.Fault);
        await store.Run(TimeSpan.FromHours(3));
        Assert.Single(server.Raw());
        // After two days nothing is left of it.
        await store.Until(() => store.Read(host, db => db.Set<MailItem>().CountAsync()), count => count == 0, TimeSpan.FromHours(2));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task AnswersOfTheServer_AreRead_WithoutTheAddressGettingIntoTheLog(string database)
    {
        await using var server = await MailServer.Start();
        await using var store = await Store.Open(database);
        var host = await store.Start(mail: true, settings: server.Settings());
        foreach (var person in new[] { "busy", "gone", "norelay", "spam", "sound" })
            await Enqueue(store, host, $"{person}@canary-domain.example");
        var rows = await store.Until(() => Rows(store, host), all => all.TrueForAll(r => r.Attempts > 0 && r.StartedAt is null) && all.Any(r => r.DeliveredAt is not null));
        Assert.Equal(["", "mail.message_refused", "mail.recipient_refused", "mail.server_later"], rows.Select(r => r.Fault ?? "").Distinct().Order());
        var (gone, norelay) = (rows.Single(r => r.Fault == "mail.recipient_refused" && r.FailedAt is not null), rows.Single(r => r.Fault == "mail.recipient_refused" && r.FailedAt is null));
        Assert.Null(gone.Address);
        Assert.NotNull(norelay.Address);
        Assert.NotNull(rows.Single(r => r.Fault == "mail.message_refused").FailedAt);
        Assert.Null(rows.Single(r => r.Fault == "mail.server_later").FailedAt);
        Assert.Equal("sound@canary-domain.example", Assert.Single(server.Arrived()).To.ToString());
        Assert.Contains("mail.recipient_refused", store.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-domain", store.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task OutageOfADay_MakesADeadLetter_ThatIsCountedAndSentOnCommand(string database)
    {
        await using var server = new MailServer();
        await using var store = await Store.Open(database);
        var host = await store.Start(mail: true, settings: server.Settings());
        await Enqueue(store, host, "patient@example.org");
        var dead = await store.Until(() => Row(store, host), r => r.FailedAt is not null, TimeSpan.FromMinutes(5));
        Assert.True(dead.FailedAt >= Store.Begin.AddHours(24) && dead.Attempts < 40, $"{dead.FailedAt} {dead.Attempts}");
        var letters = host.Services.GetRequiredService<DeadMail<ClockDb>>();
        var count = Assert.Single(await letters.List());
        Assert.Equal((store.Tenant, "new", "mail.unreachable", 1), (count.Tenant, count.Template, count.Fault, count.Count));
        await server.Up();
        Assert.Equal(0, await letters.Requeue("mail.tls"));
        Assert.Equal(1, await letters.Requeue("mail.unreachable"));
        await store.Until(() => Task.FromResult(server.Raw().Count), arrived => arrived == 1, TimeSpan.FromSeconds(5));
        Assert.Empty(await letters.List());
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task TwoInstances_SendEachMailOnce(string database)
    {
        await using var server = await MailServer.Start();
        await using var store = await Store.Open(database);
        var host = await store.Start(sweep: false);
        var first = await store.Start(mail: true, settings: server.Settings());
        await store.Start(mail: true, settings: server.Settings());
        for (var person = 0; person < 60; person++)
            await Enqueue(store, first, $"person{person}@example.org", notBefore: Store.Begin.AddHours(1), tenant: person % 3 == 0 ? Guid.NewGuid() : null);
        await Task.Delay(500);
        // Both sleep and wake together.
        store.Clock.Advance(TimeSpan.FromHours(2));
        await store.Until(() => Task.FromResult(server.Raw().Count), count => count >= 60);
        await store.Run(TimeSpan.FromMinutes(30));
        Assert.Equal(60, server.Raw().Count);
        Assert.Equal(60, server.Arrived().Select(m => m.To.ToString()).Distinct().Count());
        Assert.All(await Rows(store, host), row => Assert.NotNull(row.DeliveredAt));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task SecondPingOfADay_JoinsTheWaitingOne_OrWaitsForTheNextDay(string database)
    {
        await using var server = await MailServer.Start();
        await using var store = await Store.Open(database);
        var host = await store.Start(mail: true, settings: server.Settings());
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Enqueue(store, host, "Often@Example.org", notBefore: Store.Begin.AddHours(1))));
        Assert.Single(await Rows(store, host));
        // Sooner than the one that waits: it moves up.
        await Enqueue(store, host, "often@example.org", notBefore: Store.Begin.AddMinutes(30));
        Assert.Equal(Store.Begin.AddMinutes(30), (await Row(store, host)).DueAt);
        var sent = await store.Until(() => Row(store, host), r => r.DeliveredAt is not null, TimeSpan.FromMinutes(1));
        await Enqueue(store, host, "often@example.org");
        var next = (await Rows(store, host)).Single(r => r.DeliveredAt is null);
        Assert.Equal(sent.DeliveredAt!.Value.AddHours(24), next.DueAt);
        // Another tenant's ping has nothing to do with it, and its digest of the same person is another.
        var other = Guid.NewGuid();
        await Enqueue(store, host, "often@example.org", tenant: other);
        Assert.NotEqual(sent.Recipient, (await store.Read(host, db => db.Set<MailItem>().AsNoTracking().SingleAsync(), other)).Recipient);
        await store.Until(() => Task.FromResult(server.Raw().Count), count => count == 3, TimeSpan.FromMinutes(30));
        await store.Write(host, async db => { await host.Services.GetRequiredService<MailQueue>().Forget(db, "often@example.org"); return true; });
        Assert.Empty(await Rows(store, host));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task CrashBetweenTheServersYesAndTheCommit_SendsAgainAfterTheLease_UnderTheSameMessageId(string database)
    {
        await using var server = await MailServer.Start();
        await using var store = await Store.Open(database);
        var host = await store.Start(mail: true, settings: server.Settings());
        await Enqueue(store, host, "twice@example.org");
        var address = (await Row(store, host)).Address;
        await store.Until(() => Row(store, host), r => r.DeliveredAt is not null);
        // The row as a process leaves it that dies in between.
        var now = store.Clock.GetUtcNow();
        await store.Write(host, db => db.Set<MailItem>().ExecuteUpdateAsync(set => set.SetProperty(m => m.DeliveredAt, (DateTimeOffset?)null)
            .SetProperty(m => m.StartedAt, now).SetProperty(m => m.NextAttemptAt, now.AddMinutes(10)).SetProperty(m => m.Address, address)));
        await store.Run(TimeSpan.FromMinutes(8));
        Assert.Single(server.Raw());
        await store.Until(() => Row(store, host), r => r.DeliveredAt is not null, TimeSpan.FromSeconds(10));
        Assert.Equal(2, server.Raw().Count);
        Assert.Single(server.Arrived().Select(m => m.MessageId).Distinct());
    }

    [Fact]
    public async Task AddressInAnotherScript_NeedsAServerThatCanWriteToIt()
    {
        await using var plain = await MailServer.Start();
        await using var able = await MailServer.Start("-u");
        foreach (var (server, delivered) in new[] { (plain, false), (able, true) })
        {
            await using var store = await Store.Open("Sqlite");
            var host = await store.Start(mail: true, settings: server.Settings());
            await Enqueue(store, host, "شخص@مثال.إختبار");
            var row = await store.Until(() => Row(store, host), r => r.DeliveredAt is not null || r.FailedAt is not null);
            Assert.Equal(delivered ? null : "mail.address_unsupported", row.Fault);
            Assert.Equal(delivered ? 1 : 0, server.Raw().Count);
        }
    }

    internal static async Task<Outcome<Done>> Enqueue(Store store, IHost host, string address, string language = "en", DateTimeOffset? notBefore = null, Guid? tenant = null, string template = MailText.SomethingNew) =>
        await store.Write(host, db => host.Services.GetRequiredService<MailQueue>().Enqueue(db, template, language, address, notBefore), tenant);

    internal static Task<List<MailItem>> Rows(Store store, IHost host) => store.Read(host, db => db.Set<MailItem>().AsNoTracking().ToListAsync());

    internal static async Task<MailItem> Row(Store store, IHost host) => (await Rows(store, host)).Single();
}
