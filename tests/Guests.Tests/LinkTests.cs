using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Ui.Localization;

namespace Guests.Tests;

/// <summary>The way of a link: looked at, opened, opened again, ended.</summary>
public sealed class LinkTests(SqliteVisits host) : IClassFixture<SqliteVisits>
{
    private static string Token(string link) => link.Split('/', '?')[3];

    private static string With(string link, string token) => link.Replace(Token(link), token, StringComparison.Ordinal);

    private static string Leading(HttpResponseMessage answer) => answer.Headers.Location!.OriginalString;

    [Fact]
    public async Task Looking_OpensNothing_AndMarksNothing()
    {
        var made = await host.Invite();
        using var scanner = host.Browser();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Get })
        {
            using var answer = await scanner.Send(method, made.Link);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
        var row = await host.Row(made);
        Assert.Equal((null, null, 1L), (row.FirstOpenedAt, row.LastOpenedAt, row.Version));
        Assert.Equal(["guests.invited"], await Actions(made));
        Assert.Empty(await Arrivals(made));
        using var put = await scanner.Send(HttpMethod.Put, made.Link);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, put.StatusCode);
    }

    [Fact]
    public async Task TheButton_Opens_OnceForTheFirstTime_AndAgainUntilItEnds()
    {
        var made = await host.Invite();
        using var guest = host.Browser();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var page = await Browser.Page(await guest.Get(made.Link));
        Assert.Equal(("post", null), (page.QuerySelector("main form")!.GetAttribute("method"), page.QuerySelector("main form input")));
        using var opened = await guest.Open(made.Link);
        var address = $"/visit/{made.Invitation.Id}?lang=en";
        Assert.Equal((HttpStatusCode.SeeOther, address), (opened.StatusCode, Leading(opened)));
        Assert.DoesNotContain(Token(made.Link), Leading(opened), StringComparison.Ordinal);
        var cookie = Assert.Single(opened.Headers.GetValues("Set-Cookie"));
        Assert.Contains($"path=/visit/{made.Invitation.Id}; samesite=strict; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("expires", cookie, StringComparison.Ordinal);
        var visit = await Browser.Page(await guest.Get(address));
        Assert.Equal(made.Invitation.Subject.ToString(), visit.GetElementById("subject")!.TextContent);
        // What the service wrapped under the key when it invited opens for the guest, and for nobody without the link.
        Assert.Equal(Convert.ToHexString(made.Key.Bytes), visit.GetElementById("key")!.TextContent);
        Assert.Equal(made.Key.Bytes, Assert.Single(await Arrivals(made)).Key);
        var first = await host.Row(made);

        host.Clock.Advance(TimeSpan.FromDays(1));
        using var again = host.Browser();
        Assert.Equal(HttpStatusCode.SeeOther, (await again.Open(made.Link)).StatusCode);
        var row = await host.Row(made);
        Assert.Equal(first.FirstOpenedAt, row.FirstOpenedAt);
        Assert.Equal(first.LastOpenedAt + TimeSpan.FromDays(1), row.LastOpenedAt);
        Assert.Single(await Arrivals(made));
        Assert.Equal(["guests.invited", "guests.first_opened", "guests.opened"], await Actions(made));
    }

    [Fact]
    public async Task AWrongLink_IsAnsweredAlike_WhateverIsWrong()
    {
        var made = await host.Invite();
        var token = Token(made.Link);
        var tokens = host.Get<GuestTokens>();
        var mistyped = token[..^3] + (token[^3] == 'A' ? 'B' : 'A') + token[^2..];
        string[] wrong =
        [
            With(made.Link, mistyped), With(made.Link, token[..^1]), With(made.Link, "x"), With(made.Link, new string('A', 70)),
            // Soundly written, and of nobody: another tenant, another secret, no invitation; and another service's address.
            With(made.Link, tokens.Write(GuestTokens.New(Guid.NewGuid(), made.Invitation.Id))), With(made.Link, tokens.Write(GuestTokens.New(made.Invitation.TenantId, made.Invitation.Id))),
            With(made.Link, tokens.Write(GuestTokens.New(made.Invitation.TenantId, Guid.NewGuid()))), made.Link.Replace("/visits/", "/elsewhere/", StringComparison.Ordinal),
        ];
        using var guest = host.Browser();
        using var program = new HttpClient { BaseAddress = host.Address };
        var bodies = new HashSet<string>();
        foreach (var link in wrong)
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var answer = await guest.Send(method, link);
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
                bodies.Add((await Browser.Page(answer)).QuerySelector("main")!.InnerHtml);
                using var machine = await program.SendAsync(new HttpRequestMessage(method, link));
                Assert.Equal((HttpStatusCode.NotFound, "platform.invitation_unknown"), (machine.StatusCode, await Code(machine)));
            }
        Assert.Contains(GuestText.Words.Get("unknown.title", PortalLanguages.English.Culture), Assert.Single(bodies), StringComparison.Ordinal);
        Assert.Null((await host.Row(made)).FirstOpenedAt);
    }

    [Fact]
    public async Task AnEndedInvitation_SaysSo_ToWhoHasTheLink_AndToNobodyElse()
    {
        var (expired, revoked) = (await host.Invite(), await host.Invite());
        host.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        using var guest = host.Browser();
        Assert.Equal(HttpStatusCode.OK, (await guest.Get(expired.Link)).StatusCode);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Staff(revoked.Invitation.TenantId, i => i.Prolong(Subject(revoked), revoked.Invitation.Id, host.Clock.GetUtcNow().AddDays(3), Inviter.System, default));
        Assert.Equal(HttpStatusCode.OK, (await guest.Get(revoked.Link)).StatusCode);
        await host.Staff(revoked.Invitation.TenantId, i => i.Revoke(Subject(revoked), revoked.Invitation.Id, Inviter.System, default));
        foreach (var made in new[] { expired, revoked })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var answer = await guest.Send(method, made.Link);
                Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
                Assert.Equal(GuestText.Words.Get("ended.title", PortalLanguages.English.Culture), (await Browser.Page(answer)).QuerySelector("h1")!.TextContent);
            }
            using var stranger = await guest.Get(With(made.Link, host.Get<GuestTokens>().Write(GuestTokens.New(made.Invitation.TenantId, made.Invitation.Id))));
            Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
            Assert.Null((await host.Row(made)).FirstOpenedAt);
        }
    }

    [Fact]
    public async Task ThePageOfALink_TellsNobodyWhereItStands_AndRunsNothing()
    {
        var made = await host.Invite(pin: GuestPin.New());
        using var guest = host.Browser();
        using var answer = await guest.Get(made.Link);
        Assert.Equal(("no-store", "default-src 'none'"), (answer.Headers.CacheControl!.ToString(), answer.Headers.GetValues("Content-Security-Policy").Single().Split(';')[0]));
        var page = await Browser.Page(answer);
        Assert.Equal("no-referrer", page.QuerySelectorAll("head meta[name=referrer]")[^1].GetAttribute("content"));
        Assert.Empty(page.QuerySelectorAll("script, style, [style], [onclick], iframe"));
        Assert.All(page.QuerySelectorAll("[href]"), link => Assert.Matches("^(/_content/|[?]lang=|#)", link.GetAttribute("href")!));
        Assert.DoesNotContain(Token(made.Link), page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("Harbour <Bank> invites you.", page.QuerySelector(".lead")!.TextContent);
        // Browsers say "null" where the page hides itself; what says it is another site's is refused.
        using var ours = await guest.Send(HttpMethod.Post, made.Link, [("Pin", "x")], ("Origin", "null"), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.OK, ours.StatusCode);
        foreach (var header in new[] { ("Origin", "http://evil.example"), ("Sec-Fetch-Site", "cross-site") })
            Assert.Equal(HttpStatusCode.Forbidden, (await guest.Send(HttpMethod.Post, made.Link, [], header)).StatusCode);
    }

    [Theory, InlineData("ar"), InlineData("en"), InlineData("es"), InlineData("fr"), InlineData("ru"), InlineData("zh")]
    public async Task ThePages_SpeakTheLanguageOfTheInvitation(string code)
    {
        var language = PortalLanguages.Find(code)!;
        var made = await host.Invite(language: code, pin: GuestPin.New());
        Assert.EndsWith("?lang=" + code, made.Link, StringComparison.Ordinal);
        using var guest = host.Browser();
        var page = await Browser.Page(await guest.Get(made.Link));
        Assert.Equal((language.Tag, language.Direction), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.Equal(GuestText.Words.Get("link.open", language.Culture), page.QuerySelector("main form button")!.TextContent);
        Assert.Equal(GuestText.Words.Get("link.pin", language.Culture), page.QuerySelector("main form label")!.TextContent.Trim());
        var unknown = await Browser.Page(await guest.Get(With(made.Link, "nobody")));
        Assert.Equal((language.Tag, GuestText.Words.Get("unknown.title", language.Culture)), (unknown.DocumentElement.GetAttribute("lang"), unknown.QuerySelector("h1")!.TextContent));
        var left = await Browser.Page(await guest.Get($"/guest/visits/leave?lang={code}"));
        Assert.Equal((language.Direction, GuestText.Words.Get("left.title", language.Culture)), (left.DocumentElement.GetAttribute("dir"), left.QuerySelector("h1")!.TextContent));
    }

    [Fact]
    public async Task AProgram_OpensTheLink_AndGetsAToken()
    {
        var pin = GuestPin.New();
        var made = await host.Invite(pin: pin);
        using var program = new HttpClient { BaseAddress = host.Address };
        async Task<HttpResponseMessage> Open(string token, string? typed) => await program.PostAsJsonAsync("/api/visits/v1/guest/session", new { token, pin = typed });
        Assert.Equal("platform.invitation_unknown", await Code(await Open("nobody", null)));
        Assert.Equal(HttpStatusCode.BadRequest, (await Open(Token(made.Link), null)).StatusCode);
        using var opened = await Open(Token(made.Link), pin.Digits);
        var session = (await opened.Content.ReadFromJsonAsync<GuestSessionView>())!;
        Assert.Equal((made.Invitation.Id, host.Clock.GetUtcNow() + TimeSpan.FromMinutes(30)), (session.Invitation, session.ExpiresAt));
        Assert.Equal("platform.guest_session", await Code(await program.GetAsync("/api/visits/v1/visit")));
        program.DefaultRequestHeaders.Authorization = new("Bearer", session.Token);
        Assert.Equal(made.Invitation.Subject.ToString(), await program.GetStringAsync("/api/visits/v1/visit"));
        // A token is good for its own purpose.
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/visits/v1/survey")).StatusCode);
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/visits/v1/visit")).StatusCode);
    }

    [Fact]
    public async Task NothingOfATokenOrAPin_StandsInALog()
    {
        var pin = GuestPin.New();
        var made = await host.Invite(pin: pin);
        using var guest = host.Browser();
        await guest.Get(made.Link);
        await guest.Open(made.Link, pin.Digits);
        await guest.Open(made.Link, "abc");
        await guest.Get(With(made.Link, Token(made.Link)[..^1]));
        await guest.Get($"/visit/{made.Invitation.Id}");
        foreach (var secret in new[] { Token(made.Link)[40..60], "sealed elsewhere", Convert.ToHexString("sealed elsewhere"u8), made.Invitation.Subject.ToString(), pin.Digits })
            Assert.DoesNotContain(secret, host.Log.Text, StringComparison.OrdinalIgnoreCase);
        var lines = await host.Read(made.Invitation.TenantId, db => db.Set<AuditLine>().ToListAsync());
        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.Equal(($"thing:{made.Invitation.Subject}", "visit"), (line.Subject, line.Purpose)));
        Assert.Equal([("account-1", "handler"), ($"guest:{made.Invitation.Id}", "guest")], lines.OrderBy(l => l.Action == "guests.first_opened").Select(l => (l.Actor, l.Role)));
        Assert.Equal(("guest token", "guest key", "pin"), (GuestTokens.New(Guid.NewGuid(), Guid.NewGuid()).ToString(), made.Key.ToString(), pin.ToString()));
    }

    private static GuestSubject Subject(MadeInvitation made) => new(made.Invitation.Purpose, made.Invitation.Subject);

    private static async Task<string?> Code(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    private Task<List<Arrival>> Arrivals(MadeInvitation made) => host.Read(made.Invitation.TenantId, db => db.Set<Arrival>().AsNoTracking().ToListAsync());

    private Task<List<string>> Actions(MadeInvitation made) => host.Read(made.Invitation.TenantId, db => db.Set<AuditLine>().OrderBy(l => l.At).Select(l => l.Action).ToListAsync());
}
