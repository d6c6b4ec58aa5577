using System.Net;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;

namespace Guests.Tests;

/// <summary>The second proof, where there is one; on both databases, since it is counted in them.</summary>
public abstract class PinTests(VisitHost host)
{
    private static GuestPin Pin(string digits) => GuestPin.Read(digits)!.Value;

    [Fact]
    public async Task ThePin_IsAskedForBesideTheLink_AndTypedAsPeopleType()
    {
        var made = await host.Invite(pin: Pin("120456"));
        using var guest = host.Browser();
        Assert.NotNull((await Browser.Page(await guest.Get(made.Link))).QuerySelector("input#Pin[inputmode=numeric][autocomplete=off]"));
        foreach (var none in new[] { null, "", "12045", "1204567", "12o456" })
        {
            using var answer = await guest.Open(made.Link, none);
            var page = await Browser.Page(answer);
            Assert.Equal((HttpStatusCode.OK, true, null), (answer.StatusCode, page.QuerySelector("#Pin-error") is not null, page.QuerySelector("#Pin")!.GetAttribute("value")));
        }
        // What can't be a PIN at all was no try.
        Assert.Equal(0, (await host.Row(made)).WrongPins);
        using var wrong = await guest.Open(made.Link, "120457");
        Assert.Equal((HttpStatusCode.OK, false), (wrong.StatusCode, wrong.Headers.Contains("Set-Cookie")));
        Assert.Equal((1, null), ((await host.Row(made)).WrongPins, (await host.Row(made)).FirstOpenedAt));
        Assert.Equal(HttpStatusCode.SeeOther, (await guest.Open(made.Link, "١٢٠-٤٥٦ ")).StatusCode);
        // Right ones forgive none of the wrong ones.
        Assert.Equal(1, (await host.Row(made)).WrongPins);
    }

    [Fact]
    public async Task TenWrongPins_TakeTheInvitationBack()
    {
        var made = await host.Invite(pin: Pin("120456"));
        using var guest = host.Browser();
        for (var i = 0; i < 9; i++)
            Assert.Equal(HttpStatusCode.OK, (await guest.Open(made.Link, "000000")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await guest.Open(made.Link, "120456")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await guest.Open(made.Link, "000000")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await guest.Open(made.Link, "120456")).StatusCode);
        Assert.NotNull((await host.Row(made)).RevokedAt);
        Assert.Equal(HttpStatusCode.SeeOther, (await guest.Get($"/visit/{made.Invitation.Id}")).StatusCode);
        Assert.Single(await host.Read(made.Invitation.TenantId, db => db.Set<AuditLine>().Where(l => l.Action == "guests.pin_exhausted").ToListAsync()));
    }

    [Fact]
    public async Task ManyAtOnce_GetNoMoreThanTenTries()
    {
        var made = await host.Invite(pin: Pin("120456"));
        using var guest = host.Browser();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async i => (await guest.Open(made.Link, $"{i:D6}")).StatusCode));
        // The page after a wrong one says how it stands by then.
        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.OK or HttpStatusCode.Gone, answer.ToString()));
        Assert.True(answers.Count(a => a == HttpStatusCode.OK) < GuestPin.MostWrong);
        var row = await host.Row(made);
        Assert.Equal(10, row.WrongPins);
        Assert.NotNull(row.RevokedAt);
        Assert.Equal(10, await host.Read(made.Invitation.TenantId, db => db.Set<AuditLine>().CountAsync(l => l.Action.StartsWith("guests.pin_"))));
    }

    [Fact]
    public async Task ManyAtOnce_OpenForTheFirstTimeOnce()
    {
        var made = await host.Invite();
        using var guest = host.Browser();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => (await guest.Open(made.Link)).StatusCode));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer));
        Assert.Single(await host.Read(made.Invitation.TenantId, db => db.Set<Arrival>().ToListAsync()));
    }
}

public sealed class SqlitePinTests(SqliteVisits host) : PinTests(host), IClassFixture<SqliteVisits>;

[Collection("Postgres")]
public sealed class PostgresPinTests(PostgresVisits host) : PinTests(host);

[CollectionDefinition("Postgres")]
public sealed class PostgresCollection : ICollectionFixture<PostgresVisits>;
