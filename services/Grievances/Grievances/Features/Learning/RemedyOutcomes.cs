using Grievances.Domain;

namespace Grievances.Features.Learning;

/// <summary>A kind of remedy and what people said to it; null is kept back, so that nothing tells of fewer than five people.</summary>
/// <param name="Measure">Kind.</param>
/// <param name="Offered">Cases in which it was offered.</param>
/// <param name="Accepted">Of those, accepted; of an apology whether the person said that they take it.</param>
/// <param name="Refused">Refused.</param>
/// <param name="Countered">The person wants something else.</param>
/// <param name="Waiting">Not answered: that is no acceptance.</param>
/// <param name="Recorded">Answered as staff wrote it down for somebody without a mailbox: whatever it was, it is not the person's own word.</param>
/// <param name="Confirmed">Confirmed by the person as done.</param>
/// <param name="Disputed">Not as promised, says the person.</param>
public sealed record RemedyOutcome(string Measure, int? Offered, int? Accepted, int? Refused, int? Countered, int? Waiting, int? Recorded, int? Confirmed, int? Disputed);

/// <summary>What people say to the remedies they are offered (figure 12 of the domain page): their own word, kind by kind.</summary>
public static class RemedyOutcomes
{
    /// <summary>Kinds of remedy that were offered in the time, each case by its newest offer, and what people said to them.</summary>
    public static IReadOnlyList<RemedyOutcome> Of(MechanismFacts facts)
    {
        // What was taken back, and what stood before it without an answer, is before nobody.
        var offered = facts.Offers.Select(of => of.Where(o => o.State is not (OfferState.TakenBack or OfferState.Replaced)).MaxBy(o => o.Number)).OfType<OfferFacts>().Where(o => facts.Within(o.OfferedAt))
            .SelectMany(offer => Kinds(offer, facts.Measures[offer.CaseId])).ToLookup(said => said.Kind);
        return [.. Enum.GetValues<RemedyMeasure>().Where(offered.Contains).Select(kind => Row(kind, [.. offered[kind]]))];
    }

    private sealed record Said(RemedyMeasure Kind, OfferState Answer, bool Recorded, bool Confirmed, bool Disputed)
    {
        public bool Is(OfferState answer) => Answer == answer && !Recorded;
    }

    // The plan is worked on after a no: what was offered is told by the offer. Of one from before it kept the kinds, the plan has to tell.
    private static IEnumerable<Said> Kinds(OfferFacts offer, IEnumerable<MeasureFacts> plan)
    {
        var measures = plan.ToLookup(m => m.Measure);
        var kinds = offer.Kinds is { } kept ? Codes.List(kept) : [.. measures.Select(m => Codes.Of(m.Key))];
        foreach (var kind in Enum.GetValues<RemedyMeasure>().Where(kind => kinds.Contains(Codes.Of(kind))))
        {
            List<MeasureFacts> of = [.. measures[kind]];
            var answer = kind is RemedyMeasure.Apology ? Taken(offer, of) : offer.State;
            var owed = answer is OfferState.Accepted && !offer.Recorded;
            yield return new Said(kind, answer, offer.Recorded && answer is not OfferState.Open, owed && of.Count > 0 && of.All(m => m.State is MeasureState.Verified), owed && of.Any(m => m.State is MeasureState.Disputed));
        }
    }

    // The person says yes or no to an apology, whatever they say to the rest, with their answer or later; who says nothing of it has not taken it.
    private static OfferState Taken(OfferFacts offer, List<MeasureFacts> apologies) =>
        offer.ApologyAccepted is { } taken ? taken ? OfferState.Accepted : OfferState.Refused
        : apologies.Count > 0 && apologies.All(m => m.State is MeasureState.Verified) ? OfferState.Accepted
        : apologies.Any(m => m is { State: not MeasureState.Verified, AnsweredAt: not null }) ? OfferState.Refused : OfferState.Open;

    // The columns add up to those it was offered to, and what came of the accepted ones to these: none is shown that tells one which is kept back.
    private static RemedyOutcome Row(RemedyMeasure kind, List<Said> said)
    {
        var counts = new Dictionary<string, int>
        {
            ["offered"] = said.Count, ["accepted"] = said.Count(s => s.Is(OfferState.Accepted)), ["refused"] = said.Count(s => s.Is(OfferState.Refused)), ["countered"] = said.Count(s => s.Is(OfferState.Countered)),
            ["waiting"] = said.Count(s => s.Is(OfferState.Open)), ["recorded"] = said.Count(s => s.Recorded), ["confirmed"] = said.Count(s => s.Confirmed), ["disputed"] = said.Count(s => s.Disputed),
        };
        counts["unconfirmed"] = counts["accepted"] - counts["confirmed"] - counts["disputed"];
        var kept = SmallCells.KeptBack(counts, [new("offered", ["accepted", "refused", "countered", "waiting", "recorded"]), new("accepted", ["confirmed", "disputed", "unconfirmed"])], Criteria.Few);
        return new RemedyOutcome(Codes.Of(kind), Shown("offered"), Shown("accepted"), Shown("refused"), Shown("countered"), Shown("waiting"), Shown("recorded"), OfAccepted("confirmed"), OfAccepted("disputed"));

        int? Shown(string cell) => kept.Contains(cell) ? null : counts[cell];
        // At least so many accepted it.
        int? OfAccepted(string cell) => kept.Contains("accepted") ? null : Shown(cell);
    }
}
