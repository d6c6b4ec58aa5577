using System.Net;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What another organisation promised stays promised when the remedy is planned anew, and one that comes after the acceptance takes something on in its own right.</summary>
public sealed class JointFurtherTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private static readonly Guid Reviewer = Guid.Parse("0195f000-0000-7000-8000-000000000012");

    [Fact]
    public async Task AfterAnAppeal_WhatAPartnerPromised_StaysInTheOffer_HoweverLate_DisputedOrUnconfirmed()
    {
        await using var identity = await StandInIdentity.Start((Reviewer, "case-handler"));
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero), identity: identity);
        using var joint = await JointCase.Set(own);
        await joint.PlanHere("apology", "We are sorry.");
        var late = await joint.PlanThere("human_review", "A person decides anew.", 5);
        var disputed = await joint.PlanThere("retrain", "The model learns.", 5);
        var unconfirmed = await joint.PlanThere("correct_output", "The answer is corrected.", 5);
        await joint.Offer();
        await joint.Answer(new { answer = "accept", apology = true });
        await joint.DoneThere(disputed, "Trained.");
        await joint.Confirm(disputed, false, "It still says no.");
        await joint.DoneThere(unconfirmed, "Corrected.");
        using var reviewer = await Upheld(own, joint);

        await own.GoTo(new DateTimeOffset(2027, 3, 7, 0, 0, 0, TimeSpan.Zero), joint.Taker);
        // Nor can the one that promised it take it out.
        using (var dropped = await joint.There.DeleteAsync($"{Api}/cases/{joint.Other}/remedy/measures/{late}"))
            Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        await joint.Settled();
        Assert.Equal(("planned", "planned"), (JointCase.StateOf(await Seen(joint, reviewer), late), JointCase.StateOf(await joint.SeenThere(), late)));
        // What it adds and never promised waits for a day of its own, and keeps nothing else from the person.
        await GrievancesServer.Post(reviewer, $"/cases/{joint.Case}/remedy/measures", new { measure = "compensation", text = "Forty euros.", ownerRole = "case-handler", dueOn = "2027-03-20" });
        await GrievancesServer.Post(reviewer, $"/cases/{joint.Case}/remedy/offers", new { });
        joint.Person.Dispose();
        joint.Person = await own.Mailbox(joint.Receipt);
        var offered = (await joint.SeenByPerson()).GetProperty("offers")[0].GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("id").GetGuid()).ToList();
        Assert.Equal((4, true), (offered.Count, new[] { late, disputed, unconfirmed }.All(offered.Contains)));

        await joint.Answer(new { answer = "accept" });
        var seen = await joint.SeenByPerson();
        Assert.Equal(("planned", "disputed", "done"), (JointCase.StateOf(seen, late), JointCase.StateOf(seen, disputed), JointCase.StateOf(seen, unconfirmed)));
        Assert.True(JointCase.Measure(seen, late).GetProperty("overdue").GetBoolean());
        await joint.DoneThere(late, "Decided anew.");
        await joint.DoneThere(disputed, "Trained once more.");
        foreach (var measure in new[] { late, disputed, unconfirmed })
            await joint.Confirm(measure);
        Assert.Equal("verified", JointCase.StateOf(await joint.SeenThere(), late));
    }

    [Fact]
    public async Task WhoeverComesAfterTheAcceptance_TakesSomethingOn_OnceThatIsConfirmed_AndItIsOfferedInItsOwnRight()
    {
        using var joint = await JointCase.Set(server, taken: false);
        await joint.PlanHere("apology", "We are sorry.");
        var money = await joint.PlanHere("compensation", "Forty euros.");
        await joint.Offer();
        await joint.Answer(new { answer = "accept", apology = true });
        var third = await server.Provisioned();
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/referrals", new { organisation = third.Slug, text = "It happened.", why = "They built it." });
        await joint.Take();
        using (var early = await joint.There.Post($"{Api}/cases/{joint.Other}/remedy/measures", Review))
            Assert.Equal("grievances.remedy_under_way", await early.Problem(HttpStatusCode.Conflict));
        var page = $"/console/grievances/{joint.Other}/remedy";
        Assert.Contains("Once they have confirmed all of it you can take something on here", (await joint.There.Page(page)).Body!.TextContent, StringComparison.Ordinal);
        await GrievancesServer.Post(joint.Here, $"/cases/{joint.Case}/remedy/measures/{money}/done", new { evidence = "Paid." });
        await joint.Confirm(money);
        Assert.Equal(("verified", "verified"), await joint.States());
        Assert.Contains("what you take on now is offered to them in its own right", (await joint.There.Page(page)).Body!.TextContent, StringComparison.Ordinal);

        // What is taken out again leaves the remedy as it was.
        var first = await joint.PlanThere("retrain", "The model learns.");
        Assert.Equal(("planned", "planned", "verified"), ((await joint.States()).Here, (await joint.States()).There, JointCase.StateOf(await joint.SeenHere(), money)));
        using (var dropped = await joint.There.DeleteAsync($"{Api}/cases/{joint.Other}/remedy/measures/{first}"))
            Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        await joint.Settled();
        Assert.Equal(("verified", "verified"), await joint.States());

        var review = await joint.PlanThere("human_review", "A person decides anew.");
        await joint.Offer();
        var offer = await joint.SeenByPerson();
        Assert.Equal([review], offer.GetProperty("offers")[0].GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("id").GetGuid()));
        Assert.Equal("verified", JointCase.StateOf(offer, money));
        await joint.Answer(new { answer = "accept" });
        await joint.DoneThere(review, "Decided anew.");
        await joint.Confirm(review);
        Assert.Equal(("verified", "verified"), await joint.States());
        Assert.Equal("verified", JointCase.StateOf(await joint.SeenByPerson(), money));
    }

    [Fact]
    public async Task WhatAPartnerAddedForADayThatPassed_TheGiverTakesOut_AndTheRemedyIsWhatWasConfirmed()
    {
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        using var joint = await JointCase.Set(own);
        await joint.PlanHere("apology", "We are sorry.");
        await joint.Offer();
        await joint.Answer(new { answer = "accept", apology = true });
        var late = await joint.PlanThere("retrain", "The model learns.", 5);
        using (var early = await joint.Here.DeleteAsync($"{Api}/cases/{joint.Case}/remedy/measures/{late}"))
            Assert.Equal("grievances.measure_of_partner", await early.Problem(HttpStatusCode.Conflict));
        await own.GoTo(new DateTimeOffset(2027, 3, 7, 0, 0, 0, TimeSpan.Zero), joint.Taker);
        using (var empty = await joint.Here.Post($"{Api}/cases/{joint.Case}/remedy/offers", new { }))
            Assert.Equal("grievances.plan_empty", await empty.Problem(HttpStatusCode.Conflict));
        Assert.Contains("Its day has passed", (await joint.Here.Page($"/console/grievances/{joint.Case}/remedy")).Body!.TextContent, StringComparison.Ordinal);
        using (var dropped = await joint.Here.DeleteAsync($"{Api}/cases/{joint.Case}/remedy/measures/{late}"))
            Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        await joint.Settled();
        Assert.Equal(("verified", "verified", "dropped"), ((await joint.States()).Here, (await joint.States()).There, JointCase.StateOf(await joint.SeenThere(), late)));
    }

    [Fact]
    public async Task WhatIsConfirmed_CountsForNoLimitOfWhatAPartnerAdds()
    {
        using var joint = await JointCase.Set(server);
        for (var i = 0; i < Features.Remedy.PlanRemedy.MostMeasures; i++)
            await joint.PlanThere("human_review", $"Case {i} is decided anew.");
        foreach (var tenant in new[] { joint.Giver, joint.Taker })
            await server.Work(tenant, db => db.Measures.ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MeasureState.Verified)));
        var more = await joint.PlanThere("retrain", "The model learns.");
        Assert.Equal(("planned", "planned"), (JointCase.StateOf(await joint.SeenHere(), more), JointCase.StateOf(await joint.SeenThere(), more)));
    }

    private static object Review { get; } = new { measure = "human_review", text = "A person decides anew.", ownerRole = "case-handler", dueOn = "2033-01-01" };

    private static async Task<System.Text.Json.JsonElement> Seen(JointCase joint, HttpClient by) => (await by.Get($"{Api}/cases/{joint.Case}/remedy")).GetProperty("remedy");

    private static async Task<HttpClient> Upheld(OwnServer own, JointCase joint)
    {
        var appeal = (await GrievancesServer.Post(joint.Person, "/mailbox/appeals", new { against = "remedy", text = "It is too little." })).GetProperty("id").GetGuid();
        using var lead = own.Staff(joint.Giver, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        await GrievancesServer.Post(lead, $"/cases/{joint.Case}/appeals/{appeal}/reviewer", new { accountId = Reviewer, handlers = "team" });
        var reviewer = own.Staff(joint.Giver, Reviewer, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        own.Clock!.Advance(TimeSpan.FromMinutes(1));
        await GrievancesServer.Post(reviewer, $"/cases/{joint.Case}/appeals/{appeal}/decision", new { decision = "upheld", letter = "You are right." });
        await joint.Settled();
        return reviewer;
    }
}
