using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Appeals;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;

namespace Grievances.Features.Remedy;

/// <summary>Who wrote down what somebody said who has no mailbox.</summary>
/// <param name="At">When.</param>
/// <param name="Role">Role of whoever did.</param>
/// <param name="What">accept, refuse, counter, confirmed or disputed; of an appeal what it is against.</param>
/// <param name="How">phone, letter, email, in_person or other_register.</param>
public sealed record RecordedBy(DateTimeOffset At, string Role, string What, string How);

/// <summary>An offer, and what was recorded of it.</summary>
/// <param name="Number">Counts up with every offer.</param>
/// <param name="State">open, accepted, refused, countered, replaced or taken_back.</param>
/// <param name="OfferedAt">When it was made.</param>
/// <param name="Words">What goes with it, or null.</param>
/// <param name="Measures">Kind and text of what is offered.</param>
/// <param name="ApologyAccepted">Whether the person took the apology; null where they did not say.</param>
/// <param name="Answer">What they said, or null.</param>
/// <param name="By">Who wrote that down, or null.</param>
public sealed record RecordedOffer(
    int Number, string State, DateTimeOffset OfferedAt, string? Words, IReadOnlyList<(string Kind, string Text)> Measures, bool? ApologyAccepted, string? Answer, RecordedBy? By);

/// <summary>A measure that is owed, and what was recorded of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Kind of the measure.</param>
/// <param name="State">planned, done, verified or disputed.</param>
/// <param name="Text">What is done.</param>
/// <param name="Evidence">What shows that it was done, or null.</param>
/// <param name="Remark">What the person said of it, or null.</param>
/// <param name="Waits">Whether their word is still to be recorded.</param>
/// <param name="By">Who wrote it down, or null.</param>
public sealed record RecordedMeasure(Guid Id, string Kind, string State, string Text, string? Evidence, string? Remark, bool Waits, RecordedBy? By);

/// <summary>An appeal that was recorded. Why they appeal stands where whoever decides it reads it.</summary>
/// <param name="Against">inadmissible, outcome or remedy.</param>
/// <param name="FiledAt">When it was written down.</param>
/// <param name="Decision">upheld, partly or dismissed; null while it waits.</param>
/// <param name="By">Who wrote it down, or null.</param>
public sealed record RecordedAppeal(string Against, DateTimeOffset FiledAt, string? Decision, RecordedBy? By);

/// <summary>What there is to record of a remedy and of appeals, and what was.</summary>
/// <param name="Offers">Every offer, the newest first.</param>
/// <param name="MayAnswer">Whether an answer to the newest can be recorded.</param>
/// <param name="MayOnlyAccept">Whether it was answered, so that they can only accept it after all.</param>
/// <param name="Measures">What is owed, the apology first; empty before anything was accepted.</param>
/// <param name="Possible">What can be appealed against now: inadmissible, outcome, remedy.</param>
/// <param name="Appeals">Appeals that were recorded, the newest first.</param>
public sealed record RecordedView(
    IReadOnlyList<RecordedOffer> Offers, bool MayAnswer, bool MayOnlyAccept, IReadOnlyList<RecordedMeasure> Measures, IReadOnlyList<AppealAgainst> Possible, IReadOnlyList<RecordedAppeal> Appeals);

/// <summary>Reads what was recorded for somebody who has no mailbox, and what waits to be. Who recorded it stands in the audit log, with the same instant.</summary>
public sealed class ReadRecorded(GrievancesDb db, FileAppeal appeals)
{
    /// <summary>Of a case that a handler has opened.</summary>
    public async Task<RecordedView> Of(OpenDoor door, CancellationToken cancellation)
    {
        var (kase, sealer) = door;
        var subject = $"case:{kase.Id}";
        var lines = (await db.Set<AuditLine>().AsNoTracking().Where(l => l.Subject == subject && (l.Action == RecordAnswer.Answered || l.Action == RecordAnswer.Confirmed || l.Action == RecordAppeal.Recorded))
            .OrderByDescending(l => l.At).Select(l => new { l.At, l.Role, l.Purpose }).ToListAsync(cancellation)).ConvertAll(l => new RecordedBy(l.At, l.Role, l.Purpose.Split(':')[0], l.Purpose.Split(':')[^1]));
        var offers = await db.Offers.AsNoTracking().Where(o => o.CaseId == kase.Id).OrderByDescending(o => o.Number).ToListAsync(cancellation);
        var measures = kase.Remedy.IsOwed() ? await db.Measures.AsNoTracking().Where(m => m.CaseId == kase.Id && m.State != MeasureState.Dropped).OrderBy(m => m.Place).ThenBy(m => m.Id).ToListAsync(cancellation) : [];
        var (possible, filed) = await appeals.OfFiler(kase, cancellation);
        RecordedBy? By(DateTimeOffset? at) => at is null ? null : lines.Find(l => l.At == at);
        RecordedOffer Offer(RemedyOffer offer)
        {
            var plan = OfferedPlan.Open(offer, sealer);
            return new(offer.Number, Codes.Of(offer.State), offer.OfferedAt, plan.Words, [.. plan.Measures.Select(m => (Codes.Of(m.Measure), m.Text))], offer.ApologyAccepted,
                sealer.OpenIfAny("offer", offer.Id, "answer", offer.Answer), By(offer.AnsweredAt));
        }
        var may = offers is [{ State: not OfferState.Accepted } newest, ..] && SaidOfRemedy.Stands(kase.Remedy, newest);
        return new RecordedView([.. offers.Select(Offer)], may, may && offers[0].State is not OfferState.Open,
            [.. measures.Select(m => new RecordedMeasure(m.Id, Codes.Of(m.Measure), Codes.Of(m.State), sealer.Open("measure", m.Id, "text", m.Text), sealer.OpenIfAny("measure", m.Id, "evidence", m.Evidence),
                sealer.OpenIfAny("measure", m.Id, "remark", m.Remark), m.Asks(), By(m.AnsweredAt)))],
            possible, [.. filed.Select(a => new RecordedAppeal(Codes.Of(a.Against), a.FiledAt, Codes.Of(a.Decision), By(a.FiledAt)))]);
    }
}
