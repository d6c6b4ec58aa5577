using Grievances.Domain;
using Grievances.Features.Remedy;

namespace Grievances.Features.Learning;

/// <summary>A kind of remedy and what people said to it; null is kept back, so that nothing tells few people apart.</summary>
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
    /// <summary>
    /// Counts the kinds of remedy that were offered in the time and what people said to them: each kind once a case, by the newest offer in which the
    /// person answered it, or by the newest where they answered none. What an earlier offer gave stays, whatever is offered after an appeal.
    /// </summary>
    /// <returns>What is shown of each, once everything on the page is counted.</returns>
    internal static IReadOnlyList<Func<RemedyOutcome>> Count(MechanismFacts facts, FigureCells cells)
    {
        // What was taken back, and what stood before it without an answer, is before nobody.
        var offered = facts.Offers.SelectMany(of => of.Where(o => o.State is not (OfferState.TakenBack or OfferState.Replaced) && facts.Within(o.OfferedAt)).OrderByDescending(o => o.Number)
                .SelectMany(offer => Kinds(offer, facts.Measures[offer.CaseId])).GroupBy(said => said.Kind).Select(said => said.FirstOrDefault(s => s.Answer is not OfferState.Open) ?? said.First()))
            .ToLookup(said => said.Kind);
        return [.. Enum.GetValues<RemedyMeasure>().Where(offered.Contains).Select(kind => Row(kind, [.. offered[kind]], cells))];
    }

    private sealed record Said(Guid Case, RemedyMeasure Kind, OfferState Answer, bool Recorded, bool Confirmed, bool Disputed)
    {
        public bool Is(OfferState answer) => Answer == answer && !Recorded;
    }

    // The plan is worked on after a no: what was offered is told by the offer. Of one from before it kept the kinds, the plan has to tell.
    private static IEnumerable<Said> Kinds(OfferFacts offer, IEnumerable<MeasureFacts> plan)
    {
        var measures = plan.Where(m => !m.IsSettledBefore(offer.OfferedAt)).ToLookup(m => m.Measure);
        var kinds = offer.Kinds is { } kept ? Codes.List(kept) : [.. measures.Select(m => Codes.Of(m.Key))];
        foreach (var kind in Enum.GetValues<RemedyMeasure>().Where(kind => kinds.Contains(Codes.Of(kind))))
        {
            // While nothing is owed, what nobody has said anything of is planned for an offer to come.
            List<MeasureFacts> of = offer.State is OfferState.Accepted ? [.. measures[kind].Where(m => m.Remedy.IsOwed() || m.AnsweredAt is not null)] : [];
            var answer = kind is RemedyMeasure.Apology ? Taken(offer, of) : offer.State;
            var owed = answer is OfferState.Accepted && !offer.Recorded;
            yield return new Said(offer.CaseId, kind, answer, offer.Recorded && answer is not OfferState.Open, owed && of.Count > 0 && of.All(m => m.State is MeasureState.Verified), owed && of.Any(m => m.State is MeasureState.Disputed));
        }
    }

    // What was settled before an offer was made stood in an earlier one. An apology is made when it is read.
    private static bool IsSettledBefore(this MeasureFacts measure, DateTimeOffset offered) =>
        (measure.State is MeasureState.Verified || measure is { Measure: RemedyMeasure.Apology, State: MeasureState.Done }) && (measure.AnsweredAt ?? measure.DoneAt) < offered;

    // The person says yes or no to an apology, whatever they say to the rest, with their answer or later; who says nothing of it has not taken it.
    private static OfferState Taken(OfferFacts offer, List<MeasureFacts> apologies) =>
        offer.ApologyAccepted is { } taken ? taken ? OfferState.Accepted : OfferState.Refused
        : apologies.Count > 0 && apologies.All(m => m.State is MeasureState.Verified) ? OfferState.Accepted
        : apologies.Any(m => m is { State: not MeasureState.Verified, AnsweredAt: not null }) ? OfferState.Refused : OfferState.Open;

    // The columns add up to those it was offered to, and what came of the accepted ones to these: none is shown that tells one which is kept back.
    private static Func<RemedyOutcome> Row(RemedyMeasure kind, IReadOnlyList<Said> said, FigureCells cells)
    {
        const string Rest = "rest";
        var code = Codes.Of(kind);
        Count("offered", _ => true);
        Count("accepted", s => s.Is(OfferState.Accepted));
        Count("refused", s => s.Is(OfferState.Refused));
        Count("countered", s => s.Is(OfferState.Countered));
        Count("waiting", s => s.Is(OfferState.Open));
        Count("recorded", s => s.Recorded);
        Count("confirmed", s => s.Confirmed);
        Count("disputed", s => s.Disputed);
        Count(Rest, s => s.Is(OfferState.Accepted) && !s.Confirmed && !s.Disputed);
        Sum("offered", "accepted", "refused", "countered", "waiting", "recorded");
        Sum("accepted", "confirmed", "disputed", Rest);
        return () => new RemedyOutcome(code, Shown("offered"), Shown("accepted"), Shown("refused"), Shown("countered"), Shown("waiting"), Shown("recorded"), OfAccepted("confirmed"), OfAccepted("disputed"));

        string Name(string column) => column == Rest ? FigureCells.Rest($"remedy:{code}") : $"remedy:{code}:{column}";
        void Count(string column, Func<Said, bool> counts) => cells.Cases(Name(column), said.Where(counts).Select(s => s.Case));
        void Sum(string whole, params string[] parts) => cells.Sum(Name(whole), [.. parts.Select(Name)]);
        int? Shown(string column) => cells[Name(column)];
        // At least so many accepted it.
        int? OfAccepted(string column) => cells.Keeps(Name("accepted")) ? null : Shown(column);
    }
}
