using Grievances.Domain;
using Grievances.Features.Intake;
using Platform.Hosting.Http;

namespace Grievances.Features.Remedy;

/// <summary>What somebody says to an offer and to what was done, the same whether they say it in their mailbox or a handler writes it down for them.</summary>
internal static class SaidOfRemedy
{
    /// <summary>Whether the newest offer of a case is there to be answered, or was.</summary>
    public static bool Stands(RemedyState remedy, RemedyOffer offer) => offer.State is not OfferState.Replaced && remedy is not (RemedyState.None or RemedyState.Planned or RemedyState.NotOwed);

    /// <summary>What keeps an offer that stands from being answered so; null where nothing does. Whoever said no or wants something else can still accept it.</summary>
    public static Refusal? Unfit(RemedyOffer offer, RemedyAnswer answer) => offer.State is OfferState.Accepted ? Refusal.Conflict("grievances.offer_accepted")
        : offer.State is not OfferState.Open && answer is not RemedyAnswer.Accept ? Refusal.Conflict("grievances.offer_answered") : null;

    /// <summary>Writes the answer to its offer.</summary>
    public static void Answer(this RemedyOffer offer, RemedyAnswer answer, bool? apology, string? words, CaseSealer sealer, DateTimeOffset now)
    {
        offer.State = answer switch { RemedyAnswer.Accept => OfferState.Accepted, RemedyAnswer.Refuse => OfferState.Refused, _ => OfferState.Countered };
        // What they said before stays where they only change their mind.
        offer.ApologyAccepted = apology ?? offer.ApologyAccepted;
        offer.Answer = FileRules.IsBlank(words) ? offer.Answer : sealer.Seal("offer", offer.Id, "answer", After(sealer.OpenIfAny("offer", offer.Id, "answer", offer.Answer), words, now));
        (offer.AnsweredAt, offer.Version) = (now, offer.Version + 1);
    }

    /// <summary>Whether it can be said of a measure that it came as promised or not: it is done, says the organisation.</summary>
    public static bool Asks(this RemedyAction measure) => measure.State is MeasureState.Done or MeasureState.Disputed && !measure.IsSettled();

    /// <summary>Writes to a measure whether it came as promised.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="asPromised">Whether it did.</param>
    /// <param name="words">What they said, or null.</param>
    /// <param name="hasLeft">Whether it was another organisation's that has left: nobody would do it again.</param>
    /// <param name="sealer">Seals the fields of the case.</param>
    /// <param name="now">When they said so.</param>
    public static void Confirm(this RemedyAction measure, bool asPromised, string? words, bool hasLeft, CaseSealer sealer, DateTimeOffset now)
    {
        // What they disputed before stays readable beside that it came right.
        if (!FileRules.IsBlank(words))
            measure.Remark = sealer.Seal("measure", measure.Id, "remark", After(sealer.OpenIfAny("measure", measure.Id, "remark", measure.Remark), words, now));
        else if (asPromised && measure.Remark is { } disputed)
            measure.Remark = sealer.Seal("measure", measure.Id, "remark", After(sealer.Open("measure", measure.Id, "remark", disputed), RemedyText.In("remedy.confirm_yes", measure.Language), now));
        // Nobody has to do an apology again that was not taken.
        measure.State = asPromised ? MeasureState.Verified : measure is { Measure: RemedyMeasure.Apology, DueOn: null } ? MeasureState.Done : hasLeft ? MeasureState.Dropped : MeasureState.Disputed;
        (measure.AnsweredAt, measure.Version) = (now, measure.Version + 1);
    }

    // Words that came later stand after those before, with their day.
    private static string After(string? before, string words, DateTimeOffset now) => before is null ? words.Trim() : $"{before}\n\n{now:yyyy-MM-dd}\n{words.Trim()}";
}
