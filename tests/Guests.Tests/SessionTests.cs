using System.Net;
using Platform.Hosting.Http;

namespace Guests.Tests;

/// <summary>What is open in a guest's browser, and what closes it.</summary>
public sealed class SessionTests(SqliteVisits host) : IClassFixture<SqliteVisits>
{
    private static string Page(MadeInvitation made) => $"/visit/{made.Invitation.Id}";

    private async Task IsClosed(Browser guest, string address)
    {
        using var answer = await guest.Get(address);
        Assert.Equal((HttpStatusCode.SeeOther, "/guest/visits/leave"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task TheCookieOfOneInvitation_OpensNoOther()
    {
        var tenant = Guid.NewGuid();
        var (mine, other, survey) = (await host.Invite(tenant), await host.Invite(tenant), await host.Invite(tenant, VisitHost.Other));
        using var guest = host.Browser();
        await IsClosed(guest, Page(mine));
        await guest.Open(mine.Link);
        Assert.Equal(HttpStatusCode.OK, (await guest.Get(Page(mine))).StatusCode);
        await IsClosed(guest, Page(other));
        // Carried over by hand, as no browser does it.
        var cookie = guest.Cookies.GetCookies(new Uri(host.Address, Page(mine)))["heed-guest"]!.Value;
        guest.Cookies.Add(new Cookie("heed-guest", cookie, Page(other), "localhost"));
        await IsClosed(guest, Page(other));
        guest.Cookies.Add(new Cookie("heed-guest", cookie[..^4] + "AAAA", Page(other), "localhost"));
        await IsClosed(guest, Page(other));
        // One of another purpose opens no page of this one.
        using var opened = await guest.Open(survey.Link);
        Assert.StartsWith("/survey/", opened.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var foreign = guest.Cookies.GetCookies(new Uri(host.Address, $"/survey/{survey.Invitation.Id}"))["heed-guest"]!.Value;
        guest.Cookies.Add(new Cookie("heed-guest", foreign, $"/visit/{survey.Invitation.Id}", "localhost"));
        await IsClosed(guest, $"/visit/{survey.Invitation.Id}");
        // Two that are open side by side stay apart.
        await guest.Open(other.Link);
        foreach (var made in new[] { mine, other })
            Assert.Contains(made.Invitation.Subject.ToString(), await (await guest.Get(Page(made))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASession_LastsHalfAnHourAfterItsLastUse()
    {
        var made = await host.Invite();
        using var guest = host.Browser();
        await guest.Open(made.Link);
        Assert.False((await guest.Get(Page(made))).Headers.Contains("Set-Cookie"));
        for (var i = 0; i < 3; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(29));
            Assert.Equal(HttpStatusCode.OK, (await guest.Get(Page(made))).StatusCode);
        }
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        await IsClosed(guest, Page(made));
    }

    [Fact]
    public async Task TakingBack_ClosesWhatIsOpenAtOnce()
    {
        var made = await host.Invite();
        using var guest = host.Browser();
        await guest.Open(made.Link);
        var subject = new GuestSubject(VisitHost.Purpose, made.Invitation.Subject);
        await host.Staff(made.Invitation.TenantId, i => i.Revoke(subject, made.Invitation.Id, Inviter.System, default));
        await IsClosed(guest, Page(made));
    }

    [Fact]
    public async Task Leaving_ClosesThisInvitation_AndAnotherSiteCannotDoIt()
    {
        var (made, other) = (await host.Invite(), await host.Invite());
        using var guest = host.Browser();
        await guest.Open(made.Link);
        await guest.Open(other.Link);
        var way = (await Browser.Page(await guest.Get(Page(made)))).QuerySelector(".exit-bar a")!.GetAttribute("href")!;
        await guest.Send(HttpMethod.Get, way, null, ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(HttpStatusCode.OK, (await guest.Get(Page(made))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await guest.Get(way)).StatusCode);
        await IsClosed(guest, Page(made));
        Assert.Equal(HttpStatusCode.OK, (await guest.Get(Page(other))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Get("/guest/elsewhere/leave")).StatusCode);
    }

    [Fact]
    public async Task AForm_IsTakenFromOurOwnPageAlone()
    {
        var made = await host.Invite();
        using var guest = host.Browser();
        await guest.Open(made.Link);
        Assert.Equal("said", await (await guest.Send(HttpMethod.Post, Page(made), [])).Content.ReadAsStringAsync());
        Assert.Equal("said", await (await guest.Send(HttpMethod.Post, Page(made), [], ("Sec-Fetch-Site", "same-origin"))).Content.ReadAsStringAsync());
        foreach (var header in new[] { ("Origin", "http://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site") })
            Assert.Equal(HttpStatusCode.Forbidden, (await guest.Send(HttpMethod.Post, Page(made), [], header)).StatusCode);
    }

    /// <summary>On SQLite each insert is a statement of its own.</summary>
    [Fact]
    public async Task Everything_TakesAtMostThreeStatements()
    {
        async Task AtMostThree<T>(Guid tenant, Func<Invitations<VisitDb>, Task<Outcome<T>>> work)
        {
            host.Statements.Count = 0;
            Assert.Null((await host.Staff(tenant, work)).Refusal);
            Assert.InRange(host.Statements.Count, 1, 3);
        }
        var (tenant, id, subject) = (Guid.NewGuid(), Guid.NewGuid(), new GuestSubject(VisitHost.Purpose, Guid.NewGuid()));
        await AtMostThree(tenant, i => i.Invite(new NewInvitation(id, subject, "en", [1], host.Clock.GetUtcNow().AddDays(1), GuestPin.New()), Inviter.System, default));
        await AtMostThree<List<GuestInvitation>>(tenant, async i => await i.List(subject, default));
        await AtMostThree(tenant, i => i.Find(new GuestSession(tenant, id, VisitHost.Purpose, [], default), default));
        await AtMostThree(tenant, i => i.Prolong(subject, id, host.Clock.GetUtcNow().AddDays(2), Inviter.System, default));
        await AtMostThree(tenant, i => i.Revoke(subject, id, Inviter.System, default));
        await AtMostThree<int>(tenant, async i => await i.Forget(subject, default));
        Assert.Empty((await host.Staff<List<GuestInvitation>>(tenant, async i => await i.List(subject, default))).Value!);
    }
}
