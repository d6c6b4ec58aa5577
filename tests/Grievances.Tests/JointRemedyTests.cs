using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Grievances.Features.Referrals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Tenancy;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>One remedy of two organisations: one plan before the person, each side carries out its own, and neither reads what is the other's.</summary>
public sealed class JointRemedyTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task WhatAnotherOrganisationPlans_IsNotTakenFromThePersonByUs_NorEndsItsSideBefore()
    {
        using var joint = await JointCase.Set(server);
        await joint.PlanThere("delete_data", "The photo is deleted.");
        using (var none = await joint.Here.Post($"{Api}/cases/{joint.Case}/remedy/not-owed", new { reason = "We owe nothing." }))
            Assert.Equal("grievances.partner_plans", await none.Problem(HttpStatusCode.Conflict));
        foreach (var outcome in new[] { "substantiated", "unsubstantiated" })
        {
            await server.Link(joint.Taker, joint.Other);
            using var early = await joint.There.Post($"{Api}/cases/{joint.Other}/closure", new { outcome, letter = GrievancesServer.Letter() });
            Assert.Equal("grievances.giver_decides_first", await early.Problem(HttpStatusCode.Conflict));
        }
    }

    [Fact]
    public async Task WhatIsPlannedThere_AfterWeSaidThatWeOweNothing_StillComesBeforeThePerson()
    {
        using var joint = await JointCase.Set(server);
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/remedy/not-owed", new { reason = "We owe nothing." });
        await joint.PlanThere("delete_data", "The photo is deleted.");
        Assert.Equal("planned", (await joint.SeenHere()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task WhatTheOtherSideSaidToBeDoneByMistake_ItTakesBackItself_WhileThePersonHasNotAnswered()
    {
        using var joint = await JointCase.Set(server);
        await joint.PlanHere("apology", "We are sorry.");
        var retrain = await joint.PlanThere("retrain", "The model learns from it.");
        await joint.Offer();
        await joint.Answer(new { answer = "accept", apology = true });
        using (var early = await joint.There.Post($"{Api}/cases/{joint.Other}/remedy/measures/{retrain}/done/taken-back", new { reason = "No." }))
            Assert.Equal("grievances.measure_not_done", await early.Problem(HttpStatusCode.Conflict));
        await joint.DoneThere(retrain, "It was trained anew.");
        using (var theirs = await joint.Here.Post($"{Api}/cases/{joint.Case}/remedy/measures/{retrain}/done/taken-back", new { reason = "No." }))
            Assert.Equal("grievances.measure_of_partner", await theirs.Problem(HttpStatusCode.Conflict));
        Assert.NotNull((await joint.There.Page($"/console/grievances/{joint.Other}/remedy")).QuerySelector("a[href*=undo]"));
        await GrievancesServer.Post(joint.There, $"/cases/{joint.Other}/remedy/measures/{retrain}/done/taken-back", new { reason = "That was another model." });
        await joint.Settled();
        Assert.Equal(("accepted", "accepted"), await joint.States());
        Assert.Equal(("planned", "planned"), (JointCase.StateOf(await joint.SeenHere(), retrain), JointCase.StateOf(await joint.SeenThere(), retrain)));
        var seen = JointCase.Measure(await joint.SeenByPerson(), retrain);
        Assert.Equal(("planned", JsonValueKind.Null), (seen.GetProperty("state").GetString(), seen.GetProperty("evidence").ValueKind));
        Assert.DoesNotContain("measures", (await joint.Person.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()));
        Assert.Contains("That was another model.", await joint.Person.GetStringAsync($"{Api}/mailbox/referrals"), StringComparison.Ordinal);

        await joint.DoneThere(retrain, "It was trained on Friday.");
        Assert.Equal("It was trained on Friday.", JointCase.Measure(await joint.SeenByPerson(), retrain).GetProperty("evidence").GetString());
        await joint.Confirm(retrain);
        Assert.Equal(("verified", "verified"), await joint.States());
        using var late = await joint.There.Post($"{Api}/cases/{joint.Other}/remedy/measures/{retrain}/done/taken-back", new { reason = "No." });
        Assert.Equal("grievances.measure_not_done", await late.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task OnePlanOfTwo_IsOffered_Accepted_DoneByBoth_AndVerifiedOnBothSides()
    {
        using var joint = await JointCase.Set(server);
        var money = await joint.PlanHere("compensation", "Forty euros.");
        var sorry = await joint.PlanThere("apology", "We are sorry that our model said no.");
        var retrain = await joint.PlanThere("retrain", "The model learns from it.");
        // The apology of the other side comes first, under its name; who answers for it there is nobody's business here.
        var plan = await joint.SeenHere();
        Assert.Equal([sorry, money, retrain], plan.GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("id").GetGuid()));
        Assert.Equal(("Model Works", "partner-organisation", "planned"), (JointCase.Measure(plan, sorry).GetProperty("by").GetString(), JointCase.Measure(plan, sorry).GetProperty("ownerRole").GetString(), plan.GetProperty("state").GetString()));
        Assert.Equal(JsonValueKind.Null, JointCase.Measure(plan, money).GetProperty("by").ValueKind);

        await joint.Offer();
        Assert.Equal(("offered", "offered"), await joint.States());
        var offered = (await joint.SeenByPerson()).GetProperty("offers")[0].GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("by").GetString()).ToList();
        Assert.Equal(["Model Works", null, "Model Works"], offered);
        // What was offered stays countable when the plan is worked on later, whoever carries it out.
        Assert.Equal("apology,compensation,retrain", await server.Read(joint.Giver, async db => (await db.Offers.SingleAsync()).Kinds));
        using (var late = await joint.There.Post($"{Api}/cases/{joint.Other}/remedy/measures", Retrain()))
            Assert.Equal("grievances.remedy_offered", await late.Problem(HttpStatusCode.Conflict));

        await joint.Answer(new { answer = "accept", apology = true, words = "At last." });
        Assert.Equal(("accepted", "accepted"), await joint.States());
        Assert.Equal("verified", JointCase.StateOf(await joint.SeenThere(), sorry));
        await joint.DoneThere(retrain, "It was trained anew.");
        Assert.Equal(("implementing", "implementing"), await joint.States());
        Assert.Equal("It was trained anew.", JointCase.Measure(await joint.SeenByPerson(), retrain).GetProperty("evidence").GetString());
        Assert.Contains("measures", (await joint.Person.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()));
        await joint.Confirm(retrain, false, "It still says no.");
        var disputed = JointCase.Measure(await joint.SeenThere(), retrain);
        Assert.Equal(("disputed", "It still says no."), (disputed.GetProperty("state").GetString(), disputed.GetProperty("remark").GetString()));
        await joint.DoneThere(retrain, "It was trained once more.");
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/remedy/measures/{money}/done", new { evidence = "Paid." });
        await joint.Confirm(money);
        Assert.Equal(("done", "done"), await joint.States());
        await joint.Confirm(retrain);
        Assert.Equal(("verified", "verified"), await joint.States());
        Assert.Equal(("verified", "verified"), (JointCase.StateOf(await joint.SeenThere(), retrain), JointCase.StateOf(await joint.SeenHere(), retrain)));
        Assert.Equal((1, 1), ((await server.Events<RemedyVerified>(joint.Giver)).Count, (await server.Events<RemedyVerified>(joint.Taker)).Count));
    }

    [Fact]
    public async Task EachSide_KeepsToItsOwn_AndThePlanIsTheGiversToOffer()
    {
        using var joint = await JointCase.Set(server, taken: false);
        using (var early = await joint.There.Post($"{Api}/cases/{joint.Other}/remedy/measures", Retrain()))
            Assert.Equal("grievances.take_it_first", await early.Problem(HttpStatusCode.Conflict));
        await joint.Take();
        var sorry = await joint.PlanThere("apology", "We are sorry.");
        var retrain = await joint.PlanThere("retrain", "The model learns.");
        foreach (var refused in new[]
        {
            await joint.Here.PutAsJsonAsync($"{Api}/cases/{joint.Case}/remedy/measures/{retrain}", Retrain()),
            await joint.Here.DeleteAsync($"{Api}/cases/{joint.Case}/remedy/measures/{retrain}"),
        })
            using (refused)
                Assert.Equal("grievances.measure_of_partner", await refused.Problem(HttpStatusCode.Conflict));
        foreach (var (path, body) in new (string, object)[] { ("offers", new { }), ("not-owed", new { reason = "None." }) })
            using (var refused = await joint.There.Post($"{Api}/cases/{joint.Other}/remedy/{path}", body))
                Assert.Equal("grievances.remedy_of_the_giver", await refused.Problem(HttpStatusCode.Conflict));
        using (var waiver = await joint.There.Post($"{Api}/cases/{joint.Other}/remedy/measures", new { measure = "compensation", text = "If you agree not to sue us, we pay.", ownerRole = "case-handler", dueOn = "2033-01-01" }))
            Assert.Equal("grievances.waiver_clause", await waiver.Problem(HttpStatusCode.BadRequest));

        // Until it is before the person, each side changes its own, and the plan follows.
        using (var changed = await joint.There.PutAsJsonAsync($"{Api}/cases/{joint.Other}/remedy/measures/{retrain}", new { measure = "retrain", text = "The model learns by March.", ownerRole = "case-handler", dueOn = "2033-01-01" }))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        await joint.Settled();
        Assert.Equal("The model learns by March.", JointCase.Measure(await joint.SeenHere(), retrain).GetProperty("text").GetString());
        await joint.Offer();
        await joint.Answer(new { answer = "accept" });
        using (var carried = await joint.Here.Post($"{Api}/cases/{joint.Case}/remedy/measures/{retrain}/done", new { evidence = "Done." }))
            Assert.Equal("grievances.measure_of_partner", await carried.Problem(HttpStatusCode.Conflict));
        Assert.Equal("done", JointCase.StateOf(await joint.SeenThere(), sorry));
    }

    [Fact]
    public async Task APlanWithoutAnApologyOfEither_IsNotOffered_AndADroppedMeasureLeavesIt()
    {
        using var joint = await JointCase.Set(server);
        await joint.PlanHere("compensation", "Forty euros.");
        var retrain = await joint.PlanThere("retrain", "The model learns.");
        using (var bare = await joint.Here.Post($"{Api}/cases/{joint.Case}/remedy/offers", new { }))
            Assert.Equal("grievances.apology_first", await bare.Problem(HttpStatusCode.Conflict));
        using (var dropped = await joint.There.DeleteAsync($"{Api}/cases/{joint.Other}/remedy/measures/{retrain}"))
            Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        await joint.Settled();
        Assert.Equal("dropped", JointCase.StateOf(await joint.SeenHere(), retrain));
        Assert.Equal(("planned", "none"), await joint.States());
        await joint.PlanThere("apology", "We are sorry.");
        await joint.Offer();
        await joint.Answer(new { answer = "counter", words = "Canary: eighty euros." });
        Assert.Equal(("countered", "countered"), await joint.States());
        Assert.True(await server.Read(joint.Taker, db => db.Grievances.Select(g => g.AwaitsAnswer).SingleAsync()));
        Assert.DoesNotContain("Canary", (await joint.SeenThere()).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingOfTheGiversOwn_ReachesTheOtherSide()
    {
        using var joint = await JointCase.Set(server);
        var own = await joint.PlanHere("apology", "Canary-1: we are sorry.");
        var money = await joint.PlanHere("compensation", "Canary-2: forty euros.");
        await joint.PlanThere("retrain", "The model learns.");
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/notes", new { text = "Canary-3: between us." });
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/messages", new { text = "Canary-4: to the person." });
        await GrievancesServer.Post(joint.Person, "/mailbox/messages", new { text = "Canary-5: to the hospital." });
        await joint.Offer(new { words = "Canary-6: with our apology." });
        await joint.Answer(new { answer = "accept", apology = false, words = "Canary-7: thank you." });
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/remedy/measures/{money}/done", new { evidence = "Canary-8: paid." });
        await joint.Confirm(money, false, "Canary-9: nothing came.");

        foreach (var path in new[] { "", "/remedy", "/referrals", "/messages", "/notes" })
        {
            using var read = await joint.There.GetAsync($"{Api}/cases/{joint.Other}{path}");
            Assert.True(read.IsSuccessStatusCode, path);
            Assert.DoesNotContain("Canary", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal((1, 0, 0, 0, false), await server.Read(joint.Taker, async db =>
            (await db.Measures.CountAsync(), await db.Offers.CountAsync(), await db.Messages.CountAsync(), await db.Notes.CountAsync(), await db.Measures.AnyAsync(m => m.Id == own || m.Id == money))));
        // And the giver has of the other side what it planned, and no more.
        await GrievancesServer.Post(joint.There, $"/cases/{joint.Other}/notes", new { text = "Canary-10: among us." });
        Assert.DoesNotContain("Canary-10", (await joint.Here.Get($"{Api}/cases/{joint.Case}")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConsentTakenBack_DropsWhatIsNotDone_KeepsWhatIs_AndThePersonReadsWhy()
    {
        using var joint = await JointCase.Set(server);
        await joint.PlanHere("apology", "We are sorry.");
        var money = await joint.PlanHere("compensation", "Forty euros.");
        var (review, retrain) = (await joint.PlanThere("human_review", "A person decides anew."), await joint.PlanThere("retrain", "The model learns."));
        await joint.Offer();
        await joint.Answer(new { answer = "accept", apology = true });
        await joint.DoneThere(review, "Decided anew.");
        using (var withdrawn = await joint.Person.PostAsync($"{Api}/mailbox/referrals/{joint.Share}/withdrawal", null))
            Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        await joint.Settled();
        Assert.Equal(HttpStatusCode.NotFound, (await joint.There.GetAsync($"{Api}/cases/{joint.Other}/remedy")).StatusCode);
        var seen = await joint.SeenByPerson();
        Assert.Equal(("dropped", "done", "planned"), (JointCase.StateOf(seen, retrain), JointCase.StateOf(seen, review), JointCase.StateOf(seen, money)));
        using var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={joint.Person.DefaultRequestHeaders.Authorization!.Parameter}");
        var page = (await browser.Page("/portal/mailbox/remedy")).Body!.TextContent;
        Assert.Contains("Model Works has no part in it any more, since you took back your yes.", page, StringComparison.Ordinal);
        Assert.Contains("Model Works carries this out.", page, StringComparison.Ordinal);
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/remedy/measures/{money}/done", new { evidence = "Paid." });
        await joint.Confirm(money);
        await joint.Confirm(review);
        Assert.Equal("verified", (await joint.SeenHere()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task ConsentTakenBackFromWhatIsDisputed_IsNoRemedyThatThePersonConfirmed()
    {
        using var joint = await JointCase.Set(server);
        await joint.PlanHere("apology", "We are sorry.");
        var retrain = await joint.PlanThere("retrain", "The model learns.");
        await joint.Offer();
        await joint.Answer(new { answer = "accept", apology = true });
        await joint.DoneThere(retrain, "Trained.");
        await joint.Confirm(retrain, false, "It still says no.");
        using (var withdrawn = await joint.Person.PostAsync($"{Api}/mailbox/referrals/{joint.Share}/withdrawal", null))
            Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        await joint.Settled();
        Assert.Equal("planned", (await joint.SeenHere()).GetProperty("state").GetString());
        var page = (await joint.Here.Page($"/console/grievances/{joint.Case}/remedy")).Body!.TextContent;
        Assert.Contains("Nobody carries it out", page, StringComparison.Ordinal);
        Assert.Contains("The model learns.", page, StringComparison.Ordinal);
        // Whoever had it there hears why it is gone.
        using var gone = await joint.There.GetAsync($"{Api}/cases/{joint.Other}");
        Assert.Equal("grievances.consent_withdrawn", await gone.Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task ConsentTakenBackWhileAnOfferStands_LeavesTheGiversPartToBeAccepted()
    {
        using var joint = await JointCase.Set(server);
        await joint.PlanHere("apology", "We are sorry.");
        var money = await joint.PlanHere("compensation", "Forty euros.");
        var retrain = await joint.PlanThere("retrain", "The model learns.");
        await joint.Offer();
        using (await joint.Person.PostAsync($"{Api}/mailbox/referrals/{joint.Share}/withdrawal", null))
            await joint.Settled();
        Assert.Equal(["planned", "planned", "dropped"], (await joint.SeenByPerson()).GetProperty("offers")[0].GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("state").GetString()!));
        await joint.Answer(new { answer = "accept", apology = true });
        Assert.Equal(("planned", "dropped"), (JointCase.StateOf(await joint.SeenHere(), money), JointCase.StateOf(await joint.SeenHere(), retrain)));
    }

    [Fact]
    public async Task WhatNobodyCarriesOutAnyMore_IsSaidAndSomethingIsOfferedInItsPlace_OnceTheRestIsConfirmed()
    {
        using var joint = await JointCase.Set(server);
        await joint.PlanHere("apology", "We are sorry.");
        var money = await joint.PlanHere("compensation", "Forty euros.");
        await joint.PlanThere("retrain", "The model learns.");
        await joint.Offer();
        await joint.Answer(new { answer = "accept", apology = true });
        using (await joint.Person.PostAsync($"{Api}/mailbox/referrals/{joint.Share}/withdrawal", null))
            await joint.Settled();
        var page = $"/console/grievances/{joint.Case}/remedy";
        Assert.Contains("you can offer something here in place of what nobody carries out", (await joint.Here.Page(page)).Body!.TextContent, StringComparison.Ordinal);
        using (var early = await joint.Here.Post($"{Api}/cases/{joint.Case}/remedy/measures", new { measure = "suspend_feature", text = "It is switched off.", ownerRole = "case-handler", dueOn = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30) }))
            Assert.Equal("grievances.remedy_under_way", await early.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/remedy/measures/{money}/done", new { evidence = "Paid." });
        Assert.Contains("What is still carried out is done", (await joint.Here.Page(page)).Body!.TextContent, StringComparison.Ordinal);
        await GrievancesServer.Post(joint.Person, $"/mailbox/remedy/measures/{money}/answer", new { asPromised = true });

        // Planned and dropped again, the remedy is what it was.
        var dropped = await joint.PlanHere("suspend_feature", "It is switched off.");
        using (await joint.Here.DeleteAsync($"{Api}/cases/{joint.Case}/remedy/measures/{dropped}"))
            Assert.Equal("verified", (await joint.SeenHere()).GetProperty("state").GetString());
        var instead = await joint.PlanHere("suspend_feature", "It is switched off.");
        await joint.Offer();
        await joint.Answer(new { answer = "accept" });
        Assert.Equal(("verified", "planned"), (JointCase.StateOf(await joint.SeenHere(), money), JointCase.StateOf(await joint.SeenHere(), instead)));
    }

    [Fact]
    public async Task ParcelsBroughtTwice_ChangeNothing_AndWhatThePersonAcceptedStaysAsTheyReadIt()
    {
        using var joint = await JointCase.Set(server);
        var sorry = await joint.PlanThere("apology", "We are sorry.");
        var retrain = await joint.PlanThere("retrain", "The model learns.");
        await joint.Offer();
        await joint.Answer(new { answer = "accept" });
        await joint.DoneThere(retrain, "Trained.");
        await joint.Confirm(retrain, false, "Not yet.");
        var before = (await Whole(joint.Giver), await Whole(joint.Taker));
        foreach (var tenant in new[] { joint.Giver, joint.Taker })
            await server.Work(tenant, async db =>
            {
                await db.Parcels.ExecuteUpdateAsync(p => p.SetProperty(x => x.DeliveredAt, (DateTimeOffset?)null));
                db.AfterCommit.Add(typeof(ShareParcel));
            });
        await joint.Settled();
        Assert.Equal(before, (await Whole(joint.Giver), await Whole(joint.Taker)));

        // A change that was on its way while the person accepted comes too late, and what is new is not in what they accepted.
        await Bring(joint, new BroughtMeasure(retrain, 99, RemedyMeasure.Retrain, MeasureState.Planned, "Something else.", "en", null, new DateOnly(2099, 1, 1), null, null, null, null));
        var late = Guid.CreateVersion7();
        await Bring(joint, new BroughtMeasure(late, 1, RemedyMeasure.Retrain, MeasureState.Planned, "Too late.", "en", null, new DateOnly(2099, 1, 1), null, null, null, null));
        await joint.Settled();
        var seen = await joint.SeenHere();
        Assert.Equal(("The model learns.", "disputed", "dropped"), (JointCase.Measure(seen, retrain).GetProperty("text").GetString(), JointCase.StateOf(seen, retrain), JointCase.StateOf(seen, late)));
        Assert.Equal(("The model learns.", "disputed"), (JointCase.Measure(await joint.SeenThere(), retrain).GetProperty("text").GetString(), JointCase.StateOf(await joint.SeenThere(), retrain)));
        Assert.Equal("done", JointCase.StateOf(await joint.SeenThere(), sorry));

        Task<string> Whole(TestTenant tenant) => server.Read(tenant, async db => string.Join('\n',
            (await db.Measures.OrderBy(m => m.Id).Select(m => $"{m.Id} {m.State} {m.Version} {m.Place}").ToListAsync()).Concat(await db.SharedEntries.OrderBy(e => e.Id).Select(e => $"{e.Id} {e.Kind}").ToListAsync())
            .Concat(await db.Grievances.Select(g => $"{g.Id} {g.Version} {g.Remedy}").ToListAsync()).Concat(await db.Shares.Select(s => $"{s.Id} {s.Version}").ToListAsync())));
    }

    [Fact]
    public async Task TheDaysOfAMeasure_RunWhereItIsCarriedOut()
    {
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        using var joint = await JointCase.Set(own);
        await joint.PlanHere("apology", "We are sorry.");
        var retrain = await joint.PlanThere("retrain", "The model learns.", 5);
        await joint.Offer();
        await joint.Answer(new { answer = "accept", apology = true });
        await own.GoTo(new DateTimeOffset(2027, 3, 7, 0, 0, 0, TimeSpan.Zero), joint.Taker);
        await own.Settled(joint.Giver);
        Assert.Equal((0, 1), ((await own.Events<RemedyOverdue>(joint.Giver)).Count, (await own.Events<RemedyOverdue>(joint.Taker)).Count));
        Assert.DoesNotContain("remedy missed case-handler", await ClockTests.Notices(own, joint.Giver));
        Assert.Contains("remedy missed case-handler", await ClockTests.Notices(own, joint.Taker));
        // It is shown on both sides all the same.
        Assert.True(JointCase.Measure(await joint.SeenHere(), retrain).GetProperty("overdue").GetBoolean());
    }

    private async Task Bring(JointCase joint, BroughtMeasure measure)
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(joint.Giver.Id);
        var parcel = new ShareParcel { TenantId = joint.Taker.Id, Id = Guid.CreateVersion7(), ShareId = joint.Share, ToTenantId = joint.Giver.Id, Content = ParcelContent.Measure, RowId = measure.Id };
        await scope.ServiceProvider.GetRequiredService<TakeIn>().Run(new Brought(parcel) { Measure = measure }, CancellationToken.None);
    }

    private static object Retrain() => new { measure = "retrain", text = "The model learns.", ownerRole = "case-handler", dueOn = "2033-01-01" };
}
