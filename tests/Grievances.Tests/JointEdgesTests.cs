using System.Net;
using System.Net.Http.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Appeals;
using Grievances.Features.Erasure;
using Grievances.Features.Referrals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Files;
using Platform.Tenancy;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Where a case of two organisations meets what else becomes of a case: passing on, splitting, leaving, closing, appeals; and what comes late or broken.</summary>
public sealed class JointEdgesTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task WhatWasReferred_IsNeitherPassedOnNorSplit_AndWhatIsShared_StaysWithTheDesk()
    {
        await using var own = await OwnServer.Now();
        using var joint = await JointCase.Set(own);
        own.Services.GetRequiredService<IConfiguration>()["Portal:NeutralDesk"] = joint.Taker.Slug;
        using (var routed = await joint.There.Post($"{Api}/cases/{joint.Other}/route", new { organisation = joint.Giver.Slug }))
            Assert.Equal("grievances.referred_to_us", await routed.Problem(HttpStatusCode.Conflict));
        using (var split = await joint.There.Post($"{Api}/cases/{joint.Other}/split", new { summary = "S", whatHappened = "W" }))
            Assert.Equal("grievances.referred_to_us", await split.Problem(HttpStatusCode.Conflict));
        own.Services.GetRequiredService<IConfiguration>()["Portal:NeutralDesk"] = joint.Giver.Slug;
        using (var shared = await joint.Here.Post($"{Api}/cases/{joint.Case}/route", new { organisation = joint.Taker.Slug }))
            Assert.Equal("grievances.shared_not_routed", await shared.Problem(HttpStatusCode.Conflict));
        await Withdraw(joint);
        using var free = await joint.Here.Post($"{Api}/cases/{joint.Case}/route", new { organisation = joint.Taker.Slug });
        Assert.Equal(HttpStatusCode.NoContent, free.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhoFiledForAGroup_TakesTheirYesAlong(bool erase)
    {
        using var joint = await JointCase.Set(server, filing: (_, _) => Task.FromResult<object>(new
        {
            language = "en", summary = "Pay was cut", whatHappened = "The tool cut our pay.", affected = "group", capacity = "group",
            members = new[] { new { name = "First", mandate = new { kind = "written" } }, new { name = "Second", mandate = new { kind = "oral" } } },
        }));
        await GrievancesServer.Post(joint.Person, $"/mailbox/referrals/{joint.Share}/entries", new { text = "It still happens." });
        await joint.Settled();
        await Leaves(joint, erase);
        Assert.Equal(erase ? 1 : 2, await server.Read(joint.Giver, db => db.SharedEntries.CountAsync(e => e.ShareId == joint.Share && e.Kind != SharedKind.Opened)));
    }

    [Fact]
    public async Task WhoTakesTheirCaseBack_TakesTheirYesAlong_AndIsNotAskedAnyMore()
    {
        using var joint = await JointCase.Set(server);
        var third = await server.Provisioned();
        var asked = await Proposed(joint, third);
        await joint.PlanThere("retrain", "The model learns.");
        await Leaves(joint, erase: false);
        Assert.Equal(ShareState.Refused, await server.Read(joint.Giver, db => db.Shares.Where(s => s.Id == asked).Select(s => s.State).SingleAsync()));
        Assert.Equal((CaseOutcome.Withdrawn, MeasureState.Dropped), await server.Read(joint.Giver, async db => ((await db.Grievances.SingleAsync()).Outcome!.Value, (await db.Measures.SingleAsync()).State)));
    }

    [Fact]
    public async Task AFileThatBreaksOff_IsNotTakenForTheWhole()
    {
        using var joint = await JointCase.Set(server, filing: async (tenant, person) => new
        {
            language = "en", summary = "S", whatHappened = "W", affected = "self", files = new[] { await Uploads.Whole(person, tenant, "note.txt", "A note"u8.ToArray()) },
        });
        var (share, file, sealer) = await In(joint.Giver, async services =>
        {
            var (db, unit, keys) = (services.GetRequiredService<GrievancesDb>(), services.GetRequiredService<UnitOfWork<GrievancesDb>>(), services.GetRequiredService<CaseKeys>());
            return await unit.Read(async () => (await db.Shares.AsNoTracking().SingleAsync(), await db.Files.AsNoTracking().SingleAsync(),
                new CaseSealer(joint.Giver.Id, joint.Case, (await keys.OpenForGroup(joint.Case, CaseKeys.Team, CancellationToken.None))!)), CancellationToken.None);
        });
        var brought = new Brought(new ShareParcel { TenantId = joint.Giver.Id, ShareId = joint.Share, ToTenantId = joint.Taker.Id, Content = ParcelContent.File, RowId = file.Id }, share) { File = new BroughtFile(file, sealer) };
        await Assert.ThrowsAsync<InvalidOperationException>(() => In(joint.Taker, async services =>
        {
            await ActivatorUtilities.CreateInstance<TakeFile>(services, new BrokenStore(services.GetRequiredService<IBlobStore>())).Run(brought, CancellationToken.None);
            return 0;
        }));
        Assert.Equal(0, await server.Read(joint.Taker, db => db.Files.CountAsync()));
        await In(joint.Taker, async services =>
        {
            await services.GetRequiredService<TakeFile>().Run(brought, CancellationToken.None);
            return 0;
        });
        Assert.Equal(6, await server.Read(joint.Taker, db => db.Files.Select(f => f.Bytes).SingleAsync()));
    }

    [Fact]
    public async Task ACopyThatIsGone_DoesNotComeBackWithAParcelBroughtTwice()
    {
        using var joint = await JointCase.Set(server);
        await In(joint.Taker, async services =>
        {
            var (db, unit) = (services.GetRequiredService<GrievancesDb>(), services.GetRequiredService<UnitOfWork<GrievancesDb>>());
            await unit.Write(async () => await services.GetRequiredService<EraseCase>().Begin(await db.Grievances.SingleAsync(), ErasureCause.Retention, "system", CancellationToken.None), CancellationToken.None);
            return 0;
        });
        await JointCase.Until(() => server.Read(joint.Taker, db => db.Shares.CountAsync()), left => left == 0);
        await joint.Settled();
        await server.Work(joint.Giver, async db =>
        {
            await db.Shares.ExecuteUpdateAsync(s => s.SetProperty(x => x.State, ShareState.Offered));
            await db.Parcels.Where(p => p.Content == ParcelContent.Open).ExecuteUpdateAsync(p => p.SetProperty(x => x.DeliveredAt, (DateTimeOffset?)null).SetProperty(x => x.NextAttemptAt, DateTimeOffset.UnixEpoch));
            db.AfterCommit.Add(typeof(ShareParcel));
        });
        await joint.Settled();
        Assert.Equal(0, await server.Read(joint.Taker, db => db.Shares.CountAsync()));
    }

    [Fact]
    public async Task WhatAPartnerPlans_IsDecidedBeforeTheCaseEnds_AndWhatComesAfterIsNotInIt()
    {
        using var joint = await JointCase.Set(server);
        var (third, first) = (await server.Provisioned(), await joint.PlanThere("retrain", "The model learns."));
        var asked = await Proposed(joint, third);
        await server.Link(joint.Giver, joint.Case);
        object Closing() => new { outcome = "unsubstantiated", letter = GrievancesServer.Letter() };
        using (var open = await joint.Here.Post($"{Api}/cases/{joint.Case}/closure", Closing()))
            Assert.Equal("grievances.remedy_open", await open.Problem(HttpStatusCode.Conflict));
        // Nor does one organisation say for the other that none is owed.
        using (var alone = await joint.Here.Post($"{Api}/cases/{joint.Case}/remedy/not-owed", new { reason = "Nothing happened." }))
            Assert.Equal("grievances.partner_plans", await alone.Problem(HttpStatusCode.Conflict));
        using (var dropped = await joint.There.DeleteAsync($"{Api}/cases/{joint.Other}/remedy/measures/{first}"))
            Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        await joint.Settled();
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/remedy/not-owed", new { reason = "Nothing happened." });
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/closure", Closing());
        await joint.Settled();
        using (var late = await joint.Person.PostAsJsonAsync($"{Api}/mailbox/referrals/{asked}/answer", new { allow = true }))
            Assert.Equal("grievances.case_closed", await late.Problem(HttpStatusCode.Conflict));
        var second = await joint.PlanThere("human_review", "A person looks again.");
        Assert.Equal(("dropped", "dropped"), (JointCase.StateOf(await joint.SeenHere(), second), JointCase.StateOf(await joint.SeenThere(), second)));
        Assert.Equal(("not_owed", "not_owed"), await joint.States());
        Assert.Equal("dropped", JointCase.StateOf(await joint.SeenHere(), first));
    }

    [Fact]
    public async Task APartnersDayThatPassed_DoesNotKeepTheRestFromThePerson()
    {
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        using var joint = await JointCase.Set(own);
        var sorry = await joint.PlanHere("apology", "We are sorry.");
        await joint.PlanThere("retrain", "The model learns.", 5);
        await own.GoTo(new DateTimeOffset(2027, 3, 7, 0, 0, 0, TimeSpan.Zero), joint.Taker);
        for (var i = 0; i < 14; i++)
            await joint.PlanHere("compensation", $"Payment {i}.");
        await joint.Offer();
        joint.Person.Dispose();
        joint.Person = await own.Mailbox(joint.Receipt);
        var offered = (await joint.SeenByPerson()).GetProperty("offers")[0].GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("id").GetGuid()).ToList();
        Assert.Equal((15, sorry), (offered.Count, offered[0]));
    }

    [Fact]
    public async Task WhatIsDisputed_OfOneThatHasLeft_IsCarriedOutNoMore_AndStaysReadable()
    {
        using var joint = await JointCase.Set(server);
        await joint.PlanHere("apology", "We are sorry.");
        var money = await joint.PlanHere("compensation", "Forty euros.");
        var review = await joint.PlanThere("human_review", "A person decides anew.");
        await joint.Offer();
        await joint.Answer(new { answer = "accept", apology = true });
        await joint.DoneThere(review, "Decided anew.");
        await In(joint.Taker, async services =>
        {
            var (db, unit) = (services.GetRequiredService<GrievancesDb>(), services.GetRequiredService<UnitOfWork<GrievancesDb>>());
            await unit.Write(async () => await services.GetRequiredService<EraseCase>().Begin(await db.Grievances.SingleAsync(), ErasureCause.Retention, "system", CancellationToken.None), CancellationToken.None);
            return 0;
        });
        await joint.Settled();
        await joint.Confirm(review, false, "It is the same as before.");
        var seen = await joint.SeenByPerson();
        Assert.Equal(("dropped", "It is the same as before.", "planned"), (JointCase.StateOf(seen, review), JointCase.Measure(seen, review).GetProperty("remark").GetString(), JointCase.StateOf(seen, money)));
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={joint.Person.DefaultRequestHeaders.Authorization!.Parameter}");
        var page = (await browser.Page("/portal/mailbox/remedy")).Body!.TextContent;
        Assert.Contains("Model Works has ended its part by itself.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("since you took back your yes", page, StringComparison.Ordinal);
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/remedy/measures/{money}/done", new { evidence = "Paid." });
        await joint.Confirm(money);
        Assert.Equal("verified", (await joint.SeenHere()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task WhoComesBack_HasNoPartInWhatWasOfferedBefore()
    {
        using var joint = await JointCase.Set(server);
        await joint.PlanHere("apology", "We are sorry.");
        var retrain = await joint.PlanThere("retrain", "The model learns.");
        await joint.Offer();
        await Withdraw(joint);
        var again = await Proposed(joint, joint.Taker);
        using (var yes = await joint.Person.PostAsJsonAsync($"{Api}/mailbox/referrals/{again}/answer", new { allow = true }))
            Assert.Equal(HttpStatusCode.NoContent, yes.StatusCode);
        var other = (await JointCase.Until(() => server.Read(joint.Taker, db => db.Shares.Where(s => s.Id == again).Select(s => (Guid?)s.CaseId).SingleOrDefaultAsync()), found => found is not null))!.Value;
        await GrievancesServer.Post(joint.There, $"/cases/{other}/referrals/{again}/entries", new { kind = "accepted", text = "Once more." });
        await joint.Settled();
        Assert.Equal(["planned", "dropped"], (await joint.SeenByPerson()).GetProperty("offers")[0].GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("state").GetString()!));
        await joint.Answer(new { answer = "accept", apology = true });
        Assert.Equal("dropped", JointCase.StateOf(await joint.SeenHere(), retrain));
    }

    [Fact]
    public async Task WhoWroteInTheSharedPart_ReviewsNoAppealInTheCase()
    {
        using var joint = await JointCase.Set(server);
        foreach (var (kind, text) in new[] { ("words", "We lead."), ("contested", "Not ours."), ("uncontested", null), ("lead_offered", null) })
        {
            var account = Guid.CreateVersion7();
            using var somebody = server.Staff(joint.Giver, account, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
            await GrievancesServer.Post(somebody, $"/cases/{joint.Case}/referrals/{joint.Share}/entries", new { kind, text });
            Assert.True(await In(joint.Giver, services => services.GetRequiredService<UnitOfWork<GrievancesDb>>()
                .Read(() => services.GetRequiredService<Reviewers>().InIt(joint.Case, account).AnyAsync(), CancellationToken.None)), kind);
        }
    }

    [Fact]
    public async Task WhatThePersonReads_AsksForNoRight_HasOneOrder_AndTheLetterSaysWhereToTurn()
    {
        using var joint = await JointCase.Set(server);
        var third = await server.Provisioned();
        using (var waiver = await joint.Here.Post($"{Api}/cases/{joint.Case}/referrals", new { organisation = third.Slug, text = "T", why = "If you agree not to sue us, we pay." }))
            Assert.Equal("grievances.waiver_clause", await waiver.Problem(HttpStatusCode.BadRequest));
        using (var tooLong = await joint.Here.Post($"{Api}/cases/{joint.Case}/referrals/{joint.Share}/entries", new { kind = "lead_offered", text = new string('x', 20_001) }))
            Assert.Equal("platform.invalid", await tooLong.Problem(HttpStatusCode.BadRequest));
        var sorry = await joint.PlanHere("apology", "We are sorry.");
        await joint.PlanHere("compensation", "Forty euros.");
        using (var twice = await joint.Here.PutAsJsonAsync($"{Api}/cases/{joint.Case}/remedy/order", new { measures = new[] { sorry, sorry } }))
            Assert.Equal("platform.invalid", await twice.Problem(HttpStatusCode.BadRequest));
        await server.Link(joint.Taker, joint.Other);
        await GrievancesServer.Post(joint.There, $"/cases/{joint.Other}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter() });
        await joint.Settled();
        var letter = (await joint.Person.Get($"{Api}/mailbox/referrals"))[0].GetProperty("entries").EnumerateArray().Last().GetProperty("text").GetString()!;
        Assert.Contains("choose “Other organisations” and write to both", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("choose “Appeal”", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhomThePersonKeptTheCaseFrom_DoesNotHaveItThereEither()
    {
        var (giver, taker) = (await server.Provisioned(), await server.Provisioned());
        var receipt = (await server.File(giver, new { language = "en", summary = "The team itself", whatHappened = "They laughed.", affected = "self", exclude = new[] { "case-handler" } })).GetProperty("receipt").GetString()!;
        var id = await server.CaseOf(giver);
        using var here = Ombuds(giver);
        using var person = await server.Mailbox(receipt);
        var share = (await GrievancesServer.Post(here, $"/cases/{id}/referrals", new { organisation = taker.Slug, text = "It happened.", why = "They built it." })).GetProperty("id").GetGuid();
        using (await person.PostAsJsonAsync($"{Api}/mailbox/referrals/{share}/answer", new { allow = true }))
        {
            var other = (await JointCase.Until(() => server.Read(taker, db => db.Grievances.Select(g => (Guid?)g.Id).SingleOrDefaultAsync()), found => found is not null))!.Value;
            Assert.Equal([CaseKeys.Ombuds], await server.Read(taker, db => db.Wraps.Where(w => w.CaseId == other).Select(w => w.Holder).ToListAsync()));
            using var team = server.Handler(taker);
            using (var kept = await team.GetAsync($"{Api}/cases/{other}"))
                Assert.Equal(HttpStatusCode.NotFound, kept.StatusCode);
            using var there = Ombuds(taker);
            Assert.Equal("It happened.", (await there.Get($"{Api}/cases/{other}")).GetProperty("whatHappened").GetString());
        }
    }

    private HttpClient Ombuds(TestTenant tenant) => server.Staff(tenant, Guid.CreateVersion7(), "ombuds", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesHear);

    private static async Task<Guid> Proposed(JointCase joint, TestTenant to) =>
        (await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/referrals", new { organisation = to.Slug, text = "It happened.", why = "They built it." })).GetProperty("id").GetGuid();

    private static async Task Withdraw(JointCase joint)
    {
        using var withdrawn = await joint.Person.PostAsync($"{Api}/mailbox/referrals/{joint.Share}/withdrawal", null);
        Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        await joint.Settled();
    }

    private async Task Leaves(JointCase joint, bool erase)
    {
        using var gone = await joint.Person.Post($"{Api}/mailbox/withdrawal", new { erase });
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await joint.Settled();
        Assert.Equal(ShareState.Withdrawn, await server.Read(joint.Giver, db => db.Shares.Where(s => s.Id == joint.Share).Select(s => s.State).SingleAsync()));
        Assert.Equal(0, await server.Read(joint.Taker, db => db.Wraps.CountAsync(w => w.CaseId == joint.Other)));
        Assert.Equal(ErasureCause.ConsentWithdrawn, await server.Read(joint.Taker, db => db.Tombstones.Where(t => t.CaseId == joint.Other).Select(t => t.Cause).SingleAsync()));
    }

    private async Task<T> In<T>(TestTenant tenant, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant.Id);
        return await work(scope.ServiceProvider);
    }

    // A store whose connection breaks off while something is read.
    private sealed class BrokenStore(IBlobStore store) : IBlobStore
    {
        public Task Put(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation = default) => store.Put(name, content, cancellation);

        public Task<int?> Get(string name, Memory<byte> buffer, CancellationToken cancellation = default) => throw new BlobStoreException("It broke off.");

        public Task Delete(string name, CancellationToken cancellation = default) => store.Delete(name, cancellation);

        public IAsyncEnumerable<string> List(string prefix, CancellationToken cancellation = default) => store.List(prefix, cancellation);

        public IAsyncEnumerable<StoredBlob> Everything(CancellationToken cancellation = default) => store.Everything(cancellation);

        public Task Check(CancellationToken cancellation = default) => store.Check(cancellation);
    }
}
