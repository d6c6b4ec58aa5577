using Grievances.Domain;

namespace Grievances.Features.Remedy;

/// <summary>What is owed once an offer was accepted.</summary>
internal static class PromisedPlan
{
    /// <summary>Makes the measures of a case what was offered: the plan may have been worked on since.</summary>
    /// <param name="measures">Every measure of the case, to be changed.</param>
    /// <param name="offer">The offer that was accepted.</param>
    /// <param name="plan">What stands in it.</param>
    /// <param name="there">Organisations that still carry out their part of it.</param>
    /// <param name="sealer">Seals the fields of the case.</param>
    /// <param name="now">When it was accepted.</param>
    public static void Owe(IReadOnlyList<RemedyAction> measures, RemedyOffer offer, OfferedPlan plan, IReadOnlySet<Guid> there, CaseSealer sealer, DateTimeOffset now)
    {
        // What was settled before this was offered stays as it is.
        foreach (var other in measures.Where(m => m.State is not MeasureState.Dropped && !m.Stays() && plan.Measures.All(p => p.Id != m.Id)))
        {
            other.LeaveOut(now);
            other.Version++;
        }
        foreach (var (place, promised) in plan.Measures.Index())
        {
            var measure = measures.Single(m => m.Id == promised.Id);
            // What was done meanwhile was done as it stood then.
            if (measure.State is MeasureState.Done or MeasureState.Verified)
            {
                measure.Place = place;
                continue;
            }
            measure.Text = sealer.Seal("measure", measure.Id, "text", promised.Text);
            (measure.Measure, measure.Language, measure.Signatory, measure.OwnerRole, measure.DueOn, measure.Place, measure.ByTenant, measure.Version) =
                (promised.Measure, promised.Language, promised.Signatory, promised.OwnerRole, promised.DueOn, place, promised.ByTenant, measure.Version + 1);
            if (measure.State is MeasureState.Dropped && (measure.ByTenant is not { } by || there.Contains(by)))
                measure.State = MeasureState.Planned;
            // An apology without a day of its own was made with the offer: the person has read it.
            if (measure is { Measure: RemedyMeasure.Apology, DueOn: null, State: MeasureState.Planned })
                (measure.State, measure.DoneAt, measure.AnsweredAt) = (offer.ApologyAccepted == true ? MeasureState.Verified : MeasureState.Done, offer.OfferedAt, offer.ApologyAccepted is null ? null : now);
        }
        HashSet<Guid> promisedNow = [.. plan.Measures.Select(m => m.Id)];
        if (measures.Where(m => m.State is not MeasureState.Dropped && !promisedNow.Contains(m.Id)).OrderBy(m => m.Place).ToList() is { Count: > 0 } settled)
            PlanRemedy.Arrange([.. settled, .. plan.Measures.Select(p => measures.Single(m => m.Id == p.Id))]);
    }
}
