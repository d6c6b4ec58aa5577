using Grievances.Domain;
using Grievances.Features.Learning;

namespace Grievances.Tests;

/// <summary>Kinds of remedy and what people said to them: their own word, of what they were offered.</summary>
public sealed class RemedyOutcomesTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly List<CaseFacts> cases = [];
    private readonly List<OfferFacts> offers = [];
    private readonly List<MeasureFacts> measures = [];

    [Fact]
    public void SilenceOnAnApology_IsNoYes_WhateverWasSaidToTheRest()
    {
        Cases(20, OfferState.Accepted, apology: null, (RemedyMeasure.Apology, MeasureState.Done), (RemedyMeasure.Compensation, MeasureState.Planned));
        // They said later whether they take it.
        Cases(12, OfferState.Accepted, apology: null, (RemedyMeasure.Apology, MeasureState.Verified));
        Assert.Equal((32, 12, 0, 0, 20), Said(RemedyMeasure.Apology));
        Assert.Equal((20, 20, 0, 0, 0), Said(RemedyMeasure.Compensation));
    }

    [Fact]
    public void WhatWasTakenBack_WasOfferedToNobody_AndWhatWasSaidBeforeStands()
    {
        Cases(15, OfferState.Accepted, apology: true, (RemedyMeasure.Retrain, MeasureState.Planned));
        Cases(7, OfferState.TakenBack, apology: null, (RemedyMeasure.Retrain, MeasureState.Planned));
        foreach (var refused in Cases(15, OfferState.Refused, apology: null, (RemedyMeasure.Retrain, MeasureState.Planned)))
            offers.Add(new OfferFacts(refused, 2, OfferState.TakenBack, Now.AddDays(-2), null, null));
        foreach (var replaced in Cases(8, OfferState.Replaced, apology: null, (RemedyMeasure.Retrain, MeasureState.Planned)))
            offers.Add(new OfferFacts(replaced, 2, OfferState.TakenBack, Now.AddDays(-2), null, null));
        Assert.Equal((30, 15, 15, 0, 0), Said(RemedyMeasure.Retrain));
    }

    [Fact]
    public void WhatWasOffered_IsCounted_WhateverBecameOfThePlanSince()
    {
        // After the no the compensation went out of the plan, and the person has never seen the retraining in it.
        Cases(10, OfferState.Refused, apology: false, (RemedyMeasure.Apology, MeasureState.Planned), (RemedyMeasure.Retrain, MeasureState.Planned));
        foreach (var at in Enumerable.Range(0, offers.Count))
            offers[at] = offers[at] with { Kinds = "apology,compensation" };
        Assert.Equal((10, 0, 10, 0, 0), Said(RemedyMeasure.Compensation));
        Assert.Equal((10, 0, 10, 0, 0), Said(RemedyMeasure.Apology));
        Assert.DoesNotContain(Outcomes(), o => o.Measure == "retrain");
    }

    [Fact]
    public void WhatStaffWroteDown_StandsApart()
    {
        Cases(10, OfferState.Accepted, apology: true, (RemedyMeasure.Apology, MeasureState.Verified), (RemedyMeasure.Retrain, MeasureState.Verified));
        var before = offers.Count;
        Cases(16, OfferState.Accepted, apology: null, (RemedyMeasure.Apology, MeasureState.Done), (RemedyMeasure.Retrain, MeasureState.Verified));
        Cases(15, OfferState.Refused, apology: false, (RemedyMeasure.Apology, MeasureState.Planned), (RemedyMeasure.Retrain, MeasureState.Disputed));
        foreach (var at in Enumerable.Range(before, offers.Count - before))
            offers[at] = offers[at] with { Recorded = true };
        Assert.Equal((41, 10, 0, 0, 0), Said(RemedyMeasure.Retrain));
        Assert.Equal((31, 10, 0), (Outcome(RemedyMeasure.Retrain).Recorded, Outcome(RemedyMeasure.Retrain).Confirmed, Outcome(RemedyMeasure.Retrain).Disputed));
        // Who said nothing of the apology said nothing, whoever wrote it down.
        Assert.Equal((41, 10, 0, 0, 16), Said(RemedyMeasure.Apology));
    }

    [Fact]
    public void FewPeople_AreNotWorkedOutFromTheColumnsBesideThem()
    {
        Cases(30, OfferState.Accepted, apology: null, (RemedyMeasure.Retrain, MeasureState.Verified));
        Cases(3, OfferState.Accepted, apology: null, (RemedyMeasure.Retrain, MeasureState.Disputed));
        Cases(2, OfferState.Refused, apology: null, (RemedyMeasure.Retrain, MeasureState.Planned));
        Cases(12, OfferState.Countered, apology: null, (RemedyMeasure.Retrain, MeasureState.Planned));
        var retrain = Outcome(RemedyMeasure.Retrain);
        // Two refused: with 47, 33, 12 and nobody else they would be told, and so goes the column beside them. Of 33 who accepted, three say that it is not as promised.
        Assert.Equal((47, 33, null, null, 0, 0), (retrain.Offered, retrain.Accepted, retrain.Refused, retrain.Countered, retrain.Waiting, retrain.Recorded));
        Assert.Equal((null, null), (retrain.Confirmed, retrain.Disputed));
    }

    [Fact]
    public void WhatAnEarlierOfferGave_StaysCounted_WhereMoreIsOfferedAfterAnAppeal()
    {
        // The apology was not taken and the money came; after the appeal another apology and a retraining are offered, and accepted by some.
        Cases(30, OfferState.Accepted, apology: false, (RemedyMeasure.Compensation, MeasureState.Verified));
        foreach (var (place, id) in cases.Select(c => c.Id).ToList().Index())
        {
            offers[place] = offers[place] with { Kinds = "apology,compensation", OfferedAt = Now.AddDays(-15), AnsweredAt = Now.AddDays(-14) };
            var remedy = place < 12 ? RemedyState.Done : RemedyState.Offered;
            measures[place] = measures[place] with { AnsweredAt = Now.AddDays(-10), Remedy = remedy };
            offers.Add(new OfferFacts(id, 2, place < 12 ? OfferState.Accepted : OfferState.Open, Now.AddDays(-5), place < 12 ? Now.AddDays(-4) : null, null, "apology,compensation,retrain"));
            measures.Add(new MeasureFacts(id, RemedyMeasure.Apology, MeasureState.Done, Now.AddDays(-14), Now.AddDays(-15), Remedy: remedy));
            measures.Add(new MeasureFacts(id, RemedyMeasure.Apology, place < 12 ? MeasureState.Verified : MeasureState.Planned, place < 12 ? Now.AddDays(-2) : null, Remedy: remedy));
            measures.Add(new MeasureFacts(id, RemedyMeasure.Compensation, place < 12 ? MeasureState.Done : MeasureState.Planned, null, Remedy: remedy));
            measures.Add(new MeasureFacts(id, RemedyMeasure.Retrain, MeasureState.Planned, null, Remedy: remedy));
        }
        // The new apology was taken by twelve, and the old answer stays of those who have given no other.
        Assert.Equal((30, 12, 18, 0, 0), Said(RemedyMeasure.Apology));
        Assert.Equal(12, Outcome(RemedyMeasure.Apology).Confirmed);
        // Of the money everybody took the first; the second is not paid yet to those who took it, and nobody has promised it to the others.
        Assert.Equal((30, 30, 0, 0, 0), Said(RemedyMeasure.Compensation));
        Assert.Equal(18, Outcome(RemedyMeasure.Compensation).Confirmed);
        Assert.Equal((30, 12, 0, 0, 18), Said(RemedyMeasure.Retrain));
    }

    private List<Guid> Cases(int many, OfferState state, bool? apology, params (RemedyMeasure Kind, MeasureState State)[] plan)
    {
        List<Guid> made = [.. Enumerable.Range(0, many).Select(_ => Guid.CreateVersion7())];
        foreach (var id in made)
        {
            cases.Add(new CaseFacts(id, FilingChannel.Portal, "en", AffectedPerson.Self, FilingCapacity.Person, CaseState.Assessed, null, null, RemedyState.Offered, Now.AddDays(-20), Now.AddDays(-13), Now.AddDays(-19),
                null, null, null, null, null, null, null, false, false));
            offers.Add(new OfferFacts(id, 1, state, Now.AddDays(-5), state is OfferState.Open or OfferState.Replaced or OfferState.TakenBack ? null : Now.AddDays(-3), apology));
            measures.AddRange(plan.Select(m => new MeasureFacts(id, m.Kind, m.State, m.State is MeasureState.Verified ? Now.AddDays(-1) : null, Remedy: state is OfferState.Accepted ? RemedyState.Implementing : RemedyState.None)));
        }
        return made;
    }

    private RemedyOutcome Outcome(RemedyMeasure kind) => Outcomes().Single(o => o.Measure == Codes.Of(kind));

    private IReadOnlyList<RemedyOutcome> Outcomes()
    {
        var facts = new MechanismFacts(Now.AddMonths(-3), Now, false, cases, Array.Empty<DecisionFacts>().ToLookup(d => d.CaseId), offers.ToLookup(o => o.CaseId), measures.ToLookup(m => m.CaseId), [], [], [],
            new NumbersBeside(null, 0, 0, 0, 0, 0, 0, 0), false);
        return MechanismFigures.Of(facts).Remedies;
    }

    private (int? Offered, int? Accepted, int? Refused, int? Countered, int? Waiting) Said(RemedyMeasure kind) => Outcome(kind) is var o ? (o.Offered, o.Accepted, o.Refused, o.Countered, o.Waiting) : default;
}
