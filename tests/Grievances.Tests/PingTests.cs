using System.Net;
using System.Net.Http.Json;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Mail;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>An e-mail that waits for its turn, and somebody who is not to get it any more.</summary>
public sealed class PingTests
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("nothing happens", 2)]
    [InlineData("the case is erased", 1)]
    [InlineData("the holder leaves", 1)]
    [InlineData("the holder erases their part", 1)]
    [InlineData("the consent is taken back", 1)]
    [InlineData("retention ends", 1)]
    public async Task AWaitingPing_LeavesOnly_WhereItIsStillWanted(string end, int leaving)
    {
        await using var server = await OwnServer.WithClock(Begin, mail: true);
        var tenant = await server.Tenant();
        using var handler = server.Handler(tenant);
        object[] members = end.StartsWith("the holder", StringComparison.Ordinal) ? [new { name = "Person 1", mandate = new { kind = "written" } }, new { name = "Person 2", mandate = new { kind = "written" } }] : [];
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", ping = "me@home.example", consents = new[] { "contact_outside" },
            affected = members.Length > 0 ? "group" : "self", capacity = members.Length > 0 ? "group" : "person", members,
        });
        var other = await server.File(tenant, new { language = "fr", summary = "Turned away", whatHappened = "The chatbot said no.", ping = "other@home.example", affected = "self" });
        var id = await server.CaseOf(tenant, filed.GetProperty("reference").GetString());
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        await GrievancesServer.Post(handler, $"/cases/{await server.CaseOf(tenant, other.GetProperty("reference").GetString())}/acknowledgement", new { });
        Assert.Equal(2, await server.Read(tenant, db => db.Set<MailItem>().CountAsync()));

        using (var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!))
            switch (end)
            {
                case "the case is erased" or "the holder leaves" or "the holder erases their part":
                    using (var gone = await person.Post($"{Api}/mailbox/withdrawal", new { erase = end != "the holder leaves" }))
                        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
                    break;
                case "the consent is taken back":
                    using (var taken = await person.PutAsJsonAsync($"{Api}/mailbox/consents", new { purpose = "contact_outside", allowed = false }))
                        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
                    break;
                case "retention ends":
                    // As the sweep does when a case was kept long enough.
                    await server.Work(tenant, async db =>
                    {
                        var kase = await db.Grievances.SingleAsync(g => g.Id == id);
                        kase.Withdraw(Begin);
                        await Platform.Clocks.DueDatesOfContext.DueDates(db, Begin).Plan(id, ClockPolicy.Retention, [new(ClockPolicy.Retention, Begin)]);
                    });
                    await server.Settled(tenant);
                    break;
            }
        Assert.Equal(leaving, await server.Read(tenant, db => db.Set<MailItem>().CountAsync()));
        Assert.Equal(leaving, await server.Read(tenant, db => db.PingAddresses.CountAsync()));
        // What comes later is told to nobody either.
        if (end is "the holder leaves" or "the holder erases their part" or "the consent is taken back")
            await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "We have looked at it." });
        Assert.Equal(0, await Delivered());
        await server.Until(() => Delivered(), delivered => delivered == leaving, TimeSpan.FromMinutes(2));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(server.Folder, "mail")));
        Assert.Equal(leaving, await server.Read(tenant, db => db.Set<MailItem>().CountAsync()));

        Task<int> Delivered() => server.Read(tenant, db => db.Set<MailItem>().CountAsync(m => m.DeliveredAt != null));
    }

    [Fact]
    public async Task InTheMailbox_AnAddressIsGiven_Changed_AndTakenBack_AndNeverShown()
    {
        await using var server = await OwnServer.WithClock(Begin, mail: true);
        var tenant = await server.Tenant();
        using var handler = server.Handler(tenant);
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var person = await server.Mailbox(receipt);
        Assert.Equal((false, true), await Stands());
        using (var wrong = await person.PutAsJsonAsync($"{Api}/mailbox/ping", new { address = "nobody" }))
            Assert.Equal("grievances.contact_malformed", (await wrong.Json()).GetProperty("errors").GetProperty("/address")[0].GetProperty("code").GetString());
        Assert.Equal((false, true), await Stands());

        foreach (var address in new[] { "first@home.example", "second@home.example" })
            using (var set = await person.PutAsJsonAsync($"{Api}/mailbox/ping", new { address, language = "fr" }))
                Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        Assert.Equal((true, true), await Stands());
        Assert.DoesNotContain("home.example", await person.GetStringAsync($"{Api}/mailbox/export") + await person.GetStringAsync($"{Api}/mailbox/ping"), StringComparison.Ordinal);
        var kept = Assert.Single(await server.Read(tenant, db => db.PingAddresses.AsNoTracking().ToListAsync()));
        Assert.Equal("fr", kept.Language);
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        Assert.Equal(1, await server.Read(tenant, db => db.Set<MailItem>().CountAsync()));

        using (var stopped = await person.DeleteAsync($"{Api}/mailbox/ping"))
            Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        using (var again = await person.DeleteAsync($"{Api}/mailbox/ping"))
            Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal((false, true), await Stands());
        Assert.Equal(0, await server.Read(tenant, db => db.Set<MailItem>().CountAsync()));

        async Task<(bool, bool)> Stands() => await person.Get($"{Api}/mailbox/ping") is var view ? (view.GetProperty("wanted").GetBoolean(), view.GetProperty("sent").GetBoolean()) : default;
    }
}
