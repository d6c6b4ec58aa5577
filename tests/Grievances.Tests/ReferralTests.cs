using System.Net.Http.Json;
using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Erasure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>A case that two organisations handle together: with the person's consent, one lead, one timeline, and a door that shuts when the consent goes.</summary>
public sealed class ReferralTests(GrievancesServer server)
{
    [Fact]
    public async Task TwoOrganisations_HandleOneCase_AndNeitherReadsTheOthersOwnPart()
    {
        var (giver, taker) = (await server.Provisioned(), await server.Provisioned());
        var filed = await server.File(giver, new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "child", rights = new[] { "HARM-04" } });
        var id = await server.CaseOf(giver);
        using var here = server.Handler(giver);
        using var there = server.Handler(taker);
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var share = (await GrievancesServer.Post(here, $"/cases/{id}/referrals", new { organisation = taker.Slug, text = "A chatbot of yours turned a patient away.", why = "They built it." })).GetProperty("id").GetGuid();

        // Nothing leaves before the person says yes, and nothing is said to have been shared.
        Assert.Equal("awaiting_consent", (await Mine(person)).GetProperty("state").GetString());
        Assert.Equal("grievances.referral_never_shared", await Code(await Post(person, $"/mailbox/referrals/{share}/entries", new { text = "Hello" })));
        Assert.Equal("grievances.referral_never_shared", await Code(await Post(person, $"/mailbox/referrals/{share}/withdrawal", new { })));
        Assert.Equal("grievances.referral_never_shared", await Code(await Post(here, $"/cases/{id}/referrals/{share}/entries", new { kind = "words", text = "Hello" })));
        Assert.False(await server.Read(taker, db => db.Grievances.AnyAsync()));
        await Answer(person, share, true);
        var other = await Until(() => server.Read(taker, db => db.Grievances.Select(g => (Guid?)g.Id).SingleOrDefaultAsync()), found => found is not null);

        var opened = await there.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/cases/{other}");
        Assert.Equal("A chatbot of yours turned a patient away.", opened.GetProperty("whatHappened").GetString());
        Assert.DoesNotContain("The chatbot said no.", opened.GetRawText(), StringComparison.Ordinal);
        Assert.Equal((AffectedPerson.Unknown, "", 0), await server.Read(taker, async db => (await db.Grievances.SingleAsync()) is var g ? (g.Affected, g.Rights, g.People) : default));
        // Each side knows its own case alone.
        Assert.Equal(HttpStatusCode.NotFound, (await there.GetAsync($"{GrievancesServer.Api}/cases/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await here.GetAsync($"{GrievancesServer.Api}/cases/{other}")).StatusCode);
        Assert.Equal("grievances.write_to_shared", await Code(await Post(there, $"/cases/{other}/messages", new { text = "Hello" })));

        var page = (await there.Page($"/console/grievances/{other}")).QuerySelector("main")!;
        Assert.NotNull(page.QuerySelector("form[action*='handler=Acknowledge']"));
        Assert.Contains("Referred by", page.TextContent, StringComparison.Ordinal);
        Assert.Equal(giver.Name, opened.GetProperty("referredBy").GetString());
        foreach (var place in new[] { "", "/people", "/mediation" })
            Assert.Contains((await there.Page($"/console/grievances/{other}{place}")).QuerySelectorAll($"main a[href='/console/grievances/{other}/partners']"), a => a.TextContent.Contains("shared part", StringComparison.Ordinal));
        await GrievancesServer.Post(there, $"/cases/{other}/referrals/{share}/entries", new { kind = "accepted", text = "We look into it." });
        // Whoever took it owes no acknowledgement any more: the findings count from now.
        Assert.Equal((CaseState.Acknowledged, true), await server.Read(taker, async db => await db.Grievances.SingleAsync(g => g.Id == other) is var g ? (g.State, g.AcknowledgedAt is not null) : default));
        Assert.True(await server.Read(taker, db => db.Set<Platform.Clocks.DueDate>().AnyAsync(d => d.Subject == other && d.Kind == "findings")));
        Assert.Null((await there.Page($"/console/grievances/{other}")).QuerySelector("form[action*='handler=Acknowledge']"));
        await GrievancesServer.Post(person, $"/mailbox/referrals/{share}/entries", new { text = "It still happens." });
        await GrievancesServer.Post(here, $"/cases/{id}/referrals/{share}/entries", new { kind = "words", text = "We lead." });
        foreach (var read in new Func<Task<JsonElement>>[] { () => Mine(person), () => Shared(here, id), () => Shared(there, other!.Value) })
        {
            var line = await Until(read, s => s.GetProperty("entries").GetArrayLength() == 3 && s.GetProperty("state").GetString() != "offered");
            Assert.Equal("accepted", line.GetProperty("state").GetString());
            Assert.Equal(["We look into it.", "It still happens.", "We lead."], line.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("text").GetString()).Order().OrderBy(t => t switch { "We look into it." => 0, "It still happens." => 1, _ => 2 }));
        }
        Assert.True(await server.Read(taker, db => db.Set<AuditLine>().AnyAsync(l => l.Action == "grievances.referral_received")));
    }

    [Fact]
    public async Task WhoLeads_IsOne_StaysWhileItIsContested_AndGoesOverOnceTheOtherTakesIt()
    {
        var (giver, taker, id, other, share, person) = await Together();
        using var here = server.Handler(giver);
        using var there = server.Handler(taker);
        await GrievancesServer.Post(there, $"/cases/{other}/referrals/{share}/entries", new { kind = "accepted", text = "We take it." });
        await Until(() => Shared(here, id), s => s.GetProperty("state").GetString() == "accepted");
        Assert.Equal("grievances.not_the_lead", await Code(await Post(there, $"/cases/{other}/referrals/{share}/entries", new { kind = "lead_offered" })));
        Assert.Equal("grievances.lead_not_offered", await Code(await Post(there, $"/cases/{other}/referrals/{share}/entries", new { kind = "lead_taken" })));
        Assert.Equal("grievances.lead_is_offered", await Code(await Post(here, $"/cases/{id}/referrals/{share}/entries", new { kind = "lead_moved" })));
        await GrievancesServer.Post(there, $"/cases/{other}/referrals/{share}/entries", new { kind = "contested", text = "Your filter did it." });
        await Until(() => Shared(here, id), s => s.GetProperty("contested").GetBoolean());
        Assert.Equal("grievances.lead_while_contested", await Code(await Post(here, $"/cases/{id}/referrals/{share}/entries", new { kind = "lead_offered" })));
        // Who contests it ends that, and nobody for them.
        Assert.Equal("grievances.contested_by_them", await Code(await Post(here, $"/cases/{id}/referrals/{share}/entries", new { kind = "uncontested" })));
        Assert.DoesNotContain("Uncontested", await Steps(here, id));
        Assert.Contains("Uncontested", await Steps(there, other));
        await GrievancesServer.Post(there, $"/cases/{other}/referrals/{share}/entries", new { kind = "uncontested" });
        await Until(() => Shared(here, id), s => !s.GetProperty("contested").GetBoolean());

        await GrievancesServer.Post(here, $"/cases/{id}/referrals/{share}/entries", new { kind = "lead_offered" });
        Assert.Equal("grievances.lead_offered_before", await Code(await Post(here, $"/cases/{id}/referrals/{share}/entries", new { kind = "lead_offered" })));
        var offered = await Until(() => Shared(there, other), s => s.GetProperty("entries").GetArrayLength() == 4);
        Assert.Equal((false, true), (offered.GetProperty("leads").GetBoolean(), (await Shared(here, id)).GetProperty("leads").GetBoolean()));
        Assert.DoesNotContain("LeadOffered", await Steps(here, id));
        Assert.Contains("LeadTaken", await Steps(there, other));
        await GrievancesServer.Post(there, $"/cases/{other}/referrals/{share}/entries", new { kind = "lead_taken" });
        Assert.True((await Shared(there, other)).GetProperty("leads").GetBoolean());
        await Until(() => Shared(here, id), s => !s.GetProperty("leads").GetBoolean());
        Assert.Equal("grievances.lead_not_offered", await Code(await Post(here, $"/cases/{id}/referrals/{share}/entries", new { kind = "lead_taken" })));
        var mine = await Mine(person);
        Assert.False(mine.GetProperty("leads").GetBoolean());
        Assert.Equal(["accepted", "contested", "uncontested", "lead_offered", "lead_taken"], mine.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("kind").GetString()));

        async Task<List<string?>> Steps(HttpClient handler, Guid of) => [.. (await handler.Page($"/console/grievances/{of}/partners")).QuerySelectorAll("button[name=Kind]").Select(b => b.GetAttribute("value"))];
        person.Dispose();
    }

    [Fact]
    public async Task ConsentTakenBack_ShutsTheDoor_AndNothingOpensTheCopy()
    {
        var (_, taker, _, other, share, person) = await Together();
        using var there = server.Handler(taker);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync($"{GrievancesServer.Api}/cases/{other}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await person.PostAsync($"{GrievancesServer.Api}/mailbox/referrals/{share}/withdrawal", null)).StatusCode);
        await Until(() => server.Read(taker, db => db.Wraps.CountAsync(w => w.CaseId == other)), left => left == 0);
        Assert.Equal(HttpStatusCode.NotFound, (await there.GetAsync($"{GrievancesServer.Api}/cases/{other}")).StatusCode);
        Assert.Equal(ErasureCause.ConsentWithdrawn, await server.Read(taker, db => db.Tombstones.Where(t => t.CaseId == other).Select(t => t.Cause).SingleAsync()));
        // What was open is told as ended, before it is told as erased: nobody goes on counting it as a case that waits.
        Assert.Equal("withdrawn", (await server.Events<GrievanceClosed>(taker)).Single(e => e.GetProperty("case").GetProperty("caseId").GetGuid() == other).GetProperty("case").GetProperty("outcome").GetString());
        Assert.Equal("grievances.referral_over", await Code(await Post(person, $"/mailbox/referrals/{share}/entries", new { text = "Hello?" })));
        person.Dispose();
    }

    [Fact]
    public async Task WhereTheOtherSideHasNothingLeft_TheGiverAndThePersonHearIt()
    {
        var (giver, taker, _, other, share, person) = await Together();
        await using (var scope = server.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Platform.Tenancy.TenantContext>().Enter(taker.Id);
            var (db, erase) = (scope.ServiceProvider.GetRequiredService<GrievancesDb>(), scope.ServiceProvider.GetRequiredService<EraseCase>());
            await scope.ServiceProvider.GetRequiredService<Platform.Tenancy.UnitOfWork<GrievancesDb>>().Write(async () =>
                await erase.Begin(await db.Grievances.SingleAsync(g => g.Id == other), ErasureCause.Retention, "system", CancellationToken.None));
        }
        Assert.Equal(ShareState.Declined, await Until(() => server.Read(giver, db => db.Shares.Where(s => s.Id == share).Select(s => s.State).SingleAsync()), state => state is ShareState.Declined));
        Assert.Equal("grievances.referral_over", await Code(await Post(person, $"/mailbox/referrals/{share}/entries", new { text = "Hello?" })));
        person.Dispose();
    }

    [Fact]
    public async Task BeforeItIsTaken_ThePageOffersNothingToPlan_AndLeadsToTheAnswer()
    {
        var (_, taker, _, other, share, person) = await Together();
        using var there = server.Staff(taker, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        var page = await there.Page($"/console/grievances/{other}/remedy");
        Assert.Null(page.QuerySelector("form[action*='handler=Add']"));
        Assert.NotNull(page.QuerySelector($"main .notice a[href='/console/grievances/{other}/partners']"));
        await GrievancesServer.Post(there, $"/cases/{other}/referrals/{share}/entries", new { kind = "accepted", text = "We take it." });
        Assert.NotNull((await there.Page($"/console/grievances/{other}/remedy")).QuerySelector("form[action*='handler=Add']"));
        Assert.Contains("Case handler", (await there.Page($"/console/grievances/{other}/partners")).QuerySelector(".message .quiet")!.TextContent, StringComparison.Ordinal);
        person.Dispose();
    }

    [Fact]
    public async Task ARefusedProposal_SendsNothing_AndADeclinedOneKeepsNothing()
    {
        var (giver, taker) = (await server.Provisioned(), await server.Provisioned());
        var (_, receipt) = await server.File(giver);
        var id = await server.CaseOf(giver);
        using var here = server.Handler(giver);
        using var there = server.Handler(taker);
        using var person = await server.Mailbox(receipt);
        async Task<Guid> Propose() => (await GrievancesServer.Post(here, $"/cases/{id}/referrals", new { organisation = taker.Slug, text = "It happened.", why = "They built it." })).GetProperty("id").GetGuid();
        var refused = await Propose();
        await Answer(person, refused, false);
        Assert.False(await server.Read(giver, db => db.Parcels.AnyAsync()));

        var offered = await Propose();
        await Answer(person, offered, true);
        var other = (await Until(() => server.Read(taker, db => db.Grievances.Select(g => (Guid?)g.Id).SingleOrDefaultAsync()), found => found is not null))!.Value;
        await GrievancesServer.Post(there, $"/cases/{other}/referrals/{offered}/entries", new { kind = "declined", text = "We sold it in 2024." });
        await Until(() => server.Read(taker, db => db.Wraps.CountAsync(w => w.CaseId == other)), left => left == 0);
        var told = await Until(async () => (await person.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/mailbox/referrals"))[0], s => s.GetProperty("state").GetString() == "declined");
        Assert.Equal("We sold it in 2024.", told.GetProperty("entries")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task AWaiverAmongTheWords_IsRefused_AndSelfReferralToo()
    {
        var (giver, _, id, _, share, person) = await Together();
        using var here = server.Handler(giver);
        using var answer = await Post(here, $"/cases/{id}/referrals/{share}/entries", new { kind = "words", text = "If you agree not to sue us, we pay." });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var self = await Post(here, $"/cases/{id}/referrals", new { organisation = giver.Slug, text = "It happened.", why = "Us." });
        Assert.Equal(HttpStatusCode.BadRequest, self.StatusCode);
        person.Dispose();
    }

    [Fact]
    public async Task AProposal_IsTakenBackBeforeThePersonAnswers_TheyReadWhy_AndABetterOneIsProposed()
    {
        var (giver, taker) = (await server.Provisioned(), await server.Provisioned());
        var (_, receipt) = await server.File(giver);
        var id = await server.CaseOf(giver);
        using var here = server.Handler(giver);
        using var person = await server.Mailbox(receipt);
        var page = $"/console/grievances/{id}/partners";
        async Task<Guid> Propose(string text) => (await GrievancesServer.Post(here, $"/cases/{id}/referrals", new { organisation = taker.Slug, text, why = "They built it." })).GetProperty("id").GetGuid();
        var share = await Propose("With a wrong name in it.");
        static IHtmlFormElement Form(IHtmlDocument shown) => (IHtmlFormElement)shown.QuerySelector("form[action*='handler=TakeBack']")!;
        using (var wordless = await here.Submit(page, Form, ("Reason", " ")))
            Assert.Equal(HttpStatusCode.BadRequest, wordless.StatusCode);
        Assert.Equal("awaiting_consent", (await Mine(person)).GetProperty("state").GetString());
        using (var taken = await here.Submit(page, Form, ("Reason", "A wrong name stood in it.")))
            Assert.Equal($"{page}?done=taken_back", taken.Headers.Location?.ToString());
        Assert.Null((await here.Page(page)).QuerySelector("form[action*='handler=TakeBack']"));

        // In the person's mailbox, in words of their own language, and there is nothing to decide any more.
        Assert.Contains("A wrong name stood in it.", (await person.GetStringAsync($"{GrievancesServer.Api}/mailbox")), StringComparison.Ordinal);
        Assert.Equal("taken_back", (await Mine(person)).GetProperty("state").GetString());
        foreach (var again in new[] { await Post(person, $"/mailbox/referrals/{share}/answer", new { allow = true }), await Post(here, $"/cases/{id}/referrals/{share}/taken-back", new { reason = "Twice." }) })
            Assert.Equal("grievances.referral_taken_back", await Code(again));
        Assert.False(await server.Read(taker, db => db.Grievances.AnyAsync()));

        await Answer(person, await Propose("Put right."), true);
        await Until(() => server.Read(taker, db => db.Grievances.AnyAsync()), there => there);
        // What they said yes to is theirs to take back.
        var answered = await server.Read(giver, db => db.Shares.Where(s => s.Id != share).Select(s => s.Id).SingleAsync());
        Assert.Equal("grievances.referral_answered", await Code(await Post(here, $"/cases/{id}/referrals/{answered}/taken-back", new { reason = "No." })));
    }

    private async Task<(TestTenant Giver, TestTenant Taker, Guid Case, Guid Other, Guid Share, HttpClient Person)> Together()
    {
        var (giver, taker) = (await server.Provisioned(), await server.Provisioned());
        var (_, receipt) = await server.File(giver);
        var id = await server.CaseOf(giver);
        using var here = server.Handler(giver);
        var person = await server.Mailbox(receipt);
        var share = (await GrievancesServer.Post(here, $"/cases/{id}/referrals", new { organisation = taker.Slug, text = "It happened.", why = "They built it." })).GetProperty("id").GetGuid();
        await Answer(person, share, true);
        var other = await Until(() => server.Read(taker, db => db.Grievances.Select(g => (Guid?)g.Id).SingleOrDefaultAsync()), found => found is not null);
        return (giver, taker, id, other!.Value, share, person);
    }

    private static async Task Answer(HttpClient person, Guid share, bool allow) =>
        Assert.Equal(HttpStatusCode.NoContent, (await person.PostAsJsonAsync($"{GrievancesServer.Api}/mailbox/referrals/{share}/answer", new { allow })).StatusCode);

    private static async Task<JsonElement> Mine(HttpClient person) => (await person.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/mailbox/referrals"))[0];

    private static async Task<JsonElement> Shared(HttpClient handler, Guid id) => (await handler.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/cases/{id}/referrals"))[0];

    private static Task<HttpResponseMessage> Post(HttpClient client, string path, object body) => client.Post(GrievancesServer.Api + path, body);

    private static async Task<string?> Code(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    private static async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> until)
    {
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            var last = await ask();
            if (until(last))
                return last;
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"It did not come true; last seen: {last}");
            await Task.Delay(50);
        }
    }
}
